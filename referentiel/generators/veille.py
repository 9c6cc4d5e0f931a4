"""Questions on watches: letters that correct one another, feeds, changes, the same page twice (1.1)."""

from datetime import timedelta
from random import Random

from referentiel.drafts import Attachment, Draft, Field, qroc
from referentiel.files import eml_file, html_file, ods_file, zip_file
from referentiel.generators.dates import clock, in_words, mail_date, some_day, spellings
from referentiel.generators.days import in_words as in_words_with_year
from referentiel.generators.echanges import plain
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

AS_TYPED = frozenset({"t1"})


CLUBS = (
    "club de voile",
    "conservatoire",
    "musée",
    "lycée",
    "observatoire",
    "théâtre",
    "centre équestre",
)


def lettres(rng: Random) -> Draft:
    """Cinq messages d’une veille : le dernier mot sur la salle et sur l’heure."""
    day, (place, other) = some_day(rng), rng.sample(CLUBS, 2)
    town, rooms = rng.choice(TOWNS), rng.sample(range(101, 390), 4)
    hours = rng.sample([each for each in range(480, 1080, 15) if each % 60], 3)
    open_day = in_words(day + timedelta(40))
    subject = f"Portes ouvertes {of_the(place)}"
    letters = [
        (subject, f"Rendez-vous le {open_day}, à {clock(hours[0])}, salle {rooms[0]}."),
        (subject, f"Changement de salle : ce sera la salle {rooms[1]}. Le reste ne change pas."),
        (
            f"Portes ouvertes {of_the(other)}",
            f"Changement : à {clock(hours[2])}, salle {rooms[2]}.",
        ),
        (subject, f"Changement d’heure : venez à {clock(hours[1])}. Le reste ne change pas."),
        (subject, f"Encore un changement de salle : ce sera la salle {rooms[3]}, à la même heure."),
    ]
    last_two = [letters[4], letters[3]] if rng.random() < 0.5 else letters[3:]
    letters = letters[:2] + rng.sample([letters[2], *last_two], 3)
    names = rng.sample(range(10, 99), 5)
    files = {
        f"messages/lettre-{name}.eml": letter(
            subject, words, mail_date(day + timedelta(6 * n), hours[0], 1)
        )
        for n, (name, (subject, words)) in enumerate(zip(names, letters, strict=True))
    }
    return Draft(
        "QROCM-ind",
        f"{rng.choice(FIRST_NAMES)} reçoit les lettres de plusieurs lieux {of(town)}. L’archive "
        "jointe contient les cinq dernières, à ouvrir avec un logiciel de messagerie ou un éditeur "
        f"de texte.\n\nÀ quelle heure et dans quelle salle auront finalement lieu les portes ouvertes "
        f"{of_the(place)} ?",
        fields=(
            Field("heure", "Heure", spellings(clock(hours[1]))),
            Field("salle", "Numéro de la salle", (str(rooms[3]),), is_number=True),
        ),
        tolerances=frozenset({"t1", "t2"}),
        attachments=(zip_file("messages.zip", dict(sorted(files.items()))),),
        explanation="On range les lettres du même lieu par date : chacune ne corrige qu’une chose, "
        "et c’est la dernière correction qui vaut.",
    )


def of_the(place: str) -> str:
    return f"de l’{place}" if of(place).startswith("d’") else f"du {place}"


def letter(subject: str, words: str, when: str) -> bytes:
    headers = {
        "From": "Lettre d’information <lettre@sorties.example>",
        "To": "abonnes@sorties.example",
        "Date": when,
        "Subject": subject,
    }
    return eml_file("", headers, f"Bonjour,\n\n{words}\n\nÀ bientôt !\n").content


RULES = (
    *("Une partie dure au plus {} minutes.", "Un groupe compte au plus {} personnes."),
    *("Un prêt dure {} jours.", "Une réservation se fait {} jours à l’avance."),
    *("La caution est de {} euros.", "Un retard coûte {} euros."),
    *("Un casier porte {} kilos au plus.", "On vient seul à partir de {} ans."),
    *("Le parking a {} places.", "On emprunte {} jeux à la fois."),
    *("La carte sert {} fois.", "Une absence se signale {} heures avant."),
)


def page_changee(rng: Random) -> Draft:
    """La seule règle qui change entre deux enregistrements d’une page."""
    rules, numbers = rng.sample(RULES, 12), rng.sample(range(5, 24), 13)
    which, day = rng.randrange(12), some_day(rng)
    before = [rule.format(number) for rule, number in zip(rules, numbers, strict=False)]
    after = [*before]
    after[which] = rules[which].format(numbers[12])
    town = rng.choice(TOWNS)
    files = {
        f"page-{name}.html": rules_page(town, lines, in_words_with_year(day + timedelta(late)))
        for name, lines, late in (("avant", before, 0), ("apres", after, rng.randint(30, 90)))
    }
    return Draft(
        "QROCM-ind",
        f"{rng.choice(FIRST_NAMES)} surveille le règlement de la ludothèque {of(town)} et garde "
        "une copie de la page à chaque changement. L’archive jointe contient les deux dernières "
        "copies.\n\nUn seul article a changé. Lequel, et quel nombre contient-il maintenant ?",
        fields=(
            Field("article", "Numéro de l’article", (str(which + 1),), is_number=True),
            Field("nombre", "Nouveau nombre", (str(numbers[12]),), is_number=True),
        ),
        attachments=(zip_file("copies.zip", files),),
        explanation=f"Article {which + 1}, avant : {before[which]} Après : {after[which]} On "
        "compare les deux pages côte à côte, ou avec un outil qui montre les différences.",
    )


