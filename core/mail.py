"""Mails: written as rows, sent by the worker, each once."""

from contextlib import suppress
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import Q

from core.journal import subject_of
from core.outbox import Deferred, DeferredQuerySet, PermanentFailure, ring
from core.states import IllegalTransition


class MailQuerySet(DeferredQuerySet):
    def post(self, kind, *, about, to, title, body, confidential=False, sender="", **others):
        """Write a mail to be sent after the commit; a second one of the same kind, to the same
        address, about the same row, is the first one."""
        mail, created = self.get_or_create(
            kind=kind,
            about=about if isinstance(about, str) else subject_of(about),
            recipient=to,
            # A line break in a title would be a header.
            defaults={
                "title": " ".join(title.split())[:200],
                "sender": " ".join(sender.split()),
                "body": body,
                "confidential": confidential,
                **others,
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
    # In whose name it is sent, to whom an answer goes; otherwise the platform's.
    sender = models.CharField("expéditeur", max_length=150, blank=True)
    reply_to = models.EmailField("réponse à", max_length=254, blank=True)
    calendar = models.TextField("rendez-vous joint", blank=True)
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

    def withdraw(self):
        """Another one says better: if it has not gone it never will, not even by hand."""
        with suppress(IllegalTransition):
            self.move_to(self.State.FAILED, error="remplacé par un autre message")
        unsent = type(self).objects.filter(pk=self.pk, state=self.State.FAILED)
        unsent.update(body="", calendar="")

    def perform(self):
        if not self.body:
            raise PermanentFailure("le texte n’est pas conservé")
        mail = EmailMessage(
            self.title,
            self.body,
            from_email=self._from,
            to=[self.recipient],
            reply_to=[self.reply_to] if self.reply_to else None,
            headers={"Message-ID": self._message_id},
        )
        if self.calendar:
            mail.attach("rendez-vous.ics", self.calendar, "text/calendar")
        mail.send()
        return {"body": "", "calendar": ""} if self.confidential else {}

    @property
    def _from(self):
        """Our address, under the name of whoever writes."""
        name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        return formataddr((self.sender or name, address))

    @property
    def _message_id(self):
        """The same for the same row, so that a mail server that had accepted it before our
        worker died can tell the second copy."""
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        return f"<{self.kind}.{self.pk}@{domain}>"
