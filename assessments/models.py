"""One candidate's sitting: who joined, what is asked of them, their answers, what it is worth."""

import secrets
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.functional import cached_property

from assessments.clock import GRACE, deadline
from assessments.refusals import Refusal
from assessments.reports import IssueReport
from assessments.room import AddedMinutes, Pause
from candidates.models import Candidate
from core.outbox import Deferred
from core.states import Stateful
from referentiel import models as referentiel
from referentiel.marking import Result as Outcome
from sessions.codes import DIGITS, LETTERS, draw

# A test is told by several modules, and asked for here.
__all__ = ["AddedMinutes", "IssueReport", "Pause", "Refusal"]

MOST_QUESTIONS = 48
# An agreement to come back does not serve somebody else later.
RETURN_ALLOWED_FOR = timedelta(minutes=15)


def draw_number():
    """Seven figures in no order, none of them read as nothing at the front, that no test has."""
    while True:
        number = 1_000_000 + secrets.randbelow(9_000_000)
        if not Certification.objects.filter(number=number).exists():
            return number


def draw_verification_code():
    return f"P-{draw(LETTERS + DIGITS, 8)}"


ENDS = ["answered", "time", "invigilator", "finalisation"]


class CertificationQuerySet(models.QuerySet):
    def with_clock(self):
        """With what their deadline depends on, whatever their number."""
        session = "candidate__session"
        return self.select_related(session).prefetch_related(
            Prefetch(f"{session}__pauses"), Prefetch(f"{session}__added_minutes")
        )

    def at_a_seat(self):
        """One test as its own pages need it: an answer has no time to read whole rows."""
        session = "candidate__session"
        here = {"session": OuterRef(session)}
        moved = Exists(Pause.objects.filter(**here)) | Exists(AddedMinutes.objects.filter(**here))
        rows = self.filter(candidate__removed_at=None)
        rows = rows.annotate(clock_was_moved=moved)
        return rows.select_related(f"{session}__centre").only(
            *(
                "number",
                "state",
                "seat",
                "total",
                "informed_at",
                "finished_at",
                "end",
                "end_seen_at",
            ),
            *("profile", "joined_at", "candidate__user"),
            *("return_asked_at", "return_allowed_at", "moved_at"),
            *("candidate__first_name", "candidate__birth_name", "candidate__extra_time"),
            *(f"{session}__number", f"{session}__state", f"{session}__started_at"),
            *(f"{session}__starts_at", f"{session}__ends_at", f"{session}__access_code"),
            *(f"{session}__returns_by_permission", f"{session}__centre__zone_name"),
        )

    def with_progress(self):
        """How many questions have their answer."""
        return self.annotate(answered=Count("questions__answer"))

    def keep_time(self):
        """The sweep's: each test closes at its own deadline, browser alive or not."""
        now = timezone.now()
        for certification in self.overdue(now):
            close(certification, Certification.End.TIME)

    def overdue(self, now):
        running = self.filter(state="started", candidate__session__started_at__isnull=False)
        return [each for each in running.with_clock() if each.closes_at(now) <= now]


