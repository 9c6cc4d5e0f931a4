"""Questions about pictures: turning, resizing, printing, layers."""

from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import ods_file, png_file
from referentiel.generators.words import FIRST_NAMES, TOWNS

# Rows of three dots, from the top: enough to draw a digit.
DIGITS = {
    "0": "111101101101111",
    "1": "010110010010111",
    "2": "111001111100111",
    "3": "111001111001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001001001001",
    "8": "111101111101111",
    "9": "111101111001111",
}
DOT = 14


def miroir(rng: Random) -> Draft:
    """A number to read once the picture is flipped the right way."""
    code = "".join(rng.choices("0123456789", k=5)) + rng.choice("2357")
    while code == code[::-1].translate(str.maketrans("25", "52")):
        code = code[1:] + rng.choice("1469")
    place = rng.choice(("un hangar", "un gymnase", "une péniche", "un local à vélos", "un grenier"))
    instruction = f"""L’image jointe montre le numéro peint sur la porte d’{place}, mais elle a \
été enregistrée à l’envers, comme vue dans un miroir.

Retournez-la de gauche à droite. Quel est ce numéro ?"""
    return qroc(
        instruction,
        code,
        label="Numéro (6 chiffres)",
        attachments=(png_file("porte.png", (460, 150), lambda draw, size: mirrored(draw, code)),),
        explanation=(
            "« Retourner horizontalement » (miroir) remet les chiffres et leur ordre à l’endroit."
        ),
    )


def mirrored(draw, code: str) -> None:
    draw.rectangle((5, 5, 454, 144), fill="#f4ead5", outline="#6b4a2b", width=6)
    for place, digit in enumerate(reversed(code)):
        for spot, dot in enumerate(DIGITS[digit]):
            if dot == "1":
                left = 60 + place * 4 * DOT + (2 - spot % 3) * DOT
                top = 40 + spot // 3 * DOT
                draw.rectangle((left, top, left + DOT - 1, top + DOT - 1), fill="#222222")


RATIOS = ((4, 3), (3, 2), (16, 9), (5, 4), (3, 4), (2, 3))


def proportions(rng: Random) -> Draft:
    """The height that goes with a new width."""
    wide, high = rng.choice(RATIOS)
    old, new = rng.randrange(180, 320, 10), rng.randrange(20, 110, 5)
    who = rng.choice(FIRST_NAMES)
    instruction = f"""{who} a une photo de {wide * old} pixels de large et {high * old} pixels de \
haut.

Pour la page d’un club, {who} la réduit à {wide * new} pixels de large, sans la déformer ni la \
recadrer. Quelle est sa nouvelle hauteur, en pixels ?"""
    return qroc(
        instruction,
        str(high * new),
        label="Hauteur en pixels",
        is_number=True,
        explanation="La largeur et la hauteur sont divisées par le même nombre.",
    )


