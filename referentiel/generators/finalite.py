"""Questions about fitting a document to its use: format, import, printing, licence, contrast."""

from random import Random

from referentiel.drafts import Draft, Field, qcm, qcu, qroc
from referentiel.files import ods_file, text_file
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, OBJECTS, TOWNS

KINDS = {
    "un enregistrement sonore": (".mp3", ".wav", ".flac"),
    "une vidéo": (".mp4", ".mkv", ".mov"),
    "une image": (".jpg", ".png", ".svg"),
    "un texte fait avec un traitement de texte": (".odt", ".docx"),
    "une feuille de calcul": (".ods", ".xlsx"),
    "un diaporama": (".odp", ".pptx"),
    "une archive compressée": (".zip", ".7z"),
}
STEMS = (
    *("photo-de-groupe", "film-du-voyage", "chanson-finale", "tableau-des-points", "affiche"),
    *(
        "diaporama-jeudi",
        "lettre",
        "musique-entree",
        "portrait",
        "video-du-match",
        "texte-du-conte",
    ),
    *("calculs", "album", "radio", "clip", "roman"),
)


def quel_fichier(rng: Random) -> Draft:
    """The end of a name says the kind of file, not its beginning."""
    kinds = rng.sample(list(KINDS), 5)
    names = [
        stem + rng.choice(KINDS[kind])
        for stem, kind in zip(rng.sample(STEMS, 5), kinds, strict=True)
    ]
    right, asked = names[0], kinds[0]
    instruction = f"""{rng.choice(FIRST_NAMES)} a reçu cinq fichiers. Leurs noms sont parfois mal \
choisis.

Lequel est {asked} ?"""
    why = f"C’est l’extension, à la fin du nom, qui compte : {right[right.index('.') :]}."
    return qcu(instruction, rng.sample(names, 5), right, explanation=why)


def ventes(rng: Random) -> Draft:
    """Import a text file of data with the right separator and the right decimal mark."""
    mark, point = rng.choice((("|", "."), (";", "."), ("\t", "."), ("|", ","), ("~", ",")))
    rows = []
    for number in range(1, rng.randint(60, 90)):
        thing, cents = rng.choice(OBJECTS), rng.randint(150, 9900)
        colour = rng.choice(("bleu", "vert, clair", "gris", "rouge, noir", "blanc"))
        rows.append((number, f"{thing} ({colour})", cents))
    total = sum(cents for *_, cents in rows)
    lines = [mark.join(("Ticket", "Article", "Prix"))]
    for number, thing, cents in rows:
        lines.append(mark.join((str(number), thing, f"{cents // 100}{point}{cents % 100:02}")))
    instruction = """Le fichier joint est un fichier texte de données, codé en UTF-8 : les ventes \
d’une brocante. Une virgule peut faire partie du nom d’un article.

Importez-le dans un tableur avec les bons réglages. Quel est le total de la colonne « Prix », en \
euros et centimes ?"""
    return qroc(
        instruction,
        f"{total // 100},{total % 100:02}",
        label="Total en euros",
        is_number=True,
        attachments=(text_file("ventes.txt", "\n".join(lines) + "\n"),),
        explanation=(
            "Il faut dire au tableur quel signe sépare les colonnes et quel signe marque les "
            "décimales."
        ),
    )


def exports(rng: Random) -> Draft:
    """The lightest file that keeps transparency and is wide enough."""
    need = rng.randrange(600, 1600, 50)
    weight = rng.randint(90, 260)
    kept = [(f"{need + rng.randint(0, 90)}", weight, "png")]
    kept += [
        (f"{need + rng.randint(50, 900)}", weight + rng.randint(15, 400), "png") for _ in range(3)
    ]
    lost = [
        (f"{need + rng.randint(0, 900)}", weight - rng.randint(10, 80), "jpg") for _ in range(4)
    ]
    small = [
        (f"{need - rng.randint(20, 300)}", weight - rng.randint(5, 70), "png") for _ in range(4)
    ]
    rows = rng.sample([*kept, *lost, *small], 12)
    letters = rng.sample("ABCDEFGHJKLMNPQRSTUVWXYZ", 12)
    names = [f"logo-{letter}.{row[2]}" for letter, row in zip(letters, rows, strict=True)]
    right = names[rows.index(kept[0])]
    table = [(name, int(row[0]), row[1]) for name, row in zip(names, rows, strict=True)]
    instruction = f"""Le logo du club {of(rng.choice(TOWNS))}, au fond transparent, a été exporté \
plusieurs fois. Le fichier joint donne la largeur et le poids de chaque export.

Sur le site, le logo sera posé sur une photo : on doit voir la photo autour du dessin. Il doit \
faire au moins {need} pixels de large. Parmi les exports qui conviennent, quel est le plus \
léger ?"""
    return qroc(
        instruction,
        right,
        right.partition(".")[0],
        label="Nom du fichier",
        tolerances=frozenset({"t1"}),
        attachments=(
            ods_file("exports.ods", ("Fichier", "Largeur (pixels)", "Poids (Ko)"), table),
        ),
        explanation="Le JPEG ne garde pas la transparence : seuls les PNG assez larges conviennent.",
    )


