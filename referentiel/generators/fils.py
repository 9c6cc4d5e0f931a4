"""Questions on what platforms choose to show: ranking, recommendation, trials on their readers."""

from random import Random

from referentiel.drafts import Draft, Field
from referentiel.files import csv_file, ods_file
from referentiel.generators.dates import clock
from referentiel.generators.echanges import people
from referentiel.generators.words import TOWNS

FILMS = (
    *("Aurore", "Brume", "Cabane", "Désert", "Équateur", "Falaise", "Givre", "Horizon", "Îlot"),
    *("Jungle", "Kayak", "Lagune", "Marée", "Neige", "Orage", "Prairie"),
)


def fil_actualite(rng: Random) -> Draft:
    """Le premier message d’un fil, par date puis par score."""
    weights = (1, rng.randint(3, 5), rng.randint(6, 9))
    posts = some_posts(rng)
    while not is_clear(posts, weights):
        posts = some_posts(rng)
    names = tuple(sorted(post[0] for post in posts))
    columns = ("Auteur", "Publié à", "J’aime", "Commentaires", "Partages")
    return Draft(
        "QROCM-ind",
        f"Le tableau joint donne les messages du jour d’un réseau social, à {rng.choice(TOWNS)}. "
        "Le fil peut se lire du plus récent au plus ancien, ou par intérêt : un « j’aime » compte "
        f"{weights[0]} point, un commentaire {weights[1]} points, un partage {weights[2]} points."
        "\n\nQui est tout en haut du fil dans chaque cas ?",
        fields=(
            Field("recent", "Du plus récent au plus ancien", (newest(posts)[0],), names),
            Field("interet", "Par intérêt", (ranked(posts, weights)[0][0],), names),
        ),
        attachments=(ods_file("fil.ods", columns, posts),),
    )


def some_posts(rng: Random) -> list[tuple]:
    names, hours = (first for first, _ in people(rng, 8)), rng.sample(range(480, 1200), 8)
    return [
        (name, clock(at), *(rng.randrange(2, top) for top in (60, 20, 12)))
        for name, at in zip(names, hours, strict=True)
    ]


def newest(posts: list[tuple]) -> tuple:
    return max(posts, key=lambda post: int(post[1].replace(" h ", "")))


def score(post: tuple, weights: tuple[int, ...]) -> int:
    return sum(count * weight for count, weight in zip(post[2:], weights, strict=True))


def ranked(posts: list[tuple], weights: tuple[int, ...]) -> list[tuple]:
    return sorted(posts, key=lambda post: -score(post, weights))


def is_clear(posts: list[tuple], weights: tuple[int, ...]) -> bool:
    """One winner by far, neither the newest nor the most liked."""
    first, second, *_ = ranked(posts, weights)
    most_liked = max(posts, key=lambda post: post[2])
    by_far = score(first, weights) - score(second, weights) > 5
    return by_far and len({first, most_liked, newest(posts)}) == 3


def recommandation(rng: Random) -> Draft:
    """Le film proposé d’après la personne aux goûts les plus proches."""
    viewer, *others = [first for first, _ in people(rng, 5)]
    films = rng.sample(FILMS, 10)
    seen = {viewer: set(films[:5])}
    # The closest shares four films and has one more; the others share fewer, but see more.
    advice = films[5]
    seen[others[0]] = {*rng.sample(films[:5], 4), advice}
    for number, each in enumerate(others[1:]):
        seen[each] = {*rng.sample(films[:5], 1 + number % 2), *films[6:10]}
    order = rng.sample(films, 10)
    rows = [
        (name, *("oui" if film in seen[name] else "" for film in order))
        for name in rng.sample([viewer, *others], 5)
    ]
    return Draft(
        "QROCM-ind",
        f"Un site de films regarde qui a aimé quoi (tableau joint). Pour conseiller {viewer}, il "
        f"cherche la personne qui a le plus de films aimés en commun avec {viewer}, puis propose "
        "un film que cette personne a aimé et que "
        f"{viewer} n’a pas encore dans sa liste.\n\nQui est cette personne, et quel film est "
        "proposé ?",
        fields=(
            Field("qui", "Prénom", (others[0],), tuple(sorted(others))),
            Field("film", "Film", (advice,), tuple(sorted(films))),
        ),
        attachments=(ods_file("films.ods", ("Prénom", *order), rows),),
        explanation="Le film le plus aimé de tous n’est pas forcément proposé : on ne regarde que "
        "la personne la plus proche. C’est ainsi qu’un site enferme peu à peu dans des goûts.",
    )


def essai(rng: Random) -> Draft:
    """La version d’une page qui fait le plus cliquer, en proportion."""
    winner, loser = rng.sample("AB", 2)
    share = rng.randint(14, 30)
    shares = {winner: share, loser: share - rng.randint(1, 4)}
    # The loser is shown more often, so that it has more clicks in all most of the time.
    views = {winner: 100 * rng.randint(8, 12), loser: 100 * rng.randint(15, 24)}
    rows = [
        (day, version, seen, clicked)
        for version in "AB"
        for day, (seen, clicked) in enumerate(
            zip(
                spread(rng, views[version]),
                spread(rng, views[version] * shares[version] // 100),
                strict=True,
            ),
            1,
        )
    ]
    return Draft(
        "QROCM-ind",
        f"L’application {rng.choice(FILMS)}, à {rng.choice(TOWNS)}, essaie deux couleurs de "
        "bouton, A et B, sans le dire. Le tableau joint compte, chaque jour, les affichages et les "
        "clics.\n\nSur les cinq jours réunis, quelle version fait le plus cliquer pour cent "
        "affichages, et quel est son pourcentage de clics ?",
        fields=(
            Field("version", "Version", (winner,), ("A", "B")),
            Field("part", "Pourcentage (le nombre seul)", (str(share),), is_number=True),
        ),
        attachments=(
            csv_file("essai.csv", ("Jour", "Version", "Affichages", "Clics"), rng.sample(rows, 10)),
        ),
    )


def spread(rng: Random, total: int) -> list[int]:
    """A total shared out over five days."""
    days = [total * rng.randint(15, 24) // 100 for _ in range(4)]
    return [*days, total - sum(days)]
