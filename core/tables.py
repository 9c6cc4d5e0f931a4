"""The one module that writes tables: CSV, ODS and XLSX, safe to open in any spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import zip_longest
from xml.sax.saxutils import quoteattr

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from odfdo import Document

from core.ods import FROZEN, SHEET, cell_styles, column_styles, ods_rule, spaced, value_attributes
from core.table_columns import LISTS, NUMBER_FORMATS, Column, letters, xlsx_rule

# A text that a spreadsheet would take for a formula, even behind spaces or in full-width letters.
FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n\0]")
# What XML cannot hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
OWN_STYLE = re.compile(' table:style-name="[^"]*"')
WIDEST = 60
HELP_WIDTH = 22
BATCH = 500


class CellTooLong(ValueError):
    """A spreadsheet would cut this text without a word; we would rather say so."""


@dataclass(frozen=True)
class Table:
    """A column that is more than a heading helps to fill `blank_rows` rows below those there are.

    The helps stand above the headings: whoever reads the file back looks for these, and goes on
    from there.
    """

    title: str
    columns: Sequence[str | Column]
    rows: Iterable[Sequence]
    blank_rows: int = 0

    @property
    def fields(self) -> list[Column]:
        return [Column.of(column) for column in self.columns]

    @property
    def head_lines(self) -> int:
        return 2 if any(column.help for column in self.fields) else 1

    def lines(self) -> Iterator[list]:
        """The helps, if any, the headings, then the rows, each value made harmless."""
        if self.head_lines == 2:
            yield [harmless(column.help) for column in self.fields]
        yield [harmless(column.heading) for column in self.fields]
        for row in self.rows:
            yield [harmless(value) for value in row]

    def lists(self) -> dict[str, Sequence[str]]:
        """By heading, what there is to choose from."""
        return {column.heading: column.choices for column in self.fields if column.choices}


def harmless(value):
    """Numbers and dates keep their type; a text never becomes a formula."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, bool | int | float | Decimal | date | time):
        return value
    text = str(value)
    if len(text) > LONGEST_CELL:
        raise CellTooLong(f"{len(text)} characters")
    guarded = f"'{text}" if FORMULA.match(text) else text
    return CONTROL.sub("", guarded)


def to_csv(table: Table) -> Iterator[bytes]:
    """In pieces, so that a hundred thousand rows hold no memory; read by any spreadsheet."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for number, line in enumerate(table.lines(), 1):
        writer.writerow([in_words(value) for value in line])
        if number % BATCH == 0:
            yield emptied(buffer)
    yield emptied(buffer)


def emptied(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def in_words(value) -> str:
    """As a French spreadsheet reads it: decimal comma, day first."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return str(value)


def table_widths(table: Table, lines: list[list]) -> list[int]:
    """A help folds: it asks for some room, and takes no more than the column has."""
    room = [HELP_WIDTH if column.help else 0 for column in table.fields]
    return [*map(max, widths(lines[table.head_lines - 1 :]), room)]


def widths(lines: list[list]) -> list[int]:
    """Of each column, in characters: what its longest value needs, within reason."""
    longest = [max(len(in_words(value)) for value in column) for column in zip(*lines, strict=True)]
    return [min(max(length, 8), WIDEST) + 2 for length in longest]


def to_xlsx(table: Table) -> bytes:
    whole = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(whole, {"in_memory": True, **plain}) as book:
        sheet, lines = book.add_worksheet(sheet_name(table.title)), list(table.lines())
        write_head(book, sheet, table, lines)
        write_cells(book, sheet, table, lines)
        write_rules(book, sheet, table, len(lines))
    return whole.getvalue()


def write_head(book, sheet, table: Table, lines: list[list]):
    heading = table.head_lines - 1
    sheet.freeze_panes(table.head_lines, 0)
    for number, width in enumerate(table_widths(table, lines)):
        sheet.set_column(number, number, width)
    if heading:
        style = {"italic": True, "font_color": "#555555", "text_wrap": True}
        sheet.write_row(0, 0, lines[0], book.add_format(style))
    sheet.write_row(heading, 0, lines[heading], book.add_format({"bold": True}))


def write_cells(book, sheet, table: Table, lines: list[list]):
    frame = {"border": 1, "border_color": "#C0C0C0"} if table.blank_rows else {}
    formats = {
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm", **frame}),
        date: book.add_format({"num_format": "dd/mm/yyyy", **frame}),
        time: book.add_format({"num_format": "hh:mm", **frame}),
    }
    shown = [
        {"num_format": NUMBER_FORMATS[each.kind]} if each.kind else {} for each in table.fields
    ]
    own = [book.add_format(one | frame) if one or frame else None for one in shown]
    for row, line in enumerate(lines[table.head_lines :], table.head_lines):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(row, column, value, formats.get(type(value), own[column]))
            elif own[column]:
                sheet.write_blank(row, column, None, own[column])
    for row in range(len(lines), len(lines) + table.blank_rows):
        for column, style in enumerate(own):
            sheet.write_blank(row, column, None, style)


