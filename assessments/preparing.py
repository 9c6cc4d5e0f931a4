"""The questions of one test, drawn from what the candidate has shown, and stored once."""

from collections import defaultdict
from random import SystemRandom

from django.db import transaction

from assessments import models
from assessments.draw import Shown, Variant, ask, choose
from core.outbox import PermanentFailure
from core.states import IllegalTransition
from profiles.models import Asked, KnowledgeElement
from referentiel.models import SEEDS, Challenge
from referentiel.models import Question as Asking


class Incomplete(PermanentFailure):
    """Nothing asks any more of a competence of the profile: the test could not be scored."""


def prepare(certification):
    """Make the test ready, unless it is. Two who prepare it at once both draw; one draw is kept.

    What its questions say is written afterwards, or when they are read: nobody waits for it.
    """
    if certification.state != "preparing":
        return
    chosen = choose(certification.profile, _shown(certification))
    if {each.competence for each in chosen} != set(certification.profile):
        raise Incomplete("une compétence n’a aucune question")
    variants = _variants(certification.candidate.user_id, {each.skill for each in chosen})
    drawn = ask(chosen, variants, SystemRandom())
    reserved = Asking.objects.reserve((each.challenge, each.seed) for each in drawn)
    asked = {(row.challenge_id, row.seed): row.pk for row in reserved}
    questions = [
        models.Question(
            certification=certification,
            position=position,
            asked_id=asked[each.challenge, each.seed],
            competence=each.shown.competence,
        )
        for position, each in enumerate(drawn, 1)
    ]
    _keep(certification, questions)


def write(certification):
    """Each question ahead of its reader, from the first one."""
    for question in certification.questions.select_related("asked__challenge"):
        question.asked.write()


@transaction.atomic
def _keep(certification, questions):
    try:
        certification.move_to("ready", only_from="preparing", total=len(questions))
    except IllegalTransition:
        return  # the other draw is the test
    models.Question.objects.bulk_create(questions)


def _shown(certification):
    """The validated skills of the profile that was copied, those that something asks."""
    user = certification.candidate.user_id
    elements = KnowledgeElement.objects.before(certification.joined_at).of(user)
    where = ("skill", "skill__tube__competence__code", "skill__tube__name", "skill__difficulty")
    latest = {}
    for *place, status, source, is_askable in elements.values_list(
        *where, "status", "source", "is_askable"
    ):
        direct = source == KnowledgeElement.Source.DIRECT
        validated = is_askable and status == KnowledgeElement.Status.VALIDATED
        latest[place[0]] = validated and Shown(*place, direct)
    return filter(None, latest.values())


def _variants(user, skills):
    """Of each skill, its challenges, and the seeds of each that training has asked this person."""
    asked = Asked.objects.filter(practice__user=user, question__challenge__skill__in=skills)
    seen = defaultdict(set)
    for name, seed in asked.values_list("question__challenge__name", "question__seed"):
        seen[name].add(seed)
    challenges = Challenge.objects.in_use().filter(skill__in=skills).order_by("name")
    variants = defaultdict(list)
    for pk, skill, name, generator in challenges.values_list("pk", "skill", "name", "generator"):
        seeds = SEEDS if generator else 1
        variants[skill].append(Variant(pk, seeds, frozenset(seen[name])))
    return variants
