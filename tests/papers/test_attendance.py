"""The sheet that everybody signs: who is on it, what is never on it, and its pages."""

import pytest
import time_machine
from django.urls import reverse

from tests.factories import CandidateFactory, InvigilatorFactory, SessionFactory
from tests.pdfs import read, squeezed, text_of

pytestmark = pytest.mark.django_db
LONG = "Marie-Anne-Joséphine-Hippolyte de La Tour d’Auvergne-Lauraguais et de Montmorency"


@pytest.fixture
def session(centre):
    return SessionFactory(centre=centre, invigilators=[InvigilatorFactory(centre=centre)])


def address(name, session):
    return reverse(f"papers:{name}", args=[session.centre_id, session.number, "emargement"])


def pdf_of(nadia, session):
    return nadia.get(address("pdf", session)).content


def test_sheet_names_everybody_in_order_and_no_birthplace_nor_address(nadia, session):
    for birth_name in ("Weiß", "Abdallah", "Öztürk", "Nguyễn", "Teʻeva", "Ķēniņš"):
        CandidateFactory(session=session, birth_name=birth_name, email="secret@exemple.fr")

    page = nadia.get(address("paper", session)).text

    names = ["Abdallah", "Ķēniņš", "Nguyễn", "Öztürk", "Teʻeva", "Weiß"]
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    assert "Béziers" not in page
    assert "secret@exemple.fr" not in page


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (20, 2), (35, 3), (200, 12)])
def test_pdf_holds_every_name_as_it_was_typed(nadia, session, number, pages):
    candidates = [CandidateFactory(session=session) for _ in range(number)]

    pdf = pdf_of(nadia, session)

    text = text_of(pdf)
    missing = [each for each in candidates if squeezed(each.birth_name) not in text]
    assert missing == []
    assert len(read(pdf).pages) == pages


def test_long_names_are_never_cut(nadia, session):
    CandidateFactory(session=session, birth_name=LONG, first_name=LONG, arrangements=LONG)

    page = nadia.get(address("paper", session)).text
    words = set(LONG.replace("-", " ").replace("’", " ").split())
    text = text_of(pdf_of(nadia, session))

    assert page.count(LONG) == 3
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    ("asked", "rows"), [("0", 0), ("20", 20), ("", 8), ("21", 8), ("-1", 8), ("abc", 8)]
)
def test_blank_rows_are_as_many_as_asked(nadia, session, asked, rows):
    page = nadia.get(address("paper", session), {"vides": asked})

    assert len(page.context["blank_rows"]) == rows


def test_hours_and_date_are_those_of_the_centre(signed_in, stranger, other_centre):
    session = SessionFactory(centre=other_centre)
    with time_machine.travel("2027-03-09 21:30+00:00", tick=False):
        page = signed_in(stranger).get(address("paper", session)).text

    assert "heure de La Réunion" in page
    assert "À jour le 10 mars 2027 à 1\xa0h\xa030" in page
