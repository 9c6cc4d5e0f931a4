"""The one module that reads the tables people send: CSV, ODS and XLSX, and what their cells mean.

`read_sheet` gives the lines, `find_columns` the headings wherever they stand, and the `as_…`
functions the value of a cell, or a `BadCell` that says in French what was read and what to write.
An empty cell is None, or "" as a text: whoever needs it filled says so.
"""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import structlog

from core.tables import FORMULA, in_words

log = structlog.get_logger(__name__)

READER = Path(__file__).with_name("sheet_reader.py")
TIME_LIMIT = 20
MOST_BYTES = 2 * 1024**2
HEADING_WITHIN = 50

TOO_BIG = "pèse plus de 2 Mo. Partagez-le en plusieurs fichiers ou retirez-en les images."
LOST = (
    "n’a pas pu être lu : il est trop lourd ou abîmé. Copiez les seules cellules utiles dans un "
    "nouveau classeur et envoyez celui-ci."
)


class UnreadableSheet(Exception):
    """The message is for the person who sent the file; it holds nothing of the file."""


class BadCell(ValueError):
    """The message is for the person who sent the file: what was read, what to write."""


class Row(NamedTuple):
    line: int
    cells: list


@dataclass(frozen=True)
class Sheet:
    """The lines that hold something, as numbered by a spreadsheet, all of one width.

    A cell is a trimmed text, an int, a float, a bool, a date, a datetime, a time, a timedelta, or
    None. The quote by which `core.tables` keeps a text from becoming a formula is taken off.
    """

    rows: list[Row]

    def below(self, line: int) -> list[Row]:
        return [row for row in self.rows if row.line > line]


def read_sheet(content: bytes, name: str) -> Sheet:
    """The first visible sheet that holds something; the name serves the message only."""
    told = {"refused": TOO_BIG} if len(content) > MOST_BYTES else answer_about(content)
    return sheet_told(told, name)


def sheet_told(told: dict, name: str) -> Sheet:
    if "refused" in told:
        raise unreadable(name, told["refused"])
    return Sheet([Row(line, [unguarded(cell) for cell in cells]) for line, cells in told["rows"]])


def unreadable(name: str, why: str) -> UnreadableSheet:
    called = excerpt(name) or "sans nom"
    return UnreadableSheet(f"Le fichier « {called} » {why}")


def answer_about(content: bytes, reader: Path | None = None, *arguments: str) -> dict:
    """What the reader says, in a process with limits and without our secrets."""
    command = [sys.executable, "-I", str(reader or READER), *arguments]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        done = subprocess.run(
            command, input=content, env={}, cwd="/", timeout=TIME_LIMIT, check=True, **quiet
        )
        return json.loads(done.stdout, object_hook=typed)
    except (subprocess.SubprocessError, ValueError) as error:
        # Its code alone: the rest could hold words of the file.
        code = getattr(error, "returncode", None)
        log.warning("reader of tables lost", error=type(error).__name__, code=code)
        return {"refused": LOST}


TYPES = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def typed(told: dict):
    (kind, value), *_ = told.items()
    return TYPES[kind](value) if kind in TYPES else told


def unguarded(cell):
    guarded = isinstance(cell, str) and cell.startswith("'") and FORMULA.match(cell[1:])
    return cell[1:].strip() or None if guarded else cell


class Columns(NamedTuple):
    """Where each heading stands, and what to tell about the others, as they were written."""

    line: int
    places: dict[str, int]
    unknown: list[str]
    missing: list[str]
    repeated: list[str]


def find_columns(sheet: Sheet, columns: Mapping[str, Sequence[str]]) -> Columns:
    """By key, the headings that may name a column; the line that knows most of them is the one."""
    keys = {simplified(heading): key for key, headings in columns.items() for heading in headings}
    head = max(sheet.rows[:HEADING_WITHIN], key=lambda row: len({*known(row, keys)} - {None}))
    places, unknown, repeated = {}, [], []
    for index, key in enumerate(known(head, keys)):
        if key is None:
            unknown.append(excerpt(in_words(head.cells[index])))
        elif places.setdefault(key, index) != index:
            repeated.append(excerpt(in_words(head.cells[index])))
    missing = [key for key in columns if key not in places]
    return Columns(head.line, places, [*filter(None, unknown)], missing, repeated)


def known(row: Row, keys: dict[str, str]) -> list[str | None]:
    return [keys.get(simplified(in_words(cell))) for cell in row.cells]


def simplified(heading: str) -> str:
    """Its letters and digits alone: neither case nor accent, space, sign or line break."""
    ligatures = heading.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(sign for sign in unicodedata.normalize("NFKD", ligatures) if sign.isalnum())


def excerpt(text: str) -> str:
    """Fit for a message: on one line, short, nothing that turns the reading."""
    line = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    return line if len(line) <= 60 else f"{line[:59]}…"


def bad(value, fault: str) -> BadCell:
    return BadCell(f"« {excerpt(in_words(value))} » {fault}")


