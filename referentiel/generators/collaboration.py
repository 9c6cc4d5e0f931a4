"""Questions on writing together: versions, history, copies to bring together, edits that meet."""

from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import csv_file, ods_file, odt_file, text_file, zip_file
from referentiel.generators.dates import clock, in_figures, some_day, spellings
from referentiel.generators.echanges import CLUBS, people
from referentiel.generators.elision import of
from referentiel.generators.words import TOWNS

STRICT = frozenset({"t1", "t2"})
PARTS = ("Accueil", "Budget", "Calendrier", "Conclusion", "Matériel", "Public", "Sécurité")
REMOVAL = "suppression de la partie"
RULES = (
    ("Le local ouvre à {} h.", 8, 11),
    ("Chaque membre peut inviter {} personnes.", 2, 6),
    ("La cotisation est de {} euros.", 12, 30),
    ("Le matériel est prêté pour {} jours.", 5, 15),
    ("Une réunion rassemble au moins {} membres.", 4, 12),
    ("Le bureau se réunit {} fois par an.", 3, 9),
    ("Un retard de plus de {} jours est signalé par courriel.", 2, 9),
    ("La réserve de la caisse est de {} euros.", 40, 90),
)
EXTRA_RULES = (
    *("Les animaux sont acceptés.", "Le ménage se fait à tour de rôle."),
    *("Les clés restent à la mairie.", "La porte ferme à la fin de chaque séance."),
)


def dernier_fichier(rng: Random) -> Draft:
    """Le fichier le plus récent, d’après les noms."""
    work, day = rng.choice(("expose", "scenario", "rapport", "affiche", "discours")), some_day(rng)
    days = [day.replace(day=number) for number in rng.sample(range(1, 28), 3)]
    days.append(max(days))
    hours = [clock(rng.randrange(480, 600)) for _ in days[1:]] + [clock(rng.randrange(840, 1100))]
    names = [
        f"{work}_{each:%Y-%m-%d}_{hour.replace(' h ', 'h').zfill(5)}.odt"
        for each, hour in zip(days, hours, strict=True)
    ]
    (first, _), (second, _) = people(rng, 2)
    return qroc(
        f"{first} et {second} travaillent à deux. Chaque fois, "
        "le fichier est enregistré avec le jour (année, mois, jour) et l’heure dans son nom :\n\n"
        + "\n".join(f"- `{name}`" for name in rng.sample(names, 4))
        + "\n\nLequel contient le travail le plus récent ?",
        names[-1],
        label="Fichier",
        options=sorted(names, key=lambda name: name[::-1]),
    )


def copies_dossier(rng: Random) -> Draft:
    """La copie modifiée en dernier, dans la liste d’un dossier."""
    day, place = some_day(rng), rng.choice(TOWNS)
    names = [
        f"programme {end}.odt" for end in ("final", "final2", "vrai final", "copie", "v3", "v12")
    ]
    days = rng.sample(range(1, 29), 6)
    rows = [
        (name, people(rng, 1)[0][0], in_figures(day.replace(day=number)))
        for name, number in zip(rng.sample(names, 6), days, strict=True)
    ]
    newest = max(rows, key=lambda row: row[2])
    return Draft(
        "QROCM-ind",
        f"Le groupe qui prépare la fête {of(place)} a laissé six copies du programme dans son "
        "dossier. La liste jointe donne leur dernière modification ; on ne peut pas se fier aux "
        "noms.\n\nQuelle copie a été modifiée en dernier, et par qui ?",
        fields=(
            Field("copie", "Copie", (newest[0],), tuple(sorted(names))),
            Field("qui", "Prénom", (newest[1],)),
        ),
        tolerances=STRICT,
        attachments=(ods_file("dossier.ods", ("Fichier", "Modifié par", "Le"), rows),),
    )


def history(rng: Random, names: list[str], part: str, author: str) -> tuple[list[tuple], int]:
    """Thirty edits of a shared text; one of them, by `author`, removes `part`."""
    actions = ("ajout", "correction", "commentaire", "suppression d’une phrase")
    removal, at, rows = rng.randrange(12, 27), 500, []
    others = [each for each in PARTS if each != part]
    for number in range(1, 31):
        at += rng.randint(2, 11)
        known = PARTS if number < removal else others
        row = (rng.choice(names), rng.choice(actions), rng.choice(known))
        if number == removal:
            row = (author, REMOVAL, part)
        rows.append((number, clock(at), *row))
    return rows, removal


