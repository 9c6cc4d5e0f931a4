"""Loaded before the settings: a platform like production's, in a folder of its own, for the
figures of `make bench`. Nothing is read of the machine's own settings."""

import atexit
import os
import re
import secrets
import shutil
import tempfile
from pathlib import Path

import django
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(tempfile.mkdtemp(prefix="pixcertif-bench-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

OURS = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
BARE_ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in OURS}

os.environ.clear()
os.environ.update(
    BARE_ENVIRONMENT,
    DJANGO_SETTINGS_MODULE="pixcertif.settings",
    ENV_FILE=os.devnull,
    SECRET_KEY=secrets.token_urlsafe(50),
    PRODUCTION="1",
    VAR_DIR=str(FOLDER / "var"),
    EMAIL_URL="memorymail://",
    LOG_LEVEL="WARNING",
)
settings.TEMPLATES[0]["DIRS"] = [ROOT / "bench" / "templates"]
django.setup()
