"""The papers of a session: each read and printed, what it says and never says, what it missed."""

import re

import pytest
from django.urls import reverse

from core.pdf import PdfError
from papers import catalogue
from papers.catalogue import PAPERS
from papers.prints import Print
from papers.views import papers as views
from sessions.models import Session
from tests.factories import (
    CandidateFactory,
    InvigilatorFactory,
    RoomCheckFactory,
    RoomFactory,
    SessionFactory,
)
from tests.pdfs import read, squeezed, text_of

pytestmark = pytest.mark.django_db
HOSTILE = (
    "<img src=http://127.0.0.1:9/a>",
    "{{ 7|add:7 }}{% now %}",
    "'\"><script>alert(1)</script>",
    "</style><style>@import url(//x.example/a)",
    "background:url(file:///etc/passwd)",
)
SLUGS = [paper.slug for paper in PAPERS]


@pytest.fixture
def session(centre):
    room = RoomFactory(centre=centre, name="B204")
    return SessionFactory(
        centre=centre, room=room, invigilators=[InvigilatorFactory(centre=centre)]
    )


def address(name, session, *args):
    return reverse(f"papers:{name}", args=[session.centre_id, session.number, *args])


def pdf_of(browser, session, slug, **query):
    return browser.get(address("pdf", session, slug), query).content


@pytest.mark.parametrize("slug", SLUGS)
def test_paper_says_which_session_and_when_it_was_made(nadia, session, slug):
    CandidateFactory(session=session)

    page = nadia.get(address("paper", session, slug)).text
    text = text_of(pdf_of(nadia, session, slug))

    for words in (f"{session.number:,}".replace(",", ""), "Àjourle"):
        assert words in squeezed(page)
        assert words in text


