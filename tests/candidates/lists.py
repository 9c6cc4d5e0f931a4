"""Lists of candidates as plain sheets, and what is planned of them."""

from datetime import date

from candidates.columns import COLUMNS
from candidates.imports import plan_of
from core.sheets import Row, Sheet

DAYS = {"today": date(2026, 11, 21), "day": date(2027, 3, 10)}


def sheet_for(*lines):
    """Under the headings of all the fields that any of the lines has."""
    names = [name for name in COLUMNS if any(name in line for line in lines)]
    rows = [
        Row(at, [trimmed(line.get(name)) for name in names]) for at, line in enumerate(lines, 2)
    ]
    return Sheet([Row(1, [COLUMNS[name][0] for name in names]), *rows])


def trimmed(cell):
    """As the reader of files does."""
    return cell.strip() or None if isinstance(cell, str) else cell


def plan_for(*lines, listed=(), **options):
    return plan_of(sheet_for(*lines), listed, **DAYS, **options)


def line_of(cells):
    return plan_for(cells).lines[0]


def told_in(notes):
    return [tuple(note) for note in notes]
