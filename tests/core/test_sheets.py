"""Tables that people send: what is read, and that nothing they hold costs more than a message."""

import re
import struct
import time as clock
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import sheet_reader, sheets
from core.sheet_reader import Refused, kept, likely_separator, rectangular, text_lines
from core.sheets import (
    BadCell,
    Row,
    Sheet,
    UnreadableSheet,
    as_date,
    as_percent,
    as_text,
    as_time,
    as_whole_number,
    find_columns,
    read_sheet,
)
from core.tables import FORMATS, Table

ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [("office",) * 2, ("table",) * 2, ("text",) * 2, ("style",) * 2]
)
OPENXML = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{OPENXML}/spreadsheetml/2006/main"'
RELATIONS = f"{OPENXML}/officeDocument/2006/relationships"
HIDDEN = '<style:style style:name="hid" style:family="table">'
HIDDEN += '<style:table-properties table:display="false"/></style:style>'


def archive(parts, packing=ZIP_DEFLATED):
    whole = BytesIO()
    with ZipFile(whole, "w", packing) as file:
        for name, part in parts:
            file.writestr(name, part)
    return whole.getvalue()


def text_cell(text):
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def ods_row(*cells, times=1):
    inside = "".join(cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{inside}</table:table-row>'


def ods_table(*rows, style=""):
    return f'<table:table table:name="t" {style}>{"".join(rows)}</table:table>'


def ods(*tables, head="", kind=ODS, extra=()):
    content = f"""<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {NAMESPACES}>
    <office:automatic-styles>{HIDDEN}</office:automatic-styles><office:body><office:spreadsheet>
    {"".join(tables)}</office:spreadsheet></office:body></office:document-content>"""
    manifest = [] if extra else [("META-INF/manifest.xml", "<manifest/>")]
    return archive([("mimetype", kind), ("content.xml", content), *manifest, *extra])


def xlsx(rows, head="", extra=(), packing=ZIP_DEFLATED, book=""):
    relations = f'xmlns="{OPENXML}/package/2006/relationships"'
    sheet = f'<sheet name="s" sheetId="1" r:id="r1" xmlns:r="{RELATIONS}"/>'
    root = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    link = f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OPENXML}/package/2006/content-types"/>',
        "_rels/.rels": f"<Relationships {relations}>{root}</Relationships>",
        "xl/workbook.xml": f"<workbook {MAIN}>{book}<sheets>{sheet}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {relations}>{link}</Relationships>",
    }
    page = f"{head}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    return archive([*parts.items(), ("xl/worksheets/sheet1.xml", page), *extra], packing)


def written(fill, options=None):
    """What Excel would save, as xlsxwriter knows it."""
    whole = BytesIO()
    with xlsxwriter.Workbook(whole, options or {}) as book:
        fill(book)
    return whole.getvalue()


def rows_of(content, name="liste.ods"):
    return [tuple(row) for row in read_sheet(content, name).rows]


def message(content, name="liste.ods"):
    with pytest.raises(UnreadableSheet) as refusal:
        read_sheet(content, name)
    return str(refusal.value)


# --- cells

