"""Days and hours in French words, for generated questions."""

from datetime import date
from random import Random

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def some_day(rng: Random) -> date:
    """A day of the school year 2026-2027, never at the end of a month."""
    return date(2027, rng.randint(1, 6), rng.randint(3, 24))


def in_words(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def in_figures(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def clock(minutes: int) -> str:
    """« 9 h 05 » for 545 minutes after midnight."""
    return f"{minutes // 60} h {minutes % 60:02}"


def spellings(hour: str) -> tuple[str, ...]:
    """The ways one types « 9 h 05 »."""
    figures = hour.split(" h ")
    return hour, *(f"{zero}{sign.join(figures)}" for zero in ("", "0") for sign in ("h", ":", "."))


def mail_date(day: date, minutes: int, offset: int) -> str:
    """The date of a mail or of a feed, at `minutes` of universal time, shown `offset` hours off."""
    shift, local = divmod(minutes + 60 * offset, 24 * 60)
    shown = date.fromordinal(day.toordinal() + shift)
    words = f"{ENGLISH_DAYS[shown.weekday()]}, {shown.day:02} {ENGLISH_MONTHS[shown.month - 1]}"
    return f"{words} {shown.year} {local // 60:02}:{local % 60:02}:00 {offset * 100:+05}"
