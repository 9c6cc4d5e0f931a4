"""Traces that are left behind, and people found again in data said to be anonymous (4.2)."""

from datetime import date, datetime, timedelta
from itertools import product
from random import Random

from referentiel.drafts import Draft, qroc
from referentiel.files import csv_file, ods_file, zip_file
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, LAST_NAMES, TOWNS

PURPOSES = ("publicité", "mesure d’audience", "panier", "langue", "connexion")
GUESTS = ("regie-verte.test", "annonces-plus.test", "compteur.test", "video-partout.test")


def cookies(rng: Random) -> Draft:
    """Combien de cookies de publicité viennent d’un autre site que celui que l’on visite ?"""
    site = f"journal-{rng.choice(('lilas', 'garance', 'tilleul', 'bleuet'))}.example"
    rows = []
    for number in range(rng.randint(24, 34)):
        purpose = rng.choice((*PURPOSES, "publicité", "publicité"))
        owner = rng.choice((site, site, f"www.{site}", *GUESTS))
        rows.append((f"ck{number:02}_{rng.randint(100, 999)}", owner, purpose, rng.randint(1, 390)))
    found = sum(owner in GUESTS and purpose == "publicité" for _, owner, purpose, _ in rows)
    return qroc(
        f"{rng.choice(FIRST_NAMES)} a visité le site `{site}`. Le tableau joint liste les cookies "
        "que la visite a laissés dans le navigateur.\n\n"
        "Combien servent à la publicité et ont été déposés par un autre site que "
        f"`{site}` ?",
        str(found),
        label="Nombre de cookies",
        is_number=True,
        attachments=(
            ods_file("cookies.ods", ("Nom", "Déposé par", "Sert à", "Durée (jours)"), rows),
        ),
        explanation=f"On filtre « publicité », puis on écarte ce que dépose le site lui-même, "
        f"avec ou sans `www` : il en reste {found}.",
    )


SPORTS = ("judo", "natation", "handball", "escalade")


def recoupement(rng: Random) -> Draft:
    """Deux fichiers sans danger, mis côte à côte, disent qui a répondu."""
    towns, years = rng.sample(TOWNS, 3), range(2008, 2012)
    profiles = list(product(years, towns, SPORTS))
    rng.shuffle(profiles)
    alone, shared = profiles[0], profiles[1:12]
    people = [alone, *shared, *shared]
    names = [
        f"{first} {last}"
        for first, last in zip(rng.sample(FIRST_NAMES, 23), rng.sample(LAST_NAMES, 23), strict=True)
    ]
    answers = ["moins de 5 h", *(rng.choice(("6 h", "7 h", "8 h", "9 h")) for _ in people[1:])]
    club = [(name, *who) for name, who in zip(names, people, strict=True)]
    survey = [(*who, answer) for who, answer in zip(people, answers, strict=True)]
    rng.shuffle(club)
    rng.shuffle(survey)
    facts = ("Année de naissance", "Ville", "Sport")
    files = (csv_file("annuaire.csv", ("Nom", *facts), club),)
    files += (csv_file("enquete.csv", (*facts, "Sommeil"), survey),)
    first, _, last = names[0].partition(" ")
    return qroc(
        "Un club publie l’annuaire de ses membres. Il publie aussi une enquête sur leur sommeil, "
        "« anonyme » parce que les noms ont été enlevés. Tous les membres ont répondu. Les deux "
        "fichiers sont dans l’archive jointe.\n\n"
        "Qui a répondu qu’il dormait « moins de 5 h » ?",
        *(names[0], f"{last} {first}", first, last),
        label="Prénom et nom",
        tolerances=frozenset({"t1", "t2"}),
        attachments=(zip_file("club.zip", {each.name: each.content for each in files}),),
        explanation="Année, ville et sport ensemble ne désignent qu’une personne : enlever les "
        "noms ne suffit pas à rendre une enquête anonyme.",
    )


