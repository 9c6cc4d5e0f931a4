"""A candidate: one person enrolled in one session, as their identity papers name them."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django_countries.fields import CountryField

from candidates.birthplace import ABROAD, DEPARTMENTS_OF_BIRTH
from core.journal import record
from core.names import name_key
from sessions.models import Session
from sessions.timing import MOST_EXTRA_TIME

# After removing somebody one may still change one's mind; then the row goes for good.
RESTORABLE_FOR = timedelta(hours=24)
EARLIEST_BIRTH = "1900-01-01"


class CandidateQuerySet(models.QuerySet):
    def enrolled(self):
        return self.filter(removed_at=None)

    def removed(self):
        return self.exclude(removed_at=None)

    def begun(self):
        return self.exclude(started_at=None)

    def forget_stale(self):
        """The sweep's: whoever was removed a day ago, and never began anything."""
        limit = timezone.now() - RESTORABLE_FOR
        return self.filter(removed_at__lte=limit, started_at=None).delete()


class Candidate(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="candidates")
    birth_name = models.CharField("nom de naissance", max_length=150)
    first_name = models.CharField("prénom", max_length=150)
    usual_name = models.CharField("nom d’usage", max_length=150, blank=True)
    birth_date = models.DateField("date de naissance")
    birth_country = CountryField("pays de naissance", default="FR")
    birth_department = models.CharField("code du département de naissance", max_length=3)
    birth_commune = models.CharField("commune de naissance", max_length=150)
    # Of the official table; empty when the name is not in it, and somebody has confirmed it.
    birth_insee = models.CharField(max_length=5, blank=True, editable=False)
    identifier = models.CharField("INE ou autre identifiant", max_length=30, blank=True)
    group = models.CharField("classe ou groupe", max_length=100, blank=True)
    extra_time = models.PositiveSmallIntegerField(
        "temps majoré, en %", default=0, blank=True, validators=[MaxValueValidator(MOST_EXTRA_TIME)]
    )
    arrangements = models.CharField("autres aménagements", max_length=200, blank=True)
    email = models.EmailField("adresse e-mail du candidat", blank=True)
    results_email = models.EmailField("adresse e-mail du destinataire des résultats", blank=True)
    # What makes two lines the same person: set_key() says it from the names.
    key = models.CharField(max_length=320, editable=False)
    # Of two who share names and birth date, the identifier that tells them apart.
    twin = models.CharField(max_length=30, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="candidacies",
        verbose_name="compte",
    )
    started_at = models.DateTimeField("test commencé le", null=True, editable=False)
    removed_at = models.DateTimeField("retiré le", null=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField("inscrit le", default=timezone.now, editable=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "candidat"
        ordering = ["key", "birth_date", "pk"]
        indexes = [
            models.Index(fields=["session", "key"], name="candidate_in_order"),
            models.Index(
                fields=["removed_at"],
                condition=Q(removed_at__isnull=False),
                name="candidate_removed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "key", "birth_date", "twin"],
                condition=Q(removed_at=None),
                name="candidate_once",
                violation_error_message="Cette personne est déjà inscrite à la session.",
            ),
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=Q(removed_at=None),
                name="candidate_account_once",
                violation_error_message="Ce compte est déjà celui d’un candidat de la session.",
            ),
            models.CheckConstraint(name="candidate_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="candidate_born_in_our_times",
                condition=Q(birth_date__gte=EARLIEST_BIRTH),
                violation_error_message="Une date de naissance est postérieure à 1900.",
            ),
            models.CheckConstraint(
                name="candidate_department_known",
                condition=Q(birth_department__in=DEPARTMENTS_OF_BIRTH),
                violation_error_message="Ce code de département n’existe pas.",
            ),
            models.CheckConstraint(
                name="candidate_extra_time_sensible", condition=Q(extra_time__lte=MOST_EXTRA_TIME)
            ),
            models.CheckConstraint(
                name="candidate_who_began_stays",
                condition=Q(started_at=None) | Q(removed_at=None),
                violation_error_message="Un candidat qui a commencé ne se retire pas.",
            ),
        ]

    def __str__(self):
        return f"{self.birth_name.upper()} {self.first_name}"

    def get_absolute_url(self):
        session = self.session
        return reverse("candidates:candidate", args=[session.centre_id, session.number, self.pk])

    @property
    def birthplace(self):
        """« Béziers (34) », « Porto (99, Portugal) »."""
        if self.birth_department == ABROAD:
            return f"{self.birth_commune} ({ABROAD}, {self.birth_country.name})"
        return f"{self.birth_commune} ({self.birth_department})"

    @property
    def obstacle_to_changing(self):
        """Why identity, session and presence no longer change here; empty while they may."""
        if self.started_at:
            return (
                "Le test a commencé : une correction d’identité passe par un signalement, "
                "puis par le jury."
            )
        if self.session.state == Session.State.CANCELLED:
            return "La session est annulée : rétablissez-la pour changer la liste."
        if not self.session.is_editable:
            return "La session est transmise : l’inscription ne change plus."
        return ""

    def set_key(self):
        self.key = f"{name_key(self.birth_name)} {name_key(self.first_name)}"

    @transaction.atomic
    def remove(self, *, by):
        """Off the list, and for a day still restorable; whether it was done."""
        row = Candidate.objects.enrolled().filter(pk=self.pk, started_at=None)
        done = row.update(removed_at=timezone.now(), revision=F("revision") + 1)
        if done:
            record("remove_candidate", self.session, by=by, name=str(self))
        return bool(done)

    @transaction.atomic
    def restore(self, twin, *, by):
        """Back on the list, with what tells this one from homonyms enrolled since."""
        row = Candidate.objects.removed().filter(pk=self.pk)
        if row.update(removed_at=None, twin=twin, revision=F("revision") + 1):
            record("restore_candidate", self.session, by=by, name=str(self))


# Last, for what a file asks is known by the fields of the candidate.
from candidates.file_imports import CandidateImport  # noqa: E402, F401 (a model of this app)
