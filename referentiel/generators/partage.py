"""Questions on sharing files: size, rights of a link, rights of a folder, who reached what."""

from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import csv_file, ods_file
from referentiel.generators.dates import clock, spellings
from referentiel.generators.echanges import address, listed, people
from referentiel.generators.words import FIRST_NAMES, TOWNS

DOCUMENTS = (
    *("affiche.png", "budget.ods", "compte-rendu.odt", "concert.mp4", "discours.odt", "plan.pdf"),
    *("interview.mp3", "inscriptions.csv", "logo.svg", "menu.pdf", "programme.odt", "sortie.zip"),
)
NEEDS = {
    "lire": (
        *("doit seulement prendre connaissance du texte", "veut consulter les horaires"),
        *("a besoin de vérifier une date, sans rien toucher", "veut l’imprimer pour l’afficher"),
    ),
    "commenter": (
        *("doit donner son avis à côté du texte, sans pouvoir le changer",),
        *("pose des questions dans la marge ; le texte ne doit pas bouger sous sa main",),
        *("relit et laisse des remarques, que les auteurs suivront ou non",),
    ),
    "modifier": (
        *("ajoute chaque semaine ses propres lignes", "écrit la dernière partie du texte"),
        *("remplace les anciens horaires par les nouveaux", "corrige directement les fautes"),
    ),
}
RIGHTS = ("aucun accès", "lecture", "commentaire", "modification")


def trop_lourd(rng: Random) -> Draft:
    """Le fichier qui dépasse la limite d’une pièce jointe."""
    limit, names = rng.choice((10, 15, 20, 25)), rng.sample(DOCUMENTS, 4)
    heavy = rng.choice(
        (
            f"{limit + rng.randint(5, 60)} Mo",
            f"{rng.randint(1, 3)},{rng.randint(1, 9)} Go",
            f"{limit + rng.randint(5, 60)} {rng.randint(1, 9)}00 Ko",
        )
    )
    light = (
        f"{limit - rng.randint(2, 6)},{rng.randint(1, 9)} Mo",
        f"{rng.randint(300, 950)} Ko",
        f"{rng.randint(2, limit // 2)} {rng.randint(1, 9)}00 Ko",
    )
    files = rng.sample(list(zip(names, (heavy, *light), strict=True)), 4)
    shown = "\n".join(f"- `{name}` : {size}" for name, size in files)
    return qroc(
        f"Une messagerie refuse les pièces jointes de plus de {limit} Mo. "
        f"{rng.choice(FIRST_NAMES)} veut envoyer ces fichiers, un par message :\n\n{shown}\n\n"
        "Lequel faut-il partager autrement, par exemple avec un lien ?",
        names[0],
        label="Fichier",
        options=[name for name, _ in files],
    )


def droits_du_lien(rng: Random) -> Draft:
    """Le plus petit droit qui suffit à chacun."""
    names = [first for first, _ in people(rng, 3)]
    rights = rng.choices(tuple(NEEDS), k=3)
    if len(set(rights)) == 1:
        rights = rng.sample(tuple(NEEDS), 3)
    wants = [
        f"- {name} {rng.choice(NEEDS[right])}" for name, right in zip(names, rights, strict=True)
    ]
    return Draft(
        "QROCM-ind",
        f"Un document en ligne est préparé pour une fête à {rng.choice(TOWNS)}. On donne à chaque "
        "personne le plus petit droit qui lui suffit :\n\n" + "\n".join(wants) + "\n\n"
        "Quel droit donner à chaque personne ?",
        fields=tuple(
            Field(f"droit{number}", name, (right,), tuple(NEEDS))
            for number, (name, right) in enumerate(zip(names, rights, strict=True), 1)
        ),
        explanation="Lire ne change rien, commenter écrit à côté, modifier change le texte.",
    )


def droits_herites(rng: Random) -> Draft:
    """Le droit qui s’applique quand plusieurs dossiers emboîtés en donnent un."""
    names = [first for first, _ in people(rng, 5)]
    top, middle, other = rng.sample(("Club", "Sorties", "Comptes", "Photos", "Matériel"), 3)
    year, file = rng.choice(("2025", "2026", "2027")), rng.choice(DOCUMENTS)
    path = (f"/{top}", f"/{top}/{middle}", f"/{top}/{middle}/{year}")
    rows, effective = [], {}
    for name in names:
        high, low, elsewhere = rng.sample(RIGHTS, 3)
        levels = sorted(rng.sample(range(3), 2))
        rows += [(path[levels[0]], name, high), (path[levels[1]], name, low)]
        rows.append((f"/{top}/{other}", name, elsewhere))
        effective[name] = low
    asked = rng.sample(names, 2)
    return Draft(
        "QROCM-ind",
        "Le tableau joint donne les droits posés sur les dossiers d’un espace partagé. La règle : "
        "un droit posé sur un dossier vaut pour tout ce qu’il contient, sauf si un autre droit est "
        f"posé plus près du fichier.\n\nQuel droit s’applique à {asked[0]} et à {asked[1]} sur "
        f"le fichier `{path[2]}/{file}` ?",
        fields=tuple(
            Field(f"droit{number}", name, (effective[name],), RIGHTS)
            for number, name in enumerate(asked, 1)
        ),
        attachments=(
            ods_file("droits.ods", ("Dossier", "Personne", "Droit"), rng.sample(rows, len(rows))),
        ),
    )