def metadonnees(rng: Random) -> Draft:
    """Combien de photos portent la position du domicile ?"""
    name, north, west = rng.choice(FIRST_NAMES), rng.randint(43000, 49000), rng.randint(100, 4900)
    moment, rows, home = datetime(2026, rng.randint(1, 6), rng.randint(1, 28), 8), [], 0
    for _ in range(rng.randint(32, 44)):
        moment += timedelta(minutes=rng.randint(40, 3000))
        kind = rng.choices(("home", "street", "away", "none"), (4, 2, 5, 3))[0]
        home += kind == "home"
        gap = {"home": (0, 0), "street": (0, 40), "away": (300, 17), "none": (0, 0)}[kind]
        place = [
            (100 * (base + shift) + rng.randint(10, 49)) / 100_000
            for base, shift in zip((north, west), gap, strict=True)
        ]
        place = [None, None] if kind == "none" else place
        rows.append((f"IMG_{rng.randint(1000, 9999)}.jpg", moment, *place))
    spot = f"{north / 1000:.3f} ; {west / 1000:.3f}".replace(".", ",")
    return qroc(
        f"{name} veut publier un album. Le tableau joint donne les informations cachées dans "
        f"chaque photo. Son domicile est au point de latitude et de longitude `{spot}` "
        "(à un millième près, sans tenir compte des chiffres suivants).\n\n"
        "Combien de photos révèlent ce point ?",
        str(home),
        label="Nombre de photos",
        is_number=True,
        attachments=(
            ods_file("photos.ods", ("Photo", "Prise le", "Latitude", "Longitude"), rows, "Album"),
        ),
        explanation="Il faut que la latitude et la longitude commencent toutes deux comme celles "
        "du domicile. Une photo sans position ne dit rien.",
    )


AGES = ("moins de 18 ans", "18 à 39 ans", "40 à 64 ans", "65 ans et plus")
HOMES = ("Cantal", "Finistère", "Jura", "Nièvre")
WORKS = ("en emploi", "sans emploi")


def k_anonymat(rng: Random) -> Draft:
    """Combien de lignes retirer pour que chacune se perde parmi d’autres ?"""
    groups = list(product(AGES, HOMES, WORKS))
    sizes = [rng.choice((0, 1, 2, 3, 4, 5)) for _ in groups]
    rows = [group for group, size in zip(groups, sizes, strict=True) for _ in range(size)]
    rng.shuffle(rows)
    rows = [(n, *row, rng.choice(("oui", "non"))) for n, row in enumerate(rows, 1)]
    least, town = rng.choice((3, 4)), rng.choice(TOWNS)
    removed = sum(size for size in sizes if size < least)
    return qroc(
        f"L’hôpital {of(town)} veut publier le tableau joint. Pour que personne ne soit "
        "reconnu, chaque combinaison d’âge, de département et de situation doit être partagée par "
        f"au moins {least} lignes. Les lignes dont la combinaison est plus rare sont retirées.\n\n"
        "Combien de lignes faut-il retirer ?",
        str(removed),
        label="Nombre de lignes",
        is_number=True,
        attachments=(
            ods_file("patients.ods", ("Ligne", "Âge", "Département", "Situation", "Fumeur"), rows),
        ),
        explanation="On compte les lignes de chaque combinaison (tableau croisé ou NB.SI.ENS), "
        f"puis on additionne celles qui en ont moins de {least} : {removed}.",
    )


MARKS = (
    ("français", "anglais", "breton", "portugais"),
    ("1920 × 1080", "1366 × 768", "2560 × 1440"),
    ("Paris", "Réunion", "Martinique"),
    ("navigateur A", "navigateur B"),
)


def empreinte_navigateur(rng: Random) -> Draft:
    """Le seul visiteur dont l’ensemble des réglages ne ressemble à aucun autre."""
    profiles = list(product(*MARKS))
    rng.shuffle(profiles)
    alone, others = profiles[0], profiles[1:22]
    seen = [alone] + [each for each in others for _ in range(rng.choice((2, 2, 3)))]
    numbers = rng.sample(range(1000, 9999), len(seen))
    rows = [(number, *each) for number, each in zip(numbers, seen, strict=True)]
    rng.shuffle(rows)
    day = date(2026, 1, 1) + timedelta(days=rng.randrange(300))
    columns = ("Visite", "Langue", "Écran", "Fuseau horaire", "Navigateur")
    return qroc(
        f"Un site sans aucun cookie a noté les visites du {day:%d/%m/%Y} dans le fichier joint. "
        "Chaque ligne vient d’une personne différente.\n\n"
        "Une seule de ces personnes sera reconnue à coup sûr, parmi celles-ci, si elle revient "
        "avec les mêmes réglages. Quel est le numéro de sa visite ?",
        str(numbers[0]),
        label="Numéro de la visite",
        is_number=True,
        attachments=(csv_file("visites.csv", columns, rows),),
        explanation="Chaque réglage est banal, mais leur réunion ne se retrouve que sur une ligne "
        "du fichier : c’est une empreinte.",
    )
