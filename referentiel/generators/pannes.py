"""Breakdowns to find: a stuck queue, a bad part, a full disk, a greedy program."""

from itertools import product
from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import csv_file, ods_file, text_file, xlsx_file
from referentiel.generators.dates import clock
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES

PRINTERS = ("CDI", "Accueil", "Atelier", "Salle 12", "Salle 27", "Labo photo", "Vie scolaire")
PAPERS = ("menu", "affiche", "exposé", "plan", "liste", "contrôle", "convocation", "dessin")
BLOCKED = ("bloquée : papier A3 absent", "bloquée : fichier abîmé", "bloquée : format inconnu")


def file_attente(rng: Random) -> Draft:
    """Quelle demande arrête toutes les autres sur une imprimante ?"""
    name, printers = rng.choice(FIRST_NAMES), rng.sample(PRINTERS, 3)
    hours = sorted(rng.sample(range(485, 700), 27))
    numbers = sorted(rng.sample(range(200, 900), 27))
    places = rng.sample(printers * 9, 27)
    ranks, rows, stuck = dict.fromkeys(printers, 0), [], 0
    heads = {printer: rng.randint(2, 5) for printer in printers}
    for number, hour, place in zip(numbers, hours, places, strict=True):
        rank, ranks[place] = ranks[place], ranks[place] + 1
        state = "imprimée" if rank < heads[place] else "en attente"
        if rank == heads[place]:
            state = "en cours" if place == printers[2] else rng.choice(BLOCKED)
            stuck = number if place == printers[0] else stuck
        paper, who = rng.choice(PAPERS), rng.choice(FIRST_NAMES)
        rows.append((number, clock(hour), place, who, paper, state))
    columns = ("Numéro", "Heure", "Imprimante", "Demandée par", "Document", "État")
    return qroc(
        f"{name} attend depuis longtemps devant l’imprimante « {printers[0]} » du collège. Une "
        "imprimante sert les demandes dans l’ordre : une demande bloquée arrête toutes celles qui "
        "suivent sur la même imprimante.\n\n"
        "Le fichier joint montre les demandes du matin. Quel est le numéro de la demande à "
        f"supprimer pour que l’imprimante « {printers[0]} » reparte ?",
        str(stuck),
        label="Numéro de la demande",
        is_number=True,
        attachments=(ods_file("impressions.ods", columns, rows, "Impressions"),),
        explanation=f"Sur l’imprimante « {printers[0]} », la seule demande bloquée est la "
        f"{stuck}. L’autre demande bloquée est sur une autre imprimante.",
    )


BENCHES = (
    ("afficher une image", ("Ordinateur", "Câble", "Écran")),
    ("charger une tablette", ("Tablette", "Chargeur", "Câble")),
    ("enregistrer un son", ("Enregistreur", "Câble", "Micro")),
    ("charger un vélo", ("Vélo", "Chargeur", "Batterie")),
    ("projeter un film", ("Lecteur", "Câble", "Projecteur")),
)


def essais(rng: Random) -> Draft:
    """Un seul objet est en panne ; les essais disent lequel."""
    aim, kinds = rng.choice(BENCHES)
    parts = [(kind, number) for kind in kinds for number in (1, 2, 3)]
    bad = rng.choice(parts)
    every = list(product(*([(kind, n) for n in (1, 2, 3)] for kind in kinds)))
    tests = rng.sample(every, 8)
    while suspects(tests, bad, parts) != [bad]:
        tests = rng.sample(every, 8)
    rows = [
        (n, *(number for _, number in test), "échec" if bad in test else "marche")
        for n, test in enumerate(tests, 1)
    ]
    return qroc(
        f"Un club a du matériel pour {aim} : trois exemplaires de chaque objet, numérotés. Un seul "
        "objet est en panne. Le fichier joint donne les essais déjà faits, avec le numéro des "
        "objets reliés.\n\nQuel objet est en panne ?",
        "{} {}".format(*bad),
        label="Objet en panne",
        options=["{} {}".format(*each) for each in parts],
        attachments=(ods_file("essais.ods", ("Essai", *kinds, "Résultat"), rows, "Essais"),),
        explanation="Tout objet d’un essai qui marche est bon. Parmi les autres, un seul est "
        "présent dans tous les échecs : {} {}.".format(*bad),
    )


def suspects(tests, bad, parts) -> list:
    """The parts that alone would explain every result."""
    return [each for each in parts if all((each in test) == (bad in test) for test in tests)]


PROGRAMS = ("Partition", "Atelier photo", "Cartothèque", "Montage", "Dictée", "Planète", "Croquis")


