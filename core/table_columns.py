"""What helps to fill a column of a table: its type, a list to choose from, bounds, a help.

`core.tables` writes it; a column that is only a heading has none of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# Where the lists stand, in a sheet that is not shown.
LISTS = "Listes"
# As a spreadsheet shows what is written there, even in cells that are still empty.
NUMBER_FORMATS = {"text": "@", "date": "dd/mm/yyyy", "number": "0"}


@dataclass(frozen=True)
class Column:
    heading: str
    help: str = ""
    # "text" keeps the zeros of 034; "date" and "number" are real ones.
    kind: str = ""
    # Anything else is still accepted after a warning: the reader knows more names than the list.
    choices: Sequence[str] = ()
    # The least and the greatest; nothing else is accepted.
    bounds: tuple = ()
    refusal: str = ""

    @classmethod
    def of(cls, column: "Column | str") -> "Column":
        return column if isinstance(column, cls) else cls(column)

    @property
    def has_rule(self) -> bool:
        return bool(self.choices or self.bounds)


def letters(number: int) -> str:
    """A, B, … Z, AA: how spreadsheets name the column of this number."""
    before, last = divmod(number, 26)
    return (letters(before - 1) if before else "") + chr(65 + last)


def xlsx_rule(column: Column, list_letter: str) -> dict:
    """As xlsxwriter wants it; spreadsheets show no more than 32 and 255 characters."""
    rule = {
        "input_title": column.heading[:32],
        "input_message": column.help[:255],
        "error_title": column.heading[:32],
        "error_message": column.refusal[:255],
    }
    if column.choices:
        place = f"={LISTS}!${list_letter}$1:${list_letter}${len(column.choices)}"
        return rule | {"validate": "list", "source": place, "error_type": "warning"}
    least, greatest = column.bounds
    kind = "date" if column.kind == "date" else "integer"
    return rule | {"validate": kind, "criteria": "between", "minimum": least, "maximum": greatest}