# What a formula leaves when it fails, in the languages of Excel and of LibreOffice.
FAULT = re.compile(
    r"#(N/[AD]|(REF|DIV/0|VALUE|VALEUR|NUM|NOMBRE|NULL|NUL) ?!|(NAME|NOM) ?\?)|Err ?:\d{3}"
)
NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,15})?")
THOUSANDS = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))")
GREATEST = 10**15
MIDNIGHT = r"([T\s]+00:00(:00)?)?"
DAY_FIRST = re.compile(rf"([0-9]{{1,2}})([/.\s-])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){MIDNIGHT}")
YEAR_FIRST = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){MIDNIGHT}")
CLOCK = re.compile(
    r"([01]?[0-9]|2[0-3])\s*(?:h(?:eures?)?\s*([0-5][0-9])?|:\s*([0-5][0-9])(?::00)?)\s*(?:mi?n)?",
    re.IGNORECASE,
)
# Spreadsheets count days from here; before 1910 a number is rather a year, after 2099 a mistake.
FIRST_DAY = date(1899, 12, 30)
SERIALS = range(3_654, 73_051)
# A time alone is a date too, of the first day that its program knows.
NO_DAY = {FIRST_DAY, date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1)}


def as_text(value) -> str:
    if isinstance(value, str) and FAULT.fullmatch(value):
        raise bad(value, "est une formule en erreur. Écrivez la valeur elle-même.")
    whole = isinstance(value, float) and value.is_integer()
    return in_words(int(value) if whole else value)


def as_date(value) -> date | None:
    if isinstance(value, datetime):
        if value.time() != time():
            raise bad(value, "porte une heure. Écrivez la date seule, comme 15/03/2008.")
        return value.date()
    if value is None or isinstance(value, date):
        return value
    return date_in_words(value) if isinstance(value, str) else date_of_serial(value)


def date_in_words(text: str) -> date:
    if found := DAY_FIRST.fullmatch(text):
        day, _, month, year, *_ = found.groups()
    elif found := YEAR_FIRST.fullmatch(text):
        year, month, day, *_ = found.groups()
    else:
        return date_of_serial(text)
    if len(year) == 2:
        raise bad(text, "a une année à deux chiffres. Écrivez-en quatre, comme 15/03/2008.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise bad(text, "n’existe pas au calendrier. Écrivez le jour, le mois, l’année.") from None


def date_of_serial(value) -> date:
    number = number_in(value)
    if number is None or number % 1 or int(number) not in SERIALS:
        raise bad(value, "n’est pas une date. Écrivez-la comme 15/03/2008.")
    return FIRST_DAY + timedelta(days=int(number))


def as_time(value) -> time | None:
    """To the minute: spreadsheets keep times as fractions of a day, hardly ever exact."""
    if value is None:
        return None
    minutes = minutes_in(value)
    if minutes is None:
        raise bad(value, "n’est pas une heure. Écrivez-la comme 8h30 ou 08:30.")
    return time(*divmod(min(round(minutes), 24 * 60 - 1), 60))


def minutes_in(value) -> float | None:
    """Since midnight."""
    if isinstance(value, datetime) and value.date() in NO_DAY:
        value = value.time()
    if isinstance(value, time):
        return value.hour * 60 + value.minute + (value.second + value.microsecond / 1e6) / 60
    if isinstance(value, timedelta):
        return value.total_seconds() / 60 if timedelta() <= value < timedelta(days=1) else None
    if isinstance(value, str):
        found = CLOCK.fullmatch(value)
        return found and int(found[1]) * 60 + int(found[2] or found[3] or 0)
    number = number_in(value)
    return float(number) * 24 * 60 if number is not None and 0 < number < 1 else None


def as_whole_number(value) -> int | None:
    if value is None:
        return None
    number = number_in(value)
    if number is None or number % 1:
        raise bad(value, "n’est pas un nombre entier. Écrivez-le comme 20.")
    return int(number)


def as_percent(value) -> Decimal | None:
    """33 for « 33 % », 33 and 0.33; 1 alone could be a hundredth or the whole, so we ask."""
    if value is None:
        return None
    signed = isinstance(value, str) and value.endswith("%")
    number = number_in(value[:-1].rstrip() if signed else value)
    if number is None or not 0 <= number <= 1_000:
        raise bad(value, "n’est pas un pourcentage. Écrivez-le comme 33 %.")
    if signed or number == 0 or number > 2:
        return number
    if number >= 1:
        raise bad(
            value,
            "est ambigu. Écrivez le nombre et son signe, comme « 1 % » ou « 100 % », en texte.",
        )
    return round(number * 100, 4)


def number_in(value) -> Decimal | None:
    """As French people write it or as a spreadsheet keeps it; None when there is none."""
    if isinstance(value, str):
        digits = THOUSANDS.sub("", value)
        return Decimal(digits.replace(",", ".")) if NUMBER.fullmatch(digits) else None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() and abs(number) < GREATEST else None
