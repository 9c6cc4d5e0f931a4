"""Questions about programs that move a robot: sequences, loops, sensors."""

from random import Random

from referentiel.drafts import Draft, Field, Picture, qcu, qroc
from referentiel.files import text_file
from referentiel.generators.elision import of
from referentiel.generators.lines import program
from referentiel.generators.words import FIRST_NAMES, TOWNS

COLUMNS = "ABCDEF"
SIDE = 48
WAYS = {
    "vers la droite": (1, 0),
    "vers la gauche": (-1, 0),
    "vers le bas": (0, 1),
    "vers le haut": (0, -1),
}


def cell(column: int, row: int) -> str:
    return f"{'ABCDEFGHIJ'[column]}{row + 1}"


def grid(marks: dict[tuple[int, int], str], alt: str) -> Picture:
    """A grid of six by six, with a letter in some cells."""
    whole = SIDE * 7 + 10
    shapes = []
    for number in range(6):
        middle = SIDE * (number + 1) + SIDE // 2
        shapes += [f'<text x="{middle}" y="32">{COLUMNS[number]}</text>']
        shapes += [f'<text x="24" y="{middle + 7}">{number + 1}</text>']
    for number in range(7):
        place = SIDE * (number + 1)
        shapes += [f'<path d="M{place} {SIDE}V{SIDE * 7}M{SIDE} {place}H{SIDE * 7}"/>']
    for (column, row), letter in marks.items():
        left, top = SIDE * (column + 1), SIDE * (row + 1)
        shapes += [f'<circle cx="{left + 24}" cy="{top + 24}" r="18" fill="#dbe9f6"/>']
        shapes += [f'<text x="{left + 24}" y="{top + 31}">{letter}</text>']
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" width="{whole}"'
        f' height="{whole}" font-family="sans-serif" font-size="20" text-anchor="middle"'
        f' fill="#1b1b1b"><rect width="{whole}" height="{whole}" fill="#ffffff"/>'
        f'<g stroke="#555555" stroke-width="0">{"".join(shapes)}</g></svg>\n'
    )
    svg = svg.replace("<path ", '<path stroke-width="2" ')
    axes = "Une grille : colonnes A à F de gauche à droite, lignes 1 à 6 de haut en bas. "
    return Picture("grille.svg", svg.encode(), axes + alt)


def walk(rng: Random, moves: int) -> tuple[tuple[int, int], list[str], tuple[int, int]]:
    """A start, moves that stay on the grid and never go back at once, and the end."""
    start = here = rng.randrange(6), rng.randrange(6)
    steps, before = [], (0, 0)
    while len(steps) < moves:
        way, (across, down) = rng.choice(list(WAYS.items()))
        far = rng.randint(1, 3)
        there = here[0] + across * far, here[1] + down * far
        if min(there) < 0 or max(there) > 5 or (across != 0) == (before[0] != 0) and any(before):
            continue
        steps.append(f"avancer de {far} case{'s' if far > 1 else ''} {way}")
        here, before = there, (across, down)
    return start, steps, here


def grille(rng: Random) -> Draft:
    """Where is the robot at the end?"""
    start, steps, end = walk(rng, 4)
    while end == start:
        start, steps, end = walk(rng, 4)
    listed = "\n".join(f"- {step}" for step in steps)
    instruction = f"""Un robot (R) est sur la case {cell(*start)} de la grille. Il suit ces \
instructions, dans l’ordre :

{listed}

Sur quelle case est-il à la fin ?"""
    return qroc(
        instruction,
        cell(*end),
        f"{cell(*end)[1]}{cell(*end)[0]}",
        label="Case",
        tolerances=frozenset({"t1", "t2"}),
        picture=grid({start: "R"}, f"Le robot R est en {cell(*start)}."),
        explanation="On suit chaque instruction avec le doigt, une case à la fois.",
    )


