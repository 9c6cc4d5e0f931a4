"""The questions of one test, drawn from what the candidate has shown, and stored once."""

from collections import defaultdict
from random import SystemRandom

from django.db import transaction

from assessments import models
from assessments.draw import Shown, Variant, draw
from core.outbox import PermanentFailure
from core.states import IllegalTransition
from profiles.models import Asked, KnowledgeElement
from referentiel.models import SEEDS, Challenge


class Incomplete(PermanentFailure):
    """Nothing asks any more of a competence of the profile: the test could not be scored."""


def prepare(certification):
    """Make the test ready, unless it is. Two who prepare it at once both draw; one draw is kept.

    Questions are made before the rows are held: that takes seconds, and they serve anybody.
    """
    if certification.state != "preparing":
        return
    drawn = draw(certification.profile, _shown(certification), SystemRandom())
    if {each.skill.competence for each in drawn} != set(certification.profile):
        raise Incomplete("une compétence n’a aucune question")
    questions = [
        models.Question(
            certification=certification,
            position=position,
            asked=each.challenge.question(each.seed),
            competence=each.skill.competence,
        )
        for position, each in enumerate(drawn, 1)
    ]
    _keep(certification, questions)


@transaction.atomic
def _keep(certification, questions):
    try:
        certification.move_to("ready", only_from="preparing")
    except IllegalTransition:
        return  # the other draw is the test
    models.Question.objects.bulk_create(questions)


def _shown(certification):
    """The validated skills of the profile that was copied, with all that could ask each."""
    user = certification.candidate.user
    rows = KnowledgeElement.objects.before(certification.joined_at).latest_of(user)
    rows = [row for row in rows if row.is_validated]
    variants = _variants(user, {row.skill_id for row in rows})
    return [
        Shown(
            row.skill.tube.competence.code,
            row.skill.tube.name,
            row.skill.difficulty,
            row.source == KnowledgeElement.Source.DIRECT,
            tuple(variants[row.skill_id]),
        )
        for row in rows
    ]


def _variants(user, skills):
    """Of each skill, its challenges, and the seeds of each that training has asked this person."""
    asked = Asked.objects.filter(practice__user=user, question__challenge__skill__in=skills)
    seen = defaultdict(set)
    for name, seed in asked.values_list("question__challenge__name", "question__seed"):
        seen[name].add(seed)
    variants = defaultdict(list)
    for challenge in Challenge.objects.in_use().filter(skill__in=skills).order_by("name"):
        seeds = SEEDS if challenge.generator else 1
        variants[challenge.skill_id].append(
            Variant(challenge, seeds, frozenset(seen[challenge.name]))
        )
    return variants
