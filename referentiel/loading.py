"""From the content files to the rows: all of it or nothing, and the same twice is nothing."""

import json
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction

from referentiel import content
from referentiel.models import Area, Challenge, Competence, Skill, Tube
from referentiel.worth import LEVEL

# A generator is known by its first questions: if they change, it is another version.
SAMPLES = 3


@dataclass
class Outcome:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def load(chapters: list[content.Competence]) -> Outcome:
    outcome = Outcome()
    skills = [skill for chapter in chapters for skill in load_competence(chapter)]
    in_use = {row.name: row for row in Challenge.objects.in_use().select_for_update()}
    for row, written in skills:
        for each in written.challenges:
            load_challenge(row, each, in_use.pop(each.id, None), outcome)
    outcome.archived = sorted(in_use)
    Challenge.objects.filter(name__in=in_use).update(is_archived=True)
    Skill.objects.exclude(pk__in=[row.pk for row, _ in skills]).update(is_archived=True)
    return outcome


def load_competence(chapter: content.Competence):
    """The rows of its skills, each with what its author wrote."""
    number = int(chapter.code[0])
    area, _ = Area.objects.update_or_create(code=number, defaults={"name": content.AREAS[number]})
    competence, _ = Competence.objects.update_or_create(
        code=chapter.code, defaults={"area": area, "name": chapter.name}
    )
    shares = Counter(skill.difficulty for tube in chapter.tubes for skill in tube.skills)
    for tube in chapter.tubes:
        row, _ = Tube.objects.update_or_create(
            name=tube.name, defaults={"competence": competence, "title": tube.title}
        )
        for skill in tube.skills:
            worth = LEVEL // shares[skill.difficulty]
            values = {"title": skill.title, "worth": worth, "is_archived": False}
            yield (
                Skill.objects.update_or_create(
                    tube=row, difficulty=skill.difficulty, defaults=values
                )[0],
                skill,
            )


def load_challenge(
    skill: Skill, written: content.Challenge, row: Challenge | None, outcome: Outcome
):
    drafts = [written.make(seed) for seed in range(SAMPLES if written.generator else 1)]
    fingerprint = fingerprint_of(written, drafts)
    if row and row.fingerprint == fingerprint:
        outcome.unchanged += 1
        return
    latest = Challenge.objects.filter(name=written.id).order_by("version").last()
    (outcome.changed if latest else outcome.added).append(written.id)
    if row:
        Challenge.objects.filter(pk=row.pk).update(is_archived=True)
    new = Challenge.objects.create(
        skill=skill,
        name=written.id,
        version=latest.version + 1 if latest else 1,
        fingerprint=fingerprint,
        type=drafts[0].type,
        generator=written.generator,
        timer=written.timer,
        is_focused=written.is_focused,
        accessibility=written.accessibility,
    )
    new.keep(0, drafts[0])


def fingerprint_of(written: content.Challenge, drafts) -> str:
    head = [written.generator, written.timer, written.is_focused, written.accessibility]
    digest = sha256(json.dumps([head, [draft.to_json() for draft in drafts]]).encode())
    for draft in drafts:
        for file in draft.files:
            digest.update(sha256(file.content).digest())
    return digest.hexdigest()
