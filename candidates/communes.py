"""The communes of France, those of today and those that are no more: found, suggested, corrected.

The table is `data/communes.tsv.gz`; `manage.py refresh_communes` makes it, and the page beside it
says where it comes from.
"""

import gzip
import re
from bisect import bisect_left
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.names import name_key

TABLE = Path(__file__).parent / "data" / "communes.tsv.gz"
ARTICLE = re.compile(r"^(.*?)\s*\((le|la|les|l['’]?)\)$", re.IGNORECASE)
# « Paris 11 », « Lyon 3ème », « Marseille 1er arrondissement », « PARIS 11E  ARRONDISSEMENT ».
DISTRICT = re.compile(
    r"^(paris|lyon|marseille)\W*0?(\d{1,2})\s*(?:er|e|è?me|eme|ème)?\W*(?:arr\w*\.?)?$",
    re.IGNORECASE,
)
SHORT = {"st": "saint", "ste": "sainte", "sts": "saints"}


class Commune(NamedTuple):
    name: str
    department: str
    insee: str
    postal_codes: str
    is_current: bool
    people: int


def commune_key(typed: str) -> str:
    """A commune's name however it is written: « ST DENIS », « Haÿ-les-Roses (L’) »."""
    if district := DISTRICT.match(typed.strip()):
        city, number = district.groups()
        return name_key(f"{city}{number}{'er' if number == '1' else 'e'}arrondissement")
    if turned := ARTICLE.match(typed.strip()):
        typed = f"{turned[2]} {turned[1]}"
    words = re.split(r"[\s\-.]+", typed)
    return name_key(*(SHORT.get(word.lower(), word) for word in words))


@cache
def by_department() -> dict[str, dict[str, Commune]]:
    """Read once: by department, each commune under its key; one of today wins over a former."""
    departments: dict[str, dict[str, Commune]] = {}
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        for line in lines:
            name, department, insee, postal_codes, status, people = line.split("\t")
            commune = Commune(name, department, insee, postal_codes, status == "1", int(people))
            departments.setdefault(department, {}).setdefault(commune_key(name), commune)
    return departments


@cache
def in_order() -> list[tuple[str, Commune]]:
    """Every commune under its key, in the order of the keys."""
    return sorted(
        (key, commune) for found in by_department().values() for key, commune in found.items()
    )


def find(typed: str, department: str) -> Commune | None:
    """The commune of this department that bears this name, with or without its article."""
    communes, key = by_department().get(department, {}), commune_key(typed)
    if not key or key in communes:
        return communes.get(key)
    named = [communes[f"{article}{key}"] for article in _ARTICLES if f"{article}{key}" in communes]
    return named[0] if len(named) == 1 else None


_ARTICLES = ("le", "la", "les", "l")


@cache
def _numbered() -> dict[str, Commune]:
    communes = [commune for found in by_department().values() for commune in found.values()]
    return {each.insee: each for each in sorted(communes, key=lambda each: each.is_current)}


def by_insee(number: str) -> Commune | None:
    """The commune of this number, under its name of today."""
    return _numbered().get(number)


def suggest(typed: str, department: str = "", most: int = 8) -> list[Commune]:
    """What somebody may be typing: the names that begin so, the most peopled first."""
    key = commune_key(typed)
    if len(key) < 2:
        return []
    rows = in_order()
    begun = rows[bisect_left(rows, (key,)) : bisect_left(rows, (f"{key}\U0010ffff",))]
    found = [commune for _, commune in begun if department in ("", commune.department)]
    return sorted(found, key=lambda each: (-each.people, each))[:most]


def nearest(typed: str, department: str) -> str:
    """The name that was probably meant, or nothing."""
    communes = by_department().get(department, {})
    close = get_close_matches(commune_key(typed), communes, n=1, cutoff=0.8)
    return communes[close[0]].name if close else ""


def departments_of(typed: str) -> list[str]:
    """Where there is a commune of this name."""
    key = commune_key(typed)
    return [department for department, communes in by_department().items() if key in communes]
