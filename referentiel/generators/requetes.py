"""Questions on queries that combine criteria: what they find, what they miss (1.1)."""

from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import csv_file, ods_file
from referentiel.generators.echanges import listed
from referentiel.generators.words import FIRST_NAMES

AS_TYPED = frozenset({"t1"})

KEYWORDS = (
    "port",
    "transport",
    "vent",
    "vente",
    "sol",
    "soleil",
    "bois",
    "boisson",
    "mer",
    "mercure",
)
WHOLE = ("port", "vent", "sol", "bois", "mer")


def requete(rng: Random) -> Draft:
    """Ce que trouve (A OU B) ET C SAUF D, sur des mots-clés entiers."""
    one, two, three, four = rng.sample(WHOLE, 4)
    days = rng.sample(range(2000), 70)
    numbers = rng.sample(range(100, 999), 70)
    rows = [
        (f"F{number}", 2015 + day // 200, ", ".join(rng.sample(KEYWORDS, rng.randint(3, 5))))
        for number, day in zip(numbers, days, strict=True)
    ]

    def is_found(row):
        words = row[2].split(", ")
        return (one in words or two in words) and three in words and four not in words

    found = [row for row in rows if is_found(row)]
    last = max((row[1] for row in found), default=0)
    newest = [row for row in found if row[1] == last]
    # Who takes parts of words for keywords finds something else.
    parts = [row for row in rows if (one in row[2] or two in row[2]) and three in row[2]]
    parts = [row for row in parts if four not in row[2]]
    if not 3 < len(found) < 15 or len(newest) > 1 or len(parts) == len(found):
        return requete(rng)
    return Draft(
        "QROCM-ind",
        "Le fichier joint est une base de fiches, chacune avec des mots-clés. On lance la "
        f"recherche `({one} OU {two}) ET {three} SAUF {four}`, qui ne regarde que des mots-clés "
        f"entiers : par exemple, `{one}` ne trouve pas "
        f"« {longer(one)} ».\n\nCombien de fiches trouve-t-elle, et quel est le code de la plus récente ?",
        fields=(
            Field("nombre", "Nombre de fiches", (str(len(found)),), is_number=True),
            Field("code", "Code de la plus récente", (newest[0][0],)),
        ),
        tolerances=AS_TYPED,
        attachments=(csv_file("fiches.csv", ("Code", "Année", "Mots-clés"), rows),),
        explanation=f"Il faut au moins un des mots `{one}` et `{two}`, toujours `{three}` et "
        f"jamais `{four}`. Codes trouvés : {listed([row[0] for row in found])}.",
    )


def longer(word: str) -> str:
    return next(each for each in KEYWORDS if word in each and each != word)


THEMES = (("vent", "soleil"), ("forêt", "incendie"), ("robot", "école"), ("vélo", "ville"))
THEMES += (("cantine", "bio"), ("rivière", "pêche"), ("sommeil", "écran"), ("musée", "jeu"))


def ensembles(rng: Random) -> Draft:
    """Compter un OU, un ET ou un SAUF à partir des autres nombres."""
    first, second = rng.sample(rng.choice(THEMES), 2)
    both, only, other = (rng.randint(9, 60) for _ in range(3))
    whole = both + only + other + rng.randint(20, 90)
    counts = {
        f"{first} OU {second}": both + only + other,
        f"{first} ET {second}": both,
        f"{first} SAUF {second}": only,
    }
    asked = rng.choice(list(counts))
    given = rng.choice([each for each in counts if each != asked])
    return qroc(
        f"Une base contient {whole} articles : {only + both} portent le mot-clé « {first} » et "
        f"{other + both} le mot-clé « {second} ». La recherche `{given}` en trouve {counts[given]}."
        f"\n\nCombien d’articles trouve la recherche `{asked}` ?",
        str(counts[asked]),
        label="Nombre d’articles",
        is_number=True,
        explanation=f"{both} articles portent les deux mots, {only} seulement « {first} », {other} "
        f"seulement « {second} ». OU prend ces trois groupes, ET le premier, SAUF le deuxième.",
    )


def silence_et_bruit(rng: Random) -> Draft:
    """La recherche qui oublie le moins d’articles utiles, et celle qui en montre le moins d’inutiles."""
    size, shares = (
        rng.randint(90, 130),
        (rng.sample((0.9, 0.75, 0.55), 3), rng.sample((0.35, 0.2, 0.08), 3)),
    )
    useful = [rng.random() < 0.35 for _ in range(size)]
    found = [
        [rng.random() < (hit if good else noise) for hit, noise in zip(*shares, strict=True)]
        for good in useful
    ]
    hits = [sum(g and f[n] for g, f in zip(useful, found, strict=True)) for n in range(3)]
    sizes = [sum(f[n] for f in found) for n in range(3)]
    rates = [hit / max(size, 1) for hit, size in zip(hits, sizes, strict=True)]
    fullest, purest = hits.index(max(hits)), rates.index(max(rates))
    if fullest == purest or sorted(hits)[1] == max(hits) or sorted(rates)[1] > max(rates) - 0.03:
        return silence_et_bruit(rng)
    said = {True: "oui", False: "non"}
    rows = [
        (f"N{number:03}", said[good], *(said[each] for each in f))
        for number, (good, f) in enumerate(zip(useful, found, strict=True), 1)
    ]
    letters = ("A", "B", "C")
    return Draft(
        "QROCM-ind",
        f"Pour une veille, {rng.choice(FIRST_NAMES)} essaie trois recherches sur les mêmes "
        "articles. Le tableau joint dit, pour chaque article, s’il est utile, et si chaque "
        "recherche le trouve.\n\nQuelle recherche oublie le moins d’articles utiles ? Combien en "
        "oublie-t-elle ? Et quelle recherche a, parmi ce qu’elle trouve, la plus grande part "
        "d’articles utiles ?",
        fields=(
            Field("complete", "Celle qui en oublie le moins", (letters[fullest],), letters),
            Field(
                "oublis", "Articles utiles oubliés", (str(sum(useful) - max(hits)),), is_number=True
            ),
            Field(
                "pure", "Celle dont la part utile est la plus grande", (letters[purest],), letters
            ),
        ),
        attachments=(
            ods_file(
                "essais.ods", ("Article", "Utile", *(f"Trouvé par {x}" for x in letters)), rows
            ),
        ),
        explanation=f"Sur {sum(useful)} articles utiles, les recherches A, B et C en trouvent "
        f"{listed([str(hit) for hit in hits])}, pour {listed([str(size) for size in sizes])} résultats "
        "en tout. On cherche d’un côté le plus grand nombre, de l’autre la plus grande part.",
    )