NBSP = "\u00a0\u202f"
DATES = [
    (None, None),
    (date(2008, 3, 15), date(2008, 3, 15)),
    (datetime(2008, 3, 15), date(2008, 3, 15)),
    *((text, date(2008, 3, 5)) for text in ["05/03/2008", "5/3/2008", "05-03-2008", "05.03.2008"]),
    *((text, date(2008, 3, 5)) for text in ["05 03 2008", "2008-03-05", "2008-03-05T00:00:00"]),
    ("05/03/2008 00:00", date(2008, 3, 5)),
    ("29/02/2008", date(2008, 2, 29)),
    (39_522, date(2008, 3, 15)),
    (39_522.0, date(2008, 3, 15)),
    ("39522", date(2008, 3, 15)),
]
NOT_DATES = [
    *(
        (f"{wrong}", "n’existe pas")
        for wrong in ["31/02/2008", "29/02/2007", "03/25/2008", "0/1/2008"]
    ),
    *((f"{wrong}", "deux chiffres") for wrong in ["5/3/08", "05/03/08", "05.03.08"]),
    *((wrong, "n’est pas une date") for wrong in ["demain", "2008", 2008, 60, 110_308, 5_032_008]),
    *((wrong, "n’est pas une date") for wrong in [True, time(8), timedelta(days=39_522), 39_522.5]),
    *((wrong, "n’est pas une date") for wrong in ["#N/A", "05/03-2008", float("inf"), 1e300]),
    (datetime(2008, 3, 15, 9, 30), "porte une heure"),
]
TIMES = [
    (None, None),
    *((text, time(8)) for text in ["8h", "08h", "8 h", "8H00", "8 heures", "8:00", f"8{NBSP}h"]),
    *(
        (text, time(8, 30))
        for text in ["8h30", "08:30", "8 h 30", "8h30min", "08:30:00", "8h30 mn"]
    ),
    *((value, time(8, 30)) for value in [time(8, 30), timedelta(hours=8.5), 8.5 / 24]),
    *((value, time(8, 30)) for value in [0.3541666, time(8, 29, 59, 999_000), time(8, 30, 0, 5)]),
    *(
        (datetime(*day, 8, 30), time(8, 30))
        for day in [(1899, 12, 30), (1899, 12, 31), (1904, 1, 1)]
    ),
    (0.99999999, time(23, 59)),
    ("0h", time(0)),
    ("23:59", time(23, 59)),
]
NOT_TIMES = [
    *(
        "24h",
        "8h60",
        "8",
        8,
        1,
        1.5,
        "matin",
        True,
        date(2026, 3, 11),
        datetime(2026, 3, 11, 8, 30),
    ),
    *(
        timedelta(days=1),
        timedelta(hours=-1),
        "8h3",
        "8:3",
        "-8h",
        "",
        float("nan"),
        "0,35",
        "8.30",
    ),
]
NUMBERS = [
    (None, None),
    *((value, 20) for value in [20, 20.0, "20", "20,0", "20.0", Decimal("20"), "+20"]),
    *((text, 1200) for text in ["1200", "1 200", "1\u202f200", "1\u00a0200"]),
    ("-3", -3),
    (0, 0),
]
NOT_NUMBERS = [
    "vingt",
    "20 %",
    20.5,
    "20,5",
    True,
    date(2026, 3, 11),
    "12 00",
    "1e3",
    "٣",
    "1" * 30,
]
NOT_NUMBERS += [1e300, float("nan"), float("inf"), "--1", "0x10", ""]
PERCENTS = [
    (None, None),
    *(
        (value, Decimal(33))
        for value in [33, "33", "33 %", "33%", "33\u202f%", "0,33", "0.33", 0.33]
    ),
    ("33,3 %", Decimal("33.3")),
    (1 / 3, Decimal("33.3333")),
    (0.07, Decimal(7)),
    ("0,5 %", Decimal("0.5")),
    *((text, Decimal(whole)) for text, whole in [("1 %", 1), ("100 %", 100), (100, 100), (0, 0)]),
]
NOT_PERCENTS = [
    "tiers",
    "-33",
    "33 % %",
    "%",
    True,
    1e300,
    5000,
    time(8),
    float("nan"),
    1,
    1.0,
    1.33,
]
TEXTS = [
    (None, ""),
    ("Léa", "Léa"),
    *((value, "612345678") for value in [612345678, 612345678.0, "612345678"]),
    (2.5, "2,5"),
    (True, "oui"),
    (date(2008, 3, 15), "15/03/2008"),
    (time(8, 30), "08:30"),
]
FAULTS = ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#VALEUR!", "#NOM?", "#NOM ?", "#NAME?", "Err:502"]


@pytest.mark.parametrize(("cell", "expected"), DATES)
def test_date_is_read(cell, expected):
    assert as_date(cell) == expected
    assert type(as_date(cell)) in {date, type(None)}


@pytest.mark.parametrize(("cell", "fault"), NOT_DATES)
def test_what_is_no_date_is_told(cell, fault):
    with pytest.raises(BadCell, match=fault):
        as_date(cell)


