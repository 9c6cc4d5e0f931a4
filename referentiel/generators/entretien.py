"""Keeping computers up to date and in order, and finding what wears them out (5.2)."""

from datetime import datetime, timedelta
from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import csv_file, eml_file, ods_file, text_file, zip_file
from referentiel.generators.dates import clock, some_day
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

PROGRAMS = (
    *("Agenda", "Atelier photo", "Boussole", "Cartothèque", "Croquis", "Dictée", "Messagerie"),
    *("Navigateur", "Partition", "Planète", "Tableur", "Visionneuse"),
)


def fuite_memoire(rng: Random) -> Draft:
    """L’application dont la mémoire monte sans jamais redescendre."""
    leak, *others = rng.sample(PROGRAMS, 7)
    steps, rate, start = 32, rng.randint(40, 95), rng.randint(8, 9) * 60
    curves = {leak: leaking(rng, steps, 8 * rate)}
    shapes = (steady, steady, sawtooth, sawtooth, opened, closing)
    curves |= {each: shape(rng, steps) for each, shape in zip(others, shapes, strict=True)}
    names = rng.sample(sorted(curves), 7)
    rows = [(clock(start + 15 * n), *(curves[name][n] for name in names)) for n in range(steps + 1)]
    return Draft(
        "QROCM-ind",
        f"L’ordinateur {of(rng.choice(FIRST_NAMES))} devient très lent chaque soir, jusqu’à ce "
        "qu’on le redémarre. Une application a une fuite de mémoire : elle en prend toujours un "
        "peu plus, du matin au soir, et n’en rend jamais. Le fichier joint donne la mémoire prise "
        "par chaque application, en Mo, tous les quarts d’heure.\n\n"
        "Quelle application a la fuite ? De combien de Mo par heure sa mémoire augmente-t-elle en "
        "moyenne, du premier relevé au dernier ?",
        fields=(
            Field("application", "Application", (leak,), tuple(sorted(names))),
            Field("hausse", "Hausse moyenne, en Mo par heure", (str(rate),), is_number=True),
        ),
        attachments=(csv_file("memoire.csv", ("Heure", *names), rows),),
        explanation=f"« {leak} » est la seule qui ne redescend jamais. Elle gagne {8 * rate} Mo en "
        f"8 heures, soit {rate} Mo par heure. Les autres montent et redescendent, ou montent une "
        "fois seulement.",
    )


def leaking(rng: Random, steps: int, gain: int) -> list[int]:
    """Up at each step, by so much in all."""
    start, cuts = rng.randint(120, 260), sorted(rng.sample(range(1, gain), steps - 1))
    return [start + cut for cut in (0, *cuts, gain)]


def steady(rng: Random, steps: int) -> list[int]:
    level = rng.randint(900, 1600)
    return [level + rng.randint(-25, 25) for _ in range(steps + 1)]


def sawtooth(rng: Random, steps: int) -> list[int]:
    level, period, slope = rng.randint(150, 400), rng.randint(5, 9), rng.randint(40, 90)
    return [level + slope * (n % period) + rng.randint(0, 15) for n in range(steps + 1)]


def opened(rng: Random, steps: int) -> list[int]:
    """A large document opened once, and kept open."""
    level, when, more = rng.randint(150, 300), rng.randint(8, 24), rng.randint(800, 1200)
    return [level + more * (n >= when) + rng.randint(-15, 15) for n in range(steps + 1)]


def closing(rng: Random, steps: int) -> list[int]:
    """Up through the day, then closed and opened again."""
    level, when = rng.randint(150, 250), rng.randint(22, 28)
    return [level + 30 * (n % when) + rng.randint(0, 12) for n in range(steps + 1)]


def mal_regles(rng: Random) -> Draft:
    """Les deux postes qui ne suivent pas les règles de la salle."""
    numbers, most = rng.sample(range(11, 60), 10), rng.choice((5, 10, 15))
    two = sorted(numbers[:2])
    faults = dict(zip(two, rng.sample(range(4), 2), strict=True))
    files = {
        f"poste-{number}.txt": settings(rng, number, most, faults.get(number))
        for number in sorted(numbers)
    }
    return Draft(
        "QROCM-dep",
        "Dans une salle informatique, chaque poste doit suivre quatre règles :\n\n"
        "- les mises à jour s’installent toutes seules ;\n"
        "- le pare-feu est actif ;\n"
        f"- l’écran se verrouille après {most} minutes au plus ;\n"
        "- le compte de tous les jours n’est pas administrateur.\n\n"
        "L’archive jointe contient les réglages de dix postes. Deux postes ne suivent pas toutes "
        "les règles. Lesquels ?",
        fields=(Field("a", "Numéro d’un poste"), Field("b", "Numéro de l’autre poste")),
        groups=tuple((str(each), f"Poste {each}", f"poste-{each}.txt") for each in two),
        tolerances=frozenset({"t1"}),
        attachments=(zip_file("reglages.zip", files),),
        explanation="On ouvre les fichiers l’un après l’autre et l’on compare chaque ligne utile à "
        "la règle. " + " ".join(f"Poste {each} : {BROKEN[faults[each]]}." for each in two),
    )


