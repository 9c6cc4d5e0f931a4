"""Choosing devices: sockets, needs, total costs, what a group must buy (5.2)."""

from math import ceil
from random import Random

from referentiel.drafts import Draft, Field, Picture, qroc
from referentiel.files import csv_file, ods_file, pdf_file, xlsx_file
from referentiel.generators.dates import MONTHS
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, TOWNS

# What to plug in, the shape of the socket in words, the same drawn around its middle.
SOCKETS = (
    ("le casque, dont la fiche est ronde", "un petit rond", '<circle r="11"/><circle r="4"/>'),
    (
        "le câble réseau (Ethernet)",
        "un carré, avec une encoche en bas au milieu",
        '<path d="M-20-17H20V9H10V17H-10V9H-20Z"/>',
    ),
    (
        "l’écran, avec un câble HDMI",
        "une forme large et plate, les deux coins du bas coupés",
        '<path d="M-24-9H24V1L17 9H-17L-24 1Z"/><path d="M-15-2H15"/>',
    ),
    (
        "la clé USB, large et rectangulaire (USB-A)",
        "un rectangle, avec une languette épaisse dedans",
        '<path d="M-24-10H24V10H-24Z"/><path d="M-19-5H19V0H-19Z" fill="#1b1b1b"/>',
    ),
    (
        "le chargeur à fiche USB-C",
        "un petit ovale allongé",
        '<rect x="-17" y="-7" width="34" height="14" rx="7"/><path d="M-9 0H9"/>',
    ),
    (
        "la carte mémoire de l’appareil photo",
        "une fente longue et très mince",
        '<path d="M-30-3H30V3H-30Z"/>',
    ),
    (
        "le vieux vidéoprojecteur, avec un câble VGA",
        "une forme large, percée de trois rangées de trous",
        '<path d="M-32-15H32L26 15H-26Z"/>'
        + "".join(
            f'<circle cx="{x}" cy="{y}" r="1"/>' for y in (-7, 0, 7) for x in range(-18, 19, 9)
        ),
    ),
)


def prises(rng: Random) -> Draft:
    """Sur quelles prises brancher ces deux appareils ?"""
    shown = rng.sample(SOCKETS, 6)
    first, second = rng.sample(range(6), 2)
    said = " ; ".join(f"prise {n} : {words}" for n, (_, words, _) in enumerate(shown, 1))
    fields = tuple(
        Field(name, f"Prise pour {shown[place][0]}", (str(place + 1),), is_number=True)
        for name, place in (("a", first), ("b", second))
    )
    return Draft(
        "QROCM-ind",
        f"L’image montre les six prises de l’ordinateur {of(rng.choice(FIRST_NAMES))}, avec leurs "
        "numéros. Il faut y brancher deux choses :\n\n"
        f"- {shown[first][0]} ;\n- {shown[second][0]}.\n\nSur quelle prise va chacune ?",
        fields=fields,
        picture=Picture(
            "prises.svg", panel(shown).encode(), f"Six prises. {said[0].upper()}{said[1:]}."
        ),
        explanation="Chaque prise a sa forme. "
        + " ".join(f"Prise {n + 1} : {shown[n][1]}." for n in (first, second)),
    )


def panel(sockets) -> str:
    drawn = "".join(
        f'<g transform="translate({110 + 190 * (n % 3)} {80 + 140 * (n // 3)}) scale(1.8)"'
        f' fill="#ffffff" stroke="#1b1b1b" stroke-width="1.8">{shape}</g>'
        f'<text x="{110 + 190 * (n % 3)}" y="{145 + 140 * (n // 3)}">{n + 1}</text>'
        for n, (_, _, shape) in enumerate(sockets)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 310" width="600" height="310"'
        ' font-family="sans-serif" font-size="22" text-anchor="middle" fill="#1b1b1b">'
        '<rect width="600" height="310" rx="16" fill="#dfe3e8" stroke="#555555"/>'
        f"{drawn}</svg>\n"
    )


SOFTWARE = (
    *("Palette", "Partition", "Cartothèque", "Charpente", "Diorama", "Herbier", "Kaléido"),
    *("Maquette", "Planétarium", "Relief", "Studio Son", "Tournage", "Turbine", "Vitrail"),
)


