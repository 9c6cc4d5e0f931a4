"""Questions about programs that compute: conditions, variables, lists, faults, functions."""

from random import Random

from referentiel.drafts import Draft, Field, qcm, qroc
from referentiel.files import html_file, text_file
from referentiel.generators.elision import of
from referentiel.generators.lines import program
from referentiel.generators.words import FIRST_NAMES, TOWNS


def numbers(labels: list[str], values: list[int]) -> tuple[Field, ...]:
    return tuple(
        Field(f"n{rank}", label, (str(value),), is_number=True)
        for rank, (label, value) in enumerate(zip(labels, values, strict=True), 1)
    )


def tarif(rng: Random) -> Draft:
    """What does each person pay, from a program with two conditions?"""
    age = rng.randint(8, 17)
    low, middle, high = sorted(rng.sample(range(2, 20), 3))
    where = rng.choice(
        ("d’un musée", "d’une piscine", "d’un cinéma", "d’une patinoire", "d’un zoo")
    )
    young, old, other = rng.sample(FIRST_NAMES, 3)
    ages = rng.randint(age - 4, age - 1), age + rng.randint(1, 40), age
    lines = [
        f"si âge < {age} :",
        f"    prix = {low} €",
        "sinon, si la personne a une carte :",
        *(f"    prix = {middle} €", "sinon :", f"    prix = {high} €"),
    ]
    instruction = f"""Le programme de l’image calcule le prix d’entrée {where}.

- {young} a {ages[0]} ans et une carte.
- {old} a {ages[1]} ans et pas de carte.
- {other} a {ages[2]} ans et une carte.

Quel prix paie chaque personne, en euros ?"""
    fields = numbers([young, old, other], [low, high, middle])
    why = f"La première condition vraie décide. À {age} ans, « âge < {age} » est faux."
    return Draft("QROCM-ind", instruction, fields=fields, picture=program(lines), explanation=why)


def manege(rng: Random) -> Draft:
    """Who may get on the ride, from a condition with « et » and « ou »?"""
    tall, age = rng.randrange(110, 150, 5), rng.randint(7, 12)
    names = rng.sample(FIRST_NAMES, 5)
    riders = [
        (tall + rng.randint(1, 20), age + rng.randint(1, 5), False),
        (tall - rng.randint(2, 15), age - rng.randint(1, 2), True),
        (tall - rng.randint(2, 15), age + rng.randint(1, 5), False),
        (tall + rng.randint(1, 20), age - rng.randint(1, 2), False),
        (tall, age, rng.random() < 0.5),
    ]
    lines = [
        f"si (taille ≥ {tall} et âge ≥ {age}) ou accompagné :",
        *("    ouvrir la barrière", "sinon :", "    afficher « Désolé »"),
    ]
    said = [
        f"{name} : {size} cm, {years} ans, {'avec' if is_with else 'sans'} accompagnateur"
        for name, (size, years, is_with) in zip(names, riders, strict=True)
    ]
    right = [said[0], said[1], said[4]]
    instruction = f"""La barrière du manège {of(rng.choice(TOWNS))}, gardée par \
{rng.choice(FIRST_NAMES)}, est commandée par le programme de l’image.

Pour qui la barrière s’ouvre-t-elle ? Plusieurs réponses sont attendues."""
    why = "Il faut les deux premières conditions à la fois, ou bien être accompagné."
    return qcm(instruction, rng.sample(said, 5), right, picture=program(lines), explanation=why)


def echanges(rng: Random) -> Draft:
    """Follow three variables."""
    first, second = rng.sample(range(2, 12), 2)
    plus, times, less = rng.randint(1, 9), rng.randint(2, 4), rng.randint(1, 5)
    b = first + plus
    a = b * times
    c = a - second
    b -= less
    a += c
    lines = [
        *(f"mettre a à {first}", f"mettre c à {second}", f"mettre b à a + {plus}"),
        *(f"mettre a à b × {times}", "mettre c à a - c", f"mettre b à b - {less}"),
        "mettre a à a + c",
    ]
    instruction = """Le programme de l’image utilise trois variables.

Quelle est la valeur de chaque variable à la fin ?"""
    fields = numbers(["a", "b", "c"], [a, b, c])
    why = "Chaque ligne utilise les valeurs du moment : on note a, b et c après chaque ligne."
    return Draft("QROCM-ind", instruction, fields=fields, picture=program(lines), explanation=why)