def rules_page(town: str, lines: list[str], day: str) -> bytes:
    items = "\n".join(f"<h2>Article {n}</h2>\n<p>{line}</p>" for n, line in enumerate(lines, 1))
    body = f"<h1>Règlement</h1>\n{items}\n<p><small>Page mise à jour le {day}.</small></p>"
    return html_file("", f"Ludothèque {of(town)}", body).content


PAPERS = ("journal", "gazette", "courrier", "echo", "depeche")


def adresse_du_flux(rng: Random) -> Draft:
    """L’adresse du flux des articles, écrite dans le code de la page."""
    town, number = plain(rng.choice(TOWNS)), rng.randint(100, 999)
    site = f"https://{rng.choice(PAPERS)}-{town}.example"
    folder = rng.choice(("flux", "fil", "nouvelles", "suivre"))
    feed = f"{site}/{folder}/{rng.choice(('articles', 'tout', 'une'))}-{number}.xml"
    feeds = "application/rss+xml"
    links = [
        f'<link rel="alternate" type="{feeds}" title="Flux des articles" href="{feed}">',
        f'<link rel="alternate" type="{feeds}" title="Flux des commentaires" href="{site}/{folder}/avis-{number}.xml">',
        f'<link rel="alternate" hreflang="br" title="Articles en breton" href="{site}/br/{number}.html">',
        f'<link rel="canonical" href="{site}/articles/{number}.html">',
        f'<link rel="icon" type="image/svg+xml" href="{site}/icone.svg">',
        f'<link rel="sitemap" type="application/xml" title="Plan du site" href="{site}/plan-{number}.xml">',
    ]
    body = (
        f"<h1>Le journal de la ville</h1>\n<p>Par {rng.choice(FIRST_NAMES)}.</p>\n<p>Les travaux "
        f'du port avancent.</p>\n<p><a href="{site}/lettre-{number}.html">Recevoir la lettre</a></p>'
    )
    page = html_file("article.html", "Les travaux du port", body)
    head = "\n".join(rng.sample(links, len(links)))
    whole = page.content.replace(b"</head>", f"{head}\n</head>".encode())
    return qroc(
        f"{rng.choice(FIRST_NAMES)} veut suivre tous les articles d’un site dans un lecteur de "
        "flux (RSS). La page ne montre aucun lien pour cela, mais son code en contient un. La page "
        "est jointe.\n\nAffichez le code source de la page. Quelle adresse faut-il donner au "
        "lecteur de flux ? Copiez-la en entier.",
        feed,
        label="Adresse du flux",
        tolerances=AS_TYPED,
        attachments=(Attachment("article.html", whole),),
        explanation="Un flux est annoncé dans l’en-tête par un élément `link` de type "
        f"`{feeds}` ; parmi les deux, l’un ne suit que les commentaires.",
    )


TOPICS = (
    "marees",
    "velos",
    "cantine",
    "oiseaux",
    "concours",
    "tramway",
    "verger",
    "stages",
    "phare",
)
TOPICS += ("sentiers", "musique", "energie", "abeilles", "piscine", "lecture", "planetes")


def doublons(rng: Random) -> Draft:
    """Combien de pages différentes, quand la même arrive par plusieurs lettres."""
    sites = [f"{name}.example" for name in rng.sample(("actus", "vigie", "relais", "mirador"), 3)]
    pages = [f"https://{rng.choice(sites)}/{topic}-{rng.randint(10, 99)}" for topic in TOPICS]
    pages = rng.sample(pages, rng.randint(9, 15))
    counts = [rng.randint(5, 6), *(rng.randint(1, 4) for _ in pages[1:])]
    if counts[0] - max(counts[1:]) < 1:
        return doublons(rng)
    tails = (
        "",
        "#commentaires",
        "#suite",
        "?lettre=lundi",
        "?lettre=jeudi",
        "?ami=oui",
        "?lettre=lundi#suite",
    )
    rows = [
        (FIRST_NAMES[rng.randrange(8)], page + tail)
        for page, count in zip(pages, counts, strict=True)
        for tail in rng.sample(tails, count)
    ]
    rng.shuffle(rows)
    best = pages[0].rpartition("/")[2]
    return Draft(
        "QROCM-ind",
        f"Les membres d’un club {of(rng.choice(TOWNS))} envoient au même tableau les liens trouvés "
        "pendant leur veille. La même page y est souvent plusieurs fois. Sur ces sites, ce qui suit "
        "le signe `?` dit seulement d’où vient le clic, et ce qui suit `#` désigne un endroit de la "
        "page.\n\nCombien de pages différentes y a-t-il ? Quelle page est envoyée le plus souvent "
        "(ce qui est écrit juste après le dernier `/`, sans `?` ni `#`) ?",
        fields=(
            Field("nombre", "Nombre de pages différentes", (str(len(pages)),), is_number=True),
            Field("page", "Page envoyée le plus souvent", (best, pages[0], f"/{best}")),
        ),
        tolerances=AS_TYPED,
        attachments=(ods_file("liens.ods", ("Envoyé par", "Adresse"), rows),),
        explanation=f"On coupe chaque adresse au premier `?` ou `#`, puis on compte : il reste "
        f"{len(pages)} pages, et `{best}` revient {counts[0]} fois.",
    )