def compatible(rng: Random) -> Draft:
    """Le seul logiciel que cet ordinateur peut faire marcher."""
    memory, graphics, free = rng.choice((8, 12, 16)), rng.choice((2, 3, 4)), rng.randint(30, 90)
    system, whole, names = rng.randint(11, 15), rng.choice((256, 512)), rng.sample(SOFTWARE, 9)
    rows = []
    for name, lack in zip(names, (None, 0, 1, 2, 3, 0, 1, 2, 3), strict=True):
        needs = [memory // rng.choice((1, 2, 4)), rng.randint(1, graphics)]
        needs += [rng.randint(8, free), system - rng.randint(0, 3)]
        too_much = memory + 8, 2 * graphics, rng.randint(free + 10, whole - 20), system + 2
        needs = [too_much[n] if n == lack else need for n, need in enumerate(needs)]
        rows.append((name, *needs))
    rng.shuffle(rows)
    columns = ("Mémoire vive (Go)", "Mémoire graphique (Go)", "Place libre (Go)", "Système")
    sheet = (
        *("FICHE TECHNIQUE", f"Ordinateur portable L{rng.randint(100, 999)}", ""),
        f"Processeur : 64 bits, {rng.choice((6, 8))} cœurs",
        f"Mémoire vive : {memory} Go",
        f"Carte graphique : {graphics} Go de mémoire qui lui est propre",
        f"Stockage : {whole} Go, dont {free} Go libres",
        "Écran : 15,6 pouces, 1 920 × 1 080 points",
        f"Système : Boréal, version {system}",
        f"Programme interne de la carte mère : version {system + rng.randint(5, 9)}",
        f"Batterie : {rng.randint(45, 70)} Wh",
    )
    return qroc(
        "Le premier fichier joint est la fiche d’un ordinateur portable, auquel on ne peut ni "
        "rien ajouter ni rien retirer. Le second est une liste de logiciels, avec ce que chacun "
        "demande au moins.\n\nUn seul de ces logiciels peut marcher sur cet ordinateur. Lequel ?",
        names[0],
        label="Logiciel",
        options=sorted(names),
        attachments=(
            pdf_file("fiche.pdf", sheet),
            ods_file("logiciels.ods", ("Logiciel", *columns), rows, "Logiciels"),
        ),
        explanation=f"Il faut remplir les quatre demandes à la fois : {memory} Go de mémoire vive, "
        f"{graphics} Go de mémoire graphique, {free} Go libres (et non {whole}), système {system}. "
        "À chacun des autres, il manque une chose.",
    )


BIRDS = (
    *("Alouette", "Bécasse", "Chouette", "Courlis", "Fauvette", "Geai", "Hirondelle"),
    *("Loriot", "Mésange", "Pinson", "Rossignol", "Sarcelle", "Tarin", "Verdier"),
)


def offres(rng: Random) -> Draft:
    """L’offre la moins chère sur la durée, parmi celles qui vont assez vite."""
    years, speed = rng.choice((2, 3)), rng.choice((300, 400, 500))
    while True:
        rows = [offre(rng, name) for name in rng.sample(BIRDS, 10)]
        costs = {row[0]: whole_cost(row, years) for row in rows}
        fit = [row for row in rows if row[1] >= speed]
        ranked = sorted(fit, key=lambda row: costs[row[0]])
        lures = {min(fit, key=lambda row: row[n])[0] for n in (2, 3)} if fit else set()
        if len(fit) < 5 or ranked[0][0] in lures:
            continue
        best, second = (costs[row[0]] for row in ranked[:2])
        if second - best >= 8 and min(costs.values()) < best:
            break
    name = ranked[0][0]
    columns = (
        *("Offre", "Débit (Mbit/s)", "Prix par mois, première année (€)"),
        *("Prix par mois ensuite (€)", "Location de la box par mois (€)", "Frais d’ouverture (€)"),
    )
    return Draft(
        "QROCM-ind",
        f"Un club {of(rng.choice(TOWNS))} s’abonne à Internet pour {years} ans exactement. Il veut "
        f"un débit d’au moins {speed} Mbit/s. Le fichier joint compare dix offres ; les frais "
        "d’ouverture se paient une fois.\n\n"
        "Quelle offre lui coûtera le moins en tout, et combien ?",
        fields=(
            Field("offre", "Offre", (name,), tuple(sorted(costs))),
            Field("total", f"Coût pour {years} ans, en euros", (str(best),), is_number=True),
        ),
        attachments=(ods_file("offres.ods", columns, rows, "Offres"),),
        explanation="On écarte les offres trop lentes. Pour chaque autre : 12 fois le premier "
        f"prix, {12 * years - 12} fois le second, {12 * years} fois la location, plus les frais.",
    )


def offre(rng: Random, name: str) -> tuple:
    first = rng.randint(14, 28)
    speed = rng.choice((100, 200, 300, 400, 500, 700, 1000))
    return name, speed, first, first + rng.randint(2, 16), rng.randint(0, 6), 5 * rng.randint(0, 12)


def whole_cost(row: tuple, years: int) -> int:
    _, _, first, after, box, start = row
    return 12 * first + 12 * (years - 1) * after + 12 * years * box + start


def consommation(rng: Random) -> Draft:
    """Le forfait qui aurait coûté le moins, dépassements compris."""
    while True:
        usual, extra = rng.randint(5, 70), rng.choice((1, 2))
        tenths = [rng.randint(4 * usual, 15 * usual) for _ in MONTHS]
        tenths[rng.choice((6, 7))] += rng.randint(10, 30) * 10
        plans = {"S": (10, rng.randint(4, 6)), "M": (25, rng.randint(8, 11))}
        plans |= {"L": (50, rng.randint(13, 17)), "XL": (100, rng.randint(21, 28))}
        costs = {
            plan: sum(price + extra * max(0, ceil(used / 10) - size) for used in tenths)
            for plan, (size, price) in plans.items()
        }
        ranked = sorted(costs, key=costs.get)
        if costs[ranked[1]] - costs[ranked[0]] >= 6 and max(tenths) > 10 * plans[ranked[0]][0]:
            break
    name, best = rng.choice(FIRST_NAMES), ranked[0]
    lines = [f"- forfait {plan} : {size} Go, {price} €" for plan, (size, price) in plans.items()]
    rows = list(zip(MONTHS, (each / 10 for each in tenths), strict=True))
    return Draft(
        "QROCM-ind",
        f"Le fichier joint donne les données mobiles utilisées par {name} pendant un an. Voici "
        "quatre forfaits, avec ce qu’ils contiennent et leur prix par mois :\n\n"
        + "\n".join(lines)
        + f"\n\nAu-delà du forfait, chaque gigaoctet commencé coûte {extra} € : pour 3,2 Go de "
        f"trop, on en paie 4. Les mois où l’on dépense moins, rien n’est rendu ni gardé.\n\nAvec le "
        f"même forfait tous les mois, lequel aurait coûté le moins cher à {name}, et combien en "
        "tout pour l’année ?",
        fields=(
            Field("forfait", "Forfait", (best,), tuple(plans)),
            Field("total", "Coût pour l’année, en euros", (str(costs[best]),), is_number=True),
        ),
        attachments=(csv_file("donnees-mobiles.csv", ("Mois", "Utilisé (Go)"), rows),),
        explanation="Pour chaque forfait, on ajoute aux douze mois le prix des gigaoctets de trop, "
        f"mois par mois : {', '.join(f'{plan} {cost} €' for plan, cost in costs.items())}.",
    )


def parc(rng: Random) -> Draft:
    """Ce que coûte la mise à niveau de trente-deux ordinateurs."""
    new, strip, kit, disk = (
        5 * rng.randint(*each) for each in ((70, 99), (4, 6), (8, 12), (7, 13))
    )
    rows, total = [], 0
    for number in rng.sample(range(100, 999), 32):
        memory, slots = rng.choice((4, 4, 8, 16)), rng.choice((0, 1))
        storage, has_chip = rng.choice((64, 128, 256, 512)), rng.random() < 0.8
        mending = (memory < 8) * (strip if slots else kit) + (storage < 128) * disk
        total += mending if has_chip else new
        place = f"Salle {rng.randint(1, 4)}"
        rows.append((f"P{number}", place, memory, slots, storage, "oui" if has_chip else "non"))
    columns = (
        *("Poste", "Lieu", "Mémoire vive (Go)", "Emplacements libres pour la mémoire"),
        *("Stockage (Go)", "Puce de sécurité"),
    )
    return qroc(
        f"Une association {of(rng.choice(TOWNS))} veut installer un nouveau système sur les "
        "ordinateurs du fichier joint. Il demande une puce de sécurité, au moins 8 Go de mémoire "
        "vive et au moins 128 Go de stockage.\n\n"
        f"- Sans la puce, il faut remplacer l’ordinateur entier : {new} €.\n"
        "- S’il manque de la mémoire et qu’un emplacement est libre, on ajoute une barrette de "
        f"4 Go : {strip} €.\n"
        f"- S’il manque de la mémoire et qu’aucun emplacement n’est libre, on met 8 Go à la place "
        f"de l’ancienne : {kit} €.\n"
        f"- Si le stockage est trop petit, on met un disque plus grand : {disk} €.\n\n"
        "On dépense le moins possible. Combien coûte en tout la mise à niveau, en euros ?",
        str(total),
        label="Coût en euros",
        is_number=True,
        attachments=(xlsx_file("ordinateurs.xlsx", columns, rows, "Ordinateurs"),),
        explanation="On compte d’abord les postes sans puce, à remplacer. Parmi les autres, on "
        "compte ceux qui manquent de mémoire, avec et sans emplacement libre, et ceux qui "
        "manquent de stockage ; un poste peut avoir besoin des deux.",
    )
