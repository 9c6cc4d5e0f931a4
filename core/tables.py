"""The one module that writes tables: CSV, ODS and XLSX, safe to open in any spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from django.utils import timezone
from odfdo import Document

# A text that a spreadsheet would take for a formula, even behind spaces or in full-width letters.
FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n\0]")
# What XML cannot hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
WIDEST = 60
BATCH = 500


class CellTooLong(ValueError):
    """A spreadsheet would cut this text without a word; we would rather say so."""


@dataclass(frozen=True)
class Table:
    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence]

    def lines(self) -> Iterator[list]:
        """The heading, then the rows, each value made harmless."""
        yield [harmless(heading) for heading in self.columns]
        for row in self.rows:
            yield [harmless(value) for value in row]


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


def widths(lines: list[list]) -> list[int]:
    """Of each column, in characters: what its longest value needs, within reason."""
    longest = [max(len(in_words(value)) for value in column) for column in zip(*lines, strict=True)]
    return [min(max(length, 8), WIDEST) + 2 for length in longest]


def to_xlsx(table: Table) -> bytes:
    whole, lines = BytesIO(), list(table.lines())
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(whole, {"in_memory": True, **plain}) as book:
        sheet = book.add_worksheet(sheet_name(table.title))
        formats = {
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        sheet.freeze_panes(1, 0)
        for number, width in enumerate(widths(lines)):
            sheet.set_column(number, number, width)
        sheet.write_row(0, 0, lines[0], book.add_format({"bold": True}))
        for row, line in enumerate(lines[1:], 1):
            for column, value in enumerate(line):
                if value is not None:
                    sheet.write(row, column, value, formats.get(type(value)))
    return whole.getvalue()


def sheet_name(title: str) -> str:
    """Spreadsheets refuse some signs and long names."""
    return re.sub(r"[\[\]:*?/\\']", " ", CONTROL.sub("", title)).strip()[:31] or "Feuille"


# The one sheet, its heading frozen; written as text, since a tree of 75,000 cells takes a minute.
SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">
<office:automatic-styles>
<number:date-style style:name="n-date"><number:day number:style="long"/>\
<number:text>/</number:text><number:month number:style="long"/>\
<number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:date-style style:name="n-datetime"><number:day number:style="long"/>\
<number:text>/</number:text><number:month number:style="long"/>\
<number:text>/</number:text><number:year number:style="long"/><number:text> </number:text>\
<number:hours number:style="long"/><number:text>:</number:text>\
<number:minutes number:style="long"/></number:date-style>
<number:time-style style:name="n-time"><number:hours number:style="long"/>\
<number:text>:</number:text><number:minutes number:style="long"/></number:time-style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="n-date"/>
<style:style style:name="datetime" style:family="table-cell" style:data-style-name="n-datetime"/>
<style:style style:name="time" style:family="table-cell" style:data-style-name="n-time"/>
<style:style style:name="head" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style>
{column_styles}
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name={name}>
{columns}
<table:table-header-rows>{head}</table:table-header-rows>
{rows}
</table:table></office:spreadsheet></office:body></office:document-content>
"""


def to_ods(table: Table) -> bytes:
    whole, lines = BytesIO(), list(table.lines())
    document = Document("spreadsheet")
    document.container.set_part("content.xml", sheet_xml(table.title, lines).encode())
    name = quoteattr(sheet_name(table.title))
    document.container.set_part("settings.xml", FROZEN.format(name=name).encode())
    document.save(whole)
    return whole.getvalue()


def sheet_xml(title: str, lines: list[list]) -> str:
    numbered = list(enumerate(widths(lines)))
    column_styles = "".join(
        f'<style:style style:name="c{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.21:.2f}cm"/></style:style>'
        for number, width in numbered
    )
    return SHEET.format(
        name=quoteattr(sheet_name(title)),
        column_styles=column_styles,
        columns="".join(f'<table:table-column table:style-name="c{n}"/>' for n, _ in numbered),
        head=row_xml(lines[0], ' table:style-name="head"'),
        rows="\n".join(row_xml(line) for line in lines[1:]),
    )


def row_xml(line: list, style: str = "") -> str:
    cells = "".join(cell_xml(value, style) for value in line)
    return f"<table:table-row>{cells}</table:table-row>"


def cell_xml(value, style: str = "") -> str:
    if value is None:
        return "<table:table-cell/>"
    kind = value_attributes(value) or f'office:value-type="string"{style}'
    paragraphs = "".join(f"<text:p>{spaced(line)}</text:p>" for line in in_words(value).split("\n"))
    return f"<table:table-cell {kind}>{paragraphs}</table:table-cell>"


def spaced(line: str) -> str:
    """XML folds spaces: each one after the first is an element of its own, so is a tab."""
    text = escape(line).replace("\t", "<text:tab/>")
    return re.sub("^ | (?= )", "<text:s/>", text)


def value_attributes(value) -> str:
    if isinstance(value, bool):
        return f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    if isinstance(value, int | float | Decimal):
        return f'office:value-type="float" office:value="{value}"'
    if isinstance(value, datetime):
        stamp = value.isoformat(timespec="seconds")
        return f'office:value-type="date" office:date-value="{stamp}" table:style-name="datetime"'
    if isinstance(value, date):
        return f'office:value-type="date" office:date-value="{value}" table:style-name="date"'
    if isinstance(value, time):
        stamp = value.strftime("PT%HH%MM%SS")
        return f'office:value-type="time" office:time-value="{stamp}" table:style-name="time"'
    return ""


FROZEN = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3">
<office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name={name}>
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>
<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>
<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>
</config:config-item-map-entry></config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed>
</config:config-item-set></office:settings></office:document-settings>
"""

# By the ending of a file's name: what it is, and who writes it.
FORMATS = {
    "csv": ("text/csv; charset=utf-8", lambda table: b"".join(to_csv(table))),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", to_ods),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}