BROKEN = (
    *("les mises à jour ne sont pas automatiques", "le pare-feu est inactif"),
    *("le verrouillage vient trop tard", "le compte de tous les jours est administrateur"),
)


def settings(rng: Random, number: int, most: int, fault: int | None) -> str:
    """The settings of a computer; other lines differ too, and do not matter."""
    delay = most * 2 if fault == 2 else rng.choice([n for n in (2, 5, 10, 15) if n <= most])
    lines = [
        f"Mises à jour : {'à la demande' if fault == 0 else 'automatiques'}",
        f"Pare-feu : {'inactif' if fault == 1 else 'actif'}",
        f"Verrouillage de l’écran : après {delay} minutes",
        f"Compte de tous les jours : {'administrateur' if fault == 3 else 'ordinaire'}",
        "Compte de secours : administrateur",
        f"Luminosité : {rng.randrange(40, 100, 5)} %",
        f"Bluetooth : {rng.choice(('actif', 'inactif'))}",
        f"Extinction : après {rng.choice((30, 45, 60))} minutes",
        f"Imprimante : {rng.choice(('automatique', 'à la demande'))}",
    ]
    return "\n".join((f"POSTE {number}", "", *rng.sample(lines, len(lines)))) + "\n"


FAILURES = ("place insuffisante", "fichier incomplet", "logiciel ouvert", "coupure du réseau")


def journal_mises_a_jour(rng: Random) -> Draft:
    """Le logiciel dont la dernière mise à jour n’est jamais passée."""
    late, *others = rng.sample(PROGRAMS, 8)
    day, events, installed = some_day(rng), [], {}
    for name in (late, *others):
        major, minor = rng.randint(2, 12), rng.randint(0, 6)
        updates = rng.randint(2, 3)
        for rank in range(updates):
            when = datetime(day.year, day.month, day.day, 2) + timedelta(days=7 * rank)
            when += timedelta(days=rng.randint(0, 2), minutes=rng.randint(0, 150))
            version, is_last = f"{major}.{minor + rank + 1}", rank == updates - 1
            is_stuck = is_last and name == late
            tries = 4 if is_stuck else rng.randint(2, 3) if rng.random() < 0.5 else 0
            for _ in range(tries):
                events.append((when, f"{name} {version} : échec ({rng.choice(FAILURES)})"))
                when += timedelta(days=1, minutes=rng.randint(1, 40))
            if not is_stuck:
                events.append((when, f"{name} {version} : installation réussie"))
                installed[name] = version
    lines = [f"{when:%d/%m/%Y %H:%M}  {words}" for when, words in sorted(events)]
    version = installed[late]
    return Draft(
        "QROCM-ind",
        f"L’ordinateur {of(rng.choice(FIRST_NAMES))} se met à jour la nuit. Quand une installation "
        "échoue, il essaie encore les nuits suivantes, puis abandonne après le quatrième échec. Le "
        "fichier joint est le journal du mois.\n\n"
        "À la fin du journal, un seul logiciel n’a pas sa dernière version. Lequel, et quelle "
        "version en est installée ?",
        fields=(
            Field("logiciel", "Logiciel", (late,), tuple(sorted((late, *others)))),
            Field(
                "version",
                "Version installée",
                (version, f"version {version}", version.replace(".", ",")),
            ),
        ),
        tolerances=frozenset({"t1"}),
        attachments=(text_file("mises-a-jour.log", "\n".join(lines) + "\n"),),
        explanation="D’autres installations ont échoué, mais ont réussi plus tard. Pour "
        f"« {late} », le dernier essai est un échec : la version {version} est restée.",
    )


