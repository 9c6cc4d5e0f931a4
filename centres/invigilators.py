"""Surveillants: people the centre knows, trained on a day by somebody."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from core.journal import record


class InvigilatorQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_archived=False)

    def untrained(self):
        return self.filter(trained_on=None)

    def named_like(self, words):
        """Whose names or address hold each of these words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(email__icontains=word)
            )
        return found

    @transaction.atomic
    def train(self, day, trainer, *, by):
        """These people followed a training on that day; said twice, written once."""
        people = list(self.exclude(trained_on=day, trained_by=trainer))
        self.filter(pk__in=[person.pk for person in people]).update(
            trained_on=day, trained_by=trainer
        )
        for person in people:
            record("train", person, by=by, on=day, trainer=trainer)


class Invigilator(models.Model):
    centre = models.ForeignKey("centres.Centre", models.CASCADE, related_name="invigilators")
    first_name = models.CharField("prénom", max_length=150)
    last_name = models.CharField("nom", max_length=150)
    email = models.EmailField("adresse e-mail", blank=True)
    trained_on = models.DateField("formation suivie le", null=True, blank=True)
    trained_by = models.CharField("formation donnée par", max_length=150, blank=True)
    is_archived = models.BooleanField("n’est plus proposé", default=False)

    objects = InvigilatorQuerySet.as_manager()

    class Meta:
        verbose_name = "surveillant"
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "last_name", "first_name"],
                name="invigilator_named_once",
                violation_error_message="Cette personne est déjà dans la liste.",
            ),
            models.CheckConstraint(
                name="invigilator_trained_by_somebody",
                condition=Q(trained_on=None, trained_by="")
                | Q(trained_on__isnull=False) & ~Q(trained_by=""),
                violation_error_message="Donnez la date de la formation et qui l’a donnée.",
            ),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"

    def get_absolute_url(self):
        return reverse("centres:invigilator", args=[self.centre_id, self.pk])
