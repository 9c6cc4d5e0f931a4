"""What digital things cost to the planet, and how to count it (4.3)."""

from random import Random

from referentiel.drafts import Draft, Field, qcu, qroc
from referentiel.files import csv_file, ods_file
from referentiel.generators.dates import MONTHS
from referentiel.generators.words import FIRST_NAMES, TOWNS

DEVICES = (
    ("une box Internet toujours allumée", 10, 24),
    ("un téléviseur", 90, 3),
    ("un ordinateur portable", 40, 4),
    ("un ordinateur de bureau pour le jeu", 250, 2),
    ("une console", 140, 3),
    ("une imprimante en veille", 3, 24),
    ("un chargeur de téléphone qui charge", 12, 2),
    ("une enceinte connectée", 4, 24),
)


def consommation_jour(rng: Random) -> Draft:
    """Puissance fois durée : lequel consomme le plus dans la journée ?"""
    while True:
        chosen = rng.sample(DEVICES, 4)
        used = [
            (what, watts, max(1, hours + (hours < 24) * rng.randint(-1, 3)))
            for what, watts, hours in chosen
        ]
        energies = sorted(watts * hours for _, watts, hours in used)
        strongest = max(used, key=lambda each: each[1])
        top = max(used, key=lambda each: each[1] * each[2])
        if energies[-1] >= 1.15 * energies[-2] and top != strongest:
            break
    lines = [f"- {what} : {watts} W pendant {hours} h" for what, watts, hours in used]
    choices = [what for what, *_ in used]
    rng.shuffle(choices)
    return qcu(
        f"{rng.choice(FIRST_NAMES)} veut savoir ce qui consomme le plus d’électricité dans son logement. "
        "Voici la puissance de quatre appareils et leur durée de marche en un jour. L’énergie "
        "consommée est la puissance multipliée par la durée.\n\n"
        + "\n".join(lines)
        + "\n\nQuel appareil consomme le plus dans la journée ?",
        choices,
        top[0],
        explanation=f"{top[1]} W pendant {top[2]} h font {top[1] * top[2]} Wh : plus que les "
        "autres, même si un autre est plus puissant.",
    )


MODELS = ("Aster", "Bleuet", "Cosmos", "Dahlia", "Érable", "Fougère", "Genêt", "Hortensia")


def empreinte_appareil(rng: Random) -> Draft:
    """Fabrication partagée sur la durée de vie, plus l’usage : le moins lourd par an."""
    while True:
        rows = [
            (model, 10 * rng.randint(12, 40), rng.randint(3, 10), rng.randint(5, 40))
            for model in rng.sample(MODELS, 8)
        ]
        yearly = sorted((made / years + use, model) for model, made, years, use in rows)
        best = yearly[0][1]
        lured = {min(rows, key=lambda each: each[1])[0], min(rows, key=lambda each: each[3])[0]}
        lured.add(max(rows, key=lambda each: each[2])[0])
        if yearly[1][0] - yearly[0][0] > 1.5 and best not in lured:
            break
    columns = ("Modèle", "Fabrication (kg CO2e)", "Durée de vie (années)", "Usage (kg CO2e par an)")
    return qroc(
        f"À {rng.choice(TOWNS)}, {rng.choice(FIRST_NAMES)} compare huit ordinateurs. Le tableau "
        "joint donne ce qu’émet la fabrication de chacun, le nombre d’années pendant lesquelles "
        "il servira, et ce qu’émet une année d’usage.\n\n"
        "Lequel émet le moins, en moyenne, par année de service ?",
        best,
        label="Modèle",
        attachments=(ods_file("ordinateurs.ods", columns, rows, "Ordinateurs"),),
        explanation="On partage la fabrication sur les années de service et on ajoute une année "
        f"d’usage : le plus bas est {best}.",
    )