def write_rules(book, sheet, table: Table, count: int):
    """On the rows there are and on the blank ones; the lists stand in a sheet that is not shown."""
    last, lists = max(count + table.blank_rows, table.head_lines + 1) - 1, table.lists()
    for number, column in enumerate(table.fields):
        if column.has_rule:
            rule = xlsx_rule(column, list_letter(lists, column))
            sheet.data_validation(table.head_lines, number, last, number, rule)
    if lists:
        beside = book.add_worksheet(LISTS)
        beside.hide()
        for number, choices in enumerate(lists.values()):
            beside.write_column(0, number, [harmless(choice) for choice in choices])


def list_letter(lists: dict, column: Column) -> str:
    return letters([*lists].index(column.heading)) if column.choices else ""


def sheet_name(title: str) -> str:
    """Spreadsheets refuse some signs and long names."""
    return re.sub(r"[\[\]:*?/\\']", " ", CONTROL.sub("", title)).strip()[:31] or "Feuille"


def to_ods(table: Table) -> bytes:
    whole, document = BytesIO(), Document("spreadsheet")
    document.container.set_part("content.xml", sheet_xml(table).encode())
    name = quoteattr(sheet_name(table.title))
    frozen = FROZEN.format(name=name, lines=table.head_lines)
    document.container.set_part("settings.xml", frozen.encode())
    document.save(whole)
    return whole.getvalue()


def sheet_xml(table: Table) -> str:
    lines, fields, heading = list(table.lines()), table.fields, table.head_lines - 1
    cells = [cell_attributes(number, column, table) for number, column in enumerate(fields)]
    blank = row_xml([None] * len(fields), cells)
    head = [' table:style-name="head"'] * len(fields)
    help_line = [' table:style-name="help"'] * len(fields)
    return SHEET.format(
        name=quoteattr(sheet_name(table.title)),
        styles=column_styles(table_widths(table, lines))
        + cell_styles(framed=bool(table.blank_rows)),
        rules=rules_xml(table),
        columns="".join(
            f'<table:table-column table:style-name="c{n}"/>' for n in range(len(fields))
        ),
        head="".join(row_xml(lines[0], help_line) for _ in range(heading))
        + row_xml(lines[heading], head),
        rows="\n".join(
            [*(row_xml(line, cells) for line in lines[heading + 1 :]), *[blank] * table.blank_rows]
        ),
        lists=lists_xml(table),
    )


def cell_attributes(number: int, column: Column, table: Table) -> str:
    """Of a cell of this column: how it shows what is written there, and what it accepts."""
    style = column.kind or ("cell" if table.blank_rows else "")
    return (f' table:style-name="{style}"' if style else "") + (
        f' table:content-validation-name="v{number}"' if column.has_rule else ""
    )


def rules_xml(table: Table) -> str:
    sheet, row, lists = sheet_name(table.title), table.head_lines + 1, table.lists()
    rules = "".join(
        ods_rule(
            column, f"v{number}", list_letter(lists, column), f"$'{sheet}'.${letters(number)}${row}"
        )
        for number, column in enumerate(table.fields)
        if column.has_rule
    )
    return f"<table:content-validations>{rules}</table:content-validations>" if rules else ""


def lists_xml(table: Table) -> str:
    """Of lists side by side, a sheet that is not shown."""
    lists = [[harmless(choice) for choice in choices] for choices in table.lists().values()]
    if not lists:
        return ""
    plain = [""] * len(lists)
    rows = "\n".join(row_xml(list(line), plain) for line in zip_longest(*lists))
    return f'<table:table table:name="{LISTS}" table:style-name="hidden">{rows}</table:table>'


def row_xml(line: list, attributes: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(map(cell_xml, line, attributes))}</table:table-row>"


def cell_xml(value, attributes: str) -> str:
    if value is None:
        return f"<table:table-cell{attributes}/>"
    kind = value_attributes(value)
    if "style-name" in kind:
        attributes = OWN_STYLE.sub("", attributes)
    paragraphs = "".join(f"<text:p>{spaced(line)}</text:p>" for line in in_words(value).split("\n"))
    return f"<table:table-cell {kind}{attributes}>{paragraphs}</table:table-cell>"


# By the ending of a file's name: what it is, and who writes it.
FORMATS = {
    "csv": ("text/csv; charset=utf-8", lambda table: b"".join(to_csv(table))),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", to_ods),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}


def table_response(table: Table, kind: str, name: str) -> HttpResponse:
    """The table as a file to download, of the kind that an address asks for."""
    if kind not in FORMATS:
        raise Http404
    content_type, write = FORMATS[kind]
    disposition = content_disposition_header(True, f"{name}.{kind}")
    return HttpResponse(
        write(table), content_type=content_type, headers={"Content-Disposition": disposition}
    )