def perte_acces(rng: Random) -> Draft:
    """Qui ne voit plus un fichier déplacé dans un autre dossier."""
    names = [first for first, _ in people(rng, 7)]
    lost, kept, gained = names[:2], names[2:5], names[5:]
    before, after = rng.sample(("Bureau", "Sorties", "Archives", "Accueil", "Concours"), 2)
    file = rng.choice(DOCUMENTS)
    first, second = rng.sample((*lost, *kept), 5), rng.sample((*kept, *gained), 5)
    return Draft(
        "QROCM-dep",
        "Dans un espace partagé, un fichier a toujours les droits du dossier où il se trouve.\n\n"
        f"- Le dossier « {before} » est ouvert à {listed(first)}.\n"
        f"- Le dossier « {after} » est ouvert à {listed(second)}.\n\n"
        f"On déplace `{file}` du dossier « {before} » au dossier « {after} ». Quelles deux "
        "personnes ne peuvent plus l’ouvrir ?",
        fields=(Field("a", "Première personne"), Field("b", "Deuxième personne")),
        groups=tuple((name,) for name in lost),
        tolerances=frozenset({"t1", "t2"}),
    )


def audit(rng: Random) -> Draft:
    """Ce que des inconnus peuvent encore modifier, et par la faute de qui."""
    owners = [first for first, _ in people(rng, 5)]
    own = f"mairie-{rng.randrange(10, 99)}.example"
    culprit, number = rng.choice(owners), rng.randint(3, 5)
    faults = [culprit] * number + [each for each in owners if each != culprit][:2]
    rows = [audit_row(rng, owner, own, True) for owner in faults]
    rows += [audit_row(rng, rng.choice(owners), own, False) for _ in range(38)]
    rng.shuffle(rows)
    named = [(f"document-{place:02}.odt", *row) for place, row in enumerate(rows, 1)]
    columns = ("Fichier", "Propriétaire", "Partagé avec", "Droit", "Fin du partage")
    return Draft(
        "QROCM-ind",
        "Le fichier joint liste les partages d’un service dont les adresses finissent toutes par "
        f"`@{own}`.\n\nOn veut couper les partages dangereux : ceux qui permettent la "
        "modification, sans date de fin, à quelqu’un d’extérieur ou à toute personne ayant le "
        "lien. Combien y en a-t-il, et qui en est le plus souvent propriétaire ?",
        fields=(
            Field("nombre", "Nombre de partages dangereux", (str(len(faults)),), is_number=True),
            Field("qui", "Propriétaire le plus fréquent", (culprit,), tuple(sorted(owners))),
        ),
        attachments=(ods_file("partages.ods", columns, named),),
    )


def audit_row(rng: Random, owner: str, own: str, is_dangerous: bool) -> tuple[str, str, str, str]:
    """Owner, shared with, right, end: dangerous, or safe for one reason at least."""
    (person,) = people(rng, 1)
    outside = rng.choice(
        ("toute personne ayant le lien", address(person, "example.org"), address(person, f"x{own}"))
    )
    if is_dangerous:
        return owner, outside, "modification", "aucune"
    return rng.choice(
        (
            (owner, address(person, own), "modification", "aucune"),
            (owner, outside, "lecture", "aucune"),
            (owner, outside, "modification", f"{rng.randint(1, 28)}/06/2027"),
        )
    )


def fuite(rng: Random) -> Draft:
    """Le fichier emporté par un compte extérieur, et quand."""
    team, stranger = people(rng, 5), people(rng, 1)[0]
    own, files = "atelier.example", rng.sample(DOCUMENTS, 6)
    accounts = [address(each, own) for each in team]
    foreign, place = address(stranger, "example.net"), rng.randrange(12, 36)
    rows, at = [], 480
    for number in range(40):
        at += rng.randint(2, 14)
        is_foreign = number % 9 == 4 or number == place
        action = rng.choice(("consultation", "modification", "téléchargement"))
        if is_foreign:
            action = "téléchargement" if number == place else "consultation"
        file = files[0] if number == place else rng.choice(files)
        rows.append((clock(at), foreign if is_foreign else rng.choice(accounts), action, file))
    return Draft(
        "QROCM-ind",
        f"Toute l’équipe d’un atelier à {rng.choice(TOWNS)} a une adresse en `@{own}`. Un lien de "
        "partage a circulé au dehors ; le journal des accès de la journée est joint.\n\nUn compte "
        "extérieur a emporté la copie d’un fichier. Lequel, et à quelle heure ?",
        fields=(
            Field("fichier", "Fichier", (files[0],), tuple(sorted(files))),
            Field("heure", "Heure", spellings(rows[place][0])),
        ),
        tolerances=frozenset({"t1"}),
        attachments=(csv_file("acces.csv", ("Heure", "Compte", "Action", "Fichier"), rows),),
    )
