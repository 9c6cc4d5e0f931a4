"""What a cell of a file of candidates means, where it takes more than its type to know."""

import re
from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from candidates.birthplace import ABROAD, FRANCE, state_of
from candidates.countries import country_by_insee, country_by_name, country_names
from core.names import name_key
from core.sheets import BadCell, as_date, as_percent

# « 1/3 temps », « Tiers-temps »: the usual arrangement, as schools name it.
THIRD = {"13", "13temps", "13detemps", "tierstemps", "untiers", "untierstemps", "tiers"}
NONE = {"non", "aucun", "neant", "sans"}
GUYANE = "guyane"
QUOTED = re.compile("^« .*? » ")

valid_email = EmailValidator()


def extra_time(cell) -> Decimal:
    """In per cent: 33 for « 33 % », 0.33 and « tiers-temps », nothing for « non »."""
    key = name_key(cell) if isinstance(cell, str) and "%" not in cell else ""
    if key in THIRD and cell != "13":
        return Decimal(33)
    return Decimal() if key in NONE else as_percent(cell) or Decimal()


READERS: dict[str, Callable] = {"birth_date": as_date, "extra_time": extra_time}


@lru_cache(maxsize=10_000)
def is_email(text: str) -> bool:
    try:
        valid_email(text)
    except ValidationError:
        return False
    return True


def department_code(text: str) -> str:
    """With the zero that a spreadsheet has dropped."""
    return text.upper().zfill(2) if text else ""


@lru_cache(maxsize=10_000)
def country_code(text: str, department: str) -> str:
    """What the list calls it; "" when nothing does. « Guyane » is Guyana only with a 99."""
    code = country_by_insee(text) if text.isdecimal() else country_by_name(text)
    if department != ABROAD and name_key(text) == GUYANE:
        return FRANCE
    return state_of(code, department)


@lru_cache(maxsize=1_000)
def unknown_country(text: str) -> str:
    names = names_by_key()
    if close := get_close_matches(name_key(text), names, n=1, cutoff=0.75):
        return f"Ce pays n’est pas connu. Vouliez-vous dire {names[close[0]]} ?"
    return "Ce pays n’est pas connu. Écrivez-le en français, ou par son code : Maroc, MA, 99350."


@cache
def names_by_key() -> dict[str, str]:
    return {name_key(name): name for name in country_names()}


def sentence(fault: BadCell) -> str:
    """What a fault says, without the value that stands beside it."""
    words = QUOTED.sub("", str(fault))
    return words[:1].upper() + words[1:]