def instruction_manquante(rng: Random) -> Draft:
    """Which last move brings the robot to the flag?"""
    start, steps, end = walk(rng, 4)
    while end == start:
        start, steps, end = walk(rng, 4)
    right = steps[-1]
    far = int(right.split()[2])
    choices = [f"avancer de {far} case{'s' if far > 1 else ''} {way}" for way in WAYS]
    more = far % 3 + 1
    choices.append(
        right.replace(
            f"{far} case{'s' if far > 1 else ''}", f"{more} case{'s' if more > 1 else ''}"
        )
    )
    listed = "\n".join(f"- {step}" for step in steps[:-1])
    instruction = f"""Le robot (R) est en {cell(*start)}. Il doit finir sur le drapeau (D), en \
{cell(*end)}. Son programme commence ainsi :

{listed}

Quelle dernière instruction faut-il ajouter ?"""
    words = f"Le robot R est en {cell(*start)}, le drapeau D en {cell(*end)}."
    return qcu(
        instruction,
        rng.sample(choices, 5),
        right,
        picture=grid({start: "R", end: "D"}, words),
        explanation="On suit les premières instructions, puis on regarde ce qui manque.",
    )


def trajet(rng: Random) -> Draft:
    """A loop with turns, on a grid of ten by ten."""
    times, ahead, aside = rng.randint(2, 4), rng.randint(1, 3), rng.randint(1, 3)
    while times * ahead > 8 or times * aside > 8:
        times, ahead, aside = rng.randint(2, 4), rng.randint(1, 3), rng.randint(1, 3)
    goes_down = rng.random() < 0.5
    turns = ("à droite", "à gauche") if goes_down else ("à gauche", "à droite")
    column = rng.randint(0, 9 - times * ahead)
    row = rng.randint(0, 9 - times * aside)
    first_row = row if goes_down else row + times * aside
    end = column + times * ahead, row + times * aside if goes_down else row
    lines = [
        f"répéter {times} fois :",
        *(f"    avancer de {ahead}", f"    tourner {turns[0]} d’un quart de tour"),
        *(f"    avancer de {aside}", f"    tourner {turns[1]} d’un quart de tour"),
    ]
    instruction = f"""Une grille a dix colonnes, de A à J de gauche à droite, et dix lignes, de 1 \
à 10 de haut en bas. Un robot est en {cell(column, first_row)}. Il regarde vers la droite de la \
grille et exécute le programme de l’image.

Sur quelle case est-il à la fin ?"""
    return qroc(
        instruction,
        cell(*end),
        label="Case",
        tolerances=frozenset({"t1", "t2"}),
        picture=program(lines),
        explanation=(
            f"À chaque tour de boucle, le robot avance de {ahead} vers la droite et de "
            f"{aside} vers le {'bas' if goes_down else 'haut'}."
        ),
    )


def distance(rng: Random) -> Draft:
    """How far does the robot go in all?"""
    times, ahead, aside, after = rng.randint(3, 12), *rng.sample(range(2, 40), 3)
    lines = [
        f"répéter {times} fois :",
        *(f"    avancer de {ahead} cm", "    tourner à droite d’un quart de tour"),
        *(f"    avancer de {aside} cm", f"avancer de {after} cm", "s’arrêter"),
    ]
    instruction = f"""Le robot roulant {of(rng.choice(FIRST_NAMES))} exécute le programme de \
l’image. Tourner ne le fait pas avancer.

Quelle distance parcourt-il en tout, en centimètres ?"""
    why = (
        f"{times} × ({ahead} + {aside}) + {after} : la ligne 5 est après la boucle, elle ne "
        "compte qu’une fois."
    )
    return qroc(
        instruction,
        str(times * (ahead + aside) + after),
        label="Distance en cm",
        is_number=True,
        picture=program(lines),
        explanation=why,
    )


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
AHEAD = ((1, 0), (0, 1), (-1, 0), (0, -1))  # right, down, left, up: turning right is going on


