"""Networks that do not work: lights of a box, switches, addresses, tests."""

from random import Random

from referentiel.drafts import Draft, Field, qcu, qroc
from referentiel.files import csv_file, html_file, ods_file, text_file
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

LIGHTS = ("Alimentation", "Internet", "Wi-Fi")
STATES = ("éteint", "vert fixe", "vert clignotant", "orange clignotant", "rouge fixe")


def voyants(rng: Random) -> Draft:
    """Que dit le mode d’emploi pour ces trois voyants ?"""
    name = rng.choice(FIRST_NAMES)
    seen = tuple(rng.choice(STATES[1:]) for _ in LIGHTS)
    cases = {seen, *(changed(seen, place, rng) for place in (0, 0, 1, 1, 2, 2))}
    while len(cases) < 11:
        cases.add(tuple(rng.choice(STATES) for _ in LIGHTS))
    rows = list(zip(sorted(cases), rng.sample(range(12, 80), 11), strict=True))
    rng.shuffle(rows)
    heads = "".join(f'<th scope="col">{each}</th>' for each in (*LIGHTS, "Solution"))
    lines = "".join(
        "<tr>" + "".join(f"<td>{state}</td>" for state in case) + f"<td>page {page}</td></tr>\n"
        for case, page in rows
    )
    shown = "\n".join(f"- {light} : {state}" for light, state in zip(LIGHTS, seen, strict=True))
    page = dict(rows)[seen]
    return qroc(
        f"La box {of(name)} ne donne plus Internet. Voici ses voyants :\n\n{shown}\n\n"
        "Le fichier joint est un extrait de son mode d’emploi. À quelle page est la solution ?",
        str(page),
        label="Numéro de la page",
        is_number=True,
        attachments=(
            html_file(
                "mode-d-emploi.html",
                "Voyants de la box",
                f"<h1>Que disent les voyants ?</h1>\n<table>\n<tr>{heads}</tr>\n{lines}</table>",
            ),
        ),
        explanation=f"Une seule ligne a ces trois états à la fois : elle renvoie à la page {page}.",
    )


def changed(seen: tuple, place: int, rng: Random) -> tuple:
    other = rng.choice([state for state in STATES if state != seen[place]])
    return (*seen[:place], other, *seen[place + 1 :])


ROOMS = ("CDI", "Accueil", "Atelier", "Gymnase", "Labo", "Cantine", "Internat", "Musique")


def repartiteurs(rng: Random) -> Draft:
    """Dans un réseau en arbre, quel répartiteur est en panne ?"""
    rooms = rng.sample(ROOMS, 6)
    parents = {rooms[0]: "Box", rooms[1]: "Box"}
    for rank in range(2, 6):
        parents[rooms[rank]] = rng.choice(rooms[:rank])
    broken = rng.choice([room for room in rooms if room in parents.values()])
    numbers = iter(rng.sample(range(10, 99), 18))
    rows = [(f"Répartiteur {room}", named(parents[room]), "") for room in rooms]
    for room in rooms:
        online = "non" if broken in path(room, parents) else "oui"
        rows += [(f"Poste {next(numbers)}", named(room), online) for _ in range(rng.randint(2, 3))]
    rng.shuffle(rows)
    columns = ("Appareil", "Branché sur", "Internet marche")
    return qroc(
        "Dans un lycée, les postes sont branchés sur des répartiteurs, eux-mêmes branchés sur "
        "d’autres répartiteurs ou sur la box. Ce matin, Internet ne marche plus sur certains "
        "postes. Les câbles sont bons : un seul répartiteur est en panne.\n\n"
        "Le fichier joint dit ce qui est branché sur quoi. Quel répartiteur faut-il remplacer ?",
        broken,
        label="Répartiteur",
        options=sorted(rooms),
        attachments=(ods_file("reseau.ods", columns, rows, "Réseau"),),
        explanation=f"Tous les postes coupés passent par le répartiteur « {broken} », et les postes "
        "qui n’y passent pas marchent. Ceux d’après ne sont coupés qu’à cause de lui.",
    )


def named(room: str) -> str:
    return room if room == "Box" else f"Répartiteur {room}"


