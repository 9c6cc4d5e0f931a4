"""A candidate told to the centre: the journal, and what changes."""

from datetime import date

from core.journal import JournalEntry
from core.sheets import unguarded
from sessions.words import actor, changes_in


def lines_of(candidate, entries=None):
    """(when, what, who), the latest first."""
    if entries is None:
        entries = JournalEntry.objects.about(candidate)[:200]
    return [(entry.at, changes_in(entry), actor(entry)) for entry in entries]


def word(value):
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def same(before, after):
    """A text that differs only by its spaces and by what cannot be seen is the same text."""
    if before == after or not (isinstance(before, str) and isinstance(after, str)):
        return before == after
    return unguarded(_visible(before)) == unguarded(_visible(after))


def _visible(text):
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
