"""Somebody who cannot come in: kept as a row, and told the truth about them, nothing of others."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from sessions.models import Session

GUESSED, GUESSING_WITHIN = 50, timedelta(minutes=10)
KEPT = timedelta(days=7)


class RefusalQuerySet(models.QuerySet):
    def code_is_being_guessed(self):
        """So many wrong codes in a few minutes are no slips of the finger."""
        since = timezone.now() - GUESSING_WITHIN
        return self.filter(reason="wrong_code", at__gt=since).count() >= GUESSED

    def forget_stale(self):
        """The sweep's: who stood at a door is nobody's business a week later."""
        self.filter(at__lt=timezone.now() - KEPT).delete()


class Refusal(models.Model):
    """Somebody at the door: who tried to come in, and why they could not."""

    class Reason(models.TextChoices):
        NO_SESSION = "no_session", "Aucune session n’a ce numéro"
        NOT_LISTED = "not_listed", "Pas sur la liste"
        ALIKE = "alike", "Plusieurs personnes de ce nom"
        OTHER_ACCOUNT = "other_account", "Un autre compte est déjà utilisé"
        OTHER_LINE = "other_line", "Ce compte est déjà celui d’un autre candidat"
        NOT_OPEN = "not_open", "Pas encore ouverte"
        OVER = "over", "Terminée"
        NOT_CERTIFIABLE = "not_certifiable", "Profil non certifiable"
        WRONG_CODE = "wrong_code", "Code d’accès faux"

    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="refusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.CharField("motif", max_length=20, choices=Reason)
    at = models.DateTimeField("date", default=timezone.now)

    objects = RefusalQuerySet.as_manager()

    class Meta:
        verbose_name = "refus à l’entrée"
        verbose_name_plural = "refus à l’entrée"
        ordering = ["-at"]
        indexes = [models.Index(fields=["session", "at"], name="refusal_session_at")]

    def __str__(self):
        return f"{self.session}, {self.get_reason_display()}"


Reason = Refusal.Reason
REFUSALS = {
    Reason.NO_SESSION: "Aucune session n’a ce numéro : relisez-le dans la salle.",
    Reason.NOT_LISTED: (
        "Personne n’est inscrit à cette session sous ces nom, prénom et date de naissance. "
        "Relisez-les sur la feuille d’émargement, puis appelez le surveillant."
    ),
    Reason.ALIKE: (
        "Deux personnes de la liste portent ces nom, prénom et date de naissance : "
        "ajoutez votre INE ou votre identifiant."
    ),
    Reason.OTHER_ACCOUNT: (
        "Un autre compte est déjà entré sous cette identité. Si c’est aussi le vôtre, "
        "connectez-vous avec celui-là ; sinon, appelez le surveillant."
    ),
    Reason.OTHER_LINE: (
        "Votre compte est déjà entré dans cette session sous une autre identité. "
        "Appelez le surveillant."
    ),
    Reason.NOT_OPEN: "Cette session n’est pas encore ouverte : revenez une heure avant son début.",
    Reason.OVER: "Cette session est terminée. Si vous n’avez pas fini, appelez le surveillant.",
    Reason.NOT_CERTIFIABLE: (
        "Votre profil n’est pas encore certifiable : il faut le niveau 1 dans cinq compétences. "
        "« Mon profil » dit ce qui manque."
    ),
}
