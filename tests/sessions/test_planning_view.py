"""A whole school planned through its pages."""

import re
import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from core.journal import JournalEntry
from sessions.models import Planning, Session, Window
from tests.factories import (
    CandidateFactory,
    InvigilatorFactory,
    LevelFactory,
    RoomFactory,
    SessionFactory,
)
from tests.sessions.plans import answer, ask, confirm, demand


@pytest.fixture
def room(centre):
    return RoomFactory(centre=centre, name="Labo 1", posts=24)


@pytest.fixture
def karim(centre):
    return InvigilatorFactory(centre=centre, last_name="Benali")


@pytest.fixture
def ready(centre, room, karim):
    """A centre with a room and two surveillants."""
    InvigilatorFactory(centre=centre, first_name="Paule", last_name="Lacaze")
    return centre


def page(response):
    return response.content.decode()


def lines(response):
    return [(form["group"].value(), form["size"].value()) for form, _ in shown(response)]


def shown(response):
    return response.context["table"].lines


def faults(response):
    return [error for _, draft in shown(response) if draft for error in draft.errors]


def warnings(response):
    return [text for _, draft in shown(response) if draft for text in draft.warnings]


def test_first_page_offers_rooms_and_people_in_use(nadia, ready):
    RoomFactory(centre=ready, name="A1", is_archived=True)
    InvigilatorFactory(centre=ready, first_name="Yann", last_name="Roca", untrained=True)

    text = page(nadia.get(reverse("sessions:planning", args=[ready.pk])))

    assert "Labo 1" in text
    assert "A1" not in text
    assert text.count("Formation à prévoir") == 1


@pytest.mark.parametrize(
    ("missing", "way"), [("room", "centres:room_add"), ("people", "centres:invigilator_add")]
)
def test_without_room_or_people_the_page_says_where_to_begin(nadia, centre, missing, way):
    if missing == "people":
        RoomFactory(centre=centre)

    text = page(nadia.get(reverse("sessions:planning", args=[centre.pk])))

    assert reverse(way, args=[centre.pk]) in text
    assert "<form" not in text.partition('id="main"')[2]


def test_more_lines_are_added_and_what_was_typed_stays(nadia, ready):
    data = demand(ready, [("3e A", "vingt-huit")], days_off="férié", more="1")

    text = page(nadia.post(reverse("sessions:planning", args=[ready.pk]), data))

    assert 'value="12" id="id_groups-TOTAL_FORMS"' in re.sub(r"\s+", " ", text)
    assert 'value="3e A"' in text
    assert 'value="vingt-huit"' in text
    assert 'value="férié"' in text
    assert "à corriger" not in text


def test_proposal_is_a_table_and_nothing_is_made_yet(nadia, ready):
    response = ask(nadia, ready, [("3e A", 28), ("3e B", 24, 2, 33)])

    assert lines(response) == [("3e A (1/2)", 14), ("3e A (2/2)", 14), ("3e B", 24)]
    assert faults(response) == []
    assert not Session.objects.exists()


def test_derogation_asks_for_fewer_surveillants(nadia, ready, support):
    ready.derogations.create(
        limit=30, since="2027-03-01", until="2027-03-31", reason="Écrans suivis", granted_by=support
    )

    proposal = ask(nadia, ready, [("3e A", 24)])
    checked = confirm(nadia, ready, proposal, make=None)

    assert [len(line.seats) for line, _ in shown(proposal) + shown(checked)] == [1, 1]
    assert warnings(proposal) + warnings(checked) == []


def test_number_of_candidates_alone_is_enough(nadia, ready):
    response = ask(nadia, ready, [], number=50)

    assert lines(response) == [
        ("Candidats (1/3)", 17),
        ("Candidats (2/3)", 17),
        ("Candidats (3/3)", 16),
    ]


def test_existing_sessions_are_gone_round(nadia, ready, room):
    SessionFactory(centre=ready, room=room, day=date(2027, 3, 1), start_time=time(8))

    response = ask(nadia, ready, [("3e A", 20)])

    [(form, _)] = shown(response)
    assert (form["day"].value(), form["start_time"].value()) == (date(2027, 3, 1), time(13, 30))


def test_who_is_left_over_is_told_with_the_reason(nadia, ready):
    response = ask(nadia, ready, [("3e A", 24), ("3e B", 24)], last_day="2027-03-01", mornings="")

    [left] = response.context["left_over"]
    assert (left.group, left.size) == ("3e B", 24)
    assert "Il manque une" in page(response)


