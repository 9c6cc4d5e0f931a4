"""Child processes that are started again when they die, and that never outlive their parent."""

import ctypes
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial

from scripts.install import last_lines, say

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

QUICK_DEATH = 10
DEATHS_BEFORE_ADVICE = 4
LONGEST_PAUSE = 30
PATIENCE_AT_THE_END = 8
ERRORS = re.compile(rb'\[(error|critical) *\]|"level": "(error|critical)"')
WARNINGS = re.compile(ERRORS.pattern + rb'|\[warning *\]|"level": "warning"')


def die_with(parent):
    """Between fork and exec: Linux kills us when our parent goes, even by kill -9."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


class Signals:
    """Signals as something that a loop can wait for."""

    STOP = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}

    def __init__(self):
        self.ear, mouth = socket.socketpair()
        mouth.setblocking(False)
        self.mouth = mouth
        signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
        for number in [*self.STOP, signal.SIGCHLD]:
            signal.signal(number, lambda *_: None)

    def wait(self, seconds):
        """True when somebody asks us to stop; a child's death only ends the wait."""
        heard, _, _ = select.select([self.ear], [], [], max(0, seconds))
        return bool(heard and self.STOP.intersection(self.ear.recv(4096)))


class Child:
    """One process, its log, and what its deaths teach."""

    def __init__(self, name, command, log, **options):
        self.name = name
        self.command = command
        self.log = log
        self.options = options
        self.process = None
        self.due_at = 0
        self.quick_deaths = 0

    def open_log(self):
        """One log a run; the one before is kept under another name."""
        with suppress(FileNotFoundError):
            self.log.replace(self.log.with_suffix(".log.old"))
        self.log.touch()
        self.reader = self.log.open("rb")

    def start(self):
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # A group of its own: Ctrl-C is for us alone, who then end each group in order.
                start_new_session=True,
                preexec_fn=partial(die_with, os.getpid()),
                **self.options,
            )
        self.started_at = time.monotonic()

    def signal(self, number):
        """To the whole group: a dead master may leave workers behind."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def is_dead(self):
        return self.process is not None and self.process.poll() is not None

    def bury(self):
        """Clear away what is left, and decide when to start again: later and later."""
        self.signal(signal.SIGKILL)
        code, self.process = self.process.returncode, None
        quick = time.monotonic() - self.started_at < QUICK_DEATH
        self.quick_deaths = self.quick_deaths + 1 if quick else 0
        pause = min(2 ** (self.quick_deaths - 1), LONGEST_PAUSE) if quick else 0
        self.due_at = time.monotonic() + pause
        end = f"killed by signal {-code}" if code < 0 else f"ended with code {code}"
        say(f"{self.name}: {end}; starting it again {f'in {pause} s' if pause else 'now'}.")
        if self.quick_deaths >= DEATHS_BEFORE_ADVICE:
            say(f"{last_lines(self.log)}\n{self.name} cannot stay up: see {self.log}")

    def echo(self, worrying):
        """Show the worrying lines that the log has gained."""
        while line := self.reader.readline():
            if not line.endswith(b"\n"):
                self.reader.seek(-len(line), os.SEEK_CUR)
                break
            if worrying.search(line):
                say(f"{self.name}: {line.decode(errors='replace').rstrip()}")


class Family:
    """All the children, from the first start to the last end."""

    def __init__(self, children):
        self.children = children
        # While the parts look for each other, warnings are to be expected.
        self.worrying = ERRORS
        self.signals = Signals()
        for child in children:
            child.open_log()
            child.start()

    def live(self, seconds):
        """Look after the children for a while; False when it is time to stop."""
        end = time.monotonic() + seconds
        while True:
            self.look_after()
            left = end - time.monotonic()
            if left <= 0:
                return True
            if self.signals.wait(min(left, 1)):
                return False

    def look_after(self):
        now = time.monotonic()
        for child in self.children:
            child.echo(self.worrying)
            if child.is_dead():
                child.bury()
            if child.process is None and child.due_at <= now:
                child.start()

    def stop(self):
        """Ask all to end; after a while, or at a second request, insist."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_AT_THE_END
        while any(child.process and not child.is_dead() for child in self.children):
            left = deadline - time.monotonic()
            if left <= 0 or self.signals.wait(left):
                break
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process:
                child.process.wait()
