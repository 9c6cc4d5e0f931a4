"""Certification centres, the people who work there, and what they have."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Count, F, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from centres.geography import DEPARTMENTS, REGION_OF, Zone
from centres.invigilators import Invigilator
from centres.invitations import Invitation, TeamRole
from centres.rooms import Room, RoomCheck
from centres.uai import validate_uai
from centres.uploads import Upload
from centres.visits import ControlVisit, VisitPoint
from core.journal import record

__all__ = [
    "Centre",
    "ControlVisit",
    "Derogation",
    "Invigilator",
    "Invitation",
    "Membership",
    "Room",
    "RoomCheck",
    "Upload",
    "VisitPoint",
]

# The rule of the specification, unless a derogation says otherwise.
CANDIDATES_PER_INVIGILATOR = 20
MOST_WALK_IN_ROWS = 20


class LastManager(Exception):
    """A centre always keeps one référent."""


class CentreQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where this person works, with what they are there, and in how many centres."""
        mine = Membership.objects.filter(user=user, is_active=True).values("user")
        return self.filter(memberships__user=user, memberships__is_active=True).annotate(
            my_role=F("memberships__role"),
            my_centres=Subquery(mine.annotate(number=Count("pk")).values("number")),
        )


class Centre(models.Model):
    class Kind(models.TextChoices):
        SCHOOL = "sco", "Collège ou lycée"
        AGRICULTURAL = "agri", "Établissement agricole"
        HIGHER = "sup", "Enseignement supérieur"
        TRAINING = "pro", "Centre de formation"

    name = models.CharField("nom", max_length=150)
    kind = models.CharField("type", max_length=10, choices=Kind)
    uai = models.CharField(
        "code UAI",
        max_length=8,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_uai],
        help_text="Sept chiffres et une lettre, par exemple 0750001U. Vide s’il n’y en a pas.",
        error_messages={"unique": "Un autre centre a déjà ce code."},
    )
    street = models.CharField("adresse", max_length=200)
    postal_code = models.CharField(
        "code postal",
        max_length=5,
        validators=[RegexValidator(r"^\d{5}$", "Un code postal a cinq chiffres : 75020.")],
    )
    town = models.CharField("ville", max_length=100)
    department = models.CharField(
        "département",
        max_length=3,
        choices=[(code, f"{code} {name}") for code, name in DEPARTMENTS.items()],
    )
    zone_name = models.CharField("heure", max_length=40, choices=Zone, default=Zone.PARIS)
    head = models.CharField("responsable du centre", max_length=150)
    contact_email = models.EmailField("adresse e-mail du centre", blank=True)
    contact_phone = models.CharField("téléphone", max_length=30, blank=True)
    accepts_own_computers = models.BooleanField("ordinateurs personnels acceptés", default=False)
    walk_in_rows = models.PositiveSmallIntegerField(
        "lignes vides sur la feuille d’émargement",
        default=8,
        validators=[MaxValueValidator(MOST_WALK_IN_ROWS)],
    )
    created_at = models.DateTimeField("créé le", default=timezone.now)

    objects = CentreQuerySet.as_manager()

    class Meta:
        verbose_name = "centre"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="centre_department_known", condition=Q(department__in=list(DEPARTMENTS))
            ),
            models.CheckConstraint(
                name="centre_walk_in_rows_sensible",
                condition=Q(walk_in_rows__lte=MOST_WALK_IN_ROWS),
                violation_error_message="Entre 0 et 20 lignes vides.",
            ),
            models.CheckConstraint(
                name="centre_zone_known", condition=Q(zone_name__in=list(Zone.values))
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.town}"

    def get_absolute_url(self):
        return reverse("centres:card", args=[self.pk])

    @property
    def zone(self):
        return ZoneInfo(self.zone_name)

    @property
    def today(self):
        return timezone.localdate(timezone=self.zone)

    @property
    def region(self):
        return REGION_OF[self.department]

    @property
    def address(self):
        return f"{self.street}, {self.postal_code} {self.town}"

    def derogation_on(self, day):
        """The most generous of those in force that day, if any."""
        granted = [each for each in self.derogations.all() if each.since <= day <= each.until]
        return max(granted, key=lambda each: each.limit, default=None)

    def candidates_per_invigilator(self, day):
        """At most so many on that day: the rule, or what a derogation allows."""
        derogation = self.derogation_on(day)
        return derogation.limit if derogation else CANDIDATES_PER_INVIGILATOR

    @property
    def managers(self):
        return self.memberships.active().filter(role=Membership.Role.MANAGER)

    def hold(self):
        """The centre as stored; nobody else changes it or its team until the transaction ends."""
        return Centre.objects.select_for_update().get(pk=self.pk)


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def former(self):
        return self.filter(is_active=False)


class Membership(models.Model):
    Role = TeamRole

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name="personne",
    )
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="memberships")
    role = models.CharField("fonction", max_length=10, choices=Role)
    is_active = models.BooleanField("en fonction", default=True)
    since = models.DateTimeField("depuis", default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "membre de l’équipe"
        verbose_name_plural = "équipe"
        ordering = ["user__last_name", "user__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "centre"],
                name="membership_once",
                violation_error_message="Cette personne est déjà de l’équipe.",
            ),
            models.CheckConstraint(
                name="membership_role_known", condition=Q(role__in=["manager", "assistant"])
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.centre}"

    @property
    def is_manager(self):
        return self.role == self.Role.MANAGER

    @transaction.atomic
    def remove(self, *, by):
        """From the next request on, this person sees nothing of the centre any more."""
        self._unless_last()
        if self._change(is_active=False):
            record("remove_member", self.centre, by=by, name=str(self.user))

    @transaction.atomic
    def give_role(self, role, *, by):
        if role != self.Role.MANAGER:
            self._unless_last()
        if self._change(role=role):
            record("give_role", self.centre, by=by, name=str(self.user), role=role)

    @transaction.atomic
    def restore(self, *, by):
        """Back in the team, with the function held when leaving it."""
        if Membership.objects.former().filter(pk=self.pk).update(is_active=True):
            record("restore_member", self.centre, by=by, name=str(self.user), role=self.role)

    def _unless_last(self):
        """Two référents who remove one another at once wait for each other here."""
        self.centre.hold()
        managers = self.centre.managers
        if managers.filter(pk=self.pk).exists() and not managers.exclude(pk=self.pk).exists():
            raise LastManager

    def _change(self, **changes):
        """Whether anything changed; a member who has left stays as they were."""
        row = Membership.objects.active().filter(pk=self.pk).exclude(**changes)
        return row.update(**changes)


class Derogation(models.Model):
    """The right, granted by the support, to more candidates for each invigilator."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="derogations")
    limit = models.PositiveSmallIntegerField("candidats par surveillant")
    since = models.DateField("du")
    until = models.DateField("au")
    reason = models.CharField("motif", max_length=300)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="accordée par",
    )

    class Meta:
        verbose_name = "dérogation au nombre de candidats"
        verbose_name_plural = "dérogations au nombre de candidats"
        ordering = ["-until"]
        constraints = [
            models.CheckConstraint(
                name="derogation_ends_after_it_begins",
                condition=Q(until__gte=F("since")),
                violation_error_message="La fin vient après le début.",
            ),
            models.CheckConstraint(
                name="derogation_limit_sensible",
                condition=Q(limit__gt=CANDIDATES_PER_INVIGILATOR, limit__lte=100),
                violation_error_message="Entre 21 et 100 candidats par surveillant.",
            ),
        ]

    def __str__(self):
        return f"{self.limit} candidats par surveillant jusqu’au {self.until:%d/%m/%Y}"
