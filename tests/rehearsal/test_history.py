"""The judge of a rehearsal sees each way of breaking a promise."""

from dataclasses import replace

import pytest

from rehearsal.history import Given, History, violations

GIVEN = Given(test=1_234_567, question=7, key="a", value="7-0f")
OTHER = Given(test=1_234_567, question=8, key="b", value="8-1e")


def found(stored, sent=(GIVEN, OTHER), acknowledged=(GIVEN, OTHER)):
    history = History(sent=list(sent), acknowledged=list(acknowledged))
    return [text.partition(":")[0] for text in violations(history, stored)]


def test_what_is_kept_is_no_violation():
    assert found([GIVEN, OTHER]) == []


def test_answer_on_its_way_may_be_kept_or_not():
    assert found([GIVEN], acknowledged=[GIVEN]) == []
    assert found([GIVEN, OTHER], acknowledged=[GIVEN]) == []


def test_same_words_under_the_key_of_a_page_lost_since_are_kept():
    again = replace(GIVEN, key="c")

    assert found([GIVEN], sent=[GIVEN, again], acknowledged=[again]) == []


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ([OTHER], ["lost"]),
        ([GIVEN, OTHER, replace(GIVEN, key="c")], ["doubled", "moved or made up"]),
        ([replace(GIVEN, question=9), OTHER], ["lost", "moved or made up"]),
        ([replace(GIVEN, test=2), OTHER], ["changed", "moved or made up"]),
        ([replace(GIVEN, value="7-99"), OTHER], ["changed", "moved or made up"]),
        ([replace(GIVEN, key="b"), OTHER], ["changed", "doubled", "moved or made up"]),
    ],
)
def test_broken_promise_is_seen(stored, expected):
    assert found(stored) == expected


def test_histories_of_all_are_one():
    one = History(sent=[GIVEN], retries=2, longest_wait=3)
    two = History(sent=[OTHER], retries=1, longest_wait=5, faults=["stuck"])

    whole = History.of_all([one, two])

    assert whole == History([GIVEN, OTHER], [], 3, 0, 5, ["stuck"])
