"""The room seen by the centre, and what is done to it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.closing import close
from assessments.joining import Refused
from assessments.models import AddedMinutes, Certification, Preparation
from core.tasks import sweep
from tests.assessments import bank
from tests.factories import CandidateFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(clock, nadia, session):
    """Posts to one of the room's addresses, or reads the room."""

    def go(name="room", **posted):
        where = reverse(f"assessments:{name}", args=[session.centre_id, session.number])
        return nadia.get(where) if name == "room" else nadia.post(where, posted, follow=True)

    return go


def test_room_tells_who_came_and_how_far_they_are(desk, begun, session):
    CandidateFactory(session=session, birth_name="Absent")

    text = desk().text

    assert "Pas entré" in text
    assert "0 question" in text
    assert "11\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}45" in text


def test_code_is_given_once_and_starts_the_clock(desk, session, clock):
    desk("give_code")
    clock.shift(timedelta(minutes=3))
    again = desk("give_code")

    session.refresh_from_db()
    assert session.started_at == timezone.now() - timedelta(minutes=3)
    assert "Le temps court déjà" in again.text


def test_minutes_are_added_once_for_each_form(desk, begun):
    key = uuid4()
    for _ in range(2):
        desk("add_minutes", key=key, minutes=10, reason="Panne")
    desk("add_minutes", key=uuid4(), minutes=5, reason="Retard", candidate=begun.candidate_id)

    assert AddedMinutes.objects.count() == 2
    assert "12\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}00" in desk().text


@pytest.mark.parametrize(
    "typed", [{"minutes": "0"}, {"minutes": "999"}, {"minutes": "x"}, {"reason": ""}]
)
def test_minutes_without_sense_are_told(desk, begun, typed):
    answer = desk("add_minutes", **{"key": uuid4(), "minutes": "5", "reason": "Panne", **typed})

    assert answer.status_code == 200
    assert not AddedMinutes.objects.exists()


def test_candidate_of_another_session_gets_no_minutes_here(desk, begun, centre):
    other = CandidateFactory(session=SessionFactory(centre=centre))
    desk("add_minutes", key=uuid4(), minutes=5, reason="Retard", candidate=other.pk)

    assert not AddedMinutes.objects.exists()


def test_clocks_are_stopped_and_started_again(desk, begun, session):
    assert "obligatoire" in desk("suspend", reason="").text
    for _ in range(2):
        desk("suspend", reason="Alarme")
    assert "Tous les temps sont arrêtés" in desk().text
    for _ in range(2):
        desk("resume")

    assert session.pauses.get().ended_at
    assert "Tous les temps sont arrêtés" not in desk().text


def test_session_that_has_not_begun_is_not_suspended(desk, session):
    desk("suspend", reason="Alarme")

    assert not session.pauses.exists()


def test_one_test_is_ended(desk, begun):
    desk("end_test", certification=begun.number)
    desk("end_test", certification=begun.number)
    desk("end_test", certification="x" * 40)

    assert Certification.objects.get().end == "invigilator"


def test_test_of_another_centre_is_not_ended_from_here(desk, begun, other_centre, session):
    elsewhere = SessionFactory(centre=other_centre)
    type(begun.candidate).objects.update(session=elsewhere)

    desk("end_test", certification=begun.number)

    assert Certification.objects.get().state == "started"


def test_who_could_not_come_in_is_at_the_door(desk, lea, come, session):
    with pytest.raises(Refused):
        come(lea, first_name="Zoé")

    assert "pas sur la liste" in desk().text


@pytest.mark.parametrize("number", [1, 12])
def test_room_costs_the_same_however_many_sit_in_it(
    desk, lea, come, session, number, django_assert_max_num_queries
):
    come(lea)
    for place in range(number):
        user = UserFactory()
        bank.show_all(user)
        CandidateFactory(session=session, birth_name=f"Élève {place}", first_name="Léa")
        come(user, birth_name=f"Élève {place}")
    desk()

    with django_assert_max_num_queries(17):
        desk()


