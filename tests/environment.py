"""Loaded before the settings: tests read nothing of the developer's own `.env`, and write nothing
beside it. DATABASE_URL and REDIS_URL are heard if the caller sets them."""

import os
import tempfile

import hypothesis

os.environ["ENV_FILE"] = os.devnull
os.environ["SECRET_KEY"] = "a key for tests, known to all and used nowhere else"
os.environ["DEBUG"] = os.environ["DEMO"] = os.environ["PRODUCTION"] = "0"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="pixcertif-tests-")
os.environ["SITE_URL"] = "https://pix-certif.example"
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop of its own.
for name in ("ALLOWED_HOSTS", "OIDC_SERVER_URL", "TRUSTED_PROXY_COUNT"):
    os.environ.pop(name, None)

# A property holds however busy the machine is: no example has a deadline.
hypothesis.settings.register_profile("ours", deadline=None)
hypothesis.settings.load_profile("ours")
