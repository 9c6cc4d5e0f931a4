"""Deadlines and hours, on every clock of France (DL-1 to DL-8 of the reliability goals)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from centres.geography import HourTwice, NoSuchHour, Zone, instant
from sessions.timing import deadline, later, slot_length

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("day", "local_deadline"),
    [
        (date(2027, 3, 26), datetime(2027, 3, 28, 18)),  # DL-1: the clocks go forward
        (date(2027, 10, 29), datetime(2027, 10, 31, 16)),  # DL-2: and back
        (date(2027, 5, 5), datetime(2027, 5, 7, 17)),
        (date(2028, 2, 28), datetime(2028, 3, 1, 17)),  # a leap day between
        (date(2027, 12, 30), datetime(2028, 1, 1, 17)),
    ],
)
def test_deadline_is_48_hours_that_really_elapse(day, local_deadline):
    end = instant(day, time(17), PARIS)

    found = deadline(end.astimezone(UTC)).astimezone(PARIS)

    assert found.replace(tzinfo=None) == local_deadline


@pytest.mark.parametrize(
    ("zone", "utc_hour"),
    [
        (Zone.REUNION, "2027-03-10T13:00"),
        (Zone.MAYOTTE, "2027-03-10T14:00"),
        (Zone.MARTINIQUE, "2027-03-10T21:00"),
        (Zone.GUADELOUPE, "2027-03-10T21:00"),
        (Zone.GUYANE, "2027-03-10T20:00"),
        (Zone.MIQUELON, "2027-03-10T20:00"),
        (Zone.NOUMEA, "2027-03-10T06:00"),
        (Zone.WALLIS, "2027-03-10T05:00"),
        (Zone.TAHITI, "2027-03-11T03:00"),
        (Zone.MARQUESAS, "2027-03-11T02:30"),
        (Zone.GAMBIER, "2027-03-11T02:00"),
        (Zone.PARIS, "2027-03-10T16:00"),
    ],
)
def test_five_in_the_afternoon_is_the_right_instant_everywhere(zone, utc_hour):
    """DL-4."""
    found = instant(date(2027, 3, 10), time(17), ZoneInfo(zone))

    assert found.astimezone(UTC) == datetime.fromisoformat(utc_hour + "+00:00")


def test_miquelon_has_its_own_summer_time():
    found = instant(date(2027, 3, 20), time(17), ZoneInfo(Zone.MIQUELON))

    assert found.astimezone(UTC) == datetime(2027, 3, 20, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "fault"),
    [
        (date(2027, 3, 28), time(2, 30), NoSuchHour),  # DL-6
        (date(2027, 10, 31), time(2, 30), HourTwice),
        (date(2027, 3, 28), time(2), NoSuchHour),
    ],
)
def test_hour_that_the_clocks_do_not_show_once_is_refused(day, hour, fault):
    with pytest.raises(fault):
        instant(day, hour, PARIS)


@pytest.mark.parametrize("hour", [time(1, 59), time(3), time(10)])
def test_other_hours_of_a_day_of_change_are_plain(hour):
    assert instant(date(2027, 3, 28), hour, PARIS).time() == hour


@pytest.mark.parametrize(
    ("extra_time", "minutes"), [(0, 120), (10, 135), (33, 155), (50, 175), (100, 225), (200, 330)]
)
def test_slot_is_two_hours_or_what_the_extra_time_asks(extra_time, minutes):
    """DL-8: the longer slot moves the end, and so the deadline."""
    assert slot_length(extra_time) == timedelta(minutes=minutes)


def test_nothing_ends_the_next_day():
    assert later(time(10), timedelta(hours=2)) == time(12)
    assert later(time(23), timedelta(hours=2)) is None