def versions(rng: Random) -> Draft:
    """Les deux numéros de version que demande une équipe d’aide."""
    name, programs = rng.choice(FIRST_NAMES), rng.sample(PROGRAMS, 6)
    numbers = {each: version(rng) for each in programs}
    system, kernel, last = version(rng), version(rng), version(rng)
    lines = [
        "INFORMATIONS DE L’APPAREIL",
        "",
        "Système",
        f"  Version du noyau : {kernel}",
        f"  Version du système : {system}",
        f"  Version proposée en mise à jour : {last}",
        "",
        "Logiciels installés",
        *(f"  {each:<15} version {number}" for each, number in numbers.items()),
    ]
    fields = (
        Field("logiciel", "Version du logiciel", accepted(numbers[programs[0]])),
        Field("systeme", "Version du système", accepted(system)),
    )
    return Draft(
        "QROCM-ind",
        f"Le logiciel « {programs[0]} » {of(name)} se ferme tout seul. L’équipe d’aide demande "
        "deux choses : la version installée de ce logiciel et celle du système.\n\n"
        "Elles sont dans le fichier joint. Recopiez-les.",
        fields=fields,
        tolerances=frozenset({"t1"}),
        attachments=(text_file("informations.txt", "\n".join(lines) + "\n"),),
        explanation=f"« {programs[0]} » est en version {numbers[programs[0]]} et le système en "
        f"version {system}. Le noyau et la mise à jour proposée sont autre chose.",
    )


def version(rng: Random) -> str:
    return f"{rng.randint(2, 29)}.{rng.randint(0, 12)}.{rng.randint(1, 40)}"


def accepted(number: str) -> tuple[str, ...]:
    return number, f"version {number}", f"v{number}", f"v. {number}"


APPLICATIONS = (
    *("Navigateur", "Montage vidéo", "Messagerie", "Jeu de course", "Musique", "Tableur"),
    *("Dessin", "Carnet de notes", "Agenda"),
)


def memoire(rng: Random) -> Draft:
    """Quelle application, tous ses processus réunis, prend le plus de mémoire ?"""
    greedy, lone, *others = rng.sample(APPLICATIONS, 7)
    rows = [(greedy, rng.randint(310, 420)) for _ in range(rng.randint(7, 9))]
    rows += [(lone, rng.randint(1300, 1500)), (lone, rng.randint(90, 200))]
    rows += [(each, rng.randint(60, 300)) for each in others for _ in range(rng.randint(1, 4))]
    rng.shuffle(rows)
    numbered = [(n, *row) for n, row in zip(rng.sample(range(1000, 9999), 40), rows, strict=False)]
    columns = ("Processus", "Application", "Mémoire (Mo)")
    return qroc(
        "Un ordinateur manque de mémoire. Le fichier joint est la liste de ses processus : une "
        "application peut en avoir plusieurs.\n\n"
        "Quelle application prend le plus de mémoire en tout ?",
        greedy,
        label="Application",
        options=sorted((greedy, lone, *others)),
        attachments=(xlsx_file("processus.xlsx", columns, numbered, "Processus"),),
        explanation=f"Il faut additionner par application. « {lone} » a le plus gros processus, "
        f"mais « {greedy} » en a beaucoup et prend plus en tout.",
    )


CONTENTS = ("photos", "documents", "cache", "corbeille", "applications", "musique")


def menage(rng: Random) -> Draft:
    """Combien de gigaoctets libère-t-on en vidant ce qui ne sert plus ?"""
    name, rows, freed = rng.choice(FIRST_NAMES), [], 0
    contents = [*CONTENTS * 4, "cache", "corbeille", "cache"]
    rng.shuffle(contents)
    for content in contents:
        size = rng.choice((rng.randint(2, 9), rng.randint(11, 64))) * 100
        freed += size if content in ("cache", "corbeille") else 0
        is_big = size >= 1000
        written = f"{size / 1000:.1f}".replace(".", ",") if is_big else str(size)
        rows.append((f"dossier-{len(rows) + 1:02}", content, written, "Go" if is_big else "Mo"))
    answer = f"{freed / 1000:.1f}".replace(".", ",")
    columns = ("Dossier", "Contenu", "Taille", "Unité")
    return qroc(
        f"Le disque {of(name)} est presque plein. {name} décide de vider tous les dossiers de "
        "cache et de corbeille, et rien d’autre. Le fichier joint donne la taille de chaque "
        "dossier.\n\n"
        "Combien de gigaoctets (Go) seront libérés en tout ? Comptez 1 Go = 1 000 Mo et écrivez "
        "le résultat exact, avec un chiffre après la virgule.",
        answer,
        label="Nombre de gigaoctets",
        is_number=True,
        attachments=(csv_file("disque.csv", columns, rows),),
        explanation=f"On ne garde que les dossiers de cache et de corbeille, on écrit tout dans la "
        f"même unité, puis on additionne : {answer} Go.",
    )
