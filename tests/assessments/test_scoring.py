"""The score, as the public platform was seen to give it, and where decisions 1 to 10 differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import Cause, Level, Sat, Status, least_kept, score
from tests.golden import read

GOLDEN = read("scoring.json")
CASES = GOLDEN["cases"]
RATES = {"rate_80_and_more": 80, "rate_70_to_79": 75, "rate_below_70": 60}


def scored(case):
    results = {answer["challenge"]: answer["result"] for answer in case["answers"]}
    questions = [
        Sat(each["competence"], each["type"], results.get(each["id"]), each["neutralized"])
        for each in case["challenges"]
    ]
    profile = {
        each["competence"]: Level(each["level"], each["pix"]) for each in case["competences"]
    }
    cause = Cause(case["abort_reason"] or "candidate")
    return score(profile, questions, ceiling=case["max_reachable_level"], cause=cause)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_scores_what_was_seen(case):
    expected, found = case["expected"], scored(case)

    assert found.rate == expected["reproducibility_rate"]
    assert found.pix == expected["pix_score"]
    assert {code: (mark.level, mark.pix) for code, mark in found.marks.items()} == {
        mark["competence"]: (mark["level"], mark["score"]) for mark in expected["marks"]
    }
    assert found.is_enough == expected["enough_non_neutralized"]
    # Decision 7: too few questions that count cancel the test whenever it is scored.
    assert found.status == (expected["status"] if found.is_enough else Status.CANCELLED)


@pytest.mark.parametrize("row", GOLDEN["trust_threshold"]["rows"])
def test_two_thirds_must_count(row):
    assert least_kept(row["questions"]) == row["minimum_kept"]


def with_rate(rate, questions):
    """Another competence, of so many questions that this one hardly weighs."""
    right = rate * 10
    return [*questions, *[Sat("9", "QCU", "ok")] * right, *[Sat("9", "QCU", "ko")] * (1000 - right)]


@pytest.mark.parametrize("column", RATES)
@pytest.mark.parametrize(
    "rule", GOLDEN["level_rules"]["rows"], ids=lambda rule: "-".join(map(str, rule.values()))
)
def test_level_follows_the_rules_that_were_seen(rule, column):
    number, neutralised, right = rule["challenges"], rule["neutralized"], rule["right"]
    wrong = number - neutralised - right
    questions = [
        *[Sat("1.1", "QCU", "ok", is_neutralised=True)] * neutralised,
        *[Sat("1.1", "QCU", "ok")] * right,
        *[Sat("1.1", "QCU", "ko")] * wrong,
    ]

    profile = {"1.1": Level(3, 25), "9": Level(1, 8)}
    mark = score(profile, with_rate(RATES[column], questions), ceiling=5).marks["1.1"]

    outcomes = {"validated": (3, 25), "downgraded": (2, 17), "uncertified": (-1, 0)}
    assert (mark.level, mark.pix) == outcomes[rule[column]]


def two_deps(*results, neutralised=0):
    questions = [
        Sat("1.1", "QROCM-dep", result, is_neutralised=place < neutralised)
        for place, result in enumerate(results)
    ]
    profile = {"1.1": Level(3, 25), "9": Level(1, 8)}
    return score(profile, with_rate(75, questions), ceiling=5).marks["1.1"].level


def test_two_dependent_questions_alone_are_scaled_to_three():
    assert two_deps("ok", "ok") == 3
    assert two_deps("ok", "partially") == 2
    assert two_deps("ok", "ko") == -1
    assert two_deps("ok", "ok", neutralised=1) == 2
    assert two_deps("ok", "ok", neutralised=2) == -1


def test_competence_without_a_question_is_not_tested():
    found = score({"1.1": Level(2, 16), "1.2": Level(3, 24)}, [Sat("1.1", "QCU", "ok")], ceiling=5)

    assert set(found.marks) == {"1.1"}


def test_question_of_a_competence_that_was_not_positioned_does_not_count():
    asked = [Sat("1.1", "QCU", "ok"), Sat("4.2", "QCU", "ko")]

    assert score({"1.1": Level(2, 16)}, asked, ceiling=5).rate == 100


def test_nothing_asked_is_worth_nothing():
    assert score({}, [], ceiling=5).status == Status.REJECTED


QUESTIONS = st.lists(
    st.builds(
        Sat,
        competence=st.sampled_from(["1.1", "1.2", "2.1"]),
        type=st.sampled_from(["QCU", "QROCM-dep"]),
        result=st.sampled_from(["ok", "ko", "aband", "partially", "timedout", None]),
        is_neutralised=st.booleans(),
    ),
    min_size=1,
    max_size=9,
).filter(lambda sat: all(sum(s.competence == c for s in sat) <= 3 for c in ("1.1", "1.2", "2.1")))
PROFILE = {"1.1": Level(1, 8), "1.2": Level(4, 39), "2.1": Level(7, 60)}


@given(QUESTIONS, st.data(), st.sampled_from(Cause))
def test_one_more_right_answer_never_lowers_a_score(questions, data, cause):
    wrong = [
        place
        for place, each in enumerate(questions)
        if each.result not in ("ok", None) and not each.is_neutralised
    ]
    if not wrong:
        return
    place = data.draw(st.sampled_from(wrong))
    better = list(questions)
    better[place] = Sat(questions[place].competence, questions[place].type, "ok")

    before = score(PROFILE, questions, ceiling=5, cause=cause)
    after = score(PROFILE, better, ceiling=5, cause=cause)

    assert after.pix >= before.pix
    assert all(after.marks[code].pix >= mark.pix for code, mark in before.marks.items())


@given(QUESTIONS, st.integers(1, 8), st.sampled_from(Cause))
def test_nothing_goes_above_the_ceiling_nor_the_profile(questions, ceiling, cause):
    found = score(PROFILE, questions, ceiling=ceiling, cause=cause)

    for code, mark in found.marks.items():
        assert -1 <= mark.level <= min(ceiling, PROFILE[code].level)
        assert 0 <= mark.pix <= min(8 * ceiling, PROFILE[code].pix)
    assert found.pix == sum(mark.pix for mark in found.marks.values())
