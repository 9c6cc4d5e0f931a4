"""The processes of the platform: each is killed at any moment, started again, and its work is
measured in seconds of processor."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from scripts.children import PATIENCE_AT_THE_END, Child

TICK = os.sysconf("SC_CLK_TCK")
# In /proc/…/stat after the name: the parent, then time of its own and of the children it buried.
PARENT, TIMES = 1, slice(11, 15)


class Part(Child):
    """A process and all it starts, known by what it does on the platform."""

    @property
    def pids(self):
        return family(self.process.pid) if self.process else []

    def kill(self):
        """All of them in the same instant: nobody has time for a last word."""
        for pid in self.pids:
            slay(pid)
        if self.process:
            self.process.wait()
            self.process = None

    def end(self):
        """Asked first: a database that is killed leaves its shared memory behind for ever."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE_AT_THE_END)
        self.kill()

    def kill_one(self, random):
        """One of those it started, which it must notice by itself; False when there is none."""
        others = self.pids[1:]
        if others:
            slay(random.choice(others))
        return bool(others)

    @property
    def seconds(self):
        return sum(seconds(pid) for pid in self.pids)


def slay(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def stat(pid):
    """The numbers that the system keeps of a process; none of one that is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()


def seconds(pid):
    return sum(map(int, stat(pid)[TIMES])) / TICK


def family(pid):
    """This process first, then all that it started, and what these started."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if numbers := stat(folder.name):
            parents.setdefault(int(numbers[PARENT]), []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found
