"""Questions on sharing out the work: boards, late tasks, tasks that wait for one another."""

from datetime import date, timedelta
from random import Random

from referentiel.drafts import Draft, Field, qroc
from referentiel.files import ods_file, xlsx_file
from referentiel.generators.dates import in_words, some_day
from referentiel.generators.echanges import people
from referentiel.generators.words import TOWNS

TASKS = (
    *("Réserver la salle", "Dessiner l’affiche", "Imprimer les billets", "Louer la sono"),
    *("Inviter la presse", "Préparer le buffet", "Tenir la caisse", "Ranger les chaises"),
    *("Décorer la scène", "Écrire le discours", "Choisir la musique", "Filmer la soirée"),
    *("Trouver des lots", "Installer les lumières", "Accueillir le public"),
)
STATES = ("à faire", "en cours", "terminé")


def plus_charge(rng: Random) -> Draft:
    """Qui a encore le plus de tâches non terminées."""
    names, tasks = [first for first, _ in people(rng, 3)], rng.sample(TASKS, 11)
    # The busiest has four tasks left; another one has more in all, but most are done.
    owners = [names[0]] * 4 + [names[1]] * 5 + [names[2]] * 2
    states = [rng.choice(STATES[:2]) for _ in range(4)] + ["terminé"] * 3
    states += [*rng.choices(STATES[:2], k=2), *rng.sample(STATES, 2)]
    cards = list(zip(tasks, owners, states, strict=True))
    columns = "\n".join(
        f"- {state.capitalize()} : "
        + (
            ", ".join(f"{t} ({who})" for t, who, at in rng.sample(cards, 11) if at == state)
            or "rien"
        )
        for state in STATES
    )
    return qroc(
        f"Voici le tableau des tâches d’un concert à {rng.choice(TOWNS)} :\n\n{columns}\n\n"
        "Qui a encore le plus de tâches non terminées, et qu’il faudrait aider ?",
        names[0],
        label="Prénom",
        options=sorted(names),
    )


def retards(rng: Random) -> Draft:
    """Les tâches en retard un jour donné, et qui en a le plus."""
    names, today = [first for first, _ in people(rng, 4)], some_day(rng)
    late_owner, late = rng.choice(names), rng.randint(3, 5)
    rows = [late_row(rng, late_owner, today) for _ in range(late)]
    others = [each for each in names if each != late_owner]
    rows += [late_row(rng, each, today) for each in others[: rng.randint(1, 3)]]
    total = len(rows)
    rows += [calm_row(rng, rng.choice(names), today) for _ in range(18)]
    rng.shuffle(rows)
    numbered = [(f"Tâche {number}", *row) for number, row in enumerate(rows, 1)]
    return Draft(
        "QROCM-ind",
        f"Le tableau joint suit les tâches d’un festival à {rng.choice(TOWNS)}. Nous sommes le "
        f"{in_words(today)} {today.year}, en fin de journée. Une tâche est en retard si sa date "
        "limite est passée ou tombe aujourd’hui, et qu’elle n’est pas terminée.\n\nCombien de "
        "tâches sont en retard, et qui en a le plus ?",
        fields=(
            Field("nombre", "Nombre de tâches en retard", (str(total),), is_number=True),
            Field("qui", "Prénom", (late_owner,), tuple(sorted(names))),
        ),
        attachments=(
            ods_file("taches.ods", ("Tâche", "Responsable", "Date limite", "État"), numbered),
        ),
    )


def late_row(rng: Random, owner: str, today: date) -> tuple[str, str, str]:
    limit = today - timedelta(days=rng.randint(0, 25))
    return owner, limit.isoformat(), rng.choice(STATES[:2])


def calm_row(rng: Random, owner: str, today: date) -> tuple[str, str, str]:
    """Done, or still in time."""
    if rng.random() < 0.5:
        return owner, (today - timedelta(days=rng.randint(0, 25))).isoformat(), "terminé"
    return owner, (today + timedelta(days=rng.randint(1, 25))).isoformat(), rng.choice(STATES)