@pytest.mark.parametrize(("cell", "expected"), TIMES)
def test_time_is_read(cell, expected):
    assert as_time(cell) == expected


@pytest.mark.parametrize("cell", NOT_TIMES)
def test_what_is_no_time_is_told(cell):
    with pytest.raises(BadCell, match="n’est pas une heure"):
        as_time(cell)


@pytest.mark.parametrize(("cell", "expected"), NUMBERS)
def test_whole_number_is_read(cell, expected):
    assert as_whole_number(cell) == expected
    assert type(as_whole_number(cell)) in {int, type(None)}


@pytest.mark.parametrize("cell", NOT_NUMBERS)
def test_what_is_no_whole_number_is_told(cell):
    with pytest.raises(BadCell, match="n’est pas un nombre entier"):
        as_whole_number(cell)


@pytest.mark.parametrize(("cell", "expected"), PERCENTS)
def test_percentage_is_read(cell, expected):
    assert as_percent(cell) == expected


@pytest.mark.parametrize("cell", NOT_PERCENTS)
def test_what_is_no_percentage_is_told(cell):
    with pytest.raises(BadCell, match="n’est pas un pourcentage|est ambigu"):
        as_percent(cell)


@pytest.mark.parametrize(("cell", "expected"), TEXTS)
def test_text_is_read(cell, expected):
    assert as_text(cell) == expected


@pytest.mark.parametrize("cell", FAULTS)
def test_failed_formula_is_no_text(cell):
    with pytest.raises(BadCell, match="formule en erreur"):
        as_text(cell)


def test_message_says_what_was_read_and_what_to_write():
    with pytest.raises(BadCell) as refusal:
        as_date("31/02/2008")

    assert str(refusal.value) == (
        "«\u202f31/02/2008\u202f» n’existe pas au calendrier. Écrivez le jour, le mois, l’année."
    )


def test_message_is_short_on_one_line_and_reads_forwards():
    with pytest.raises(BadCell) as refusal:
        as_date("\u202egn\n" + "x" * 500)

    assert re.fullmatch("«\u202fgn x{56}…\u202f» [^\n]*", str(refusal.value))


ANYTHING = (
    st.none() | st.text() | st.floats() | st.integers() | st.booleans() | st.dates()
    | st.datetimes() | st.times() | st.timedeltas() | st.decimals()
)  # fmt: skip


@pytest.mark.parametrize("reader", [as_text, as_date, as_time, as_whole_number, as_percent])
@given(cell=ANYTHING)
def test_no_cell_surprises_a_reader(reader, cell):
    with suppress(BadCell):
        reader(cell)


# --- headings

WANTED = {
    "last_name": ["Nom de naissance", "Nom"],
    "first_name": ["Prénom"],
    "birth_date": ["Date de naissance"],
}


def sheet(*lines):
    return Sheet([Row(number, list(cells)) for number, cells in lines])


@pytest.mark.parametrize(
    "heading",
    [
        *("Nom de naissance", "NOM DE NAISSANCE", "* Nom de naissance", "nom  de\nnaissance :"),
        *("Nom\u00a0de naissance (*)", "nom-de-naissance", "nom_de_naissance", "Nôm dé naissance"),
        *("Nom", "NOM*", "nomdenaissance", "\u200fNom de naissance\u200b"),
    ],
)
def test_heading_is_known_however_it_is_written(heading):
    found = find_columns(sheet((1, ["Prénom", heading])), WANTED)

    assert found.places == {"first_name": 0, "last_name": 1}


def test_headings_are_found_under_a_title_in_any_order():
    lines = [(1, ["Lycée X", None, None, None]), (3, ["Nom", "le 3 mars", None, None])]
    head = (7, ["Prénom", "Taille", None, "Nom"])

    found = find_columns(sheet(*lines, head, (8, ["Léa", 3, None, "Ba"])), WANTED)

    assert found == (7, {"first_name": 0, "last_name": 3}, ["Taille"], ["birth_date"], [])


def test_the_first_of_two_equal_lines_is_the_heading():
    assert find_columns(sheet((2, ["Nom", "x"]), (5, ["y", "Prénom"])), WANTED).line == 2