def qui_a_supprime(rng: Random) -> Draft:
    """Qui a effacé une partie du document."""
    names, part = [first for first, _ in people(rng, 5)], rng.choice(PARTS)
    author = rng.choice(names)
    rows, removal = history(rng, names, part, author)
    columns = ("Version", "Heure", "Qui", "Action", "Partie")
    return Draft(
        "QROCM-ind",
        f"Dans le document partagé pour {rng.choice(CLUBS)}, la partie « {part} » a disparu. "
        "L’historique de la journée est joint.\n\nQui l’a supprimée, et à quelle heure ?",
        fields=(
            Field("qui", "Prénom", (author,), tuple(sorted(names))),
            Field("heure", "Heure", spellings(rows[removal - 1][1])),
        ),
        tolerances=frozenset({"t1"}),
        attachments=(ods_file("historique.ods", columns, rows),),
    )


def version_a_restaurer(rng: Random) -> Draft:
    """La dernière version où la partie existe encore."""
    names, part = [first for first, _ in people(rng, 4)], rng.choice(PARTS)
    rows, removal = history(rng, names, part, rng.choice(names))
    columns = ("Version", "Heure", "Qui", "Action", "Partie")
    return qroc(
        f"À {rng.choice(TOWNS)}, une équipe garde l’historique de son projet : chaque action donne "
        f"une nouvelle version numérotée. Quelqu’un a supprimé par erreur la partie « {part} ».\n\n"
        "D’après l’historique joint, quelle est la dernière version qui contient encore cette "
        "partie ?",
        str(removal - 1),
        label="Numéro de la version",
        is_number=True,
        attachments=(csv_file("versions.csv", columns, rows),),
    )


def deux_listes(rng: Random) -> Draft:
    """Réunir deux copies d’une liste, chacune avec ses ajouts et ses retraits."""
    names = [" ".join(each) for each in people(rng, 28)]
    shared, rest = names[: rng.randint(13, 17)], names[17:]
    only_left, only_right = rng.randint(2, 4), rng.randint(2, 5)
    both = rng.randint(1, 2)
    left = rest[: only_left + both]
    right = rest[only_left : only_left + both + only_right]
    gone = rng.sample(shared, rng.randint(1, 3))
    first = sorted([each for each in shared if each not in gone] + left)
    second = sorted(shared + right)
    total = len(shared) - len(gone) + only_left + both + only_right
    return Draft(
        "QROCM-ind",
        f"Deux personnes ont modifié chacune de leur côté la liste des inscrits pour "
        f"{rng.choice(CLUBS)} {of(rng.choice(TOWNS))}. L’archive jointe contient la liste de "
        "départ et les deux copies.\n\nOn réunit tout : on garde les ajouts des deux copies, sans "
        "doublon, et on retire les personnes que l’une des copies a retirées. Combien d’inscrits "
        "y a-t-il, et combien sont nouveaux par rapport au départ ?",
        fields=(
            Field("total", "Nombre d’inscrits", (str(total),), is_number=True),
            Field("neufs", "Dont nouveaux", (str(only_left + both + only_right),), is_number=True),
        ),
        attachments=(
            zip_file(
                "listes.zip",
                {
                    "depart.txt": "\n".join(sorted(shared)) + "\n",
                    "copie-1.txt": "\n".join(first) + "\n",
                    "copie-2.txt": "\n".join(second) + "\n",
                },
            ),
        ),
    )


def regle_changee(rng: Random) -> Draft:
    """La seule règle qui diffère entre deux versions d’un règlement."""
    values = [rng.randint(low, high) for _, low, high in RULES]
    place = rng.randrange(len(RULES))
    changed = list(values)
    changed[place] += rng.choice((1, 2, 3))
    versions = [
        [("h1", "Règlement")]
        + [f"{number}. {rule[0].format(v)}" for number, (rule, v) in enumerate(pairs, 1)]
        for pairs in (list(zip(RULES, each, strict=True)) for each in (values, changed))
    ]
    return Draft(
        "QROCM-ind",
        f"Pour {rng.choice(CLUBS)} {of(rng.choice(TOWNS))}, le règlement a été renvoyé « sans rien "
        "changer d’important ». Les deux versions sont jointes.\n\nUne règle a pourtant changé : "
        "quel est son numéro, et quel nombre donne la nouvelle version ?",
        fields=(
            Field("regle", "Numéro de la règle", (str(place + 1),), is_number=True),
            Field("nombre", "Nouveau nombre", (str(changed[place]),), is_number=True),
        ),
        attachments=(
            odt_file("reglement-avant.odt", versions[0]),
            odt_file("reglement-apres.odt", versions[1]),
        ),
    )


