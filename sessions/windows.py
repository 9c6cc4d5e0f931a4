"""The calendar: when each level may be certified. Settings of the support, not code."""

from django.db import models
from django.db.models import F, Q


class Level(models.Model):
    name = models.CharField("niveau", max_length=60, unique=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "niveau"
        verbose_name_plural = "niveaux"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class Window(models.Model):
    level = models.ForeignKey(Level, models.CASCADE, related_name="windows", verbose_name="niveau")
    opens_on = models.DateField("ouverte du")
    closes_on = models.DateField("au")
    advised_by = models.DateField("conseillée avant le", null=True, blank=True)
    advice = models.CharField(
        "pourquoi", max_length=200, blank=True, help_text="Par exemple : pour Parcoursup."
    )

    class Meta:
        verbose_name = "période de certification"
        verbose_name_plural = "périodes de certification"
        ordering = ["level", "opens_on"]
        constraints = [
            models.CheckConstraint(
                name="window_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="La fin vient après le début.",
            )
        ]

    def __str__(self):
        return f"{self.level}, du {self.opens_on:%d/%m/%Y} au {self.closes_on:%d/%m/%Y}"

    def holds(self, day):
        return self.opens_on <= day <= self.closes_on
