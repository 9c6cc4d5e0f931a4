"""Questions on tables: reading, sorting, filtering, computing, two tables read together."""

from datetime import date, timedelta
from random import Random

from referentiel.drafts import Draft, Field, qcu, qroc
from referentiel.files import csv_file, ods_file, xlsx_file
from referentiel.generators.echanges import DOMAINS, address
from referentiel.generators.echanges import people as some_people
from referentiel.generators.elision import of
from referentiel.generators.words import FIRST_NAMES, LAST_NAMES, TOWNS

AS_TYPED = frozenset({"t1", "t2"})  # another name may be two letters away
WORKSHOPS = ("Cuisine", "Échecs", "Poterie", "Théâtre", "Vidéo", "Escalade", "Chant", "Couture")
DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi")
TITLES = (
    *("La Barque bleue", "Le Phare éteint", "Sous la neige", "Le Dernier Train", "Nuit blanche"),
    *("L’Île aux vents", "Une saison", "Les Voisins", "Le Violon rouge", "Après l’orage"),
    *("La Carte perdue", "Le Grand Figuier", "Trois étages", "Le Secret du puits", "Marée basse"),
    *("Le Chat du port", "Cinq minutes", "La Dernière Porte", "Un été à vélo", "Poussières"),
)
GOODS = ("Jus de pomme", "Gâteau", "Crêpe", "Bracelet", "Plante", "Bougie", "Carnet", "Savon")
RANKS = ("premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième")


def people(rng: Random, number: int) -> list[str]:
    """Full names, no two with the same first name."""
    return [f"{first} {rng.choice(LAST_NAMES)}" for first in rng.sample(FIRST_NAMES, number)]


# Reading


def case_du_tableau(rng: Random) -> Draft:
    """Les places restantes d’un atelier, un jour donné."""
    workshops, days = rng.sample(WORKSHOPS, 6), DAYS[: rng.choice((5, 6))]
    left = rng.sample(range(1, 60), len(workshops) * len(days))
    rows = [
        [name, *left[start * len(days) : (start + 1) * len(days)]]
        for start, name in enumerate(workshops)
    ]
    row, column = rng.choice(rows), rng.randint(1, len(days))
    return qroc(
        f"Une maison des jeunes, à {rng.choice(TOWNS)}, tient le tableau joint : combien de "
        "places restent libres dans chaque atelier, chaque jour.\n\n"
        f"Combien de places restent libres à l’atelier « {row[0]} », "
        f"le {days[column - 1].lower()} ?",
        str(row[column]),
        label="Nombre de places",
        is_number=True,
        attachments=(ods_file("places.ods", ["Atelier", *days], rows),),
        explanation="La réponse est au croisement de la ligne de l’atelier et de la colonne du "
        "jour.",
    )


def plus_petit_prix(rng: Random) -> Draft:
    """La ligne où une colonne est la plus petite, dans une courte liste."""
    towns, prices = rng.sample(TOWNS, 9), rng.sample(range(18, 90), 9)
    hours = [f"{rng.randint(6, 20)} h {rng.choice(('05', 10, 25, 40, 55))}" for _ in towns]
    rows = list(zip(towns, hours, prices, rng.sample(range(40, 600), 9), strict=True))
    is_cheap = rng.random() < 0.5
    best = (min if is_cheap else max)(rows, key=lambda row: row[2])
    return qroc(
        "Le fichier joint donne des trajets en car : la ville et l’heure du départ, le "
        "prix du billet en euros et la distance en kilomètres.\n\nQuelle est la ville dont le "
        f"billet est le {'moins' if is_cheap else 'plus'} cher ?",
        best[0],
        label="Ville",
        tolerances=AS_TYPED,
        attachments=(csv_file("cars.csv", ["Ville", "Départ", "Prix", "Distance"], rows),),
        explanation=f"La colonne « Prix » va de {min(prices)} à {max(prices)} euros.",
    )


# Sorting


