"""Questions on charts and series of figures: reading a bar chart, finding a wrong measure."""

from datetime import date, timedelta
from random import Random
from statistics import median

from referentiel.drafts import Draft, Field, Picture, qroc
from referentiel.files import ods_file
from referentiel.generators.tableaux import WORKSHOPS
from referentiel.generators.words import TOWNS


def barres(rng: Random) -> Draft:
    """Ce que l’on lit sur un diagramme en barres : l’écart entre deux barres."""
    names, values = rng.sample(WORKSHOPS, 5), rng.sample(range(2, 20), 5)
    ranking = sorted(values)
    is_wide = rng.random() < 0.5
    low = ranking[0] if is_wide else ranking[3]
    question = (
        "Combien d’inscrits de plus l’atelier le plus demandé a-t-il par rapport au moins demandé ?"
        if is_wide
        else "Combien d’inscrits de plus l’atelier le plus demandé a-t-il par rapport au deuxième ?"
    )
    counts = ", ".join(f"{name} {5 * value}" for name, value in zip(names, values, strict=True))
    alt = f"Diagramme en barres, nombre d’inscrits par atelier : {counts}."
    return qroc(
        f"Le diagramme montre les inscrits aux ateliers d’une médiathèque de {rng.choice(TOWNS)}. "
        f"L’axe est gradué de 10 en 10 ; chaque petit trait vaut 5.\n\n{question}",
        str(5 * (ranking[-1] - low)),
        label="Nombre d’inscrits",
        is_number=True,
        picture=Picture("inscrits.svg", bars(names, values).encode(), alt),
        explanation=f"La plus haute barre atteint {5 * ranking[-1]}, l’autre {5 * low}.",
    )


def bars(names: list[str], values: list[int]) -> str:
    """Bars over an axis with a tick every five."""
    lines = "".join(
        f'<line x1="60" x2="560" y1="{330 - 15 * n}" y2="{330 - 15 * n}" '
        f'stroke="#{"8a8a8a" if n % 2 == 0 else "dddddd"}"/>'
        + (
            f'<text x="50" y="{335 - 15 * n}" text-anchor="end">{5 * n}</text>'
            if n % 2 == 0
            else ""
        )
        for n in range(21)
    )
    blocks = "".join(
        f'<rect x="{80 + 96 * n}" y="{330 - 15 * value}" width="60" height="{15 * value}" '
        f'fill="#3b5ba9"/><text x="{110 + 96 * n}" y="355" text-anchor="middle">{name}</text>'
        for n, (name, value) in enumerate(zip(names, values, strict=True))
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 580 370" width="580" height="370" '
        'font-family="sans-serif" font-size="16" fill="#1b1b1b">'
        f'<rect width="580" height="370" fill="#ffffff"/>{lines}{blocks}</svg>\n'
    )


def mesure_fausse(rng: Random) -> Draft:
    """La mesure impossible d’une série, et la médiane."""
    start = date(2027, rng.randint(5, 9), 1)
    values = rng.sample(range(112, 260), 31)
    wrong = rng.randrange(2, 28)
    values[wrong] *= 10
    rows = [[start + timedelta(n), value / 10] for n, value in enumerate(values)]
    return Draft(
        "QROCM-ind",
        "Une station relève une température par jour, en degrés Celsius, dans une cour. Le fichier "
        "joint a 31 mesures. L’une est impossible : la virgule a été mal placée.\n\nQuel est le "
        "numéro du relevé impossible (1 pour le premier relevé) ? Quelle est la médiane des 31 "
        "mesures, une fois la virgule remise à sa place ?",
        fields=(
            Field("releve", "Numéro du relevé", (str(wrong + 1),), is_number=True),
            Field(
                "mediane",
                "Médiane, en degrés",
                (degrees(corrected_median(values, wrong)),),
                is_number=True,
            ),
        ),
        attachments=(ods_file("releves.ods", ["Date", "Température"], rows),),
        explanation="Un tri ou un graphique montre aussitôt la valeur isolée. La médiane est la "
        "16e des 31 valeurs rangées.",
    )


def corrected_median(values: list[int], wrong: int) -> int:
    return median([value // 10 if n == wrong else value for n, value in enumerate(values)])


def degrees(tenths: int) -> str:
    return f"{tenths // 10},{tenths % 10}"
