"""The file to fill: what it holds, what helps to fill it, and that it reads back."""

from datetime import date
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.urls import reverse

from candidates.class_lists import sheet_of
from candidates.columns import COLUMNS
from candidates.countries import country_names
from candidates.template import HELPS
from core.sheets import as_date, as_percent, as_text, find_columns
from core.tables import FORMATS
from tests.factories import CandidateFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]
OPEN = "{urn:oasis:names:tc:opendocument:xmlns:"
# The first of February, as spreadsheets count days.
TODAY = (date(2027, 2, 1) - date(1899, 12, 30)).days
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def session(centre):
    return SessionFactory(centre=centre)


@pytest.fixture
def fetch(nadia, session):
    def get(kind):
        address = reverse("candidates:template", args=[session.centre_id, session.number, kind])
        return nadia.get(address)

    return get


def enrol_two(session):
    CandidateFactory(
        session=session,
        birth_name="=Haddad",
        usual_name="O’Neil  Ķ",
        birth_department="01",
        birth_commune="Bourg-en-Bresse",
        birth_insee="01053",
        identifier="0120890177FA",
        group="2de A",
        extra_time=33,
        arrangements="Repos ; salle à part",
        email="adam@exemple.fr",
    )
    CandidateFactory(session=session, birth_country="GB", birth_department="99", birth_insee="")
    return list(session.candidates.all())


READERS = {"birth_date": as_date, "extra_time": as_percent}


def values_of(cells, columns):
    read = {
        field: READERS.get(field, as_text)(cells[place]) for field, place in columns.places.items()
    }
    return read | {"extra_time": read["extra_time"] or 0}


@pytest.mark.parametrize("kind", FORMATS)
def test_template_reads_back_what_is_enrolled(fetch, session, kind):
    candidates = enrol_two(session)

    sheet = sheet_of(fetch(kind).content, f"modele.{kind}")

    columns = find_columns(sheet, COLUMNS)
    assert (columns.line, columns.unknown, columns.missing, columns.repeated) == (2, [], [], [])
    assert [values_of(row.cells, columns) for row in sheet.below(columns.line)] == [
        {
            **{field: getattr(each, field) for field in COLUMNS},
            "birth_country": each.birth_country.name,
        }
        for each in candidates
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_blank_rows_give_no_line(fetch, kind):
    sheet = sheet_of(fetch(kind).content, f"modele.{kind}")

    assert [row.line for row in sheet.rows] == [1, 2]
    assert sheet.rows[0].cells == [*HELPS.values()]


@pytest.mark.parametrize("kind", FORMATS)
def test_template_is_named_after_its_session(fetch, session, kind):
    response = fetch(kind)

    name = f'attachment; filename="modele-candidats-{session.number}.{kind}"'
    assert (response["Content-Disposition"], response["Content-Type"]) == (name, FORMATS[kind][0])


def test_other_format_is_not_found(fetch):
    assert fetch("pdf").status_code == 404


def part(content, name):
    return ElementTree.fromstring(ZipFile(BytesIO(content)).read(name))


def rows_in(sheet):
    rows = sheet.iter(f"{OPEN}table:1.0}}table-row")
    return sum(1 for row in rows if row[0].get(f"{OPEN}table:1.0}}style-name") == "text")


@pytest.mark.parametrize(
    ("posts", "enrolled", "rows"), [(10, 0, 20), (None, 2, 22), (30, 0, 30), (30, 2, 30)]
)
def test_there_are_rows_for_each_post_and_some_to_add(fetch, session, posts, enrolled, rows):
    session.room.posts = posts
    session.room.save() if posts else session.__class__.objects.update(room=None, place_name="x")
    enrol_two(session) if enrolled else None

    page, _ = part(fetch("ods").content, "content.xml").iter(f"{OPEN}table:1.0}}table")

    assert rows_in(page) == rows


def test_open_document_has_its_rules(fetch):
    rules = part(fetch("ods").content, "content.xml").iter(f"{OPEN}table:1.0}}content-validation")

    conditions = [rule.get(f"{OPEN}table:1.0}}condition") for rule in rules]
    assert conditions == [
        f"of:cell-content-is-date() and cell-content-is-between(2,{TODAY})",
        f"of:cell-content-is-in-list([$Listes.$A$1:.$A${len(country_names())}])",
        "of:cell-content-is-whole-number() and cell-content-is-between(0,300)",
    ]


def test_open_document_says_in_which_language_its_rules_are(fetch):
    """Without this name LibreOffice reads the rules as none, and says nothing."""
    content = ZipFile(BytesIO(fetch("ods").content)).read("content.xml")

    assert b'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"' in content


def test_excel_has_its_rules(fetch, session):
    session.room.posts = 5
    session.room.save()

    rules = part(fetch("xlsx").content, "xl/worksheets/sheet1.xml").iter(f"{MAIN}dataValidation")

    told = [(rule.get("type"), rule.get("sqref"), *(each.text for each in rule)) for rule in rules]
    assert told == [
        ("date", "D3:D22", "1", str(TODAY)),
        ("list", "E3:E22", f"Listes!$A$1:$A${len(country_names())}"),
        ("whole", "J3:J22", "0", "300"),
    ]


def test_lists_are_in_a_sheet_that_is_not_shown(fetch):
    book = part(fetch("xlsx").content, "xl/workbook.xml")

    sheets = book.iter(f"{MAIN}sheet")
    assert [(each.get("name"), each.get("state")) for each in sheets][1:] == [("Listes", "hidden")]


@pytest.mark.parametrize("rows", [1, 3])
def test_template_costs_the_same_whatever_its_length(
    fetch, session, rows, django_assert_num_queries
):
    CandidateFactory.create_batch(rows, session=session)
    fetch("csv")

    with django_assert_num_queries(8):
        fetch("csv")


def test_every_column_has_its_help():
    assert [*HELPS] == [*COLUMNS]
