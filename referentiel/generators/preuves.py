"""Questions on what a proof is worth: an article’s past, its references, its figures (1.1)."""

from datetime import date, timedelta
from random import Random

from referentiel.drafts import Draft, Field, Picture, qroc
from referentiel.files import csv_file, ods_file, odt_file
from referentiel.generators.dates import DAYS, MONTHS, in_figures, some_day
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, LAST_NAMES, TOWNS

AS_TYPED = frozenset({"t1"})


# The past of an article

CAPES = (
    "de la Pointe grise",
    "des Trois Frères",
    "du Grand Rocher",
    "de l’Île aux Mouettes",
    "du Cap Brun",
)
PAPERS = ("registre du port", "plan de 1902", "livre de 1931", "archives de la ville")


def historique(rng: Random) -> Draft:
    """Qui a changé un nombre d’une encyclopédie sans le dire, et ce qu’il valait avant."""
    cape, day = rng.choice(CAPES), some_day(rng) - timedelta(500)
    heights = rng.sample(range(21, 68), 4)
    facts = {"année": rng.randint(1790, 1910), "hauteur": heights[0], "marches": 210, "salles": 4}
    source = rng.choice(PAPERS)
    told = ("hauteur", heights[1], f"hauteur corrigée, source : {source}")
    steps = [
        told,
        ("hauteur", heights[2], "plus haut que tous les autres !!!"),
        ("hauteur", heights[1], "retour à la version précédente"),
        ("hauteur", heights[3], rng.choice(("orthographe", "virgule", "mise en page"))),
    ]
    aside = [("année", n) for n in rng.sample(range(1790, 1910), 3)]
    aside += [("marches", n) for n in rng.sample(range(180, 300), 3)]
    aside += [("salles", n) for n in rng.sample(range(5, 12), 3)]
    places = sorted(rng.sample(range(1, 12), 4))
    rows, pseudos = [], [f"{name}{rng.randint(2, 99)}" for name in rng.sample(FIRST_NAMES, 14)]
    rng.shuffle(aside)
    for rank, pseudo in enumerate(pseudos):
        words = "création de l’article"
        if rank in places:
            fact, value, words = steps[places.index(rank)]
            facts[fact] = value
        elif rank and aside:
            fact, value = aside.pop()
            facts[fact] = value
            words = rng.choice(
                (f"{fact} : nouveau nombre, source : {rng.choice(PAPERS)}", "orthographe")
            )
        day += timedelta(rng.randint(3, 40))
        rows.append((rank + 1, in_figures(day), pseudo, words, lighthouse(cape, facts)))
    return Draft(
        "QROCM-ind",
        f"Une encyclopédie en ligne parle du phare {cape}. Le fichier joint est l’historique de "
        "l’article, de la version la plus récente à la plus ancienne. La hauteur affichée "
        "aujourd’hui vient d’un changement dont le commentaire ne parle pas.\n\nQui a fait ce "
        "changement ? Et quelle est la dernière hauteur donnée avec une source ?",
        fields=(
            Field("auteur", "Auteur du changement", (pseudos[places[3]],)),
            Field(
                "hauteur", "Hauteur avec une source, en mètres", (str(heights[1]),), is_number=True
            ),
        ),
        tolerances=AS_TYPED,
        attachments=(
            ods_file(
                "historique.ods", ("Version", "Date", "Auteur", "Commentaire", "Texte"), rows[::-1]
            ),
        ),
        explanation=f"La version {places[3] + 1} dit « {steps[3][2]} », mais le texte passe de "
        f"{heights[1]} à {heights[3]} mètres. La version {places[0] + 1}, elle, cite sa source : {source}.",
    )


def lighthouse(cape: str, facts: dict[str, int]) -> str:
    return (
        f"Le phare {cape}, allumé en {facts['année']}, mesure {facts['hauteur']} mètres. Il a "
        f"{facts['marches']} marches et {facts['salles']} salles."
    )


# The age of a poster

FEASTS = (
    "FÊTE DU PORT",
    "NUIT DES CONTES",
    "BAL DES VOISINS",
    "FOIRE AUX LIVRES",
    "COURSE DES PONTS",
)


def affiche(rng: Random) -> Draft:
    """L’année d’une affiche qui ne la dit pas, mais dit le jour de la semaine."""
    year = rng.randint(2014, 2026)
    day = date(year, rng.randint(3, 11), rng.randint(2, 28))
    words = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    others = [y for y in range(2012, 2027) if day.replace(year=y).weekday() != day.weekday()]
    years = sorted([year, *rng.sample(others, 5)])
    feast, hour = rng.choice(FEASTS), rng.randint(14, 20)
    lines = (feast, words.upper(), f"à partir de {hour} heures", "entrée libre")
    return qroc(
        f"{rng.choice(FIRST_NAMES)} a retrouvé la photo d’une affiche, sans savoir de quelle année. "
        "Plusieurs personnes proposent une année.\n\nD’après l’affiche, une seule de ces années est "
        "possible. Laquelle ? Vous pouvez consulter un calendrier.",
        str(year),
        label="Année",
        options=[str(each) for each in years],
        picture=Picture(
            "affiche.svg",
            poster(lines, rng.choice(INKS)).encode(),
            f"Une affiche : {', '.join(lines)}.",
        ),
        explanation=f"Le {day.day} {MONTHS[day.month - 1]} {year} était bien un {DAYS[day.weekday()]} ; "
        "ce n’est le cas d’aucune des autres années proposées.",
    )


INKS = ("#1d4e6b", "#6b1d3a", "#2f5d2a", "#5a3d7a")