def test_line_of_one_heading_repeated_does_not_win():
    lines = [(2, ["Nom", "Nom", "Nom"]), (5, ["Nom", "Prénom", None])]

    assert find_columns(sheet(*lines), WANTED).line == 5


def test_heading_told_twice_is_told():
    found = find_columns(sheet((1, ["Nom", "Prénom", "NOM *", "Nom de naissance"])), WANTED)

    assert found.places["last_name"] == 0
    assert found.repeated == ["NOM *", "Nom de naissance"]


def test_sheet_without_any_heading_misses_them_all():
    found = find_columns(sheet((4, ["a", date(2026, 3, 11)])), WANTED)

    assert found == (4, {}, ["a", "11/03/2026"], list(WANTED), [])


def test_headings_are_not_searched_far_below():
    lines = [(number, ["x", None]) for number in range(1, 51)]

    assert find_columns(sheet(*lines, (51, ["Nom", "Prénom"])), WANTED).places == {}


def test_rows_below_the_heading_keep_their_numbers():
    lines = sheet((1, ["t"]), (3, ["Nom"]), (5, ["Ba"]), (9, ["Li"]))

    assert lines.below(3) == [(5, ["Ba"]), (9, ["Li"])]


# --- CSV

LINES = [(1, ["Nom", "Prénom"]), (2, ["Gœury", "Léa"]), (4, ["d’Eu", None])]
TEXT = "Nom;Prénom\r\nGœury;Léa\r\n\r\nd’Eu\r\n"


def parsed(content):
    rows = kept(text_lines(content))
    return rectangular(rows) if rows else []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_csv_of_any_kind_is_read(encoding, separator, end):
    text = TEXT.replace(";", separator).replace("\r\n", end)

    assert parsed(text.encode(encoding)) == LINES


def test_csv_in_utf_16_big_endian_is_read():
    assert parsed(b"\xfe\xff" + TEXT.encode("utf-16-be")) == LINES


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Nom;Note\nLi;12,5\nBa;13,5", ";"),
        ("Nom;Adresse\nLi;12, rue X, Eu\nBa;3, rue Y, Eu", ";"),
        ("Liste, lycée X, 2026\nen mars, à Eu\n\nNom;Né le;Ville\nBa;1,5;Eu", ";"),
        ('Nom,Note\n"Li;Ba","1;2"\n"Y;Z","3"', ","),
        ("Nom\tVille\nLi\tEu, 76\nBa\tEu", "\t"),
        ("Nom\nLi\nBa", ";"),
        ("", ";"),
    ],
)
def test_separator_is_guessed(text, separator):
    assert likely_separator(text) == separator


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ('a;"b\r\nc;""d"""\r\ne', [(1, ["a", 'b\nc;"d"']), (2, ["e", None])]),
        ("sep=,\r\na;b,c\r\n", [(1, ["a;b", "c"])]),
        ("a;b;;\n;;;\n \u00a0;\u200b\nc;d;;", [(1, ["a", "b"]), (4, ["c", "d"])]),
        ("\u200f a\u00a0b \u202f;\ufeffc\u200b\u200e", [(1, ["a\u00a0b", "c"])]),
        ('"a"x;b', [(1, ["ax", "b"])]),
        ("'0612;=1+1;#N/A", [(1, ["'0612", "=1+1", "#N/A"])]),
    ],
)
def test_csv_says_what_it_means(content, lines):
    assert parsed(content.encode()) == lines


@pytest.mark.parametrize(
    "content",
    [
        *(b"a;b\0", b"\xff\xfe\0", b"\x00a\x00;", b"a;\x1eb", b"\x81\x8d\x8f", b'a;"b\nc;d\n'),
        *(b'"' + b"x" * 200_000, b'"' * 3, "a;b".encode("utf-32"), b"a;" + b"x" * 32_768),
        *(b"a\n" * 5_002, b"a;" * 60 + b"a"),
    ],
)
def test_csv_that_cannot_be_trusted_is_refused(content):
    with pytest.raises(Refused):
        parsed(content)


