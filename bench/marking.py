"""Answers marked, of every kind, right and wrong."""

import itertools
import time

from referentiel.marking import Choices, Fields, Groups, Text, mark

SECONDS = 1
CITY = Text(("Saint-Étienne", "Sainté"))
YEAR = Text(("1989",), is_number=True)
KEYS_AND_ANSWERS = [
    (Choices(("2",)), "2"),
    (Choices(("1", "3")), "3,1"),
    (YEAR, "1 989"),
    (CITY, "saint etiene"),
    (CITY, "une tout autre réponse, plus longue que prévu"),
    (Fields({"ville": CITY, "annee": YEAR}), {"ville": "Sainté", "annee": "1990"}),
    (
        Groups((("lundi",), ("mardi",), ("jeudi", "jeu.")), grid=(2, 3)),
        {"a": "jeudi", "b": "lundy", "c": "samedi"},
    ),
]


def figures():
    marked = 0
    begun = time.perf_counter()
    for key, answer in itertools.cycle(KEYS_AND_ANSWERS):
        mark(key, answer)
        marked += 1
        if (seconds := time.perf_counter() - begun) > SECONDS:
            break
    yield "answers marked", f"{marked / seconds:.0f} per s", "seven kinds, one process"
