"""A session of certification: when, where, who watches, its codes, and how far it has come."""

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from centres.geography import OddHour, instant
from centres.models import Centre, Invigilator, Room
from core.journal import record
from core.states import IllegalTransition, Stateful
from sessions.codes import draw_access_code, draw_password, typed
from sessions.querysets import SessionQuerySet
from sessions.timing import CODE_OPENS_BEFORE, MOST_EXTRA_TIME, deadline, later, slot_length
from sessions.windows import Level, Window
from sessions.words import PHASES, standing

__all__ = ["Level", "Planning", "Session", "Window"]

HOURS = ("day", "start_time", "end_time", "starts_at", "ends_at")


class Planning(models.Model):
    """Sessions made together. Its key comes with the form, so that two clicks make one."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="plannings")
    key = models.UUIDField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "planification"
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.centre}, {self.made_at:%d/%m/%Y}"


class Session(Stateful):
    class State(models.TextChoices):
        PLANNED = "planned", "Planifiée"
        RUNNING = "running", "En cours"
        FINALISED = "finalised", "Finalisée"
        IN_JURY = "in_jury", "En jury"
        PUBLISHED = "published", "Publiée"
        CANCELLED = "cancelled", "Annulée"

    FLOW = {
        State.PLANNED: (State.RUNNING, State.CANCELLED),
        State.RUNNING: (State.FINALISED,),
        State.FINALISED: (State.IN_JURY, State.RUNNING),
        State.IN_JURY: (State.PUBLISHED,),
        State.PUBLISHED: (State.IN_JURY,),
        State.CANCELLED: (State.PLANNED,),
    }

    number = models.PositiveIntegerField("numéro", unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="sessions")
    planning = models.ForeignKey(
        Planning, models.SET_NULL, null=True, editable=False, related_name="sessions"
    )
    # The clocks of the centre are the truth; the two instants follow from them.
    day = models.DateField("date")
    start_time = models.TimeField("début")
    end_time = models.TimeField("fin")
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name="salle"
    )
    place_name = models.CharField("nom du lieu et de la salle", max_length=150, blank=True)
    place_address = models.CharField("adresse du lieu", max_length=250, blank=True)
    place_conditions = models.TextField("conditions matérielles", max_length=1000, blank=True)
    place_posts = models.PositiveSmallIntegerField(
        "postes sur place", null=True, blank=True, validators=[MaxValueValidator(2000)]
    )
    group = models.CharField("classe ou groupe", max_length=100, blank=True)
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="niveau"
    )
    expected = models.PositiveSmallIntegerField(
        "candidats prévus",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(2000)],
    )
    extra_time = models.PositiveSmallIntegerField(
        "temps majoré le plus long, en %",
        default=0,
        blank=True,
        validators=[MaxValueValidator(MOST_EXTRA_TIME)],
    )
    invigilators = models.ManyToManyField(
        Invigilator, blank=True, related_name="sessions", verbose_name="surveillants"
    )
    observations = models.TextField("observations", max_length=500, blank=True)
    returns_by_permission = models.BooleanField(
        "le surveillant autorise chaque reprise de test",
        default=False,
        help_text="Sans cela, un candidat coupé reprend seul, avec le code d’accès.",
    )
    access_code = models.CharField("code d’accès", max_length=6, editable=False)
    password = models.CharField(max_length=128, blank=True, editable=False)
    password_made_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField("état", max_length=10, choices=State, default=State.PLANNED)
    started_at = models.DateTimeField("commencée le", null=True, editable=False)
    finalised_at = models.DateTimeField("finalisée le", null=True, editable=False)
    published_at = models.DateTimeField("publiée le", null=True, editable=False)
    cancelled_at = models.DateTimeField("annulée le", null=True, editable=False)
    cancelled_because = models.CharField("motif de l’annulation", max_length=300, blank=True)
    # Grows with each edit: whoever edits an older one is told what has changed.
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    created_at = models.DateTimeField("créée le", default=timezone.now, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "session"
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["centre", "starts_at"], name="session_centre_start"),
            models.Index(fields=["centre", "state", "ends_at"], name="session_centre_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="session_in_one_place",
                condition=Q(room__isnull=False, place_name="") | Q(room=None) & ~Q(place_name=""),
                violation_error_message="Choisissez une salle, ou décrivez un autre lieu.",
            ),
            models.UniqueConstraint(
                fields=["room", "starts_at"],
                condition=~Q(state="cancelled"),
                name="session_once_in_room",
                violation_error_message="Une session commence déjà à cette heure dans cette salle.",
            ),
            models.UniqueConstraint(
                fields=["centre", "place_name", "starts_at"],
                condition=Q(room=None) & ~Q(state="cancelled"),
                name="session_once_in_place",
                violation_error_message="Une session commence déjà à cette heure dans ce lieu.",
            ),
            models.UniqueConstraint(
                fields=["access_code"],
                condition=Q(state__in=["planned", "running"]),
                name="session_access_code_unique",
            ),
            models.CheckConstraint(
                name="session_extra_time_sensible",
                condition=Q(extra_time__lte=MOST_EXTRA_TIME),
                violation_error_message="Un temps majoré va de 0 à 300 %.",
            ),
            models.CheckConstraint(
                name="session_dated_as_its_state",
                condition=Q(
                    state="planned",
                    started_at=None,
                    finalised_at=None,
                    published_at=None,
                    cancelled_at=None,
                )
                | Q(
                    state="cancelled",
                    started_at=None,
                    finalised_at=None,
                    published_at=None,
                    cancelled_at__isnull=False,
                )
                & ~Q(cancelled_because="")
                | Q(
                    state="running",
                    started_at__isnull=False,
                    finalised_at=None,
                    published_at=None,
                    cancelled_at=None,
                )
                | Q(
                    state__in=["finalised", "in_jury"],
                    started_at__isnull=False,
                    finalised_at__isnull=False,
                    published_at=None,
                    cancelled_at=None,
                )
                | Q(
                    state="published",
                    started_at__isnull=False,
                    finalised_at__isnull=False,
                    published_at__isnull=False,
                    cancelled_at=None,
                ),
            ),
        ]

    def __str__(self):
        return f"Session {self.number}"

    def get_absolute_url(self):
        return reverse("sessions:session", args=[self.centre_id, self.number])

    @property
    def place(self):
        return self.room.name if self.room else self.place_name

    @property
    def address(self):
        return self.place_address or self.centre.address

    @property
    def posts(self):
        return self.room.posts if self.room else self.place_posts

    @property
    def headcount(self):
        """Of a session fetched `with_enrolled`: how many to make room for."""
        return max(getattr(self, "enrolled", 0), self.expected or 0)

    @property
    def deadline(self):
        return deadline(self.ends_at)

    @property
    def code_opens_at(self):
        return self.starts_at - CODE_OPENS_BEFORE

    @property
    def code_serves(self):
        return timezone.now() >= self.code_opens_at

    @property
    def phase(self):
        """What is shown: the state, and what the hour makes of it."""
        now = timezone.now()
        if self.state == self.State.RUNNING and self.ends_at <= now:
            return "late" if self.deadline <= now else "due"
        if self.state == self.State.PLANNED and self.ends_at <= now:
            return "missed"
        return self.state

    @property
    def phase_name(self):
        return PHASES[self.phase]

    @property
    def standing(self):
        return standing(self, timezone.now())

    @property
    def is_editable(self):
        return self.state in (self.State.PLANNED, self.State.RUNNING)

    @property
    def obstacle_to_deleting(self):
        if self.state in (self.State.PLANNED, self.State.CANCELLED):
            return ""
        return "Un test a commencé : la session ne peut plus être supprimée."

    @property
    def obstacle_to_cancelling(self):
        if self.state == self.State.PLANNED:
            return ""
        return "Seule une session qui n’a pas commencé peut être annulée."

    def set_hours(self):
        """The two instants of what the centre's clocks say; OddHour says no."""
        self.starts_at = instant(self.day, self.start_time, self.centre.zone)
        self.ends_at = instant(self.day, self.end_time, self.centre.zone)

    def make_time_for(self, extra_time, *, by):
        """Lengthen a session to come, which one holds, as this percentage of extra time asks;
        never shorten it."""
        self.refresh_from_db(fields=[*HOURS, "state", "extra_time", "revision"])
        if self.state != self.State.PLANNED or extra_time <= self.extra_time:
            return
        before, hours = self.extra_time, self._lengthen(slot_length(extra_time))
        self.extra_time, self.revision = extra_time, self.revision + 1
        self.save(update_fields=[*HOURS, "extra_time", "revision"])
        label = "Temps majoré le plus long, en %"
        changes = [[label, str(before or ""), str(extra_time)], *hours]
        record("change", self, by=by, changes=changes, revision=self.revision)

    def _lengthen(self, needed):
        """A later end, when there is one that the clocks show that day; what has changed."""
        before, end = self.end_time, later(self.start_time, needed)
        if end is None or self.ends_at - self.starts_at >= needed:
            return []
        try:
            self.ends_at = instant(self.day, end, self.centre.zone)
        except OddHour:
            return []
        self.end_time = end
        return [["Fin", f"{before:%H:%M}", f"{end:%H:%M}"]]

    @transaction.atomic
    def renew_access_code(self, *, by):
        """Another one, while no test began; the one before opens nothing any more."""
        code = Session.objects.open().unused("access_code", draw_access_code, set())
        rows = Session.objects.filter(pk=self.pk, state="planned")
        if not rows.update(access_code=code):
            raise IllegalTransition
        record("renew_access_code", self, by=by)

    @transaction.atomic
    def renew_password(self, *, by):
        """The password, to be shown once; the one before opens nothing any more."""
        password = draw_password()
        now = timezone.now()
        rows = Session.objects.open().filter(pk=self.pk)
        if not rows.update(password=make_password(password), password_made_at=now):
            raise IllegalTransition
        record("renew_password", self, by=by)
        return password

    def opens_with(self, password):
        return bool(self.password) and check_password(typed(password), self.password)

    def start(self, *, by=None):
        self._leave("planned", "running", by=by, started_at=timezone.now())

    def finalise(self, *, by):
        self._leave("running", "finalised", by=by, finalised_at=timezone.now())

    def unfinalise(self, *, by, why):
        self._leave("finalised", "running", by=by, why=why, finalised_at=None)

    def send_to_jury(self, *, by=None):
        self._leave("finalised", "in_jury", by=by)

    def publish(self, *, by):
        self._leave("in_jury", "published", by=by, published_at=timezone.now())

    def unpublish(self, *, by, why):
        self._leave("published", "in_jury", by=by, why=why, published_at=None)

    def cancel(self, *, by, why):
        self._leave(
            "planned",
            "cancelled",
            by=by,
            why=why,
            cancelled_at=timezone.now(),
            cancelled_because=why,
        )

    def reinstate(self, *, by):
        """Back on the list, with a new code: the old one may be another session's by now."""
        code = Session.objects.open().unused("access_code", draw_access_code, set())
        self._leave(
            "cancelled",
            "planned",
            by=by,
            cancelled_at=None,
            cancelled_because="",
            access_code=code,
        )

    def _leave(self, source, target, **changes):
        """Two of our verbs may lead to one state: each leaves its own."""
        self.move_to(self.State(target), only_from=source, **changes)
