"""Days written in French with their year, for generated questions."""

from datetime import date

from referentiel.generators.dates import DAYS, MONTHS


def in_words(day: date) -> str:
    first = "1er" if day.day == 1 else day.day
    return f"{first} {MONTHS[day.month - 1]} {day.year}"


def in_full(day: date) -> str:
    return f"{DAYS[day.weekday()]} {in_words(day)}"
