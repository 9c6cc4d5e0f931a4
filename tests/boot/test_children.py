"""Children are started again when they die, and nothing outlives the supervisor."""

import os
import select
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30

SUPERVISOR = """
import sys
from pathlib import Path
from scripts.children import WARNINGS, Child, Family
log, child, pipe = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
family = Family([Child("fake", [sys.executable, "-c", child, pipe], log, pass_fds=[int(pipe)])])
family.worrying = WARNINGS
while family.live(60):
    pass
family.stop()
"""
# Each fake child holds the pipe and says over it who it is.
STEADY = (
    "import os, signal, sys; os.write(int(sys.argv[1]), b'%d\\n' % os.getpid()); signal.pause()"
)
PARENT = f"import os; os.fork()\n{STEADY}"
STUBBORN = """
import os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: os.write(int(sys.argv[1]), b"no\\n"))
os.write(int(sys.argv[1]), b"%d\\n" % os.getpid())
while True: signal.pause()
"""
HASTY = "raise SystemExit(3)"
WORRIED = "import sys; print('[info     ] fine'); print('[error    ] broken'); sys.stdout.flush()\n"


class Pipe:
    """Heard by the test, held by all that the test starts: its end is their end."""

    def __init__(self, descriptor):
        self.descriptor = descriptor

    def hear(self):
        ready, _, _ = select.select([self.descriptor], [], [], PATIENCE)
        assert ready, "nothing heard"
        return os.read(self.descriptor, 4096).decode()


@contextmanager
def supervised(child, log):
    listening, held = os.pipe()
    command = [sys.executable, "-c", SUPERVISOR, str(log), child, str(held)]
    process = subprocess.Popen(
        command, cwd=ROOT, pass_fds=[held], stdout=subprocess.PIPE, text=True
    )
    os.close(held)
    try:
        yield process, Pipe(listening)
    finally:
        process.kill()
        process.communicate()
        os.close(listening)


def test_dead_child_is_started_again_with_a_word(tmp_path):
    with supervised(STEADY, tmp_path / "fake.log") as (supervisor, pipe):
        first = int(pipe.hear())

        os.kill(first, signal.SIGKILL)

        assert int(pipe.hear()) != first
        said = supervisor.stdout.readline()
        assert said == "fake: killed by signal 9; starting it again in 1 s.\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_nothing_is_left_when_the_supervisor_is_asked_to_stop(tmp_path, number):
    with supervised(STEADY, tmp_path / "fake.log") as (supervisor, pipe):
        pipe.hear()

        supervisor.send_signal(number)

        assert pipe.hear() == ""
        assert supervisor.wait(PATIENCE) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_nothing_is_left_when_the_supervisor_is_killed(tmp_path):
    with supervised(STEADY, tmp_path / "fake.log") as (supervisor, pipe):
        pipe.hear()

        supervisor.kill()

        assert pipe.hear() == ""


def test_child_that_will_not_end_is_made_to_at_the_second_request(tmp_path):
    with supervised(STUBBORN, tmp_path / "fake.log") as (supervisor, pipe):
        pipe.hear()
        supervisor.terminate()
        assert pipe.hear() == "no\n"

        supervisor.terminate()

        assert pipe.hear() == ""


def test_children_of_a_dead_child_go_with_it(tmp_path):
    with supervised(PARENT, tmp_path / "fake.log") as (_, pipe):
        pids = pipe.hear().split()
        while len(pids) < 2:
            pids += pipe.hear().split()
        orphan = os.pidfd_open(max(map(int, pids)))

        os.kill(min(map(int, pids)), signal.SIGKILL)

        ended, _, _ = select.select([orphan], [], [], PATIENCE)
        os.close(orphan)
        assert ended


def test_child_that_cannot_live_is_given_more_and_more_time(tmp_path):
    with supervised(HASTY, tmp_path / "fake.log") as (supervisor, _):
        said = [supervisor.stdout.readline() for _ in range(2)]

    assert said == [f"fake: ended with code 3; starting it again in {n} s.\n" for n in (1, 2)]


def test_worrying_lines_of_the_log_are_shown(tmp_path):
    with supervised(WORRIED + STEADY, tmp_path / "fake.log") as (supervisor, pipe):
        assert supervisor.stdout.readline() == "fake: [error    ] broken\n"
