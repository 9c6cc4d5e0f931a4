"""Body, sleep, attention, and what hurts online (4.3)."""

from datetime import datetime, timedelta
from html import escape
from random import Random

from referentiel.drafts import Draft, Field, Picture, qroc
from referentiel.files import html_file, ods_file
from referentiel.generators.dates import DAYS, clock
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES


def temps_ecran(rng: Random) -> Draft:
    """Lire un diagramme : de combien le seul jour de trop dépasse-t-il ?"""
    name, limit, over = rng.choice(FIRST_NAMES), rng.choice((60, 90, 120)), 5 * rng.randint(1, 16)
    minutes = [5 * rng.randint(4, limit // 5) for _ in DAYS]
    worst = rng.randrange(7)
    minutes[worst] = limit + over
    said = ", ".join(f"{day} {each}" for day, each in zip(DAYS, minutes, strict=True))
    return qroc(
        f"{name} a décidé de ne pas passer plus de {limit} minutes par jour sur les vidéos. "
        "L’image montre sa semaine, en minutes.\n\n"
        "Un seul jour, la limite a été dépassée. De combien de minutes ?",
        str(over),
        label="Nombre de minutes en trop",
        is_number=True,
        picture=Picture(
            "semaine.svg",
            bars(minutes, limit).encode(),
            f"Diagramme en barres du temps passé chaque jour, en minutes : {said}. "
            f"Un trait marque {limit} minutes.",
        ),
        explanation=f"Le {DAYS[worst]}, il y a {limit + over} minutes, soit {over} de plus que "
        f"{limit}.",
    )


def bars(minutes: list[int], limit: int) -> str:
    drawn = "".join(
        f'<rect x="{30 + 80 * n}" y="{250 - each}" width="50" height="{each}" fill="#3d68ff"/>'
        f'<text x="{55 + 80 * n}" y="{242 - each}">{each}</text>'
        f'<text x="{55 + 80 * n}" y="274">{DAYS[n][:3]}.</text>'
        for n, each in enumerate(minutes)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 290" font-family="sans-serif"'
        f' font-size="18" text-anchor="middle"><rect width="600" height="290" fill="#fff"/>{drawn}'
        f'<path d="M10 {250 - limit}H590" stroke="#b3261e" stroke-width="2"'
        ' stroke-dasharray="8 6"/></svg>'
    )


MEAN = (
    "Personne ne veut de toi ici, {}.",
    "{}, va donc pleurer ailleurs.",
    "Votez tous pour virer {} du groupe !",
    "Regardez {} sur mon montage, c’est ridicule.",
)
KIND = (
    "Arrêtez, ce n’est pas drôle.",
    "{}, ne les écoute pas, viens avec nous demain.",
    "Moi je suis d’accord avec {}, laissez tomber.",
)
PLAIN = (
    *("C’est à quelle heure le cours demain ?", "Quelqu’un a la page de l’exercice ?"),
    *("Salle 12, comme d’habitude.", "Mon bus a du retard.", "Le film était super hier."),
    *("Page 48, les deux premiers.", "J’apporte le ballon.", "Ok merci !", "Il pleut encore."),
)


def conversation(rng: Random) -> Draft:
    """Qui s’en prend à la personne visée ?"""
    target, *people = rng.sample(FIRST_NAMES, 6)
    mean, kind = people[:2], people[2:4]
    mocked, helped = rng.sample(MEAN, 4), rng.sample(KIND, 2)
    said = [(who, each.format(target)) for who, each in zip(mean * 2, mocked, strict=True)]
    said += [(who, each.format(target)) for who, each in zip(kind, helped, strict=True)]
    said += [(rng.choice(people), each) for each in rng.sample(PLAIN, 7)]
    said += [(target, "Laissez-moi tranquille.")]
    rng.shuffle(said)
    body = "".join(
        f"<p>{clock(1030 + 7 * n)} <strong>{escape(who)}</strong> : {text}</p>"
        for n, (who, text) in enumerate(said)
    )
    return Draft(
        "QROCM-dep",
        f"{target} montre à l’infirmière du lycée une copie de la discussion de sa classe. Elle "
        "est jointe.\n\nQuelles sont les deux personnes dont il faut signaler les messages parce "
        f"qu’elles s’en prennent à {target} ?",
        fields=(Field("a", "Première personne"), Field("b", "Seconde personne")),
        groups=tuple((each,) for each in mean),
        tolerances=frozenset({"t1", "t2"}),
        attachments=(html_file("discussion.html", "Discussion de la classe", body),),
        explanation=f"{mean[0]} et {mean[1]} visent {target} plusieurs fois ; les autres parlent "
        "d’autre chose ou prennent sa défense.",
    )


def notifications(rng: Random) -> Draft:
    """Combien de fois le téléphone a-t-il sonné, d’après ses réglages ?"""
    name, *callers = rng.sample(FIRST_NAMES, 6)
    start, end = rng.choice((21, 22)), rng.choice((6, 7))
    favourites, moment = callers[:2], datetime(2026, 3, 2, 18, 30)
    rows, rung = [], 0
    while moment < datetime(2026, 3, 3, 9):
        what, who = rng.choice(("appel", "message", "jeu")), rng.choice(callers)
        who = "" if what == "jeu" else who
        is_quiet = moment.hour >= start or moment.hour < end
        rung += not is_quiet or (what == "appel" and who in favourites)
        rows.append((moment.time(), what, who))
        moment += timedelta(minutes=rng.randint(9, 50))
        if moment.minute < 2:
            moment += timedelta(minutes=3)
    return qroc(
        f"De {start} h à {end} h, le téléphone {of(name)} est en mode « Ne pas déranger » : rien "
        f"ne sonne, sauf les appels {of(favourites[0])} et {of(favourites[1])}. Le reste du temps, "
        "tout sonne.\n\n"
        "Le tableau joint liste ce qui est arrivé entre un soir et le matin suivant. "
        "Combien de fois le téléphone a-t-il sonné ?",
        str(rung),
        label="Nombre de sonneries",
        is_number=True,
        attachments=(ods_file("nuit.ods", ("Heure", "Quoi", "De qui"), rows, "Nuit"),),
        explanation="On compte tout ce qui est hors du mode, puis les appels, et non les messages, "
        "des deux personnes permises.",
    )


LEISURES = ("Vidéos", "Messages", "Jeu de blocs", "Musique", "Photos", "Dessin", "Infos", "Cartes")


def bilan(rng: Random) -> Draft:
    """L’application dont le temps a le plus augmenté, en minutes."""
    name, apps = rng.choice(FIRST_NAMES), rng.sample(LEISURES, 8)
    gain = rng.randint(70, 110)
    before = [rng.randint(150, 240), rng.randint(500, 600), 10]
    after = [before[0] + gain, before[1] - rng.randint(5, 40), 10 + rng.randint(30, 50)]
    for _ in apps[3:]:
        before.append(rng.randint(40, 300))
        after.append(max(5, before[-1] + rng.randint(-60, 55)))
    rows = list(zip(apps, before, after, strict=True))
    rng.shuffle(rows)
    columns = ("Application", "Semaine passée (min)", "Cette semaine (min)")
    return qroc(
        f"{name} veut garder son temps d’écran sous contrôle. Le tableau joint dit combien de "
        "minutes ont été passées sur chaque application, semaine par semaine.\n\n"
        "Quelle application a pris le plus de minutes en plus, d’une semaine à l’autre ?",
        apps[0],
        label="Application",
        attachments=(ods_file("bilan.ods", columns, rows, "Bilan"),),
        explanation=f"La différence entre les deux colonnes est la plus grande pour "
        f"« {apps[0]} » : {gain} minutes.",
    )


TREASURES = ("une armure", "un dragon", "une fusée", "un costume", "un château", "une épée")


def achats_jeu(rng: Random) -> Draft:
    """Le vrai prix, en euros, d’un objet vendu en gemmes."""
    pack, cents = rng.choice(((300, 299), (400, 399), (500, 499), (600, 549)))
    owned, count = 10 * rng.randint(1, 9), rng.randint(3, 6)
    price = owned + pack * (count - 1) + 10 * rng.randint(3, pack // 10 - 3)
    euros = [f"{each / 100:.2f}".replace(".", ",") for each in (cents, count * cents)]
    return qroc(
        f"Dans un jeu, {rng.choice(FIRST_NAMES)} veut {rng.choice(TREASURES)} à {price} gemmes et "
        f"possède déjà {owned} gemmes. Les gemmes ne s’achètent que par sacs de {pack}, à "
        f"{euros[0]} € le sac.\n\nCombien d’euros faut-il dépenser ?",
        euros[1],
        label="Prix en euros",
        is_number=True,
        explanation=f"Il manque {price - owned} gemmes, donc {count} sacs entiers. Payer en gemmes "
        "et par sacs cache le vrai prix.",
    )


CUTS = (
    "{who} à {hour}, le {day} mars 2026<br>« {text}… » (la suite est coupée)<br>{url}",
    "Auteur masqué, à {hour}, le {day} mars 2026<br>« {text}, on te déteste. »<br>{url}",
    "{who}, il y a 3 h<br>« {text}, on te déteste. »<br>{url}",
    "{who} à {hour}, le {day} mars 2026<br>« {text}, on te déteste. »<br>(haut de la page coupé)",
)
WHOLE = "{who} à {hour}, le {day} mars 2026<br>« {text}, on te déteste. »<br>{url}"


def preuves(rng: Random) -> Draft:
    """La seule copie d’écran qui dit qui, quoi, quand et où."""
    name, numbers = rng.choice(FIRST_NAMES), rng.sample(range(100, 999), 5)
    blocks = []
    for number, each in zip(numbers, (WHOLE, *CUTS), strict=True):
        shown = each.format(
            who=f"pseudo{rng.randint(10, 99)}",
            hour=f"{rng.randint(8, 22)} h {rng.randint(10, 59)}",
            day=rng.randint(2, 30),
            text=rng.choice(("Personne ne t’aime", "Change de collège", "Tu es ridicule")),
            url=f"https://reseau.example/message/{rng.randint(10000, 99999)}",
        )
        blocks.append(f"<h2>Copie {number}</h2><p>{shown}</p>")
    rng.shuffle(blocks)
    return qroc(
        f"{name} reçoit des insultes sur un réseau social. Pour porter plainte, il faut garder des "
        "copies d’écran où l’on voit le message entier, son auteur, sa date et son adresse sur "
        "le réseau. Cinq copies sont dans le fichier joint.\n\n"
        "Laquelle montre tout à elle seule ? Donnez son numéro.",
        str(numbers[0]),
        label="Numéro de la copie",
        is_number=True,
        attachments=(html_file("copies.html", "Copies d’écran", "".join(blocks)),),
        explanation="Il manque à chacune des autres l’auteur, la date exacte, l’adresse ou la fin "
        "du message. « Il y a 3 h » ne veut plus rien dire le lendemain.",
    )
