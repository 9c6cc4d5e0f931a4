import re
from datetime import date

import pytest
from django.urls import reverse

from centres.invigilator_forms import InvigilatorForm, PeopleForm, read_line
from centres.models import Invigilator
from core.journal import JournalEntry
from tests.factories import InvigilatorFactory

pytestmark = pytest.mark.django_db

NOON = "2026-11-20T12:00:00Z"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def browser(signed_in, manager, centre):
    return signed_in(manager)


@pytest.fixture
def person(centre):
    return InvigilatorFactory(
        centre=centre, first_name="Pascale", last_name="Lacaze", untrained=True
    )


def address(name, centre, *args):
    return reverse(f"centres:{name}", args=[centre.pk, *args])


def listed(browser, centre, query=""):
    page = browser.get(address("invigilators", centre) + query)
    return [str(person) for person in page.context["people"]]


def verbs(row):
    return list(JournalEntry.objects.about(row).values_list("verb", flat=True))


def test_centre_without_anybody_is_led_to_add(browser, centre):
    page = browser.get(address("invigilators", centre)).text

    assert "Aucun surveillant pour l’instant" in page
    assert "Coller une liste" in page


def test_list_says_who_is_trained_and_by_whom(browser, centre, person):
    InvigilatorFactory(centre=centre, first_name="Karim", last_name="Benali")

    page = browser.get(address("invigilators", centre)).text

    assert "le 1er octobre 2026, donnée par Nadia Ferrand" in page
    assert "Formation à prévoir" in page
    assert "Une personne n’a pas de formation enregistrée." in page


def test_nothing_is_recalled_when_all_are_trained(browser, centre):
    InvigilatorFactory(centre=centre)

    assert "pas de formation enregistrée" not in browser.get(address("invigilators", centre)).text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_counts_its_queries(browser, centre, rows, django_assert_num_queries):
    InvigilatorFactory.create_batch(rows, centre=centre)
    browser.get(address("invigilators", centre))

    with django_assert_num_queries(7):
        browser.get(address("invigilators", centre))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=lac", ["Pascale Lacaze"]),
        ("?q=lacaze+pascale", ["Pascale Lacaze"]),
        ("?q=karim@", ["Karim Benali"]),
        ("?q=personne", []),
        ("?formation=suivie", ["Karim Benali"]),
        ("?formation=a-prevoir", ["Pascale Lacaze"]),
        ("?formation=autre", ["Karim Benali", "Pascale Lacaze"]),
        ("?q=" + "x" * 3000, ["Karim Benali", "Pascale Lacaze"]),
        ("?archivees", ["Odile Marchand"]),
    ],
)
def test_list_is_filtered(browser, centre, person, query, names):
    InvigilatorFactory(
        centre=centre, first_name="Karim", last_name="Benali", email="karim@exemple.fr"
    )
    InvigilatorFactory(centre=centre, first_name="Odile", last_name="Marchand", is_archived=True)

    assert listed(browser, centre, query) == names


TYPED = {"first_name": " Marie-Lou ", "last_name": "Le  Goff", "email": "ml@exemple.fr"}


def test_person_is_added_with_a_journal(browser, centre, manager):
    response = browser.post(address("invigilator_add", centre), TYPED)

    person = Invigilator.objects.get()
    assert response["Location"] == address("invigilators", centre)
    assert (str(person), person.centre, person.trained_on) == ("Marie-Lou Le Goff", centre, None)
    assert JournalEntry.objects.about(person).get().actor == manager


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"first_name": ""}, "Écrivez le prénom."),
        ({"last_name": "x" * 151}, "150 caractères"),
        ({"email": "ml@"}, "adresse de courriel valide"),
        ({"trained_on": "2026-10-01"}, "Dites qui a donné la formation."),
        ({"trained_by": "Nadia"}, "Donnez la date de la formation."),
        ({"trained_on": "2026-11-21", "trained_by": "Nadia"}, "pas encore passée"),
        ({"trained_on": "0026-10-01", "trained_by": "Nadia"}, "Vérifiez l’année."),
        ({"trained_on": "31/02/2026", "trained_by": "Nadia"}, "date valide"),
    ],
)
def test_bad_person_is_refused_and_what_was_typed_stays(browser, centre, change, words):
    page = browser.post(address("invigilator_add", centre), {**TYPED, **change})

    assert words in page.text
    assert "Le  Goff" in page.text or "last_name" in change
    assert not Invigilator.objects.exists()


