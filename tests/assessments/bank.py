"""A small bank of six competences, and somebody who has shown what it asks."""

from datetime import date, timedelta

from django.utils import timezone

from assessments import sitting
from profiles.models import KnowledgeElement
from referentiel.drafts import Draft, Field
from referentiel.models import Area, Challenge, Competence, Skill, Tube
from referentiel.worth import LEVEL

# As somebody types it whom the list calls « De L’Étang Léa ».
LEA = {"birth_name": "de l'Étang", "first_name": "léa ", "birth_date": date(2010, 12, 4)}
CODES = ("1.1", "1.2", "2.1", "3.1", "4.1", "5.1")


SUM = Draft("QROC", "Combien font 1 + 1 ?", fields=(Field("r", "Réponse", ("2",)),))


def build(skills=3, challenges=2):
    """Of each competence so many skills, each asked by so many challenges; the answer is 2."""
    area = Area.objects.create(code=1, name="Données")
    for code in CODES:
        competence = Competence.objects.create(area=area, code=code, name=f"Compétence {code}")
        for number in range(skills):
            tube = Tube.objects.create(competence=competence, name=f"t{code}{number}", title="T")
            skill = Skill.objects.create(tube=tube, difficulty=number + 1, title="S", worth=LEVEL)
            for variant in range(challenges):
                add_challenge(skill, f"{tube.name}-{variant}")


def add_challenge(skill, name):
    challenge = Challenge.objects.create(
        skill=skill, name=name, fingerprint=name, type=SUM.type, accessibility="Texte."
    )
    challenge.questions.create(seed=0, content=SUM.to_json())
    return challenge


def show_all(user, codes=CODES, source="direct"):
    """An hour ago, every skill of these competences."""
    KnowledgeElement.objects.bulk_create(
        KnowledgeElement(
            user=user,
            skill=skill,
            status="validated",
            source=source,
            worth=skill.worth,
            at=timezone.now() - timedelta(hours=1),
        )
        for skill in Skill.objects.filter(tube__competence__code__in=codes)
    )


def begin(certification, code="KMTR47"):
    """As somebody does who types the code."""
    sitting.check(certification, code)
    sitting.enter(certification)
    return certification
