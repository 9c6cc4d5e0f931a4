"""The one door of the files of candidates: a class list that other software exports becomes a
table with our headings; any other file is read as the table that it is.

SIECLE exports XML (« ExportXML_ElevesSansAdresses »), FREGATA a CSV of fourteen columns.
"""

from candidates.columns import COLUMNS
from candidates.communes import by_insee
from candidates.countries import name_by_insee
from core.records import Record, read_records
from core.sheets import Row, Sheet, find_columns, simplified, unreadable
from core.tables import in_words

MOST_PUPILS = 5_000
# What both give, by our fields.
GIVEN = (
    *("birth_name", "first_name", "usual_name", "birth_date"),
    *("birth_country", "birth_department", "birth_commune", "group", "identifier"),
)
PUPIL = {
    "birth_name": "NOM_DE_FAMILLE",
    "usual_name": "NOM_USAGE",
    "first_name": "PRENOM",
    "birth_date": "DATE_NAISS",
    "country": "CODE_PAYS",
    "department": "CODE_DEPARTEMENT_NAISS",
    "insee": "CODE_COMMUNE_INSEE_NAISS",
    "town": "VILLE_NAISS",
    "identifier": "ID_NATIONAL",
}
WANTED = {
    "ELEVE": ["ELEVE_ID", "DATE_SORTIE", *PUPIL.values()],
    "STRUCTURES_ELEVE": ["ELEVE_ID"],
    "STRUCTURE": ["CODE_STRUCTURE", "TYPE_STRUCTURE"],
}
FREGATA = {
    "birth_name": ("Nom de famille",),
    "usual_name": ("Nom d’usage",),
    "first_name": ("Premier prénom",),
    "birth_date": ("Date de naissance (jj/mm/aaaa)",),
    "country": ("Code pays naissance",),
    "department": ("Code département naissance",),
    "insee": ("Code commune naissance",),
    "town": ("Libellé commune naissance",),
    "identifier": ("Identifiant unique",),
    "group": ("Division",),
}
# No other table has these.
FREGATA_ALONE = {"country", "department", "insee"}
UNUSED = {"deuxiemeprenom", "troisiemeprenom", "statut", "codemef", ""}

OTHER_XML = (
    "n’est pas l’export des élèves de SIECLE. Dans SIECLE, exportez « Élèves sans adresses » en "
    "XML, ou envoyez un tableau ODS, XLSX ou CSV."
)
NOBODY = (
    "ne contient aucun élève qui ait une classe et qui soit présent. Vérifiez que les classes "
    "sont faites dans SIECLE, puis exportez-le de nouveau."
)
TOO_MANY = "contient plus de 5 000 élèves. Exportez moins de classes à la fois."


def sheet_of(content: bytes, name: str) -> Sheet:
    """UnreadableSheet says, in French, why there is none."""
    read = read_records(content, name, "BEE_ELEVES", WANTED, OTHER_XML)
    if not isinstance(read, Sheet):
        return _of_siecle(read, name)
    columns = find_columns(read, FREGATA)
    return _of_fregata(read, columns) if columns.places.keys() >= FREGATA_ALONE else read


def _of_siecle(records: list[Record], name: str) -> Sheet:
    classes = _classes(records)
    pupils = [each.values for each in records if each.tag == "ELEVE"]
    present = [each for each in pupils if "DATE_SORTIE" not in each]
    lines = [
        _line({field: pupil.get(tag) for field, tag in PUPIL.items()}, classes[pupil["ELEVE_ID"]])
        for pupil in present
        if pupil.get("ELEVE_ID") in classes
    ]
    if not lines:
        raise unreadable(name, NOBODY)
    if len(lines) > MOST_PUPILS:
        raise unreadable(name, TOO_MANY)
    return Sheet([Row(1, _head()), *(Row(number, line) for number, line in enumerate(lines, 2))])


def _classes(records):
    """By pupil, the class: other structures are groups, and « Inactifs » those that have left."""
    classes, pupil = {}, None
    for tag, values in records:
        if tag == "STRUCTURES_ELEVE":
            pupil = values.get("ELEVE_ID")
        elif tag == "STRUCTURE" and values.get("TYPE_STRUCTURE") == "D":
            code = values.get("CODE_STRUCTURE", "")
            if pupil and code and code.casefold() != "inactifs":
                classes.setdefault(pupil, code)
    return classes


def _of_fregata(sheet, columns):
    """The lines keep their numbers, so that one finds them again in the file."""
    head = next(row.cells for row in sheet.rows if row.line == columns.line)
    # What the centre has added stays, for the import to read or to tell.
    others = [
        place
        for place, heading in enumerate(head)
        if place not in columns.places.values() and simplified(in_words(heading)) not in UNUSED
    ]
    rows = [Row(columns.line, [*_head(), *(head[place] for place in others)])]
    for line, cells in sheet.below(columns.line):
        values = {field: cells[place] for field, place in columns.places.items()}
        told = _line(values, values.get("group"))
        rows.append(Row(line, [*told, *(cells[place] for place in others)]))
    return Sheet(rows)


def _head():
    return [COLUMNS[field][0] for field in GIVEN]


def _line(values, group):
    country, department, commune = _birthplace(
        *(in_words(values.get(field)) for field in ("country", "department", "insee", "town"))
    )
    told = values | {
        "birth_country": country,
        "birth_department": department,
        "birth_commune": commune,
        "group": group,
    }
    return [told.get(field) or None for field in GIVEN]


def _birthplace(country, department, insee, town):
    """In words; what no table knows stays as it is, for the import to say so."""
    insee = insee.upper().zfill(5) if insee else ""
    commune = by_insee(insee)
    if not country and commune:
        country = "100"
    figures = department.lstrip("0").zfill(2) if department.strip("0") else ""
    return (
        name_by_insee(country) or country,
        figures or (commune.department if commune else ""),
        commune.name if commune else town or insee,
    )
