"""What is tested, as rows: areas, competences, tubes, skills, challenges, and questions as asked.

Nothing is ever deleted: what an author takes out is archived, what an author changes becomes a new
version, and a question once asked keeps the words, the files and the answer it was asked with.
"""

from django.db import models, transaction
from django.db.models import Q

from referentiel.content import generated
from referentiel.drafts import TYPES, Draft

# Of a generated challenge, so many different questions exist.
SEEDS = 100


class Area(models.Model):
    code = models.PositiveSmallIntegerField("numéro", unique=True)
    name = models.CharField("nom", max_length=100)

    class Meta:
        verbose_name = "domaine"
        ordering = ["code"]

    def __str__(self):
        return f"{self.code}. {self.name}"


class Competence(models.Model):
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="competences", verbose_name="domaine"
    )
    code = models.CharField("code", max_length=5, unique=True)
    name = models.CharField("nom", max_length=100)

    class Meta:
        verbose_name = "compétence"
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.name}"


class Tube(models.Model):
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="tubes", verbose_name="compétence"
    )
    name = models.CharField("nom", max_length=40, unique=True)
    title = models.CharField("titre", max_length=150)

    class Meta:
        verbose_name = "tube"
        ordering = ["competence", "name"]

    def __str__(self):
        return self.name


class SkillQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_archived=False)


class Skill(models.Model):
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="skills", verbose_name="tube")
    difficulty = models.PositiveSmallIntegerField("difficulté")
    title = models.CharField("titre", max_length=200)
    worth = models.PositiveIntegerField("valeur, en 840es de pix")
    is_archived = models.BooleanField("archivé", default=False)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = "acquis"
        verbose_name_plural = "acquis"
        ordering = ["tube", "difficulty"]
        constraints = [
            models.UniqueConstraint(fields=["tube", "difficulty"], name="skill_once"),
            models.CheckConstraint(
                name="skill_difficulty", condition=Q(difficulty__gte=1, difficulty__lte=8)
            ),
        ]

    def __str__(self):
        return f"{self.tube.name}{self.difficulty}"


class ChallengeQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_archived=False)


class Challenge(models.Model):
    """One version of what an author wrote."""

    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="challenges", verbose_name="acquis"
    )
    name = models.CharField("id de l’auteur", max_length=80)
    version = models.PositiveIntegerField("version", default=1)
    fingerprint = models.CharField("empreinte", max_length=64)
    type = models.CharField("type", max_length=10, choices=[(name, name) for name in TYPES])
    generator = models.CharField("générateur", max_length=80, blank=True)
    timer = models.PositiveSmallIntegerField("chronomètre, en secondes", null=True)
    is_focused = models.BooleanField("sans quitter la page", default=False)
    accessibility = models.CharField("accessibilité", max_length=500)
    is_archived = models.BooleanField("archivée", default=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = "épreuve"
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="challenge_version_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(is_archived=False), name="challenge_in_use_once"
            ),
        ]

    def __str__(self):
        return f"{self.name} v{self.version}"

    @property
    def seeds(self):
        return range(SEEDS) if self.generator else range(1)

    def question(self, seed):
        """The question of this seed: made once, kept for ever."""
        question, _ = self.questions.get_or_create(seed=seed)
        question.write()
        return question

    def keep(self, seed, draft):
        """As if its generator had said this."""
        question, _ = self.questions.get_or_create(seed=seed)
        question.write(draft)
        return question


class QuestionQuerySet(models.QuerySet):
    def reserve(self, wanted):
        """The questions of these challenges, by their keys, and seeds; in one query. Those that
        nobody has read yet are still to be written."""
        # In one order for everybody: two who reserve the same ones never wait for each other.
        return self.bulk_create(
            [Question(challenge_id=pk, seed=seed) for pk, seed in sorted(set(wanted))],
            update_conflicts=True,
            unique_fields=["challenge", "seed"],
            update_fields=["seed"],
        )


class Question(models.Model):
    """A challenge with its numbers and its names: what a candidate really reads. Making one takes a
    while: it is written ahead by a worker, or else by whoever reads it first."""

    challenge = models.ForeignKey(
        Challenge, models.PROTECT, related_name="questions", verbose_name="épreuve"
    )
    seed = models.PositiveIntegerField("graine")
    content = models.JSONField("contenu", null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        constraints = [models.UniqueConstraint(fields=["challenge", "seed"], name="question_once")]

    def __str__(self):
        return f"{self.challenge}, graine {self.seed}"

    @property
    def draft(self):
        self.write()
        return Draft.from_json(self.content)

    def write(self, draft=None):
        """Make it, once: whoever comes second reads what the first one made."""
        if self.content is not None:
            return
        draft = draft or generated(self.challenge.generator, self.challenge.name)(self.seed)
        if not self._keep(draft):
            self.refresh_from_db(fields=["content"])

    @transaction.atomic
    def _keep(self, draft):
        content = draft.to_json()
        if not Question.objects.filter(pk=self.pk, content__isnull=True).update(content=content):
            return False
        QuestionFile.objects.bulk_create(
            QuestionFile(question=self, name=file.name, content=file.content)
            for file in draft.files
        )
        self.content = content
        return True


class QuestionFile(models.Model):
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="files", verbose_name="question"
    )
    name = models.CharField("nom", max_length=100)
    content = models.BinaryField("contenu")

    class Meta:
        verbose_name = "fichier d’une question"
        verbose_name_plural = "fichiers des questions"
        constraints = [
            models.UniqueConstraint(fields=["question", "name"], name="question_file_once")
        ]

    def __str__(self):
        return self.name
