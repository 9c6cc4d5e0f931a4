"""Rooms, what stands in them, and the checklist that says they are ready."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from core.journal import record

CANDIDATES_PER_SPARE = 20
MEGABYTES_PER_POST = 1.5
# Posts together, and what they download.
LOADS = [(posts, posts * MEGABYTES_PER_POST) for posts in (10, 20, 30, 40)]
# A checklist sent again so soon, with the same answers, is the same one.
SAME_WITHIN = timedelta(minutes=1)
SHORT_OF_SPARES = "il manque un poste de secours"


@dataclass(frozen=True)
class Point:
    """One line of the checklist: what to look at, and what is amiss when the answer is no."""

    code: str
    question: str
    warning: str


POINTS = (
    Point(
        "places",
        "Chaque candidat a une place à lui, séparée des autres",
        "les places ne sont pas séparées",
    ),
    Point(
        "posts",
        "Tous les postes déclarés démarrent et ouvrent la plateforme",
        "des postes ne démarrent pas",
    ),
    Point(
        "spares",
        "Un poste de secours est prêt pour 20 candidats",
        SHORT_OF_SPARES,
    ),
    Point(
        "screens",
        "Les écrans affichent au moins 800 pixels de large",
        "des écrans font moins de 800 pixels de large",
    ),
    Point(
        "browsers",
        "Les navigateurs ont moins de deux ans",
        "des navigateurs ont plus de deux ans",
    ),
    Point("pdf", "Un lecteur de PDF est installé", "il n’y a pas de lecteur de PDF"),
    Point(
        "office",
        "Une suite bureautique est installée (texte et tableur)",
        "il n’y a pas de suite bureautique",
    ),
    Point(
        "storage",
        "On peut enregistrer des fichiers et ouvrir une archive ZIP ; "
        "un espace partagé est vidé après chaque session",
        "l’enregistrement des fichiers n’est pas réglé",
    ),
    Point(
        "network",
        "Le réseau tient tous les postes à la fois",
        "le réseau ne tient pas tous les postes",
    ),
    Point(
        "filter",
        "Le filtrage du réseau laisse ouvrir les sites utiles au test",
        "le filtrage du réseau est trop étroit",
    ),
)


class RoomQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_archived=False)

    def with_last_check(self):
        """One query more, however many times each room was checked."""
        latest = RoomCheck.objects.filter(room=OuterRef("room")).order_by("-at", "-pk")
        checks = RoomCheck.objects.filter(pk=Subquery(latest.values("pk")[:1]))
        return self.prefetch_related(
            models.Prefetch("checks", checks.select_related("by"), to_attr="latest_checks")
        )


class Room(models.Model):
    centre = models.ForeignKey("centres.Centre", models.CASCADE, related_name="rooms")
    name = models.CharField("nom de la salle", max_length=100)
    place = models.CharField(
        "où la trouver", max_length=200, blank=True, help_text="Bâtiment, étage, autre adresse…"
    )
    posts = models.PositiveSmallIntegerField(
        "postes pour les candidats", help_text="Sans compter les postes de secours."
    )
    spares = models.PositiveSmallIntegerField("postes de secours", default=0)
    systems = models.CharField(
        "système", max_length=200, blank=True, help_text="Par exemple : Windows 11."
    )
    suites = models.CharField(
        "suite bureautique", max_length=200, blank=True, help_text="Par exemple : LibreOffice 25.8."
    )
    browsers = models.CharField(
        "navigateurs", max_length=200, blank=True, help_text="Par exemple : Firefox 140."
    )
    is_archived = models.BooleanField("n’est plus proposée", default=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = "salle"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="room_named_once",
                violation_error_message="Une salle de ce nom existe déjà.",
            ),
            models.CheckConstraint(
                name="room_posts_sensible",
                condition=Q(posts__gte=1, posts__lte=500, spares__lte=500),
                violation_error_message="Entre 1 et 500 postes.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("centres:room", args=[self.centre_id, self.pk])

    @property
    def needed_spares(self):
        return -(-self.posts // CANDIDATES_PER_SPARE)

    @property
    def missing_spares(self):
        return max(0, self.needed_spares - self.spares)

    @property
    def network_estimate(self):
        """Megabytes that a session draws through the network when every post is taken."""
        return self.posts * MEGABYTES_PER_POST

    @property
    def equipment(self):
        return ", ".join(filter(None, [self.systems, self.suites, self.browsers]))

    @property
    def last_check(self):
        """Of a room fetched `with_last_check`."""
        return next(iter(self.latest_checks), None)

    @property
    def warnings(self):
        """What the last check found amiss, and what the figures say by themselves."""
        found = self.last_check.amiss if self.last_check else []
        if not self.missing_spares:
            return found
        number = self.missing_spares
        short = f"il manque {number} postes de secours" if number > 1 else SHORT_OF_SPARES
        return [short, *(warning for warning in found if warning != SHORT_OF_SPARES)]

    @transaction.atomic
    def verify(self, answers, remark, *, by):
        """One more answered checklist, signed and dated; none before it is touched."""
        Room.objects.select_for_update().get(pk=self.pk)
        latest = self.checks.filter(by=by, at__gte=timezone.now() - SAME_WITHIN).first()
        if latest and (latest.answers, latest.remark) == (answers, remark):
            return latest
        check = self.checks.create(answers=answers, remark=remark, by=by)
        record("check", self, by=by, met=check.met, points=len(POINTS))
        return check

    @transaction.atomic
    def remove(self, *, by):
        """For good; a room where sessions are held, or that one has just taken, raises
        IntegrityError and stays."""
        record("delete", self, by=by, name=self.name)
        self.delete()


class RoomCheck(models.Model):
    """The checklist answered once: kept as it was, the latest one counts."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="checks")
    answers = models.JSONField("réponses")
    remark = models.TextField("remarque", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vérifiée par"
    )
    at = models.DateTimeField("vérifiée le", default=timezone.now)

    class Meta:
        verbose_name = "vérification de salle"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["room", "-at"], name="room_check_latest")]

    def __str__(self):
        return f"{self.room}, {self.at:%d/%m/%Y}"

    @property
    def points(self):
        """Each point with its answer; one added to the list since has none."""
        return [(point, self.answers.get(point.code)) for point in POINTS]

    @property
    def amiss(self):
        return [point.warning for point, answer in self.points if answer is False]

    @property
    def met(self):
        return sum(answer is True for _, answer in self.points)
