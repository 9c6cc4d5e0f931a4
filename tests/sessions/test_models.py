"""The life of a session, its codes, and what the database refuses."""

from contextlib import nullcontext
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.journal import JournalEntry
from core.states import IllegalTransition
from sessions.models import Session
from tests.factories import NOON, CentreFactory, RoomFactory, SessionFactory
from tests.threads import all_at_once

STATES = ["planned", "running", "finalised", "in_jury", "published", "cancelled"]
VERBS = {
    "start": {},
    "finalise": {"by": None},
    "unfinalise": {"by": None, "why": "Un PV manque."},
    "send_to_jury": {},
    "publish": {"by": None},
    "unpublish": {"by": None, "why": "Une erreur."},
    "cancel": {"by": None, "why": "Grève."},
    "reinstate": {"by": None},
}
ALLOWED = {
    *(("planned", "start"), ("planned", "cancel"), ("cancelled", "reinstate")),
    *(("running", "finalise"), ("finalised", "unfinalise"), ("finalised", "send_to_jury")),
    *(("in_jury", "publish"), ("published", "unpublish")),
}


def session_in(state, **fields):
    return SessionFactory(**({state: True} if state != "planned" else {}), **fields)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", STATES)
def test_session_moves_only_along_its_flow(state, verb):
    session = session_in(state)
    allowed = (state, verb) in ALLOWED

    with nullcontext() if allowed else pytest.raises(IllegalTransition):
        getattr(session, verb)(**VERBS[verb])

    moved = JournalEntry.objects.about(session).filter(verb="move")
    assert moved.count() == (1 if allowed else 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nonsense",
    [
        {"state": "running"},
        {"state": "cancelled"},
        {"state": "published"},
        {"finalised_at": NOON},
        {"place_name": "Mairie"},
        {"room": None},
        {"extra_time": 301},
    ],
    ids=str,
)
def test_database_refuses_nonsense(nonsense):
    session = SessionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(**nonsense)


@pytest.mark.django_db
def test_session_that_ends_before_it_starts_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(start_time=time(12), end_time=time(10))


@pytest.mark.django_db
def test_two_sessions_do_not_begin_at_once_in_one_room():
    session = SessionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(centre=session.centre, room=session.room)


@pytest.mark.django_db
def test_cancelled_session_leaves_its_room_and_its_hour():
    session = SessionFactory(cancelled=True)

    assert SessionFactory(centre=session.centre, room=session.room).pk


@pytest.mark.django_db
def test_access_code_is_unique_only_while_it_opens_something():
    SessionFactory(published=True, access_code="KMTR47")

    SessionFactory(access_code="KMTR47")

    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(access_code="KMTR47")


def test_password_opens_however_it_is_typed_until_it_is_renewed(centre, manager):
    session = SessionFactory(centre=centre)
    password = session.renew_password(by=manager)
    session.refresh_from_db()

    assert session.opens_with(f" {password[:4].lower()}-{password[4:]} ")
    assert password not in session.password

    session.renew_password(by=manager)
    session.refresh_from_db()
    assert not session.opens_with(password)


@pytest.mark.django_db
def test_session_without_password_opens_with_none():
    assert not SessionFactory().opens_with("")


@pytest.mark.django_db
def test_finalised_session_has_no_password_any_more(manager):
    with pytest.raises(IllegalTransition):
        SessionFactory(finalised=True).renew_password(by=manager)


@pytest.mark.parametrize(
    ("state", "now", "phase"),
    [
        ("planned", "2027-03-10 08:59", "planned"),
        ("planned", "2027-03-10 10:59", "planned"),
        ("planned", "2027-03-10 11:00", "missed"),
        ("running", "2027-03-10 10:59", "running"),
        ("running", "2027-03-10 11:00", "due"),
        ("running", "2027-03-12 10:59", "due"),
        ("running", "2027-03-12 11:00", "late"),
        ("finalised", "2027-04-01 11:00", "finalised"),
    ],
)
def test_phase_is_the_state_and_what_the_hour_makes_of_it(db, state, now, phase):
    session = session_in(state)

    with time_machine.travel(f"{now}+00:00", tick=False):
        assert session.phase == phase


@pytest.mark.django_db
def test_hours_stay_and_instants_follow_when_a_country_changes_its_clocks():
    """DL-3 and DL-7: the clocks of the centre are the truth."""
    session = SessionFactory(day=date(2027, 7, 1))
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at + timedelta(hours=1),
        ends_at=session.ends_at + timedelta(hours=1),
    )

    assert Session.objects.recompute_instants() == 1
    assert Session.objects.recompute_instants() == 0

    session.refresh_from_db()
    local = timezone.localtime(session.starts_at, session.centre.zone)
    assert (local.hour, session.start_time) == (10, time(10))


def test_new_sessions_get_numbers_and_codes_of_their_own(centre, manager):
    room = RoomFactory(centre=centre)
    sessions = [
        Session(
            centre=centre, room=room, day=date(2027, 3, day), start_time=time(8), end_time=time(10)
        )
        for day in range(1, 21)
    ]
    for session in sessions:
        session.set_hours()

    Session.objects.plan(sessions, by=manager)

    assert len({session.number for session in sessions}) == 20
    assert len({session.access_code for session in sessions}) == 20
    assert JournalEntry.objects.filter(verb="plan", actor=manager).count() == 20


@pytest.mark.django_db
def test_overlapping_sessions_share_a_moment():
    session = SessionFactory()
    hour = timedelta(hours=1)
    found = Session.objects.overlapping

    assert list(found(session.starts_at - hour, session.starts_at)) == []
    assert list(found(session.ends_at, session.ends_at + hour)) == []
    assert list(found(session.starts_at + hour, session.ends_at + hour)) == [session]
    assert list(found(session.starts_at - hour, session.ends_at + hour)) == [session]


@pytest.mark.django_db
def test_session_is_seen_by_its_team_only(manager, centre, stranger, other_centre):
    session = SessionFactory(centre=centre)

    assert list(Session.objects.visible_to(manager)) == [session]
    assert list(Session.objects.visible_to(stranger)) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_of_two_that_cancel_and_start_at_once_one_wins(manager):
    for _ in range(20):
        session = SessionFactory(centre=CentreFactory())
        mine = [Session.objects.get(pk=session.pk) for _ in range(2)]

        def act(mine=mine):
            one = mine.pop()
            return one.start() if mine else one.cancel(by=manager, why="Grève.")

        results = all_at_once(2, act)

        assert sum(isinstance(each, IllegalTransition) for each in results) == 1


@pytest.mark.django_db
def test_command_says_how_many_sessions_followed_the_clocks(capsys):
    session = SessionFactory()
    late = session.starts_at + timedelta(hours=1)
    Session.objects.filter(pk=session.pk).update(starts_at=late)

    call_command("follow_clocks")

    assert capsys.readouterr().out == "1 sessions recalculées.\n"
