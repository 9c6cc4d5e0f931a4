"""Countries as files name them, and the table they are looked for in."""

import pytest
from django.utils.translation import override
from django_countries import countries

from candidates.countries import (
    TABLE,
    country_by_insee,
    country_by_name,
    country_names,
    name_by_insee,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("France", "FR"), ("FRANCE ", "FR"), ("fr", "FR"), ("FRA", "FR"), ("la France", "FR")),
        *((name, "GB") for name in ["Royaume-Uni", "Grande-Bretagne", "angleterre", "UK", "GBR"]),
        *((name, "US") for name in ["USA", "U.S.A.", "ÉTATS-UNIS", "Etats Unis d'Amérique"]),
        *((name, "CZ") for name in ["Tchéquie", "République tchèque", "REPUBLIQUE TCHEQUE"]),
        *((name, "CI") for name in ["Côte d'Ivoire", "Côte d’Ivoire", "COTE D IVOIRE"]),
        *((name, "VN") for name in ["Viet Nam", "Vietnam", "Viêt Nam", "Viêt-nam"]),
        *((name, "CD") for name in ["République démocratique du Congo", "RDC", "Congo-Kinshasa"]),
        *((name, "CG") for name in ["Congo", "Congo-Brazzaville", "République du Congo"]),
        *((name, "CF") for name in ["Centrafrique", "Centrafricaine (République)"]),
        *((name, "MK") for name in ["Macédoine", "Macédoine du Nord"]),
        *(("L'Algérie", "DZ"), ("Le Maroc", "MA"), ("Laos", "LA"), ("Les Comores", "KM")),
        *(
            ("Eswatini", "SZ"),
            ("Myanmar", "MM"),
            ("Palestine", "PS"),
            ("Guyana", "GY"),
            ("Kosovo", "XK"),
        ),
        *(("La Réunion", "FR"), ("Guinée Conakry", "GN"), ("Île Maurice", "MU")),
    ],
)
def test_country_is_found_however_it_is_named(typed, code):
    assert country_by_name(typed) == code


@pytest.mark.parametrize("typed", ["", "  ", "Corée", "Syldavie", "99999", "X"])
def test_what_names_no_country_finds_none(typed):
    assert country_by_name(typed) == ""


def test_every_country_reads_back_as_the_forms_name_it():
    with override("fr"):
        assert {code for code, name in countries if country_by_name(str(name)) != code} == set()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        *(("99100", "FR"), ("100", "FR"), (99100, "FR"), (100, "FR"), (" 99109 ", "DE")),
        *(("132", "GB"), ("99352", "DZ"), ("99351", "TN"), ("99350", "MA"), ("99212", "AF")),
        *(("99142", "DE"), ("99161", "GB"), ("99432", "US"), ("99999", ""), ("", ""), ("abc", "")),
    ],
)
def test_insee_number_names_its_country(number, code):
    assert country_by_insee(number) == code


def test_name_that_insee_gives_reads_back_as_its_country():
    numbers = [line[:5] for line in TABLE.read_text(encoding="utf-8").splitlines()]

    found = [country_by_name(name_by_insee(number)) for number in numbers]

    assert found == [country_by_insee(number) for number in numbers]
    assert (name_by_insee("109"), name_by_insee(99157)) == ("Allemagne", "Kosovo")
    assert name_by_insee("0") == ""


def test_table_of_insee_is_whole():
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]

    assert len({insee for insee, *_ in rows}) == len(rows) > 210
    assert {iso for _, iso, *_ in rows} - set(dict(countries)) <= {"XK"}
    assert {len(row) for row in rows} == {4}


def test_names_begin_with_france():
    names = country_names()

    assert names[0] == "France"
    assert len(names) == len(set(names)) > 240
