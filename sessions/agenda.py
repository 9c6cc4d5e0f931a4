"""A week of sessions, day by day; the week's name is that of the ISO calendar: 2027-W10."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

# Of years that have weeks before and after them in the calendar.
NAME = re.compile(r"(2\d{3})-W(\d{1,2})")


@dataclass(frozen=True)
class Week:
    monday: date

    @classmethod
    def named(cls, name: str, today: date) -> "Week":
        """The week of this name, or the present one when there is none of that name."""
        match = NAME.fullmatch(name)
        try:
            return cls(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        except (TypeError, ValueError):
            return cls(today - timedelta(days=today.weekday()))

    def __str__(self):
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def sunday(self):
        return self.monday + timedelta(days=6)

    @property
    def before(self):
        return Week(self.monday - timedelta(days=7))

    @property
    def after(self):
        return Week(self.monday + timedelta(days=7))

    def days(self, sessions):
        """Each day with its sessions; the week-end only when something happens then."""
        every = [self.monday + timedelta(days=number) for number in range(7)]
        by_day = {day: [each for each in sessions if each.day == day] for day in every}
        return [(day, found) for day, found in by_day.items() if found or day.weekday() < 5]