def cumul(rng: Random) -> Draft:
    """A score and a bonus that grows."""
    score, bonus, more, times = (
        rng.randint(0, 20),
        rng.randint(1, 6),
        rng.randint(1, 4),
        rng.randint(4, 8),
    )
    total = score + sum(bonus + more * turn for turn in range(times))
    lines = [
        *(f"mettre score à {score}", f"mettre bonus à {bonus}", f"répéter {times} fois :"),
        *("    ajouter bonus à score", f"    ajouter {more} à bonus"),
    ]
    instruction = """Dans un jeu, le programme de l’image calcule un score.

Quelles sont les valeurs des deux variables à la fin ?"""
    fields = numbers(["score", "bonus"], [total, bonus + more * times])
    why = "À chaque tour, le bonus du moment s’ajoute au score, puis le bonus augmente."
    return Draft("QROCM-ind", instruction, fields=fields, picture=program(lines), explanation=why)


def releves(rng: Random) -> Draft:
    """Apply an algorithm with a running count to a file of measures."""
    limit, alerts = rng.randint(24, 29), 0
    while alerts < 3:
        measures = heats(rng, 160)
        alerts, record = alarms(measures, limit)
    lines = [
        *("mettre alertes à 0", "mettre suite à 0", "mettre record à 0"),
        "pour chaque mesure du fichier :",
        *(f"    si mesure > {limit} :", "        ajouter 1 à suite"),
        *("    sinon :", "        mettre suite à 0"),
        *("    si suite = 3 :", "        ajouter 1 à alertes"),
        *("    si suite > record :", "        mettre record à suite"),
    ]
    table = "Mesure;Température\n" + "".join(
        f"{number};{heat}\n" for number, heat in enumerate(measures, 1)
    )
    instruction = f"""Le programme de l’image lit les températures {of(rng.choice(TOWNS))}, dans \
le fichier joint, dans l’ordre.

Avec l’outil de votre choix, trouvez la valeur des variables « alertes » et « record » à la fin."""
    why = (
        "« suite » compte les mesures au-dessus de la limite qui se suivent. Un tableur le "
        "fait avec une colonne de plus."
    )
    return Draft(
        "QROCM-ind",
        instruction,
        fields=numbers(["alertes", "record"], [alerts, record]),
        attachments=(text_file("mesures.csv", table),),
        picture=program(lines),
        explanation=why,
    )


def heats(rng: Random, number: int) -> list[int]:
    heat, measures = 25, []
    for _ in range(number):
        heat = max(15, min(38, heat + rng.choice((-4, -2, -1, 0, 1, 2, 4))))
        measures.append(heat)
    return measures


def alarms(measures: list[int], limit: int) -> tuple[int, int]:
    """How many runs of three over the limit, and the longest run."""
    alerts = run = record = 0
    for heat in measures:
        run = run + 1 if heat > limit else 0
        alerts += run == 3
        record = max(record, run)
    return alerts, record


def presences(rng: Random) -> Draft:
    """How many people are inside, at most and at the end, from a log of a door?"""
    seconds, inside, most, journal = 8 * 3600, 0, 0, []
    for _ in range(140):
        seconds += rng.randint(15, 160)
        enters = inside == 0 or rng.random() < 0.58
        inside += 1 if enters else -1
        most = max(most, inside)
        hour = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        journal.append(f"{hour} porte-{rng.choice('ABC')} {'ENTREE' if enters else 'SORTIE'}")
    if most == inside:
        return presences(rng)
    lines = [
        *("mettre dedans à 0", "mettre maximum à 0", "pour chaque ligne du journal :"),
        *("    si la ligne contient ENTREE :", "        ajouter 1 à dedans"),
        *("    sinon :", "        enlever 1 à dedans"),
        *("    si dedans > maximum :", "        mettre maximum à dedans"),
    ]
    instruction = f"""Les portes de la médiathèque {of(rng.choice(TOWNS))} notent chaque passage \
dans le journal joint. Le programme de l’image lit ce journal.

Avec l’outil de votre choix, trouvez la valeur des variables « dedans » et « maximum » à la fin."""
    why = (
        "« dedans » suit le nombre de personnes ; « maximum » garde la plus grande valeur atteinte."
    )
    return Draft(
        "QROCM-ind",
        instruction,
        fields=numbers(["dedans", "maximum"], [inside, most]),
        attachments=(text_file("portes.log", "\n".join(journal) + "\n"),),
        picture=program(lines),
        explanation=why,
    )


