"""What one shows of oneself, what apps may do, and one’s rights (4.2)."""

from datetime import date, datetime, timedelta
from random import Random

from referentiel.drafts import Draft, Field, qcm, qcu, qroc
from referentiel.files import ods_file
from referentiel.generators.dates import DAYS
from referentiel.generators.days import in_full, in_words
from referentiel.generators.elision import of, that
from referentiel.generators.words import FIRST_NAMES, LAST_NAMES, TOWNS

PERSONAL = (
    "le numéro de téléphone {}",
    "une photo du visage {}",
    "la plaque du scooter {}",
    "un enregistrement de la voix {}",
    "l’adresse du domicile {}",
    "l’adresse e-mail {}",
    "la note {} en anglais",
    "le numéro de la carte de bus {}",
)
IMPERSONAL = (
    *("le menu de la cantine", "les horaires du bus 12", "le nombre d’élèves du collège"),
    *("la hauteur du gymnase", "le prix d’entrée de la piscine", "la température de la cour"),
    *("le règlement du club d’échecs", "le titre des livres du CDI", "le plan du quartier"),
)


def donnee_personnelle(rng: Random) -> Draft:
    """Trois informations parlent d’une personne, trois de personne."""
    names = rng.sample(FIRST_NAMES, 3)
    right = [
        each.format(of(name)) for each, name in zip(rng.sample(PERSONAL, 3), names, strict=True)
    ]
    choices = right + rng.sample(IMPERSONAL, 3)
    rng.shuffle(choices)
    return qcm(
        f"Le collège {of(rng.choice(TOWNS))} prépare un site ouvert à tout le monde.\n\n"
        "Quelles informations sont des données personnelles, à ne pas y mettre sans y avoir "
        "réfléchi ? Plusieurs réponses.",
        choices,
        right,
        explanation="Une donnée est personnelle dès qu’elle se rapporte à une personne que l’on "
        "peut reconnaître. Les autres parlent d’un lieu ou d’un objet.",
    )


# The purpose, what it needs, what it does not.
FORMS = (
    (
        "recevoir par e-mail le programme du cinéma",
        ("votre adresse e-mail", "la ville de votre cinéma", "les genres de films à annoncer"),
        ("votre numéro de téléphone", "le métier de vos parents", "votre date de naissance"),
    ),
    (
        "se faire livrer un livre à la maison",
        ("votre nom", "l’adresse de livraison", "le titre du livre"),
        ("votre lieu de naissance", "une photo de vous", "le nom de votre établissement"),
    ),
    (
        "réserver une table au restaurant",
        ("le nom de la réservation", "le nombre de personnes", "l’heure d’arrivée"),
        ("votre adresse postale", "votre âge", "le nom de votre école"),
    ),
    (
        "signaler un lampadaire en panne à la mairie",
        ("le nom de la rue", "une description de la panne", "la date où vous l’avez vue"),
        ("votre date de naissance", "le nombre de vos frères et sœurs", "votre photo"),
    ),
    (
        "louer un vélo à sa taille pour une heure",
        ("votre taille", "l’heure de départ", "un moyen de vous joindre"),
        ("votre religion", "vos résultats scolaires", "la liste de vos amis"),
    ),
)


def champ_inutile(rng: Random) -> Draft:
    """Un formulaire demande une chose dont il n’a pas besoin."""
    purpose, needed, useless = rng.choice(FORMS)
    right, name = rng.choice(useless), rng.choice(FIRST_NAMES)
    choices = [*needed, right]
    rng.shuffle(choices)
    return qcu(
        f"À {rng.choice(TOWNS)}, {name} remplit un formulaire en ligne pour {purpose}. "
        "Quatre choses sont demandées.\n\nLaquelle ne sert pas à ce service ?",
        choices,
        right,
        explanation="Un service ne doit demander que ce dont il a besoin. Le reste, on a le droit "
        "de ne pas le donner.",
    )


GROUPS = ("Handball", "Famille", "Collège", "Musique", "Quartier", "Échecs")


def audience(rng: Random) -> Draft:
    """Qui voit la publication, d’après le réglage et les relations ?"""
    name, *people = rng.sample(FIRST_NAMES, 7)
    group, other = rng.sample(GROUPS, 2)
    ties = (
        *(f"contact, groupe {group}", f"contact, groupe {group}"),
        *(f"contact, groupe {other}", "contact, sans groupe"),
        *("contact d’un contact", "aucun lien"),
    )
    setting, seen = rng.choice(
        (
            ("Mes contacts", people[:4]),
            (f"Mes contacts, sauf le groupe {group}", people[2:4]),
            (f"Mes contacts du groupe {group}", people[:2]),
            ("Mes contacts et leurs contacts", people[:5]),
        )
    )
    lines = [f"- {who} : {tie}" for who, tie in zip(people, ties, strict=True)]
    choices = list(people)
    rng.shuffle(lines)
    rng.shuffle(choices)
    return qcm(
        f"Sur un réseau social, {name} publie une photo avec ce réglage : "
        f"« Visible par : {setting} ». Voici les liens des autres personnes avec {name} :\n\n"
        + "\n".join(lines)
        + "\n\nQui peut voir la photo ? Plusieurs réponses.",
        choices,
        seen,
        explanation=f"Le réglage « {setting} » se lit mot à mot, personne par personne.",
    )


