"""Questions about the look and the plan of a text: characters, tabs, styles, headings, mailings."""

from random import Random

from referentiel.drafts import Draft, Field, Picture, qroc
from referentiel.files import html_file, ods_file, odt_file
from referentiel.generators.elision import of
from referentiel.generators.lines import typed
from referentiel.generators.words import FIRST_NAMES, LAST_NAMES, TOWNS

STEPS = (
    "Le groupe quitte {} et arrive le soir à {}.",
    "La tournée passe par {}, puis par {}.",
    "Une étape est prévue à {}, une autre à {}.",
    "Après {}, le bus roule jusqu’à {}.",
    "On répète à {} avant de jouer à {}.",
)


def gras_italique(rng: Random) -> Draft:
    """Which town is both bold and italic?"""
    towns = rng.sample(TOWNS, 18)
    looks = [("b", "i"), *[("b",)] * 4, *[("i",)] * 4, *[("u",)] * 2, *[()] * 7]
    shuffled = rng.sample(looks, len(looks))
    right = towns[shuffled.index(("b", "i"))]
    shown = [dressed(town, look) for town, look in zip(towns, shuffled, strict=True)]
    sentences = [
        rng.choice(STEPS).format(*shown[start : start + 2]) for start in range(0, len(shown), 2)
    ]
    body = "\n".join(f"<p>{sentence}</p>" for sentence in sentences)
    instruction = f"""{rng.choice(FIRST_NAMES)} et {rng.choice(FIRST_NAMES)} préparent une \
tournée. Le fichier joint s’ouvre dans un navigateur ou dans un traitement de texte.

Quelle ville y est écrite à la fois en gras et en italique ?"""
    why = (
        "Le gras épaissit les lettres, l’italique les penche. Les autres villes n’ont que "
        "l’un, ou aucun."
    )
    return qroc(
        instruction,
        right,
        label="Ville",
        attachments=(html_file("tournee.html", "La tournée", body),),
        explanation=why,
    )


def dressed(word: str, tags: tuple[str, ...]) -> str:
    for tag in tags:
        word = f"<{tag}>{word}</{tag}>"
    return word


DISHES = (
    *("Soupe de légumes", "Salade verte", "Tarte aux pommes", "Gratin de courge", "Riz au lait"),
    *("Couscous", "Omelette", "Taboulé", "Crêpe au citron", "Poulet rôti", "Beignets de morue"),
    *("Lasagnes", "Rougail", "Galette de sarrasin", "Purée de pois", "Compote"),
)


def menu(rng: Random) -> Draft:
    """Which two prices are pushed by spaces? Shown with the marks of a word processor."""
    dishes = rng.sample(DISHES, 7)
    spaced = set(rng.sample(dishes, 2))
    prices = [rng.randint(3, 14) for _ in dishes]
    lines, words = [], []
    for dish, price in zip(dishes, prices, strict=True):
        room = 28 - len(dish)
        gap = "·" * room if dish in spaced else "─" * (room - 2) + "→ "
        lines.append(f"{dish.replace(' ', '·')}{gap}{price}·€¶")
        gap = f"{room} points" if dish in spaced else "une flèche"
        words.append(f"{dish}, puis {gap}, puis {price} €")
    alt = "Un menu où les marques de mise en forme sont affichées. " + " ; ".join(words) + "."
    instruction = f"""L’image montre un menu écrit par {rng.choice(FIRST_NAMES)} dans un \
traitement de texte, avec les marques de mise en forme. Un point au milieu de la ligne (·) est \
une espace, une flèche (→) est une tabulation.

Pour deux plats, le prix a été poussé avec des espaces : il bougera si l’on change les lettres. \
Quels sont ces deux plats ?"""
    return Draft(
        "QROCM-dep",
        instruction,
        fields=(Field("a", "Premier plat"), Field("b", "Second plat")),
        groups=tuple((dish,) for dish in dishes if dish in spaced),
        picture=Picture("menu.svg", typed(lines).encode(), alt),
        explanation="Devant le prix de ces deux plats, une suite de points remplace la flèche.",
    )


FONTS = ("Arvo", "Lato", "Cabin", "Karla", "Rubik")
COLOURS = ("noir", "bleu", "vert", "rouge", "violet", "marron")