def montees(rng: Random) -> Draft:
    """Follow a loop over a list that looks at the value before."""
    values = rng.sample(range(3, 60), 9)
    lines = [
        *(f"mettre liste à [{', '.join(map(str, values))}]", "mettre total à 0"),
        *("mettre pas à 0", "pour i allant de 2 à 9 :"),
        *("    si liste[i] > liste[i - 1] :", "        ajouter liste[i] - liste[i - 1] à total"),
        "        ajouter 1 à pas",
    ]
    climbs = [
        after - before for before, after in zip(values, values[1:], strict=False) if after > before
    ]
    instruction = f"""Le programme {of(rng.choice(FIRST_NAMES))}, sur l’image, parcourt une liste \
de 9 nombres. Le premier nombre de la liste est liste[1].

Quelles sont les valeurs de « total » et de « pas » à la fin ?"""
    why = "On ne garde que les endroits où un nombre est plus grand que celui d’avant."
    return Draft(
        "QROCM-ind",
        instruction,
        fields=numbers(["total", "pas"], [sum(climbs), len(climbs)]),
        picture=program(lines),
        explanation=why,
    )


# What each program must show, its right lines, and the lines it may have wrong instead.
FAULTY = {
    "la somme des notes supérieures ou égales à 10": (
        (
            *("mettre total à 0", "pour chaque note de la liste :", "    si note >= 10 :"),
            *("        ajouter note à total", "afficher total"),
        ),
        {1: "mettre total à 10", 3: "    si note > 10 :", 4: "        ajouter 1 à total"},
        lambda marks: sum(mark for mark in marks if mark >= 10),
    ),
    "le nombre de notes inférieures à 10": (
        (
            *("mettre compte à 0", "pour chaque note de la liste :", "    si note < 10 :"),
            *("        ajouter 1 à compte", "afficher compte"),
        ),
        {3: "    si note <= 10 :", 4: "        ajouter note à compte", 1: "mettre compte à 1"},
        lambda marks: sum(mark < 10 for mark in marks),
    ),
    "la note la plus haute multipliée par le nombre de notes": (
        (
            *("mettre nombre à 0", "mettre record à 0", "pour chaque note de la liste :"),
            *("    ajouter 1 à nombre", "    si note > record :", "        mettre record à note"),
            "afficher record × nombre",
        ),
        {1: "mettre nombre à 1", 5: "    si note < record :", 6: "        ajouter note à record"},
        lambda marks: max(marks) * len(marks),
    ),
}


def ligne_fautive(rng: Random) -> Draft:
    """Which line is wrong, and what does the program show once it is right?"""
    what, (lines, faults, meant) = rng.choice(list(FAULTY.items()))
    wrong = rng.choice(list(faults))
    marks = [10, *rng.sample([mark for mark in range(2, 20) if mark != 10], rng.randint(6, 9))]
    rng.shuffle(marks)
    shown = [faults[wrong] if number == wrong else line for number, line in enumerate(lines, 1)]
    written = "".join(f"{number}  {line}\n" for number, line in enumerate(shown, 1))
    listed = ", ".join(map(str, marks))
    instruction = f"""Le programme du fichier joint doit afficher {what}. Une seule de ses lignes \
est fausse.

Quel est le numéro de cette ligne ? Et, une fois cette ligne corrigée, qu’affiche le programme \
pour la liste de notes {listed} ?"""
    fields = numbers(["Numéro de la ligne fausse", "Nombre affiché"], [wrong, meant(marks)])
    why = f"La ligne {wrong} devrait être : « {lines[wrong - 1].strip()} »."
    attachments = (text_file("programme.txt", written),)
    return Draft("QROCM-ind", instruction, fields=fields, attachments=attachments, explanation=why)


