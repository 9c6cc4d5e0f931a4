"""Mails: written as rows, sent by the worker, each once."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import Q

from core.journal import subject_of
from core.outbox import Deferred, DeferredQuerySet, PermanentFailure, ring


class MailQuerySet(DeferredQuerySet):
    def post(self, kind, *, about, to, title, body, confidential=False):
        """Write a mail to be sent after the commit; a second one of the same kind, to the same
        address, about the same row, is the first one."""
        mail, created = self.get_or_create(
            kind=kind,
            about=about if isinstance(about, str) else subject_of(about),
            recipient=to,
            # A line break in a title would be a header.
            defaults={
                "title": " ".join(title.split())[:200],
                "body": body,
                "confidential": confidential,
            },
        )
        if created:
            ring(Mail)
        return mail


class Mail(Deferred):
    class State(models.TextChoices):
        WAITING = "waiting", "En attente"
        DONE = "sent", "Envoyé"
        FAILED = "failed", "Échoué"

    FLOW = {
        State.WAITING: (State.DONE, State.FAILED),
        State.DONE: (State.WAITING,),
        State.FAILED: (State.WAITING,),
    }

    kind = models.CharField("sorte", max_length=40)
    about = models.CharField("à propos de", max_length=120)
    recipient = models.EmailField("destinataire", max_length=254)
    title = models.CharField("titre", max_length=200)
    body = models.TextField("texte", blank=True)
    confidential = models.BooleanField("le texte est effacé après l’envoi", default=False)

    objects = MailQuerySet.as_manager()

    class Meta(Deferred.Meta):
        verbose_name = "message"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint("kind", "about", "recipient", name="mail_once"),
            models.CheckConstraint(
                name="mail_dated_once_sent",
                condition=Q(state="sent", done_at__isnull=False)
                | Q(state__in=["waiting", "failed"], done_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.about}"

    def obstacle_to_retrying(self):
        if self.state == self.State.WAITING:
            return "Ce message est déjà en attente d’envoi."
        if not self.body:
            return "Le texte de ce message n’est pas conservé : faites une nouvelle demande."
        return ""

    def perform(self):
        if not self.body:
            raise PermanentFailure("le texte n’est pas conservé")
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        # The same row always has the same Message-ID, so a mail server that had accepted it
        # before our worker died can tell the second copy.
        headers = {"Message-ID": f"<{self.kind}.{self.pk}@{domain}>"}
        EmailMessage(self.title, self.body, to=[self.recipient], headers=headers).send()
        return {"body": ""} if self.confidential else {}
