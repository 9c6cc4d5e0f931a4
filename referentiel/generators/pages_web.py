"""Questions about web pages: paths between files, style rules, alternative texts, headings."""

from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import html_file, svg_file, zip_file
from referentiel.generators.words import FIRST_NAMES

SUBJECTS = ("accueil", "atelier", "bateau", "cabane", "jardin", "marche", "plage", "tempete")
SUBJECTS += ("verger", "village", "moulin", "phare", "canal", "colline", "fanfare", "goelette")
SUBJECTS += ("horloge", "lagune", "marionnette", "pirogue", "rocher", "torrent", "volcan")
FOLDERS = ("images", "photos", "dessins", "medias", "illustrations")
FILLS = ("#2f6f8f", "#8f4f2f", "#4f7f3f", "#6f4f8f", "#8f7f2f")


def drawing(rng: Random) -> bytes:
    shape = rng.choice(
        ('<circle cx="60" cy="40" r="30"', '<rect x="25" y="15" width="70" height="50"')
    )
    return svg_file(
        "",
        '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80" viewBox="0 0 120 80">'
        f'<rect width="120" height="80" fill="#f4f0e6"/>{shape} fill="{rng.choice(FILLS)}"/></svg>\n',
    ).content


def page(title: str, body: str) -> bytes:
    return html_file("", title, body).content


def image_absente(rng: Random) -> Draft:
    """One picture of the page is not found: where is it really?"""
    names, folder = rng.sample(SUBJECTS, 6), rng.choice(FOLDERS)
    other = rng.choice([each for each in FOLDERS if each != folder])
    broken = rng.choice(names)
    kind = rng.choice(("majuscule", "dossier", "suffixe"))
    real = {
        "majuscule": f"{folder}/{broken.capitalize()}.svg",
        "dossier": f"{other}/{broken}.svg",
        "suffixe": f"{folder}/{broken}-2.svg",
    }[kind]
    paths = {name: f"{folder}/{name}.svg" for name in names}
    body = "\n".join(
        f'<p><img src="{path}" alt="{name}"> {name}</p>' for name, path in paths.items()
    )
    files = {real if name == broken else path: drawing(rng) for name, path in paths.items()}
    files[f"{other}/affiche.svg"] = drawing(rng)
    who = rng.choice(FIRST_NAMES)
    instruction = f"""{who} a fait le petit site joint (décompressez l’archive). Mis en ligne sur \
un serveur qui distingue majuscules et minuscules, il n’affiche pas l’image « {broken} » de la \
page `index.html`.

Sans déplacer ni renommer de fichier, quel chemin faut-il écrire dans l’attribut `src` de cette \
image ?"""
    return qroc(
        instruction,
        real,
        f"./{real}",
        label="Chemin à écrire dans src",
        tolerances=frozenset(),
        attachments=(zip_file("site.zip", {"index.html": page("Mon site", body), **files}),),
        explanation=f"La page demande « {paths[broken]} » ; le fichier de l’archive est « {real} ».",
    )


def chemin_relatif(rng: Random) -> Draft:
    """From a page in a folder to a picture in another."""
    folder, inner = rng.sample(FOLDERS, 2)
    section, name = rng.choice(("pages", "articles", "chapitres", "recettes")), rng.choice(SUBJECTS)
    article = rng.choice([each for each in SUBJECTS if each != name])
    deep = rng.random() < 0.5
    target = f"{folder}/{inner}/{name}.png" if deep else f"{folder}/{name}.png"
    instruction = f"""Voici les fichiers d’un site, avec leur chemin depuis le dossier principal :

- `index.html`
- `{section}/{article}.html`
- `{target}`

La page `{section}/{article}.html` doit afficher l’image `{target}`. Quel chemin relatif à la \
page faut-il écrire dans l’attribut `src` ? (Le chemin doit marcher aussi quand le dossier \
principal est copié sur une clé USB.)"""
    why = f"« ../ » remonte du dossier « {section} » au dossier principal, puis on descend."
    return qroc(
        instruction,
        f"../{target}",
        f"./../{target}",
        label="Chemin relatif",
        tolerances=frozenset(),
        explanation=why,
    )


HUES = ("noir", "bleu", "vert", "rouge", "violet", "marron")
ENGLISH = dict(zip(HUES, ("black", "blue", "green", "red", "purple", "brown"), strict=True))


def cascade(rng: Random) -> Draft:
    """Which colour wins for each paragraph?"""
    first, second, third, fourth = rng.sample(HUES, 4)
    name, place = rng.choice(("note", "alerte", "astuce")), rng.choice(("intro", "fin", "resume"))
    rules = {
        f"p {{ color: {ENGLISH[first]} }}": 0,
        f".{name} {{ color: {ENGLISH[second]} }}": 1,
        f"#{place} {{ color: {ENGLISH[third]} }}": 2,
        f"p {{ color: {ENGLISH[fourth]} }}": 3,
    }
    order = rng.sample(list(rules), 4)
    last = max((rule for rule in order if rule.startswith("p ")), key=order.index)
    plain = first if rules[last] == 0 else fourth
    listed = "\n".join(f"- `{rule}`" for rule in order)
    instruction = f"""Une feuille de style contient ces règles, dans cet ordre :

{listed}

La page contient trois paragraphes, sans autre style :

- A : `<p>`
- B : `<p class="{name}">`
- C : `<p class="{name}" id="{place}">`

De quelle couleur est le texte de chaque paragraphe ?"""
    options = tuple(sorted({first, second, third, fourth}))
    fields = tuple(
        Field(letter, f"Paragraphe {letter.upper()}", (hue,), options)
        for letter, hue in zip("abc", (plain, second, third), strict=True)
    )
    why = (
        "Un identifiant (#) l’emporte sur une classe (.), qui l’emporte sur un nom "
        "d’élément ; à égalité, la dernière règle gagne."
    )
    return Draft("QROCM-ind", instruction, fields=fields, explanation=why)


