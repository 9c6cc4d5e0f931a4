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
    ],
)
def test_deadline(extra_time, minutes, pauses, now, ends):
    spans = [(at(begin), None if end is None else at(end)) for begin, end in pauses]

    found = deadline(START, at(now), extra_time=extra_time, minutes=minutes, pauses=spans)

    assert found == at(ends)


def test_elapsed_time_is_what_counts_on_the_night_clocks_change():
    before_change = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)

    assert deadline(before_change, before_change) - before_change == timedelta(minutes=105)
