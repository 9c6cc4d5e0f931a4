"""Birth places as they are typed: settled, corrected, or confirmed (decision 18)."""

import pytest

from candidates.birthplace import Birthplace, BirthplaceFault, settle


@pytest.mark.parametrize(
    ("country", "department", "commune", "expected"),
    [
        ("FR", "34", "beziers", Birthplace("34", "Béziers", "34032")),
        ("FR", "034", "Béziers", Birthplace("34", "Béziers", "34032")),
        ("FR", "1", "Bourg-en-Bresse", Birthplace("01", "Bourg-en-Bresse", "01053")),
        ("FR", "2a", "Ajaccio", Birthplace("2A", "Ajaccio", "2A004")),
        ("FR", "Hérault", "Béziers", Birthplace("34", "Béziers", "34032")),
        ("FR", "", "Béziers", Birthplace("34", "Béziers", "34032")),
        ("FR", "972", "Fort de France", Birthplace("972", "Fort-de-France", "97209")),
        ("FR", "75", "Paris 11", Birthplace("75", "Paris 11e Arrondissement", "75111")),
        ("FR", "01", "Arbignieu", Birthplace("01", "Arbignieu", "01015")),
        ("PT", "99", "Porto", Birthplace("99", "Porto")),
        ("PT", "", "Porto", Birthplace("99", "Porto")),
    ],
)
def test_place_is_settled(country, department, commune, expected):
    assert settle(country, department, commune) == expected


@pytest.mark.parametrize(
    ("country", "department", "commune", "field", "words"),
    [
        ("FR", "34", "", "birth_commune", "Donnez la commune"),
        ("FR", "345", "Béziers", "birth_department", "345"),
        ("FR", "20", "Béziers", "birth_department", "2A ou 2B"),
        ("FR", "99", "Béziers", "birth_department", "étranger"),
        ("FR", "", "Saint-Denis", "birth_department", "dans les 11, 30"),
        ("FR", "", "Sainte-Marie", "birth_department", r"dans \d+ départements"),
        ("FR", "", "Xyzzy", "birth_department", "pas dans la table"),
        ("PT", "34", "Porto", "birth_department", "étranger"),
        ("FR", "34", "Bezier", "birth_commune", "Béziers"),
        ("FR", "33", "Béziers", "birth_commune", "mais dans le 34"),
        ("FR", "34", "Xyzzy", "birth_commune", "pas une commune connue"),
    ],
)
def test_fault_says_where_and_what(country, department, commune, field, words):
    with pytest.raises(BirthplaceFault, match=words) as caught:
        settle(country, department, commune)

    assert caught.value.field == field


def test_unknown_commune_is_accepted_when_it_is_confirmed():
    """No fake place is ever needed to go on."""
    with pytest.raises(BirthplaceFault) as caught:
        settle("FR", "34", "Xyzzy")

    assert caught.value.is_unsure
    assert settle("FR", "34", "Xyzzy", confirmed=True) == Birthplace("34", "Xyzzy")


def test_wrong_department_is_not_confirmed_away():
    with pytest.raises(BirthplaceFault):
        settle("FR", "345", "Xyzzy", confirmed=True)
