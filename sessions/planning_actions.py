"""Verbs of a planning: propose its sessions, make them all at once, undo what is untouched."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, prefetch_related_objects

from core.journal import record
from sessions.models import Planning, Session
from sessions.planning import Busy, Place, Watcher, propose
from sessions.planning_checks import check


class Refused(Exception):
    """Something forbids a session of the table; its draft says what."""


def proposal(centre, form):
    """What the platform proposes for what a good form asks."""
    typed = form.cleaned_data
    rooms = [form.own_rooms[pk] for pk in typed["rooms"]]
    people = [form.own_people[pk] for pk in typed["watchers"]]
    prefetch_related_objects([centre], "derogations")
    return propose(
        form.asked,
        [Place(room.pk, room.name, room.posts) for room in rooms],
        [Watcher(person.pk, str(person)) for person in people],
        form.half_days,
        _busy(centre, form.days),
        {day: centre.candidates_per_invigilator(day) for day in form.days},
        timedelta(minutes=typed["pause"]),
    )


def _busy(centre, days):
    """Rooms and people that sessions of the centre take on these days."""
    sessions = centre.sessions.standing().filter(day__range=(days[0], days[-1]))
    for session in sessions.prefetch_related("invigilators"):
        starts = datetime.combine(session.day, session.start_time)
        ends = datetime.combine(session.day, session.end_time)
        yield Busy(starts, ends, room=session.room_id)
        for person in session.invigilators.all():
            yield Busy(starts, ends, watcher=person.pk)


def made_with(centre, key):
    """The planning that this very form has already made, if it was sent before."""
    return Planning.objects.filter(centre=centre, key=key).first()


def make(centre, key, drafts, *, by):
    """All these sessions or none; of two who send one form, the second finds them made."""
    try:
        with transaction.atomic():
            centre.hold()
            return made_with(centre, key) or _make(centre, key, drafts, by)
    except IntegrityError as error:
        # Somebody outside of this centre's lock was quicker: say with what we clash.
        check(centre, drafts)
        raise Refused from error


def _make(centre, key, drafts, by):
    if not check(centre, drafts):
        raise Refused
    planning = Planning.objects.create(centre=centre, key=key, made_by=by)
    for draft in drafts:
        draft.session.planning = planning
    Session.objects.plan([draft.session for draft in drafts], by=by)
    watching = Session.invigilators.through
    watching.objects.bulk_create(
        watching(session=draft.session, invigilator=person)
        for draft in drafts
        for person in draft.invigilators
    )
    record("plan_many", centre, by=by, planning=planning.pk, sessions=len(drafts))
    return planning


def latest(centre, most=5):
    """The plannings that still have sessions, and how many; the newest first."""
    plannings = centre.plannings.select_related("made_by").annotate(number=Count("sessions"))
    return plannings.filter(number__gt=0)[:most]


def untouched(planning):
    """Its sessions that nobody has edited, where nobody is enrolled and no test began."""
    kept = planning.sessions.filter(state=Session.State.PLANNED, revision=0)
    return kept.with_enrolled().filter(enrolled=0)


@transaction.atomic
def undo(planning, *, by):
    """Delete those sessions, and say how many; their numbers stay in the centre's journal."""
    # Held: whoever would edit one or enrol somebody now does so after us.
    list(planning.sessions.order_by("pk").select_for_update())
    deletable = dict(untouched(planning).values_list("pk", "number"))
    Session.objects.filter(pk__in=deletable).delete()
    if deletable:
        numbers = list(deletable.values())
        record("undo_planning", planning.centre, by=by, planning=planning.pk, numbers=numbers)
    return len(deletable)
