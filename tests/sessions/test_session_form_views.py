"""Sessions typed in a form: made, copied, edited, by one person or by two."""

from datetime import date, time

import pytest
from django.db import connection
from django.urls import reverse

from core.journal import JournalEntry
from sessions import actions
from sessions.forms import SessionForm
from sessions.models import Session, Window
from tests.factories import InvigilatorFactory, LevelFactory, RoomFactory, SessionFactory
from tests.threads import all_at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]


@pytest.fixture
def room(centre):
    return RoomFactory(centre=centre, name="B204")


def typed(chosen, **changes):
    return {
        "day": "2027-03-10",
        "start_time": "10:00",
        "end_time": "",
        "extra_time": "",
        "room": chosen.pk if chosen else "",
        "revision": "0",
        **changes,
    }


def create(nadia, centre, data):
    return nadia.post(reverse("sessions:create", args=[centre.pk]), data)


def test_new_session_has_all_it_needs(nadia, centre, room, manager):
    people = [InvigilatorFactory(centre=centre) for _ in range(2)]

    response = create(nadia, centre, typed(room, invigilators=[p.pk for p in people]))

    session = Session.objects.get()
    assert response["Location"] == session.get_absolute_url()
    assert (session.end_time, session.created_by) == (time(12), manager)
    assert set(session.invigilators.all()) == set(people)


def test_end_follows_the_extra_time(nadia, centre, room):
    create(nadia, centre, typed(room, extra_time="33"))

    assert Session.objects.get().end_time == time(12, 35)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("day", "2027-02-31", "date valide"),
        ("day", "", "obligatoire"),
        ("day", "2097-03-10", "trop éloignée"),
        ("start_time", "26:00", "heure valide"),
        ("end_time", "09:00", "La fin vient après le début"),
        ("end_time", "10:00", "La fin vient après le début"),
        ("end_time", "10:10", "dure entre 30"),
        ("end_time", "23:50", "dure entre 30"),
        ("extra_time", "-5", "supérieure ou égale à 0"),
        ("extra_time", "900", "inférieure ou égale à 300"),
        ("extra_time", "99999999999", "inférieure ou égale à 300"),
        ("expected", "0", "supérieure ou égale à 1"),
        ("expected", "99999", "inférieure ou égale à 2000"),
        ("room", "999999", "choix"),
        ("invigilators", "999999", "Sélectionnez un choix valide"),
        ("observations", "x" * 501, "500"),
    ],
)
def test_nonsense_is_told_beside_its_field_and_nothing_is_made(
    nadia, centre, room, field, value, words
):
    response = create(nadia, centre, typed(room, group="2de A", **{field: value}))

    assert response.status_code == 200
    assert words in str(response.context["form"].errors[field])
    assert 'value="2de A"' in response.text
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"), [("2027-03-28", "n’existe pas"), ("2027-10-31", "existe deux fois")]
)
def test_hour_of_a_clock_change_is_refused(nadia, centre, room, day, words):
    response = create(nadia, centre, typed(room, day=day, start_time="02:30", end_time="06:00"))

    assert words in str(response.context["form"].errors["start_time"])


def test_end_on_an_hour_of_a_clock_change_is_told_beside_the_end(nadia, centre, room):
    hours = {"start_time": "00:30", "end_time": "02:30"}
    response = create(nadia, centre, typed(room, day="2027-10-31", **hours))

    assert list(response.context["form"].errors) == ["end_time"]


def test_session_that_would_end_after_midnight_is_refused(nadia, centre, room):
    response = create(nadia, centre, typed(room, start_time="23:00"))

    assert "après minuit" in str(response.context["form"].errors["start_time"])


@pytest.mark.parametrize("place_name", ["", "Mairie, salle des fêtes"])
def test_session_is_in_one_place_and_no_more(nadia, centre, room, place_name):
    chosen = room if place_name else None

    response = create(nadia, centre, typed(chosen, place_name=place_name))

    assert "un seul des deux" in response.text


def test_session_may_be_elsewhere(nadia, centre):
    create(nadia, centre, typed(None, place_name="Mairie", place_posts="12"))

    session = Session.objects.get()
    assert (session.place, session.posts) == ("Mairie", 12)


def test_room_of_another_centre_cannot_be_chosen(nadia, centre, other_centre):
    response = create(nadia, centre, typed(RoomFactory(centre=other_centre)))

    assert "choix" in str(response.context["form"].errors["room"])


def test_double_is_refused_with_a_link_to_the_other(nadia, centre, room):
    other = SessionFactory(centre=centre, room=room)

    response = create(nadia, centre, typed(room))

    assert f'href="{other.get_absolute_url()}"' in response.text
    assert Session.objects.count() == 1


def test_double_is_not_offered_to_be_saved_all_the_same(nadia, centre, room):
    SessionFactory(centre=centre, room=room)

    response = create(nadia, centre, typed(room))

    assert response.context["form"].warnings == []
    assert "tout de même" not in response.text
    assert "Créer la session</button>" in response.text


def test_clash_is_a_warning_that_one_may_pass(nadia, centre, room):
    person = InvigilatorFactory(centre=centre)
    SessionFactory(centre=centre, room=room, start_time=time(9), invigilators=[person])
    data = typed(room, invigilators=[person.pk])

    response = create(nadia, centre, data)

    assert len(response.context["form"].warnings) == 2
    assert Session.objects.count() == 1

    create(nadia, centre, data | {"confirmed": response.context["form"].data["confirmed"]})
    assert Session.objects.count() == 2


def test_new_warning_is_told_though_another_was_passed(nadia, centre, room):
    response = create(nadia, centre, typed(room, day="2027-01-15", confirmed="autre chose"))

    assert response.context["form"].warnings == ["La date est passée."]


