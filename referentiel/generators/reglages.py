"""Settings, files to install, folders kept alike, memory that leaks (5.2)."""

from datetime import datetime, timedelta
from random import Random

from referentiel.drafts import Draft, Field, Picture, qroc
from referentiel.files import csv_file, html_file, odt_file, text_file
from referentiel.generators.dates import in_words, some_day
from referentiel.generators.elision import of
from referentiel.generators.lines import typed
from referentiel.generators.words import FIRST_NAMES

# A setting, its usual state, the state that annoys, what one notices then.
SETTINGS = (
    ("Rotation", "automatique", "bloquée", "quand on couche le téléphone, l’image reste debout"),
    (
        "Ne pas déranger",
        *("désactivé", "activé"),
        "des messages arrivent, mais rien ne les annonce, même avec le volume au plus fort",
    ),
    (
        "Mode avion",
        *("désactivé", "activé"),
        "dehors, il ne passe aucun appel et n’ouvre aucune page, là où les autres captent bien",
    ),
    (
        "Données mobiles",
        *("activées", "désactivées"),
        "loin de tout Wi-Fi, les appels passent, mais aucune page ne s’ouvre",
    ),
    (
        "Localisation",
        *("activée", "désactivée"),
        "l’application de plans ne sait plus dire où est l’appareil",
    ),
    (
        "Mise en veille",
        *("après 2 minutes", "après 15 secondes"),
        "pendant la lecture d’une recette, l’écran s’éteint toutes les deux ou trois phrases",
    ),
    (
        "Lumière de nuit",
        *("désactivée", "activée"),
        "le blanc paraît orangé à l’écran, même en plein jour",
    ),
    (
        "Thème",
        *("clair", "sombre"),
        "dans les menus, les lettres sont devenues blanches sur un fond noir",
    ),
    (
        "Taille du texte",
        *("moyenne", "très petite"),
        "dans toutes les applications, les mots sont écrits si petit qu’on les lit mal",
    ),
    (
        "Lecteur d’écran",
        *("désactivé", "activé"),
        "il dit à voix haute le nom de chaque bouton que l’on touche",
    ),
    (
        "Son des touches",
        *("désactivé", "activé"),
        "le clavier fait entendre un petit bruit à chaque lettre",
    ),
    (
        "Correction auto",
        *("désactivée", "activée"),
        "les noms de famille que l’on tape sont remplacés par d’autres mots",
    ),
    (
        "Luminosité auto",
        *("activée", "désactivée"),
        "l’écran est aussi brillant dans une pièce noire qu’en plein soleil",
    ),
    (
        "Partage connexion",
        *("désactivé", "activé"),
        "le forfait se vide, parce qu’une autre tablette va sur Internet en passant par lui",
    ),
)
# In their second state, these would be noticed whatever else is wrong.
LOUD = ("Mode avion", "Données mobiles", "Lecteur d’écran")


def gene(rng: Random) -> Draft:
    """Le réglage à changer, parmi d’autres qui ont l’air étranges."""
    guilty, *others = rng.sample(SETTINGS, 8)
    odd = [each for each in others if each[0] not in LOUD][:3]
    states = {name: usual for name, usual, _, _ in others}
    states |= {name: unusual for name, _, unusual, _ in (guilty, *odd)}
    names = rng.sample(sorted(states), 8)
    lines = [f"{name:<18} {states[name]}" for name in names]
    said = " ; ".join(f"{name} : {states[name]}" for name in names)
    return qroc(
        f"Quelque chose gêne {rng.choice(FIRST_NAMES)} sur son téléphone : {guilty[3]}. L’image "
        "montre une partie des réglages.\n\nQuel réglage faut-il changer ?",
        guilty[0],
        label="Réglage",
        options=sorted(names),
        picture=Picture("reglages.svg", typed(lines).encode(), f"Des réglages. {said}."),
        explanation=f"« {guilty[0]} » est sur « {guilty[2]} ». D’autres réglages ne sont pas "
        "habituels non plus, mais ils n’ont pas cet effet.",
    )


SYSTEMS = ("Boréal", "Lagon", "Sirius", "Mistral")
CHIPS = ("x86 64 bits", "ARM 64 bits")
PRODUCTS = ("Atelier son", "Bande dessinée", "Grand ciel", "Carnet de notes", "Dessin vectoriel")