def test_csv_may_have_five_thousand_rows_and_sixty_columns():
    lines = parsed(b"a;" * 59 + b"a\n" + b"b\n" * 5_000)

    assert (len(lines), len(lines[0][1]), lines[-1][0]) == (5_001, 60, 5_001)


PIECES = st.lists(
    st.sampled_from([b"a", b";", b'"', b"\n", b"\xe9", b"\0", b",", b"'", b"\xc3\xa9"])
)


@settings(max_examples=300, deadline=None)
@given(st.binary() | PIECES.map(b"".join))
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_are_read_as_csv_or_refused(content):
    try:
        lines = parsed(content)
    except Refused:
        return
    assert len({len(cells) for _, cells in lines}) <= 1


# --- workbooks


def strange_book(book):
    hidden = book.add_worksheet("caché")
    hidden.write(0, 0, "secret")
    book.add_worksheet("vide").activate()
    hidden.hide()
    page = book.add_worksheet("liste")
    style = {kind: book.add_format({"num_format": kind}) for kind in ["dd/mm/yyyy", "hh:mm", "0%"]}
    page.write(2, 1, datetime(2008, 3, 15), style["dd/mm/yyyy"])
    page.write(2, 2, time(8, 30), style["hh:mm"])
    page.write(2, 3, 0.33, style["0%"])
    page.write(2, 4, 20)
    page.write_formula(2, 5, "=1+1", None, 2)
    page.write_formula(2, 6, "=NA()", None, "#N/A")
    page.merge_range(4, 1, 6, 2, "fusion")
    page.write(8, 1, "\u200f fin \u00a0")


STRANGE_ROWS = [
    (3, [date(2008, 3, 15), time(8, 30), 0.33, 20, 2, "#N/A"]),
    (5, ["fusion", *[None] * 5]),
    (9, ["fin", *[None] * 5]),
]


@pytest.mark.parametrize("old_mac", [False, True])
def test_excel_workbook_is_read_in_both_date_systems(old_mac):
    assert rows_of(written(strange_book, {"date_1904": old_mac})) == STRANGE_ROWS


def cell(kind, value):
    return f'<table:table-cell office:value-type="{kind}" {value}/>'


EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'
FAILED = '<table:table-cell office:value-type="string" office:string-value="" xmlns:calcext="x"'
FAILED += ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
BOOKS = {
    "a million empty rows": (
        ods(ods_table(ods_row(text_cell("a")), ods_row(EMPTY, times=1_048_575))),
        [(1, ["a"])],
    ),
    "empty rows between": (
        ods(ods_table(ods_row(EMPTY, times=3), ods_row(text_cell("a"), times=2))),
        [(4, ["a"]), (5, ["a"])],
    ),
    "a cell at the very bottom": (
        ods(ods_table(ods_row(EMPTY, times=1_048_575), ods_row(text_cell("a")))),
        [(1_048_576, ["a"])],
    ),
    "hidden, empty, then the one": (
        ods(
            ods_table(ods_row(text_cell("secret")), style='table:style-name="hid"'),
            ods_table(ods_row(text_cell(" \u00a0"))),
            ods_table(ods_row(text_cell("a"))),
        ),
        [(1, ["a"])],
    ),
    "typed cells": (
        ods(
            ods_table(
                ods_row(
                    cell("date", 'office:date-value="2008-03-15"'),
                    cell("date", 'office:date-value="2008-03-15T09:30:00"'),
                    cell("time", 'office:time-value="PT08H30M00S"'),
                    cell("percentage", 'office:value="0.33"'),
                    cell("float", 'office:value="20"'),
                    cell("boolean", 'office:boolean-value="true"'),
                    FAILED,
                )
            )
        ),
        [
            (
                1,
                [date(2008, 3, 15), datetime(2008, 3, 15, 9, 30), time(8, 30), 0.33, 20, True]
                + ["#N/A"],
            )
        ],
    ),
    "a template": (ods(ods_table(ods_row(text_cell("a"))), kind=f"{ODS}-template"), [(1, ["a"])]),
    "cells without address": (xlsx("<row><c><v>1</v></c><c><v>2.5</v></c></row>"), [(1, [1, 2.5])]),
    "what XML cannot hold": (
        xlsx('<row><c t="inlineStr"><is><t>a_x0000__x0007_b_x000D_c</t></is></c></row>'),
        [(1, ["ab\nc"])],
    ),
    "no number": (xlsx("<row><c><v>NaN</v></c></row>"), [(1, ["nan"])]),
    "a long duration": (
        written(lambda b: b.add_worksheet().write(0, 0, 1.5, b.add_format({"num_format": "[h]"}))),
        [(1, [timedelta(hours=36)])],
    ),
    "pictures beside": (
        xlsx("<row><c><v>1</v></c></row>", extra=[("xl/media/a.png", b"\x89PNG\0")]),
        [(1, [1])],
    ),
}


