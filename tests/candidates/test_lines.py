"""One line of a file: the cells as people and schools fill them, what is told of each."""

from datetime import date, datetime

import pytest

from candidates.columns import COLUMNS
from candidates.imports import plan_of
from core.sheets import Row, Sheet, find_columns
from tests.candidates.lists import DAYS, line_of, plan_for, told_in

GOOD = {
    "birth_name": "Haddad",
    "first_name": "Adam",
    "birth_date": date(2010, 12, 4),
    "birth_department": "34",
    "birth_commune": "Béziers",
}


def read(**cells):
    """The line of these cells, each under the field that it fills."""
    return line_of({**GOOD, **cells})


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        *((cell, 33) for cell in ["33 %", "33%", "33", 33, 33.0, "33,0"]),
        *((cell, 33) for cell in [0.33, "0,33", "0.33", 1 / 3, "33,33 %", "1/3", "1/3 temps"]),
        *((cell, 33) for cell in ["Tiers-temps", "tiers temps", "UN TIERS"]),
        *((cell, 0) for cell in [None, 0, "0", "0 %", "non", "Aucun", "Sans"]),
        *((cell, 300) for cell in [300, "300 %", 300.4]),
        ("1 %", 1),
        (13, 13),
        ("13 %", 13),
        ("100 %", 100),
    ],
)
def test_extra_time_is_whole(cell, whole):
    line = read(extra_time=cell)

    assert (line.faults, line.values["extra_time"]) == ([], whole)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        *((cell, ["Lu comme 33 %."]) for cell in [0.33, "0,33", "33,33 %", "Tiers-temps"]),
        *((cell, []) for cell in ["33 %", 33, "33,0 %", None, "non"]),
    ],
)
def test_extra_time_read_otherwise_than_written_is_told(cell, told):
    assert [note.text for note in read(extra_time=cell).warnings] == told


FAULTS = [
    ("birth_name", None, "Donnez le nom de naissance."),
    ("birth_name", "’-", "Un nom a au moins une lettre."),
    ("birth_name", "x" * 151, "Compte plus de 150 caractères. Raccourcissez."),
    ("birth_name", "#N/A", "Est une formule en erreur. Écrivez la valeur elle-même."),
    ("first_name", None, "Donnez le prénom."),
    ("birth_date", None, "Donnez la date de naissance."),
    ("birth_date", "31/02/2010", "N’existe pas au calendrier. Écrivez le jour, le mois, l’année."),
    ("birth_date", date(2030, 1, 1), "Cette date est dans l’avenir."),
    ("birth_date", date(1899, 12, 31), "Une date de naissance est postérieure à 1900."),
    ("birth_country", "Marok", "Ce pays n’est pas connu. Vouliez-vous dire Maroc ?"),
    (
        "birth_country",
        "Xyzzy",
        "Ce pays n’est pas connu. Écrivez-le en français, ou par son code : Maroc, MA, 99350.",
    ),
    (
        "birth_department",
        "345",
        "« 345 » n’est pas un code de département : 34, 2A, 972, ou 99 à l’étranger.",
    ),
    ("birth_commune", None, "Donnez la commune de naissance."),
    (
        "birth_commune",
        "Bezier",
        "« Bezier » n’est pas dans le département 34. Vouliez-vous dire Béziers ?",
    ),
    (
        "birth_commune",
        "Marseille",
        "« Marseille » n’est pas dans le département 34, mais dans le 13. "
        "Vouliez-vous dire Marseillan ?",
    ),
    ("group", "x" * 101, "Compte plus de 100 caractères. Raccourcissez."),
    ("identifier", "x" * 31, "Compte plus de 30 caractères. Raccourcissez."),
    ("extra_time", "301 %", "Un temps majoré va jusqu’à 300 %. Corrigez-le."),
    ("extra_time", "un peu", "N’est pas un pourcentage. Écrivez-le comme 33 %."),
    ("arrangements", "x" * 201, "Compte plus de 200 caractères. Raccourcissez."),
    (
        "email",
        "adam@",
        "N’est pas une adresse e-mail. Écrivez-la comme prenom.nom@exemple.fr.",
    ),
    ("results_email", f"{'a' * 250}@exemple.fr", "Compte plus de 254 caractères. Raccourcissez."),
]


@pytest.mark.parametrize(("name", "cell", "text"), FAULTS)
def test_what_is_amiss_is_told_of_its_column(name, cell, text):
    line = read(**{name: cell})

    assert line.kind == "fault"
    assert [(note.column, note.text) for note in line.faults] == [(COLUMNS[name][0], text)]


