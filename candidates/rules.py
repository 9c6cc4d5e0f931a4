"""What holds for whoever is enrolled, by hand or by file: the rules and how they are told."""

from datetime import date

from candidates.models import EARLIEST_BIRTH

# Younger or older than this is probably a slip, and may still be true.
USUAL_AGES = range(9, 91)

NO_LETTER = "Un nom a au moins une lettre."
# Two of them fill a key; a single sign may count for eighteen letters there.
LONGEST_PART = 159


def birth_date_fault(born: date, today: date) -> str:
    if born > today:
        return "Cette date est dans l’avenir."
    if born < date.fromisoformat(EARLIEST_BIRTH):
        return "Une date de naissance est postérieure à 1900."
    return ""


def age_warning(born: date, day: date) -> str:
    """What is odd about the age of this person on the day of the test, if anything is."""
    age = (day - born).days // 365
    return "" if age in USUAL_AGES else f"Cette personne aurait {max(age, 0)} ans le jour du test."


def key_fault(part: str) -> str:
    """Of one of the two names in a key."""
    if len(part) > LONGEST_PART:
        return "Ce nom est trop long."
    return "" if part else NO_LETTER