def poster(lines: tuple[str, ...], ink: str) -> str:
    rows = "".join(
        f'<text x="210" y="{110 + 70 * row}" font-size="{34 if row < 2 else 24}">{line}</text>'
        for row, line in enumerate(lines)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 400" width="420" height="400"'
        ' font-family="sans-serif" text-anchor="middle" fill="#ffffff">'
        f'<rect width="420" height="400" fill="{ink}"/>'
        f'<rect x="14" y="14" width="392" height="372" fill="none" stroke="#ffffff" stroke-width="3"/>{rows}</svg>\n'
    )


# References

BIRDS = ("hérons", "renards", "abeilles", "loutres", "chouettes", "saumons", "lézards", "castors")
STARTS = ("La Vie des", "Sur la piste des", "Le Retour des", "Au pays des", "Portraits des")


def bibliographie(rng: Random) -> Draft:
    """Les deux références que le catalogue dément : un livre ou un auteur inventé, une page de trop."""
    titles = rng.sample([f"{start} {animal}" for start in STARTS for animal in BIRDS], 32)
    books = [
        (title, rng.choice(LAST_NAMES), rng.randint(1996, 2025), rng.randint(90, 260))
        for title in titles
    ]
    invented, too_far = rng.sample(range(9), 2)
    references = []
    for rank, (title, author, year, pages) in enumerate(books[:9]):
        page = rng.randint(20, pages - 10) if rank != too_far else pages + rng.randint(8, 60)
        references.append(f"[{rank + 1}] {author}, {title}, {year}, page {page}.")
    text = [
        ("h1", "Les animaux de la rivière"),
        f"Exposé {of(rng.choice(FIRST_NAMES))}, {rng.choice(TOWNS)}.",
        "On revoit plusieurs espèces au bord de l’eau [1] [4] [7]. Leur nombre change avec le débit "
        "[2] [5] et la qualité de l’eau [3] [6] [8] [9].",
        ("h2", "Références proposées par un assistant"),
        *references,
    ]
    kept = [book for rank, book in enumerate(books) if rank != invented]
    lie = f"Le livre de la référence {invented + 1} n’est pas au catalogue"
    if rng.random() < 0.5:
        title, author, year, pages = books[invented]
        kept.append(
            (title, rng.choice([each for each in LAST_NAMES if each != author]), year, pages)
        )
        lie = f"Le livre de la référence {invented + 1} n’est pas de cette personne"
    return Draft(
        "QROCM-dep",
        "Pour un exposé, un assistant conversationnel a proposé les neuf références du document "
        "joint. Le catalogue joint contient tous les livres parus sur le sujet, avec leur nombre de "
        "pages.\n\nDeux références ne peuvent pas être justes. Lesquelles ? Écrivez leurs numéros, "
        "l’ordre est sans importance.",
        fields=(Field("a", "Numéro d’une référence"), Field("b", "Numéro de l’autre")),
        groups=tuple((str(rank + 1), f"[{rank + 1}]") for rank in sorted((invented, too_far))),
        tolerances=AS_TYPED,
        attachments=(
            odt_file("expose.odt", text),
            csv_file("catalogue.csv", ("Titre", "Auteur", "Année", "Pages"), sorted(kept)),
        ),
        explanation=f"{lie} ; la référence {too_far + 1}"
        " cite une page au-delà de la dernière. Un assistant peut inventer des "
        "références très vraisemblables.",
    )


# Figures

LEVELS = ("débutant", "avancé")
LESSONS = ("la natation", "le piano", "les échecs", "l’anglais", "l’escalade", "le dessin")


def a_niveau_egal(rng: Random) -> Draft:
    """La meilleure méthode en tout n’est pas la meilleure à chaque niveau."""
    many, few = rng.sample("AB", 2)
    easy, hard = rng.randrange(76, 88, 2), rng.randrange(36, 50, 2)
    # Out of a hundred: the method that most of the advanced choose wins in all, and only in all.
    shares = {
        (many, "avancé"): (150, easy),
        (many, "débutant"): (50, hard),
        (few, "avancé"): (50, easy + rng.choice((4, 6, 8))),
        (few, "débutant"): (150, hard + rng.choice((4, 6, 8))),
    }
    pupils = [
        (method, level, "réussite" if rank < size * share // 100 else "échec")
        for (method, level), (size, share) in shares.items()
        for rank in range(size)
    ]
    rng.shuffle(pupils)
    rows = [(f"E{number:03}", *pupil) for number, pupil in enumerate(pupils, 1)]
    methods = ("A", "B")
    return Draft(
        "QROCM-ind",
        f"Un site affirme : « Pour apprendre {rng.choice(LESSONS)}, la méthode {many} réussit mieux "
        "que l’autre. » Il publie ses résultats, élève par élève ; ils sont joints.\n\nComparez les "
        "parts de réussite des deux méthodes, pour tous les élèves, puis à niveau égal.",
        fields=(
            Field("tous", "Tous les élèves : la meilleure méthode", (many,), methods),
            Field("debutants", "Débutants seulement : la meilleure méthode", (few,), methods),
            Field("avances", "Avancés seulement : la meilleure méthode", (few,), methods),
            Field(
                "part",
                f"Réussite des débutants avec la méthode {few}, en %",
                (str(shares[few, "débutant"][1]),),
                is_number=True,
            ),
        ),
        attachments=(csv_file("resultats.csv", ("Élève", "Méthode", "Niveau", "Résultat"), rows),),
        explanation=f"La méthode {many} a surtout des élèves avancés, qui réussissent plus souvent : "
        f"elle gagne en tout, mais à niveau égal c’est la méthode {few} qui réussit mieux.",
    )
