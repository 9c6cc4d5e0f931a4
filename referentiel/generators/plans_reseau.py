"""A drawn plan, and the switches that its rooms need (5.2)."""

from random import Random

from referentiel.drafts import Draft, Picture, qroc
from referentiel.generators.elision import of
from referentiel.generators.words import TOWNS

ROOMS = ("Accueil", "Atelier", "Bureau", "Labo", "Studio", "Salle A", "Salle B", "Salle C")
SIZES = (5, 8, 16, 24)


def commutateurs(rng: Random) -> Draft:
    """Le prix des commutateurs, à choisir salle par salle d’après le plan."""
    prices = dict(zip(SIZES, price_list(rng), strict=True))
    plugged = [rng.choice((8, 16)), rng.randint(9, 14), *(rng.randint(2, 21) for _ in range(4))]
    rng.shuffle(plugged)
    rooms = dict(zip(rng.sample(ROOMS, 6), (contents(rng, n) for n in plugged), strict=True))
    sizes = [min(size for size in SIZES if size > count) for count in plugged]
    total = sum(prices[size] for size in sizes)
    listed = "\n".join(f"- {size} prises : {price} €" for size, price in prices.items())
    said = " ".join(f"{room} : {', '.join(lines)}." for room, lines in rooms.items())
    chosen = ", ".join(f"{room} {size}" for room, size in zip(rooms, sizes, strict=True))
    return qroc(
        f"Le plan montre les six salles d’une maison de quartier {of(rng.choice(TOWNS))}. Dans "
        "chaque salle, on pose un seul commutateur : une boîte où l’on branche tous les appareils "
        "reliés par câble. Une prise de chaque commutateur sert à le relier à la box, qui est dans "
        f"le couloir et qui a assez de prises.\n\nPrix des commutateurs :\n\n{listed}\n\n"
        "En prenant partout le moins cher qui suffise, combien coûtent les six commutateurs ?",
        str(total),
        label="Coût total en euros",
        is_number=True,
        picture=Picture("plan.svg", plan(rooms).encode(), f"Plan de six salles. {said}"),
        explanation="Dans chaque salle, on compte les appareils reliés par câble, sans les "
        f"portables en Wi-Fi, et une prise de plus pour la box. Nombre de prises : {chosen}.",
    )


def price_list(rng: Random) -> list[int]:
    """The larger, the dearer."""
    prices = [rng.randint(12, 18)]
    for step in (6, 15, 25):
        prices.append(prices[-1] + step + rng.randint(0, 9))
    return prices


def contents(rng: Random, plugged: int) -> list[str]:
    """What is in a room, where so many things have a cable."""
    printers = rng.choice((0, 1, 1, 2)) if plugged > 3 else 0
    has_hotspot, laptops = rng.random() < 0.6, rng.randint(2, 12)
    lines = [counted(plugged - printers - has_hotspot, "ordinateur fixe", "ordinateurs fixes")]
    lines += [counted(printers, "imprimante", "imprimantes")] if printers else []
    lines += ["1 borne Wi-Fi"] if has_hotspot else []
    lines = [f"{line} (câble)" for line in lines] + [f"{laptops} portables (Wi-Fi)"]
    return rng.sample(lines, len(lines))


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def plan(rooms: dict[str, list[str]]) -> str:
    drawn = "".join(
        f'<g transform="translate({10 + 260 * (n % 3)} {10 + 220 * (n // 3)})">'
        f'<rect width="260" height="180" fill="#ffffff" stroke="#1b1b1b" stroke-width="4"/>'
        f'<text x="130" y="34" text-anchor="middle" font-weight="bold">{room}</text>'
        + "".join(
            f'<text x="16" y="{70 + 30 * row}" font-size="17">{line}</text>'
            for row, line in enumerate(lines)
        )
        + "</g>"
        for n, (room, lines) in enumerate(rooms.items())
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 420" width="800" height="420"'
        ' font-family="sans-serif" font-size="20" fill="#1b1b1b">'
        f'<rect width="800" height="420" fill="#eef1f4"/>{drawn}'
        '<text x="400" y="217" text-anchor="middle">Couloir (box)</text></svg>\n'
    )
