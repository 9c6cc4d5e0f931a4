"""After the disturbance: what the database holds, beside what candidates were told."""

import re
import time
from dataclasses import dataclass

from rehearsal.history import Given, violations

# Whoever dies while it holds a piece of work leaves it to the others after core.outbox.LEASE.
LEASE = 300
# The sweep comes each minute; on a busy machine it takes a while.
SWEEP = 60 + 15

CRASH = re.compile(r'"status": 500\b')
STORED = """
SELECT certification.number, answer.question_id, answer.key::text, answer.value
FROM assessments_answer answer
JOIN assessments_question question ON question.id = answer.question_id
JOIN assessments_certification certification ON certification.id = question.certification_id
"""
OPEN = """
SELECT certification.number FROM assessments_certification certification
WHERE certification.state = 'started' AND NOT EXISTS (
    SELECT FROM assessments_question question
    LEFT JOIN assessments_answer answer ON answer.question_id = question.id
    WHERE question.certification_id = certification.id AND answer.id IS NULL)
"""
# Of each test that is over without a result: since when its scoring could have been done.
UNSCORED = """
SELECT certification.number, scoring.state, extract(epoch FROM now() - scoring.due_at)::float
FROM assessments_certification certification
LEFT JOIN assessments_scoring scoring ON scoring.certification_id = certification.id
WHERE certification.state = 'finished' AND NOT EXISTS (
    SELECT FROM assessments_result WHERE certification_id = certification.id)
"""
FINISHED = "SELECT count(*) FROM assessments_certification WHERE state = 'finished'"
SCORED_TWICE = """
SELECT count(*) FROM (SELECT FROM assessments_result GROUP BY certification_id HAVING count(*) > 1)
AS twice
"""


@dataclass
class Verdict:
    violations: list[str]
    stored: int
    finished: int
    scored_twice: int
    seconds_until_scored: float
    left_by_the_dead: int


def judge(installation, history):
    answers = stored(installation)
    found = [*history.faults, *violations(history, answers)]
    with installation.connect() as connection:
        found += [f"not closed: test {number}" for (number,) in connection.execute(OPEN)]
        forgotten, waited, held = wait_for_scores(connection)
        found += [f"not scored: test {row}" for row in forgotten]
        finished, twice = (connection.execute(q).fetchone()[0] for q in (FINISHED, SCORED_TWICE))
    found += [*invariants(installation), *crashes(installation)]
    return Verdict(found, len(answers), finished, twice, waited, held)


def stored(installation):
    with installation.connect() as connection:
        return [Given(*row) for row in connection.execute(STORED)]


def wait_for_scores(connection):
    """Those that do not come, how long the others took, and how many of these had been left by a
    worker that died: they take the rest of a lease, the others a sweep."""
    begun, held = time.monotonic(), 0
    while rows := connection.execute(UNSCORED).fetchall():
        waited = time.monotonic() - begun
        # What was due before the end counts from the end: only then does nothing fail any more.
        forgotten = [row for row in rows if row[1] != "waiting" or min(row[2], waited) > SWEEP]
        if forgotten or waited > LEASE + 2 * SWEEP:
            return forgotten or rows, waited, held
        held = max(held, sum(late < 0 for _, _, late in rows))
        time.sleep(1)
    return [], time.monotonic() - begun, held


def crashes(installation):
    """A part that is away is an excuse (503) and asked again; a page of ours that breaks is not."""
    log = (installation.folder / "web.log").read_text(errors="replace")
    if number := len(CRASH.findall(log)):
        yield f"crashed: {number} requests ended with 500, see web.log"


def invariants(installation):
    try:
        installation.manage("check_invariants")
    except RuntimeError as error:
        yield str(error)