def telechargement(rng: Random) -> Draft:
    """Le fichier à télécharger pour cet appareil, parmi quinze."""
    (system, *others), (chip, other_chip) = rng.sample(SYSTEMS, 3), rng.sample(CHIPS, 2)
    mine, major = rng.randint(9, 14), rng.randint(3, 9)
    good = rng.randint(3, 5)
    offers = [(system, chip, mine - rng.randint(0, 2), f"{major}.{good}", "stable")]
    offers += [(system, chip, mine + 1, f"{major}.{good + 1}", "stable")]
    offers += [(system, chip, mine - 1, f"{major}.{good + 2}", "à l’essai")]
    offers += [(system, chip, mine - 3, f"{major}.{minor}", "stable") for minor in (1, good - 1)]
    for each, kind in ((system, other_chip), *((name, kind) for name in others for kind in CHIPS)):
        start = rng.randint(mine - 3, mine)
        offers += [(each, kind, start, f"{major}.{good + n}", "stable") for n in (0, 1)]
    numbers = rng.sample(range(101, 999), len(offers))
    rows = rng.sample(list(zip(numbers, offers, strict=True)), len(offers))
    cells = "".join(
        f"<tr><td>{number}</td><td>{version}</td><td>{state}</td><td>{each} {start} ou plus récent"
        f"</td><td>{kind}</td></tr>\n"
        for number, (each, kind, start, version, state) in rows
    )
    heads = ("Fichier", "Version", "État", "Système", "Processeur")
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    product = rng.choice(PRODUCTS)
    page = (
        f"<h1>{product} : télécharger</h1>\n<p>Un fichier ne marche que sur le système et le "
        "processeur indiqués sur sa ligne.</p>\n"
        f"<table>\n<tr>{head}</tr>\n{cells}</table>"
    )
    lines = (
        *("À PROPOS DE CET APPAREIL", f"Nom : {rng.choice(FIRST_NAMES)}-{rng.randint(10, 99)}"),
        f"Système : {system} {mine}",
        f"Version du noyau : {mine + rng.randint(2, 6)}.{rng.randint(0, 9)}",
        f"Processeur : {chip}, {rng.choice((4, 6, 8))} cœurs",
        f"Mémoire vive : {rng.choice((4, 8, 16))} Go",
    )
    return qroc(
        f"Les fichiers joints sont la page de téléchargement du logiciel « {product} » et ce que "
        "l’ordinateur dit de lui-même.\n\n"
        "On veut la version stable la plus récente qui marchera sur cet ordinateur, sans changer "
        "son système. Quel est le numéro du fichier à télécharger ?",
        str(numbers[0]),
        label="Numéro du fichier",
        is_number=True,
        attachments=(
            html_file("telecharger.html", product, page),
            text_file("appareil.txt", "\n".join(lines) + "\n"),
        ),
        explanation=f"Il faut {system} {mine} ou plus ancien, un processeur {chip} et une version "
        f"stable : la plus récente est la {major}.{good}. La suivante demande un autre système, "
        "et la dernière est encore à l’essai.",
    )


STEMS = (
    *("affiche", "budget", "chanson", "devis", "expose", "facture", "herbier", "journal"),
    *("liste", "menu", "notes", "plan", "programme", "recette", "tarifs", "voyage"),
)


def conflits(rng: Random) -> Draft:
    """Les deux fichiers modifiés des deux côtés depuis la synchronisation."""
    day = some_day(rng)
    sync = datetime(day.year, day.month, day.day, rng.randint(11, 17), 30)
    names = [f"{s}-{n}.{rng.choice(('odt', 'ods'))}" for s in STEMS for n in rng.sample("123", 2)]
    names = rng.sample(names, 24)
    before = {name: sync - minutes(rng, 60 * 24 * 40) for name in names}
    first, second = dict(before), dict(before)
    for name in names[:7]:
        first[name] = sync + minutes(rng, 60 * 24 * 3)
    for name in (*names[:2], *names[7:12]):
        second[name] = sync + minutes(rng, 60 * 24 * 3)
    for name in names[12:14]:  # the same day, but before
        first[name] = second[name] = sync - minutes(rng, 120)
    files = [
        csv_file(f"{place}.csv", ("Fichier", "Modifié le"), shuffled(rng, list(rows.items())))
        for place, rows in (("ordinateur", first), ("tablette", second))
    ]
    name = rng.choice(FIRST_NAMES)
    two = (Field("a", "Premier fichier"), Field("b", "Second fichier"))
    return Draft(
        "QROCM-dep",
        f"Un dossier {of(name)} est synchronisé entre un ordinateur et une tablette. La dernière "
        f"synchronisation a fini le {in_words(day)} {day.year} à {sync.hour} h 30 ; ensuite, il n’y "
        "a plus eu de réseau. Les fichiers joints disent quand chaque fichier a été modifié pour "
        "la dernière fois sur chaque appareil.\n\n"
        "À la prochaine synchronisation, deux fichiers seront en conflit, parce qu’ils ont été "
        "modifiés des deux côtés. Lesquels ?",
        fields=two,
        groups=tuple((each, each.split(".")[0]) for each in names[:2]),
        tolerances=frozenset({"t1"}),
        attachments=tuple(files),
        explanation="Un fichier modifié d’un seul côté depuis la synchronisation est simplement "
        "recopié. Il n’y a conflit que si les deux dates sont plus récentes qu’elle.",
    )


