"""What an operator may set is written down, wholly and truly."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def names(path, pattern):
    return re.findall(pattern, (ROOT / path).read_text(), re.MULTILINE)


def test_every_variable_of_the_settings_is_in_the_example_in_the_same_order():
    read = names("pixcertif/settings.py", r'\benv(?:\.\w+)?\(\s*"(\w+)"')

    written = names(".env.example", r"^(?:# )?([A-Z_]+)=")

    # ENV_FILE says where the file is: it cannot stand in it.
    assert written == [name for name in dict.fromkeys(read) if name != "ENV_FILE"]


def test_every_variable_of_the_compose_file_is_in_its_example():
    read = names("docker-compose.yml", r"(?<!\$)\$\{(\w+)")

    written = names("deploy/env.example", r"^(?:# )?([A-Z_]+)=")

    assert set(read) - set(written) == set()
