"""Questions on judging sources: who publishes, when, and from whom the news comes (1.1)."""

from datetime import date, datetime, timedelta
from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import html_file, ods_file, pdf_file, zip_file
from referentiel.generators.dates import some_day
from referentiel.generators.days import in_words
from referentiel.generators.echanges import plain
from referentiel.generators.elision import of
from referentiel.generators.recherche import results_page
from referentiel.generators.words import FIRST_NAMES, TOWNS

AS_TYPED = frozenset({"t1"})


# Who publishes

MARKS = ("Annonce", "Sponsorisé", "Lien sponsorisé", "Publicité")
HIRED = ("un vélo", "une tente", "un canoë", "un piano", "une sono", "une remorque", "un costume")
SHOPS = ("atelier", "comptoir", "loc", "espace", "maison", "point", "relais", "hangar", "cabane")


def premier_resultat(rng: Random) -> Draft:
    """Le premier résultat qui n’est pas une publicité."""
    thing, town, ads = rng.choice(HIRED), rng.choice(TOWNS), rng.randint(1, 4)
    sites = [
        f"{shop}-{plain(thing.split()[1])}-{rng.randint(10, 99)}.example"
        for shop in rng.sample(SHOPS, 8)
    ]
    marks = [n < ads or n == ads + 2 for n in range(8)]
    results = [
        (
            f"{rng.choice(('Louer', 'Ici, louer', 'Près de chez vous, louer'))} {thing} à {town}",
            f"{rng.choice(MARKS)} · {site}" if is_ad else site,
            f"{rng.choice(('Bon prix', 'Grand choix', 'Site officiel', 'Le plus visité'))}. Dès {rng.randint(5, 40)} euros.",
        )
        for site, is_ad in zip(sites, marks, strict=True)
    ]
    return qroc(
        f"{rng.choice(FIRST_NAMES)} a cherché où louer {thing} à {town}. La page de "
        "résultats du moteur de recherche est jointe (ouvrez-la avec un navigateur). Certains sites "
        "ont payé pour être en haut.\n\nQuelle est l’adresse du premier résultat qui n’a pas payé "
        "sa place ?",
        sites[ads],
        label="Adresse du site",
        tolerances=AS_TYPED,
        attachments=(results_page("resultats.html", f"louer {thing} {town}", results),),
        explanation="Les liens payés portent un petit mot : annonce, sponsorisé, publicité. « Site "
        "officiel », écrit par le site lui-même, ne prouve rien.",
    )


KINDS = ("Association", "Société", "Atelier", "Coopérative", "Collectif", "Agence", "Maison")
NAMES = ("Belle Rive", "Grand Large", "Petit Jour", "Trois Chênes", "Vent d’Ouest", "Haute Pierre")
NAMES += (
    "Rose des sables",
    "Fil rouge",
    "Cap Nord",
    "Terre neuve",
    "Clair matin",
    "Quatre saisons",
)
PUBLISHED = ("Ce site est publié par : {}.", "Éditeur du site : {}.", "Site édité par : {}.")
OTHERS = (
    "Hébergement (ordinateurs où le site est rangé) : {}.",
    "Dessin des pages : {}.",
    "Photos : {}.",
    "Traduction en anglais : {}.",
    "Mesure du nombre de visites : {}.",
)


