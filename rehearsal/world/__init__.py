"""What the rehearsed platform holds before anybody comes. Loads Django, with the environment that
the installation gave."""

import django

django.setup()
