"""What decides whether an installation may be skipped, goes on, or starts again."""

import pytest

from scripts.install import is_current, is_usable, read_stamp

STAMP = {"python": "3.11.7 (main)", "locks": "abc", "level": "tests"}


@pytest.mark.parametrize("content", [None, "", '{"python": "3.1'])
def test_installation_cut_short_leaves_no_stamp(tmp_path, content):
    path = tmp_path / "installed.json"
    if content is not None:
        path.write_text(content)

    assert read_stamp(path) == {}


@pytest.mark.parametrize(
    ("stamp", "version", "expected"),
    [
        (STAMP, "3.11.7 (main)", True),
        (STAMP, "3.12.1 (main)", False),
        (STAMP, "", False),
        ({}, "3.11.7 (main)", False),
        ({}, "", False),
    ],
)
def test_environment_is_kept_while_it_runs_the_python_it_was_made_with(stamp, version, expected):
    assert is_usable(stamp, version) is expected


@pytest.mark.parametrize(
    ("installed", "wanted", "digest", "expected"),
    [
        ("demo", "demo", "abc", True),
        ("tests", "demo", "abc", True),
        ("tests", "tests", "abc", True),
        ("demo", "tests", "abc", False),
        ("tests", "tests", "changed", False),
        ("tests", "demo", "changed", False),
    ],
)
def test_requirements_are_installed_again_only_when_they_differ(
    installed, wanted, digest, expected
):
    assert is_current({**STAMP, "level": installed}, wanted, digest) is expected