def heritage(rng: Random) -> Draft:
    """What does a style look like when its parent changes?"""
    font, new_font = rng.sample(FONTS, 2)
    colour, quote_colour, new_colour = rng.sample(COLOURS, 3)
    size, new_size, quote_size = rng.sample(range(9, 20), 3)
    own_size = rng.random() < 0.5
    quote = f"taille {quote_size}" if own_size else f"couleur {quote_colour}"
    instruction = f"""Dans un traitement de texte, un style reprend tout ce que dit le style dont \
il dépend, sauf ce qu’il règle lui-même.

- « Texte » règle : police {font}, taille {size}, couleur {colour}.
- « Citation » dépend de « Texte » et règle seulement : {quote}.
- « Citation courte » dépend de « Citation » et règle seulement : italique.

On modifie le style « Texte » : police {new_font}, taille {new_size}, couleur {new_colour}.

À quoi ressemble alors un paragraphe de style « Citation courte », sans aucune retouche à la \
main ?"""
    fields = (
        Field("police", "Police", (new_font,), tuple(sorted((font, new_font)))),
        Field("taille", "Taille", (str(quote_size if own_size else new_size),), is_number=True),
        Field(
            *("couleur", "Couleur"),
            (new_colour if own_size else quote_colour,),
            tuple(sorted((colour, quote_colour, new_colour))),
        ),
    )
    why = "Ce que « Citation » règle reste ; tout le reste suit le style « Texte »."
    return Draft("QROCM-ind", instruction, fields=fields, explanation=why)


def retouches(rng: Random) -> Draft:
    """A style changes; what was painted by hand, or only looks alike, does not."""
    chapters = rng.randint(14, 40)
    painted, fake = rng.randint(2, 6), rng.randint(2, 7)
    colour, by_hand, old = rng.sample(COLOURS[1:], 3)
    who = rng.choice(FIRST_NAMES)
    instruction = f"""Un rapport contient {chapters} titres qui ont le style « Titre 1 », en {old}.

- Pour {painted} d’entre eux, la couleur a ensuite été changée à la main, en {by_hand}.
- En plus de ces {chapters} titres, {fake} autres lignes leur ressemblent, mais ce sont des \
paragraphes de style « Texte » mis en grand et en {old} à la main.

{who} modifie la couleur du style « Titre 1 » : {colour}. Aucune autre action. Combien de lignes \
deviennent de couleur « {colour} » ?"""
    why = "Une couleur posée à la main l’emporte sur le style, et un faux titre n’a pas le style."
    return qroc(
        instruction,
        str(chapters - painted),
        label="Nombre de lignes",
        is_number=True,
        explanation=why,
    )


CHAPTERS = (
    ("Les volcans", ("La lave", "Les cendres", "Le cratère", "Les geysers", "Les îles")),
    ("Les océans", ("Les marées", "Les courants", "Les abysses", "Le sel", "Les vagues")),
    ("Les forêts", ("Les racines", "La canopée", "Les champignons", "La sève", "Les clairières")),
    ("Les déserts", ("Les dunes", "Les oasis", "Le vent", "La nuit froide", "Les cactus")),
    ("Les rivières", ("La source", "Les crues", "Le delta", "Les galets", "Les méandres")),
    ("Les montagnes", ("Les glaciers", "Les cols", "Les avalanches", "Les sommets", "L’alpage")),
    ("Le ciel", ("Les nuages", "Les orages", "L’arc-en-ciel", "La grêle", "Le brouillard")),
    ("Les villes", ("Les ponts", "Les tours", "Le métro", "Les parcs", "Les quais")),
)
LINES = (
    "Ce passage sera relu par le groupe avant la fin du mois.",
    "Une carte viendra compléter ces quelques lignes.",
    "Les chiffres de cette partie seront vérifiés.",
    "On peut lire aussi le chapitre d’introduction.",
    "Cette partie a été écrite à plusieurs.",
    "Une photo en pleine page ouvrira cette partie.",
)


def sous_titres(rng: Random) -> Draft:
    """Which chapter has the most sub-headings of a long document?"""
    chapters = rng.sample(CHAPTERS, 7)
    counts = rng.sample([1, 2, 2, 3, 3, 3, 5], 7)
    paragraphs = []
    for (title, parts), count in zip(chapters, counts, strict=True):
        paragraphs += [("h1", title), *rng.choices(LINES, k=3)]
        for part in rng.sample(parts, count):
            paragraphs += [("h2", part), *rng.choices(LINES, k=rng.randint(6, 12))]
        paragraphs += rng.choices(LINES, k=12 if count < 3 else 2)
    right = chapters[counts.index(5)][0]
    second = chapters[counts.index(1)][0]
    instruction = f"""Dans le document joint, écrit par le groupe {of(rng.choice(FIRST_NAMES))}, \
les titres ont les styles « Titre 1 » et « Titre 2 ».

Sans tout lire, trouvez le chapitre (titre de niveau 1) qui a le plus de sous-parties, et celui \
qui en a le moins."""
    fields = (
        Field("plus", "Celui qui en a le plus", (right,)),
        Field("moins", "Celui qui en a le moins", (second,)),
    )
    why = (
        "Le plan du document (navigateur, volet de navigation) ou une table des matières "
        "montre d’un coup tous les titres."
    )
    attachments = (odt_file("dossier.odt", paragraphs),)
    return Draft("QROCM-ind", instruction, fields=fields, attachments=attachments, explanation=why)


