"""Questions on backups: which to restore, how far back, what they take, which file decayed."""

from datetime import date, timedelta
from random import Random

from referentiel.drafts import Draft, qcu, qroc
from referentiel.files import csv_file
from referentiel.generators.dates import in_words
from referentiel.generators.rangement import AS_TYPED, ENDS, PAPERS


def restaurer(rng: Random) -> Draft:
    """Quelle sauvegarde reprendre, après un logiciel malveillant."""
    start = date(2027, rng.randint(1, 6), rng.randint(1, 8))
    days = sorted(rng.sample(range(18), 7))
    hours = [rng.randint(8, 19) for _ in days]
    codes = rng.sample(range(100, 999), 7)
    whole = [True] * 7
    bad = rng.randint(3, 6)
    whole[bad - 1] = rng.random() < 0.5
    infected = start + timedelta(days[bad])
    kept = [n for n in range(bad) if whole[n]]
    rows = [
        [f"S{code}", start + timedelta(n), f"{hour:02}:30", "complète" if ok else "interrompue"]
        for code, n, hour, ok in zip(codes, days, hours, whole, strict=True)
    ]
    return qroc(
        f"Un logiciel malveillant est entré dans l’ordinateur le {in_words(infected)} 2027 à "
        f"{hours[bad] - 1} h. On ne s’en aperçoit qu’à la fin du mois. Les sauvegardes "
        "sont dans le fichier joint : chacune contient tout l’ordinateur, tel qu’il était "
        "alors. Celles qui ont été interrompues ne servent à rien.\n\nQuelle sauvegarde faut-il restaurer pour "
        "être débarrassé du logiciel et perdre le moins de travail possible ?",
        f"S{codes[kept[-1]]}",
        label="Sauvegarde",
        tolerances=frozenset({"t1"}),
        attachments=(
            csv_file(
                "sauvegardes.csv", ["Sauvegarde", "Date", "Heure", "État"], shuffled(rng, rows)
            ),
        ),
        explanation="C’est la dernière sauvegarde complète faite avant l’entrée du logiciel.",
    )


def shuffled(rng: Random, rows: list) -> list:
    return rng.sample(rows, len(rows))


def incrementale(rng: Random) -> Draft:
    """Jusqu’à quel jour on peut retrouver ses fichiers quand un morceau manque."""
    start = date(2027, rng.randint(1, 6), 1)
    fulls, number = sorted({0, rng.randint(6, 8), rng.randint(13, 16)}), 20
    damaged = {rng.randint(fulls[2] + 1, 18), rng.randint(2, 5), rng.randint(9, 12)}
    last = min(n for n in damaged if n > fulls[2]) - 1
    rows = [
        [
            start + timedelta(n),
            "complète" if n in fulls else "incrémentale",
            "illisible" if n in damaged else "vérifiée",
        ]
        for n in range(number)
    ]
    end = start + timedelta(last)
    return qroc(
        "Un serveur est sauvegardé chaque soir. Une sauvegarde complète contient tout ; une "
        "sauvegarde incrémentale contient seulement ce qui a changé depuis la sauvegarde de la "
        "veille. La liste est jointe. Le serveur est tombé en panne après la dernière, et "
        "plusieurs sauvegardes se révèlent illisibles.\n\nQuel est le dernier soir dont on peut "
        "retrouver exactement tous les fichiers ?",
        f"{in_words(end).split(' ', 1)[1]}",
        in_words(end),
        f"{in_words(end).split(' ', 1)[1]} 2027",
        f"{in_words(end)} 2027",
        f"le {in_words(end).split(' ', 1)[1]}",
        f"le {in_words(end)}",
        f"{end.day:02}/{end.month:02}/2027",
        f"{end.day:02}/{end.month:02}",
        f"{end.day}/{end.month}/2027",
        f"{end.day}/{end.month}",
        label="Date",
        tolerances=frozenset({"t1"}),
        attachments=(csv_file("serveur.csv", ["Soir", "Sorte", "État"], rows),),
        explanation="Il faut une sauvegarde complète lisible et toutes les incrémentales qui la "
        "suivent, sans trou. Après une incrémentale illisible, les suivantes ne suffisent plus.",
    )


def empreintes(rng: Random) -> Draft:
    """Le fichier abîmé sans que sa taille ni sa date ne changent."""
    names = [f"{p}-{n:02}.{rng.choice(ENDS)}" for p in rng.sample(PAPERS, 6) for n in range(1, 7)]
    days = [date(2026, 9, 1) + timedelta(rng.randint(0, 90)) for _ in names]
    first = {
        name: [name, rng.randint(1000, 90000), day, f"{rng.getrandbits(64):016x}"]
        for name, day in zip(names, days, strict=True)
    }
    second = {name: list(row) for name, row in first.items()}
    wrong, *modified = rng.sample(names, 5)
    second[wrong][3] = altered(rng, second[wrong][3])
    for name in modified:
        day = second[name][2] + timedelta(100)
        second[name] = [name, second[name][1] + 40, day, f"{rng.getrandbits(64):016x}"]
    columns = ("Fichier", "Octets", "Modifié le", "Empreinte")
    return qroc(
        "Une empreinte est calculée à partir du contenu d’un fichier : deux contenus identiques ont "
        "la même, et le moindre changement en donne une autre. Un premier relevé a été fait au "
        "moment de la sauvegarde, un second six mois plus tard. Entre les deux, quatre fichiers ont "
        "été modifiés par leurs auteurs, ce qui change aussi la date. Un autre s’est abîmé tout "
        "seul sur le disque.\n\nQuel fichier faut-il reprendre dans la sauvegarde ?",
        wrong,
        label="Nom du fichier",
        tolerances=AS_TYPED,
        attachments=(
            csv_file("releve-1.csv", columns, shuffled(rng, list(first.values()))),
            csv_file("releve-2.csv", columns, shuffled(rng, list(second.values()))),
        ),
        explanation="On rapproche les deux relevés par le nom : c’est le seul dont l’empreinte "
        "change alors que la date reste la même.",
    )


def altered(rng: Random, text: str) -> str:
    place = rng.randrange(len(text))
    letter = rng.choice([each for each in "0123456789abcdef" if each != text[place]])
    return text[:place] + letter + text[place + 1 :]


def place_des_sauvegardes(rng: Random) -> Draft:
    """Quelle place prennent des sauvegardes que l’on garde plus ou moins longtemps."""
    full, step = 10 * rng.randint(3, 15), rng.randint(2, 9)
    weeks = rng.randint(3, 6)
    right = weeks * (full + 6 * step)
    wrong = {
        full + 7 * weeks * step,
        weeks * (full + 7 * step),
        weeks * 7 * full,
        full + 6 * step,
    } - {right}
    choices = [f"{each} Go" for each in rng.sample((right, *rng.sample(sorted(wrong), 3)), 4)]
    return qcu(
        f"Un atelier sauvegarde ses fichiers chaque soir : le dimanche tout ({full} Go), les six "
        f"autres soirs seulement ce qui a changé depuis la veille ({step} Go environ à chaque fois). "
        f"Il garde les {weeks} dernières semaines entières, du dimanche au samedi, et efface le "
        "reste. Rien n’est compressé.\n\nQuelle place prennent ces sauvegardes ?",
        choices,
        f"{right} Go",
        explanation=f"Une semaine : {full} + 6 × {step} = {full + 6 * step} Go ; {weeks} semaines : "
        f"{right} Go.",
    )
