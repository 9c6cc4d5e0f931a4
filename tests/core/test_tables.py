import csv
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from python_calamine import CalamineWorkbook

from core.table_columns import Column, letters
from core.tables import FORMATS, CellTooLong, Table, harmless, to_csv, to_ods

HOSTILE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", " =1", "  +cmd", "\u00a0=1"),
    *("＝1+1", "＋1", "－1", "＠SUM", '=HYPERLINK("http://x")', "=cmd|'/c calc'!A0", "@a", "-2+3"),
    *('=1;"a"', "+33 6 12", "=\x01", "\t", "=IMPORTXML(1)", "-@SUM(1+1)"),
]
FRIENDLY = ["Léa", "d’Hautefeuille", "a=b", "1+1", "3-2", "lea@exemple.fr", "'", "Ķ ʻokina ễ"]


def read(ending, *rows, title="Feuille", columns=None):
    """What a spreadsheet finds in the file."""
    heading = columns or [f"c{number}" for number in range(len(rows[0]))]
    content = FORMATS[ending][1](Table(title, heading, rows))
    if ending == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_there_are_twenty_five_payloads():
    assert len(set(HOSTILE)) == 25


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("payload", HOSTILE)
def test_formula_becomes_a_text(ending, payload):
    cell = read(ending, [payload, "end"])[1][0]

    assert cell.startswith("'")


@pytest.mark.parametrize("ending", FORMATS)
def test_ordinary_text_is_kept_as_typed(ending):
    assert read(ending, FRIENDLY)[1] == FRIENDLY


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_values_keep_their_type(ending):
    row = [-3, 2.5, Decimal("0.10"), True, date(2026, 3, 11), datetime(2026, 3, 11, 9, 12)]

    assert read(ending, [*row, time(8, 5), None, "end"])[1] == [
        *(-3.0, 2.5, 0.1, True, date(2026, 3, 11), datetime(2026, 3, 11, 9, 12)),
        *(time(8, 5), "", "end"),
    ]


def test_csv_is_read_by_a_french_spreadsheet():
    row = [-3, 2.5, True, date(2026, 3, 11), datetime(2026, 3, 11, 9, 12), time(8, 5), None]

    assert read("csv", [*row, 'dit "oui"; puis\nnon'])[1] == [
        *("-3", "2,5", "oui", "11/03/2026", "11/03/2026 09:12", "08:05", ""),
        'dit "oui"; puis\nnon',
    ]


def test_csv_has_its_mark_its_separator_and_its_line_ends():
    content = b"".join(to_csv(Table("t", ["a", "b"], [["é", "x"]])))

    assert content == b"\xef\xbb\xbfa;b\r\n\xc3\xa9;x\r\n"


def test_long_csv_comes_in_pieces():
    pieces = list(to_csv(Table("t", ["n"], ([n] for n in range(2_000)))))

    assert len(pieces) == 6
    assert b"".join(pieces).count(b"\r\n") == 2_001


def test_instant_is_written_in_the_clock_of_the_page():
    assert harmless(datetime(2026, 7, 1, 8, 0, tzinfo=UTC)) == datetime(2026, 7, 1, 10, 0)


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_spaces_lines_and_signs_survive(ending):
    text = "a  b\nc & <d> \"e\" 'f'"

    assert read(ending, [text, "end"])[1][0] == text


@pytest.mark.parametrize("ending", FORMATS)
def test_control_characters_do_not_spoil_the_file(ending):
    assert read(ending, ["a\x00b\x0bc\ud800d", "end"])[1][0] == "abcd"


@pytest.mark.parametrize("ending", FORMATS)
def test_table_without_rows_has_its_heading(ending):
    content = FORMATS[ending][1](Table("Vide", ["Nom", "Âge"], []))

    assert content


@pytest.mark.parametrize("ending", FORMATS)
def test_hostile_heading_is_guarded_too(ending):
    assert read(ending, [1, 2], columns=["=1+1", "b"])[0] == ["'=1+1", "b"]


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
@pytest.mark.parametrize("title", ["Prêts [2026]: a/b*c?", "x" * 80, "", "'''", "<&>\x00"])
def test_any_title_makes_a_sheet(ending, title):
    assert read(ending, ["a", "b"], title=title)[1] == ["a", "b"]


@pytest.mark.parametrize("ending", FORMATS)
def test_text_that_a_spreadsheet_would_cut_is_refused(ending):
    with pytest.raises(CellTooLong):
        read(ending, ["x" * 32_768])


def test_ods_says_what_it_is_first_and_plainly():
    first = ZipFile(BytesIO(to_ods(Table("t", ["a"], [["b"]])))).infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


# --- columns that help

FORM = [
    Column("Nom", "Celui de la pièce."),
    Column("Né le", kind="date", bounds=(date(1900, 1, 1), date(2027, 1, 1))),
    Column("Pays", kind="text", choices=["France", "=1+1", "Côte d'Ivoire"], refusal="Inconnu."),
    Column("Ville", choices=["Albi"]),
]


@pytest.mark.parametrize("ending", FORMATS)
def test_helps_stand_above_the_headings(ending):
    lines = read(ending, ["Li", None, "France", "Eu"], columns=FORM)

    assert [line[0] for line in lines] == ["Celui de la pièce.", "Nom", "Li"]


@pytest.mark.parametrize("ending", FORMATS)
def test_columns_without_help_add_no_line(ending):
    assert read(ending, ["Li", "x"], columns=["Nom", Column("Né le", kind="date")])[0][0] == "Nom"


@pytest.mark.parametrize("ending", FORMATS)
def test_table_to_fill_may_be_empty(ending):
    assert FORMATS[ending][1](Table("t", FORM, [], blank_rows=3))


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_lists_stand_side_by_side_and_are_harmless(ending):
    content = FORMATS[ending][1](Table("t", FORM, []))

    lists = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Listes")
    assert lists.to_python() == [["France", "Albi"], ["'=1+1", ""], ["Côte d'Ivoire", ""]]


def test_columns_are_named_as_spreadsheets_do():
    assert [letters(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"),
    ]
