"""Backups, logs, certificates and headers to read after something went wrong (4.1)."""

from datetime import date, datetime, timedelta
from random import Random

from referentiel.drafts import Draft, Field, qcu, qroc
from referentiel.files import eml_file, ods_file, text_file, xlsx_file, zip_file
from referentiel.generators.days import in_full, in_words
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES

EXACT = frozenset({"t1"})
SPOILT = (
    ("ECHEC disque plein", "-"),
    ("PARTIEL 214 fichiers ignores", "verification OK"),
    ("COMPLET", "verification ERREUR"),
)


def journal_sauvegarde(rng: Random) -> Draft:
    """La dernière sauvegarde complète, vérifiée, d’avant l’attaque."""
    name, first = rng.choice(FIRST_NAMES), date(2026, rng.randint(2, 5), rng.randint(1, 10))
    nights = [first + timedelta(days=number) for number in range(18)]
    lots = rng.sample(range(1000, 9999), len(nights))
    attacked = rng.randint(12, 15)
    states = [("COMPLET", "verification OK")] * len(nights)
    spoilt = list(SPOILT)
    rng.shuffle(spoilt)
    # The nights just before the attack look good to who reads too fast.
    for back, state in enumerate(spoilt):
        states[attacked - back] = state
    for number in rng.sample(range(attacked - 4), 3):
        states[number] = rng.choice(SPOILT)
    lines = [
        f"{night} 02:00  lot-{lot}.zip  {done}  {check}"
        for night, lot, (done, check) in zip(nights, lots, states, strict=True)
    ]
    right = lots[attacked - len(spoilt)]
    return qroc(
        f"Un rançongiciel a chiffré les fichiers de l’atelier où travaille {name}. Il a commencé "
        f"le {in_full(nights[attacked])} à 9 h 40 et n’a été vu que plusieurs jours après. "
        "Le journal des sauvegardes est joint.\n\n"
        "Quel fichier faut-il restaurer pour tout retrouver, en perdant le moins de travail ?",
        *(f"lot-{right}.zip", f"lot-{right}", str(right), f"lot {right}.zip"),
        label="Nom du fichier",
        tolerances=EXACT,
        attachments=(text_file("sauvegardes.log", "\n".join(lines) + "\n"),),
        explanation="C’est la dernière sauvegarde complète et vérifiée d’avant l’attaque ; celles "
        "d’après contiennent déjà des fichiers chiffrés.",
    )


TOPICS = ("devis", "photo", "budget", "affiche", "carnet", "plan", "note", "liste", "article")


def perte_donnees(rng: Random) -> Draft:
    """Les fichiers changés depuis la dernière sauvegarde réussie sont perdus."""
    monday = date(2026, 3, 2) + timedelta(weeks=rng.randrange(30))
    crash, failed = rng.randint(3, 5), rng.randint(1, 2)
    last = datetime.combine(monday + timedelta(days=crash - failed), datetime.min.time())
    last += timedelta(hours=2)
    span = timedelta(days=crash, hours=15)
    start = datetime.combine(monday, datetime.min.time()) + timedelta(hours=1)
    times = [start + span * rng.random() for _ in range(45)]
    # Nothing so close to two o'clock that one may doubt.
    times = [each for each in times if abs(each - last) > timedelta(minutes=20)]
    rows = [
        (f"{rng.choice(TOPICS)}-{number:02}", each.replace(second=0, microsecond=0))
        for number, each in enumerate(times, 1)
    ]
    lost = sum(each > last for each in times)
    nights = " et du ".join(
        in_full(monday + timedelta(days=crash - back)) for back in reversed(range(failed))
    )
    fails = f"les sauvegardes du {nights} ont" if failed > 1 else f"la sauvegarde du {nights} a"
    return qroc(
        "L’ordinateur d’une association sauvegarde tous ses fichiers chaque nuit à 2 h. "
        f"Cette semaine, {fails} échoué. Le {in_full(monday + timedelta(days=crash))} à 17 h 30, "
        "le disque tombe en panne.\n\n"
        "Le tableau joint donne la dernière modification de chaque fichier. De combien de fichiers "
        "la dernière version est-elle perdue ?",
        str(lost),
        label="Nombre de fichiers",
        is_number=True,
        attachments=(
            ods_file("fichiers.ods", ("Fichier", "Dernière modification"), rows, "Fichiers"),
        ),
        explanation=f"La dernière sauvegarde réussie est celle du {in_full(last.date())} à 2 h : "
        f"{lost} fichiers ont changé depuis.",
    )


FAR_TOWNS = ("Brest", "Lens", "Bastia", "Pau", "Vesoul", "Béziers", "Valence", "Quimper")
MACHINES = ("téléphone", "ordinateur portable")


