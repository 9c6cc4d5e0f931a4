"""Questions on publishing: who will see, what is missing, feeds and robots, licences, credit."""

from random import Random

from referentiel.drafts import Draft, Field, qcm, qroc
from referentiel.files import html_file, ods_file, text_file
from referentiel.generators.dates import in_words, mail_date, some_day
from referentiel.generators.echanges import CLUBS, listed, people, plain
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

EVENTS = (
    *("Bal masqué", "Bourse aux vélos", "Concours de dictée", "Fête des jardins"),
    *("Marché de Noël", "Nuit du conte", "Repas partagé", "Tournoi d’échecs", "Vide-grenier"),
)
PLACES = ("salle des fêtes", "gymnase", "parc municipal", "médiathèque", "cour de l’école")
SUBJECTS = (
    *("Barque au matin", "Cascade gelée", "Champ de lin", "Chat au soleil", "Escalier rouge"),
    *("Fenêtre ouverte", "Forêt en mai", "Marché couvert", "Phare la nuit", "Pont de pierre"),
    *("Rue sous la pluie", "Toits de zinc", "Vague d’hiver", "Vieux tracteur"),
)
FOLDERS = ("club", "photos", "membres", "archives", "essais", "prive")
FREE = ("CC0", "CC BY", "CC BY-SA")
BOUND = ("CC BY-NC", "CC BY-ND", "CC BY-NC-SA", "CC BY-NC-ND", "tous droits réservés")
STRICT = frozenset({"t1", "t2"})


def cercle(rng: Random) -> Draft:
    """Qui voit une publication ouverte aux amis de mes amis."""
    author, near, close, second, third, far, alone = (name for name, _ in people(rng, 7))
    circles = [
        f"- contacts {of(author)} : {listed((near, close))}",
        f"- contacts {of(near)} : {listed((author, second))}",
        f"- contacts {of(close)} : {listed((author, third))}",
        f"- contacts {of(third)} : {listed((close, far))}",
        f"- contacts {of(far)} : {listed((third, alone))}",
    ]
    return qcm(
        "Sur un réseau social :\n\n" + "\n".join(circles) + f"\n\n{author} publie une photo prise "
        f"à {rng.choice(TOWNS)} avec le réglage « Visible par mes contacts et leurs contacts ». "
        "Qui peut la voir ? Plusieurs réponses sont attendues.",
        rng.sample((near, close, second, third, far, alone), 6),
        (near, close, second, third),
    )


def annonce_complete(rng: Random) -> Draft:
    """La seule annonce qui dit quoi, quand, à quelle heure et où."""
    names, right = rng.sample(EVENTS, 4), rng.randrange(4)
    missing = rng.sample(("jour", "heure", "lieu"), 3)
    lines = []
    for place, name in enumerate(names):
        parts = {
            "jour": f"le {in_words(some_day(rng))}",
            "heure": f"à {rng.randint(10, 20)} h",
            "lieu": f"{rng.choice(PLACES)}",
        }
        if place != right:
            del parts[missing.pop()]
        end = rng.choice(("Entrée gratuite", "Venez en famille", "On compte sur vous"))
        lines.append(f"- {name} : {', '.join(parts.values())}. {end}.")
    return qroc(
        f"Quatre annonces sont prêtes pour la page publique {of(rng.choice(TOWNS))} :\n\n"
        + "\n".join(lines)
        + "\n\nUne seule donne tout ce qu’il faut pour venir : le jour, l’heure et le lieu. "
        "Laquelle peut être publiée telle quelle ?",
        names[right],
        label="Annonce",
        options=names,
    )


def robots(rng: Random) -> Draft:
    """Les pages qu’un robot de recherche peut lire."""
    closed, half, opened = rng.sample(FOLDERS, 3)
    inside, site = (
        rng.choice(("public", "2027", "affiches")),
        f"{plain(rng.choice(TOWNS))}-{rng.randrange(10, 99)}",
    )
    rules = (
        *("User-agent: *", f"Disallow: /{closed}/", f"Disallow: /{half}/"),
        *(f"Allow: /{half}/{inside}/", f"Sitemap: https://{site}.example/sitemap.xml"),
    )
    right = (f"/{opened}/index.html", f"/{half}/{inside}/liste.html", f"/{opened}/{closed}/a.html")
    wrong = (f"/{closed}/index.html", f"/{half}/liste.html", f"/{closed}/{inside}/a.html")
    return qcm(
        f"Le site `{site}.example` publie le fichier joint à l’adresse `/robots.txt`. Les robots "
        "des moteurs de recherche le respectent ; quand deux règles concernent une page, la plus "
        "longue l’emporte.\n\nQuelles pages ces robots peuvent-ils lire ? Plusieurs réponses sont "
        "attendues.",
        rng.sample((*right, *wrong), 6),
        right,
        attachments=(text_file("robots.txt", "\n".join(rules) + "\n"),),
        explanation="Une règle vaut pour les adresses qui commencent comme elle. « Allow », plus "
        "longue que « Disallow », rouvre une partie du dossier fermé.",
    )