def vignette(rng: Random) -> Draft:
    """Read the size of a picture file, then work out the size of its thumbnail."""
    wide, high = rng.choice(RATIOS)
    old = rng.randrange(120, 240, 12)
    new = rng.randrange(12, old // 2)
    size = wide * old, high * old
    colours = rng.sample(("#d9e8f5", "#f5e1d9", "#e0f0da", "#f2ead0", "#e6def2"), 2)
    instruction = f"""Un site demande une image de {wide * new} pixels de large exactement.

Regardez les dimensions de l’image jointe. Si on la réduit à cette largeur sans la déformer ni la \
recadrer, quelle sera sa hauteur, en pixels ?"""
    return qroc(
        instruction,
        str(high * new),
        label="Hauteur en pixels",
        is_number=True,
        attachments=(
            png_file("paysage.png", size, lambda draw, _: landscape(draw, size, colours)),
        ),
        explanation=f"L’image fait {size[0]} × {size[1]} pixels : on garde ce rapport.",
    )


def landscape(draw, size: tuple[int, int], colours: list[str]) -> None:
    wide, high = size
    draw.rectangle((0, 0, wide, high), fill=colours[0])
    draw.polygon([(0, high), (wide // 3, high // 3), (wide * 2 // 3, high)], fill="#5b7f6b")
    draw.polygon([(wide // 3, high), (wide * 3 // 4, high // 2), (wide, high)], fill="#3d6150")
    side = min(size) // 6
    draw.ellipse((wide - 2 * side, side // 2, wide - side, side * 3 // 2), fill=colours[1])


def impression(rng: Random) -> Draft:
    """How large can a picture be printed at a given density?"""
    density = rng.choice((60, 80, 100, 120))
    wide, high = rng.sample(range(12, 60), 2)
    what = rng.choice(("le calendrier", "le panneau", "la couverture", "le faire-part", "le décor"))
    instruction = f"""Pour {what} d’une fête, un imprimeur demande au moins {density} pixels par \
centimètre.

On a une photo de {wide * density} pixels de large et {high * density} pixels de haut, qu’on ne \
veut ni recadrer ni agrandir par un logiciel. Jusqu’à quelle taille peut-on l’imprimer, en \
centimètres ?"""
    fields = (
        Field("largeur", "Largeur en cm", (str(wide),), is_number=True),
        Field("hauteur", "Hauteur en cm", (str(high),), is_number=True),
    )
    why = f"On divise chaque nombre de pixels par {density}."
    return Draft("QROCM-ind", instruction, fields=fields, explanation=why)


def assez_grande(rng: Random) -> Draft:
    """Only one picture of the list has enough pixels both ways."""
    density = rng.choice((50, 80, 100))
    wide, high = rng.sample(range(24, 45), 2)
    need = wide * density, high * density
    good = need[0] + rng.randint(0, 90), need[1] + rng.randint(0, 90)
    near = [
        (need[0] - rng.randint(5, 300), need[1] + rng.randint(100, 2500))
        if rng.random() < 0.5
        else (need[0] + rng.randint(100, 2500), need[1] - rng.randint(5, 300))
        for _ in range(17)
    ]
    sizes = rng.sample([good, *near], 18)
    names = [f"{town.lower()}.jpg" for town in rng.sample(TOWNS, 18)]
    right = names[sizes.index(good)]
    rows = [(name, *size) for name, size in zip(names, sizes, strict=True)]
    instruction = f"""On veut imprimer une photo sur un panneau de {wide} cm de large et {high} \
cm de haut, sans la tourner. La photo peut être plus grande que le panneau : on coupera ce qui \
dépasse. L’imprimeur demande au moins {density} pixels par centimètre.

Le fichier joint donne la taille de chaque photo. Une seule convient : quel est son nom ?"""
    return qroc(
        instruction,
        right,
        right.removesuffix(".jpg"),
        label="Nom du fichier",
        tolerances=frozenset({"t1"}),
        attachments=(
            ods_file("photos.ods", ("Fichier", "Largeur (pixels)", "Hauteur (pixels)"), rows),
        ),
        explanation=f"Il faut au moins {need[0]} pixels de large et {need[1]} pixels de haut.",
    )


PLACES = ("à gauche", "au milieu", "à droite")
PAINTS = ("rouge", "vert", "bleu", "jaune", "orange", "violet", "gris", "rose")


def calques(rng: Random) -> Draft:
    """What is seen in each third of a picture made of layers?"""
    while True:
        paints = rng.sample(PAINTS, 5)
        covers = [rng.sample(PLACES, rng.randint(1, 2)) for _ in range(4)] + [list(PLACES)]
        shown = [rng.random() < 0.65 for _ in range(4)] + [True]
        layers = list(zip(paints, covers, shown, strict=True))
        seen = [seen_at(place, layers) for place in PLACES]
        every = [seen_at(place, [(*layer[:2], True) for layer in layers]) for place in PLACES]
        # Who forgets that a layer is hidden must be wrong.
        if seen != every and len(set(seen)) == 3:
            break
    lines = "\n".join(
        f"- calque {5 - rank} : {described(paint, cover)}{'' if on else ', calque masqué'}"
        for rank, (paint, cover, on) in enumerate(layers)
    )
    instruction = f"""Une image est faite de cinq calques, tous opaques là où ils sont peints et \
transparents ailleurs. Le calque 5 est au-dessus de tous les autres, le calque 1 tout en dessous :

{lines}

Quelle couleur voit-on dans chaque tiers de l’image ?"""
    options = tuple(sorted(paints))
    fields = tuple(
        Field(name, place.capitalize(), (paint,), options)
        for name, place, paint in zip(("a", "b", "c"), PLACES, seen, strict=True)
    )
    why = "À chaque endroit, on voit le calque affiché le plus haut qui y est peint."
    return Draft("QROCM-ind", instruction, fields=fields, explanation=why)


def seen_at(place: str, layers: list[tuple[str, list[str], bool]]) -> str:
    return next(paint for paint, cover, is_shown in layers if is_shown and place in cover)


def described(paint: str, cover: list[str]) -> str:
    if len(cover) == 3:
        return f"{paint} partout"
    return f"{paint} " + " et ".join(sorted(cover, key=PLACES.index))


def opacite(rng: Random) -> Draft:
    """The grey that a half-transparent layer gives."""
    top, bottom = rng.sample(range(0, 251, 10), 2)
    percent = rng.choice((10, 20, 30, 40, 60, 70, 80, 90))
    grey = (top * percent + bottom * (100 - percent)) // 100
    instruction = f"""Dans un logiciel de dessin, un gris est un nombre de 0 (noir) à 255 \
(blanc). Un calque de gris {top} recouvre un calque opaque de gris {bottom}. Le calque du dessus \
est réglé à une opacité de {percent} % : le logiciel mélange les deux nombres dans cette proportion.

Quel gris obtient-on ?"""
    why = f"{percent} % de {top} et {100 - percent} % de {bottom} : {grey}."
    return qroc(instruction, str(grey), label="Gris, de 0 à 255", is_number=True, explanation=why)
