"""The clocks of a whole room: stopped, started again, given minutes; by whoever holds it."""

from contextlib import suppress

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from candidates.models import Candidate
from core.journal import record
from sessions.models import Session

MOST_MINUTES_ADDED = 240


class Pause(models.Model):
    """The clocks of a whole session, stopped: an alarm, the network."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="pauses")
    began_at = models.DateTimeField("arrêtées le", default=timezone.now)
    ended_at = models.DateTimeField("reprises le", null=True)
    reason = models.CharField("motif", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "arrêt des temps"
        verbose_name_plural = "arrêts des temps"
        ordering = ["began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(ended_at=None), name="pause_one_at_a_time"
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
            ),
        ]

    def __str__(self):
        return f"{self.session}, {self.reason}"


class AddedMinutes(models.Model):
    """For one candidate, or for the whole room; each with its reason."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="added_minutes")
    candidate = models.ForeignKey(
        Candidate, models.CASCADE, null=True, related_name="added_minutes"
    )
    minutes = models.PositiveSmallIntegerField("minutes")
    reason = models.CharField("motif", max_length=300)
    # It comes with the form, so that two clicks add once.
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("ajoutées le", default=timezone.now)

    class Meta:
        verbose_name = "temps ajouté"
        verbose_name_plural = "temps ajoutés"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="added_minutes_sensible",
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES_ADDED),
            )
        ]

    def __str__(self):
        return f"{self.session}, {self.minutes} min"


def _runs(session):
    return Session.objects.filter(pk=session.pk, state="running").exists()


def suspend(session, *, reason, by=None):
    """Stop every clock of a session that runs; say whether they ran."""
    if not _runs(session):
        return False
    with suppress(IntegrityError), transaction.atomic():
        Pause.objects.create(session=session, reason=reason, by=by)
        record("suspend", session, by=by, reason=reason)
        return True
    return False


@transaction.atomic
def resume(session, *, by=None):
    """The clocks go on from where they stood; say whether they stood still."""
    stood = session.pauses.filter(ended_at=None).update(ended_at=timezone.now())
    if stood:
        record("resume", session, by=by)
    return bool(stood)


def add_minutes(session, minutes, *, reason, key, candidate=None, by=None):
    """To one candidate, or to all of them, while the clock runs; twice the same key adds once. Say
    whether they are there."""
    if not _runs(session):
        return False
    with suppress(IntegrityError), transaction.atomic():
        AddedMinutes.objects.create(
            session=session, candidate=candidate, minutes=minutes, reason=reason, key=key, by=by
        )
        whom = str(candidate) if candidate else ""
        record("add_minutes", session, by=by, minutes=minutes, name=whom, reason=reason)
    return True
