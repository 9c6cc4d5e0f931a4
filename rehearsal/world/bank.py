"""The sixteen competences with a few questions each, to which anything may be answered."""

from referentiel.drafts import Draft, Field
from referentiel.models import Area, Challenge, Competence, Skill, Tube
from referentiel.worth import LEVEL

COMPETENCES = {1: 3, 2: 4, 3: 4, 4: 3, 5: 2}  # of each area
SKILLS = 3
CHALLENGES = 2
SUM = Draft("QROC", "Combien font 1 + 1 ?", fields=(Field("r", "Réponse", ("2",)),))


def build():
    """Forty-eight questions for who has shown everything: the longest test there is."""
    for code, number in COMPETENCES.items():
        area = Area.objects.create(code=code, name=f"Domaine {code}")
        for rank in range(1, number + 1):
            build_competence(area, f"{code}.{rank}")


def build_competence(area, code):
    competence = Competence.objects.create(area=area, code=code, name=f"Compétence {code}")
    for number in range(1, SKILLS + 1):
        tube = Tube.objects.create(competence=competence, name=f"t{code}.{number}", title="T")
        skill = Skill.objects.create(tube=tube, difficulty=number, title="S", worth=LEVEL)
        for variant in range(CHALLENGES):
            add_challenge(skill, f"{tube.name}-{variant}")


def add_challenge(skill, name):
    challenge = Challenge.objects.create(
        skill=skill, name=name, fingerprint=name, type=SUM.type, accessibility="Texte."
    )
    challenge.keep(0, SUM)
