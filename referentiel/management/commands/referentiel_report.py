"""Counts of what the content files hold."""

from collections import Counter

from django.core.management.base import BaseCommand

from referentiel.content import read_all


class Command(BaseCommand):
    help = "Compte les questions par type, difficulté, tube, générateur et pièce jointe."

    def handle(self, *args, **options):
        chapters, faults = read_all()
        for chapter in chapters:
            self.say(f"{chapter.code} {chapter.name}", counts(chapter))
        total = sum((counts(chapter) for chapter in chapters), Counter())
        self.say(f"Total, {len(chapters)} compétences, {len(faults)} faute(s)", total)
        for tube in (tube for chapter in chapters for tube in chapter.tubes):
            levels = " ".join(str(skill.difficulty) for skill in tube.skills)
            number = sum(len(skill.challenges) for skill in tube.skills)
            self.stdout.write(f"  {tube.name:20} difficultés {levels:16} {number} épreuves")

    def say(self, title, found):
        self.stdout.write(title)
        self.stdout.write("  " + ", ".join(f"{name} {found[name]}" for name in sorted(found)))


def counts(chapter) -> Counter:
    found = Counter(tubes=len(chapter.tubes))
    for skill in (skill for tube in chapter.tubes for skill in tube.skills):
        found["acquis"] += 1
        found["acquis avec générateur"] += any(each.generator for each in skill.challenges)
        for challenge in skill.challenges:
            found.update(facts(challenge))
    return found


def facts(challenge) -> list[str]:
    """All that is said of one challenge, each once."""
    draft = challenge.make(0)
    said = {
        "épreuves": True,
        draft.type: True,
        "générateurs": challenge.generator,
        "chronométrées": challenge.timer,
        "sans quitter la page": challenge.is_focused,
        "avec pièce jointe": draft.attachments,
        "avec image": draft.picture,
    }
    return [name for name, is_so in said.items() if is_so]
