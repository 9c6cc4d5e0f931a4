"""Communes as they are typed, and the table they are looked for in."""

import gzip
import json

import pytest
from django.core.management import CommandError, call_command

from candidates.communes import by_department, by_insee, departments_of, find, nearest, suggest


@pytest.mark.parametrize(
    ("typed", "department", "insee"),
    [
        ("Béziers", "34", "34032"),
        ("beziers", "34", "34032"),
        ("ST DENIS", "93", "93066"),
        ("Ste-Foy-lès-Lyon", "69", "69202"),
        ("Haÿ-les-Roses (L')", "94", "94038"),
        ("hay les roses", "94", "94038"),
        ("Ulis", "91", "91692"),
        ("Paris", "75", "75056"),
        ("Paris 11", "75", "75111"),
        ("PARIS 1ER", "75", "75101"),
        ("Lyon 3ème", "69", "69383"),
        ("Marseille 01", "13", "13201"),
        ("Marseille 13e arrondissement", "13", "13213"),
        ("Ajaccio", "2A", "2A004"),
        ("Fort de France", "972", "97209"),
        ("Saint-Denis", "974", "97411"),
        ("Papeete", "987", "98735"),
        ("Œuilly", "51", "51410"),
        ("Taverny", "78", "78607"),  # of a department cut up in 1968
    ],
)
def test_commune_is_found_however_it_is_written(typed, department, insee):
    assert find(typed, department).insee == insee


@pytest.mark.parametrize(
    ("typed", "department"),
    [("Béziers", "33"), ("Bezier", "34"), ("", "34"), ("Paris 21", "75"), ("Béziers", "99")],
)
def test_commune_that_is_not_there_is_not_found(typed, department):
    assert find(typed, department) is None


def test_commune_that_is_no_more_is_known_as_such():
    assert not find("Arbignieu", "01").is_current
    assert find("Paris", "75").is_current


def test_slip_of_the_keyboard_finds_what_was_meant():
    assert nearest("Bezier", "34") == "Béziers"
    assert nearest("Pont l’Abé", "29") == "Pont-l’Abbé"
    assert nearest("Xyzzy", "34") == ""


def test_suggestions_begin_with_the_most_peopled():
    assert [commune.name for commune in suggest("mars", most=1)] == ["Marseille"]
    assert [commune.name for commune in suggest("st den", "974")] == ["Saint-Denis"]
    assert suggest("m") == []
    assert suggest("zzz") == []


@pytest.mark.parametrize(
    ("number", "name"),
    [
        *(("34032", "Béziers"), ("2A004", "Ajaccio"), ("97411", "Saint-Denis")),
        *(("75056", "Paris"), ("75111", "Paris 11e Arrondissement"), ("98735", "Papeete")),
    ],
)
def test_number_names_its_commune(number, name):
    assert by_insee(number).name == name


def test_number_that_is_none_names_nothing():
    assert by_insee("34999") is None


def test_name_alone_says_where_it_may_be():
    assert departments_of("Béziers") == ["34"]
    assert len(departments_of("Saint-Denis")) > 3


def test_whole_table_is_there():
    communes = [each for found in by_department().values() for each in found.values()]

    assert sum(each.is_current for each in communes) > 34_900
    assert len(communes) > 39_000


def test_refreshing_takes_today_from_the_newest_and_the_past_from_the_older(tmp_path):
    def commune(name, code, kind="commune-actuelle", **more):
        return {"nom": name, "code": code, "departement": code[:2], "type": kind, **more}

    newest, older, table = (tmp_path / name for name in ("new.json", "old.json", "table.gz"))
    newest.write_text(
        json.dumps([commune("L'Oie", "85001", population=900, codesPostaux=["85140"])])
    )
    older.write_text(json.dumps([commune("L'Oie", "85999"), commune("Sigournais", "85002")]))

    call_command("refresh_communes", newest, older, to=table, verbosity=0)

    assert gzip.decompress(table.read_bytes()).decode() == (
        "L’Oie\t85\t85001\t85140\t1\t900\nSigournais\t85\t85002\t\t0\t0\n"
    )


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"nom": "X"}]', "{}x"])
def test_file_of_another_kind_changes_nothing(tmp_path, text):
    wrong, table = tmp_path / "wrong.json", tmp_path / "table.gz"
    wrong.write_text(text)

    with pytest.raises(CommandError, match="n’est pas un fichier de communes"):
        call_command("refresh_communes", wrong, to=table)

    assert not table.exists()
