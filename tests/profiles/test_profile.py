import pytest

from profiles.profile import Shown, profile_of
from referentiel.worth import LEVEL, PIX


def shown(code, *worths, **rest):
    return [Shown(code, True, worth, **rest) for worth in worths]


@pytest.mark.parametrize(
    ("worths", "pix", "level"),
    [
        ([], 0, 0),
        ([LEVEL], 8, 1),
        ([LEVEL - 1], 7, 0),
        ([LEVEL // 3] * 3, 8, 1),
        ([LEVEL // 6] * 6, 8, 1),
        ([LEVEL // 7] * 7, 8, 1),
        ([7 * PIX + PIX * 6 // 10, PIX * 3 // 10], 7, 0),
        ([LEVEL] * 7, 56, 7),
        ([LEVEL] * 8, 64, 8),
    ],
)
def test_level_is_eight_pix_floored_once_and_never_capped(worths, pix, level):
    standing = profile_of(shown("1.1", *worths)).standing("1.1")

    assert (standing.pix, standing.level) == (pix, level)


def test_failures_are_worth_nothing():
    profile = profile_of([*shown("1.1", LEVEL), Shown("1.1", False, LEVEL)])

    assert profile.pix == 8


@pytest.mark.parametrize(("competences", "missing"), [(0, 5), (4, 1), (5, 0), (16, 0)])
def test_certifiable_is_five_competences_at_level_one(competences, missing):
    elements = [each for n in range(competences) for each in shown(f"1.{n}", LEVEL)]

    assert profile_of(elements).missing == missing


def test_competence_below_level_one_does_not_count():
    elements = [each for n in range(5) for each in shown(f"1.{n}", LEVEL - PIX)]

    assert profile_of(elements).missing == 5


def test_competence_that_no_question_can_test_does_not_count():
    elements = [each for n in range(4) for each in shown(f"1.{n}", LEVEL)]
    elements += shown("5.2", LEVEL, is_askable=False)

    assert profile_of(elements).missing == 1
    assert profile_of(elements).standing("5.2").level == 1