def tournoi(rng: Random) -> Draft:
    """Qui est à telle place quand on trie par points, puis par différence de buts."""
    place = rng.randint(2, 5)
    while True:
        teams = rng.sample(TOWNS, 14)
        results = rng.sample([(p, d) for p in range(9, 15) for d in range(-9, 13)], 14)
        rows = [
            [team, rng.randint(60, 140), d, p] for team, (p, d) in zip(teams, results, strict=True)
        ]
        ranking = sorted(rows, key=lambda row: (-row[3], -row[2]))
        by_points = sorted(rows, key=lambda row: -row[3])
        by_goals = sorted(rows, key=lambda row: -row[2])
        right = ranking[place]
        if right not in (by_points[place], by_goals[place], rows[place]):
            break
    return qroc(
        "Le fichier joint contient les résultats d’un tournoi de handball. L’équipe qui a le plus "
        "de points est première. À égalité de points, celle qui a la plus grande différence de "
        "buts passe devant.\n\nQuelle équipe est à la "
        f"{place + 1}e place ?",
        right[0],
        label="Équipe",
        tolerances=AS_TYPED,
        attachments=(
            ods_file("tournoi.ods", ["Équipe", "Buts marqués", "Différence", "Points"], rows),
        ),
        explanation="On trie par points décroissants, puis par différence décroissante : "
        + ", ".join(row[0] for row in ranking[: place + 1])
        + ".",
    )


def prets(rng: Random) -> Draft:
    """Le titre à telle ligne quand on trie par classe, puis par date."""
    place = rng.randint(2, 6)
    while True:
        titles = rng.sample(TITLES, 18)
        classes = rng.choices(("3A", "3B", "4A", "4B", "5A"), k=18)
        days = [date(2027, 1, 4) + timedelta(n) for n in rng.sample(range(150), 18)]
        rows = [list(row) for row in zip(days, titles, classes, strict=True)]
        ranking = sorted(rows, key=lambda row: (row[2], row[0]))
        others = (rows, sorted(rows), sorted(rows, key=lambda row: row[2]))
        if ranking[place] not in [other[place] for other in others]:
            break
    return qroc(
        "Le fichier joint contient les prêts d’un centre de documentation.\n\nTriez la liste par "
        "classe, dans l’ordre alphabétique, puis, dans chaque classe, du prêt le plus ancien au "
        f"plus récent. Quel titre est alors {RANKS[place]} de la liste ?",
        ranking[place][1],
        label="Titre",
        attachments=(xlsx_file("prets.xlsx", ["Date", "Titre", "Classe"], rows),),
        explanation="On trie par classe, puis par date. Le début de la liste triée : "
        + ", ".join(row[1] for row in ranking[: place + 1])
        + ".",
    )


# Filtering

MEMBERS = ("Nom", "Ville", "Naissance", "Activité", "Cotisation")


def members(rng: Random, number: int) -> list[list]:
    towns, sports = rng.sample(TOWNS, 3), rng.sample(WORKSHOPS, 3)
    pairs = [f"{last} {first}" for last in LAST_NAMES for first in FIRST_NAMES]
    return [
        [
            name,
            rng.choice(towns),
            rng.randint(2006, 2014),
            rng.choice(sports),
            rng.choice(("payée", "à payer")),
        ]
        for name in rng.sample(pairs, number)
    ]


def adherents(rng: Random) -> Draft:
    """Combien de lignes répondent à trois conditions à la fois."""
    while True:
        rows = members(rng, 240)
        town, sport, year = rng.choice(rows)[1], rng.choice(rows)[3], rng.randint(2007, 2012)
        right = [
            row
            for row in rows
            if row[1] == town and row[2] >= year and row[3] == sport and row[4] == "à payer"
        ]
        strict = [row for row in right if row[2] > year]
        if 3 <= len(strict) < len(right):
            break
    return qroc(
        "Une association garde la liste de ses adhérents dans le fichier joint.\n\nCombien "
        "d’adhérents répondent à toutes ces conditions à la fois ?\n\n"
        f"- ils habitent {town} ;\n- leur activité est « {sport} » ;\n"
        f"- ils sont nés en {year} ou après ;\n- leur cotisation est à payer.",
        str(len(right)),
        label="Nombre d’adhérents",
        is_number=True,
        attachments=(ods_file("adherents.ods", MEMBERS, rows),),
        explanation=f"Quatre filtres posés ensemble laissent {len(right)} lignes ; sans les "
        f"personnes nées en {year}, il en resterait {len(strict)}, mais elles comptent.",
    )


