"""Convocations sent by mail: to whom, when, what they told, and what became of them."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from candidates.models import Candidate
from core.journal import record, subject_of
from core.mail import Mail
from papers.ics import event
from papers.letters import Letter
from sessions.models import Session


class ConvocationQuerySet(models.QuerySet):
    def latest_of(self, session):
        """The last one sent to each candidate of the list, by the candidate's key."""
        rows = self.filter(candidate__session=session, candidate__removed_at=None)
        return {row.candidate_id: row for row in rows.select_related("mail").order_by("pk")}


class Convocation(models.Model):
    """One sending to one candidate. The mail is written with it, and says what became of it."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="convocations")
    number = models.PositiveSmallIntegerField("envoi n°")
    mail = models.OneToOneField(Mail, models.PROTECT, related_name="+")
    told = models.JSONField("ce qui a été dit")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("demandé le", default=timezone.now)

    objects = ConvocationQuerySet.as_manager()

    class Meta:
        verbose_name = "convocation"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "number"], name="convocation_numbered_once"
            ),
            models.CheckConstraint(name="convocation_number_positive", condition=Q(number__gt=0)),
        ]

    def __str__(self):
        return f"{self.candidate}, {self.number}"


class Standing:
    """Where one candidate is: the letter as it reads today, and the last one that was sent."""

    def __init__(self, candidate, session, latest):
        self.candidate, self.latest = candidate, latest
        self.letter = Letter(candidate, session)
        self.changes = self.letter.changes_since(latest.told) if latest else []

    @property
    def number(self):
        """How many were sent so far."""
        return self.latest.number if self.latest else 0

    @property
    def state(self):
        if self.latest is None:
            return "unsent" if self.candidate.email else "paper"
        if self.latest.mail.state != Mail.State.DONE:
            return self.latest.mail.state
        return "outdated" if self.changes else "sent"

    @property
    def is_sendable(self):
        """Nobody is called to what is past, nor told of the end of what they never heard of."""
        session = self.letter.session
        if session.state == Session.State.CANCELLED:
            return bool(self.candidate.email and self.latest)
        is_to_come = session.state == Session.State.PLANNED and session.ends_at > timezone.now()
        return bool(self.candidate.email) and is_to_come

    @property
    def is_due(self):
        """Whether a press on « Envoyer » concerns this person."""
        if not self.is_sendable or self.latest is None:
            return self.is_sendable
        return bool(self.changes) or self.latest.mail.state == Mail.State.FAILED


def standings(session):
    latest = Convocation.objects.latest_of(session)
    people = session.candidates.enrolled()
    return [Standing(each, session, latest.get(each.pk)) for each in people]


@transaction.atomic
def send_due(session, *, by):
    """To whoever has none, or one that is no longer true; how many. Two who press at once wait
    for each other here, and the second finds nobody left."""
    session = _held(session)
    due = [each for each in standings(session) if each.is_due]
    for each in due:
        _send(each, by=by)
    if due:
        record("convene", session, by=by, number=len(due))
    return len(due)


@transaction.atomic
def send_again(session, candidate, *, seen, by):
    """Once more to one person, unless somebody has just done so; whether it was done."""
    session = _held(session)
    standing = next((each for each in standings(session) if each.candidate == candidate), None)
    if standing is None or not standing.is_sendable or standing.number != seen:
        return False
    _send(standing, by=by)
    record("convene", session, by=by, number=1)
    return True


def _held(session):
    """The session as it is now, until the transaction ends."""
    held = Session.objects.select_for_update(of=["self"]).with_details()
    return held.select_related("centre").get(pk=session.pk)


def _send(standing, *, by):
    letter, candidate = standing.letter, standing.candidate
    session, centre = letter.session, letter.session.centre
    number = standing.number + 1
    if standing.latest:
        standing.latest.mail.withdraw()
    context = {"letter": letter, "session": session, "centre": centre, "number": number}
    mail = Mail.objects.post(
        "convocation",
        about=f"{subject_of(candidate)} {number}",
        to=candidate.email,
        title=_title(session),
        body=render_to_string(
            "papers/convocation_mail.txt", {**context, "site": settings.SITE_URL}
        ),
        confidential=True,
        sender=centre.name,
        reply_to=centre.contact_email,
        calendar=event(letter, number),
    )
    Convocation.objects.create(
        candidate=candidate, number=number, mail=mail, told=letter.told, sent_by=by
    )


def _title(session):
    if session.state == Session.State.CANCELLED:
        return f"Session de certification annulée, {session.centre.name}"
    return f"Convocation à la certification Pix, {session.centre.name}"