def test_calendar_of_the_level_is_told(nadia, centre, room):
    level = LevelFactory(name="Terminale")
    Window.objects.create(level=level, opens_on=date(2026, 11, 30), closes_on=date(2027, 2, 28))

    response = create(nadia, centre, typed(room, level=level.pk))

    [warning] = response.context["form"].warnings
    assert warning.startswith("Hors de la période de certification")


def test_copy_starts_from_the_other_but_its_day(nadia, centre, room):
    model = SessionFactory(centre=centre, room=room, group="2de A", expected=24)

    response = nadia.get(reverse("sessions:create", args=[centre.pk]), {"copie": model.number})

    form = response.context["form"]
    assert (form["group"].value(), form["room"].value(), form["day"].value()) == (
        *("2de A", room.pk),
        None,
    )


@pytest.mark.parametrize("number", ["abc", "1", "99999999999999999999", "9" * 5000])
def test_copy_of_nothing_is_an_empty_form(nadia, centre, number):
    response = nadia.get(reverse("sessions:create", args=[centre.pk]), {"copie": number})

    assert response.status_code == 200


def edit(nadia, session, data):
    return nadia.post(reverse("sessions:edit", args=[session.centre_id, session.number]), data)


def test_edit_says_in_the_journal_what_changed(nadia, centre, room, manager):
    session = SessionFactory(centre=centre, room=room)

    edit(nadia, session, typed(room, start_time="14:00", end_time="16:00"))

    session.refresh_from_db()
    entry = JournalEntry.objects.about(session).get()
    assert (session.start_time, session.revision) == (time(14), 1)
    assert entry.data["changes"] == [["Début", "10:00", "14:00"], ["Fin", "12:00", "16:00"]]
    assert session.starts_at.hour == 13


def test_second_editor_is_told_what_changed_and_keeps_what_was_typed(nadia, centre, room):
    session = SessionFactory(centre=centre, room=room)
    edit(nadia, session, typed(room, end_time="12:00", group="2de A"))

    response = edit(nadia, session, typed(room, end_time="12:00", observations="Par la cour."))

    assert response.status_code == 200
    assert "classe ou groupe, vide → 2de A" in response.text
    assert "Par la cour." in response.text
    session.refresh_from_db()
    assert session.observations == ""

    again = {name: response.context["form"].data.get(name, "") for name in typed(room)}
    edit(nadia, session, again | {"observations": "Par la cour."})
    session.refresh_from_db()
    assert session.observations == "Par la cour."


def test_running_session_keeps_its_hours(nadia, centre, room):
    session = SessionFactory(centre=centre, room=room, running=True)

    edit(nadia, session, typed(room, start_time="08:00", observations="Panne à 10 h 20."))

    session.refresh_from_db()
    assert (session.start_time, session.observations) == (time(10), "Panne à 10 h 20.")


def test_finalised_session_is_not_edited(nadia, centre, room):
    session = SessionFactory(centre=centre, room=room, finalised=True)

    response = edit(nadia, session, typed(room, group="2de A"))

    assert response["Location"] == session.get_absolute_url()
    session.refresh_from_db()
    assert session.group == ""


def test_archived_room_stays_the_room_of_its_sessions(nadia, centre, room):
    session = SessionFactory(centre=centre, room=room)
    room.is_archived = True
    room.save()

    edit(nadia, session, typed(room, end_time="12:00", group="2de A"))

    session.refresh_from_db()
    assert session.group == "2de A"


def test_session_already_over_today_is_asked_about(nadia, centre, room):
    today = typed(room, day="2027-02-01", start_time="05:00", end_time="07:00")

    assert "L’heure de fin est passée" in create(nadia, centre, today).text
    assert not Session.objects.exists()


def test_session_deleted_meanwhile_is_not_edited(centre, room, manager):
    session = SessionFactory(centre=centre, room=room)
    form = SessionForm(centre, typed(room, group="2de A"), instance=session)
    assert form.is_valid()
    Session.objects.all().delete()

    with pytest.raises(actions.Gone):
        actions.edit(form, by=manager)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_session_deleted_under_its_editor_leads_to_the_list(signed_in, manager, centre):
    nadia, room = signed_in(manager), RoomFactory(centre=centre)
    for number in range(10):
        session = SessionFactory(centre=centre, room=room, day=date(2027, 3, number + 1))
        data = typed(room, day=str(session.day), end_time="12:00", group="2de A")
        delete = reverse("sessions:delete", args=[centre.pk, session.number])
        acts = [lambda d=delete: nadia.post(d), lambda s=session, d=data: edit(nadia, s, d)]

        responses = all_at_once(2, lambda a=acts: a.pop()())

        assert {each.status_code for each in responses} <= {302, 404}
        assert not Session.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_of_two_that_edit_at_once_one_is_told(client, signed_in, manager, centre):
    nadia = signed_in(manager)
    room = RoomFactory(centre=centre)
    for number in range(10):
        session = SessionFactory(centre=centre, room=room, day=date(2027, 3, number + 1))
        data = typed(room, day=str(session.day), end_time="12:00")
        groups = ["2de A", "2de B"]

        responses = all_at_once(
            2, lambda s=session, d=data, g=groups: edit(nadia, s, d | {"group": g.pop()})
        )

        assert sorted(each.status_code for each in responses) == [200, 302]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_of_two_that_create_the_same_at_once_one_is_told(signed_in, manager, centre):
    nadia, room = signed_in(manager), RoomFactory(centre=centre)

    responses = all_at_once(2, create, nadia, centre, typed(room))

    assert sorted(each.status_code for each in responses) == [200, 302]
    assert Session.objects.count() == 1