def connexions(rng: Random) -> Draft:
    """Une connexion impossible : ailleurs, entre deux connexions d’ici."""
    name, (home, trip) = rng.choice(FIRST_NAMES), rng.sample(FAR_TOWNS, 2)
    monday = datetime(2026, 3, 2) + timedelta(weeks=rng.randrange(30))
    away, spied = rng.sample(range(6), 2)
    visits = []
    for day in range(6):
        for hour in sorted(rng.sample(range(8, 21), 4)):
            town = trip if day == away else home
            visits.append(
                (monday + timedelta(days=day, hours=hour, minutes=rng.randint(0, 9)), town)
            )
    noon = monday + timedelta(days=spied, hours=rng.randint(9, 19))
    strange = noon + timedelta(minutes=rng.randint(25, 35))
    visits += [(noon + timedelta(minutes=12), home), (noon + timedelta(minutes=50), home)]
    visits = sorted([*visits, (strange, trip)])
    numbers = rng.sample(range(100, 999), len(visits))
    rows = [
        (number, when.date(), when.time(), town, rng.choice(MACHINES))
        for number, (when, town) in zip(numbers, visits, strict=True)
    ]
    right = numbers[visits.index((strange, trip))]
    return qroc(
        f"{name} habite à {home} et lit ses messages avec un téléphone et un ordinateur portable. "
        f"Un seul jour de la semaine, {name} est à {trip}, à plusieurs heures de voyage.\n\n"
        "Une personne s’est pourtant servie de son compte. Dans la liste jointe, quelle connexion "
        f"ne peut pas être {of(name)} ? Donnez son numéro.",
        str(right),
        label="Numéro de la connexion",
        is_number=True,
        attachments=(
            xlsx_file("connexions.xlsx", ("Numéro", "Date", "Heure", "Ville", "Appareil"), rows),
        ),
        explanation=f"La connexion {right} vient {of(trip)}, moins d’une demi-heure après et avant "
        f"des connexions {of(home)}.",
    )


PARTS = ("pilote", "police", "jeu", "carte", "lecteur", "dictionnaire", "module", "traduction")


def empreinte(rng: Random) -> Draft:
    """Le fichier téléchargé dont l’empreinte n’est pas celle qui est publiée."""
    names = [f"{part}-{rng.randint(1, 9)}.{rng.randint(10, 99)}.zip" for part in PARTS]
    published = {name: f"{rng.getrandbits(256):064x}" for name in names}
    changed = rng.choice(names)
    computed = published | {changed: touched(rng, published[changed])}
    files = {}
    for title, sums in (("publiees", published), ("calculees", computed)):
        rng.shuffle(names)
        files[f"empreintes-{title}.txt"] = "".join(f"{sums[n]}  {n}\n" for n in names)
    return qroc(
        "Une équipe a téléchargé huit fichiers depuis un site de copies. L’archive jointe contient "
        "deux listes d’empreintes SHA-256 : celles que les auteurs publient sur leur site, et "
        "celles qui ont été calculées sur les fichiers reçus.\n\n"
        "Un seul fichier n’est pas celui de ses auteurs et ne doit pas être ouvert. Lequel ?",
        *(changed, changed.removesuffix(".zip"), changed.partition("-")[0]),
        label="Nom du fichier",
        tolerances=EXACT,
        attachments=(zip_file("empreintes.zip", files),),
        explanation="Le moindre changement d’un fichier change son empreinte : une seule ne se "
        "retrouve pas à l’identique dans les deux listes.",
    )


def touched(rng: Random, hexadecimal: str) -> str:
    """Le début et la fin restent pareils : il faut comparer tout."""
    place = rng.randrange(20, 44)
    other = rng.choice([each for each in "0123456789abcdef" if each != hexadecimal[place]])
    return hexadecimal[:place] + other + hexadecimal[place + 1 :]


REASONS = {
    "date": "Le certificat n’est plus valable à cette date.",
    "name": "Le certificat n’est pas fait pour cette adresse.",
    "self": "Personne d’autre que le site lui-même ne garantit le certificat.",
    "clock": "L’horloge de l’ordinateur est fausse.",
}


def certificat(rng: Random) -> Draft:
    """Pourquoi le navigateur refuse-t-il ce certificat ?"""
    fault, site = rng.choice(list(REASONS)), f"{rng.choice(PARTS)}-{rng.choice(TOPICS)}.example"
    today = date(2026, rng.randint(1, 12), rng.randint(1, 28))
    start = today - timedelta(days=rng.randint(20, 60))
    end = start + timedelta(days=90)
    if fault == "date":
        end = today - timedelta(days=rng.randint(1, 9))
        start = end - timedelta(days=90)
    clock = today - timedelta(days=rng.randint(2000, 2900)) if fault == "clock" else today
    host = rng.choice((f"boutique.{site}", f"www.{site}"))
    asked = f"{rng.choice(('test', 'images', 'forum'))}.{host}" if fault == "name" else host
    issuer = site if fault == "self" else "Autorité de certification Garance"
    card = (
        f"Délivré à : {site}\nDélivré par : {issuer}\n"
        f"Valable du : {in_words(start)}\nValable jusqu’au : {in_words(end)}\n"
        f"Noms protégés : {site}, *.{site}\n"
    )
    choices = [*REASONS.values(), "Le site n’utilise pas de certificat."]
    rng.shuffle(choices)
    return qcu(
        f"Nous sommes le {in_words(today)}. L’horloge de l’ordinateur indique le "
        f"{in_words(clock)}. Le navigateur refuse d’ouvrir `https://{asked}` et montre le "
        "certificat joint. Il fait confiance à l’Autorité de certification Garance.\n\n"
        "Pourquoi refuse-t-il ?",
        choices,
        REASONS[fault],
        attachments=(text_file("certificat.txt", card),),
        explanation="On compare une à une les dates, l’adresse, l’auteur du certificat et "
        "l’horloge. Une étoile ne remplace qu’une partie du nom, sans point.",
    )


