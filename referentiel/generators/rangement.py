"""Questions on files: folders, paths, names, sizes."""

from datetime import date, timedelta
from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import csv_file, text_file, zip_file
from referentiel.generators.dates import in_words
from referentiel.generators.echanges import plain
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

AS_TYPED = frozenset()
FOLDERS = ("Sport", "Musique", "Voyage", "Jardin", "Cuisine", "Lecture", "Danse", "Photo")
MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin")
PAPERS = ("affiche", "budget", "liste", "plan", "programme", "reunion", "tarifs", "visite")
ENDS = ("odt", "csv", "jpg", "pdf", "txt")
PLAIN_ENDS = ("csv", "html", "txt")  # of the files really made


# Folders and paths


def note_du_dossier(rng: Random) -> Draft:
    """Ce que dit une note, dans un dossier où d’autres ont le même nom."""
    folders, months = rng.sample(FOLDERS, 4), rng.sample(MONTHS, 3)
    rooms = rng.sample(range(101, 390), 12)
    places = [(folder, month) for folder in folders for month in months]
    notes = {
        f"{folder}/sortie-{month}.txt": f"{folder}, sortie {of(month)}.\nRendez-vous : salle {room}.\n"
        for (folder, month), room in zip(places, rooms, strict=True)
    }
    which = rng.randrange(12)
    folder, month = places[which]
    return qroc(
        f"Le fichier joint est une archive : elle contient {len(folders)} dossiers, et dans chacun "
        f"des notes.\n\nOuvrez la note `sortie-{month}.txt` du dossier « {folder} ». Dans quelle "
        "salle est le rendez-vous ?",
        str(rooms[which]),
        f"salle {rooms[which]}",
        label="Numéro de la salle",
        attachments=(zip_file("club.zip", notes),),
        explanation="Plusieurs notes ont le même nom : c’est le dossier qui les distingue.",
    )


def tree(rng: Random) -> dict[str, str]:
    """Files in folders and folders of folders, by path: a few words each."""
    paths = set()
    for folder in rng.sample(FOLDERS, 4):
        for inner in ("", *(f"/{month}" for month in rng.sample(MONTHS, 2))):
            for paper in rng.sample(PAPERS, rng.randint(1, 4)):
                paths.add(f"{folder}{inner}/{paper}.{rng.choice(PLAIN_ENDS)}")
    return {path: f"{path}\n" for path in sorted(paths)}


def compter_extension(rng: Random) -> Draft:
    """Combien de fichiers d’une sorte, sous-dossiers compris, et lequel est le plus profond."""
    end, files = rng.choice(PLAIN_ENDS), tree(rng)
    deep = f"{rng.choice(sorted(files)).split('/')[0]}/{rng.choice(MONTHS)}/copies"
    name = f"{rng.choice(PAPERS)}-{rng.randint(2, 9)}.{end}"
    files[f"{deep}/{name}"] = "copie\n"
    number = sum(path.endswith(f".{end}") for path in files)
    return Draft(
        "QROCM-ind",
        f"Le fichier joint est une archive. Elle contient des dossiers et des sous-dossiers.\n\n"
        f"Combien de fichiers `.{end}` contient-elle en tout ? Comment s’appelle celui qui est "
        "dans un dossier nommé « copies » ? (Écrivez son nom complet, avec son extension.)",
        fields=(
            Field("nombre", "Nombre de fichiers", (str(number),), is_number=True),
            Field("nom", "Nom du fichier", (name,)),
        ),
        tolerances=frozenset({"t1"}),
        attachments=(zip_file("association.zip", files),),
        explanation="La recherche du gestionnaire de fichiers, sur l’archive décompressée, avec "
        f"`.{end}`, parcourt aussi les sous-dossiers.",
    )