def coureurs(rng: Random) -> Draft:
    """Les deux plus rapides d’une catégorie et d’un club."""
    while True:
        names, clubs = people(rng, 36), rng.sample(TOWNS, 3)
        times = rng.sample(range(1130, 1900), 36)
        rows = [
            [name, rng.choice(clubs), rng.choice(("Minimes", "Cadets")), time]
            for name, time in zip(names, times, strict=True)
        ]
        club, category = rows[0][1], rows[0][2]
        ranking = sorted(rows, key=lambda row: row[3])
        kept = [row for row in ranking if row[1] == club and row[2] == category]
        if len(kept) > 3 and not {row[0] for row in kept[:2]} & {row[0] for row in ranking[:2]}:
            break
    shown = [[*row[:3], f"{row[3] // 60:02} min {row[3] % 60:02} s"] for row in rows]
    return Draft(
        "QROCM-dep",
        "Le fichier joint donne les temps d’une course de 5 kilomètres.\n\nDans la catégorie "
        f"« {category} », quelles sont les deux personnes les plus rapides du club de {club} ? "
        "Écrivez le prénom et le nom, l’ordre est sans importance.",
        fields=(Field("a", "Une personne"), Field("b", "L’autre personne")),
        groups=tuple((row[0],) for row in kept[:2]),
        tolerances=AS_TYPED,
        attachments=(csv_file("course.csv", ["Nom", "Club", "Catégorie", "Temps"], shown),),
        explanation="On filtre sur le club et sur la catégorie, puis on trie par temps croissant.",
    )


# Computing


def depense(rng: Random) -> Draft:
    """Le total d’une courte liste."""
    things = rng.sample(GOODS, 6)
    rows = [[name, rng.randint(2, 20), rng.randint(3, 25) / 2] for name in things]
    total = sum(2 * row[1] * row[2] for row in rows) / 2
    return qroc(
        f"Pour la fête du quartier, à {rng.choice(TOWNS)}, le fichier joint donne ce qu’il faut "
        "acheter : la quantité et le prix d’une pièce, en euros.\n\nCombien coûte le tout ?",
        f"{total:.2f}".replace(".", ","),
        label="Prix total, en euros",
        is_number=True,
        attachments=(ods_file("achats.ods", ["Article", "Quantité", "Prix"], rows),),
        explanation="On multiplie sur chaque ligne la quantité par le prix, puis on fait la somme "
        "de ces produits.",
    )


def stand(rng: Random) -> Draft:
    """Le total d’une seule sorte de ventes, et la plus grosse de ces ventes."""
    goods = rng.sample(GOODS, 4)
    amounts = rng.choices(range(2, 60), k=70)
    rows = [[n, rng.choice(goods), amount / 2] for n, amount in enumerate(amounts, 1)]
    kept = [amount for (_, good, _), amount in zip(rows, amounts, strict=True) if good == goods[0]]
    return Draft(
        "QROCM-ind",
        "Une classe a tenu un stand. Le fichier joint contient toutes ses ventes, avec leur "
        f"montant en euros.\n\nPour l’article « {goods[0]} » seulement : combien de ventes "
        "y a-t-il, et quel est leur montant total ?",
        fields=(
            Field("nombre", "Nombre de ventes", (str(len(kept)),), is_number=True),
            Field("total", "Montant total, en euros", (halves(sum(kept)),), is_number=True),
        ),
        attachments=(xlsx_file("ventes.xlsx", ["Vente", "Article", "Montant"], rows),),
        explanation="On filtre ou on trie par article, ou bien on emploie une fonction qui compte "
        "et une qui additionne sous condition (NB.SI, SOMME.SI).",
    )


def halves(number: int) -> str:
    return f"{number // 2},{'5' if number % 2 else '0'}0"


def moyenne_par_ville(rng: Random) -> Draft:
    """La ville où la moyenne est la plus haute."""
    while True:
        towns = rng.sample(TOWNS, 4)
        rows = [
            [f"R{n:03}", rng.choice(towns), rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 10))]
            for n in range(1, 91)
        ]
        marks = {town: [row[2] for row in rows if row[1] == town] for town in towns}
        ranking = sorted(towns, key=lambda town: sum(marks[town]) / len(marks[town]))
        best, second = (sum(marks[t]) / len(marks[t]) for t in (ranking[-1], ranking[-2]))
        if best - second > 0.15 and max(towns, key=lambda t: len(marks[t])) != ranking[-1]:
            break
    return qroc(
        "Une médiathèque a quatre sites. Le fichier joint contient les réponses à son enquête : "
        "pour chaque réponse, le site et une note de 1 à 10.\n\nQuel site a la meilleure note "
        "moyenne ?",
        ranking[-1],
        label="Site",
        options=towns,
        attachments=(csv_file("enquete.csv", ["Réponse", "Site", "Note"], rows),),
        explanation="Une fonction de moyenne sous condition (MOYENNE.SI) ou un tableau croisé "
        "dynamique donne la moyenne de chaque site. Le total, lui, dépend du nombre de réponses.",
    )


