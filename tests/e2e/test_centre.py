"""A référent's first day: a room, a colleague, sessions made, moved, copied, deleted, found."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.tasks import sweep
from sessions.models import Session
from tests.factories import (
    CandidateFactory,
    CentreFactory,
    InvigilatorFactory,
    MembershipFactory,
    RoomFactory,
    UserFactory,
)


@pytest.fixture
def centre(sign_in):
    user, centre = UserFactory(), CentreFactory()
    MembershipFactory(user=user, centre=centre)
    sign_in(user)
    return centre


@pytest.fixture
def press(page):
    def go(name, role="button"):
        with page.expect_navigation():
            page.get_by_role("main").get_by_role(role, name=name, exact=True).first.click()

    return go


def monday():
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


def test_first_day_of_a_manager_has_no_dead_end(visit, page, press, centre, mailoutbox):
    page.set_viewport_size({"width": 360, "height": 740})
    visit("sessions:dashboard", centre=centre.pk)
    press("Décrire une salle", "link")
    press("Ajouter une salle", "link")
    page.get_by_label("Nom de la salle").fill("B204")
    page.get_by_label("Postes pour les candidats").fill("24")
    page.get_by_label("Postes de secours").fill("2")
    with page.expect_navigation():
        page.get_by_role("main").locator("button.primary").click()

    page.get_by_role("link", name="Équipe").click()
    press("Inviter", "link")
    page.get_by_label("Adresses e-mail").fill("collegue@exemple.fr")
    with page.expect_navigation():
        page.get_by_role("main").locator("button.primary").click()
    sweep()
    assert mailoutbox[0].to == ["collegue@exemple.fr"]

    page.get_by_role("link", name="Sessions").click()
    press("Créer une session", "link")
    page.locator("[name=day]").fill(str(monday()))
    page.locator("[name=start_time]").fill("10:00")
    page.locator("[name=room]").select_option(label="B204, 24 postes")
    press("Créer la session")
    session = Session.objects.get()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Session")

    press("Modifier", "link")
    page.locator("[name=start_time]").fill("14:00")
    page.locator("[name=end_time]").fill("16:00")
    press("Enregistrer")
    session.refresh_from_db()
    assert session.start_time.hour == 14

    press("Copier la session", "link")
    page.locator("[name=day]").fill(str(monday() + timedelta(days=1)))
    press("Créer la session")
    press("Supprimer la session", "link")
    press("Supprimer la session")
    assert Session.objects.get() == session

    CandidateFactory(session=session, birth_name="Haddad", first_name="Adam")
    page.get_by_label("Numéro, salle, classe ou personne").fill("haddad")
    press("Filtrer")
    page.locator("tbody th a").first.click()
    expect(page).to_have_url(re.compile(session.get_absolute_url() + "$"))


CLASSES = [f"Terminale G{number}" for number in range(1, 7)]


def test_six_classes_are_planned_over_three_days_by_keyboard(visit, page, press, centre):
    for number in range(2):
        RoomFactory(centre=centre, posts=28)
        for each in range(4):
            InvigilatorFactory(centre=centre, last_name=f"Benali {number}{each}")
    visit("sessions:planning", centre=centre.pk)
    page.locator("[name=groups-0-name]").focus()
    for name in CLASSES:
        for text in (name, "28", "", ""):
            page.keyboard.insert_text(text)
            page.keyboard.press("Tab")
    page.locator("[name=first_day]").fill(str(monday()))
    page.locator("[name=last_day]").fill(str(monday() + timedelta(days=2)))
    with page.expect_navigation():
        page.get_by_role("button", name="Proposer les sessions").press("Enter")
    page.get_by_role("main").locator("button.primary").press("Enter")
    page.wait_for_url("**/planifier/*/")

    planned = Session.objects.all()
    assert sum(session.expected for session in planned) == 6 * 28
    assert {session.day for session in planned} <= {monday() + timedelta(days=n) for n in range(3)}
    assert max(session.expected for session in planned) <= 28