class Certification(Stateful):
    """Gone with a candidate who is taken off the list, until there is an answer: then it stays."""

    class State(models.TextChoices):
        PREPARING = "preparing", "En préparation"
        READY = "ready", "Prête"
        STARTED = "started", "Commencée"
        FINISHED = "finished", "Terminée"

    class End(models.TextChoices):
        ANSWERED = "answered", "Dernière question atteinte"
        TIME = "time", "Temps écoulé"
        INVIGILATOR = "invigilator", "Arrêtée par le surveillant"
        FINALISATION = "finalisation", "Arrêtée à la finalisation"

    FLOW = {
        State.PREPARING: (State.READY,),
        State.READY: (State.STARTED,),
        State.STARTED: (State.FINISHED,),
    }

    candidate = models.OneToOneField(
        Candidate, models.CASCADE, related_name="certification", verbose_name="candidat"
    )
    number = models.PositiveIntegerField("numéro", unique=True, default=draw_number)
    verification_code = models.CharField(
        "code de vérification", max_length=10, unique=True, default=draw_verification_code
    )
    state = models.CharField("état", max_length=10, choices=State, default=State.PREPARING)
    # Of each competence that is tested, level and pix when joining; and the ceiling of that day.
    profile = models.JSONField("profil")
    ceiling = models.PositiveSmallIntegerField(
        "plafond", validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    # How many questions were drawn: none before, and always as many after.
    total = models.PositiveSmallIntegerField("questions", default=0)
    joined_at = models.DateTimeField("rejointe le", default=timezone.now)
    informed_at = models.DateTimeField("informations lues le", null=True)
    started_at = models.DateTimeField("commencée le", null=True)
    finished_at = models.DateTimeField("terminée le", null=True)
    end = models.CharField("fin", max_length=12, choices=End, blank=True)
    # What is missing then counts for nobody: it is no fault of the candidate's.
    is_technical = models.BooleanField("fin pour une cause technique", default=False)
    # The browser that gave the code last: the one before is told that it goes on elsewhere.
    seat = models.CharField(max_length=22, blank=True)
    moved_at = models.DateTimeField("a changé de poste le", null=True)
    return_asked_at = models.DateTimeField("demande à reprendre le", null=True)
    return_allowed_at = models.DateTimeField("peut reprendre depuis le", null=True)
    end_seen_at = models.DateTimeField("écran de fin vu le", null=True)
    # Fetched as no, there is nothing to look for: no pause, no minutes added.
    clock_was_moved = True

    objects = CertificationQuerySet.as_manager()

    class Meta:
        verbose_name = "certification"
        ordering = ["-joined_at"]
        indexes = [
            models.Index(
                fields=["started_at"], condition=Q(state="started"), name="certification_running"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="certification_dated_as_its_state",
                condition=Q(state__in=["preparing", "ready"], started_at=None, finished_at=None)
                | Q(state="started", started_at__isnull=False, finished_at=None)
                | Q(state="finished", started_at__isnull=False, finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="certification_ends_somehow",
                condition=Q(state="finished", end__in=ENDS) | ~Q(state="finished") & Q(end=""),
            ),
            models.CheckConstraint(
                name="certification_ready_with_questions",
                condition=Q(state="preparing", total=0)
                | ~Q(state="preparing") & Q(total__gte=1, total__lte=MOST_QUESTIONS),
            ),
            models.CheckConstraint(
                name="certification_begun_in_a_seat",
                condition=Q(state__in=["preparing", "ready"]) | ~Q(seat=""),
            ),
            models.CheckConstraint(
                name="certification_end_seen_after_it",
                condition=Q(end_seen_at=None) | Q(state="finished"),
            ),
            models.CheckConstraint(
                name="certification_return_allowed_if_asked",
                condition=Q(return_allowed_at=None) | Q(return_asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="certification_ceiling_sensible", condition=Q(ceiling__gte=1, ceiling__lte=8)
            ),
        ]

    def __str__(self):
        return str(self.number)

    @property
    def is_suspended(self):
        is_running = self.state == self.State.STARTED
        return is_running and any(end is None for _, end in self.pauses)

    def stands_still(self, instant):
        """Suspended then, and long enough for a page on its way to have come."""
        return any(end is None and instant > begin + GRACE for begin, end in self.pauses)

    @property
    def may_return(self):
        """Into a test left before, where the session wants the invigilator to agree each time."""
        if not self.candidate.session.returns_by_permission:
            return True
        since = timezone.now() - RETURN_ALLOWED_FOR
        return bool(self.return_allowed_at) and self.return_allowed_at > since

    def ends_at(self, now):
        """By the session's clock, for this candidate; None before it starts."""
        session = self.candidate.session
        if not session.started_at:
            return None
        return deadline(
            session.started_at,
            now,
            extra_time=self.candidate.extra_time,
            minutes=self.minutes_added,
            pauses=self.pauses,
        )

    @cached_property
    def pauses(self):
        """While the clocks of the session stood still."""
        pauses = self.candidate.session.pauses.all() if self.clock_was_moved else []
        return [(pause.began_at, pause.ended_at) for pause in pauses]

    @cached_property
    def minutes_added(self):
        """To this candidate, and to the whole room."""
        added = self.candidate.session.added_minutes.all() if self.clock_was_moved else []
        mine = (None, self.candidate_id)
        return sum(each.minutes for each in added if each.candidate_id in mine)

    def closes_at(self, now):
        return self.ends_at(now) + GRACE


class Question(models.Model):
    """One question of one test, in its place, as the referentiel keeps it for ever."""

    certification = models.ForeignKey(Certification, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField("rang")
    asked = models.ForeignKey(referentiel.Question, models.PROTECT, related_name="+")
    competence = models.CharField("compétence", max_length=5)
    begun_at = models.DateTimeField("chronomètre lancé le", null=True)
    left_at = models.DateTimeField("page quittée le", null=True)
    # What is being written, told from time to time: another computer finds it there, and the jury
    # if the time is up before it is sent. It is no answer.
    typed = models.JSONField("en cours de frappe", null=True)
    typed_at = models.DateTimeField("frappe reçue le", null=True)
    is_neutralised = models.BooleanField("neutralisée", default=False)

    class Meta:
        verbose_name = "question"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["certification", "position"], name="question_in_place"),
            models.UniqueConstraint(fields=["certification", "asked"], name="question_asked_once"),
            models.CheckConstraint(
                name="question_position_sensible",
                condition=Q(position__gte=1, position__lte=MOST_QUESTIONS),
            ),
        ]

    def __str__(self):
        return f"{self.certification}, question {self.position}"


class Answer(models.Model):
    """The first answer to a question, which stands."""

    question = models.OneToOneField(Question, models.PROTECT, related_name="answer")
    # It comes with the page: the same one again is the same deed, whose reply was lost.
    key = models.UUIDField("clé")
    value = models.JSONField("réponse")
    outcome = models.CharField("résultat", max_length=10, choices=[(o, o) for o in Outcome])
    received_at = models.DateTimeField("reçue le")
    focus_lost = models.BooleanField("page quittée", default=False)

    class Meta:
        verbose_name = "réponse"
        constraints = [
            models.CheckConstraint(
                name="answer_outcome_known",
                condition=Q(outcome__in=[each.value for each in Outcome]),
            )
        ]

    def __str__(self):
        return f"{self.question} : {self.outcome}"


class Preparation(Deferred):
    """Draw the questions of a test and write them; whoever starts it first may do it too."""

    # Of its own: when a hundred rooms join at once, mails and papers do not wait, nor do rooms
    # behind them.
    QUEUE = "tests"
    HELD_FOR = timedelta(minutes=1)

    class State(models.TextChoices):
        WAITING = "waiting", "En attente"
        DONE = "done", "Faite"
        FAILED = "failed", "Échouée"

    FLOW = {State.WAITING: (State.DONE, State.FAILED), State.FAILED: (State.WAITING,)}

    certification = models.OneToOneField(Certification, models.CASCADE, related_name="preparation")

    class Meta(Deferred.Meta):
        verbose_name = "préparation d’un test"
        verbose_name_plural = "préparations de tests"

    def __str__(self):
        return str(self.certification)

    def perform(self):
        prepare(self.certification)
        write(self.certification)


class Scoring(Deferred):
    """Say what a closed test is worth."""

    HELD_FOR = timedelta(minutes=1)

    class State(models.TextChoices):
        WAITING = "waiting", "En attente"
        DONE = "done", "Fait"
        FAILED = "failed", "Échoué"

    FLOW = {
        State.WAITING: (State.DONE, State.FAILED),
        State.DONE: (State.WAITING,),
        State.FAILED: (State.WAITING,),
    }

    certification = models.OneToOneField(Certification, models.CASCADE, related_name="scoring")

    class Meta(Deferred.Meta):
        verbose_name = "calcul d’un score"
        verbose_name_plural = "calculs de scores"

    def __str__(self):
        return str(self.certification)

    def perform(self):
        write_result(self.certification)


class Result(models.Model):
    """What a test is worth, each time that it is said; the last one counts."""

    certification = models.ForeignKey(Certification, models.PROTECT, related_name="results")
    status = models.CharField("état", max_length=10)
    pix = models.PositiveSmallIntegerField("pix")
    rate = models.PositiveSmallIntegerField("taux de réussite, en %")
    # Of each competence, level and pix.
    marks = models.JSONField("compétences")
    at = models.DateTimeField("date", default=timezone.now)

    class Meta:
        verbose_name = "résultat"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="result_status_known",
                condition=Q(status__in=["validated", "rejected", "cancelled"]),
            ),
            models.CheckConstraint(name="result_rate_sensible", condition=Q(rate__lte=100)),
        ]

    def __str__(self):
        return f"{self.certification}, {self.pix} pix"


# Last, for what the rows above ask is done with them all known.
from assessments.closing import close, write_result  # noqa: E402
from assessments.preparing import prepare, write  # noqa: E402
