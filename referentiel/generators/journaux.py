"""Logs in which the cause of a breakdown is to be found."""

from datetime import datetime, timedelta
from random import Random

from referentiel.drafts import Draft, qroc
from referentiel.files import csv_file, text_file
from referentiel.generators.dates import clock, in_words, some_day
from referentiel.generators.elision import of

SERVICES = ("comptes", "annuaire", "base", "stockage", "droits", "recherche", "notes", "agenda")
FAILURES = ("délai dépassé", "réponse impossible", "opération abandonnée")
ROUTINE = ("demande traitée", "contrôle terminé", "lecture terminée", "nettoyage fait")


def cascade(rng: Random) -> Draft:
    """Un service en panne en entraîne d’autres : lequel est à l’origine ?"""
    day = some_day(rng)
    services = rng.sample(SERVICES, 6)
    chain, aside = ["portail", *services[:4]], services[4:]
    depth = rng.randint(2, 4)
    root, broken, sound = chain[depth], chain[:depth], chain[depth + 1 :]
    start = datetime(day.year, day.month, day.day, 8, 0, 0)
    fall = start + timedelta(minutes=rng.randint(60, 100))
    events = []

    def note(when, level, service, words):
        events.append((when, f"{when:%Y-%m-%d %H:%M:%S} {level:<6} [{service}] {words}"))

    for service in [*chain, *aside]:
        for _ in range(12):
            when = start + timedelta(seconds=rng.randint(0, 8400))
            if when < fall or service in sound + aside:
                note(when, "INFO", service, rng.choice(ROUTINE))
    for rank, service in enumerate([root, *reversed(broken)]):
        when = fall + timedelta(seconds=3 * rank + rng.randint(0, 2))
        while when < start + timedelta(seconds=8400):
            note(when, "ERREUR", service, rng.choice(FAILURES))
            when += timedelta(seconds=rng.randint(200, 700))
    for service in [*aside, *sound, chain[0]]:
        when = start + timedelta(minutes=rng.randint(5, 50))
        note(when, "ERREUR", service, rng.choice(FAILURES))
        note(when + timedelta(seconds=rng.randint(20, 90)), "INFO", service, "service rétabli")
    lines = [line for _, line in sorted(events)]
    needs = "\n".join(f"- {a} a besoin {of(b)}" for a, b in zip(chain, chain[1:], strict=False))
    return qroc(
        f"Le portail d’un lycée ne marche plus depuis {clock(fall.hour * 60 + fall.minute)} le "
        f"{in_words(day)}, et jusqu’à la fin du journal joint. Un service en panne met en panne "
        f"ceux qui ont besoin de lui :\n\n{needs}\n\n"
        "Les autres services ne servent pas au portail. Quel service est tombé en panne de "
        "lui-même et a entraîné les autres ?",
        root,
        label="Service à l’origine de la panne",
        options=sorted(services),
        attachments=(text_file("journal.log", "\n".join(lines) + "\n"),),
        explanation=f"« {root} » est le service le plus bas dans la chaîne dont les erreurs durent "
        "encore. Ce qui est plus bas, ou à côté, a bien eu une erreur, mais plus tôt et réparée.",
    )


TASKS = (
    *("Sauvegarde", "Antivirus", "Synchronisation", "Mise à jour", "Indexation", "Impression"),
    *("Relevé des compteurs", "Envoi du courrier", "Nettoyage"),
)
STOP = "ARRÊT BRUTAL"


def coupable(rng: Random) -> Draft:
    """Quelle tâche est suivie d’un arrêt à chaque fois, et explique tous les arrêts ?"""
    day = some_day(rng)
    guilty, decoy, *others = rng.sample(TASKS, 7)
    slots = rng.sample(range(14 * 24 * 2), 45)  # half hours: no two are close
    midnight = datetime(day.year, day.month, day.day)
    events = []
    for rank, slot in enumerate(slots):
        when = midnight + timedelta(minutes=30 * slot + rng.randint(0, 20))
        some = rng.sample(others, 2)
        crash = rank < 6
        # The decoy is there before each stop, but also at quiet hours.
        tasks = [guilty, decoy, some[0]] if crash else some
        tasks += [decoy] if 6 <= rank < 12 else []
        rng.shuffle(tasks)
        seconds = sorted(rng.sample(range(100), len(tasks)))
        events += [(when + timedelta(seconds=s), t) for s, t in zip(seconds, tasks, strict=True)]
        events += [(when + timedelta(seconds=rng.randint(110, 170)), STOP)] if crash else []
    rows = [(f"{t:%d/%m/%Y}", f"{t:%H:%M:%S}", words) for t, words in sorted(events)]
    return qroc(
        "Un serveur s’arrête parfois d’un coup. Une seule tâche en est la cause : chaque fois "
        "qu’elle démarre, le serveur s’arrête moins de trois minutes après. Les autres tâches n’y "
        "sont pour rien.\n\n"
        "Le fichier joint donne le début de chaque tâche et les arrêts. Quelle est cette tâche ?",
        guilty,
        label="Tâche",
        options=sorted((guilty, decoy, *others)),
        attachments=(csv_file("evenements.csv", ("Date", "Heure", "Événement"), rows),),
        explanation=f"« {decoy} » précède aussi chaque arrêt, mais démarre souvent sans dommage. "
        f"« {guilty} » est la seule qui soit suivie d’un arrêt à chaque fois.",
    )
