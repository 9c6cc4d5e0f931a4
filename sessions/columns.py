"""The columns of a file of sessions: their headings, and the cells that stand for a session."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from core.sheets import as_date, as_percent, as_text, as_time, as_whole_number
from core.tables import Table
from sessions.models import Session


class Column(NamedTuple):
    """How it is headed, first as we write it; how a cell is read; what somebody writes in it."""

    headings: tuple[str, ...]
    read: Callable
    help: str


# By the field of the form that each one fills.
COLUMNS = {
    "number": Column(
        ("Numéro de session", "N° de session", "Numéro", "Session"),
        as_whole_number,
        "Vide pour une nouvelle session ; celui d’une session pour la modifier.",
    ),
    "day": Column(("Date", "Jour", "Date de la session"), as_date, "Comme 15/03/2027."),
    "start_time": Column(
        ("Début", "Heure de début", "Heure"), as_time, "Comme 8h30, à l’heure du centre."
    ),
    "end_time": Column(
        ("Fin", "Heure de fin"),
        as_time,
        "Vide : deux heures après le début, ou plus si un temps majoré le demande.",
    ),
    "room": Column(("Salle", "Nom de la salle"), as_text, "Le nom d’une salle du centre."),
    "place_name": Column(
        ("Autre lieu", "Nom du lieu"), as_text, "Si ce n’est pas une salle du centre."
    ),
    "place_address": Column(
        ("Adresse du lieu", "Adresse"), as_text, "Si ce n’est pas celle du centre."
    ),
    "place_posts": Column(("Postes sur place", "Postes"), as_whole_number, "Pour un autre lieu."),
    "place_conditions": Column(
        ("Conditions matérielles",),
        as_text,
        "Pour un autre lieu : accès, postes, réseau, logiciels.",
    ),
    "group": Column(("Classe ou groupe", "Classe", "Groupe"), as_text, "Comme 2de A."),
    "level": Column(("Niveau",), as_text, "L’un de ceux du calendrier."),
    "expected": Column(("Candidats prévus", "Candidats"), as_whole_number, "Leur nombre."),
    "extra_time": Column(
        ("Temps majoré", "Temps majoré (%)"), as_percent, "Le plus long, comme 33 %."
    ),
    "invigilators": Column(
        ("Surveillants", "Surveillant", "Surveillant(s)"),
        as_text,
        "Prénoms et noms, séparés par des points-virgules.",
    ),
    "observations": Column(("Observations",), as_text, "Visibles de l’équipe et des surveillants."),
}
HEADINGS = {name: column.headings for name, column in COLUMNS.items()}


def heading(name: str) -> str:
    return COLUMNS[name].headings[0]


def table_of(sessions: Iterable[Session], *, with_state: bool = False) -> Table:
    """As it is read back; the state, when it is there, is for reading only."""
    headings = [heading(name) for name in COLUMNS]
    rows = ([*cells_of(each), *[each.phase_name] * with_state] for each in sessions)
    return Table("Sessions", [*headings, *["État"] * with_state], rows)


def cells_of(session: Session) -> list:
    return [_cell(session, name) for name in COLUMNS]


def _cell(session, name):
    if name == "invigilators":
        return "; ".join(str(person) for person in session.invigilators.all())
    if name == "extra_time":
        # A number alone could be a hundredth or the whole.
        return f"{session.extra_time} %" if session.extra_time else None
    value = getattr(session, name)
    return str(value) if name in ("room", "level") and value else value
