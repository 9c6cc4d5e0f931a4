"""One session's pages, and the verbs that they hold."""

import re

import pytest
from django.urls import reverse

from core.journal import JournalEntry
from sessions.models import Session
from tests.factories import (
    CandidateFactory,
    InvigilatorFactory,
    RoomCheckFactory,
    RoomFactory,
    SessionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]


@pytest.fixture
def session(centre):
    return SessionFactory(centre=centre, number=276814, access_code="KMTR47")


def spaced(text):
    """With plain spaces where the page keeps an hour in one piece."""
    return text.replace("\xa0", " ")


def address(name, session):
    return reverse(f"sessions:{name}", args=[session.centre_id, session.number])


def test_page_shows_codes_hours_and_deadline(nadia, session):
    page = spaced(nadia.get(session.get_absolute_url()).text)

    for words in (
        *("276\u202f814", "KMTR 47", "Valable de 9 h 30 à 12 h 00", "heure de Paris"),
        "vendredi 12 mars 2027, 12 h 00",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("state", "shown"),
    [("running", True), ("cancelled", False), ("finalised", False), ("published", False)],
)
def test_only_what_is_to_finalise_has_a_deadline(nadia, centre, state, shown):
    session = SessionFactory(centre=centre, **{state: True})

    assert ("À finaliser avant" in nadia.get(session.get_absolute_url()).text) == shown


def test_hours_are_those_of_the_centre(signed_in, stranger, other_centre):
    session = SessionFactory(centre=other_centre)

    page = spaced(signed_in(stranger).get(session.get_absolute_url()).text)

    assert "Valable de 9 h 30 à 12 h 00" in page
    assert "heure de La Réunion" in page


def test_page_says_what_is_missing(nadia, centre):
    person = InvigilatorFactory(centre=centre, untrained=True)
    room = RoomFactory(centre=centre, posts=24, spares=1)
    session = SessionFactory(
        centre=centre, room=room, expected=28, extra_time=33, invigilators=[person]
    )

    found = nadia.get(session.get_absolute_url()).context["warnings"]

    assert [spaced(each.text) for each in found] == [
        "Personne n’est encore inscrit.",
        "28 candidats pour 24 postes.",
        "1 poste de secours dans la salle : il en faut 2 pour 28 candidats.",
        "La salle n’a jamais été vérifiée.",
        "Le temps du test demande 2 h 35 min, la session a 2 h.",
        "1 surveillant pour 28 candidats : il en faut 2, un pour 20.",
        f"Formation à la surveillance à prévoir : {person}.",
    ]


def test_nothing_is_missing_once_somebody_is_enrolled(nadia, manager, centre):
    room = RoomCheckFactory(room__centre=centre, by=manager).room
    session = SessionFactory(
        centre=centre, room=room, invigilators=[InvigilatorFactory(centre=centre)]
    )
    before = nadia.get(session.get_absolute_url()).text
    CandidateFactory(session=session)

    after = nadia.get(session.get_absolute_url()).text

    assert ("Personne n’est encore inscrit." in before, "Rien ne manque" in before) == (True, False)
    assert ("Personne n’est encore inscrit." in after, "Rien ne manque" in after) == (False, True)


@pytest.mark.parametrize(("expected", "words"), [(15, "19 attendus"), (24, "24 attendus")])
def test_as_many_are_awaited_as_are_enrolled_or_expected(nadia, centre, expected, words):
    session = SessionFactory(centre=centre, expected=expected)
    CandidateFactory.create_batch(19, session=session)

    assert f"par surveillant, {words}." in nadia.get(session.get_absolute_url()).text


def test_derogation_lets_one_watch_more(nadia, centre, support):
    centre.derogations.create(
        limit=30, since="2027-03-01", until="2027-03-31", reason="Écrans suivis", granted_by=support
    )
    person = InvigilatorFactory(centre=centre)
    session = SessionFactory(centre=centre, expected=28, invigilators=[person])

    warnings = [each.text for each in nadia.get(session.get_absolute_url()).context["warnings"]]

    assert not any("surveillant" in each for each in warnings)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_whatever_it_shows(nadia, centre, rows, django_assert_num_queries):
    people = [InvigilatorFactory(centre=centre) for _ in range(rows)]
    session = SessionFactory(centre=centre, invigilators=people)
    for _ in range(rows):
        SessionFactory(centre=centre)
    nadia.get(session.get_absolute_url())

    with django_assert_num_queries(11):
        nadia.get(session.get_absolute_url())