def labyrinthe(rng: Random) -> Draft:
    """The robot goes until a wall, turns, and goes on: on which letters does it turn?"""
    turns = rng.randint(5, 6)
    stops = []
    while len(set(stops)) < turns:
        rows, start = maze(rng), (rng.randint(1, 16), rng.randint(1, 10))
        stops = ride(rows, start, turns)
    letters = "".join(rows[row][column] for column, row in stops)
    rows[start[1]][start[0]] = "*"
    plan = "\n".join("".join(row) for row in rows) + "\n"
    lines = [
        f"répéter {turns} fois :",
        "    tant que la case devant n’est pas un mur :",
        "        avancer d’une case",
        "    dire la lettre de la case",
        "    tourner à droite d’un quart de tour",
    ]
    instruction = f"""Le fichier joint est le plan d’un labyrinthe : `#` est un mur, `*` la case \
libre d’où part le robot, et chaque lettre une case libre. Au départ, le robot regarde vers la \
droite du plan. Il exécute le programme de l’image.

Quelles {turns} lettres dit-il, dans l’ordre ?"""
    return qroc(
        instruction,
        letters,
        label="Lettres",
        tolerances=frozenset({"t1", "t2"}),
        attachments=(text_file("labyrinthe.txt", plan),),
        picture=program(lines),
        explanation="Le robot ne dit une lettre et ne tourne que lorsqu’un mur l’arrête.",
    )


def maze(rng: Random) -> list[list[str]]:
    inside = [
        ["#" if rng.random() < 0.16 else rng.choice(LETTERS) for _ in range(16)] for _ in range(10)
    ]
    wall = ["#"] * 18
    return [wall[:], *(["#", *row, "#"] for row in inside), wall[:]]


def ride(rows: list[list[str]], start: tuple[int, int], turns: int) -> list[tuple[int, int]]:
    """Where the robot turns; nowhere when the start is a wall or a place where it turns."""
    if rows[start[1]][start[0]] == "#":
        return []
    column, row = start
    stops = []
    for number in range(turns):
        across, down = AHEAD[number % 4]
        while rows[row + down][column + across] != "#":
            column, row = column + across, row + down
        stops.append((column, row))
    return [] if start in stops else stops


def guirlande(rng: Random) -> Draft:
    """How many of each in two loops, one inside the other?"""
    outer, inner, after = rng.randint(3, 15), rng.randint(3, 12), rng.randint(2, 6)
    first, second, third = rng.sample(("une étoile", "une lune", "un nuage", "une fleur"), 3)
    lines = [
        f"répéter {outer} fois :",
        *(f"    coller {first}", f"    répéter {inner} fois :"),
        *(f"        coller {second}", f"        coller {first}"),
        *(f"    répéter {after} fois :", f"        coller {third}"),
        f"coller {third}",
    ]
    instruction = f"""Pour la fête {of(rng.choice(TOWNS))}, une machine décore une longue \
guirlande en suivant le programme de l’image.

Combien de dessins de chaque sorte colle-t-elle en tout ?"""
    counts = (outer * (1 + inner), outer * inner, outer * after + 1)
    labels = [drawing.split()[1].capitalize() for drawing in (first, second, third)]
    fields = tuple(
        Field(name, f"Nombre de dessins « {label} »", (str(count),), is_number=True)
        for name, label, count in zip("abc", labels, counts, strict=True)
    )
    why = f"La boucle intérieure fait {inner} tours à chacun des {outer} tours de la grande boucle."
    return Draft("QROCM-ind", instruction, fields=fields, picture=program(lines), explanation=why)


def escalier(rng: Random) -> Draft:
    """A loop whose inner loop grows."""
    steps, more, end = rng.randint(6, 15), rng.randint(2, 9), rng.randint(10, 60)
    lines = [
        f"pour n allant de 1 à {steps} :",
        f"    répéter n + {more} fois :",
        "        poser une brique",
        f"répéter {end} fois :",
        "    poser une brique",
    ]
    total = steps * (steps + 1) // 2 + steps * more + end
    instruction = f"""Le robot maçon {of(rng.choice(FIRST_NAMES))} exécute le programme de \
l’image. La variable n prend toutes les valeurs entières, première et dernière comprises.

Combien de briques pose-t-il en tout ?"""
    why = (
        f"La boucle sur n pose {1 + more} briques, puis {2 + more}, … jusqu’à "
        f"{steps + more} ; il en reste {end} à ajouter."
    )
    return qroc(
        instruction,
        str(total),
        label="Nombre de briques",
        is_number=True,
        picture=program(lines),
        explanation=why,
    )