def test_test_ended_for_a_technical_cause_neutralises_what_is_missing(desk, begun):
    """Decision 7: fewer than two thirds were answered, so nothing is certified; nobody fails."""
    desk("end_test", certification=begun.number, is_technical="on")
    sweep()

    begun.refresh_from_db()
    assert (begun.end, begun.is_technical) == ("invigilator", True)
    assert begun.results.get().status == "cancelled"


def test_invigilator_lets_somebody_back_in_who_asks(desk, begun):
    desk("allow_return", certification=begun.number)
    begun.refresh_from_db()
    assert begun.return_allowed_at is None

    Certification.objects.update(return_asked_at=timezone.now())
    assert "peut reprendre" in desk("allow_return", certification=begun.number).text
    begun.refresh_from_db()
    assert begun.return_allowed_at == timezone.now()


def test_time_cannot_be_started_long_before_the_session(desk, session, clock):
    clock.shift(timedelta(days=-10))
    clock_page = desk("give_code")

    assert "ne sert pas avant" in clock_page.text
    session.refresh_from_db()
    assert session.state == "planned"


def test_agreement_that_was_not_used_can_be_given_again(desk, begun, session, clock):
    type(session).objects.update(returns_by_permission=True)
    Certification.objects.update(return_asked_at=timezone.now())
    assert "Laisser reprendre" in desk().text
    desk("allow_return", certification=begun.number)
    assert "Laisser reprendre" not in desk().text

    clock.shift(timedelta(minutes=16))
    assert "Laisser reprendre" in desk().text


def test_minutes_are_not_offered_to_whom_they_do_not_serve(desk, begun):
    close(begun, Certification.End.TIME)
    posted = {"candidate": begun.candidate_id, "minutes": 5, "reason": "Souris", "key": uuid4()}
    desk("add_minutes", **posted)

    assert not AddedMinutes.objects.exists()


def test_what_candidates_report_is_shown(desk, begun):
    begun.issue_reports.create(question=begun.questions.first(), kind="E3", words="fichier vide")

    assert "fichier vide" in desk().text


def test_preparation_that_failed_is_shown(desk, lea, come):
    come(lea)
    Preparation.objects.update(state="failed")

    assert "impossible à préparer" in desk().text


def test_journal_tells_what_was_done_to_the_room(desk, nadia, begun, session):
    posted = {"minutes": 5, "reason": "Souris en panne", "key": uuid4()}
    desk("add_minutes", **posted)
    desk("end_test", certification=begun.number)

    journal = reverse("sessions:journal", args=[session.centre_id, session.number])
    told = nadia.get(journal).text
    assert "5\N{NO-BREAK SPACE}min, Souris en panne" in told
    assert "Test arrêté par le surveillant" in told
    assert str(begun.candidate) in told


@pytest.mark.parametrize("name", ["allow_return", "end_test", "resume"])
def test_deed_that_finds_nothing_to_do_says_so(desk, begun, name):
    close(begun, Certification.End.TIME)

    assert "Rien n’a été fait" in desk(name, certification=begun.number).text


def test_clocks_of_a_session_that_does_not_run_are_not_stopped(desk, session):
    assert "Rien n’a été fait" in desk("suspend", reason="Alarme").text
    assert not session.pauses.exists()


def test_time_cannot_be_started_after_the_session(desk, session, clock):
    clock.shift(timedelta(hours=2, minutes=10))

    assert "changez d’abord les horaires" in desk("give_code").text
    session.refresh_from_db()
    assert session.state == "planned"


def test_minutes_are_added_only_while_the_clock_runs(desk, session):
    posted = {"minutes": 5, "reason": "Souris", "key": uuid4()}

    assert "Rien n’a été fait" in desk("add_minutes", **posted).text
    assert not AddedMinutes.objects.exists()