LOGINS = (
    *("aicha", "bilal", "camille", "chloe", "dylan", "eloise", "fatou", "gabin", "hugo", "ines"),
    *("jade", "kenza", "leonie", "louis", "malo", "manon", "mehdi", "nadia", "noe", "oriane"),
    *("paul", "rachid", "rose", "samuel", "sofia", "tao", "teiki", "yanis", "yuna", "zoe"),
)


def journal_attaque(rng: Random) -> Draft:
    """Quel compte a été ouvert, et depuis où, parmi des échecs de toutes sortes ?"""
    homes = dict(zip(LOGINS, (f"192.0.2.{n}" for n in rng.sample(range(10, 250), 30)), strict=True))
    thief, noisy = (f"198.51.100.{n}" for n in rng.sample(range(10, 250), 2))
    start = datetime(2026, rng.randint(1, 9), rng.randint(1, 27), 7)
    victim, forgetful, *others = rng.sample(LOGINS, 20)
    events = [(each, homes[each], "SUCCES") for each in rng.choices(LOGINS, k=50)]
    events += [(each, thief, "ECHEC") for each in others]
    events += [("admin", noisy, "ECHEC")] * 35
    rng.shuffle(events)
    at = rng.randint(70, 90)
    events[at:at] = [(victim, thief, "SUCCES")]
    at = rng.randint(20, 60)
    events[at:at] = [(forgetful, homes[forgetful], state) for state in (*["ECHEC"] * 5, "SUCCES")]
    lines = []
    for login, address, state in events:
        start += timedelta(seconds=rng.randint(4, 90))
        lines.append(f"{start:%Y-%m-%d %H:%M:%S} connexion {state:6} compte={login} ip={address}\n")
    return Draft(
        "QROCM-ind",
        "Le journal joint garde toutes les connexions au service de messagerie d’un lycée. Les "
        "personnes du lycée se connectent toujours depuis le même poste. Deux attaques ont eu lieu "
        "le même matin. L’une a réussi.\n\n"
        "Quel compte a été ouvert par l’attaquant, et depuis quelle adresse IP ?",
        fields=(
            Field("compte", "Compte ouvert", (victim,)),
            Field("ip", "Adresse IP", (thief,)),
        ),
        tolerances=EXACT,
        attachments=(text_file("connexions.log", "".join(lines)),),
        explanation=f"L’adresse {thief} essaie un compte après l’autre et réussit sur {victim}. "
        f"{noisy} échoue toujours ; {forgetful} se trompe, mais depuis son poste habituel.",
    )


def en_tetes(rng: Random) -> Draft:
    """Qui a remis ce message, et quel domaine l’a vraiment signé ?"""
    number, day = rng.randint(10, 99), rng.randint(1, 28)
    real, shown = f"envois-{number}.test", f"banque-{rng.choice(TOPICS)}.example"
    handed, forged, inside = (f"203.0.113.{n}" for n in rng.sample(range(10, 250), 3))
    when = f"{day:02} Apr 2026 08:02"
    letter = eml_file(
        "message.eml",
        {
            "Received": (
                f"from mx.college.example ([{inside}]) by boites.college.example; {when}:11 +0200",
                f"from smtp.{shown} (relais.{real} [{handed}]) by mx.college.example;"
                f" {when}:10 +0200",
                f"from poste.{shown} ([{forged}]) by smtp.{shown}; {when}:09 +0200",
            ),
            "Authentication-Results": f"mx.college.example; spf=pass smtp.mailfrom=info@{real};"
            f" dkim=pass header.d={real}; dmarc=fail header.from={shown}",
            "From": f"Service client <client@{shown}>",
            "To": "accueil@college.example",
            "Subject": "Votre compte",
            "Date": f"{when}:05 +0200",
        },
        "Bonjour, votre compte demande une mise à jour. Voyez la page de votre espace client.\n",
    )
    return Draft(
        "QROCM-ind",
        "Le collège a reçu le message joint. Ouvrez-le avec un éditeur de texte pour lire ses "
        "en-têtes. Tout ce qui a été écrit avant le serveur `mx.college.example` peut être faux.\n"
        "\nQuelle est l’adresse IP de la machine qui a remis le message à ce serveur ? Quel "
        "domaine a vraiment signé le message (DKIM) ?",
        fields=(
            Field("ip", "Adresse IP", (handed, f"[{handed}]")),
            Field("domaine", "Domaine", (real,)),
        ),
        tolerances=EXACT,
        attachments=(letter,),
        explanation="Le serveur du collège note lui-même qui lui a remis le message et ce que "
        "valent ses signatures ; le nom affiché, lui, s’écrit comme on veut.",
    )