# Copying a formula


def recopie(rng: Random) -> Draft:
    """La formule obtenue quand on recopie vers le bas et vers la droite."""
    column, row = rng.choice("CDE"), rng.randint(2, 4)
    right, down = rng.randint(1, 3), rng.randint(2, 6)
    first = chr(ord(column) - 1)
    moved, low = chr(ord(first) + right), row + down
    target = f"{chr(ord(column) + right)}{row + down}"
    fixed = rng.randint(20, 40)
    kind = rng.randrange(3)
    formulas = {
        (True, True): f"={moved}{low}",
        (True, False): f"={moved}{row}",
        (False, True): f"={first}{low}",
        (False, False): f"={first}{row}",
    }
    start, key = (
        (f"={first}{row}", (True, True)),
        (f"={first}${row}", (True, False)),
        (f"=${first}{row}", (False, True)),
    )[kind]
    shown = {each: f"{text[1:]} et H{fixed}" for each, text in formulas.items()}
    choices = rng.sample(sorted(shown.values()), 4)
    return qcu(
        f"Dans un tableur, la cellule {column}{row} contient `{start}*$H${fixed}`. On la copie, "
        f"puis on la colle dans la cellule {target}.\n\nDe quelles cellules la formule de {target} "
        "fait-elle le produit ?",
        choices,
        shown[key],
        explanation="Sans $, une référence se décale d’autant de colonnes et de lignes que la "
        "formule ; le $ bloque la lettre ou le nombre qui le suit.",
    )


# Two tables


def commandes(rng: Random) -> Draft:
    """Le montant des commandes d’une personne : quantités d’un côté, prix de l’autre."""
    numbers = rng.sample(range(10, 99), 10)
    codes = [f"{letter}{number}" for letter, number in zip("ABCDEFGHJK", numbers, strict=True)]
    prices = dict(zip(codes, rng.sample(range(3, 80), 10), strict=True))
    names = rng.sample(FIRST_NAMES, 6)
    orders = [(rng.choice(names), rng.choice(codes), rng.randint(1, 9)) for _ in range(90)]
    who = orders[0][0]
    total = sum(prices[code] * number for name, code, number in orders if name == who)
    priced = rng.sample(sorted(prices.items()), 10)
    return qroc(
        "Un magasin garde dans un fichier ses commandes (client, code de l’article, quantité), "
        "et dans un autre ses tarifs (code de l’article, prix d’une pièce en euros). "
        f"Les deux sont joints.\n\nQuel est le montant total des commandes {of(who)} ?",
        str(total),
        label="Montant, en euros",
        is_number=True,
        attachments=(
            csv_file("commandes.csv", ["Client", "Code", "Quantité"], orders),
            csv_file("tarifs.csv", ["Code", "Prix"], priced),
        ),
        explanation="Dans le premier tableau, une fonction de recherche (RECHERCHEV ou RECHERCHEX, "
        "en correspondance exacte) apporte le prix de chaque code ; on multiplie par la quantité, "
        "puis on additionne les lignes du client.",
    )


def personnes_differentes(rng: Random) -> Draft:
    """Combien de personnes différentes, quand la même est écrite de plusieurs façons."""
    number = rng.randint(18, 28)
    rows = [[*each, address(each, rng.choice(DOMAINS))] for each in some_people(rng, number)]
    for first, last, mail in rng.sample(rows, rng.randint(9, 15)):
        again = rng.choice(
            (
                [first.upper(), last, mail],
                [first, last, mail.upper()],
                [last, first, mail],
                [first, last, f" {mail} "],
            )
        )
        rows.append(again)
    rng.shuffle(rows)
    return qroc(
        "Le fichier joint rassemble plusieurs listes d’invités. La même personne peut y être "
        "plusieurs fois, écrite autrement (majuscules, espaces en trop, prénom et nom échangés). "
        "Chaque personne a une seule adresse électronique, et une adresse n’est qu’à une "
        "personne. Dans ces adresses, majuscules et minuscules sont pareilles.\n\nCombien de "
        "personnes différentes y a-t-il ?",
        str(number),
        label="Nombre de personnes",
        is_number=True,
        attachments=(csv_file("invites.csv", ["Prénom", "Nom", "Adresse"], rows),),
        explanation="On met les adresses en minuscules et sans espaces (MINUSCULE, SUPPRESPACE), "
        "puis on retire les doublons sur cette colonne.",
    )