def colonnes(rng: Random) -> Draft:
    """How many columns does a page have at three widths?"""
    small, large = rng.randrange(480, 760, 20), rng.randrange(900, 1300, 20)
    one, few, many = sorted(rng.sample(range(1, 8), 3))
    rules = [
        f"@media (min-width: {small}px) {{ .photos {{ columns: {few} }} }}",
        f"@media (min-width: {large}px) {{ .photos {{ columns: {many} }} }}",
    ]
    is_reversed = rng.random() < 0.5
    if is_reversed:
        rules.reverse()
    widths = [
        small - rng.randint(15, 120),
        rng.randint(small + 10, large - 10),
        large + rng.randint(15, 300),
    ]
    # Two rules of the same weight: the one written last wins wherever both hold.
    counts = [one, few, few if is_reversed else many]
    listed = "\n".join(f"- `{rule}`" for rule in (f".photos {{ columns: {one} }}", *rules))
    instruction = f"""La feuille de style d’une page contient ces règles, dans cet ordre, et rien \
d’autre sur `.photos` :

{listed}

Sur combien de colonnes les photos sont-elles rangées, selon la largeur de la fenêtre ?"""
    fields = tuple(
        Field(letter, f"Fenêtre de {width} pixels de large", (str(count),), is_number=True)
        for letter, width, count in zip("abc", widths, counts, strict=True)
    )
    why = (
        "Une règle @media vaut quand sa condition est vraie ; si plusieurs valent, la "
        "dernière écrite gagne."
    )
    return Draft("QROCM-ind", instruction, fields=fields, explanation=why)


def sans_alternative(rng: Random) -> Draft:
    """Which picture of the page has no alternative text at all?"""
    names = rng.sample(SUBJECTS, 9)
    missing, decorative = names[4], {names[1], names[6]}
    shown = rng.sample(names, 9)
    images = []
    for name in shown:
        alt = "" if name in decorative else f"Dessin : {name}"
        attributes = [f'src="{name}.svg"', 'width="120"', f'title="{name}"']
        attributes += [f'alt="{alt}"'] if name != missing else []
        images.append(f"<p><img {' '.join(rng.sample(attributes, len(attributes)))}></p>")
    files = {f"{name}.svg": drawing(rng) for name in names}
    instruction = f"""L’archive jointe, faite par {rng.choice(FIRST_NAMES)} et \
{rng.choice(FIRST_NAMES)}, contient une page `galerie.html` et ses images. Certaines images sont \
décoratives : leur texte de remplacement est vide, et c’est voulu. Mais pour une image, l’auteur \
a oublié d’en prévoir un.

Regardez le code de la page. Quel est le nom du fichier de cette image ?"""
    return qroc(
        instruction,
        f"{missing}.svg",
        missing,
        label="Nom du fichier",
        tolerances=frozenset({"t1"}),
        attachments=(
            zip_file("galerie.zip", {"galerie.html": page("Galerie", "\n".join(images)), **files}),
        ),
        explanation=(
            "Un attribut alt vide dit « image décorative » ; l’absence d’alt est un oubli. "
            "L’attribut title ne le remplace pas."
        ),
    )


TITLES = (
    *("Accès", "Horaires", "Tarifs", "Histoire", "Équipe", "Matériel", "Règlement", "Stages"),
    *("Contacts", "Agenda", "Galerie", "Partenaires", "Questions", "Inscriptions", "Transports"),
    *("Adhésion", "Sécurité", "Boutique", "Archives", "Palmarès", "Vestiaires", "Location"),
    *("Météo", "Permis", "Presse", "Statuts", "Bénévoles"),
)


def titre_saute(rng: Random) -> Draft:
    """Which heading of the page skips a level?"""
    titles = rng.sample(TITLES, 13)
    levels = [2]
    while len(levels) < 13:
        levels.append(rng.randint(2, min(4, levels[-1] + 1)))
    climbs = [rank for rank in range(4, 12) if levels[rank - 1] == 2 and levels[rank + 1] != 4]
    if not climbs:
        return titre_saute(rng)
    wrong = rng.choice(climbs)
    levels[wrong] = 4
    parts = [
        f"<h{level}>{title}</h{level}>\n<p>Voir aussi la partie « {rng.choice(titles)} ».</p>"
        for level, title in zip(levels, titles, strict=True)
    ]
    body = "<h1>Le club nautique</h1>\n" + "\n".join(parts)
    instruction = f"""Les personnes aveugles se déplacent dans une page de titre en titre. Dans \
la page jointe, écrite par {rng.choice(FIRST_NAMES)} et {rng.choice(FIRST_NAMES)}, un titre saute \
un niveau : il est deux niveaux sous le titre qui le précède.

Regardez le code de la page. Quel est ce titre ?"""
    return qroc(
        instruction,
        titles[wrong],
        label="Titre",
        attachments=(html_file("club.html", "Le club nautique", body),),
        explanation="Ce titre est un h4 placé juste après un h2 : il manque le niveau h3.",
    )