def recursive(rng: Random) -> Draft:
    """What does a function that calls itself return?"""
    zero, one, times, plus = (
        rng.randint(1, 4),
        rng.randint(1, 5),
        rng.randint(2, 3),
        rng.randint(1, 5),
    )
    asked = rng.randint(4, 6)
    values = [zero, one]
    while len(values) <= asked:
        values.append(values[-1] + times * values[-2] + plus)
    lines = [
        "fonction f(n) :",
        *(
            "    si n = 0 :",
            f"        renvoyer {zero}",
            "    si n = 1 :",
            f"        renvoyer {one}",
        ),
        f"    renvoyer f(n - 1) + {times} × f(n - 2) + {plus}",
    ]
    instruction = f"""L’image montre une fonction écrite par {rng.choice(FIRST_NAMES)}.

Que renvoie l’appel f({asked}) ?"""
    so_far = ", ".join(f"f({rank}) = {value}" for rank, value in enumerate(values))
    return qroc(
        instruction,
        str(values[-1]),
        label=f"Valeur de f({asked})",
        is_number=True,
        picture=program(lines),
        explanation=f"On calcule de proche en proche : {so_far}.",
    )


def recherche(rng: Random) -> Draft:
    """How many comparisons, at worst, one by one and by halves?"""
    names = rng.randint(300, 250_000)
    halves = names.bit_length()
    instruction = f"""Un annuaire trié contient {names} noms. Un programme y cherche un nom, qui \
y est. À chaque essai, il regarde un nom de l’annuaire et sait s’il est le bon, trop tôt ou trop \
loin dans l’alphabet.

- Méthode A : regarder les noms un par un depuis le premier, jusqu’à tomber sur le bon.
- Méthode B : regarder le nom du milieu, ne garder que la bonne moitié, et recommencer, jusqu’à \
tomber sur le bon.

Dans le pire des cas, combien de noms chaque méthode regarde-t-elle ?"""
    fields = numbers(["Méthode A", "Méthode B"], [names, halves])
    why = (
        f"Chaque essai divise le reste par deux : 2 puissance {halves} dépasse {names}, mais "
        f"pas 2 puissance {halves - 1}."
    )
    return Draft("QROCM-ind", instruction, fields=fields, explanation=why)


SCRIPT = """function suite(depart, tours) {
  let nombre = depart;
  for (let tour = 1; tour <= tours; tour++) {
    nombre = (nombre * %(times)s + %(plus)s) %% %(modulo)s;
    if (nombre %% 2 === 0) {
      nombre = nombre + tour;
    }
  }
  return nombre;
}
document.getElementById("resultat").textContent = suite(%(first)s, 10);"""


def parametre(rng: Random) -> Draft:
    """Change what a script is called with, and read what it then shows."""
    first, times, plus = rng.randint(2, 90), rng.choice((13, 17, 21, 29, 37)), rng.randint(3, 60)
    modulo, turns = rng.choice((9973, 10007, 8191, 7919)), rng.randint(150, 900)
    script = SCRIPT % {"first": first, "times": times, "plus": plus, "modulo": modulo}
    value = first
    for turn in range(1, turns + 1):
        value = (value * times + plus) % modulo
        value += turn if value % 2 == 0 else 0
    body = f'<p>Résultat : <strong id="resultat"></strong></p>\n<script>\n{script}\n</script>'
    instruction = f"""La page jointe affiche le résultat de la fonction `suite` avec un départ de \
{first} et 10 tours.

Ouvrez-la aussi dans un éditeur de texte et modifiez-la. Quel résultat affiche-t-elle avec le \
même départ, mais {turns} tours ?"""
    return qroc(
        instruction,
        str(value),
        label="Résultat",
        is_number=True,
        attachments=(html_file("suite.html", "Suite", body),),
        explanation=(
            f"On remplace 10 par {turns} dans l’appel, on enregistre, puis on recharge la page."
        ),
    )
