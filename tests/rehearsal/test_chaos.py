"""Ninety seconds of deaths among web, worker, beat, PostgreSQL and Redis: every promise is kept.

The long run is `python -m rehearsal chaos`."""

import os
import subprocess
import sys
from functools import partial

import pytest

from rehearsal import ROOT
from rehearsal.installation import obstacle
from scripts.children import die_with

WHY_NOT = obstacle()
PATIENCE = 15 * 60  # a worker that dies holding a piece of work leaves it for five minutes


@pytest.mark.chaos
@pytest.mark.skipif(bool(WHY_NOT), reason=f"no rehearsal here: {WHY_NOT}")
def test_no_acknowledged_answer_is_lost_doubled_or_moved():
    rehearsal = subprocess.Popen(
        [sys.executable, "-m", "rehearsal", "chaos", "--minutes", "1.5", "--clients", "12"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=partial(die_with, os.getpid()),
    )
    try:
        told, _ = rehearsal.communicate(timeout=PATIENCE)
    finally:
        rehearsal.terminate()
        rehearsal.wait(timeout=30)

    assert rehearsal.returncode == 0, told
