"""Verbs of enrolment: enrol, edit, move, remove; each holds the list while it looks at it."""

from django.db import IntegrityError, transaction
from django.db.models import F

from candidates.models import Candidate
from candidates.roster import Roster
from core.journal import record
from sessions.models import Session


class Closed(Exception):
    """The session is sent, or this candidate has begun or is no longer on its list."""


class AlreadyEnrolled(Exception):
    """The same person was enrolled meanwhile."""


class Outdated(Exception):
    """Somebody else has changed this candidate since the form was opened."""


def enrol(form, *, by):
    """Add the person that a form describes, and the time that they are granted."""
    try:
        with transaction.atomic():
            hold(form.session)
            form.instance.save(force_insert=True)
            record("enrol", form.session, by=by, name=str(form.instance))
            form.session.make_time_for(form.instance.extra_time, by=by)
    except IntegrityError as error:
        raise AlreadyEnrolled from error
    return form.instance


def edit(form, *, by):
    """Save what changed, unless somebody else did meanwhile, or the test began."""
    candidate, revision = form.instance, form.cleaned_data["revision"]
    try:
        with transaction.atomic():
            hold(form.session)
            listed = form.session.candidates.enrolled()
            row = listed.filter(pk=candidate.pk, started_at=None)
            if not row.filter(revision=revision).update(revision=F("revision") + 1):
                raise Outdated if row.exists() else Closed
            candidate.save(update_fields=[*form.Meta.fields, "birth_insee", "key", "twin"])
            if changes := form.changes():
                record("change", candidate, by=by, changes=changes, revision=revision + 1)
            form.session.make_time_for(candidate.extra_time, by=by)
    except IntegrityError as error:
        raise AlreadyEnrolled from error


@transaction.atomic
def move(candidates, session, *, by):
    """To another session of the centre, those who may; how many went, and who is there already."""
    hold(session, *(candidate.session for candidate in candidates))
    there = Roster.of(session)
    moved, kept = 0, []
    for candidate in candidates:
        candidate.twin = there.twin_of(candidate)
        if candidate.twin is None:
            kept.append(candidate)
        elif _move(candidate, session, by):
            moved += 1
            there.add(candidate)
    return moved, kept


def _move(candidate, session, by):
    before = candidate.session
    row = Candidate.objects.enrolled().filter(pk=candidate.pk, session=before, started_at=None)
    changes = {"session": session, "twin": candidate.twin, "user": None}
    done = row.update(**changes, revision=F("revision") + 1)
    if done:
        record("move_candidate", before, by=by, name=str(candidate), to=session.number)
        record("receive_candidate", session, by=by, name=str(candidate), source=before.number)
        session.make_time_for(candidate.extra_time, by=by)
    return done


@transaction.atomic
def remove(candidates, *, by):
    """Off their list, whoever is on it and has not begun; how many."""
    hold(*(candidate.session for candidate in candidates))
    return sum(candidate.remove(by=by) for candidate in candidates)


@transaction.atomic
def restore(candidate, *, by):
    """Back on the list, unless the same person was enrolled anew meanwhile."""
    hold(candidate.session)
    twin = Roster.of(candidate.session).twin_of(candidate)
    if twin is None:
        raise AlreadyEnrolled
    candidate.restore(twin, by=by)


def hold(*sessions):
    """Inside a transaction: the lists of these sessions, all open, stay ours till the end."""
    wanted = {session.pk for session in sessions}
    found = Session.objects.open().filter(pk__in=wanted).order_by("pk").select_for_update()
    if len(found) < len(wanted):
        raise Closed
