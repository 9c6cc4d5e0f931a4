"""What candidates say is wrong with a question, while they sit."""

from django.db import models
from django.utils import timezone


class IssueReportQuerySet(models.QuerySet):
    def of(self, session):
        """The last one first, with who says it of which question."""
        mine = self.filter(certification__candidate__session=session).order_by("-at")
        return mine.select_related("certification__candidate", "question")


class IssueReport(models.Model):
    """What a candidate says is wrong with a question, beside their answer to it."""

    class Kind(models.TextChoices):
        IMAGE = "E1", "Une image ne s’affiche pas"
        EMBEDDED = "E2", "Une application dans la question ne marche pas"
        FILE = "E3", "Un fichier ne se télécharge pas ou ne s’ouvre pas"
        SITE_DOWN = "E4", "Un site à consulter est en panne"
        SITE_BLOCKED = "E5", "Un site à consulter est bloqué"
        TIMER = "E8", "Mon temps majoré n’a pas suffi sur une question chronométrée"
        SOFTWARE = "E9", "Un logiciel manque sur l’ordinateur, ou ne démarre pas"
        LEFT = "E10", "J’ai quitté la question sans le vouloir"
        ERROR = "E11", "Une page d’erreur s’est affichée"
        ACCESS = "E12", "Je ne peux pas lire ou manipuler la question"
        OTHER = "other", "Autre chose"

    certification = models.ForeignKey("Certification", models.CASCADE, related_name="issue_reports")
    question = models.ForeignKey("Question", models.CASCADE, related_name="issue_reports")
    kind = models.CharField("quoi", max_length=5, choices=Kind)
    words = models.CharField("précisions", max_length=500, blank=True)
    at = models.DateTimeField("signalé le", default=timezone.now)

    objects = IssueReportQuerySet.as_manager()

    class Meta:
        verbose_name = "signalement"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "kind", "words"], name="issue_reported_once"
            )
        ]

    def __str__(self):
        return f"{self.question}, {self.kind}"
