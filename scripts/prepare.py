"""Bring the demo's database up to date: three commands in one start of Django."""

import os

import django
from django.core.management import call_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pixcertif.settings")
    django.setup()
    call_command("migrate", verbosity=1)
    call_command("createcachetable")
    call_command("demo")
