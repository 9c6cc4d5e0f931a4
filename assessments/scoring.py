"""What a test is worth: each positioned competence confirmed, lowered or not confirmed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from referentiel.marking import Result

PIX_PER_LEVEL = 8
LEAST_RATE, FAIR_RATE, TRUSTED_RATE = 50, 70, 80
# Of what was drawn, at least so much must count; in hundredths.
LEAST_KEPT = 66
MOST_WEIGHED = 3
KEEP, DOWN, NONE = "keep", "down", "none"
# Of one competence: questions, of which neutralised, right among the others; then what becomes of
# its level at a rate of 80 and more, of 70 to 79, and below.
RULES = {
    (3, 0, 3): (KEEP, KEEP, KEEP),
    (3, 0, 2): (KEEP, DOWN, DOWN),
    (3, 1, 2): (KEEP, KEEP, KEEP),
    (3, 1, 1): (KEEP, DOWN, NONE),
    (3, 2, 1): (KEEP, KEEP, DOWN),
    (2, 0, 2): (KEEP, KEEP, KEEP),
    (2, 0, 1): (KEEP, DOWN, NONE),
    (2, 1, 1): (KEEP, KEEP, DOWN),
    (1, 0, 1): (KEEP, KEEP, DOWN),
}
NEVER = (NONE, NONE, NONE)


class Cause(StrEnum):
    """Why a test stopped before its last question."""

    CANDIDATE = "candidate"  # by choice, or for lack of time
    TECHNICAL = "technical"


class Status(StrEnum):
    VALIDATED = "validated"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Sat:
    """One question of the test; without a result, it was not answered."""

    competence: str
    type: str
    result: str | None = None
    is_neutralised: bool = False

    @property
    def is_right(self) -> bool:
        return self.result == Result.OK and not self.is_neutralised


@dataclass(frozen=True)
class Level:
    """Of a competence: what the profile says before, what is certified after."""

    level: int
    pix: int


NOT_CERTIFIED = Level(-1, 0)


@dataclass(frozen=True)
class Score:
    status: Status
    pix: int
    rate: int
    marks: Mapping[str, Level]
    is_enough: bool


def score(
    profile: Mapping[str, Level],
    questions: Iterable[Sat],
    *,
    ceiling: int,
    cause: Cause = Cause.CANDIDATE,
) -> Score:
    """Of the competences that were positioned when the test began and of which it asks."""
    sat = [_closed(question, cause) for question in questions if question.competence in profile]
    rate = rate_of(sat)
    marks = {
        code: _mark(before, [each for each in sat if each.competence == code], rate, ceiling)
        for code, before in profile.items()
        if any(question.competence == code for question in sat)
    }
    pix = sum(mark.pix for mark in marks.values())
    is_enough = sum(not each.is_neutralised for each in sat) >= least_kept(len(sat))
    earned = Status.VALIDATED if pix else Status.REJECTED
    return Score(earned if is_enough else Status.CANCELLED, pix, rate, marks, is_enough)


def rate_of(questions: Iterable[Sat]) -> int:
    """Right ones among those that count, in per cent; the half goes up."""
    kept = [question for question in questions if not question.is_neutralised]
    right = sum(question.is_right for question in kept)
    return (200 * right + len(kept)) // (2 * len(kept)) if kept else 0


def least_kept(drawn: int) -> int:
    return -(-LEAST_KEPT * drawn // 100)


def _closed(question, cause):
    """What was left unanswered is wrong, or does not count when a machine was the cause."""
    if question.result is not None:
        return question
    if cause == Cause.TECHNICAL:
        return replace(question, is_neutralised=True)
    return replace(question, result=Result.SKIPPED)


def _mark(before, questions, rate, ceiling):
    outcome = _outcome(questions, rate)
    if outcome == NONE:
        return NOT_CERTIFIED
    lowered = outcome == DOWN
    return Level(
        min(before.level - lowered, ceiling),
        min(before.pix - PIX_PER_LEVEL * lowered, PIX_PER_LEVEL * ceiling),
    )


def _outcome(questions, rate):
    if rate < LEAST_RATE:
        return NONE
    trusted, fair, poor = RULES.get(_weighed(questions), NEVER)
    if rate >= TRUSTED_RATE:
        return trusted
    return fair if rate >= FAIR_RATE else poor


def _weighed(questions):
    """Questions, neutralised, right: where there are fewer than three, a QROCM-dep counts twice."""
    few = len(questions) < MOST_WEIGHED
    weights = [2 if few and question.type == "QROCM-dep" else 1 for question in questions]
    weighed = list(zip(questions, weights, strict=True))
    number = sum(weights)
    neutralised = sum(weight for question, weight in weighed if question.is_neutralised)
    right = sum(_right(question, weight) for question, weight in weighed)
    if number > MOST_WEIGHED:
        return MOST_WEIGHED, *(MOST_WEIGHED * part // number for part in (neutralised, right))
    return number, neutralised, right


def _right(question, weight):
    if question.is_right:
        return weight
    is_half_right = question.result == Result.PARTIALLY and not question.is_neutralised
    return weight - 1 if is_half_right else 0