ANIMALS = ("loutre", "renard", "hibou", "tortue", "girafe", "pieuvre", "castor", "mésange")
LOOKS = ("agile", "calme", "rapide", "tranquille", "rouge", "orange", "fantastique", "timide")


def pseudo(rng: Random) -> Draft:
    """Le pseudonyme qui ne dit rien de la personne."""
    name, last, town = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES), rng.choice(TOWNS)
    year, form = rng.choice(((2012, "3eB"), (2014, "5eA"), (2011, "2nde2")))
    right = f"{rng.choice(ANIMALS)}-{rng.choice(LOOKS)}"
    choices = [right, f"{name}.{last}", f"{name}{year}", f"{last}-{town}", f"{form}-{name}-{town}"]
    rng.shuffle(choices)
    return qcu(
        f"{name} {last} est en classe de {form} à {town} et s’inscrit sur un jeu en ligne ouvert "
        "à tous.\n\nQuel pseudonyme en dira le moins sur sa vie ?",
        choices,
        right,
        explanation="Les autres donnent le prénom, le nom, l’année de naissance, la classe ou la "
        "ville : de quoi retrouver la personne.",
    )


APPS = (
    *("Calculatrice", "Lampe torche", "Recettes", "Météo", "Itinéraires", "Podcasts", "Dessin"),
    *("Bracelet de marche", "Covoiturage", "Puzzle", "Horaires de bus", "Cartes postales"),
)
NEVER, USING, ALWAYS = "jamais", "pendant l’utilisation", "toujours"


def autorisations(rng: Random) -> Draft:
    """Une seule application a la position tout le temps, et le micro."""
    name, town = rng.choice(FIRST_NAMES), rng.choice(TOWNS)
    apps = rng.sample(APPS, len(APPS))
    rights = [(ALWAYS, rng.choice((USING, ALWAYS)))]
    rights += [(ALWAYS, NEVER)] * 3 + [(USING, USING), (NEVER, ALWAYS), (USING, ALWAYS)]
    rights += [(rng.choice((NEVER, USING)), rng.choice((NEVER, USING, ALWAYS))) for _ in range(5)]
    rows = [
        (app, place, rng.choice((NEVER, USING)), ear, rng.choice((NEVER, USING, ALWAYS)))
        for app, (place, ear) in zip(apps, rights, strict=True)
    ]
    rng.shuffle(rows)
    columns = ("Application", "Position", "Appareil photo", "Micro", "Contacts")
    return qroc(
        f"Le fichier joint donne les autorisations des applications du téléphone {of(name)}, qui "
        f"habite à {town}.\n\n"
        f"Quelle application peut savoir où est {name} même quand elle est fermée, "
        "et a aussi le droit de se servir du micro ?",
        apps[0],
        label="Application",
        attachments=(ods_file("autorisations.ods", columns, rows, "Autorisations"),),
        explanation="« Toujours » vaut même quand l’application est fermée. On cherche la seule "
        "ligne « toujours » pour la position dont le micro n’est pas sur « jamais ».",
    )


RIGHTS = {
    "accès": (
        "veut savoir tout ce {} a enregistré à son sujet et en avoir une copie à lire",
        "demande {} dise d’où vient son adresse et quelles autres informations sont gardées",
    ),
    "rectification": (
        "voit {} écrit mal son nom et garde une ancienne adresse, et veut que ce soit juste",
        "demande {} corrige une date de naissance fausse dans son dossier",
    ),
    "effacement": (
        "ferme son compte et ne veut plus {} garde ses photos et ses messages",
        "demande {} supprime de son site une photo de son visage",
    ),
    "opposition": (
        "garde son compte, mais ne veut plus {} utilise son adresse pour de la publicité",
        "accepte {} garde son dossier, mais pas qu’il serve à choisir des publicités",
    ),
    "portabilité": (
        "veut {} lui donne ses listes dans un fichier qu’un autre service saura relire",
        "change de service et demande {} transmette ses contacts au nouveau",
    ),
}
SERVICES = (
    *("une salle de sport", "un service de musique", "un magasin", "un club de lecture"),
    *("un réseau social", "un service de photos", "une messagerie", "un site de recettes"),
)


def demande_rgpd(rng: Random) -> Draft:
    """Quel droit faut-il invoquer pour obtenir ce que l’on veut ?"""
    right, name = rng.choice(list(RIGHTS)), rng.choice(FIRST_NAMES)
    wish = rng.choice(RIGHTS[right]).format(that(rng.choice(SERVICES)))
    choices = list(RIGHTS)
    rng.shuffle(choices)
    return qcu(
        f"{name} {wish}.\n\nQuel droit du règlement européen sur les données personnelles (RGPD) "
        "correspond le mieux à cette demande ?",
        choices,
        right,
        explanation=f"C’est le droit qui porte sur ce que l’on veut obtenir : {right}.",
    )


