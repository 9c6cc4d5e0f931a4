"""How long things last: the test, the slot of a session, the time to finalise it."""

from datetime import date, datetime, time, timedelta

TEST_DURATION = timedelta(minutes=105)
# To settle in, to read the instructions, to leave.
AROUND_THE_TEST = timedelta(minutes=15)
FINALISED_WITHIN = timedelta(hours=48)
CODE_OPENS_BEFORE = timedelta(minutes=30)
# Anything else is a slip of the keyboard.
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=10)
FARTHEST = timedelta(days=3 * 365)
MOST_EXTRA_TIME = 300  # in per cent
STEP = timedelta(minutes=5)


def length_of_test(extra_time: int = 0) -> timedelta:
    return TEST_DURATION * (100 + extra_time) / 100


def slot_length(extra_time: int = 0) -> timedelta:
    """Two hours, or what this percentage of extra time makes of them, by whole five minutes."""
    needed = AROUND_THE_TEST + length_of_test(extra_time)
    return -(-needed // STEP) * STEP


def deadline(ends_at: datetime) -> datetime:
    """48 hours that really elapse, whatever the clocks do meanwhile."""
    return ends_at + FINALISED_WITHIN


def later(hour: time, length: timedelta) -> time | None:
    """The hour so much later of the same day, or None past midnight."""
    end = datetime.combine(date.min, hour) + length
    return end.time() if end.date() == date.min else None