@pytest.mark.parametrize("title", BOOKS)
def test_odd_workbook_is_read(title):
    content, rows = BOOKS[title]

    assert rows_of(content) == rows


# --- what must not pass

ONE = "<row><c><v>1</v></c></row>"
ONE_ODS = ods_table(ods_row(text_cell("&x;")))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def link(name):
    entry = ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


def padded(size, ballast=b""):
    return xlsx(ONE, extra=[("xl/a.xml", b" " * size), ("b", ballast)])


def announcing(content, true_size, told_size):
    """An archive that lies about what it holds."""
    return content.replace(struct.pack("<I", true_size), struct.pack("<I", told_size))


def locked(content):
    """Each part marked as encrypted in the directory."""
    mark = re.compile(rb"(PK\x01\x02.{4})\0\0", re.DOTALL)
    return mark.sub(lambda found: found[1] + b"\1\0", content)


OLE = sheet_reader.OLE + b"\0" * 504
PLAIN_XLSX = xlsx(ONE)
HOSTILE = {
    "nothing": (b"", "est vide"),
    "blanks": (b" \r\n\t", "est vide"),
    "bomb by ratio": (lambda: padded(49_000_000), "trop gros"),
    "bomb by size": (lambda: padded(55_000_000, Random(1).randbytes(1_000_000)), "trop gros"),
    "bomb that lies": (
        lambda: announcing(padded(60_000_000), 60_000_000, 600),
        "abîmé",
    ),
    "nested archive": (archive([("a.zip", archive([("b.zip", PLAIN_XLSX)]))]), "archive"),
    "workbook inside": (archive([("liste.xlsx", PLAIN_XLSX)]), "archive"),
    "empty archive": (archive([]), "archive"),
    "too many entries": (xlsx(ONE, extra=[(f"x{n}", b"") for n in range(200)]), "jamais"),
    "symbolic link": (xlsx(ONE, extra=[(link("xl/a.xml"), "/etc/passwd")]), "jamais"),
    "way out": (xlsx(ONE, extra=[("../../tmp/a.xml", "")]), "jamais"),
    "way out of Windows": (xlsx(ONE, extra=[("..\\a.xml", "")]), "jamais"),
    "absolute name": (xlsx(ONE, extra=[("/etc/cron.d/a", "")]), "jamais"),
    "rare packing": (xlsx(ONE, packing=ZIP_BZIP2), "jamais"),
    "locked archive": (locked(PLAIN_XLSX), "mot de passe"),
    "billion laughs": (
        ods(ONE_ODS, head=f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l9;">]>'),
        "jamais",
    ),
    "quadratic": (ods(ONE_ODS, head=f'<!DOCTYPE x [<!ENTITY x "{"a" * 10_000}">]>'), "jamais"),
    "file entity": (
        ods(ONE_ODS, head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "jamais",
    ),
    "address entity": (
        xlsx(ONE, head='<!doctype x SYSTEM "http://127.0.0.1:1/x.dtd">'),
        "jamais",
    ),
    "DTD hidden in UTF-16": (
        archive([("mimetype", ODS), ("content.xml", "<!DOCTYPE x>".encode("utf-16"))]),
        "jamais",
    ),
    "entity unknown": (ods(ONE_ODS), "abîmé"),
    "macros": (xlsx(ONE, extra=[("xl/vbaProject.bin", b"x")]), "macros"),
    "macros by kind": (
        archive([("[Content_Types].xml", "macroEnabled"), ("xl/workbook.xml", "")]),
        "macros",
    ),
    "XLSB": (archive([("xl/workbook.bin", b"x")]), ".xlsb"),
    "text document": (ods(ONE_ODS, kind="application/vnd.oasis.opendocument.text"), "document"),
    "locked ODS": (
        ods(ONE_ODS, extra=[("META-INF/manifest.xml", "<m:encryption-data/>")]),
        "mot de passe",
    ),
    "locked ODS of today": (ods(ONE_ODS, extra=[("encrypted-package", b"x")]), "mot de passe"),
    "locked XLSX": (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "old Excel": (OLE + "Workbook".encode("utf-16-le"), ".xls"),
    "PDF": (b"%PDF-1.7\n%\xe2", "n’est pas un tableau"),
    "picture": (b"\x89PNG\r\n\x1a\n\0", "image"),
    "photo": (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
    "telephone photo": (b"\0\0\0\x18ftypheic", "n’est pas un tableau"),
    "web page": (b"\xef\xbb\xbf <html><table>", "page web"),
    "flat XML": (b'<?xml version="1.0"?><office:document/>', "page web"),
    "gzip": (b"\x1f\x8b\x08\0", "archive"),
    "program": (b"\x7fELF\x02\x01\x01\0", "lisible"),
    "NUL": (b"Nom;Pr\0nom\n", "lisible"),
    "truncated": (PLAIN_XLSX[:-40], "abîmé"),
    "spoilt": (PLAIN_XLSX.replace(b"sheet1", b"sheet2"), "abîmé"),
    "lost text": (xlsx('<row><c t="s"><v>99</v></c></row>'), "abîmé"),
    "directory only": (b"PK\x05\x06" + b"\0" * 18, "archive"),
    "not ended": (b"PK\x03\x04", "abîmé"),
    "far corner": (
        xlsx(ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "trop lourd ou abîmé",
    ),
    "billions of full cells": (
        ods(ods_table(ods_row(text_cell("a").replace("<table:table-cell", "<table:table-cell "
            'table:number-columns-repeated="16384"'), times=1_048_576))),
        "abîmé",
    ),
    "a million full rows": (ods(ods_table(ods_row(text_cell("a"), times=1_048_576))), "5\u202f000"),
    "a hundred columns": (ods(ods_table(ods_row(*[text_cell("a")] * 100))), "60 colonnes"),
    "one text a million times": (
        ods(ods_table(ods_row(text_cell("a" * 30_000), times=5_000))),
        "trop gros",
    ),
    "endless cell": (ods(ods_table(ods_row(text_cell("a" * 40_000)))), "32767"),
    "spaces without end": (ods(ods_table(ods_row(text_cell(" " * 50_000 + "b")))), "32767"),
    "only hidden": (
        ods(ods_table(ods_row(text_cell("a")), style='table:style-name="hid"')),
        "visibles",
    ),
    "only empty": (ods(ods_table(ods_row(EMPTY, times=1_048_576))), "visibles"),
    "only separators": (b";;;\n;;;\n", "aucune ligne"),
    "more than two megabytes": (b"a;b\n" * 600_000, "2 Mo"),
}  # fmt: skip


def test_corpus_is_large():
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_file_costs_a_message(title):
    content, expected = HOSTILE[title]
    content = content() if callable(content) else content
    start = clock.monotonic()

    told = message(content)

    assert told.startswith("Le fichier «\u202fliste.ods\u202f» ")
    assert expected in told
    assert clock.monotonic() - start < 10


@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx", "photo.png", "", "../\u202e\n" * 99])
def test_kind_is_known_by_content_not_by_name(name):
    assert rows_of(PLAIN_XLSX, name) == [(1, [1])]
    assert rows_of(b"a;b", name) == [(1, ["a", "b"])]


def test_message_quotes_the_name_in_a_shape_that_fits():
    told = message(b"", "\u202e" + "x" * 500 + "\n.csv")

    assert told.startswith(f"Le fichier «\u202f{'x' * 59}…\u202f» est vide.")


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=60).map(PLAIN_XLSX[:700].__add__))
def test_any_bytes_are_read_or_refused(content):
    with suppress(UnreadableSheet):
        assert read_sheet(content, "liste.xlsx").rows


# --- the process beside


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """Puts another program in the place of the reader."""

    def replace(program):
        path = tmp_path / "reader.py"
        path.write_text(program)
        monkeypatch.setattr(sheets, "READER", path)

    return replace


def test_reader_knows_nothing_of_our_environment(reader, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    reader("import os, json; print(json.dumps({'rows': [[1, [*os.environ, os.getcwd()]]]}))")

    assert rows_of(b"a") == [(1, ["LC_CTYPE", "/"])]


@pytest.mark.parametrize(
    "program",
    ["raise SystemExit(3)", "import os; os.abort()", "print('Traceback')", "", "print('{}')"],
)
def test_reader_lost_is_a_message(reader, program):
    reader(program)

    assert "n’a pas pu être lu" in message(b"a;b")


def test_reader_too_slow_is_stopped(reader, monkeypatch):
    monkeypatch.setattr(sheets, "TIME_LIMIT", 0.2)
    reader("import time; time.sleep(60)")

    assert "trop lourd" in message(b"a;b")


def test_log_holds_nothing_of_the_file(reader, caplog, capfd):
    reader("import sys; sys.stderr.write('Dupont'); print('Dupont'); raise ValueError('Dupont')")

    message(b"Dupont;1")

    assert "Dupont" not in "".join([caplog.text, *capfd.readouterr()])


def test_reader_has_little_memory_and_time(reader):
    source = sheets.READER.read_text().split("if __name__")[0]
    reader(
        f"{source}\nlimit()\nnames = ['RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_FSIZE']\n"
        "limits = [resource.getrlimit(getattr(resource, name))[1] for name in names]\n"
        "print(json.dumps({'rows': [[1, limits]]}))"
    )

    assert rows_of(b"a") == [(1, [512 * 1024**2, 20, 0])]


# --- what we write, we read

WRITTEN = ["Léa", "d’Hautefeuille", "=1+1", "+33 6 12", "-2", "@a", "＝1", "  =1", "a\nb", "'"]
WRITTEN += ['dit "oui"; non', "a,b", "#1", "0612", "Ķ ʻokina ễ", "a  b"]


@pytest.mark.parametrize("ending", FORMATS)
def test_texts_we_write_come_back(ending):
    content = FORMATS[ending][1](Table("Liste", ["=Nom", "fin"], [[text, "x"] for text in WRITTEN]))

    assert rows_of(content) == [
        (1, ["=Nom", "fin"]),
        *((line, [text.strip(), "x"]) for line, text in enumerate(WRITTEN, 2)),
    ]


@pytest.mark.parametrize("ending", FORMATS)
def test_values_we_write_come_back(ending):
    values = [date(2008, 3, 15), time(8, 30), 20, -3, Decimal("0.33"), None, "fin"]
    readers = [as_date, as_time, as_whole_number, as_whole_number, as_percent, as_text, as_text]
    content = FORMATS[ending][1](Table("Liste", list("abcdefg"), [values]))

    (_, cells) = rows_of(content)[1]

    found = [read(cell) for read, cell in zip(readers, cells, strict=True)]
    assert found == [date(2008, 3, 15), time(8, 30), 20, -3, Decimal(33), "", "fin"]


@pytest.mark.parametrize("ending", FORMATS)
def test_largest_list_is_read_in_seconds(ending):
    row = ["Nom de famille", "Prénom", date(2008, 3, 15), 20, 0.33, time(8, 30), *["texte"] * 9]
    content = FORMATS[ending][1](Table("Liste", [f"c{n}" for n in range(15)], [row] * 5_000))
    start = clock.monotonic()

    rows = read_sheet(content, "liste").rows

    assert (len(rows), len(rows[0].cells), rows[-1].line) == (5_001, 15, 5_001)
    assert clock.monotonic() - start < 5
