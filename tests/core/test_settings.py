import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def start(**variables):
    command = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "pixcertif.settings", **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_demonstration_is_refused_in_production():
    answer = start(PRODUCTION="1", DEMO="1")

    assert answer.returncode != 0
    assert "not in PRODUCTION" in answer.stderr


@pytest.mark.parametrize("variables", [{"PRODUCTION": "1"}, {"DEMO": "1"}, {"DEBUG": "1"}])
def test_each_alone_starts(variables):
    assert start(**variables).returncode == 0
