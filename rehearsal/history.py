"""What the platform has promised to candidates, and whether it has kept its word. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Given:
    """An answer as the browser sends it, or as the database holds it."""

    test: int
    question: int
    key: str
    value: str


@dataclass
class History:
    """Of one candidate or of all; each thread writes its own."""

    sent: list[Given] = field(default_factory=list)
    acknowledged: list[Given] = field(default_factory=list)
    retries: int = 0
    # How often the access code was asked for again in the middle of a test.
    codes: int = 0
    # From the first time that something was asked for to the moment that it was had.
    longest_wait: float = 0
    faults: list[str] = field(default_factory=list)

    @classmethod
    def of_all(cls, histories: Iterable["History"]) -> "History":
        whole = cls()
        for each in histories:
            whole.sent += each.sent
            whole.acknowledged += each.acknowledged
            whole.faults += each.faults
            whole.retries += each.retries
            whole.codes += each.codes
            whole.longest_wait = max(whole.longest_wait, each.longest_wait)
        return whole


def violations(history: History, stored: Iterable[Given]) -> Iterable[str]:
    """Every acknowledged answer is there, once, in its place; and nothing that nobody sent."""
    stored = list(stored)
    of_question = defaultdict(list)
    for given in stored:
        of_question[given.question].append(given)
    for given in history.acknowledged:
        yield from _kept(given, of_question[given.question], history)
    for key, number in Counter(given.key for given in stored).items():
        if number > 1:
            yield f"doubled: key {key} has {number} answers"
    for question, all_given in of_question.items():
        if len(all_given) > 1:
            yield f"doubled: question {question} has {len(all_given)} answers"
    for given in set(stored) - set(history.sent):
        yield f"moved or made up: {given}"


def _kept(given, there, history):
    """The same words count when they arrived under the key of a page lost since."""
    if not there:
        yield f"lost: {given}"
    elif given not in there:
        same = [each for each in there if (each.test, each.value) == (given.test, given.value)]
        if not same or same[0] not in history.sent:
            yield f"changed: {given} is {there[0]}"
