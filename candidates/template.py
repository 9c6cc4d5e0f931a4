"""The file to fill: who is enrolled, then blank rows, with what helps to fill each column."""

from datetime import date

from candidates.columns import COLUMNS, heading, line_of
from candidates.countries import country_names
from candidates.models import EARLIEST_BIRTH
from core.table_columns import Column
from core.tables import Table
from sessions.timing import MOST_EXTRA_TIME

BLANK_ROWS = 20

# By the form's field; without a line here a column is a text like any other.
HELPS = {
    "birth_name": "Celui de la pièce d’identité.",
    "first_name": "Le premier, tel que sur la pièce d’identité.",
    "usual_name": "S’il diffère du nom de naissance.",
    "birth_date": "Jour, mois, année : 04/12/2008.",
    "birth_country": "À choisir dans la liste.",
    "birth_department": "75, 972, 2A ; 99 à l’étranger.",
    "birth_commune": "Ou la ville, à l’étranger.",
    "group": "Comme 2de A.",
    "identifier": "Nécessaire pour deux homonymes nés le même jour.",
    "extra_time": "De 0 à 300 : 33 pour un tiers-temps. Vide : aucun.",
    "arrangements": "Matériel, repos, salle à part… jamais le motif de santé.",
    "email": "Pour la convocation.",
    "results_email": "La personne qui recevra les résultats.",
}


def template_of(session, candidates, today: date) -> Table:
    """As many rows as the room has posts, and at least a few to add."""
    lines = [line_of(candidate) for candidate in candidates]
    return Table(
        title=f"Session {session.number}",
        columns=[column_of(field, today) for field in COLUMNS],
        rows=lines,
        blank_rows=max(BLANK_ROWS, (session.posts or 0) - len(lines)),
    )


def column_of(field: str, today: date) -> Column:
    named = heading(field), HELPS[field]
    if field == "birth_date":
        return Column(
            *named,
            "date",
            bounds=(date.fromisoformat(EARLIEST_BIRTH), today),
            refusal="Écrivez une date comme 04/12/2008, qui ne soit pas dans l’avenir.",
        )
    if field == "birth_country":
        return Column(
            *named,
            "text",
            choices=country_names(),
            refusal="Ce pays n’est pas dans la liste. Le garder quand même ?",
        )
    if field == "extra_time":
        return Column(
            *named,
            "number",
            bounds=(0, MOST_EXTRA_TIME),
            refusal="Écrivez un nombre entier de 0 à 300, sans le signe %.",
        )
    return Column(*named, "text")
