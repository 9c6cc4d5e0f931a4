"""Questions on searching: words, results, signs, a catalogue, a whole site (1.1)."""

from collections.abc import Iterable
from html import escape
from random import Random

from referentiel.drafts import Attachment, Draft, Field, qcu, qroc
from referentiel.files import csv_file, html_file, ods_file, zip_file
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, LAST_NAMES, TOWNS

AS_TYPED = frozenset({"t1"})


# Words and results

FACTS = {
    "les horaires": "horaires",
    "le plan d’accès": "plan accès",
    "l’adresse": "adresse",
    "le numéro de téléphone": "téléphone",
}
PLACES = ("piscine", "patinoire", "médiathèque", "déchèterie", "ludothèque", "salle d’escalade")
PLACES += ("mairie", "salle de concert", "gare routière", "maison des jeunes")


def mots_utiles(rng: Random) -> Draft:
    """La recherche qui dit tout ce qu’il faut : quoi, sur quel lieu, dans quelle ville."""
    fact, words = rng.choice(list(FACTS.items()))
    (place, other), (town, far) = rng.sample(PLACES, 2), rng.sample(TOWNS, 2)
    right = f"{words} {place} {town}"
    wrong = (
        *(f"{place} {far} {words}", f"{words} {town}", f"{words} {place}"),
        *(f"{place} {words} région France", f"bonjour qui connaît la {place} {of(town)} merci"),
        *(f"photos de la {place} {of(town)}", f"{town} {other} {words}"),
    )
    return qcu(
        f"{rng.choice(FIRST_NAMES)} cherche {fact} de la {place} {of(town)}.\n\nQuels mots taper "
        "dans un moteur de recherche pour que tout ce qu’il faut y soit ?",
        rng.sample((right, *rng.sample(wrong, 4)), 5),
        right,
        explanation=f"Il faut dire ce que l’on veut savoir ({words}), de quel lieu ({place}) et "
        f"dans quelle ville ({town}) : `{right}`.",
    )


def results_page(name: str, query: str, results: Iterable[tuple[str, str, str]]) -> Attachment:
    """A saved page of results: of each, its title, its site (with a mark or not) and an extract."""
    items = "\n".join(
        f"<li>\n<h2>{escape(title)}</h2>\n<p><small>{escape(site)}</small></p>\n"
        f"<p>{escape(extract)}</p>\n</li>"
        for title, site, extract in results
    )
    head = f"<h1>Résultats de la recherche</h1>\n<p>Mots cherchés : {escape(query)}</p>"
    return html_file(name, f"Recherche : {query}", f"{head}\n<ol>\n{items}\n</ol>")


ACTIVITIES = ("judo", "théâtre", "poterie", "natation", "échecs", "couture", "escrime", "guitare")


def resultat_a_ouvrir(rng: Random) -> Draft:
    """Le résultat qui parle de la bonne activité, de la bonne ville et de la bonne année."""
    (this, other), (town, far) = rng.sample(ACTIVITIES, 2), rng.sample(TOWNS, 2)
    about = [
        (this, town, "inscriptions 2026-2027"),
        (this, far, "inscriptions 2026-2027"),
        (other, town, "inscriptions 2026-2027"),
        (this, town, "inscriptions 2023-2024"),
        (this, town, "résultats du concours 2026-2027"),
        (this, town, "photos de la fête 2026-2027"),
        (other, far, "inscriptions 2026-2027"),
        (this, town, "offre d’emploi 2026-2027"),
    ]
    shown = rng.sample(about, 8)
    results = [
        (
            f"{subject.capitalize()} à {where} : {what}",
            f"site-{rng.randint(100, 999)}.example",
            f"Association de {where}. Tout sur : {subject}, {what}.",
        )
        for subject, where, what in shown
    ]
    return qroc(
        f"{rng.choice(FIRST_NAMES)} veut s’inscrire à l’activité « {this} », à {town}, pour "
        "l’année 2026-2027. Le fichier joint est la page de résultats d’un moteur de recherche "
        "(ouvrez-le avec un navigateur).\n\nQuel résultat faut-il ouvrir ? Écrivez son numéro dans "
        "la liste.",
        str(shown.index(about[0]) + 1),
        label="Numéro du résultat",
        is_number=True,
        attachments=(results_page("resultats.html", f"{this} {town} 2026", results),),
        explanation="Un seul résultat réunit la bonne activité, la bonne ville, la bonne année et "
        "le mot « inscriptions ».",
    )