WRONG = [
    ({"rooms": []}, "Cochez au moins une salle."),
    ({"watchers": []}, "Cochez au moins un surveillant."),
    ({"weekdays": []}, "Cochez au moins un jour."),
    ({"first_day": "2020-03-01"}, "Cette date est passée."),
    ({"last_day": "2027-02-01"}, "La fin vient après le début."),
    ({"last_day": "2029-02-01"}, "Un an au plus."),
    ({"last_day": "2027-05-01"}, "90 demi-journées"),
    ({"last_day": "2027-03-01", "days_off": "1/3"}, "Aucun jour ne reste"),
    ({"days_off": "31/2/2027"}, "31/2/2027"),
    ({"mornings": "", "afternoons": ""}, "Cochez le matin, l’après-midi ou les deux."),
    ({"morning_ends": "07:00"}, "Un début, puis une fin qui vient après."),
    ({"afternoon_begins": "11:00"}, "L’après-midi commence après la fin du matin."),
    ({"number": 12}, "l’un des deux"),
    ({"groups-0-size": ""}, "Combien de candidats"),
    ({"groups-0-name": ""}, "Donnez un nom à cette classe."),
    ({"groups-0-extra_count": 40}, "Pas plus que les 28 candidats de la classe."),
    ({"groups-1-name": "B", "groups-1-size": 2990}, "3000 au plus à la fois"),
    ({"groups-TOTAL_FORMS": ""}, "formulaire"),
]


@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_what_is_wrong_is_told_and_what_was_typed_stays(nadia, ready, changes, said):
    response = ask(nadia, ready, **changes)

    assert response.templates[0].name == "sessions/planning.html"
    assert said in page(response)
    assert "à corriger" in page(response)
    assert ("3e A" in page(response)) == ("groups-0-name" not in changes and said != "formulaire")


def test_nothing_asked_is_told(nadia, ready):
    assert "l’un des deux" in page(ask(nadia, ready, []))


def test_more_than_sixty_classes_are_refused(nadia, ready):
    response = ask(nadia, ready, [(f"3e {n}", 10) for n in range(61)])

    assert "60 classes au plus" in page(response)


@pytest.mark.parametrize("field", ["rooms", "watchers"])
def test_room_or_person_of_another_centre_is_refused(nadia, ready, other_centre, field):
    theirs = {"rooms": RoomFactory, "watchers": InvigilatorFactory}[field](centre=other_centre)

    response = ask(nadia, ready, **{field: [theirs.pk]})

    assert response.templates[0].name == "sessions/planning.html"
    assert str(theirs) not in page(response)


def test_days_off_are_left_out(nadia, ready):
    response = ask(nadia, ready, [("A", 20), ("B", 20), ("C", 20)], days_off="1/3, 02/03/2027")

    assert {form["day"].value() for form, _ in shown(response)} == {
        date(2027, 3, 3),
        date(2027, 3, 4),
    }


def test_day_outside_the_window_of_the_level_is_told(nadia, ready):
    level = LevelFactory(name="Terminale")
    Window.objects.create(level=level, opens_on=date(2027, 4, 1), closes_on=date(2027, 5, 1))

    response = ask(nadia, ready, level=level.pk)

    assert any("Hors de la période" in text for text in warnings(response))


def test_sessions_are_made_at_once_with_rooms_people_and_codes(nadia, manager, ready, room, karim):
    level = LevelFactory()
    proposal = ask(nadia, ready, [("3e A", 28, 2, 33)], level=level.pk)

    response = confirm(nadia, ready, proposal)

    planning = Planning.objects.get()
    assert response["Location"] == reverse("sessions:planning_made", args=[ready.pk, planning.pk])
    one, other = Session.objects.order_by("starts_at")
    assert (one.group, one.expected, one.extra_time, one.end_time) == (
        "3e A (1/2)",
        14,
        33,
        time(10, 35),
    )
    assert {one.planning, other.planning} == {planning}
    assert (one.room, one.level, one.created_by) == (room, level, manager)
    assert list(one.invigilators.all()) == [karim]
    assert JournalEntry.objects.filter(verb="plan").count() == 2
    assert JournalEntry.objects.about(ready).get().data == {"planning": planning.pk, "sessions": 2}