def bulletin(rng: Random) -> Draft:
    """Combien de postes ont une version touchée par la faille ?"""
    name, major, count = rng.choice(PROGRAMS), rng.randint(2, 8), rng.randint(7, 26)
    first, last, safe = rng.randint(4, 6), rng.randint(12, 15), rng.randint(8, 9)
    touched = [f"{major}.{minor}.{n}" for minor in range(first, last + 1) for n in range(4)]
    touched.remove(f"{major}.{safe}.3")
    sound = [f"{major}.{minor}.{n}" for minor in (1, 2, 3, last + 1, last + 2) for n in range(4)]
    sound += [f"{major}.{10 * first}.0", f"{major + 1}.{first}.1", f"{major - 1}.{last}.2"]
    versions = [rng.choice(touched) for _ in range(count)]
    versions += [f"{major}.{safe}.3"] * rng.randint(2, 4)
    versions += [rng.choice(sound) for _ in range(44 - len(versions))]
    others = [each for each in PROGRAMS if each != name]
    rows = [(name, version) for version in versions]
    rows += [(rng.choice(others), rng.choice(touched)) for _ in range(12)]
    rng.shuffle(rows)
    posts = rng.sample(range(100, 999), len(rows))
    table = [(f"P{post}", *row) for post, row in zip(posts, rows, strict=True)]
    fixed = f"{major}.{last + 1}.0"
    letter = eml_file(
        "bulletin.eml",
        {
            "From": "Équipe de sécurité <alertes@securite.example>",
            "To": "Responsables informatiques <responsables@ville.example>",
            "Subject": f"Faille dans le logiciel « {name} »",
        },
        "Bonjour,\n\n"
        f"Une faille grave vient d’être trouvée dans le logiciel « {name} ».\n\n"
        f"Versions touchées : de la {major}.{first}.0 à la {major}.{last}.3, ces deux comprises.\n"
        f"Exception : la {major}.{safe}.3 a été corrigée à part, elle n’est pas touchée.\n"
        f"Remède : installer la {fixed} ou une plus récente.\n\n"
        "Après un point, c’est un nombre entier : la version 4.10 vient après la 4.9.\n\n"
        "L’équipe de sécurité\n",
    )
    return qroc(
        f"La mairie {of(rng.choice(TOWNS))} reçoit le bulletin joint. Le second fichier dit quel "
        "logiciel est installé sur chacun de ses postes, et en quelle version.\n\n"
        "Combien de postes sont touchés par la faille ?",
        str(count),
        label="Nombre de postes",
        is_number=True,
        attachments=(letter, ods_file("postes.ods", ("Poste", "Logiciel", "Version"), table)),
        explanation=f"On ne garde que « {name} », puis les versions de {major}.{first}.0 à "
        f"{major}.{last}.3, sans la {major}.{safe}.3. Un tri alphabétique trompe : il met "
        f"{major}.{last} avant {major}.{first}.",
    )


MODULES = (
    *("affichage", "alphabet", "cartes", "clavier", "codage", "couleurs", "dates", "formes"),
    *("images", "impression", "langues", "mesures", "polices", "requetes", "son", "tri"),
)


def dependances(rng: Random) -> Draft:
    """Combien de mégaoctets faut-il télécharger, avec tout ce dont un logiciel a besoin ?"""
    names = rng.sample(MODULES, 15)
    while True:
        # Each needs only what comes after it: no circle.
        needs = {
            name: rng.sample(names[n + 1 : n + 6], min(rng.randint(0, 2) + (n < 3), 14 - n))
            for n, name in enumerate(names)
        }
        present = set().union(*(whole(each, needs) for each in rng.sample(names[3:], 3)))
        wanted = whole(names[0], needs)
        shared = sum(map(len, (needs[each] for each in wanted))) >= len(wanted) + 1
        if shared and 5 <= len(wanted - present) <= 8 and len(wanted & present) >= 2:
            break
    sizes = dict(zip(names, rng.sample(range(3, 90), 15), strict=True))
    total = sum(sizes[each] for each in wanted - present)
    rows = [
        (name, sizes[name], ", ".join(needs[name]) or "rien", "oui" if name in present else "non")
        for name in sorted(names)
    ]
    columns = ("Module", "Taille (Mo)", "A besoin de", "Déjà installé")
    return qroc(
        "Un logiciel est fait de modules. Pour installer un module, il faut aussi ceux dont il a "
        "besoin, puis ceux dont ceux-là ont besoin, et ainsi de suite. On ne télécharge qu’une "
        "fois chaque module, et jamais ceux qui sont déjà installés.\n\n"
        f"{rng.choice(FIRST_NAMES)} veut installer le module « {names[0]} ». D’après le tableau "
        "joint, combien de mégaoctets faut-il télécharger en tout ?",
        str(total),
        label="Nombre de Mo",
        is_number=True,
        attachments=(ods_file("modules.ods", columns, rows, "Modules"),),
        explanation="Il faut télécharger " + ", ".join(sorted(wanted - present)) + ".",
    )


def whole(name: str, needs: dict[str, list[str]]) -> set[str]:
    """A module with all it needs, however far."""
    return {name}.union(*(whole(each, needs) for each in needs[name]))
