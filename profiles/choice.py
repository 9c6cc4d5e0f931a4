"""What to ask next in a practice, and what an answer teaches. Pure: plain values, no query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST_PRACTICE = 20


@dataclass(frozen=True)
class Step:
    """A skill on its tube."""

    skill: int
    tube: str
    difficulty: int


def next_step(steps: Sequence[Step], known: Mapping[int, bool]) -> Step | None:
    """The skill whose answer would teach most; the same for the same facts.

    `known` says of each skill already shown whether it was validated.
    """
    level = estimated_level(steps, known)
    unknown = [step for step in steps if step.skill not in known]
    return min(
        unknown,
        key=lambda step: (-expected_gain(step, unknown, level), step.difficulty, step.tube),
        default=None,
    )


def estimated_level(steps: Sequence[Step], known: Mapping[int, bool]) -> float:
    """Between the hardest success and the easiest failure: 2 for somebody nothing is known of."""
    passed = [step.difficulty for step in steps if known.get(step.skill)]
    failed = [step.difficulty for step in steps if known.get(step.skill) is False]
    if not passed and not failed:
        return 2
    low, high = max(passed, default=0), min(failed, default=9)
    return (low + high) / 2


def expected_gain(step: Step, unknown: Sequence[Step], level: float) -> float:
    """How many unknown skills of the tube the answer is expected to settle."""
    chance = 1 / (1 + 2 ** (step.difficulty - level))
    same_tube = [other for other in unknown if other.tube == step.tube]
    easier = sum(other.difficulty <= step.difficulty for other in same_tube)
    harder = sum(other.difficulty >= step.difficulty for other in same_tube)
    return chance * easier + (1 - chance) * harder


def inferred(step: Step, success: bool, steps: Sequence[Step], known: Mapping[int, bool]):
    """The other skills that the answer settles in its tube: easier if right, harder if wrong."""
    return [
        other
        for other in steps
        if other.tube == step.tube
        and other.skill != step.skill
        and other.skill not in known
        and (other.difficulty < step.difficulty) is success
    ]
