import pytest
from hypothesis import given
from hypothesis import strategies as st

from referentiel.marking import (
    SKIPPED_ANSWER,
    Choices,
    Fields,
    Groups,
    Result,
    Text,
    TooLong,
    edit_distance,
    mark,
)
from tests.golden import cases


def lists(text):
    """« Ville:\\n- Lyon\\n- Lugdunum » as {"Ville": ["Lyon", "Lugdunum"]}."""
    found, name = {}, ""
    for line in filter(str.strip, (text or "").splitlines()):
        if line.startswith("- "):
            found[name].append(line[2:].strip().strip('"'))
        else:
            name = line.strip().rstrip(":")
            found[name] = []
    return found


def key_of(case):
    tolerances = frozenset(case["treatments"])
    is_closed = "options=" in (case["proposals"] or "")
    if case["type"] in ("QCU", "QCM"):
        return Choices(tuple(each.strip() for each in case["solution"].split(",")))
    if case["type"] == "QROC":
        answers = tuple(filter(None, case["solution"].split("\n")))
        return Text(answers, tolerances, case["format"] == "nombre", is_closed)
    groups = {name: tuple(answers) for name, answers in lists(case["solution"]).items()}
    if case["type"] == "QROCM-ind":
        return Fields({name: Text(answers, tolerances) for name, answers in groups.items()})
    grid = tuple(int(line.split(":")[0]) for line in (case["scoring"] or "").splitlines())
    return Groups(tuple(groups.values()), tolerances, grid)


def answer_of(case):
    if case["answer"] == SKIPPED_ANSWER or not case["type"].startswith("QROCM"):
        return case["answer"]
    lines = (line.split(":", 1) for line in case["answer"].splitlines())
    return {name.strip(): value.strip() for name, value in lines}


@pytest.mark.parametrize("case", cases("grading.json"), ids=lambda case: case["id"])
def test_golden_marking(case):
    result = mark(
        key_of(case),
        answer_of(case),
        late=(case["timeout"] or 0) < 0,
        focus_lost=case["focused"] and case["focused_out"],
    )

    assert result == case["expected"]


@pytest.mark.parametrize(
    ("solution", "answer", "right"),
    [
        ("2021", "2022", False),
        ("2021", "2021", True),
        ("2021", " 2 021 ", True),
        ("12345678", "12345679", False),
        ("deux mille", "2000", False),
        ("A4", "A5", False),
        ("Lyon 3", "lyon3", True),
        ("Château", "ＣＨÂＴＥＡＵ", False),
        ("Noël", "NOE\u0308L", True),
        ("10 km", "10\u00a0km", True),
        ("Paris", "\u200bParis", True),
        ("", "", False),
        ("!!!", "???", False),
        ("!!!", "", False),
    ],
)
def test_text_is_read_as_a_person_would(solution, answer, right):
    assert Text((solution,)).accepts(answer) is right


@pytest.mark.parametrize(
    ("solution", "answer", "right"),
    [
        ("1000000", "1 000 000", True),
        ("1000000", "1\u202f000\u202f000", True),
        ("3,5", "3.5", True),
        ("3,5", "+3,500", True),
        ("-4", "−4", True),
        ("-4", "4", False),
        ("3,5", "3,6", False),
        ("12", "12a", False),
        ("12", "douze", False),
        ("12", "", False),
        ("12", "1e1", False),
        ("12", "١٢", True),
    ],
)
def test_number_is_compared_as_a_number(solution, answer, right):
    assert Text((solution,), is_number=True).accepts(answer) is right


def test_choices_are_trimmed():
    assert mark(Choices(("2",)), " 2 ") is Result.OK


def test_missing_field_is_wrong():
    key = Fields({"ville": Text(("Lyon",)), "pays": Text(("France",))})

    assert mark(key, {"ville": "Lyon"}) is Result.KO
    assert mark(key, {"ville": "Lyon", "pays": "France", "forged": "x"}) is Result.KO


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ({"a": "google", "b": "yahoo"}, Result.KO),
        ({"a": "Google", "b": "Yahoo"}, Result.OK),
        ({"a": "Google", "b": "Google"}, Result.KO),
        ({"a": "Google"}, Result.KO),
        ({}, Result.KO),
    ],
)
def test_shared_answers_without_tolerance_are_exact(answer, result):
    key = Groups((("Google",), ("Yahoo",)), frozenset(), fields=("a", "b"))

    assert mark(key, answer) is result


def test_grid_gives_a_part_and_then_all():
    key = Groups((("un",), ("deux",), ("trois",)), grid=(2, 3), fields=("a", "b", "c"))

    assert mark(key, {"a": "un", "b": "six", "c": "dix"}) is Result.KO
    assert mark(key, {"a": "un", "b": "deux", "c": "dix"}) is Result.PARTIALLY
    assert mark(key, {"a": "un", "b": "deux", "c": "trois"}) is Result.OK


def test_skipping_wins_over_time_and_focus():
    assert mark(Text(("a",)), SKIPPED_ANSWER, late=True, focus_lost=True) is Result.SKIPPED


def test_answer_of_ten_thousand_letters_is_marked_and_a_longer_one_refused():
    assert mark(Text(("a",)), "a" * 10_000) is Result.KO
    with pytest.raises(TooLong):
        mark(Text(("a",)), "a" * 10_001)
    with pytest.raises(TooLong):
        mark(Fields({"a": Text(("a",))}), {"a": "a" * 5_001, "b": "b" * 5_000})


KEYS = [
    Choices(("2",)),
    Choices(("1", "3")),
    Text(("Château", "l’eau vive")),
    Text(("3,5",), is_number=True),
    Text(("abcd",), is_closed=True),
]


@pytest.mark.parametrize("key", KEYS)
@given(answer=st.text(max_size=300))
def test_marking_never_fails_on_any_text(key, answer):
    assert mark(key, answer) in Result


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=6))
def test_marking_never_fails_on_any_fields(answer):
    groups = Groups((("un",), ("deux", "2")), grid=(1, 2))

    assert mark(groups, answer) in Result
    assert mark(Fields({"a": Text(("un",))}), answer) in Result


words = st.from_regex(r"[a-zA-Zàéèêïôûç]{2,12}( [a-zA-Zàéèêïôûç]{2,12}){0,3}", fullmatch=True)


@given(words)
def test_right_answer_stays_right_under_what_t1_and_t2_forgive(solution):
    spoilt = "  " + "! ".join(solution.upper()) + " ?"

    assert Text((solution,)).accepts(spoilt)
    assert Text((solution,)).accepts(solution)


@given(words.filter(lambda word: len(word.replace(" ", "")) >= 4), st.data())
def test_right_answer_stays_right_with_one_letter_doubled(solution, data):
    place = data.draw(st.integers(0, len(solution) - 1))

    assert Text((solution,)).accepts(solution[: place + 1] + solution[place:])


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_edit_distance_is_that_of_the_textbook(left, right):
    def slow(a, b):
        if not a or not b:
            return len(a) + len(b)
        replaced = slow(a[1:], b[1:]) + (a[0] != b[0])
        return min(replaced, slow(a[1:], b) + 1, slow(a, b[1:]) + 1)

    expected = slow(left, right)

    assert edit_distance(left, right, 7) == expected
    assert edit_distance(left, right, expected - 1) is None
