from datetime import date

import pytest
from django.contrib.admin.sites import site
from django.db import IntegrityError
from django.urls import reverse

from centres.admin import SupportAdmin
from centres.models import Centre, ControlVisit, Derogation
from core.journal import JournalEntry
from core.mail import Mail
from sessions.models import Level, Window
from tests.factories import CentreFactory, LevelFactory, MembershipFactory

pytestmark = pytest.mark.django_db
KIM = "kim-anh@exemple.fr"
MODULES = {"centres.models", "centres.visits", "sessions.windows"}
CENTRE = {
    "name": "Lycée Rosa-Parks",
    "kind": "sco",
    "uai": "0750001U",
    "street": "1 rue Neuve",
    "postal_code": "75020",
    "town": "Paris",
    "department": "75",
    "zone_name": "Europe/Paris",
    "head": "Aïcha Ndiaye",
    "walk_in_rows": "8",
}
DEROGATION = {"limit": 25, "since": "2027-03-01", "until": "2027-03-31", "reason": "Salle double."}


def rows(prefix, *rows, stored=0):
    """The management form of an inline, and its rows."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": stored}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def centre_page(*derogations, stored=0, **change):
    inlines = rows("derogations", *derogations, stored=stored) | rows("memberships")
    return {**CENTRE, **inlines, **change}


@pytest.fixture
def office(signed_in, support):
    return signed_in(support)


@pytest.fixture
def add():
    return reverse("admin:centres_centre_add")


def test_support_opens_a_centre_and_invites_its_first_manager(office, support, add):
    office.post(add, centre_page(first_manager=" Kim-Anh@Exemple.fr"))

    centre = Centre.objects.get()
    assert (centre.name, centre.uai) == ("Lycée Rosa-Parks", "0750001U")
    invitation = centre.invitations.get()
    assert (invitation.email, invitation.role) == (KIM, "manager")
    assert Mail.objects.get().recipient == KIM
    create, invite = JournalEntry.objects.about(centre).order_by("pk")
    assert (create.verb, create.actor, invite.verb) == ("create", support, "invite")
    assert ["Nom", "", "Lycée Rosa-Parks"] in create.data["changes"]


def test_centre_without_uai_has_none(office, add):
    for name in ("Un", "Deux"):
        office.post(add, centre_page(name=name, uai=""))

    assert list(Centre.objects.values_list("uai", flat=True)) == [None, None]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"uai": "0750001A"}, "La lettre de ce code UAI"),
        ({"postal_code": "7502"}, "cinq chiffres"),
        ({"department": "99"}, "choix valide"),
        ({"zone_name": "Mars/Olympus"}, "choix valide"),
        ({"first_manager": "kim@"}, "adresse"),
    ],
)
def test_faults_are_said_and_nothing_is_made(office, add, change, complaint):
    page = office.post(add, centre_page(**change))

    assert complaint in page.text
    assert not Centre.objects.exists()
    assert not Mail.objects.exists()


def test_same_uai_is_refused(office, add):
    CentreFactory(uai="0750001U")

    assert "Un autre centre a déjà ce code." in office.post(add, centre_page()).text


def test_button_pressed_twice_leads_to_the_list(office, add, monkeypatch):
    def press(*args):
        raise IntegrityError

    monkeypatch.setattr(SupportAdmin, "save_related", press)

    page = office.post(add, centre_page(), follow=True)

    assert page.redirect_chain[-1][0] == reverse("admin:centres_centre_changelist")
    assert "vient d’être enregistré" in page.text


def test_derogation_is_granted_by_whoever_writes_it(office, support, centre):
    page = reverse("admin:centres_centre_change", args=[centre.pk])

    office.post(page, centre_page(DEROGATION))

    granted = Derogation.objects.get()
    assert (granted.limit, granted.granted_by, granted.centre) == (25, support, centre)
    changes = JournalEntry.objects.about(centre).get().data["changes"]
    assert ["Candidats par surveillant", "", "25"] in changes


def test_derogation_changed_keeps_who_granted_it(office, administrator, centre):
    granted = Derogation.objects.create(
        **{**DEROGATION, "since": date(2027, 3, 1), "until": date(2027, 3, 31)},
        centre=centre,
        granted_by=administrator,
    )
    row = {**DEROGATION, "limit": 30, "id": granted.pk, "centre": centre.pk}

    office.post(
        reverse("admin:centres_centre_change", args=[centre.pk]), centre_page(row, stored=1)
    )

    granted.refresh_from_db()
    assert (granted.limit, granted.granted_by) == (30, administrator)


def test_senseless_derogation_is_refused_in_words(office, centre):
    page = office.post(
        reverse("admin:centres_centre_change", args=[centre.pk]),
        centre_page({**DEROGATION, "limit": 20, "until": "2027-02-01"}),
    )

    assert "Entre 21 et 100 candidats par surveillant." in page.text
    assert "La fin vient après le début." in page.text
    assert not Derogation.objects.exists()


def test_team_is_read_and_not_changed(office, centre, manager):
    page = office.get(reverse("admin:centres_centre_change", args=[centre.pk]))

    assert "Nadia Ferrand" in page.text
    assert 'name="memberships-0-role"' not in page.text


def test_member_or_invited_address_is_not_invited(office, centre, manager):
    address = reverse("admin:centres_centre_change", args=[centre.pk])
    office.post(address, centre_page(first_manager=KIM))

    pages = [
        office.post(address, centre_page(first_manager=email)).text
        for email in (manager.email, KIM)
    ]

    assert "est déjà dans l’équipe" in pages[0]
    assert "a déjà une invitation en attente" in pages[1]
    assert Mail.objects.count() == 1


def test_page_saved_without_a_change_writes_nothing(office):
    centre = CentreFactory(**CENTRE)

    office.post(reverse("admin:centres_centre_change", args=[centre.pk]), centre_page())

    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("centre", 6), ("controlvisit", 8)])
def test_lists_cost_the_same_whatever_their_length(
    office, number, model, queries, django_assert_num_queries
):
    for centre in CentreFactory.create_batch(number):
        ControlVisit.objects.create(centre=centre, kind="announced", on=date(2027, 3, 1))
    address = reverse(f"admin:centres_{model}_changelist")
    office.get(address)

    with django_assert_num_queries(queries):
        office.get(address)


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_centre_costs_the_same_whatever_its_team(
    office, centre, number, django_assert_num_queries
):
    MembershipFactory.create_batch(number, centre=centre)
    address = reverse("admin:centres_centre_change", args=[centre.pk])
    office.get(address)

    with django_assert_num_queries(6):
        office.get(address)


def test_support_writes_a_visit_with_its_points(office, centre, support):
    point = {"subject": "premises", "finding": "wrong", "remark": "Écrans trop proches."}
    visit = {"centre": centre.pk, "kind": "unannounced", "on": "2027-03-01", "visitor": "A. Roy"}

    office.post(reverse("admin:centres_controlvisit_add"), {**visit, **rows("points", point)})

    visit = ControlVisit.objects.get()
    assert (visit.centre, visit.points.get().finding) == (centre, "wrong")
    assert JournalEntry.objects.about(visit).get().verb == "create"


def test_support_keeps_the_calendar(office):
    first = {"opens_on": "2026-11-23", "closes_on": "2027-03-05"}
    office.post(
        reverse("admin:exam_sessions_level_add"),
        {"name": "Terminale", "position": 1, **rows("windows", first)},
    )
    level = Level.objects.get()
    window = level.windows.get()
    row = {**first, "id": window.pk, "level": level.pk, "DELETE": "on"}

    office.post(
        reverse("admin:exam_sessions_level_change", args=[level.pk]),
        {"name": "Terminale", "position": 1, **rows("windows", row, stored=1)},
    )

    assert not Window.objects.exists()
    entry = JournalEntry.objects.about(level).first()
    assert entry.data["changes"] == [["période de certification", str(window), ""]]


def test_window_that_closes_before_it_opens_is_refused(office):
    row = {"opens_on": "2027-03-05", "closes_on": "2026-11-23"}

    page = office.post(
        reverse("admin:exam_sessions_level_add"),
        {"name": "Terminale", "position": 1, **rows("windows", row)},
    )

    assert "La fin vient après le début." in page.text
    assert not Level.objects.exists()


@pytest.mark.parametrize("model", ["centres_centre", "exam_sessions_level"])
def test_nothing_here_is_deleted(signed_in, administrator, model):
    row = CentreFactory() if model == "centres_centre" else LevelFactory()

    answer = signed_in(administrator).get(reverse(f"admin:{model}_delete", args=[row.pk]))

    assert answer.status_code == 403


def test_journal_has_french_words_for_what_is_done_here(office, add):
    office.post(add, centre_page(first_manager=KIM))

    page = office.get(reverse("admin:core_journalentry_changelist")).text

    assert "Invitation dans l’équipe" in page
    assert "Création" in page


def test_every_page_of_ours_is_the_supports():
    ours = [type(each) for model, each in site._registry.items() if model.__module__ in MODULES]

    assert len(ours) == 3
    assert all(issubclass(each, SupportAdmin) for each in ours)