def minutes(rng: Random, most: int) -> timedelta:
    return timedelta(minutes=rng.randint(20, most))


def shuffled(rng: Random, rows: list) -> list:
    return rng.sample(rows, len(rows))


# Where a copy is, whether that is out of the house, whether it is unplugged.
PLACES = (
    ("sur un disque externe toujours branché à l’ordinateur", False, False),
    ("sur le serveur de fichiers branché à la box, dans l’entrée", False, False),
    ("sur la tablette du salon, reliée en Wi-Fi", False, False),
    ("sur un service de stockage en ligne", True, False),
    ("sur l’ordinateur d’un ami d’une autre ville, recopiée chaque nuit par Internet", True, False),
    ("sur un disque externe rangé dans un tiroir, branché le temps de la copie", False, True),
    ("sur une clé USB posée sur une étagère du salon, branchée le temps de la copie", False, True),
    ("sur un disque gardé chez une tante, apporté et branché le temps de la copie", True, True),
)
FOLDERS = (
    *("Photos", "Factures", "Musique", "Cours", "Recettes", "Généalogie", "Vidéos", "Courrier"),
    *("Dessins", "Contrats", "Partitions", "Santé"),
)


def trois_copies(rng: Random) -> Draft:
    """Les deux dossiers que le plan de sauvegarde protège mal."""
    names = rng.sample(FOLDERS, 8)
    bad = rng.sample(("nombre", "ailleurs", "débranché"), 2)
    plans = {name: copies(rng, fault) for name, fault in zip(names, (*bad, *[""] * 6), strict=True)}
    paragraphs = [("h1", "Plan de sauvegarde")]
    for name in shuffled(rng, names):
        paragraphs += [("h2", name), "L’original est sur l’ordinateur de la maison, allumé."]
        paragraphs += [f"Une copie est {place}." for place, _, _ in plans[name]]
    two = (Field("a", "Premier dossier"), Field("b", "Second dossier"))
    return Draft(
        "QROCM-dep",
        f"La famille {of(rng.choice(FIRST_NAMES))} veut que chacun de ses dossiers respecte trois "
        "règles :\n\n- trois exemplaires au moins, l’original compris ;\n"
        "- un exemplaire au moins hors de la maison ;\n"
        "- un exemplaire au moins débranché de tout, sauf le temps de la copie.\n\n"
        "Le même exemplaire peut servir à deux règles. Le fichier joint est leur plan. Quels sont "
        "les deux dossiers qui ne respectent pas toutes les règles ?",
        fields=two,
        groups=tuple((name,) for name in names[:2]),
        attachments=(odt_file("plan.odt", paragraphs),),
        explanation="Pour chaque dossier, on vérifie les trois règles l’une après l’autre. "
        + " ".join(
            f"« {name} » : {REASONS[fault]}." for name, fault in zip(names, bad, strict=False)
        ),
    )


REASONS = {
    "nombre": "deux exemplaires seulement",
    "ailleurs": "tout est dans la maison",
    "débranché": "tout reste branché ou en ligne",
}


def copies(rng: Random, fault: str) -> list[tuple]:
    """Copies that keep every rule, or all but one."""
    while True:
        chosen = rng.sample(PLACES, 1 if fault == "nombre" else rng.randint(2, 3))
        kept = {
            "nombre": len(chosen) >= 2,
            "ailleurs": any(away for _, away, _ in chosen),
            "débranché": any(unplugged for _, _, unplugged in chosen),
        }
        if [name for name, is_kept in kept.items() if not is_kept] == [fault] * bool(fault):
            return chosen
