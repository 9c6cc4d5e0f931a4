"""A practice on one competence, step by step: begin, ask, answer, reset."""

import random

from django.db import IntegrityError, transaction
from django.utils import timezone

from profiles.choice import Step, inferred, next_step
from profiles.models import RESET_AFTER, Answer, Asked, KnowledgeElement, Practice
from referentiel.marking import SKIPPED_ANSWER, Result, mark
from referentiel.models import Challenge, Skill

Status = KnowledgeElement.Status
Source = KnowledgeElement.Source


class AlreadyAnswered(Exception):
    """The question has its answer: the first one stands."""


def begin(user, competence):
    """The practice under way, or a new one."""
    practice, _ = Practice.objects.get_or_create(
        user=user, competence=competence, state=Practice.State.RUNNING
    )
    return practice


def current(practice):
    """The question waiting for its answer, asked now if there is none; None when it is over."""
    waiting = (
        practice.asked.filter(answer=None).select_related("question__challenge__skill").first()
    )
    if waiting or practice.state == Practice.State.FINISHED:
        return waiting
    question = None if practice.is_long_enough else draw(practice)
    if question is None:
        practice.finish()
        return None
    # After those answered: two tabs that ask at the same instant want the same place.
    position = practice.asked.exclude(answer=None).count() + 1
    try:
        with transaction.atomic():
            return practice.asked.create(position=position, question=question)
    except IntegrityError:
        return practice.asked.get(position=position)


def draw(practice):
    """A question on the skill that teaches most, on a challenge this person has not met yet if one
    is left; a fresh variant of it."""
    steps = steps_of(practice.competence)
    step = next_step(steps, known_of(practice.user, steps))
    if step is None:
        return None
    challenges = list(Challenge.objects.in_use().filter(skill=step.skill))
    met = set(
        Asked.objects.filter(practice__user=practice.user).values_list(
            "question__challenge__name", flat=True
        )
    )
    fresh = [challenge for challenge in challenges if challenge.name not in met]
    challenge = random.choice(fresh or challenges)
    return challenge.question(random.choice(challenge.seeds))


def steps_of(competence):
    skills = Skill.objects.in_use().filter(tube__competence=competence)
    asked = skills.filter(challenges__is_archived=False).distinct().select_related("tube")
    return [Step(skill.pk, skill.tube.name, skill.difficulty) for skill in asked]


def known_of(user, steps):
    wanted = {step.skill for step in steps}
    latest = KnowledgeElement.objects.latest_of(user)
    return {row.skill_id: row.is_validated for row in latest if row.skill_id in wanted}


def answer(asked, value):
    """Mark an answer and keep what it shows, once: the first answer to a question stands."""
    now = timezone.now()
    draft = asked.question.draft
    result = mark(draft.key, value, late=asked.is_late(now))
    try:
        with transaction.atomic():
            given = Answer.objects.create(asked=asked, value=value, result=result, at=now)
            show(asked, given)
    except IntegrityError as error:
        raise AlreadyAnswered from error
    return given


def skip(asked):
    return answer(asked, SKIPPED_ANSWER)


def show(asked, given):
    """What the answer says of its skill, and what follows in its tube."""
    user, skill = asked.practice.user, asked.challenge.skill
    steps = steps_of(asked.practice.competence)
    known = known_of(user, steps)
    success = given.result == Result.OK
    here = next((step for step in steps if step.skill == skill.pk), None)
    others = inferred(here, success, steps, known) if here else []
    worths = dict(
        Skill.objects.filter(pk__in=[step.skill for step in others]).values_list("pk", "worth")
    )
    settled = [(skill.pk, skill.worth, Source.DIRECT)]
    settled += [(pk, worth, Source.INFERRED) for pk, worth in worths.items()]
    KnowledgeElement.objects.bulk_create(
        KnowledgeElement(
            user=user,
            skill_id=pk,
            status=Status.VALIDATED if success else Status.INVALIDATED,
            source=source,
            worth=worth if success else 0,
            answer=given,
            at=given.at,
        )
        for pk, worth, source in settled
    )


def reset_allowed_at(user, competence):
    """When this competence may be begun again; None when nothing has been shown of it."""
    last = (
        KnowledgeElement.objects.filter(user=user, skill__tube__competence=competence)
        .exclude(status=Status.RESET)
        .order_by("at")
        .last()
    )
    return last and last.at + RESET_AFTER


@transaction.atomic
def reset(user, competence):
    """Forget what was shown, by saying so: the history keeps it all. Says whether it was done."""
    now = timezone.now()
    allowed_at = reset_allowed_at(user, competence)
    if allowed_at is None or allowed_at > now:
        return False
    for practice in Practice.objects.filter(user=user, competence=competence, state="running"):
        practice.finish()
    rows = KnowledgeElement.objects.latest_of(user)
    KnowledgeElement.objects.bulk_create(
        KnowledgeElement(
            user=user, skill=row.skill, status=Status.RESET, source=Source.DIRECT, at=now
        )
        for row in rows
        if row.skill.tube.competence_id == competence.pk
    )
    return True