def test_password_is_shown_once(nadia, session):
    page = nadia.post(address("password", session)).text
    session.refresh_from_db()
    password = "".join(page.split('class="code">')[1].split("</p>")[0].split())

    assert session.opens_with(password)
    assert password[:4] not in nadia.get(session.get_absolute_url()).text
    assert password[:4] not in nadia.get(address("password", session)).text


def test_access_code_is_renewed_and_the_journal_says_by_whom(nadia, session):
    assert "Renouveler<" in nadia.get(session.get_absolute_url()).text

    page = nadia.post(address("renew_access_code", session), follow=True).text

    session.refresh_from_db()
    assert session.access_code != "KMTR47"
    assert f"{session.access_code[:4]} {session.access_code[4:]}" in page
    [(_, *line)] = nadia.get(address("journal", session)).context["lines"]
    assert line == ["Code d’accès renouvelé", "Nadia Ferrand"]


@pytest.mark.parametrize("state", ["running", "finalised", "published", "cancelled"])
def test_access_code_stays_once_a_test_began(nadia, centre, state):
    session = SessionFactory(centre=centre, access_code="KMTR47", **{state: True})
    assert "le code d’accès</span>" not in nadia.get(session.get_absolute_url()).text

    response = nadia.post(address("renew_access_code", session), follow=True)

    session.refresh_from_db()
    assert session.access_code == "KMTR47"
    assert "son code d’accès reste" in response.text
    assert not JournalEntry.objects.about(session).exists()


def test_session_is_cancelled_with_a_reason_then_reinstated(nadia, session):
    nadia.post(address("cancel", session), {"why": "Panne de chauffage."})
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert "Panne de chauffage." in nadia.get(session.get_absolute_url()).text

    nadia.post(address("reinstate", session))
    session.refresh_from_db()
    assert (session.state, session.cancelled_because) == ("planned", "")


def test_no_reason_cancels_nothing(nadia, session):
    response = nadia.post(address("cancel", session), {"why": "  "})

    assert "Dites pourquoi" in response.text
    session.refresh_from_db()
    assert session.state == "planned"


def test_reinstating_into_a_taken_room_is_refused(nadia, centre):
    session = SessionFactory(centre=centre, cancelled=True)
    SessionFactory(centre=centre, room=session.room)

    response = nadia.post(address("reinstate", session), follow=True)

    assert "Une autre session a pris" in response.text


def test_planned_session_is_deleted_after_a_question(nadia, session, manager):
    assert "définitive" in nadia.get(address("delete", session)).text
    assert Session.objects.exists()

    nadia.post(address("delete", session))

    assert not Session.objects.exists()
    entry = JournalEntry.objects.get(verb="delete_session")
    assert (entry.actor, entry.data["number"]) == (manager, 276814)


@pytest.mark.parametrize("state", ["running", "finalised", "in_jury", "published"])
def test_session_where_a_test_began_is_not_deleted_nor_cancelled(nadia, centre, state):
    session = SessionFactory(centre=centre, **{state: True})

    nadia.post(address("delete", session))
    nadia.post(address("cancel", session), {"why": "Grève."})

    session.refresh_from_db()
    assert session.state == state


def test_session_where_somebody_was_enrolled_meanwhile_is_asked_about_again(nadia, session):
    CandidateFactory(session=session)

    page = nadia.post(address("delete", session), {"seen": "0"}).text
    assert "vient d’être inscrite" in page
    assert "1 candidat dans la liste" in page
    assert Session.objects.exists()

    nadia.post(
        address("delete", session), {"seen": re.search(r'name="seen" value="(\d)"', page)[1]}
    )
    assert not Session.objects.exists()


@pytest.mark.parametrize("seen", ["", "abc", "-1", "9" * 30])
def test_session_of_nobody_is_deleted_whatever_was_seen(nadia, session, seen):
    nadia.post(address("delete", session), {"seen": seen})

    assert not Session.objects.exists()


def test_deleting_twice_is_a_page_that_is_not_there(nadia, session):
    nadia.post(address("delete", session))

    assert nadia.post(address("delete", session)).status_code == 404


def test_journal_is_told_in_words(nadia, session, manager):
    session.start(by=manager)
    session.finalise(by=manager)
    session.unfinalise(by=None, why="Un PV manque.")

    lines = [line[1:] for line in nadia.get(address("journal", session)).context["lines"]]

    assert lines == [
        ("Finalisation annulée : Un PV manque.", "la plateforme"),
        ("Finalisée", "Nadia Ferrand"),
        ("Commencée", "Nadia Ferrand"),
    ]


def test_cancelling_says_how_many_are_to_be_told(nadia, session):
    CandidateFactory(session=session)

    assert "1 candidat</b> reste dans la liste" in nadia.get(address("cancel", session)).text
