"""Whole rooms join, begin and answer at once: how fast, and at what cost."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from threading import Barrier, BrokenBarrierError, Event, Thread

from rehearsal.candidate import Candidate
from rehearsal.costs import Costs
from rehearsal.history import History, violations
from rehearsal.installation import Installation
from rehearsal.verdict import crashes, invariants, stored
from scripts.install import say

JOINING = 60  # seconds, in which all come
STARTING = 3  # seconds, in which all type the code
SETTLING = 10  # seconds for the last tests to be prepared before the code is given
PATIENCE = 120
ACTS = ("join", "start", "answer")


@dataclass
class Timings:
    """Of one candidate: seconds of each act; each act that was not had at the first asking."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {act: [] for act in ACTS})
    errors: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACTS, 0))
    page_bytes: int = 0

    def measure(self, act, candidate, there):
        """One step after the other until it is there."""
        history = candidate.history
        begun, retries = time.perf_counter(), history.retries
        while not there():
            candidate.step()
        self.seconds[act].append(time.perf_counter() - begun)
        self.errors[act] += history.retries - retries


class Crowd:
    """All candidates, each a thread; the main thread opens one gate after the other."""

    def __init__(self, installation, people, seconds, thinking):
        self.seconds, self.thinking = seconds, thinking
        self.gates = {act: Event() for act in ACTS}
        # Everybody, and whoever opens the gates.
        self.at_the_gate = Barrier(len(people) + 1)
        self.over = Event()
        self.timings, self.histories = [], []
        until = time.monotonic() + JOINING + STARTING + SETTLING + seconds + PATIENCE
        for person in people:
            candidate = Candidate(person, installation.web, until=until)
            self.histories.append(candidate.history)
            self.timings.append(Timings())
            Thread(target=self._come, args=(candidate, self.timings[-1]), daemon=True).start()

    def _come(self, candidate, timings):
        """Whoever does not get through stops everybody."""
        try:
            self._sit(candidate, timings, Random())
            self.at_the_gate.wait()
        except BrokenBarrierError:
            return
        except Exception as error:
            candidate.history.faults.append(f"{type(error).__name__}: {error}")
            self.at_the_gate.abort()

    def _sit(self, candidate, timings, random):
        self._wait("join", random.uniform(0, JOINING))
        timings.measure("join", candidate, lambda: candidate.wants_code)
        self._wait("start", random.uniform(0, STARTING))
        timings.measure("start", candidate, lambda: candidate.stage == "question")
        self._wait("answer", 0)
        while candidate.stage == "question":
            if self.thinking:
                self.over.wait(random.uniform(0, 2 * self.thinking))
            if self.over.is_set():
                break
            timings.measure("answer", candidate, one_more(candidate.history.acknowledged))
            timings.page_bytes = candidate.browser.bytes

    def _wait(self, act, seconds):
        if act != "join":
            self.at_the_gate.wait()
        self.gates[act].wait()
        time.sleep(seconds)

    def perform(self, act):
        """Seconds that all of them took."""
        begun = time.perf_counter()
        self.gates[act].set()
        if act == "answer":
            time.sleep(self.seconds)
            self.over.set()
        self.at_the_gate.wait()
        return time.perf_counter() - begun


def one_more(rows):
    number = len(rows)
    return lambda: len(rows) > number


def rehearse(rooms, candidates, seconds, thinking, *, with_content):
    """The exit code: 1 when somebody did not get through, or lost something."""
    bank = "the real questions" if with_content else "a small bank"
    say(f"{rooms} rooms of {candidates}, {bank}; {seconds:g} s, {thinking:g} s over a question.")
    say(f"Candidates share the {os.cpu_count()} cores of the servers, and slow them down.")
    say("They are signed in beforehand: hashing passwords is not measured here.")
    with Installation() as installation:
        people = installation.furnish(rooms, candidates, with_content=with_content)
        crowd = Crowd(installation, people, seconds, thinking)
        with suppress(BrokenBarrierError):
            for act in ACTS:
                perform(act, crowd, installation)
        wrong = list(faults(installation, History.of_all(crowd.histories), with_content))
        say(f"\n{'page of a question':<34}{page_size(crowd):>10}  bytes, as JSON in a reply")
        say("\n".join([f"{'violations':<34}{len(wrong):>10}", *wrong[:20]]))
        installation.keeps_folder = bool(wrong)
    return 1 if wrong else 0


def perform(act, crowd, installation):
    with Costs(installation) as costs:
        elapsed = crowd.perform(act)
    report(act, crowd, elapsed, costs)
    if act == "join":
        time.sleep(SETTLING)


def faults(installation, history, with_content):
    yield from history.faults
    # Of the real questions not every answer is a text that one recognises.
    if not with_content:
        yield from violations(history, stored(installation))
    yield from invariants(installation)
    yield from crashes(installation)


def page_size(crowd):
    sizes = sorted(timings.page_bytes for timings in crowd.timings)
    return sizes[len(sizes) // 2]


def report(act, crowd, elapsed, costs):
    seconds = sorted(each for timings in crowd.timings for each in timings.seconds[act])
    errors = sum(timings.errors[act] for timings in crowd.timings)
    number = len(seconds)

    say("")

    def row(name, value, remark=""):
        say(f"{act}: {name:<{32 - len(act)}}{value:>10}  {remark}".rstrip())

    row("number", number, f"in {elapsed:.1f} s")
    row("a second", f"{number / elapsed:.1f}")
    for part in (50, 95, 99):
        row(f"p{part}", f"{1000 * centile(seconds, part):.0f}", "ms")
    row("errors", errors, "asked again")
    for name, used in costs.seconds.items():
        row(f"processor of {name}", f"{1000 * used / max(number, 1):.1f}", "ms each")
    row("queries", f"{costs.queries / max(number, 1):.1f}", "each, the worker's among them")
    row("BEGIN, COMMIT and the like", f"{costs.bounds / max(number, 1):.1f}", "each")


def centile(values, part):
    """Of sorted values; the smallest that so many per cent do not exceed."""
    return values[max(0, -(-len(values) * part // 100) - 1)] if values else float("nan")