def editeur(rng: Random) -> Draft:
    """Qui répond de ce que dit un site, d’après ses mentions légales."""
    found = [
        f"{kind} {name}"
        for kind, name in zip(rng.sample(KINDS, 6), rng.sample(NAMES, 6), strict=True)
    ]
    site = f"info-{rng.choice(('eau', 'sommeil', 'velo', 'lecture', 'jardin'))}-{rng.randint(10, 99)}.example"
    roles = [rng.choice(PUBLISHED), *OTHERS]
    lines = rng.sample([role.format(who) for role, who in zip(roles, found, strict=True)], 6)
    towns = rng.sample(TOWNS, 6)
    told = [
        words
        for pair in zip(
            lines,
            (f"Adresse : {rng.randint(2, 90)} rue du Port, {town}." for town in towns),
            strict=True,
        )
        for words in (*pair, "")
    ]
    return qroc(
        f"{rng.choice(FIRST_NAMES)} a lu un conseil sur le site `{site}` et veut savoir quelle "
        "organisation répond de ce qui y est écrit. La page « Mentions légales » du site est "
        "jointe, en PDF.\n\nQuelle est cette organisation ?",
        found[0],
        label="Organisation",
        options=sorted(found),
        attachments=(pdf_file("mentions-legales.pdf", [f"{site}, mentions légales", "", *told]),),
        explanation=f"L’éditeur, celui qui publie, répond du contenu : {found[0]}. L’hébergeur ne "
        "fait que ranger les pages ; les autres ont travaillé pour le site.",
    )


# When

PASSES = ("la carte du mois", "le carnet de vingt tickets", "la carte de quinze jours")


def tarifs(rng: Random) -> Draft:
    """Le prix que donne la page la plus récente de l’organisme qui fixe ce prix."""
    (town, far), asked = rng.sample(TOWNS, 2), rng.choice(PASSES)
    other = rng.choice([each for each in PASSES if each != asked])
    prices = [f"{cents // 100},{cents % 100:02}" for cents in rng.sample(range(1450, 3900, 10), 6)]
    day = some_day(rng)
    net, ago = f"Réseau des bus {of(town)}, site officiel", rng.randint(20, 60)
    pages = [
        (net, asked, prices[0], ago),
        (net, asked, prices[1], ago + 400),
        (net, other, prices[2], ago - 5),
        (f"Réseau des bus {of(far)}, site officiel", asked, prices[3], ago - 10),
        (f"Le carnet de voyage {of(rng.choice(FIRST_NAMES))}", asked, prices[4], ago - 15),
        (f"Forum des habitants {of(town)}", asked, prices[5], rng.randint(1, 4)),
    ]
    shuffled = rng.sample(pages, 6)
    files = {
        f"pages/page-{number}.html": fare_page(town if page[0] != pages[3][0] else far, page, day)
        for number, page in enumerate(shuffled, 1)
    }
    return qroc(
        f"Nous sommes le {in_words(day)}. {rng.choice(FIRST_NAMES)} veut savoir ce que coûte "
        f"aujourd’hui {asked} des bus {of(town)} et a enregistré six pages, qui donnent des prix "
        "différents (décompressez l’archive jointe).\n\nQuel prix est le plus sûr ?",
        prices[0],
        f"{prices[0]} euros",
        f"{prices[0]} €",
        label="Prix, en euros",
        is_number=True,
        attachments=(zip_file("pages.zip", files),),
        explanation=f"C’est le réseau {of(town)} qui fixe ses prix. Parmi ses pages sur ce titre de "
        "transport, on garde celle dont la mise à jour est la plus récente.",
    )


def fare_page(town: str, page: tuple, day: date) -> bytes:
    who, what, price, ago = page
    body = (
        f"<p>{who}</p>\n<h1>Les bus {of(town)}</h1>\n<p>Prix : {what}, {price} euros.</p>\n"
        f"<p><small>Écrit ou mis à jour le {in_words(day - timedelta(ago))}. Page affichée le "
        f"{in_words(day)}.</small></p>"
    )
    return html_file("", who, body).content


# From whom

MEDIA = ("Vigie", "Boussole", "Sillage", "Passerelle", "Lanterne", "Écho", "Rivage", "Clairière")
MEDIA += (
    "Balise",
    "Lucarne",
    "Tribord",
    "Mosaïque",
    "Horloge",
    "Veilleuse",
    "Belvédère",
    "Estafette",
)