def path(room: str, parents: dict) -> list[str]:
    """From a room up to the box."""
    return [room, *path(parents[room], parents)] if room in parents else [room]


def doublon(rng: Random) -> Draft:
    """Deux postes ont reçu la même adresse."""
    posts = rng.sample(range(10, 99), 36)
    ends = rng.sample(range(20, 99), 18)
    addresses = [f"192.168.{net}.{end}" for end in ends for net in (1, 2)]
    addresses[3] = addresses[0]
    # As close as can be, and yet another address.
    addresses[5] = addresses[0].replace("192.168.1.", "192.168.1.1")
    order = rng.sample(range(36), 36)
    rows = [
        (f"Poste {posts[n]}", addresses[n], rng.choice(("cours", "couloir", "bureau")))
        for n in order
    ]
    two = (Field("a", "Numéro du premier poste"), Field("b", "Numéro du second poste"))
    pair = sorted((posts[0], posts[3]))
    return Draft(
        "QROCM-dep",
        "Dans un collège, les adresses IP des postes ont été tapées à la main. Depuis, deux postes "
        "perdent le réseau dès qu’ils sont allumés ensemble. Un poste seul marche toujours.\n\n"
        "Le fichier joint donne les réglages. Quels sont ces deux postes ?",
        fields=two,
        groups=tuple((str(each), f"Poste {each}") for each in pair),
        tolerances=frozenset({"t1"}),
        attachments=(csv_file("postes.csv", ("Poste", "Adresse IP", "Lieu"), rows),),
        explanation=f"Deux machines d’un réseau ne peuvent pas avoir la même adresse : ici, "
        f"{addresses[0]} est donnée deux fois.",
    )


PLACES = (
    "Entre l’ordinateur et la box",
    "Entre la box et Internet",
    "Dans la traduction des noms de sites en adresses (DNS)",
    "Sur le serveur de ce site",
)


def essais_reseau(rng: Random) -> Draft:
    """Des essais, du plus proche au plus loin : où est la panne ?"""
    name, town = rng.choice(FIRST_NAMES), rng.choice([each for each in TOWNS if each.isascii()])
    site = f"www.musee-{town.lower()}.example"
    fault = rng.randrange(4)
    box = f"192.168.{rng.randint(1, 9)}.1"
    far, museum = (f"198.51.100.{n}" for n in rng.sample(range(3, 250), 2))
    tests = [
        reply(rng, f"de la box ({box})", fault != 0),
        reply(rng, f"de la machine {far}, sur Internet", fault > 1),
        f"Adresse de {site} : {museum if fault == 3 else 'non trouvée'}",
        f"Adresse de www.journal-{rng.randint(10, 99)}.example : "
        f"{f'203.0.113.{rng.randint(3, 250)}' if fault == 3 else 'non trouvée'}",
        reply(rng, f"de la machine {museum}", fault == 2)
        if fault in (2, 3)
        else "Page d’accueil de l’autre site : erreur",
    ]
    rng.shuffle(tests)
    choices = rng.sample(PLACES, 4)
    return qcu(
        f"Depuis l’ordinateur {of(name)}, le site `{site}` ne s’ouvre pas. Le fichier joint donne "
        "le résultat de plusieurs essais. Chaque machine essayée répond quand tout va bien.\n\n"
        "Où est la panne ?",
        choices,
        PLACES[fault],
        attachments=(text_file("essais.txt", "\n".join(tests) + "\n"),),
        explanation=CAUSES[fault],
    )


CAUSES = (
    "La box elle-même ne répond pas : rien ne sort de l’ordinateur, tout le reste en découle.",
    "La box répond, mais aucune machine d’Internet : c’est la liaison entre les deux.",
    "Une machine d’Internet répond quand on donne son adresse, mais aucun nom n’est traduit.",
    "Les noms sont traduits et Internet répond : seule la machine de ce site est muette.",
)


def reply(rng: Random, whom: str, is_there: bool) -> str:
    got = f"4 reçus, {rng.randint(2, 60)} ms" if is_there else "0 reçu"
    return f"Réponse {whom} : 4 envois, {got}"
