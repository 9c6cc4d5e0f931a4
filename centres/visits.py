"""Control visits: somebody sent by the GIP Pix looks at premises, people and procedure."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from core.journal import record


class ControlVisitQuerySet(models.QuerySet):
    def shown_to_centre(self, today):
        """An unannounced visit is known to nobody before its day has passed."""
        return self.filter(Q(kind="announced") | Q(is_reported=True) | Q(on__lt=today))


class ControlVisit(models.Model):
    class Kind(models.TextChoices):
        ANNOUNCED = "announced", "Annoncée"
        UNANNOUNCED = "unannounced", "Inopinée"

    centre = models.ForeignKey("centres.Centre", models.CASCADE, related_name="visits")
    kind = models.CharField("sorte", max_length=12, choices=Kind)
    on = models.DateField("date")
    visitor = models.CharField("faite par", max_length=150)
    conclusion = models.TextField("conclusion", blank=True)
    is_reported = models.BooleanField(
        "rapport remis au centre",
        default=False,
        help_text="Le centre voit alors la conclusion et les points.",
    )

    objects = ControlVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "visite de contrôle"
        verbose_name_plural = "visites de contrôle"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="visit_kind_known", condition=Q(kind__in=["announced", "unannounced"])
            )
        ]

    def __str__(self):
        return f"{self.centre}, {self.on:%d/%m/%Y}"


class VisitPointQuerySet(models.QuerySet):
    def open_to_answers(self):
        """Told to the centre, asking something of it, and not yet settled."""
        return self.filter(visit__is_reported=True, is_settled=False).exclude(finding="good")


class VisitPoint(models.Model):
    class Subject(models.TextChoices):
        PREMISES = "premises", "Locaux et matériel"
        PEOPLE = "people", "Personnes"
        PROCEDURE = "procedure", "Déroulement d’une session"
        PAPERS = "papers", "Documents et données personnelles"

    class Finding(models.TextChoices):
        GOOD = "good", "Conforme"
        BETTER = "better", "À améliorer"
        WRONG = "wrong", "Non conforme"

    visit = models.ForeignKey(ControlVisit, models.CASCADE, related_name="points")
    subject = models.CharField("sujet", max_length=10, choices=Subject)
    finding = models.CharField("constat", max_length=10, choices=Finding)
    remark = models.TextField("observation", blank=True)
    asked = models.TextField("ce qui est demandé au centre", blank=True)
    answer = models.TextField("réponse du centre", max_length=1000, blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="répondu par",
    )
    is_settled = models.BooleanField("réglé", default=False)

    objects = VisitPointQuerySet.as_manager()

    class Meta:
        verbose_name = "point d’une visite"
        verbose_name_plural = "points d’une visite"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="visit_point_known",
                condition=Q(subject__in=["premises", "people", "procedure", "papers"])
                & Q(finding__in=["good", "better", "wrong"]),
            ),
            models.CheckConstraint(
                name="visit_answer_dated",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_subject_display()} : {self.get_finding_display()}"

    @property
    def awaits_answer(self):
        return self.finding != self.Finding.GOOD and not self.is_settled

    @transaction.atomic
    def reply(self, answer, *, by):
        """The centre's answer, signed and dated; the journal keeps those it replaces."""
        rows = VisitPoint.objects.open_to_answers().filter(pk=self.pk).exclude(answer=answer)
        if rows.update(answer=answer, answered_at=timezone.now(), answered_by=by):
            record("answer", self, by=by, answer=answer)