@pytest.mark.parametrize("slug", SLUGS)
def test_paper_is_tagged_titled_and_in_french(nadia, session, slug):
    CandidateFactory(session=session)

    root = read(pdf_of(nadia, session, slug)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_shown_as_text(nadia, session, slug, words):
    candidate = CandidateFactory(
        session=session, birth_name=words, first_name=words, group=words, arrangements=words
    )
    Session.objects.filter(pk=session.pk).update(observations=words, group=words)
    centre = session.centre
    type(centre).objects.filter(pk=centre.pk).update(head=words, street=words)
    asked = {"candidat": candidate.pk} if slug == "pv-de-fraude" else {}

    page = nadia.get(address("paper", session, slug), asked).text
    pdf = pdf_of(nadia, session, slug, **asked)

    assert "<script>" not in page
    assert "<img src=http" not in page
    assert pdf.startswith(b"%PDF-")
    if slug in ("emargement", "convocations", "pv-de-fraude"):
        assert squeezed(words) in text_of(pdf)


@pytest.mark.parametrize("slug", [s for s in SLUGS if s != "kit-du-surveillant"])
def test_access_code_stays_off_the_papers_of_candidates(nadia, session, slug):
    CandidateFactory(session=session)

    page = nadia.get(address("paper", session, slug)).text

    assert session.access_code not in squeezed(page)


def test_kit_bears_the_password_only_when_it_opens_the_session(nadia, session, manager):
    password = session.renew_password(by=manager)
    kit = address("pdf", session, "kit-du-surveillant")

    bare = nadia.get(kit).content

    assert password in text_of(nadia.post(kit, {"password": password}).content)
    assert "AAAABBBB" not in text_of(nadia.post(kit, {"password": "AAAABBBB"}).content)
    assert password not in text_of(bare)
    assert session.access_code in text_of(bare)
    assert len(read(bare).pages) == 1


def test_new_password_leads_to_the_kit_that_bears_it(nadia, session):
    page = nadia.post(reverse("sessions:password", args=[session.centre_id, session.number]))
    password = re.search(r'name="password" value="(\w+)"', page.text)[1]

    kit = nadia.post(address("pdf", session, "kit-du-surveillant"), {"password": password})

    assert password in text_of(kit.content)
    assert "no-store" in kit["Cache-Control"]


def test_convocations_are_letters_in_the_order_of_names(nadia, session):
    for name in ("Weiß", "Abdallah", "Nguyễn"):
        CandidateFactory(session=session, birth_name=name, extra_time=33)

    pdf = read(pdf_of(nadia, session, "convocations"))
    letters = [squeezed(page.extract_text()) for page in pdf.pages]

    assert len(letters) == 3
    for name, letter in zip(("Abdallah", "Nguyễn", "Weiß"), letters, strict=True):
        assert name in letter
    assert all("9h45" in letter and "2h19" in letter for letter in letters)


def test_convocation_of_one_is_theirs_alone(nadia, session):
    lea = CandidateFactory(session=session, birth_name="Fontaine")
    CandidateFactory(session=session, birth_name="Abdallah")

    text = text_of(pdf_of(nadia, session, "convocations", candidat=lea.pk))

    assert "Fontaine" in text
    assert "Abdallah" not in text


def test_candidate_of_another_session_is_on_no_paper_here(nadia, session, centre):
    other = CandidateFactory(session__centre=centre, birth_name="Ailleurs")

    for slug in ("convocations", "pv-de-fraude"):
        page = nadia.get(address("paper", session, slug), {"candidat": other.pk})
        assert "Ailleurs" not in page.text


def test_checklist_holds_the_answers_of_the_last_check(nadia, session):
    RoomCheckFactory(room=session.room, answers={"places": True, "pdf": False})

    page = nadia.get(address("paper", session, "preparation-de-salle")).text

    assert page.count(">×<") == 2
    assert "Il n’y a pas de lecteur de PDF" in page


def test_checklist_of_a_third_place_is_blank(nadia, centre):
    session = SessionFactory(centre=centre, elsewhere=True, place_conditions="Douze portables")

    page = nadia.get(address("paper", session, "preparation-de-salle")).text

    assert ">×<" not in page
    assert "Douze portables" in page


def test_paper_made_before_a_change_says_so(nadia, session):
    gone = CandidateFactory(session=session)
    pdf_of(nadia, session, "emargement")
    pdf_of(nadia, session, "notice-candidat")
    assert "À refaire" not in nadia.get(address("list", session)).text

    CandidateFactory(session=session)
    CandidateFactory(session=session)
    gone.remove(by=session.created_by)

    page = nadia.get(address("list", session)).text
    assert "2 candidats ajoutés, 1 candidat retiré depuis le PDF" in page
    assert page.count("À refaire") == 1
    sheet = nadia.get(address("paper", session, "emargement")).text
    assert "Depuis le dernier PDF\N{NO-BREAK SPACE}: 2 candidats ajoutés" in sheet


def test_changed_session_makes_every_paper_old(nadia, session):
    for slug in SLUGS:
        pdf_of(nadia, session, slug)
    Session.objects.filter(pk=session.pk).update(revision=session.revision + 1)

    page = nadia.get(address("list", session)).text

    assert page.count("À refaire") == len(SLUGS)
    pdf_of(nadia, session, SLUGS[0])
    assert Print.objects.count() == len(SLUGS)


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("slug", SLUGS)
def test_paper_costs_the_same_whatever_its_length(
    nadia, session, rows, slug, django_assert_max_num_queries
):
    for _ in range(rows):
        CandidateFactory(session=session, extra_time=33)

    nadia.get(address("paper", session, slug))

    with django_assert_max_num_queries(11):
        nadia.get(address("paper", session, slug))


@pytest.mark.parametrize("rows", [1, 30])
def test_list_of_papers_costs_the_same_whatever_its_length(
    nadia, session, rows, django_assert_num_queries
):
    for _ in range(rows):
        CandidateFactory(session=session)
    nadia.get(address("list", session))

    with django_assert_num_queries(12):
        nadia.get(address("list", session))


def test_new_access_code_makes_the_kit_old(nadia, session, manager):
    for slug in SLUGS:
        pdf_of(nadia, session, slug)
    session.renew_access_code(by=manager)

    page = nadia.get(address("list", session)).text

    assert page.count("Code d’accès renouvelé depuis le PDF") == page.count("À refaire") == 1


def test_unknown_paper_does_not_exist(nadia, session):
    assert nadia.get(address("paper", session, "diplome")).status_code == 404
    assert nadia.get(address("pdf", session, "diplome")).status_code == 404


def test_many_letters_come_in_several_files(nadia, session, monkeypatch):
    monkeypatch.setattr(catalogue, "LETTERS_PER_FILE", 2)
    for name in ("Abdallah", "Nguyễn", "Weiß"):
        CandidateFactory(session=session, birth_name=name)

    first = text_of(pdf_of(nadia, session, "convocations"))
    second = nadia.get(address("pdf", session, "convocations"), {"partie": 2})

    assert ("Abdallah" in first, "Weiß" in first) == (True, False)
    assert "Weiß" in text_of(second.content)
    assert "convocations-" in second["Content-Disposition"]
    assert "?partie=2" in nadia.get(address("list", session)).text


@pytest.mark.parametrize("part", ["0", "-1", "x", "99", "9" * 30])
def test_part_that_is_not_there_is_no_fault(nadia, session, part):
    CandidateFactory(session=session)

    assert nadia.get(address("paper", session, "convocations"), {"partie": part}).status_code == 200


def test_paper_that_cannot_be_made_is_told(nadia, session, monkeypatch):
    def refuse(template, context):
        raise PdfError("not made within 45 s")

    monkeypatch.setattr(views, "render_pdf", refuse)

    answer = nadia.get(address("pdf", session, "emargement"), follow=True)

    assert "n’a pas pu être fait" in answer.text
    assert not Print.objects.exists()
