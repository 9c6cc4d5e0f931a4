"""Candidates answer while everything is killed and restarted; then every promise is checked."""

import time
from queue import Empty, SimpleQueue
from random import Random
from threading import Event, Thread

from rehearsal.candidate import Candidate, Stuck, TimeUp
from rehearsal.disturbance import Disturbance
from rehearsal.history import History
from rehearsal.installation import Installation
from rehearsal.verdict import judge
from scripts.install import say

THINKING = (0.2, 1.8)  # seconds over a question
SHORTEST_TEST = 40  # seconds: 48 questions, at that pace
IN_A_ROOM = 20
# To be heard again after the last death.
PATIENCE = 90


def rehearse(minutes, clients, seed):
    """The exit code: 1 when one promise was not kept."""
    seconds = 60 * minutes
    each = 2 + int(seconds / SHORTEST_TEST)
    rooms = -(-clients * each // IN_A_ROOM)
    say(f"Seed {seed}: {clients} clients for {minutes:g} min, {rooms} rooms of {IN_A_ROOM}")
    with Installation() as installation:
        people = installation.furnish(rooms, IN_A_ROOM)
        disturbance = Disturbance(installation, Random(seed))
        history = History.of_all(play(installation, people, clients, seconds, disturbance))
        say("All is well again; every promise is checked…")
        verdict = judge(installation, history)
        installation.keeps_folder = bool(verdict.violations)
        report(history, verdict, disturbance)
        if verdict.violations:
            say(f"Logs and database are kept in {installation.folder}")
    return 1 if verdict.violations else 0


def play(installation, people, clients, seconds, disturbance):
    """The histories of the clients, who play while the main thread disturbs."""
    coming, over = SimpleQueue(), Event()
    for person in people:
        coming.put(person)
    until = time.monotonic() + seconds + PATIENCE
    histories = [History() for _ in range(clients)]
    threads = [
        Thread(target=client, args=(installation.web, coming, over, until, history), daemon=True)
        for history in histories
    ]
    for thread in threads:
        thread.start()
    disturbance.go_on(seconds)
    over.set()
    for thread in threads:
        thread.join()
    return histories


def client(port, coming, over, until, history):
    """One computer: a candidate to the end screen, then the next one."""
    random = Random()

    def think():
        over.wait(random.uniform(*THINKING))

    while not over.is_set():
        try:
            Candidate(coming.get_nowait(), port, history, until).play(think, over)
        except Empty:
            return
        except (Stuck, TimeUp) as error:
            history.faults.append(f"{type(error).__name__}: {error}")
        except Exception as error:
            history.faults.append(f"the client itself: {error!r}")
            raise


def report(history, verdict, disturbance):
    def row(name, value, remark=""):
        say(f"{name:<44}{value:>10}  {remark}".rstrip())

    say("")
    for name, number in sorted(disturbance.killed.items()):
        row(f"{name} killed", number)
    for name, number in sorted(disturbance.ended.items()):
        row(f"{name} ended by itself and restarted", number)
    row("answers acknowledged", len(history.acknowledged), f"{verdict.stored} stored")
    row("tests finished", verdict.finished, f"{verdict.scored_twice} scored twice")
    row("retries", history.retries)
    row("code asked for again during a test", history.codes)
    row("longest wait of a client", f"{history.longest_wait:.1f} s")
    held = f"{verdict.left_by_the_dead} held by a worker that died"
    row("last score after the end", f"{verdict.seconds_until_scored:.0f} s", held)
    row("violations", len(verdict.violations))
    for each in verdict.violations[:50]:
        say(f"  {each}")