def test_person_is_added_once(browser, centre, person):
    page = browser.post(
        address("invigilator_add", centre), {"first_name": "pascale", "last_name": "LACAZE"}
    )

    assert "Cette personne est déjà dans la liste." in page.text
    assert Invigilator.objects.count() == 1


def test_training_of_the_day_is_accepted(browser, centre):
    typed = {**TYPED, "trained_on": "2026-11-20", "trained_by": "Nadia"}

    browser.post(address("invigilator_add", centre), typed)

    assert Invigilator.objects.get().trained_on == date(2026, 11, 20)


def test_person_is_edited(browser, centre, person):
    browser.post(person.get_absolute_url(), {**TYPED, "first_name": "Pascale"})

    person.refresh_from_db()
    assert (person.last_name, person.email) == ("Le Goff", "ml@exemple.fr")
    assert verbs(person) == ["change"]


def test_person_is_archived_and_brought_back(browser, centre, person):
    there = address("invigilator_archive", centre, person.pk)

    page = browser.post(there, {"archived": "on"}, follow=True)
    browser.post(there, {"archived": "on"})

    assert "Pascale Lacaze n’est plus dans la liste." in page.text
    assert "Revenir en arrière" in page.text
    assert listed(browser, centre) == []
    browser.post(there)
    assert listed(browser, centre) == ["Pascale Lacaze"]
    assert verbs(person) == ["unarchive", "archive"]


def paste(browser, centre, lines):
    return browser.post(address("invigilators_add", centre), {"lines": lines})


def test_pasted_list_is_added(browser, centre):
    lines = "Karim Benali; karim@exemple.fr\r\n\r\nMarie-Lou Le Goff\r\nYann\tx"

    response = paste(browser, centre, lines.removesuffix("\r\nYann\tx"))

    assert response.status_code == 302
    people = [(p.first_name, p.last_name, p.email) for p in centre.invigilators.all()]
    assert people == [
        ("Karim", "Benali", "karim@exemple.fr"),
        ("Marie-Lou", "Le Goff", ""),
    ]
    assert {verb for p in centre.invigilators.all() for verb in verbs(p)} == {"create"}


def test_every_bad_line_is_told_and_nothing_is_added(browser, centre, person):
    lines = "Karim\nPascale Lacaze\nAnne Petit; anne@\nJo Roca\njo roca; jo@exemple.fr"

    page = paste(browser, centre, lines)

    told = [" ".join(each.split()) for each in page.context["form"].errors["lines"]]
    assert told == [
        "Ligne 1, « Karim » : il faut un prénom et un nom.",
        "Ligne 2, « Pascale Lacaze » : déjà dans la liste.",
        "Ligne 3, « Anne Petit; anne@ » : l’adresse e-mail n’est pas complète.",
        "Ligne 5, « jo roca; jo@exemple.fr » : la même personne est à la ligne 4.",
    ]
    assert "Anne Petit; anne@" in page.text
    assert Invigilator.objects.count() == 1


@pytest.mark.parametrize("lines", ["", " \n ", "A B\n" * 300, "x" * 50_000])
def test_absurd_list_is_refused(browser, centre, lines):
    assert paste(browser, centre, lines).status_code == 200
    assert not Invigilator.objects.exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Karim Benali", ""),
        ("Karim Benali;", ""),
        ("Karim Benali\tkarim@exemple.fr", ""),
        ("Karim Benali; a@exemple.fr; b", "il y a un point-virgule de trop."),
        ("x" * 200 + " y", "ce nom est trop long."),
        ("; karim@exemple.fr", "il faut un prénom et un nom."),
    ],
)
def test_line_is_read(text, fault):
    assert read_line(1, text).fault == fault


