"""When a candidate's test ends. Pure.

The clock is the session's: it starts when the code is given, stands still while it is suspended,
and runs longer for who has extra time or was given minutes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sessions.timing import TEST_DURATION

# A page on its way when the time is up still counts.
GRACE = timedelta(seconds=30)
# Nobody new starts so long after the clock.
LAST_START = timedelta(hours=24)

Span = tuple[datetime, datetime | None]


def deadline(
    started_at: datetime,
    now: datetime,
    *,
    extra_time: int = 0,
    minutes: int = 0,
    pauses: Iterable[Span] = (),
) -> datetime:
    """Of a test whose clock started then; while a pause lasts, it moves away with the hour."""
    allowed = TEST_DURATION * (100 + extra_time) / 100 + timedelta(minutes=minutes)
    return started_at + allowed + stood_still(started_at, now, pauses)


def stood_still(started_at: datetime, now: datetime, pauses: Iterable[Span]) -> timedelta:
    """How long the clock was stopped since it started. Pauses never overlap."""
    return sum(
        (max(timedelta(), (end or now) - max(begin, started_at)) for begin, end in pauses),
        timedelta(),
    )