def sans_responsable(rng: Random) -> Draft:
    """Les deux tâches urgentes que personne n’a prises."""
    tasks, names = rng.sample(TASKS, 12), [first for first, _ in people(rng, 4)]
    rows = [(tasks[0], "", "haute", "à faire"), (tasks[1], "", "haute", "à faire")]
    rows += [(each, "", "basse", "à faire") for each in tasks[2:5]]
    rows += [(each, rng.choice(names), "haute", rng.choice(STATES)) for each in tasks[5:9]]
    rows += [(each, rng.choice(names), "basse", rng.choice(STATES)) for each in tasks[9:]]
    columns = ("Tâche", "Responsable", "Priorité", "État")
    return Draft(
        "QROCM-dep",
        f"Le tableau joint répartit le travail pour une soirée à {rng.choice(TOWNS)}.\n\n"
        "Quelles deux tâches de priorité haute n’ont encore personne pour les faire ?",
        fields=(Field("a", "Première tâche"), Field("b", "Deuxième tâche")),
        groups=((tasks[0],), (tasks[1],)),
        attachments=(xlsx_file("repartition.xlsx", columns, rng.sample(rows, len(rows))),),
    )


def network(rng: Random) -> dict[str, tuple[int, str]]:
    """Six tasks with their days and what they wait for: two branches that meet at the end."""
    a, b, c, d, e = (rng.randint(2, 9) for _ in range(5))
    if a + b == c + d:
        b += 2
    return {
        "A": (a, ""),
        "B": (b, "A"),
        "C": (c, ""),
        "D": (d, "C"),
        "E": (e, "B, D"),
        "F": (rng.randint(2, 3), "A"),
    }


def ends(tasks: dict[str, tuple[int, str]]) -> dict[str, int]:
    """The day each task ends, when everything starts as soon as it can."""
    done = {}
    for name, (days, before) in tasks.items():
        done[name] = days + max((done[each] for each in before.split(", ") if each), default=0)
    return done


def table(tasks: dict[str, tuple[int, str]]) -> list[tuple]:
    return [(name, days, before or "rien") for name, (days, before) in tasks.items()]


def fin_du_projet(rng: Random) -> Draft:
    """En combien de jours, au plus tôt, et quelle tâche on peut laisser glisser."""
    tasks = network(rng)
    done, (host, _) = ends(tasks), people(rng, 1)[0]
    columns = ("Tâche", "Durée en jours", "Commence après la fin de")
    slack = "B" if done["B"] < done["D"] else "D"
    return Draft(
        "QROCM-ind",
        f"{host} organise un salon à {rng.choice(TOWNS)}. Le tableau joint donne la durée des "
        "tâches et celles qui doivent être finies avant. Il y a assez de monde pour mener "
        "plusieurs tâches en même temps.\n\nEn combien de jours, au plus tôt, tout est-il fini ? "
        "De B et D, laquelle peut prendre un jour de retard sans rien changer à la fin ?",
        fields=(
            Field("jours", "Nombre de jours", (str(max(done.values())),), is_number=True),
            Field("tache", "Tâche", (slack,), ("B", "D")),
        ),
        attachments=(ods_file("projet.ods", columns, table(tasks)),),
        explanation="On additionne les durées le long de chaque chaîne ; la plus longue commande.",
    )


def marge(rng: Random) -> Draft:
    """De combien le projet est repoussé par le retard d’une tâche."""
    tasks = network(rng)
    name = rng.choice("ABCD")
    late = rng.randint(3, 9)
    after = {**tasks, name: (tasks[name][0] + late, tasks[name][1])}
    before, now = max(ends(tasks).values()), max(ends(after).values())
    lines = "\n".join(
        f"- {task} : {days} jours"
        + (f", après la fin de {wait.replace(', ', ' et de ')}" if wait else "")
        for task, (days, wait) in tasks.items()
    )
    return Draft(
        "QROCM-ind",
        f"Une équipe {rng.choice(('de film', 'de théâtre', 'de radio', 'de cirque'))} a six "
        f"tâches, dont certaines peuvent avancer en même temps :\n\n{lines}\n\nLa tâche {name} "
        f"prendra {late} jours de plus que prévu. Combien de jours dure le projet avant et après "
        "cette nouvelle ?",
        fields=(
            Field("avant", "Durée prévue, en jours", (str(before),), is_number=True),
            Field("apres", "Nouvelle durée, en jours", (str(now),), is_number=True),
        ),
    )
