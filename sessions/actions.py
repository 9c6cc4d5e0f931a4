"""Verbs of a session that take several rows: plan one, edit, delete."""

from django.db import IntegrityError, transaction
from django.db.models import F

from core.journal import record
from sessions.models import Session


class Outdated(Exception):
    """Somebody else has changed the session since this form was opened."""


class Gone(Exception):
    """Somebody else has deleted the session since this form was opened."""


class Joined(Exception):
    """More people are enrolled in the session than whoever deletes it has seen."""


class AlreadyThere(Exception):
    """Another session begins at this hour in this place: two forms were sent at once."""


def plan(form, *, by):
    """Make the session that a form describes."""
    try:
        with transaction.atomic():
            [session] = Session.objects.plan([form.instance], by=by)
            session.invigilators.set(form.cleaned_data["invigilators"])
    except IntegrityError as error:
        raise AlreadyThere from error
    return session


def edit(form, *, by):
    """Save what changed, unless somebody else did meanwhile."""
    changes = form.changes()
    try:
        with transaction.atomic():
            _take(form)
            form.instance.save(update_fields=[*_columns(form), "starts_at", "ends_at"])
            form.instance.invigilators.set(form.cleaned_data["invigilators"])
            if changes:
                record(
                    "change",
                    form.instance,
                    by=by,
                    changes=changes,
                    revision=form.cleaned_data["revision"] + 1,
                )
    except IntegrityError as error:
        raise AlreadyThere from error


def _take(form):
    """One UPDATE checks that the session is as the form knew it, and holds it till the end."""
    row = Session.objects.open().filter(
        pk=form.instance.pk, state=form.instance.state, revision=form.cleaned_data["revision"]
    )
    if not row.update(revision=F("revision") + 1):
        raise Outdated if Session.objects.filter(pk=form.instance.pk).exists() else Gone


def _columns(form):
    return [name for name in form.Meta.fields if name != "invigilators"]


@transaction.atomic
def delete(session, *, by, seen=0):
    """Only one that no test began in, with at most as many candidates as were `seen`; whether it
    was. Its number stays in the centre's journal."""
    row = Session.objects.filter(pk=session.pk, state__in=["planned", "cancelled"])
    deletable = row.select_for_update().first()
    if deletable is None:
        return False
    enrolled = row.with_enrolled().get().enrolled
    if enrolled > seen:
        raise Joined
    record("delete_session", session.centre, by=by, number=session.number, candidates=enrolled)
    deletable.delete()
    return True
