"""Invitations to join a centre's team: a link by mail, good for seven days and one person."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from core.journal import record
from core.mail import Mail
from core.states import IllegalTransition, Stateful

LIVES = timedelta(days=7)
# A button pressed twice sends one mail.
A_MOMENT = timedelta(minutes=1)
SIGNER = signing.Signer(salt="centres.invitation")


class TeamRole(models.TextChoices):
    MANAGER = "manager", "Référent Pix"
    ASSISTANT = "assistant", "Assistant"


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state="pending")

    def by_token(self, token):
        """The invitation whose latest link this is, or None."""
        try:
            pk, sent_at = SIGNER.unsign_object(token)
        except signing.BadSignature:
            return None
        latest = self.filter(pk=pk, sent_at=datetime.fromisoformat(sent_at))
        return latest.select_related("centre", "invited_by").first()


class Invitation(Stateful):
    class State(models.TextChoices):
        PENDING = "pending", "En attente"
        ACCEPTED = "accepted", "Acceptée"
        CANCELLED = "cancelled", "Annulée"

    FLOW = {State.PENDING: (State.ACCEPTED, State.CANCELLED)}

    centre = models.ForeignKey("centres.Centre", models.CASCADE, related_name="invitations")
    email = models.EmailField("adresse e-mail")
    role = models.CharField("fonction", max_length=10)
    state = models.CharField("état", max_length=10, choices=State, default=State.PENDING)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="invité par"
    )
    sent_at = models.DateTimeField("envoyée le", default=timezone.now)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "email"],
                condition=Q(state="pending"),
                name="invitation_pending_once",
                violation_error_message="Cette adresse a déjà une invitation en attente.",
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(state="accepted", accepted_by__isnull=False)
                | Q(state__in=["pending", "cancelled"], accepted_by=None),
            ),
            models.CheckConstraint(
                name="invitation_role_known", condition=Q(role__in=["manager", "assistant"])
            ),
        ]

    def __str__(self):
        return f"{self.email}, {self.centre}"

    @property
    def role_name(self):
        return TeamRole(self.role).label

    @property
    def masked_email(self):
        """For somebody else's eyes: c•••@exemple.fr."""
        return f"{self.email[0]}•••@{self.email.rpartition('@')[2]}"

    @property
    def expires_at(self):
        return self.sent_at + LIVES

    @property
    def is_open(self):
        return self.state == self.State.PENDING and timezone.now() < self.expires_at

    @property
    def token(self):
        return SIGNER.sign_object([self.pk, self.sent_at.isoformat()])

    @property
    def path(self):
        return reverse("centres:join", args=[self.token])

    def post(self):
        """Each sending is a mail of its own; only the link of the latest opens."""
        context = {"invitation": self, "link": settings.SITE_URL + self.path}
        Mail.objects.post(
            "invitation",
            about=f"centres.invitation:{self.pk} {self.sent_at.isoformat()}",
            to=self.email,
            title=f"Invitation à rejoindre une équipe, {self.centre.name}",
            body=render_to_string("centres/invitation_mail.txt", context),
            confidential=True,
        )

    @transaction.atomic
    def send_again(self, *, by, role=""):
        """A new link, seven days more; the links sent before open nothing any more."""
        role = role or self.role
        now = timezone.now()
        pending = Invitation.objects.pending().filter(pk=self.pk)
        if not pending.filter(sent_at__lte=now - A_MOMENT).update(sent_at=now, role=role):
            if not pending.exists():
                raise IllegalTransition
            return
        self.sent_at, self.role = now, role
        record("invite_again", self.centre, by=by, email=self.email)
        self.post()

    @transaction.atomic
    def cancel(self, *, by):
        self.move_to(self.State.CANCELLED, by=by)
        record("cancel_invitation", self.centre, by=by, email=self.email)