def chemin(rng: Random) -> Draft:
    """Le chemin complet d’un fichier dans une liste en retrait."""
    top, years = rng.choice(("Documents", "Partage", "Archives")), ("2025", "2026", "2027")
    folders = rng.sample(FOLDERS, 4)
    names = [f"{paper}.{rng.choice(ENDS)}" for paper in rng.sample(PAPERS, 8)]
    spots = rng.sample([(folder, year) for folder in folders for year in years], 8)
    lines, target = [top], rng.randrange(8)
    for folder in folders:
        lines.append(f"    {folder}")
        for year in years:
            lines.append(f"        {year}")
            lines += [
                f"            {n}" for n, s in zip(names, spots, strict=True) if s == (folder, year)
            ]
    path = "/".join((top, *spots[target], names[target]))
    return qroc(
        "Le fichier joint montre l’intérieur d’un dossier : ce qui est contenu dans un dossier est "
        "écrit en dessous, plus à droite.\n\nQuel est le chemin du fichier "
        f"`{names[target]}` ? Écrivez tous les dossiers à partir de « {top} », puis le fichier, "
        "en séparant par des `/`.",
        path,
        path.replace("/", "\\"),
        f"/{path}",
        label="Chemin",
        tolerances=frozenset({"t1"}),
        attachments=(text_file("dossiers.txt", "\n".join(lines) + "\n"),),
        explanation=f"On remonte de dossier en dossier : `{path}`.",
    )


def chemin_relatif(rng: Random) -> Draft:
    """Le chemin d’une image, vu de la page qui la montre."""
    depth = rng.randint(1, 3)
    here = [plain(each) for each in rng.sample(FOLDERS, depth)]
    there = ["images", *rng.sample(MONTHS, rng.randint(0, 1))]
    picture = f"{rng.choice(PAPERS)}.png"
    page = "/".join(("site", *here, "index.html"))
    target = "/".join(("site", *there, picture))
    right = "../" * depth + "/".join((*there, picture))
    return qroc(
        f"Un site est rangé dans un dossier `site`. La page `{page}` montre l’image `{target}`. "
        "Pour que le site marche encore si le dossier `site` est déplacé, on écrit le chemin de "
        "l’image en partant du dossier où se trouve la page. `..` veut dire « le dossier qui "
        "contient ».\n\nQuel chemin écrire ?",
        right,
        f"./{right}",
        label="Chemin relatif",
        tolerances=AS_TYPED,
        explanation=f"De `{'/'.join(('site', *here))}`, il faut remonter {depth} fois pour arriver "
        "dans `site`, puis redescendre.",
    )


# Names


def nom_selon_regle(rng: Random) -> Draft:
    """Le nom qu’une règle donne à un fichier."""
    day = date(2027, rng.randint(1, 9), rng.randint(1, 9))
    town, name = (
        rng.choice([t for t in TOWNS if "-" not in t]),
        rng.choice([n for n in FIRST_NAMES if "-" not in n]),
    )
    number, end = rng.randint(2, 9), rng.choice(("jpg", "png"))
    right = f"{day.isoformat()}_{plain(town)}_{plain(name)}_{number:02}.{end}"
    return qroc(
        "Pour ranger ses photos, une équipe suit cette règle :\n\n"
        "- la date en chiffres (année, mois, jour), avec des tirets : `2026-11-25` ;\n"
        "- puis la ville, puis le prénom de la personne qui a pris la photo, en minuscules et "
        "sans accents ;\n- puis le numéro de la photo sur deux chiffres ;\n"
        "- un `_` entre ces parties, aucun espace, et l’extension d’origine.\n\n"
        f"{name} a pris sa photo n° {number} à {town} le {in_words(day)} 2027. L’appareil l’a "
        f"nommée `IMG_{rng.randint(1000, 9999)}.{end}`. Quel nom lui donner ?",
        right,
        label="Nom du fichier",
        tolerances=AS_TYPED,
        explanation=f"La règle donne `{right}`. Écrite ainsi, la date range les photos dans "
        "l’ordre du temps quand on les trie par nom.",
    )


def noms_hors_regle(rng: Random) -> Draft:
    """Les deux noms qui ne suivent pas la règle."""
    days = [date(2027, 1, 1) + timedelta(n) for n in rng.sample(range(200), 16)]
    names = [
        f"{day.isoformat()}_{rng.choice(PAPERS)}_v{rng.randint(1, 5)}.{rng.choice(ENDS[:3])}"
        for day in days
    ]
    first, second = rng.sample(range(16), 2)
    day = days[first]
    names[first] = names[first].replace(day.isoformat(), f"{day.day:02}-{day.month:02}-{day.year}")
    names[second] = rng.choice(
        (
            "-v".join(names[second].rsplit("_v", 1)),
            "_".join(names[second].rsplit("_v", 1)),
            names[second].replace("-", "", 1),
        )
    )
    rows = [[name, rng.randint(12, 900)] for name in names]
    return Draft(
        "QROCM-dep",
        "Une équipe nomme tous ses fichiers ainsi : l’année, le mois et le jour séparés par des "
        "tirets, puis `_`, puis un mot, puis `_v` et le numéro de la version, puis l’extension. "
        "Exemple : `2027-04-30_tarifs_v2.csv`.\n\nLe fichier joint est la liste de ses fichiers. "
        "Deux noms ne suivent pas la règle. Lesquels ? (Copiez-les tels quels, l’ordre est sans "
        "importance.)",
        fields=(Field("a", "Un nom"), Field("b", "L’autre nom")),
        groups=((names[first],), (names[second],)),
        tolerances=AS_TYPED,
        attachments=(csv_file("inventaire.csv", ["Nom", "Taille en Ko"], rows),),
        explanation="Dans un nom, la date n’est pas dans l’ordre année, mois, jour ; dans l’autre, "
        "un signe ou une lettre manque ou change.",
    )


