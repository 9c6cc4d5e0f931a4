"""Where somebody was born: a commune of a department of France, or a town abroad."""

from dataclasses import dataclass

from candidates.communes import departments_of, find, nearest
from centres.geography import DEPARTMENTS
from core.names import name_key

FRANCE = "FR"
ABROAD = "99"
# Countries of the list that are France: the department says which part of it.
OVERSEAS = {"GP", "MQ", "GF", "RE", "YT", "NC", "PF", "PM", "BL", "MF", "WF", "TF"}
# Those of today, the southern lands, and the atoll: what a birth certificate may name.
DEPARTMENTS_OF_BIRTH = [*DEPARTMENTS, "984", "989", ABROAD]
# Corsica was one department until 1976, and some still write so.
CORSICA, CORSICAS = "20", ("2A", "2B")
BY_NAME = {name_key(name): code for code, name in DEPARTMENTS.items()}


@dataclass(frozen=True)
class Birthplace:
    department: str
    commune: str
    insee: str = ""


class BirthplaceFault(ValueError):
    """`field` is where it stands; `is_unsure` when the person may say that it is right; then
    `department` is its code, and `is_near` when a known place was probably meant."""

    def __init__(self, field, words, *, is_unsure=False, is_near=False, department=""):
        super().__init__(words)
        self.field, self.is_unsure = field, is_unsure
        self.is_near, self.department = is_near, department


def state_of(country: str, department: str) -> str:
    """France for its lands that the list of countries names, but with the code of abroad."""
    return FRANCE if country in OVERSEAS and department != ABROAD else country


def settle(country: str, department: str, commune: str, *, confirmed=False) -> Birthplace:
    """The place that these words name, or what is wrong with them."""
    if not commune:
        raise BirthplaceFault("birth_commune", "Donnez la commune de naissance.")
    if country != FRANCE:
        return _abroad(department, commune)
    code = _code(department, commune) if department else _only_department_of(commune)
    known = find(commune, code)
    if known:
        return Birthplace(code, known.name, known.insee)
    if confirmed:
        return Birthplace(code, commune)
    raise _unknown(commune, code)


def _abroad(department, commune):
    if department and department != ABROAD:
        raise BirthplaceFault(
            "birth_department", f"À l’étranger, le code est {ABROAD} : corrigez-le, ou le pays."
        )
    return Birthplace(ABROAD, commune)


def _code(typed, commune):
    """« 1 », « 034 », « 2a », « Hérault »: the code that a table or a hand has changed."""
    text = typed.strip().upper()
    figures = text.lstrip("0") if len(text) == 3 and text.startswith("0") else text
    code = BY_NAME.get(name_key(typed), figures.zfill(2))
    if code == CORSICA:
        return _corsica_of(commune)
    if code == ABROAD:
        raise BirthplaceFault(
            "birth_department", "Le code 99 est celui de l’étranger : corrigez-le, ou le pays."
        )
    if code not in DEPARTMENTS_OF_BIRTH:
        raise BirthplaceFault(
            "birth_department",
            f"« {typed} » n’est pas un code de département : 34, 2A, 972, ou 99 à l’étranger.",
        )
    return code


def _corsica_of(commune):
    found = [code for code in CORSICAS if find(commune, code)]
    if len(found) == 1:
        return found[0]
    raise BirthplaceFault(
        "birth_department", "Le département 20 est devenu deux : écrivez 2A ou 2B."
    )


def _only_department_of(commune):
    found = _departments_of(commune)
    if len(found) == 1:
        return found[0]
    if found:
        where = f"il y a « {commune} » dans {_listed(found)}"
    else:
        where = "la commune n’est pas dans la table"
    raise BirthplaceFault("birth_department", f"Donnez le code du département : {where}.")


def _unknown(commune, code):
    meant, found = nearest(commune, code), _departments_of(commune)
    words = f"« {commune} » n’est pas une commune connue du département {code}."
    if meant or found:
        words = f"« {commune} » n’est pas dans le département {code}"
        words += f", mais dans {_listed(found)}." if found else "."
    if meant:
        words += f" Vouliez-vous dire {meant} ?"
    doubt = {"is_unsure": True, "is_near": bool(meant or found), "department": code}
    return BirthplaceFault("birth_commune", words, **doubt)


def _departments_of(commune):
    """Those that still have a code."""
    return [code for code in departments_of(commune) if code in DEPARTMENTS_OF_BIRTH]


def _listed(codes):
    if len(codes) > 6:
        return f"{len(codes)} départements"
    return ("le " if len(codes) == 1 else "les ") + ", ".join(codes)
