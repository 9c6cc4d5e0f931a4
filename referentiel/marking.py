"""Marking of one answer. Pure: plain values in, a result out; no query, no clock."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

LONGEST_ANSWER = 10_000
SKIPPED_ANSWER = "#ABAND#"
TOLERANCES = frozenset({"t1", "t2", "t3"})
# Share of the answer that may be typing mistakes.
MISTAKES = 0.25

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
DIGITS = re.compile(r"\d+", re.ASCII)


class Result(StrEnum):
    OK = "ok"
    KO = "ko"
    PARTIALLY = "partially"
    SKIPPED = "aband"
    TIMED_OUT = "timedout"
    FOCUSED_OUT = "focusedOut"


class TooLong(ValueError):
    """An answer longer than anybody types."""


@dataclass(frozen=True)
class Choices:
    """The numbers of the right choices, from 1: one for a QCU, several for a QCM."""

    right: tuple[str, ...]

    def mark(self, answer: str) -> Result:
        given = sorted(choice.strip() for choice in answer.split(","))
        return Result.OK if given == sorted(self.right) else Result.KO


@dataclass(frozen=True)
class Text:
    """What may be typed in one field, and how strictly it is read."""

    answers: tuple[str, ...]
    tolerances: frozenset[str] = TOLERANCES
    is_number: bool = False
    is_closed: bool = False  # chosen in a list: nothing to forgive

    def mark(self, answer: str) -> Result:
        return Result.OK if self.accepts(answer) else Result.KO

    def accepts(self, answer: str) -> bool:
        if self.is_closed:
            return answer.strip() in {each.strip() for each in self.answers}
        if self.is_number and all(map(is_number, (answer, *self.answers))):
            return to_number(answer) in map(to_number, self.answers)
        return any(distance(answer, each, self.tolerances) is not None for each in self.answers)


@dataclass(frozen=True)
class Fields:
    """Fields that stand each for itself (QROCM-ind): one wrong or missing, and all is wrong."""

    by_name: Mapping[str, Text]

    def mark(self, answer: Mapping[str, str]) -> Result:
        right = set(answer) <= set(self.by_name) and all(
            text.accepts(answer.get(name, "")) for name, text in self.by_name.items()
        )
        return Result.OK if right else Result.KO


@dataclass(frozen=True)
class Groups:
    """Fields that share their answers (QROCM-dep): any order, each group once.

    `grid` says from how many good answers on something is earned, and how many earn all; without
    it, every field must be good.
    """

    groups: tuple[tuple[str, ...], ...]
    tolerances: frozenset[str] = TOLERANCES
    grid: tuple[int, ...] = ()
    fields: tuple[str, ...] = field(default=())

    def mark(self, answer: Mapping[str, str]) -> Result:
        found = {self._closest(value) for value in answer.values()} - {None}
        asked = len(self.fields or answer)
        if len(found) >= max(self.grid, default=asked) and len(found):
            return Result.OK
        if self.grid and len(found) >= min(self.grid):
            return Result.PARTIALLY
        return Result.KO

    def _closest(self, value: str) -> int | None:
        distances = [
            (far, number)
            for number, group in enumerate(self.groups)
            for each in group
            if (far := distance(value, each, self.tolerances)) is not None
        ]
        return min(distances)[1] if distances else None


Key = Choices | Text | Fields | Groups


def mark(key: Key, answer, *, late: bool = False, focus_lost: bool = False) -> Result:
    """The result of an answer: text, or texts by name of field."""
    check_length([answer] if isinstance(answer, str) else answer.values())
    if answer == SKIPPED_ANSWER:
        return Result.SKIPPED
    result = key.mark(answer)
    if result is Result.OK and late:
        return Result.TIMED_OUT
    if result is Result.OK and focus_lost:
        return Result.FOCUSED_OUT
    return result


def check_length(texts: Iterable[str]) -> None:
    if sum(map(len, texts)) > LONGEST_ANSWER:
        raise TooLong


def without_spaces(text: str) -> str:
    return "".join(text.split())


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(plain_figures(text)) is not None


def to_number(text: str) -> Decimal:
    return Decimal(plain_figures(text).replace(",", "."))


def plain_figures(text: str) -> str:
    return without_spaces(text).replace("\N{MINUS SIGN}", "-")


def distance(answer: str, solution: str, tolerances: frozenset[str]) -> float | None:
    """How far the answer is from the solution, as a share of it; None when it is too far."""
    figures = without_spaces(answer), without_spaces(solution)
    if any(map(DIGITS.fullmatch, figures)):
        # One figure away is another year, another price: figures are never forgiven.
        return 0 if figures[0] == figures[1] else None
    answer, solution = treat(answer, tolerances), treat(solution, tolerances)
    if answer == solution:
        return 0 if answer else None
    if "t3" not in tolerances or not answer:
        return None
    allowed = int(len(answer) * MISTAKES)
    edits = edit_distance(answer, solution, allowed)
    return None if edits is None else edits / len(answer)


def treat(text: str, tolerances: frozenset[str]) -> str:
    """t1 forgives capitals, accents and spaces; t2 what is neither a letter nor a figure."""
    text = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    if "t1" in tolerances:
        decomposed = unicodedata.normalize("NFD", text.strip().lower())
        text = without_spaces("".join(c for c in decomposed if not unicodedata.combining(c)))
    if "t2" in tolerances:
        text = re.sub(r" +", " ", re.sub(r"[^A-Za-z0-9 ]", "", text))
    return text


def edit_distance(left: str, right: str, allowed: int) -> int | None:
    """Levenshtein's distance, given up as soon as it passes what is allowed."""
    if abs(len(left) - len(right)) > allowed:
        return None
    row = list(range(len(right) + 1))
    for number, letter in enumerate(left, 1):
        before, row = row, [number]
        for place, other in enumerate(right, 1):
            replaced = before[place - 1] + (letter != other)
            row.append(min(before[place] + 1, row[-1] + 1, replaced))
        if min(row) > allowed:
            return None
    return row[-1] if row[-1] <= allowed else None
