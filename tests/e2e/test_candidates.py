"""Enrolling by hand, as somebody does who has a pile of papers and no mouse."""

import pytest
from playwright.sync_api import expect

from candidates.models import Candidate
from tests.e2e.states_sessions import days_from_now
from tests.factories import (
    CandidateFactory,
    CentreFactory,
    MembershipFactory,
    SessionFactory,
    UserFactory,
)

PEOPLE = [
    ("Haddad", "Adam", "04/12/2010", "béz"),
    ("Öztürk", "Deniz", "31/01/2009", "Saint-Denis-lès-Bourg"),
    ("de La Tour d’Auvergne", "Chloé", "9/9/2010", "paris 11"),
]


@pytest.fixture
def session(sign_in):
    user, centre = UserFactory(), CentreFactory()
    MembershipFactory(user=user, centre=centre)
    sign_in(user)
    return SessionFactory(centre=centre, day=days_from_now(5), created_by=user)


def test_people_are_enrolled_one_after_the_other_by_keyboard(visit, page, session):
    visit("candidates:enrol", centre=session.centre_id, number=session.number)
    for birth_name, first_name, birth_date, commune in PEOPLE:
        page.locator("[name=birth_name]").focus()
        for text in (birth_name, first_name, "", birth_date, None, "", commune):
            if text is not None:
                page.keyboard.insert_text(text)
            page.keyboard.press("Tab")
        if commune == "béz":
            page.locator("[name=birth_commune]").fill("Béziers")
            page.locator("[name=birth_commune]").press("Tab")
            expect(page.locator("[name=birth_department]")).to_have_value("34")
        with page.expect_navigation():
            page.get_by_role("button", name="Inscrire, puis une autre personne").press("Enter")
        expect(page.get_by_text(f"{birth_name} {first_name} est dans la liste")).to_be_visible()

    assert Candidate.objects.enrolled().count() == 3
    assert set(Candidate.objects.values_list("birth_department", flat=True)) == {"34", "01", "75"}


def test_suggestion_fills_the_department(visit, page, session):
    visit("candidates:enrol", centre=session.centre_id, number=session.number)
    page.locator("[name=birth_commune]").press_sequentially("bézie")
    page.locator("datalist option[value='Béziers']").wait_for(state="attached")
    page.locator("[name=birth_commune]").fill("Béziers")
    page.keyboard.press("Tab")

    expect(page.locator("[name=birth_department]")).to_have_value("34")


def test_one_box_ticks_them_all(visit, page, session):
    for _ in range(3):
        CandidateFactory(session=session)
    visit("candidates:list", centre=session.centre_id, number=session.number)

    page.get_by_label("Tout choisir sur cette page").check()
    page.get_by_role("button", name="Retirer", exact=True).click()
    page.get_by_text("Retirés de la liste : 3").wait_for()

    assert not Candidate.objects.enrolled().exists()