def fusion(rng: Random) -> Draft:
    """Réunir deux modifications d’un même texte : ce qui se fait seul, ce qui demande un choix."""
    base = [rng.randint(low, high) for _, low, high in RULES]
    left, right = list(base), list(base)
    clash, only_left, only_right, same = rng.sample(range(len(RULES)), 4)
    left[clash], right[clash] = base[clash] + 1, base[clash] + 2
    left[only_left], right[only_right] = base[only_left] + 3, base[only_right] + 2
    left[same] = right[same] = base[same] + 1
    texts = {
        name: "".join(f"{rule[0].format(v)}\n" for rule, v in zip(RULES, values, strict=True))
        for name, values in (("depart", base), ("copie-1", left), ("copie-2", right))
    }
    return Draft(
        "QROCM-ind",
        f"À {rng.choice(TOWNS)}, un règlement a été modifié dans deux copies ; l’archive jointe "
        "contient le texte de départ et les deux copies. Un logiciel les réunit ligne par ligne : "
        "il prend seul toute ligne changée d’un seul côté, ou de la même façon des deux côtés. "
        "Sinon, il demande.\n\nPour quelle ligne demande-t-il ? Et quel nombre y a-t-il, après la "
        f"réunion, sur la ligne {only_left + 1} ?",
        fields=(
            Field("ligne", "Numéro de la ligne en conflit", (str(clash + 1),), is_number=True),
            Field(
                "nombre",
                f"Nombre sur la ligne {only_left + 1}",
                (str(left[only_left]),),
                is_number=True,
            ),
        ),
        attachments=(
            zip_file("versions.zip", {f"{name}.txt": text for name, text in texts.items()}),
        ),
        explanation="Il n’y a conflit que si les deux copies ont changé la même ligne de façon "
        "différente. Une ligne changée d’un seul côté prend la valeur changée.",
    )


def rustine(rng: Random) -> Draft:
    """Appliquer à un texte un fichier de différences."""
    values = [rng.randint(low, high) for _, low, high in RULES]
    lines = [rule.format(value) for (rule, *_), value in zip(RULES, values, strict=True)]
    place, *removed = rng.sample(range(len(RULES)), rng.randint(2, 4))
    changed = values[place] + rng.randint(2, 7)
    added = rng.sample(EXTRA_RULES, rng.randint(1, 4))
    body = []
    for number, line in enumerate(lines):
        body.append(f"{'-' if number in (place, *removed) else ' '}{line}")
        if number == place:
            body.append(f"+{RULES[place][0].format(changed)}")
    total = len(lines) - len(removed) + len(added)
    head = ["--- avant.txt", "+++ apres.txt", f"@@ -1,{len(lines)} +1,{total} @@"]
    text = "\n".join((*head, *body, *(f"+{rule}" for rule in added), ""))
    start = RULES[place][0].split(" {}")[0]
    return Draft(
        "QROCM-ind",
        f"Une équipe {of(rng.choice(TOWNS))} vous envoie le fichier de différences joint. Il donne "
        "tout le règlement : `-` devant une ligne la retire, `+` l’ajoute, une espace la garde.\n\n"
        "Une fois ces différences appliquées, combien de lignes a le règlement, et quel nombre "
        f"suit les mots « {start} » ?",
        fields=(
            Field("lignes", "Nombre de lignes", (str(total),), is_number=True),
            Field("nombre", "Nombre", (str(changed),), is_number=True),
        ),
        attachments=(text_file("reglement.diff", text),),
        explanation="Une ligne changée est une ligne retirée suivie d’une ligne ajoutée. Les trois "
        "premières lignes nomment les fichiers et ne font pas partie du texte.",
    )


def synchronisation(rng: Random) -> Draft:
    """Ce qui reste quand le service garde la dernière modification reçue."""
    (first, second, third), cell = [name for name, _ in people(rng, 3)], f"C{rng.randint(4, 30)}"
    values = rng.sample(range(110, 990), 3)
    typed = sorted(rng.sample(range(500, 700), 3))
    # The one who typed first was cut off the longest.
    received = [typed[2] + rng.randint(40, 90), typed[1] + 1, typed[2] + 1]
    order = rng.sample(range(3), 3)
    names = (first, second, third)
    lines = "\n".join(
        f"- {names[each]} tape {values[each]} à {clock(typed[each])} ; le service reçoit cette "
        f"modification à {clock(received[each])}"
        for each in order
    )
    return Draft(
        "QROCM-ind",
        f"Trois personnes modifient la case {cell} d’un tableau partagé, l’une d’elles dans un "
        f"train sans réseau :\n\n{lines}\n\nPour une même case, le service garde la dernière "
        "modification reçue. Le soir, quel nombre est dans la case ? Et qui a tapé en dernier, "
        "mais a vu son nombre effacé ?",
        fields=(
            Field("nombre", f"Nombre dans la case {cell}", (str(values[0]),), is_number=True),
            Field("qui", "Prénom", (third,), tuple(sorted(names))),
        ),
        explanation="Ce service compare les heures de réception : une vieille modification reçue "
        "tard efface les plus récentes.",
    )