def demandes_en_retard(rng: Random) -> Draft:
    """Une seule réponse est venue trop tard, prolongation comprise."""
    late = rng.choice(((rng.randint(36, 60), None), (rng.randint(105, 130), rng.randint(8, 25))))
    days = [late]
    days += [(rng.randint(3, 26), None) for _ in range(9)]
    days += [(rng.randint(40, 85), rng.randint(5, 25)) for _ in range(5)]
    numbers = rng.sample(range(100, 999), len(days))
    rows = []
    for number, (answered, told) in zip(numbers, days, strict=True):
        came = date(2026, 1, 5) + timedelta(days=rng.randrange(120))
        warned = came + timedelta(days=told) if told else None
        rows.append((number, came, warned, came + timedelta(days=answered)))
    rng.shuffle(rows)
    columns = ("Demande", "Reçue le", "Prolongation annoncée le", "Réponse le")
    return qroc(
        f"Une association {of(rng.choice(TOWNS))} tient le registre joint des personnes qui ont "
        "demandé une copie de leurs données. La loi veut une réponse dans le mois ; ce délai passe "
        "à trois mois en tout si la demande est compliquée et que la personne en est prévenue pendant le premier mois.\n\n"
        "Toutes les prolongations annoncées étaient justifiées. "
        "Quelle demande a eu sa réponse trop tard ?",
        str(numbers[0]),
        label="Numéro de la demande",
        is_number=True,
        attachments=(ods_file("registre.ods", columns, rows, "Registre"),),
        explanation="On compare la date de réponse à un mois, ou à trois mois si la personne a "
        f"été prévenue à temps. Seule la demande {numbers[0]} dépasse.",
    )


LEAKS = (
    "un ordinateur contenant les noms, adresses et RIB de 400 personnes, sans aucune protection, "
    "a été volé",
    "un fichier de santé de 90 patients a été envoyé par erreur à toute une liste de diffusion",
    "une personne inconnue a pris les photocopies des cartes d’identité des clients",
    "la liste des comptes et des mots de passe des clients est en vente sur un forum",
)


def violation(rng: Random) -> Draft:
    """Le délai pour prévenir la CNIL court à partir de la découverte."""
    # No public holiday in these months, and no Friday: the sum is the only difficulty.
    days = (date(2026, month, day) for month in (2, 3, 9, 10) for day in range(1, 28))
    day = rng.choice([each for each in days if each.weekday() in (0, 1, 5, 6)])
    found = datetime(day.year, day.month, day.day, rng.randint(7, 20))
    end = found + timedelta(hours=72)
    hours = (f"{end.hour} h", f"{end.hour}", f"{end.hour} h 00", f"{end:%H:%M}", f"{end:%H} h")
    firm = rng.choice(("Une association", "Un cabinet", "Une boutique en ligne", "Un club"))
    since = rng.choice(("une semaine", "deux jours", "un mois"))
    return Draft(
        "QROCM-ind",
        f"{firm} découvre le {in_full(found.date())} à {found.hour} h "
        f"{that(rng.choice(LEAKS))}. Cela s’est passé {since} plus tôt. Les personnes courent un "
        "vrai risque.\n\nJusqu’à quand, au plus tard, la CNIL doit-elle en être prévenue ?",
        fields=(
            Field("jour", "Jour", (DAYS[end.weekday()],), DAYS),
            Field("heure", "Heure (par exemple : 23 h)", hours),
        ),
        tolerances=frozenset({"t1", "t2"}),
        explanation="Le RGPD donne 72 heures à partir du moment où l’on en a connaissance, "
        "week-end compris.",
    )


KEPT = {"Candidature": 2 * 365, "Compte inactif": 3 * 365, "Facture": 3650, "Image de caméra": 30}


def conservation(rng: Random) -> Draft:
    """Combien de données ont passé leur durée de conservation ?"""
    today = date(2026, rng.randint(2, 12), rng.randint(1, 28))
    rows, over = [], 0
    for number in range(1, 41):
        kind, length = rng.choice(list(KEPT.items()))
        share = rng.choice((rng.uniform(0.1, 0.85), rng.uniform(1.2, 1.9)))
        over += share > 1
        rows.append((number, kind, today - timedelta(days=round(length * share))))
    return qroc(
        "Une entreprise s’est fixé ces durées de conservation, à partir de la date notée :\n\n"
        "- candidature : 2 ans ;\n- compte inactif : 3 ans ;\n- facture : 10 ans ;\n"
        "- image de caméra : 1 mois.\n\n"
        f"Nous sommes le {in_words(today)}. D’après le registre joint, combien de lignes doivent "
        "être supprimées parce que leur durée est dépassée ?",
        str(over),
        label="Nombre de lignes",
        is_number=True,
        attachments=(ods_file("registre.ods", ("Ligne", "Nature", "Date"), rows, "Registre"),),
        explanation="Pour chaque nature, on calcule la date limite, on filtre ce qui est plus "
        "ancien, et on additionne.",
    )
