"""Positioning: practices, their questions and answers, and what they have shown."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.states import Stateful
from profiles.choice import LONGEST_PRACTICE
from profiles.profile import Shown, profile_of
from referentiel.marking import Result
from referentiel.models import Challenge, Competence, Question, Skill

# A competence may be begun again when nothing new has been shown of it for this long.
RESET_AFTER = timedelta(days=7)


class Practice(Stateful):
    class State(models.TextChoices):
        RUNNING = "running", "En cours"
        FINISHED = "finished", "Terminé"

    FLOW = {State.RUNNING: (State.FINISHED,)}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="practices", verbose_name="personne"
    )
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField("commencé le", default=timezone.now)
    finished_at = models.DateTimeField("terminé le", null=True)

    class Meta:
        verbose_name = "positionnement"
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "competence"],
                condition=Q(state="running"),
                name="practice_running_once",
            ),
            models.CheckConstraint(
                name="practice_dated_once_finished",
                condition=Q(state="running", finished_at=None)
                | Q(state="finished", finished_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.competence.code} {self.user}"

    @property
    def is_long_enough(self):
        return self.asked.count() >= LONGEST_PRACTICE

    def finish(self):
        self.move_to(self.State.FINISHED, finished_at=timezone.now())


class Asked(models.Model):
    """One question of a practice, in its order."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="asked")
    position = models.PositiveSmallIntegerField("rang")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    at = models.DateTimeField("posée le", default=timezone.now)
    # Of a timed question: the clock is the server's, and starts when the person says so.
    begun_at = models.DateTimeField("chronomètre lancé le", null=True)

    class Meta:
        verbose_name = "question posée"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "position"], name="asked_in_order")
        ]

    def __str__(self):
        return f"{self.practice}, question {self.position}"

    @property
    def challenge(self):
        return self.question.challenge

    @property
    def waits_for_its_clock(self):
        return self.challenge.timer is not None and self.begun_at is None

    def is_late(self, now):
        timer = self.challenge.timer
        return bool(timer and self.begun_at and now > self.begun_at + timedelta(seconds=timer))


class Answer(models.Model):
    asked = models.OneToOneField(Asked, models.CASCADE, related_name="answer")
    value = models.JSONField("réponse")
    result = models.CharField("résultat", max_length=10, choices=[(r, r) for r in Result])
    at = models.DateTimeField("reçue le", default=timezone.now)

    class Meta:
        verbose_name = "réponse"

    def __str__(self):
        return f"{self.asked} : {self.result}"


class KnowledgeQuerySet(models.QuerySet):
    def before(self, instant):
        return self.filter(at__lt=instant)

    def of(self, user):
        """In the order of time: each says of its skill whether anything still asks it."""
        askable = Exists(Challenge.objects.in_use().filter(skill=OuterRef("skill")))
        return self.filter(user=user).annotate(is_askable=askable).order_by("at", "pk")

    def latest_of(self, user):
        """What is known of each skill; a reset hides what came before."""
        rows = self.of(user).select_related("skill__tube__competence")
        latest = {row.skill_id: row for row in rows}
        return [row for row in latest.values() if row.status != "reset"]


class KnowledgeElement(models.Model):
    """What one answer has shown of one skill. Only ever added to."""

    class Status(models.TextChoices):
        VALIDATED = "validated", "Acquis montré"
        INVALIDATED = "invalidated", "Acquis non montré"
        RESET = "reset", "Remis à zéro"

    class Source(models.TextChoices):
        DIRECT = "direct", "Question sur cet acquis"
        INFERRED = "inferred", "Déduit"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="knowledge")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    status = models.CharField("état", max_length=12, choices=Status)
    source = models.CharField("source", max_length=10, choices=Source)
    worth = models.PositiveIntegerField("valeur, en 840es de pix", default=0)
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="elements")
    at = models.DateTimeField("date", default=timezone.now)

    objects = KnowledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "acquis montré"
        verbose_name_plural = "acquis montrés"
        indexes = [models.Index(fields=["user", "at"], name="knowledge_user_at")]
        constraints = [
            models.CheckConstraint(
                name="knowledge_worth_of_the_validated",
                condition=Q(worth=0) | Q(status="validated"),
            )
        ]

    def __str__(self):
        return f"{self.skill} {self.status}"

    @property
    def is_validated(self):
        return self.status == self.Status.VALIDATED


def profile_at(user, instant):
    return profile_of(
        Shown(row.skill.tube.competence.code, row.is_validated, row.worth, row.is_askable)
        for row in KnowledgeElement.objects.before(instant).latest_of(user)
    )