def plage(rng: Random) -> Draft:
    """How many pages does a range of pages print?"""
    first = rng.randint(2, 6)
    second = first + rng.randint(3, 29)
    alone = second + rng.randint(2, 6)
    third = alone + rng.randint(2, 5)
    last = third + rng.randint(3, 29)
    pieces = [f"{first}-{second}", f"{alone}", f"{third}-{last}"]
    count = second - first + 1 + 1 + last - third + 1
    pages = last + rng.randint(3, 20)
    instruction = f"""{rng.choice(FIRST_NAMES)} imprime une partie d’un document de {pages} \
pages. Dans la case « Pages » de la fenêtre d’impression, il est écrit : `{", ".join(pieces)}`

Combien de pages du document seront imprimées ?"""
    why = f"De {first} à {second}, la page {alone}, puis de {third} à {last}, bornes comprises."
    return qroc(instruction, str(count), label="Nombre de pages", is_number=True, explanation=why)


def feuilles(rng: Random) -> Draft:
    """How many sheets of paper, with several pages on each side?"""
    pages, per_side, copies = rng.randint(11, 75), rng.choice((2, 4)), rng.randint(3, 28)
    sheets = -(-pages // (2 * per_side))
    what = rng.choice(("un dossier", "un livret de chants", "un guide", "un recueil de poèmes"))
    instruction = f"""On imprime {copies} exemplaires d’{what} de {pages} pages. Réglages : recto \
verso, {per_side} pages par face. Chaque exemplaire commence sur une nouvelle feuille.

Combien de feuilles de papier faut-il en tout ?"""
    why = (
        f"Une feuille porte {2 * per_side} pages : {sheets} feuilles par exemplaire, et "
        f"{copies} exemplaires."
    )
    return qroc(
        instruction,
        str(sheets * copies),
        label="Nombre de feuilles",
        is_number=True,
        explanation=why,
    )


def livret(rng: Random) -> Draft:
    """In a folded booklet, which page is printed beside another?"""
    pages = 4 * rng.randint(4, 15)
    known = rng.choice(
        [page for page in range(3, pages - 1) if page not in (pages // 2, pages // 2 + 1)]
    )
    instruction = f"""Le livret {of(rng.choice(FIRST_NAMES))}, de {pages} pages, est imprimé en \
mode « livret » : deux pages côte à côte sur chaque face, recto verso. Les feuilles sont ensuite \
empilées, pliées au milieu et agrafées sur le pli. La page 1 est la couverture.

Combien de feuilles faut-il, et quelle page est imprimée à côté de la page {known}, sur la même \
face de la même feuille ?"""
    fields = (
        Field("feuilles", "Nombre de feuilles", (str(pages // 4),), is_number=True),
        Field(
            "voisine", f"Page à côté de la page {known}", (str(pages + 1 - known),), is_number=True
        ),
    )
    why = (
        "Quatre pages par feuille ; les numéros de deux pages côte à côte font toujours "
        f"{pages + 1}."
    )
    return Draft("QROCM-ind", instruction, fields=fields, explanation=why)


FREE = ("CC0", "CC BY")
LICENCES = (*FREE, "CC BY-SA", "CC BY-NC", "CC BY-ND", "CC BY-NC-SA", "CC BY-NC-ND")
RESERVED = "Tous droits réservés"
# What is done with the picture, and what its licence must not say.
USES = (
    ("imprimer l’image telle quelle sur des sacs, et les vendre", ("NC",)),
    ("recolorier l’image pour une affiche gratuite", ("ND",)),
    ("découper et recolorier l’image pour un calendrier vendu", ("NC", "ND")),
)
SUBJECTS = ("phare", "volcan", "marché", "forêt", "pont", "moulin")


def catalogue(rng: Random) -> Draft:
    """The only picture of the subject whose licence allows the use."""
    use, forbidden = rng.choice(USES)
    allowed = [each for each in LICENCES if not any(word in each for word in forbidden)]
    refused = [RESERVED, *(each for each in LICENCES if each not in allowed)]
    subject, *others = rng.sample(SUBJECTS, 4)
    rows = [(subject, rng.choice(allowed)), *((subject, rng.choice(refused)) for _ in range(5))]
    rows += [(other, rng.choice([*LICENCES, RESERVED])) for other in others for _ in range(4)]
    numbers = rng.sample(range(100, 1000), len(rows))
    table = [
        (f"image-{number}.jpg", *row, rng.choice(FIRST_NAMES))
        for number, row in zip(numbers, rows, strict=True)
    ]
    right = table[0][0]
    rng.shuffle(table)
    instruction = f"""Un club veut {use}. Le sujet doit être : {subject}. Le club citera l’auteur \
et respectera la licence.

- BY : il faut citer l’auteur.
- NC : pas d’utilisation commerciale.
- ND : pas de modification.
- SA : ce que l’on tire de l’œuvre doit garder la même licence.
- CC0 : aucune condition.

D’après la liste jointe, une seule image convient. Quel est son nom ?"""
    return qroc(
        instruction,
        right,
        right.removesuffix(".jpg"),
        label="Nom du fichier",
        tolerances=frozenset({"t1"}),
        attachments=(ods_file("images.ods", ("Fichier", "Sujet", "Licence", "Auteur"), table),),
        explanation=(
            "Pour ce sujet, toutes les autres licences interdisent ce que le club veut faire."
        ),
    )


TUNES = (
    *("aube", "brume", "canal", "duo", "escale", "fanfare", "galop", "hiver", "ivoire", "jonque"),
    *("karst", "lagune", "mistral", "nacre", "ombre", "pluie", "quartz", "ronde", "sable", "terre"),
)


def musiques(rng: Random) -> Draft:
    """The two tunes that may be remixed, sold, and kept all rights reserved."""
    tunes = rng.sample(TUNES, 9)
    refused = [each for each in LICENCES if each not in FREE]
    licences = [*rng.choices(FREE, k=2), *refused, RESERVED, "CC BY-SA"]
    table = [(f"{tune}.mp3", licence) for tune, licence in zip(tunes, licences, strict=True)]
    rng.shuffle(table)
    instruction = f"""{rng.choice(FIRST_NAMES)} crée un jeu vidéo, qui sera vendu. La musique \
sera remixée. Le remix, lui, ne sera sous aucune licence libre : personne d’autre ne pourra le \
réutiliser. Les auteurs seront cités.

D’après la liste jointe, quelles sont les deux musiques qui peuvent être utilisées ainsi, sans \
demander d’autorisation ?"""
    return Draft(
        "QROCM-dep",
        instruction,
        fields=(Field("a", "Une musique"), Field("b", "Une autre musique")),
        groups=tuple((f"{tune}.mp3", tune) for tune in tunes[:2]),
        tolerances=frozenset({"t1"}),
        attachments=(ods_file("musiques.ods", ("Fichier", "Licence"), table),),
        explanation=(
            "NC interdit de vendre, ND de modifier, SA oblige à partager le remix sous la "
            "même licence."
        ),
    )


PLACES = (
    *("Le menu", "Le titre de la page", "La légende des photos", "Le prix", "Le nom du club"),
    *("Le texte des articles", "Le pied de page", "La date"),
)


def contrastes(rng: Random) -> Draft:
    """Which texts have too little contrast?"""
    while True:
        places = rng.sample(PLACES, 5)
        large = [rng.random() < 0.4 for _ in places]
        ratios = [rng.choice((22, 24, 26, 27, 33, 36, 38, 41, 43, 48, 53, 67, 92)) for _ in places]
        weak = [
            ratio < (30 if is_large else 45) for ratio, is_large in zip(ratios, large, strict=True)
        ]
        # A large text between the two limits makes the size matter.
        if 2 <= sum(weak) <= 3 and any(
            is_large and 30 < ratio < 45 for ratio, is_large in zip(ratios, large, strict=True)
        ):
            break
    choices = [
        f"{place} ({'grand' if is_large else 'petit'} texte) : {ratio // 10},{ratio % 10}"
        for place, is_large, ratio in zip(places, large, ratios, strict=True)
    ]
    instruction = f"""Un outil a mesuré le contraste entre les lettres et le fond sur la page web \
faite par {rng.choice(FIRST_NAMES)} et {rng.choice(FIRST_NAMES)}. Pour que tout le monde puisse \
lire, ce rapport doit être d’au moins 4,5 pour un petit texte, et d’au moins 3 pour un grand texte.

Quels textes faut-il corriger ? Plusieurs réponses sont attendues."""
    right = [choice for choice, is_weak in zip(choices, weak, strict=True) if is_weak]
    why = "Un petit texte sous 4,5 ou un grand texte sous 3 se lit mal, surtout avec une vue basse."
    return qcm(instruction, choices, right, explanation=why)
