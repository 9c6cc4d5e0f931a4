"""Countries as files name them: in French however spelt, by ISO code, or by Insee's number.

The table is `data/countries.tsv`: Insee's number, ISO code, name, then the other names in use.
"""

import re
from functools import cache
from pathlib import Path

from django.utils.translation import override
from django_countries import countries

from core.names import name_key

TABLE = Path(__file__).parent / "data" / "countries.tsv"
ARTICLE = re.compile(r"^\s*(?:l[ae]s?\s+|l['’]\s*)", re.IGNORECASE)
FRANCE = "FR"
# As the list calls them, or people do: they are France, and the department says the rest.
OVERSEAS = "Guyane|La Réunion|Réunion|Tahiti|Nouvelle-Calédonie|France d’outre-mer|DOM-TOM"


def country_by_name(text: str) -> str:
    """The ISO code of the country that bears this name or this code; "" when none does."""
    keys = (name_key(text), name_key(ARTICLE.sub("", text)))
    return next((_by_key()[key] for key in keys if key and key in _by_key()), "")


def country_by_insee(code: str | int) -> str:
    """99109, 109: both are Germany. "" when the number is of no country that we know."""
    digits = str(code).strip()
    return _by_insee().get(digits if len(digits) == 5 else f"99{digits}", "")


def name_by_insee(code: str | int) -> str:
    """What Insee calls it, even a country that is no more or that no form offers."""
    digits = str(code).strip()
    return _named().get(digits if len(digits) == 5 else f"99{digits}", "")


def country_names() -> list[str]:
    """In French, France first, as the forms offer them."""
    with override("fr"):
        return [str(name) for _, name in countries]


@cache
def _rows():
    return [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]


@cache
def _named():
    return {insee: name for insee, _, name, _ in _rows()}


@cache
def _by_insee():
    offered = dict(countries)
    return {insee: iso for insee, iso, *_ in _rows() if iso in offered}


@cache
def _by_key():
    """What the forms show wins over any other name: a list that we wrote reads back the same."""
    with override("fr"):
        shown = {name_key(str(name)): code for code, name in countries}
    others = {}
    for insee, iso, name, more in _rows():
        if insee in _by_insee():
            others |= {name_key(each): iso for each in (name, *more.split("|")) if each}
    others |= {name_key(name): FRANCE for name in OVERSEAS.split("|")}
    codes = {}
    for code in shown.values():
        codes |= {code.lower(): code, countries.alpha3(code).lower(): code}
    return codes | others | shown
