from datetime import timedelta

import pytest
from django.urls import reverse

from centres.forms import written_phone
from centres.models import Centre, Derogation
from core.journal import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit(centre):
    return reverse("centres:card_edit", args=[centre.pk])


@pytest.fixture
def shown(nadia, edit):
    """The fields of the form as the nadia would send them back untouched."""
    form = nadia.get(edit).context["form"]
    data = {}
    for field in form:
        data[field.html_name] = "" if field.value() in (None, False) else field.value()
        data[field.html_initial_name] = str(field.initial)
    del data["accepts_own_computers"]
    return data


def test_card_shows_the_limit_of_today(nadia, centre, support):
    page = nadia.get(centre.get_absolute_url()).text
    assert "20 au plus" in page
    assert "dérogation" not in page

    until = centre.today + timedelta(days=3)
    Derogation.objects.create(
        centre=centre, limit=25, since=centre.today, until=until, reason="x", granted_by=support
    )

    page = nadia.get(centre.get_absolute_url()).text
    assert "25 au plus, par dérogation jusqu’au" in page


def test_assistant_reads_the_card_and_does_not_edit_it(signed_in, assistant, centre, edit):
    browser = signed_in(assistant)

    page = browser.get(centre.get_absolute_url())

    assert edit not in page.text
    assert browser.get(edit).status_code == 403
    assert browser.post(edit, {}).status_code == 403


def test_change_is_saved_and_written_in_the_journal(nadia, centre, manager, edit, shown):
    data = {**shown, "town": "Montreuil", "accepts_own_computers": "on"}

    answer = nadia.post(edit, data)

    assert answer["Location"] == centre.get_absolute_url()
    centre.refresh_from_db()
    assert (centre.town, centre.accepts_own_computers) == ("Montreuil", True)
    entry = JournalEntry.objects.about(centre).get()
    assert (entry.verb, entry.actor) == ("change", manager)
    assert entry.data["changes"] == [
        ["Ville", "Paris", "Montreuil"],
        ["Les ordinateurs personnels sont acceptés", "non", "oui"],
    ]


def test_nothing_changed_is_nothing_written(nadia, edit, shown):
    nadia.post(edit, shown)

    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "complaint"),
    [
        ("postal_code", "7502", "cinq chiffres"),
        ("postal_code", "2A004", "cinq chiffres"),
        ("street", "", "obligatoire"),
        ("contact_email", "secretariat@", "nom@exemple.fr"),
        ("contact_phone", "bonjour", "01 23 45 67 89"),
        ("contact_phone", "12", "01 23 45 67 89"),
        ("head", "x" * 151, "150"),
    ],
)
def test_faults_are_said_beside_the_field_and_typed_values_stay(
    nadia, centre, edit, shown, field, typed, complaint
):
    page = nadia.post(edit, {**shown, "town": "Montreuil", field: typed}).text

    assert "Un point à corriger" in page
    assert complaint in page
    assert 'value="Montreuil"' in page
    centre.refresh_from_db()
    assert centre.town == "Paris"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0123456789", "01 23 45 67 89"),
        ("01.23.45.67.89", "01 23 45 67 89"),
        ("01-23-45-67-89", "01 23 45 67 89"),
        ("01\u00a023\u00a045\u00a067\u00a089", "01 23 45 67 89"),
        ("+33 1 23 45 67 89", "01 23 45 67 89"),
        ("+33 (0)1 23 45 67 89", "01 23 45 67 89"),
        ("0033123456789", "01 23 45 67 89"),
        ("+262 692 12 34 56", "+262 692 12 34 56"),
        ("26 26 26", "26 26 26"),
        ("", ""),
    ],
)
def test_phone_is_written_in_one_way(typed, written):
    assert written_phone(typed) == written


def test_other_hand_is_told_and_its_other_fields_are_kept(nadia, centre, edit, shown):
    """Both change the phone; the first changes the town too, which the second left alone."""
    Centre.objects.filter(pk=centre.pk).update(contact_phone="01 00 00 00 00", town="Montreuil")
    mine = {**shown, "contact_phone": "02 22 22 22 22", "head": "Aïcha Ndiaye"}

    page = nadia.post(edit, mine)

    assert "2 points à corriger" in page.text or "Deux points à corriger" in page.text
    assert "Quelqu’un vient d’écrire «\u202f01 00 00 00 00\u202f»" in page.text
    form = page.context["form"]
    values = [form[name].value() for name in ("contact_phone", "head", "town")]
    assert values == ["02 22 22 22 22", "Aïcha Ndiaye", "Montreuil"]
    centre.refresh_from_db()
    assert (centre.contact_phone, centre.head) == ("01 00 00 00 00", "Maïwenn Le Goff")


def test_saved_again_after_the_warning_it_is_saved(nadia, centre, edit, shown):
    Centre.objects.filter(pk=centre.pk).update(contact_phone="01 00 00 00 00", town="Montreuil")
    form = nadia.post(edit, {**shown, "contact_phone": "02 22 22 22 22"}).context["form"]
    again = {
        key: field
        for each in form
        for key, field in (
            (each.html_name, each.value() or ""),
            (each.html_initial_name, form.data[each.html_initial_name]),
        )
    }

    answer = nadia.post(edit, again)

    assert answer.status_code == 302
    centre.refresh_from_db()
    assert (centre.contact_phone, centre.town) == ("02 22 22 22 22", "Montreuil")
    assert JournalEntry.objects.about(centre).get().data["changes"] == [
        ["Téléphone", "01 00 00 00 00", "02 22 22 22 22"]
    ]


def test_box_ticked_by_another_is_told(nadia, centre, edit, shown):
    Centre.objects.filter(pk=centre.pk).update(accepts_own_computers=True)

    page = nadia.post(edit, {**shown, "town": "Montreuil"})

    assert "Quelqu’un vient de le changer" in page.text
    assert page.context["form"]["accepts_own_computers"].value() is True


def test_form_that_says_nothing_of_what_it_showed_overwrites_nothing(nadia, centre, edit):
    answer = nadia.post(edit, {"street": "1 rue Neuve", "postal_code": "75020", "town": "Paris"})

    assert answer.status_code == 200
    centre.refresh_from_db()
    assert centre.street == "28 rue des Écoles"


def test_nav_still_names_the_centre_as_it_is(nadia, edit, shown):
    page = nadia.post(edit, {**shown, "town": "Ailleurs", "postal_code": "x"})

    assert "Lycée Aimé-Césaire, Paris" in page.text


def test_form_that_comes_empty_is_told(nadia, edit):
    response = nadia.post(edit, {})

    assert (response.status_code, bool(response.context["form"].errors)) == (200, True)