def flux(rng: Random) -> Draft:
    """L’article le plus récent d’un flux dont les heures viennent de plusieurs fuseaux."""
    day, titles = some_day(rng), rng.sample(EVENTS, 4)
    newest = rng.randrange(780, 840)
    # The later the hour shown, the older the article.
    times = (newest, newest - 45, newest - 110, newest - 200)
    zones = (-10, 0, 4, 8)
    items = [
        f"  <item>\n    <title>{title}</title>\n    <link>https://asso.example/{plain(title[:4])}"
        f"</link>\n    <pubDate>{mail_date(day, at, zone)}</pubDate>\n  </item>\n"
        for title, at, zone in zip(titles, times, zones, strict=True)
    ]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n'
        "  <title>Nos annonces</title>\n  <link>https://asso.example/</link>\n"
        "  <description>Les annonces des quatre clubs</description>\n"
        + "".join(rng.sample(items, 4))
        + "</channel>\n</rss>\n"
    )
    return qroc(
        f"Quatre clubs dans le monde publient dans le même flux, joint ici. À {rng.choice(TOWNS)}, "
        f"{rng.choice(FIRST_NAMES)} suit ce flux avec un logiciel qui met le plus récent en "
        "premier.\n\nQuel titre est tout en haut ?",
        titles[0],
        label="Titre",
        options=sorted(titles),
        attachments=(text_file("flux.xml", text),),
        explanation="La fin de chaque date est le décalage avec l’heure universelle : il faut le "
        "retirer avant de comparer.",
    )


def credit(rng: Random) -> Draft:
    """L’auteur et la licence à écrire sous une photo réutilisée."""
    (author, uploader, model), title = people(rng, 3), rng.choice(SUBJECTS)
    licence = rng.choice(("CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC 4.0", "CC BY-ND 4.0"))
    cells = {
        "Titre": title,
        "Mise en ligne par": " ".join(uploader),
        "Photographe": " ".join(author),
        "Sur l’image": " ".join(model),
        "Date": in_words(some_day(rng)) + " 2027",
        "Lieu": rng.choice(TOWNS),
        "Taille": f"{rng.randrange(1200, 5000)} × {rng.randrange(900, 3000)} pixels",
        "Licence": licence,
    }
    rows = "\n".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in cells.items())
    page = f"<h1>{title}</h1>\n<p>Photothèque libre, fiche de l’image.</p>\n<dl>\n{rows}\n</dl>"
    return Draft(
        "QROCM-ind",
        f"Vous utilisez la photo « {title} » sur une page pour {rng.choice(CLUBS)}. Sa fiche est "
        "jointe.\n\nComplétez le crédit à écrire sous la photo : « … (auteur), licence … ».",
        fields=(
            Field("auteur", "Auteur", (" ".join(author), " ".join(reversed(author)))),
            Field("licence", "Licence", (licence, licence.removesuffix(" 4.0"))),
        ),
        tolerances=STRICT,
        attachments=(html_file("fiche.html", title, page),),
    )


def images_permises(rng: Random) -> Draft:
    """Les trois images que leur licence permet de recadrer et de vendre."""
    titles, authors = rng.sample(SUBJECTS, 10), people(rng, 10)
    licences = [rng.choice(FREE) for _ in range(3)] + [*BOUND, *rng.choices(BOUND, k=2)]
    rows = [
        (title, " ".join(author), licence)
        for title, author, licence in zip(titles, authors, licences, strict=True)
    ]
    return Draft(
        "QROCM-dep",
        f"Pour {rng.choice(CLUBS)} {of(rng.choice(TOWNS))}, on prépare des cartes postales qui "
        "seront vendues. Chaque image sera recadrée et recevra un texte. L’auteur sera toujours "
        "cité, et les cartes auront la même licence si c’est demandé.\n\nD’après le tableau joint, "
        "quelles trois images peut-on utiliser sans autre autorisation ?",
        fields=tuple(Field(name, f"Image {name.upper()}") for name in "abc"),
        groups=tuple((title,) for title in titles[:3]),
        tolerances=STRICT,
        attachments=(
            ods_file("images.ods", ("Titre", "Auteur", "Licence"), rng.sample(rows, len(rows))),
        ),
        explanation="NC interdit l’usage commercial, ND interdit de modifier ; « tous droits "
        "réservés » demande une autorisation.",
    )


def domaine_public(rng: Random) -> Draft:
    """L’œuvre entrée dans le domaine public, en France."""
    year, titles = rng.randint(2027, 2035), rng.sample(SUBJECTS, 4)
    authors, limit = people(rng, 4), year - 71
    deaths = [limit - rng.randint(0, 12), *(limit + rng.randint(2, 25) for _ in range(3))]
    lines = [
        f"- « {title} », gravure de {death - rng.randint(10, 45)}, par {' '.join(author)} "
        f"(décès en {death})"
        for title, author, death in zip(titles, authors, deaths, strict=True)
    ]
    return qroc(
        f"Une maison d’édition française veut imprimer, en {year}, une gravure sans demander "
        "d’autorisation :\n\n" + "\n".join(rng.sample(lines, 4)) + "\n\nUne seule est alors dans "
        "le domaine public en France. Laquelle ? (Personne n’est mort pour la France.)",
        titles[0],
        label="Titre",
        options=sorted(titles),
        explanation="Les droits durent soixante-dix ans après l’année du décès de l’auteur, quelle "
        "que soit la date de l’œuvre.",
    )