# Sizes


def spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def plus_lourd(rng: Random) -> Draft:
    """Le plus lourd, quand les tailles ne sont pas dans la même unité."""
    names = [f"{paper}.{rng.choice(ENDS)}" for paper in rng.sample(PAPERS, 5)]
    big = rng.randint(11, 39)
    sizes = rng.sample(
        (
            f"{big / 10:.1f} Go".replace(".", ","),
            f"{rng.randint(400, 990)} Mo",
            f"{rng.randint(40, 99)} Mo",
            f"{spaced(rng.randint(11000, 99000))} Ko",
            f"{rng.randint(200, 990)} Ko",
        ),
        5,
    )
    asked = rng.choice(("lourd", "léger"))
    right = next(
        n
        for n, size in zip(names, sizes, strict=True)
        if size.endswith("Go") == (asked == "lourd")
        and (asked == "lourd" or (size.endswith("Ko") and len(size) == 6))
    )
    rows = list(zip(names, sizes, strict=True))
    return qroc(
        f"{rng.choice(FIRST_NAMES)} regarde la liste de ses fichiers, avec leurs tailles :\n\n"
        + "\n".join(f"- `{name}` : {size}" for name, size in rows)
        + f"\n\nQuel fichier est le plus {asked} ?",
        right,
        label="Fichier",
        options=names,
        explanation="1 Go = 1 000 Mo, et 1 Mo = 1 000 Ko : c’est d’abord l’unité qui compte.",
    )


def place_sur_cle(rng: Random) -> Draft:
    """Combien de photos tiennent dans la place qui reste."""
    size, weight = rng.choice((8, 16, 32, 64)), rng.choice((4, 5, 8))
    used = rng.randint(10, 10 * size - 20) / 10
    left = round(1000 * (size - used))
    return qroc(
        f"Une clé USB a une capacité de {size} Go, dont {used:.1f} Go".replace(".", ",")
        + f" sont occupés. {rng.choice(FIRST_NAMES)} veut y copier des photos : chacune pèse "
        f"{weight} Mo. On compte 1 Go = 1 000 Mo.\n\nCombien de photos entières peut-on y copier, "
        "au plus ?",
        str(left // weight),
        label="Nombre de photos",
        is_number=True,
        explanation=f"Il reste {spaced(left)} Mo, que l’on divise par {weight}, sans compter une photo "
        "incomplète.",
    )


def menage(rng: Random) -> Draft:
    """Quel dossier effacer pour libérer juste assez."""
    sizes = rng.sample(range(12, 95), 5)
    need = sorted(sizes)[rng.randint(1, 3)] - rng.randint(1, 3)
    while need in sizes or sum(size >= need for size in sizes) < 2:
        need -= 1
    folders = rng.sample(FOLDERS, 5)
    best = min((size, name) for size, name in zip(sizes, folders, strict=True) if size >= need)[1]
    # Some of the sizes are said in megabytes.
    said = [f"{spaced(1000 * s)} Mo" if rng.random() < 0.5 else f"{s} Go" for s in sizes]
    return qroc(
        f"Il faut {need} Go de libres pour installer un logiciel, et le disque est plein. On peut "
        "effacer un seul de ces dossiers, déjà copiés ailleurs :\n\n"
        + "\n".join(f"- {n} : {s}" for n, s in zip(folders, said, strict=True))
        + "\n\nLequel effacer pour libérer assez de place, en effaçant le moins possible ? "
        "(1 Go = 1 000 Mo.)",
        best,
        label="Dossier",
        options=folders,
        explanation=f"C’est le plus petit dossier qui fait au moins {need} Go.",
    )
