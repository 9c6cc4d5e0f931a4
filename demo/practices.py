"""What the pupils have shown so far: practices by the rules of real ones, all at once."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from demo.people import READY
from profiles.choice import LONGEST_PRACTICE, Step, inferred, next_step
from profiles.models import Answer, Asked, KnowledgeElement, Practice
from referentiel.marking import Result
from referentiel.models import Competence, Question, Skill


def practise(users):
    """Each user has practised from no competence to all of them, and is at ease in some."""
    maps = maps_of_skills()
    worths = dict(Skill.objects.values_list("pk", "worth"))
    questions = dict(
        Question.objects.filter(seed=0, challenge__is_archived=False).values_list(
            "challenge__skill", "pk"
        )
    )
    records = [
        play(user, competence, steps, worths, questions)
        for user in users
        for competence, steps in chosen(user, maps)
    ]
    for model, rows in zip(
        (Practice, Asked, Answer, KnowledgeElement), gathered(records), strict=True
    ):
        model.objects.bulk_create(rows, batch_size=500)


def maps_of_skills():
    """The skills of each competence, as a practice reads them."""
    maps = {competence: [] for competence in Competence.objects.all()}
    for skill in Skill.objects.in_use().select_related("tube__competence"):
        step = Step(skill.pk, skill.tube.name, skill.difficulty)
        maps[skill.tube.competence].append(step)
    return maps


def chosen(user, maps):
    rng = Random(f"chosen {user.login}")
    ready = user.login in {person.login for person in READY}
    number = 16 if ready else rng.choice((0, 2, 4, 5, 7, 9, 12, 16))
    return rng.sample(sorted(maps.items(), key=lambda item: item[0].code), min(number, len(maps)))


def play(user, competence, steps, worths, questions):
    """One practice: its row, its questions, the answers, and what they show."""
    rng = Random(f"{competence.code} {user.login}")
    ability, known = rng.choice((0, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7)), {}
    at = timezone.now() - timedelta(days=rng.randint(1, 60), minutes=rng.randint(0, 600))
    practice = Practice(user=user, competence=competence, state="finished", started_at=at)
    asked, answers, elements = [], [], []
    while (step := next_step(steps, known)) and len(asked) < LONGEST_PRACTICE:
        at += timedelta(seconds=rng.randint(20, 90))
        success = step.difficulty <= ability
        asked.append(
            Asked(
                practice=practice, position=len(asked) + 1, question_id=questions[step.skill], at=at
            )
        )
        result = Result.OK if success else Result.KO
        answers.append(Answer(asked=asked[-1], value="", result=result, at=at))
        settled = [step, *inferred(step, success, steps, known)]
        known |= {each.skill: success for each in settled}
        elements += [element(user, each, step, success, answers[-1], worths) for each in settled]
    practice.finished_at = at
    return [practice], asked, answers, elements


def element(user, settled, step, success, answer, worths):
    return KnowledgeElement(
        user=user,
        skill_id=settled.skill,
        status="validated" if success else "invalidated",
        source="direct" if settled == step else "inferred",
        worth=worths[settled.skill] if success else 0,
        answer=answer,
        at=answer.at,
    )


def gathered(records):
    """Rows of each kind, in the order in which they need one another."""
    return [[row for record in records for row in record[kind]] for kind in range(4)]