def test_two_presses_make_one_set_and_lead_to_the_same_page(nadia, ready):
    proposal = ask(nadia, ready)

    first, second = (confirm(nadia, ready, proposal) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert (Planning.objects.count(), Session.objects.count()) == (1, 2)


def test_key_of_another_centre_opens_nothing(nadia, ready, other_centre, stranger):
    theirs = Planning.objects.create(centre=other_centre, key=uuid.uuid4(), made_by=stranger)

    response = confirm(nadia, ready, ask(nadia, ready), key=theirs.key)

    assert response.status_code == 200
    assert not Session.objects.exists()


def test_lines_unticked_are_not_made(nadia, ready):
    proposal = ask(nadia, ready)

    confirm(nadia, ready, proposal, **{"rows-0-keep": None, "rows-0-size": "n’importe quoi"})

    assert Session.objects.get().group == "3e A (2/2)"


def test_nothing_ticked_makes_nothing(nadia, ready):
    proposal = ask(nadia, ready)

    response = confirm(nadia, ready, proposal, **{"rows-0-keep": None, "rows-1-keep": None})

    assert response.status_code == 200
    assert not Planning.objects.exists()


def test_what_was_edited_is_what_is_made(nadia, ready):
    proposal = ask(nadia, ready, [("3e A", 20)])

    changes = {"rows-0-group": "3e A et B", "rows-0-size": 22, "rows-0-start_time": "09:00"}
    confirm(nadia, ready, proposal, **changes, **{"rows-0-end_time": ""})

    session = Session.objects.get()
    assert (session.group, session.expected) == ("3e A et B", 22)
    assert (session.start_time, session.end_time) == (time(9), time(11))


def test_verifying_warns_keeps_what_was_typed_and_makes_nothing(nadia, ready):
    proposal = ask(nadia, ready, [("3e A", 20)])

    response = confirm(nadia, ready, proposal, **{"rows-0-size": 30}, make=None)

    assert lines(response) == [("3e A", "30")]
    assert "30 candidats pour les 24 postes de la salle." in warnings(response)
    assert any("il en faut 2" in text for text in warnings(response))
    assert not Session.objects.exists()


def test_candidates_in_no_kept_session_are_counted(nadia, ready):
    proposal = ask(nadia, ready)

    response = confirm(nadia, ready, proposal, **{"rows-1-keep": None}, make=None)

    assert response.context["missing"] == 14
    assert "14 candidats de la demande" in page(response)


BAD_LINES = [
    ({"rows-0-size": "0"}, "Candidats"),
    ({"rows-0-day": "demain"}, "Date"),
    ({"rows-0-day": "2127-03-01"}, "trop éloignée"),
    ({"rows-0-end_time": "08:10"}, "Une session dure entre"),
    ({"rows-0-end_time": "07:00"}, "Une session dure entre"),
    ({"rows-0-start_time": "23:30", "rows-0-end_time": ""}, "après minuit"),
    ({"rows-0-day": "2027-03-28", "rows-0-start_time": "02:30"}, "n’existe pas"),
    (
        {
            "rows-0-day": "2027-10-31",
            "rows-0-start_time": "01:00",
            "rows-0-end_time": "02:30",
        },
        "existe deux fois",
    ),
    ({"rows-1-day": "2027-03-01", "rows-1-start_time": "09:00"}, "est déjà prise, ligne 1"),
    ({"rows-0-watchers": ["999999"]}, "plus proposée"),
    ({"rows-TOTAL_FORMS": "x"}, "formulaire"),
]


@pytest.mark.parametrize(("changes", "said"), BAD_LINES)
def test_bad_line_is_marked_and_nothing_is_made(nadia, ready, changes, said):
    response = confirm(nadia, ready, ask(nadia, ready), **changes)

    assert response.status_code == 200
    assert said in page(response)
    assert "à corriger" in page(response)
    assert not Session.objects.exists()
    assert not Planning.objects.exists()


def test_one_person_twice_at_a_time_is_refused(nadia, ready, karim):
    RoomFactory(centre=ready, name="A1")
    proposal = ask(nadia, ready)

    same = {"rows-0-watchers": [karim.pk], "rows-1-watchers": [karim.pk]}
    response = confirm(nadia, ready, proposal, **same)

    assert faults(response) == ["Karim Benali surveille déjà la ligne 1."]


def test_one_person_chosen_twice_in_a_line_comes_once(nadia, ready, karim):
    proposal = ask(nadia, ready, [("3e A", 20)])

    confirm(nadia, ready, proposal, **{"rows-0-watchers": [karim.pk, "", karim.pk]})

    assert list(Session.objects.get().invigilators.all()) == [karim]


def test_session_planned_meanwhile_is_a_clash_and_nothing_is_made(nadia, ready, room):
    proposal = ask(nadia, ready)
    SessionFactory(centre=ready, room=room, day=date(2027, 3, 1), start_time=time(9))

    response = confirm(nadia, ready, proposal)

    [fault] = faults(response)
    assert fault.startswith("La salle Labo 1 a déjà la session")
    assert Session.objects.count() == 1


@pytest.mark.parametrize("gone", ["room", "karim"])
def test_room_or_person_put_away_meanwhile_is_told(nadia, ready, room, karim, gone):
    proposal = ask(nadia, ready)
    thing = {"room": room, "karim": karim}[gone]
    type(thing).objects.filter(pk=thing.pk).update(is_archived=True)

    response = confirm(nadia, ready, proposal)

    assert "n’est plus proposée" in page(response)
    assert not Session.objects.exists()


def test_room_of_another_centre_is_refused_in_a_line(nadia, ready, other_centre):
    theirs = RoomFactory(centre=other_centre, name="Secret")

    response = confirm(nadia, ready, ask(nadia, ready), **{"rows-0-room": theirs.pk})

    assert response.status_code == 200
    assert not Session.objects.exists()
    assert "Secret" not in page(response)


def test_hours_are_those_of_the_centre(signed_in, stranger, other_centre):
    RoomFactory(centre=other_centre)
    InvigilatorFactory(centre=other_centre)
    browser = signed_in(stranger)

    confirm(browser, other_centre, ask(browser, other_centre, [("3e A", 20)]))

    session = Session.objects.get()
    assert (session.start_time, session.starts_at.hour) == (time(8), 4)


def test_form_cut_on_its_way_starts_again(nadia, ready):
    response = confirm(nadia, ready, ask(nadia, ready), key="")

    assert response["Location"] == reverse("sessions:planning", args=[ready.pk])


@pytest.mark.parametrize("name", ["planning_proposal", "planning_confirm"])
def test_pages_that_are_only_sent_to_lead_back_to_the_first(nadia, ready, name):
    response = nadia.get(reverse(f"sessions:{name}", args=[ready.pk]))

    assert response["Location"] == reverse("sessions:planning", args=[ready.pk])


def test_going_back_keeps_what_was_asked(nadia, ready):
    proposal = ask(nadia, ready, [("3e A", 28, 2, 33)], days_off="3/3/2027")

    response = nadia.post(reverse("sessions:planning", args=[ready.pk]), answer(proposal))

    assert 'value="3e A"' in page(response)
    assert 'value="3/3/2027"' in page(response)
    assert 'value="33"' in page(response)


def test_three_thousand_candidates_in_one_form(nadia, ready):
    for _ in range(4):
        RoomFactory(centre=ready, posts=40)
        InvigilatorFactory(centre=ready)
    people = {"first_day": "2027-03-01", "last_day": "2027-04-09", "pause": 0}
    proposal = ask(nadia, ready, [(f"2de {n}", 50) for n in range(60)], **people)
    sent = answer(proposal)
    assert sum(len(value) if isinstance(value, list) else 1 for value in sent.values()) > 1000

    response = confirm(nadia, ready, proposal)

    assert response.status_code == 302
    assert sum(Session.objects.values_list("expected", flat=True)) == 3000


@pytest.fixture
def made(nadia, ready):
    confirm(nadia, ready, ask(nadia, ready, [("3e A", 28)]))
    return Planning.objects.get()


def test_what_was_made_is_shown(nadia, ready, made):
    text = page(nadia.get(reverse("sessions:planning_made", args=[ready.pk, made.pk])))

    for session in made.sessions.all():
        assert session.access_code in text
    assert "2 sessions pour 28 candidats" in text


def test_planning_is_undone_after_a_confirmation(nadia, ready, made):
    address = reverse("sessions:planning_undo", args=[ready.pk, made.pk])
    numbers = set(made.sessions.values_list("number", flat=True))

    asked = page(nadia.get(address))
    assert "2 sessions" in asked
    assert Session.objects.count() == 2

    assert nadia.post(address).status_code == 302
    assert not Session.objects.exists()
    entry = JournalEntry.objects.filter(verb="undo_planning").get()
    assert set(entry.data["numbers"]) == numbers


@pytest.mark.parametrize("deed", ["edit", "start", "cancel", "enrol"])
def test_sessions_touched_since_are_kept(nadia, manager, ready, made, deed):
    session = made.sessions.first()
    if deed == "edit":
        made.sessions.filter(pk=session.pk).update(revision=1)
    elif deed == "start":
        session.start()
    elif deed == "enrol":
        CandidateFactory(session=session)
    else:
        session.cancel(by=manager, why="Panne.")
    address = reverse("sessions:planning_undo", args=[ready.pk, made.pk])
    assert "1 session reste" in page(nadia.get(address))

    nadia.post(address)

    assert list(Session.objects.all()) == [session]


def test_undone_twice_does_nothing_more(nadia, ready, made):
    address = reverse("sessions:planning_undo", args=[ready.pk, made.pk])

    for _ in range(2):
        assert nadia.post(address).status_code == 302

    assert JournalEntry.objects.filter(verb="undo_planning").count() == 1
    assert "Il ne reste aucune session" in page(
        nadia.get(reverse("sessions:planning_made", args=[ready.pk, made.pk]))
    )


def test_planning_is_found_again_from_its_sessions_and_from_the_next_one(nadia, ready):
    confirm(nadia, ready, ask(nadia, ready))
    link = f'href="{reverse("sessions:planning_made", args=[ready.pk, Planning.objects.get().pk])}"'

    assert link in page(nadia.get(Session.objects.first().get_absolute_url()))
    assert link in page(nadia.get(reverse("sessions:planning", args=[ready.pk])))

    Session.objects.all().delete()
    assert link not in page(nadia.get(reverse("sessions:planning", args=[ready.pk])))


@pytest.mark.parametrize("rows", [1, 3])
def test_first_page_query_count(nadia, manager, ready, rows, django_assert_num_queries):
    for _ in range(rows):
        made = Planning.objects.create(centre=ready, key=uuid.uuid4(), made_by=manager)
        SessionFactory(centre=ready, planning=made)
        RoomFactory(centre=ready)
        InvigilatorFactory(centre=ready)
    address = reverse("sessions:planning", args=[ready.pk])
    nadia.get(address)

    with django_assert_num_queries(7):
        nadia.get(address)


@pytest.mark.parametrize("rows", [1, 3])
def test_proposal_query_count(nadia, ready, room, rows, django_assert_num_queries):
    for number in range(rows):
        SessionFactory(centre=ready, room=room, day=date(2027, 3, 2 + number))
    nadia.get(reverse("sessions:planning", args=[ready.pk]))
    data = demand(ready, [(f"3e {n}", 20) for n in range(3 + rows)])
    address = reverse("sessions:planning_proposal", args=[ready.pk])

    with django_assert_num_queries(11):
        nadia.post(address, data)


def cost(browser, centre, classes, counted):
    proposal = ask(browser, centre, [(f"3e {n}", 20) for n in range(classes)])
    with counted() as queries:
        assert confirm(browser, centre, proposal).status_code == 302
    return len(queries)


def test_making_sessions_costs_few_queries_for_each(nadia, ready, django_assert_max_num_queries):
    def counted():
        return django_assert_max_num_queries(100)

    one = cost(nadia, ready, 1, counted)
    Session.objects.all().delete()

    assert (cost(nadia, ready, 6, counted) - one) / 5 <= 4


@pytest.mark.parametrize("rows", [1, 3])
def test_made_query_count(nadia, ready, rows, django_assert_num_queries):
    confirm(nadia, ready, ask(nadia, ready, [(f"3e {n}", 20) for n in range(rows)]))
    address = reverse("sessions:planning_made", args=[ready.pk, Planning.objects.get().pk])

    with django_assert_num_queries(7):
        nadia.get(address)


def test_working_days_are_ticked_before_anything_is_typed(signed_in, manager, centre):
    page = signed_in(manager).get(reverse("sessions:planning", args=[centre.pk]))

    ticked = [box.data["value"] for box in page.context["form"]["weekdays"] if box.data["selected"]]
    assert ticked == [0, 1, 2, 3, 4]
