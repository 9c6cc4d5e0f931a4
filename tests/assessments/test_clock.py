"""When a test ends: by the session's clock, whatever stopped or lengthened it."""

from datetime import UTC, datetime, timedelta

import pytest

from assessments.clock import deadline

START = datetime(2027, 3, 10, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(minutes):
    return START + minutes * MINUTE


@pytest.mark.parametrize(
    ("extra_time", "minutes", "pauses", "now", "ends"),
    [
        (0, 0, [], 0, 105),
        (33, 0, [], 0, 139.65),
        (100, 0, [], 0, 210),
        (0, 10, [], 0, 115),
        (0, 0, [(20, 35)], 60, 120),
        (0, 0, [(20, None)], 60, 145),
        (0, 0, [(20, None)], 61, 146),
        (0, 0, [(10, 20), (30, 35)], 60, 120),
        (0, 0, [(-10, 5)], 60, 110),
        (0, 0, [(-10, -5)], 60, 105),
        (33, 5, [(20, 30)], 60, 154.65),
        # Extra time, of the whole test.
        (1, 0, [], 0, 106.05),
        (10, 0, [], 0, 115.5),
        (25, 0, [], 0, 131.25),
        (50, 0, [], 0, 157.5),
        (300, 0, [], 0, 420),
        # Minutes are minutes, for whoever has extra time too.
        (0, 1, [], 0, 106),
        (0, 240, [], 0, 345),
        (33, 20, [], 0, 159.65),
        (100, 240, [], 0, 450),
        # Pauses that are over: of whatever length, before, across and after the start.
        (0, 0, [(0, 0)], 60, 105),
        (0, 0, [(0, 10)], 60, 115),
        (0, 0, [(10, 10.5)], 60, 105.5),
        (0, 0, [(104, 110)], 111, 111),
        (0, 0, [(105, 110)], 120, 110),
        (0, 0, [(1, 2), (3, 4), (5, 6)], 60, 108),
        (0, 0, [(-20, 20)], 60, 125),
        (0, 0, [(-20, -10), (10, 20)], 60, 115),
        # One that lasts takes the end away with the hour.
        (0, 0, [(0, None)], 0, 105),
        (0, 0, [(0, None)], 30, 135),
        (0, 0, [(0, None)], 500, 605),
        (0, 0, [(-10, None)], -5, 105),
        (0, 0, [(-10, None)], 5, 110),
        (0, 0, [(10, 20), (30, None)], 31, 116),
        (0, 0, [(10, 20), (30, None)], 40, 125),
        # All of it together.
        (33, 0, [(30, None)], 50, 159.65),
        (0, 10, [(30, None)], 50, 135),
        (33, 10, [(20, None)], 25, 154.65),
        (100, 5, [(0, 30)], 60, 245),
        (50, 15, [(10, 12), (40, 45)], 60, 179.5),
    ],
)
def test_deadline(extra_time, minutes, pauses, now, ends):
    spans = [(at(begin), None if end is None else at(end)) for begin, end in pauses]

    found = deadline(START, at(now), extra_time=extra_time, minutes=minutes, pauses=spans)

    assert found == at(ends)


def test_elapsed_time_is_what_counts_on_the_night_clocks_change():
    before_change = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)

    assert deadline(before_change, before_change) - before_change == timedelta(minutes=105)