def chaine(rng: Random) -> Draft:
    """L’origine d’un article, de reprise en reprise, et combien d’autres en viennent."""
    names = rng.sample(MEDIA, 15)
    origin = {name: name for name in names[:3]}
    cited, depth = {}, dict.fromkeys(names[:3], 0)
    for rank, name in enumerate(names[3:], 3):
        cited[name] = rng.choice(names[:rank])
        origin[name], depth[name] = origin[cited[name]], depth[cited[name]] + 1
    asked = max(names, key=lambda name: depth[name])
    repeats = sum(origin[name] == origin[asked] for name in names) - 1
    if depth[asked] < 3 or repeats > 10:
        return chaine(rng)
    start = datetime.combine(some_day(rng), datetime.min.time()) + timedelta(hours=7)
    rows = [
        (
            name,
            start + timedelta(minutes=25 * rank + rng.randint(0, 20)),
            f"« {cited[name]} »" if name in cited else "une personne présente sur place",
        )
        for rank, name in enumerate(names)
    ]
    return Draft(
        "QROCM-ind",
        f"Un incendie à {rng.choice(TOWNS)} : quinze sites en parlent. Le fichier joint dit, pour "
        f"chacun, d’où il tient la nouvelle.\n\nEn remontant de source en source, de quel site vient "
        f"finalement ce qu’écrit « {asked} » ? Et combien d’autres sites, en comptant « {asked} », "
        "tiennent la nouvelle de ce site-là, directement ou non ?",
        fields=(
            Field("origine", "Site à l’origine", (origin[asked],), tuple(sorted(names))),
            Field("nombre", "Nombre de sites qui le reprennent", (str(repeats),), is_number=True),
        ),
        attachments=(
            ods_file("reprises.ods", ("Site", "Publié le", "Source"), rng.sample(rows, 15)),
        ),
        explanation=f"De proche en proche, « {asked} » vient {of('« ' + origin[asked] + ' »')}. Quinze "
        "sites, mais trois origines seulement : beaucoup de reprises ne font pas beaucoup de preuves.",
    )


EVENTS = ("Inondation", "Gros orage", "Chute d’un arbre", "Route coupée", "Grand embouteillage")


def image_deja_vue(rng: Random) -> Draft:
    """La plus ancienne publication d’une image, parmi des dates écrites de plusieurs façons."""
    event, towns, day = rng.choice(EVENTS), rng.sample(TOWNS, 8), some_day(rng)
    ages = sorted(rng.sample(range(40, 3200), 7), reverse=True)
    days = [day - timedelta(each) for each in (ages[0] + rng.randint(100, 500), *ages)]
    kinds = ("image ressemblante, mais différente", *("même image",) * 7)
    found = list(zip(days, kinds, towns, strict=True))
    rng.shuffle(found)
    results = [
        (
            f"{event} à {town}",
            f"site-{rng.randint(100, 999)}.example · {kind}",
            f"Publié le {said(rng, when)}. {rng.randint(2, 900)} partages.",
        )
        for when, kind, town in found
    ]
    return qroc(
        f"Une photo circule, avec ces mots : « {event} ce matin à {towns[-1]} ! » "
        f"{rng.choice(FIRST_NAMES)} a lancé une recherche à partir de l’image ; la page de résultats "
        "est jointe (ouvrez-la avec un navigateur).\n\nSelon la plus ancienne publication de cette "
        "image même, dans quelle ville a-t-elle été prise ?",
        towns[1],
        label="Ville",
        attachments=(results_page("image.html", "une image envoyée", results),),
        explanation=f"La même image était déjà en ligne le {in_words(days[1])}, avec la légende "
        f"« {event} à {towns[1]} ». Une image seulement ressemblante ne compte pas.",
    )


def said(rng: Random, day: date) -> str:
    figures = f"{day.day:02}/{day.month:02}/{day.year}"
    return rng.choice((in_words(day), figures, day.isoformat()))
