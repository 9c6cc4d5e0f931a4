"""Parts of the platform killed at random and started again, while candidates answer."""

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from rehearsal.installation import wait_until
from scripts.install import say

# One process of those that answer, besides all of them: the others must go on.
ONE_OF_WEB = "one of web"
VICTIMS = ("web", ONE_OF_WEB, "worker", "beat", "postgresql", "redis")
BETWEEN = (2, 7)  # seconds from a death to the next one
AWAY = (0, 4)  # and until whoever died is started again


@dataclass(frozen=True)
class Death:
    at: float
    victim: str
    away: float


def plan(random: Random, seconds: float) -> list[Death]:
    """Who dies when, and for how long: the same again from the same seed."""
    deaths, at = [], random.uniform(*BETWEEN)
    while at < seconds:
        deaths.append(Death(at, random.choice(VICTIMS), random.uniform(*AWAY)))
        at += random.uniform(*BETWEEN)
    return deaths


@dataclass
class Disturbance:
    """Runs in the main thread: what it starts dies with the thread that started it."""

    installation: object
    random: Random
    killed: Counter = field(default_factory=Counter)
    ended: Counter = field(default_factory=Counter)

    def go_on(self, seconds):
        begun, back_at = time.monotonic(), {}
        deaths = plan(self.random, seconds)
        while (now := time.monotonic() - begun) < seconds:
            while deaths and deaths[0].at <= now:
                self._kill(deaths.pop(0), back_at)
            for name in [name for name, at in back_at.items() if at <= now]:
                self.installation.parts[name].start()
                del back_at[name]
            self._look_after(set(self.installation.parts) - set(back_at))
            time.sleep(0.1)
        for name in back_at:
            self.installation.parts[name].start()
        self.make_well()

    def _kill(self, death, back_at):
        if death.victim == ONE_OF_WEB:
            happened = self.installation.parts["web"].kill_one(self.random)
        elif happened := death.victim not in back_at:
            self.installation.parts[death.victim].kill()
            back_at[death.victim] = death.at + death.away
        if happened:
            self.killed[death.victim] += 1
            say(f"{death.at:6.1f} s  {death.victim} killed, back in {death.away:.1f} s")

    def _look_after(self, names):
        """Nobody but us should end: a part that does has not stood the death of another one."""
        for name in self.installation.look_after(*names):
            self.ended[name] += 1
            say(f"          {name} ended by itself")

    def make_well(self):
        self._look_after(self.installation.parts)
        wait_until(self.installation.stores_answer)
        wait_until(self.installation.web_answers)