def test_all_that_is_amiss_in_a_line_is_told_at_once():
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {name: cell for name, cell, _ in FAULTS if name != "birth_department"}
    cells |= {"birth_department": "345", "birth_country": "Marok"}

    line = read(**cells)

    assert {note.column for note in line.faults} == {
        COLUMNS[name][0] for name in cells if name not in ("usual_name", "birth_commune")
    }


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (("34", "BEZIERS"), ("34", "Béziers", "34032")),
        ((34, "beziers "), ("34", "Béziers", "34032")),
        (("1", "Bourg en Bresse"), ("01", "Bourg-en-Bresse", "01053")),
        ((1.0, "Bourg-en-Bresse"), ("01", "Bourg-en-Bresse", "01053")),
        (("Hérault", "Béziers"), ("34", "Béziers", "34032")),
        ((None, "Béziers"), ("34", "Béziers", "34032")),
        (("29", "PONT L'ABBE"), ("29", "Pont-l’Abbé", "29220")),
        (("93", "ST DENIS"), ("93", "Saint-Denis", "93066")),
        (("75", "Paris 11"), ("75", "Paris 11e Arrondissement", "75111")),
        *(((code, "ajaccio"), ("2A", "Ajaccio", "2A004")) for code in ("2a", 20, "20", None)),
    ],
)
def test_commune_is_read_however_it_is_written(written, read_as):
    department, commune = written

    line = read(birth_department=department, birth_commune=commune)

    values = line.values
    place = values["birth_department"], values["birth_commune"], values["birth_insee"]
    assert (line.faults, line.warnings, line.doubts) == ([], [], [])
    assert place == read_as


def test_commune_known_by_another_name_is_told():
    line = read(birth_department="76", birth_commune="Havre")

    assert line.kind == "new"
    assert told_in(line.warnings) == [("Commune de naissance", "Havre", "Lu comme Le Havre (76).")]


def test_commune_like_no_other_is_for_a_person_to_confirm():
    line = read(birth_commune="Xyzzy", birth_department="1")

    assert line.kind == "new"
    assert [note.read for note in line.doubts] == ["Xyzzy"]
    assert line.values["birth_department"] == "01"
    assert (line.values["birth_commune"], line.values["birth_insee"]) == ("Xyzzy", "")


@pytest.mark.parametrize(
    ("country", "department", "code"),
    [
        *((name, "34", "FR") for name in ["FRANCE", "France", "fr", "FRA", "99100", None]),
        *((name, "99", "MA") for name in ["Maroc", "MAROC", "MA", "99350", "Le Maroc"]),
        ("Maroc", None, "MA"),
        *((name, None, "CI") for name in ["Côte d’Ivoire", "COTE D'IVOIRE", "Cote-d Ivoire"]),
        ("Guyana", "99", "GY"),
        ("Martinique", "99", "MQ"),
    ],
)
def test_country_is_read_by_its_names_and_codes(country, department, code):
    commune = "Béziers" if code == "FR" else "Xyzzy"

    line = read(birth_country=country, birth_department=department, birth_commune=commune)

    assert (line.faults, line.values["birth_country"]) == ([], code)


@pytest.mark.parametrize(
    ("country", "department", "commune"),
    [("Martinique", "972", "Fort de France"), ("Guyane", 973, "Cayenne")],
)
def test_overseas_is_france(country, department, commune):
    line = read(birth_country=country, birth_department=department, birth_commune=commune)

    assert (line.faults, line.values["birth_country"]) == ([], "FR")


def test_abroad_without_a_country_is_a_fault():
    line = read(birth_country=None, birth_department="99", birth_commune="Porto")

    assert [note.text for note in line.faults] == ["Donnez le pays : 99 est le code de l’étranger."]


@pytest.mark.parametrize(
    "cell", ["04/12/2010", "4-12-2010", "2010-12-04", datetime(2010, 12, 4), 40_516, "40516"]
)
def test_date_is_read_however_it_is_kept(cell):
    assert read(birth_date=cell).values["birth_date"] == date(2010, 12, 4)


def test_unusual_age_is_told():
    line = read(birth_date=date(2023, 12, 4))

    assert line.kind == "new"
    assert [note.text for note in line.warnings] == ["Cette personne aurait 3 ans le jour du test."]


def test_texts_are_kept_as_typed_and_figures_gain_no_zero():
    line = read(birth_name="de  La Tour", identifier=12, group=2, arrangements="Salle à part")

    assert line.values["birth_name"] == "de  La Tour"
    assert (line.values["identifier"], line.values["group"]) == ("12", "2")
    assert read(identifier="0012").values["identifier"] == "0012"


def test_name_of_the_cell_is_short_and_reads_forwards():
    line = read(birth_name="\u202e" + "x" * 200)

    assert len(line.faults[0].read) <= 60
    assert line.faults[0].read.isprintable()


def test_line_without_anything_of_ours_is_told_apart():
    head = [names[0] for names in COLUMNS.values()]
    empty = [None] * len(head)
    sheet = Sheet([Row(1, [*head, "Total"]), Row(2, [*empty, 28])])

    plan = plan_of(sheet, [], **DAYS)

    assert (plan.lines, plan.blank) == ([], [2])


def test_missing_column_is_told_once():
    cells = {name: cell for name, cell in GOOD.items() if "birth_c" not in name}
    plan = plan_for({**cells, "first_name": "Ali"}, cells)

    assert [line.kind for line in plan.lines] == ["fault", "fault"]
    assert [line.faults for line in plan.lines] == [[], []]
    assert len(plan.lacks_place) == 2


def test_headings_of_hurried_lists_are_known():
    headings = ["N°", "NOM", "Prénom ", "Né(e) le", "Ville de naissance", "Dépt", "Tiers temps"]

    columns = find_columns(Sheet([Row(1, headings)]), COLUMNS)

    assert list(columns.places) == [
        *("birth_name", "first_name", "birth_date", "birth_commune", "birth_department"),
        "extra_time",
    ]
    assert columns.unknown == ["N°"]