def indice(rng: Random) -> Draft:
    """Le plus réparable de ceux qui répondent au besoin."""
    budget, memory, spares = 50 * rng.randint(11, 16), rng.choice((8, 16)), rng.choice((5, 7))
    codes = [f"{rng.choice('ABCDEFGHJK')}{number}" for number in rng.sample(range(100, 999), 16)]
    marks = rng.sample(range(40, 96), 16)
    rows = []
    for place, code in enumerate(codes):
        price, size, years = rng.randint(300, 1100), rng.choice((4, 8, 16, 32)), rng.randint(2, 10)
        if place < 3:
            price, size, years = rng.randint(350, budget), memory, spares + rng.randint(0, 2)
        rows.append((code, price, size, years, marks[place] / 10))
    fit = [
        (marks[place], code)
        for place, (code, price, size, years, _) in enumerate(rows)
        if price <= budget and size >= memory and years >= spares
    ]
    best = max(fit)[1]
    rng.shuffle(rows)
    columns = ("Modèle", "Prix (€)", "Mémoire (Go)", "Pièces (années)", "Réparabilité (sur 10)")
    return qroc(
        "Une médiathèque choisit un ordinateur portable dans le tableau joint. Il ne doit pas "
        f"coûter plus de {budget} €, il lui faut au moins {memory} Go de mémoire, et les pièces "
        f"de rechange doivent être vendues pendant au moins {spares} ans.\n\n"
        "Parmi ceux qui conviennent, quel modèle a le meilleur indice de réparabilité ?",
        best,
        label="Modèle",
        tolerances=frozenset({"t1"}),
        attachments=(ods_file("portables.ods", columns, rows, "Portables"),),
        explanation="On filtre sur le prix, la mémoire et les pièces, puis on trie ce qui reste "
        f"par indice : {best} vient en tête.",
    )


def amortissement(rng: Random) -> Draft:
    """Après combien de mois un serveur plus sobre a-t-il compensé sa fabrication ?"""
    grams, months = rng.choice((50, 100, 200)), rng.randint(20, 95)
    saved = 20 * rng.randint(5, 15)
    old = saved + 10 * rng.randint(15, 40)
    made = saved * grams * months // 1000
    return qroc(
        f"Un serveur consomme {12 * old} kWh par an. Un neuf, plus sobre, en consommerait "
        f"{12 * (old - saved)} pour le même travail. Produire 1 kWh d’électricité émet ici "
        f"{grams} g de CO2e. Fabriquer et livrer le serveur neuf émet {made} kg de CO2e.\n\n"
        "Au bout de combien de mois d’usage le remplacement aura-t-il évité autant d’émissions "
        "qu’il en a causé ?",
        str(months),
        label="Nombre de mois",
        is_number=True,
        explanation=f"Chaque mois, {saved} kWh en moins évitent {saved * grams // 1000} kg ; "
        f"{made} kg demandent donc {months} mois.",
    )


def alleger_page(rng: Random) -> Draft:
    """Laquelle de ces modifications allège le plus la page, en moyenne par visite ?"""
    while True:
        sizes = {
            "images": [rng.randint(150, 900) for _ in range(6)],
            "scripts": [rng.randint(60, 500) for _ in range(5)],
            "polices": [rng.randint(40, 220) for _ in range(4)],
            "vidéo": [rng.randint(4000, 9000)],
        }
        played, smaller = rng.choice((10, 15, 20, 25)), rng.choice((40, 50, 60, 70))
        weights = {kind: sum(each) for kind, each in sizes.items()}
        gains = {
            "Retirer la vidéo": weights["vidéo"] * played / 100,
            f"Compresser les images (− {smaller} %)": weights["images"] * smaller / 100,
            "Retirer la moitié du poids des scripts": weights["scripts"] / 2,
            "Retirer toutes les polices": weights["polices"],
        }
        ordered = sorted(gains.values())
        best = max(gains, key=gains.get)
        if ordered[-1] > 1.1 * ordered[-2] and best != "Retirer la vidéo":
            break
    rows = [
        (f"{kind}-{n}", kind, size)
        for kind, each in sizes.items()
        for n, size in enumerate(each, 1)
    ]
    rng.shuffle(rows)
    choices = list(gains)
    rng.shuffle(choices)
    return qcu(
        f"Le tableau joint donne le poids des fichiers de la page d’accueil du site de "
        f"{rng.choice(FIRST_NAMES)}. Tous sont "
        "téléchargés à chaque visite, sauf la vidéo, qui ne l’est que si la personne la lance : "
        f"{played} % des visites.\n\n"
        "Une seule de ces modifications est possible. Laquelle économise le plus de données, "
        "en moyenne, par visite ?",
        choices,
        best,
        attachments=(ods_file("page.ods", ("Fichier", "Nature", "Poids (ko)"), rows, "Page"),),
        explanation=f"En moyenne, elle économise {gains[best]:.0f} ko par visite ; la vidéo ne "
        f"compte que pour {played} % de son poids.",
    )