# Signs

PAIRS = (("phare", "vert"), ("train", "bleu"), ("pont", "neuf"), ("jardin", "blanc"))
PAIRS += (("chemin", "creux"), ("cheval", "gris"), ("canal", "noir"), ("moulin", "haut"))
ENDINGS = {"film": " : le film", "jeu": " : le jeu", "plan": ", avec un plan", "": ""}
SHAPES = (
    *("Le {0} {1} {2}", "Visiter le {0} {1} {2}", "Le {0} le plus {1} {2}"),
    *("Un {1} : le {0} {2}", "Le {0} {2}"),
)


def titres_trouves(rng: Random) -> Draft:
    """Combien de titres contiennent une suite exacte de mots, puis sans un mot écarté."""
    first, second = rng.choice(PAIRS)
    word = rng.choice([each for each in ENDINGS if each])
    titles = [
        shape.format(first, second, of(town)) + ending
        for shape in SHAPES
        for town in TOWNS
        for ending in ENDINGS.values()
    ]
    titles = rng.sample(titles, rng.randint(60, 80))
    found = [title for title in titles if f"{first} {second} " in title]
    kept = [title for title in found if ENDINGS[word] not in title]
    rows = list(enumerate(titles, 1))
    return Draft(
        "QROCM-ind",
        "Un petit moteur cherche dans les titres de pages du fichier joint. Les guillemets "
        "demandent ces mots côte à côte, dans cet ordre. Le signe moins, collé à un mot, écarte "
        "les titres qui contiennent ce mot.\n\nCombien de titres trouve chaque recherche ?",
        fields=(
            Field("suite", f'"{first} {second}"', (str(len(found)),), is_number=True),
            Field("sans", f'"{first} {second}" -{word}', (str(len(kept)),), is_number=True),
        ),
        attachments=(csv_file("titres.csv", ("Page", "Titre"), rows),),
        explanation=f"On filtre la colonne sur la suite « {first} {second} » : {len(found)} titres. "
        f"On retire ensuite ceux qui contiennent « {word} » : il en reste {len(kept)}.",
    )


# A catalogue, a site

SUBJECTS = ("volcans", "abeilles", "océans", "robots", "planètes", "champignons", "ponts", "forêts")
OPENINGS = (
    "Le Grand Livre",
    "La Petite Histoire",
    "Carnet de voyage",
    "Mille regards",
    "L’Enquête",
)
OPENINGS += ("Un monde à part", "Vu de près", "Ce que l’on sait", "Les Yeux ouverts", "À l’écoute")
READERS = ("enfants", "adolescents", "adultes")
SITES = ("Centre", "Gare", "Rivière")
BOOKS = ("Titre", "Auteur", "Sujets", "Année", "Public", "Site", "État", "Cote")


def a_book(rng: Random, **wanted) -> dict:
    first, second = rng.sample(SUBJECTS, 2)
    book = {
        "Titre": f"{rng.choice(OPENINGS)}, tome {rng.randint(1, 9)}",
        "Auteur": rng.choice(LAST_NAMES),
        "Sujets": f"{first}, {second}",
        "Année": rng.randint(2009, 2026),
        "Public": rng.choice(READERS),
        "Site": rng.choice(SITES),
        "État": rng.choice(("en rayon", "en rayon", "emprunté", "en réparation")),
    }
    return book | wanted


