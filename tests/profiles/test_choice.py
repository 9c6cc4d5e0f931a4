import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.choice import Step, inferred, next_step

TRI = [Step(number, "tri", number) for number in range(1, 6)]
SOMME = [Step(10 + number, "somme", number) for number in range(1, 9)]


def numbers(steps):
    return sorted(step.skill for step in steps)


def test_right_answer_settles_the_easier_skills_of_its_tube():
    assert numbers(inferred(TRI[2], True, TRI + SOMME, {3: True})) == [1, 2]


def test_wrong_answer_settles_the_harder_skills_of_its_tube():
    assert numbers(inferred(TRI[2], False, TRI + SOMME, {3: False})) == [4, 5]


def test_what_is_already_known_is_not_inferred_again():
    assert numbers(inferred(TRI[2], True, TRI, {1: False})) == [2]


def test_somebody_unknown_is_first_asked_something_easy():
    assert next_step(TRI + SOMME, {}).difficulty in (2, 3, 4)


@pytest.mark.parametrize(
    ("known", "harder"),
    [
        ({12: True, 11: True}, True),
        (dict.fromkeys(range(12, 19), False), False),
    ],
)
def test_next_question_follows_the_level(known, harder):
    assert (next_step(SOMME, known).difficulty > 2) is harder


def test_nothing_is_asked_once_all_is_known():
    assert next_step(TRI, dict.fromkeys(range(1, 6), True)) is None
    assert next_step([], {}) is None


@given(st.lists(st.booleans(), min_size=13, max_size=13))
def test_practice_ends_and_asks_no_skill_twice(answers):
    steps, known, asked = TRI + SOMME, {}, []

    while step := next_step(steps, known):
        success = answers[len(asked)]
        asked.append(step.skill)
        settled = inferred(step, success, steps, known)
        known |= {step.skill: success} | {other.skill: success for other in settled}

    assert len(asked) == len(set(asked)) <= 13
    assert len(known) == 13


@given(st.integers(0, 5), st.integers(0, 8))
def test_steady_person_is_found_in_few_questions(tri, somme):
    """Somebody who knows a tube up to a point: their profile is exact, in at most ten questions."""
    steps, known, asked = TRI + SOMME, {}, 0

    while step := next_step(steps, known):
        asked += 1
        success = step.difficulty <= {"tri": tri, "somme": somme}[step.tube]
        settled = inferred(step, success, steps, known)
        known |= {step.skill: success} | {other.skill: success for other in settled}

    assert sum(known.values()) == tri + somme
    assert asked <= 10