def pue(rng: Random) -> Draft:
    """Le mois où le moins d’énergie va à autre chose qu’au calcul."""
    while True:
        rates = rng.sample(range(118, 190), 12)
        useful = [100 * rng.randint(300, 900) for _ in MONTHS]
        totals = [need * rate // 100 for need, rate in zip(useful, rates, strict=True)]
        best = rates.index(min(rates))
        if best not in (totals.index(min(totals)), useful.index(max(useful))):
            break
    rows = list(zip(MONTHS, totals, useful, strict=True))
    columns = ("Mois", "Énergie totale (kWh)", "dont serveurs (kWh)")
    written = f"{rates[best] / 100:.2f}".replace(".", ",")
    return Draft(
        "QROCM-ind",
        "On juge un centre de données par son PUE : l’énergie totale qu’il consomme, divisée par "
        "celle qui va vraiment aux serveurs. Plus il est proche de 1, mieux c’est. Le tableau "
        f"joint donne l’année d’un centre, relevée par {rng.choice(FIRST_NAMES)}.\n\n"
        "Quel mois son PUE a-t-il été le meilleur, et combien valait-il ?",
        fields=(
            Field("mois", "Mois", (MONTHS[best],), MONTHS),
            Field("pue", "PUE, avec deux décimales", (written,), is_number=True),
        ),
        attachments=(ods_file("centre.ods", columns, rows, "Centre"),),
        explanation="On divise mois par mois, puis on prend le plus petit quotient : ce n’est ni "
        "le mois qui consomme le moins, ni celui qui calcule le plus.",
    )


def intensite_carbone(rng: Random) -> Draft:
    """À quelle heure lancer un calcul pour émettre le moins, et combien ?"""
    power, length, deadline = rng.randint(2, 9), rng.choice((3, 4)), rng.choice((17, 18, 19))
    while True:
        grams = [rng.randint(20, 60) if hour < 6 else rng.randint(35, 110) for hour in range(24)]
        starts = range(7, deadline - length + 1)
        sums = {start: sum(grams[start : start + length]) for start in starts}
        best, second = sorted(starts, key=sums.get)[:2]
        lowest = min(range(7, deadline), key=grams.__getitem__)
        if sums[second] - sums[best] > 3 and lowest != best:
            break
    rows = list(enumerate(grams))
    columns = ("Début de l’heure", "g de CO2e par kWh")
    return Draft(
        "QROCM-ind",
        f"Un calcul dure {length} h sans interruption, sur des machines qui consomment {power} kW "
        f"(donc {power} kWh par heure). Il commence à une heure pile, pas avant 7 h, et doit être "
        f"fini à {deadline} h au plus tard. Le fichier joint dit ce qu’émet chaque kWh, heure par "
        "heure : la ligne 7 vaut de 7 h à 8 h.\n\n"
        "À quelle heure le lancer pour émettre le moins, et combien de grammes seront émis ?",
        fields=(
            Field("heure", "Heure de début", (str(best),), is_number=True),
            Field("grammes", "Grammes de CO2e", (str(power * sums[best]),), is_number=True),
        ),
        attachments=(csv_file("electricite.csv", columns, rows),),
        explanation=f"On additionne les valeurs de {length} heures de suite pour chaque départ "
        f"possible ; le plus bas total, {sums[best]}, est multiplié par {power} kW.",
    )