def catalogue(rng: Random) -> Draft:
    """Le seul livre d’un catalogue qui répond à toutes les conditions."""
    subject, reader, site = rng.choice(SUBJECTS), rng.choice(READERS), rng.choice(SITES)
    year = rng.randint(2014, 2021)
    aside = rng.choice([each for each in SUBJECTS if each != subject])
    right = {
        "Sujets": rng.choice((f"{aside}, {subject}", f"{subject}, {aside}")),
        "Année": rng.randint(year, 2026),
        "Public": reader,
        "Site": site,
        "État": "en rayon",
    }
    misses = {
        "Sujets": aside,
        "Année": year - rng.randint(1, 5),
        "Public": rng.choice([each for each in READERS if each != reader]),
        "Site": rng.choice([each for each in SITES if each != site]),
        "État": "emprunté",
    }
    books = [
        a_book(rng, **right),
        *(a_book(rng, **right) | {k: v} for k, v in misses.items()),
    ]
    books += [
        each for each in (a_book(rng) for _ in range(90)) if not fits(each, right, subject, year)
    ]
    numbers = rng.sample(range(1100, 9900), len(books))
    for book, number in zip(books, numbers, strict=True):
        book["Cote"] = f"{number // 10}.{number % 10} {book['Auteur'].replace(' ', '')[:3].upper()}"
    rows = [[book[column] for column in BOOKS] for book in rng.sample(books, len(books))]
    return qroc(
        f"Le fichier joint est le catalogue d’une médiathèque à {rng.choice(TOWNS)}. "
        f"{rng.choice(FIRST_NAMES)} veut emprunter ce soir un livre qui répond à toutes ces "
        f"conditions :\n\n- un de ses sujets est « {subject} » ;\n- il est pour le public "
        f"« {reader} » ;\n- il est paru en {year} ou après ;\n- il est en rayon, au site "
        f"« {site} ».\n\nUn seul convient. Quelle est sa cote ?",
        books[0]["Cote"],
        label="Cote",
        tolerances=frozenset({"t1", "t2"}),
        attachments=(ods_file("catalogue.ods", BOOKS, rows, "Catalogue"),),
        explanation="On pose un filtre par condition. Le titre ne dit pas le sujet : il faut "
        "chercher dans la colonne « Sujets », qui en contient souvent deux.",
    )


def fits(book: dict, right: dict, subject: str, year: int) -> bool:
    same = all(book[column] == right[column] for column in ("Public", "Site", "État"))
    return same and subject in book["Sujets"] and book["Année"] >= year


THINGS = ("casier", "vélo", "canoë", "four", "projecteur", "piano", "kayak", "gilet", "barbecue")
PAGES = ("accueil", "acces", "atelier", "contact", "equipe", "galerie", "histoire", "nouvelles")
PAGES += ("partenaires", "questions", "reglement", "stages")


def site_enregistre(rng: Random) -> Draft:
    """Un prix écrit dans une seule page d’un site : on le cherche dans le texte des pages."""
    things, pages = rng.sample(THINGS, 6), rng.sample(PAGES, 12)
    prices, site = rng.sample(range(4, 60), 6), rng.choice(TOWNS)
    lines = {
        page: [f"Le {rng.randint(2, 28)} du mois, {name} vous attend."]
        for page, name in zip(pages, rng.sample(FIRST_NAMES, 12), strict=True)
    }
    for thing, price, page in zip(things, prices, pages, strict=False):
        lines[page].append(f"Louer un {thing} pour la journée : {price} euros.")
        for other in rng.sample(pages, 3):
            lines[other].append(f"Merci de rendre chaque {thing} propre et sec.")
    files = {
        f"site/{page}.html": html_file(
            "", page, page_of(page, rng.sample(words, len(words)))
        ).content
        for page, words in sorted(lines.items())
    }
    return qroc(
        f"L’archive jointe contient les pages d’un centre de loisirs, à {site}, enregistrées pour "
        f"les lire sans réseau.\n\nCombien coûte la location d’un {things[0]} pour la journée ? "
        "Ouvrir les pages une à une serait long : cherchez dans le texte de toutes les pages.",
        str(prices[0]),
        f"{prices[0]} euros",
        f"{prices[0]} €",
        label="Prix, en euros",
        is_number=True,
        attachments=(zip_file("centre.zip", files),),
        explanation=f"Le prix est dans la page « {pages[0]} ». Un gestionnaire de fichiers ou un "
        "éditeur de texte sait chercher un mot dans tous les fichiers d’un dossier.",
    )


def page_of(name: str, lines: list[str]) -> str:
    return f"<h1>{name.capitalize()}</h1>\n" + "\n".join(f"<p>{line}</p>" for line in lines)