def train(browser, centre, ticked, **typed):
    training = {"trained_on": "2026-11-18", "trained_by": "Nadia Ferrand"}
    people = [person.pk for person in ticked]
    return browser.post(address("train", centre), {"people": people, **training, **typed})


def test_boxes_and_fields_belong_to_one_form(browser, centre, person):
    page = browser.get(address("invigilators", centre)).text

    controls = [tag for tag in re.findall("<(?:input|button)[^>]*>", page) if "training" in tag]
    names = [re.search(r'name="(\w+)"', tag) for tag in controls]
    assert [name and name[1] for name in names] == ["people", "trained_on", "trained_by", None]


def test_one_training_is_recorded_for_several(browser, centre, person):
    other = InvigilatorFactory(centre=centre)

    response = train(browser, centre, [person, other])
    train(browser, centre, [person, other])

    assert response["Location"] == address("invigilators", centre)
    days = set(centre.invigilators.values_list("trained_on", "trained_by"))
    assert days == {(date(2026, 11, 18), "Nadia Ferrand")}
    assert verbs(person) == verbs(other) == ["train"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"trained_on": "2026-11-21"}, "pas encore passée"),
        ({"trained_on": "31/02/2026"}, "date valide"),
        ({"trained_on": ""}, "Donnez la date de la formation."),
        ({"trained_by": ""}, "Dites qui a donné la formation."),
        ({"trained_by": "x" * 151}, "150 caractères"),
        ({"people": []}, "Cochez les personnes"),
        ({"people": ["999999"]}, "choix"),
        ({"people": ["abc"]}, "valeur"),
    ],
)
def test_bad_training_is_refused_and_boxes_stay_ticked(browser, centre, person, typed, words):
    page = train(browser, centre, [person], **typed)

    assert words in page.text
    assert ("checked" in page.text) == ("people" not in typed)
    person.refresh_from_db()
    assert person.trained_on is None


def test_somebody_of_another_centre_is_not_trained_here(browser, centre, other_centre):
    theirs = InvigilatorFactory(centre=other_centre, untrained=True)

    assert train(browser, centre, [theirs]).status_code == 200
    theirs.refresh_from_db()
    assert theirs.trained_on is None


def test_person_added_by_another_this_very_second_is_told(centre, manager):
    form = InvigilatorForm(TYPED, instance=Invigilator(centre=centre))
    several = PeopleForm({"lines": "Jo Roca\nMarie-Lou Le Goff"}, centre=centre)
    assert (form.is_valid(), several.is_valid()) == (True, True)
    InvigilatorFactory(centre=centre, first_name="Marie-Lou", last_name="Le Goff")

    assert form.keep("create", by=manager) is None
    assert several.add(by=manager) == 0
    assert (form.non_field_errors(), "lines" in several.errors) == (
        ["Cette personne est déjà dans la liste."],
        True,
    )
    assert Invigilator.objects.count() == 1


def test_archive_is_one_step_away_even_from_a_bad_training(browser, centre, person):
    InvigilatorFactory(centre=centre, is_archived=True)

    page = train(browser, centre, [person], trained_on="").text

    assert f'href="{address("invigilators", centre)}?archivees"' in page


def test_second_editor_is_told_and_keeps_what_was_typed(browser, centre, person):
    where = address("invigilator", centre, person.pk)
    opened = browser.get(where).context["form"]["seen"].value()
    typed = {"first_name": "Pascale", "last_name": "Lacaze", "seen": opened}
    browser.post(where, typed | {"email": "p.lacaze@exemple.fr"})

    page = browser.post(where, typed | {"last_name": "Lacaze-Roy"})

    assert "modifiée entre-temps" in page.text
    assert 'value="Lacaze-Roy"' in page.text
    person.refresh_from_db()
    assert (person.last_name, person.email) == ("Lacaze", "p.lacaze@exemple.fr")
    again = page.context["form"]["seen"].value()
    browser.post(where, typed | {"last_name": "Lacaze-Roy", "seen": again})
    person.refresh_from_db()
    assert person.last_name == "Lacaze-Roy"
