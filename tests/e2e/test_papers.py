"""The papers of a session, as a référent gets them the evening before, without a mouse."""

import io
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from core.pdf import renderer
from core.tasks import sweep
from papers.catalogue import PAPERS
from tests.e2e.states_sessions import days_from_now
from tests.factories import (
    CandidateFactory,
    CentreFactory,
    MembershipFactory,
    SessionFactory,
    UserFactory,
)


@pytest.fixture(scope="module", autouse=True)
def _leave_no_process():
    yield
    renderer.stop()


@pytest.fixture
def session(sign_in):
    user, centre = UserFactory(), CentreFactory()
    MembershipFactory(user=user, centre=centre)
    session = SessionFactory(centre=centre, day=days_from_now(5), created_by=user)
    CandidateFactory(session=session, email="lea@exemple.fr")
    CandidateFactory(session=session, email="adam@exemple.fr")
    CandidateFactory(session=session)
    sign_in(user)
    return session


@pytest.fixture
def enter(page):
    """A function that walks to a link or a button with the keyboard, and presses it."""

    def go(role, name):
        target = page.get_by_role("main").get_by_role(role, name=name, exact=True)
        target.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    return go


@pytest.fixture
def download(page):
    def go(name):
        page.get_by_role("main").get_by_role("link", name=name, exact=True).focus()
        with page.expect_download() as kept:
            page.keyboard.press("Enter")
        return kept.value.suggested_filename, kept.value.path().read_bytes()

    return go


def test_papers_are_read_sent_and_gathered_by_keyboard(
    visit, page, session, enter, download, mailoutbox
):
    visit("sessions:session", centre=session.centre_id, number=session.number)
    enter("link", "Papiers")
    name, sheet = download("PDF : Feuille d’émargement, PV de session")
    assert (name, sheet[:5]) == (f"emargement-{session.number}.pdf", b"%PDF-")
    page.reload()
    expect(page.get_by_text("à jour.")).to_have_count(1)

    enter("link", "Convocations par e-mail, 2 à envoyer")
    enter("button", "Envoyer à 2 personnes")
    expect(page.get_by_text("2 convocations en cours d’envoi")).to_be_visible()
    sweep()
    page.reload()
    expect(page.get_by_text("Envoyée", exact=True)).to_have_count(2)
    assert {mail.to[0] for mail in mailoutbox} == {"lea@exemple.fr", "adam@exemple.fr"}

    enter("link", "Papiers de la session")
    enter("button", "Préparer le ZIP")
    expect(page.get_by_text("Sessions prêtes : 0 sur 1")).to_be_visible()
    sweep()
    expect(page.get_by_role("heading", name="Les papiers sont prêts")).to_be_visible()
    _, archive = download("Télécharger le ZIP")
    assert len(ZipFile(io.BytesIO(archive)).namelist()) == len(PAPERS)


def test_sheet_on_screen_has_as_many_blank_rows_as_asked(visit, page, session, enter):
    visit("papers:list", centre=session.centre_id, number=session.number)
    enter("link", "Lire : Feuille d’émargement, PV de session")
    expect(page.locator(".walk .no")).to_have_count(8)

    page.get_by_label("Lignes vides").fill("3")
    with page.expect_navigation():
        page.get_by_label("Lignes vides").press("Enter")

    expect(page.locator(".walk .no")).to_have_count(3)
    expect(page.get_by_role("link", name="Télécharger le PDF")).to_have_attribute(
        "href",
        f"/centre/{session.centre_id}/sessions/{session.number}/papiers/emargement.pdf?vides=3",
    )
