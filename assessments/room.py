"""What is done to a whole room, or to one test in it, by whoever holds it."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import AddedMinutes, Certification, Pause
from core.journal import record


def suspend(session, *, reason, by=None):
    """Stop every clock of the session; whoever asks second finds them stopped."""
    with suppress(IntegrityError), transaction.atomic():
        pause = Pause.objects.create(session=session, reason=reason, by=by)
        record("suspend", session, by=by, reason=pause.reason)


@transaction.atomic
def resume(session, *, by=None):
    """The clocks go on from where they stood."""
    if session.pauses.filter(ended_at=None).update(ended_at=timezone.now()):
        record("resume", session, by=by)


def add_minutes(session, minutes, *, reason, key, candidate=None, by=None):
    """To one candidate, or to all of them; twice the same key adds once."""
    with suppress(IntegrityError), transaction.atomic():
        AddedMinutes.objects.create(
            session=session, candidate=candidate, minutes=minutes, reason=reason, key=key, by=by
        )
        whom = str(candidate) if candidate else ""
        record("add_minutes", session, by=by, minutes=minutes, name=whom, reason=reason)


@transaction.atomic
def allow_return(certification, *, by=None):
    """Whoever waits to go on with their test does; the agreement serves once, and not for long."""
    waiting = Certification.objects.filter(pk=certification.pk, return_asked_at__isnull=False)
    if waiting.update(return_allowed_at=timezone.now()):
        record("allow_return", certification, by=by)