def numerotation(rng: Random) -> Draft:
    """What number does an automatic outline give to a heading of level 3?"""
    outline, numbers = [], {}
    for first, (title, parts) in enumerate(rng.sample(CHAPTERS, rng.randint(3, 4)), 1):
        outline.append((1, title))
        inner = rng.sample(parts, rng.randint(3, 5))
        second = third = 0
        for part in inner:
            is_second = second == 0 or rng.random() < 0.45
            second, third = (second + 1, 0) if is_second else (second, third + 1)
            outline.append((2 if is_second else 3, part))
            if not is_second:
                numbers[part] = f"{first}.{second}.{third}"
    late = [part for part, number in numbers.items() if number[0] != "1"]
    if not late:
        return numerotation(rng)
    target = rng.choice(late)
    plan = "\n".join(f"- niveau {level} : {title}" for level, title in outline)
    instruction = f"""Voici les titres d’un document, dans l’ordre, avec leur niveau :

{plan}

On demande au logiciel de numéroter les titres automatiquement (1, puis 1.1, puis 1.1.1). Quel \
numéro reçoit le titre « {target} » ?"""
    return qroc(
        instruction,
        numbers[target],
        f"{numbers[target]}.",
        label="Numéro du titre",
        tolerances=frozenset({"t1"}),
        explanation="Chaque niveau compte à partir de 1 sous le titre du niveau au-dessus.",
    )


def publipostage(rng: Random) -> Draft:
    """How many letters are printed, and how many with the conditional sentence?"""
    town, age = rng.choice(TOWNS), rng.choice((15, 16, 18))
    others = rng.sample([each for each in TOWNS if each != town], 2)
    people = [
        (
            *(rng.choice(LAST_NAMES), rng.choice(FIRST_NAMES)),
            *(rng.randint(11, 24), rng.choice((town, *others))),
        )
        for _ in range(90)
    ]
    kept = [person for person in people if person[3] == town]
    young = [person for person in kept if person[2] < age]
    instruction = f"""Le fichier joint est la liste des inscrits à un stage. Une lettre est \
préparée par publipostage (fusion) avec ce modèle :

- « Bonjour {{Prénom}} {{Nom}}, votre inscription est reçue. »
- SI {{Âge}} < {age} ALORS « Faites signer l’autorisation jointe par un responsable. »

Avant la fusion, un filtre est posé : {{Ville}} est égale à « {town} ».

Combien de lettres sont produites, et combien d’entre elles contiennent la phrase sur \
l’autorisation ?"""
    fields = (
        Field("lettres", "Lettres produites", (str(len(kept)),), is_number=True),
        Field("phrases", "Lettres avec la phrase", (str(len(young)),), is_number=True),
    )
    attachments = (ods_file("inscrits.ods", ("Nom", "Prénom", "Âge", "Ville"), people),)
    why = "Le filtre choisit les lignes ; la condition, elle, ne change que le texte de la lettre."
    return Draft("QROCM-ind", instruction, fields=fields, attachments=attachments, explanation=why)


STREETS = ("rue des Lilas", "rue du Port", "place du Marché", "allée des Pins", "rue Haute")


def etiquettes(rng: Random) -> Draft:
    """One label for each address, on sheets of a given grid."""
    columns, rows = rng.choice(((2, 7), (3, 8), (2, 8), (3, 6)))
    homes = [
        (f"{number} {street}", town)
        for town in rng.sample(TOWNS, 4)
        for street in STREETS
        for number in range(1, 20)
    ]
    members = [
        (rng.choice(LAST_NAMES), rng.choice(FIRST_NAMES), *home, paid)
        for home in rng.sample(homes, 75)
        for paid in rng.choices(("oui", "non"), (3, 1), k=rng.choice((1, 1, 2, 3)))
    ]
    rng.shuffle(members)
    labels = len({member[2:4] for member in members if member[4] == "oui"})
    last = labels % (columns * rows) or columns * rows
    instruction = f"""Le club {of(rng.choice(TOWNS))} envoie son bulletin aux membres qui ont \
payé (colonne « Payé »). Le fichier joint donne la liste. Plusieurs membres peuvent habiter à la \
même adresse : ils reçoivent alors un seul bulletin, donc une seule étiquette.

Les étiquettes sont imprimées sur des feuilles de {columns} colonnes et {rows} rangées, remplies \
l’une après l’autre.

Combien d’étiquettes faut-il en tout, et combien y en a-t-il sur la dernière feuille ?"""
    fields = (
        Field("tout", "Étiquettes en tout", (str(labels),), is_number=True),
        Field("fin", "Étiquettes sur la dernière feuille", (str(last),), is_number=True),
    )
    attachments = (ods_file("membres.ods", ("Nom", "Prénom", "Rue", "Ville", "Payé"), members),)
    why = "On filtre sur « oui », puis on enlève les adresses (rue et ville) en double."
    return Draft("QROCM-ind", instruction, fields=fields, attachments=attachments, explanation=why)
