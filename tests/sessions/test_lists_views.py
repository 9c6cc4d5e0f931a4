"""The list, the week, and what needs somebody today."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    NOON,
    CandidateFactory,
    InvigilatorFactory,
    RoomCheckFactory,
    RoomFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_tenth_of_march():
    """A Wednesday, 9 h 12 in Paris."""
    with time_machine.travel("2027-03-10 08:12+00:00", tick=False):
        yield


@pytest.fixture
def listed(nadia, centre):
    def ask(**query):
        response = nadia.get(reverse("sessions:list", args=[centre.pk]), query)
        return [session.number for session in response.context["page"]]

    return ask


def on(centre, month, day, **fields):
    return SessionFactory(centre=centre, day=date(2027, month, day), **fields).number


def test_most_urgent_comes_first(centre, listed):
    past = on(centre, 2, 3, published=True)
    later = on(centre, 3, 17)
    soon = on(centre, 3, 11)
    due = on(centre, 3, 9, running=True)
    late = on(centre, 3, 5, running=True)
    now = on(centre, 3, 10, start_time=time(8), end_time=time(10), running=True)
    before = on(centre, 1, 6, published=True)

    assert listed() == [late, due, now, soon, later, past, before]


def test_number_room_group_and_people_are_found(centre, listed):
    person = InvigilatorFactory(centre=centre, first_name="Pascale", last_name="Lacaze")
    room = RoomFactory(centre=centre, name="CDI du bâtiment B")
    number = on(centre, 3, 17, room=room, group="Terminale G2", invigilators=[person])
    on(centre, 3, 18)

    for words in (str(number), "cdi bâtiment", "terminale", "pascale lacaze", "LACAZE cdi"):
        assert listed(q=words) == [number]
    assert listed(q="lacaze B204") == []
    assert listed(q="%") == []


def test_session_is_found_by_who_sits_it(centre, listed):
    session = SessionFactory(centre=centre, day=date(2027, 3, 17))
    CandidateFactory(session=session, birth_name="de La Tour d’Auvergne", first_name="Chloé")
    CandidateFactory(session=session, birth_name="Retiré", removed_at=NOON)
    on(centre, 3, 18)

    assert listed(q="latour CHLOE") == [session.number]
    assert listed(q="retire") == []
    assert listed(q="’’") == []


def test_filters_add_up(centre, listed):
    person = InvigilatorFactory(centre=centre)
    first = on(centre, 3, 11, invigilators=[person])
    second = on(centre, 3, 12)
    third = on(centre, 4, 12, invigilators=[person])
    old = on(centre, 1, 12, invigilators=[person], running=True)

    assert listed(etat="planned") == [first, second, third]
    assert listed(etat="planned", mois="2027-03") == [first, second]
    assert listed(qui=person.pk, mois="2026-2027", tri="-date") == [third, first, old]
    assert listed(etat="late") == [old]
    assert listed(etat="missed") == []


@pytest.mark.parametrize(
    "query",
    [
        {"etat": "n'importe"},
        {"mois": "2027-99"},
        {"qui": "abc"},
        {"tri": "drop"},
        {"page": "99999"},
        {"page": "abc"},
        {"q": "x" * 200},
    ],
    ids=str,
)
def test_what_makes_no_sense_asks_nothing(centre, listed, query):
    number = on(centre, 3, 17)

    assert listed(**query) == [number]


def test_list_of_nobody_leads_to_the_first_session(nadia, centre):
    page = nadia.get(reverse("sessions:list", args=[centre.pk])).text

    assert "Aucune session pour l’instant" in page


def test_list_where_nothing_is_found_says_so(nadia, centre):
    on(centre, 3, 17)

    page = nadia.get(reverse("sessions:list", args=[centre.pk]), {"q": "introuvable"}).text

    assert "Aucune session ne correspond" in page


def test_pages_keep_their_filters(nadia, centre):
    room = RoomFactory(centre=centre, name="B204")
    for number in range(30):
        on(centre, 4, 1, room=room, start_time=time(8, number), end_time=time(10, 30))

    page = nadia.get(reverse("sessions:list", args=[centre.pk]), {"q": "B204"})

    assert len(page.context["page"]) == 25
    assert "q=B204&amp;page=2" in page.text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("list", 10), ("agenda", 5), ("dashboard", 19)])
def test_pages_cost_the_same_for_one_and_for_three(
    nadia, centre, name, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        people = [InvigilatorFactory(centre=centre) for _ in range(rows)]
        on(centre, 3, 11 + number % 2, start_time=time(8 + number), invigilators=people)
        on(centre, 3, 8, start_time=time(8 + number), running=True)
        on(centre, 3, 10, start_time=time(6 + number), running=True)
        on(centre, 3, 9, start_time=time(8 + number))
    address = reverse(f"sessions:{name}", args=[centre.pk])
    nadia.get(address)

    with django_assert_num_queries(queries):
        nadia.get(address)


def week(nadia, centre, name=""):
    response = nadia.get(reverse("sessions:agenda", args=[centre.pk]), {"semaine": name})
    return response.context["days"]


def test_agenda_shows_this_week_day_by_day(nadia, centre):
    afternoon = on(centre, 3, 11, start_time=time(14), end_time=time(16))
    morning = on(centre, 3, 11)
    on(centre, 3, 16)

    days = week(nadia, centre)

    assert [day.day for day, _ in days] == [8, 9, 10, 11, 12]
    assert [session.number for session in days[3][1]] == [morning, afternoon]


def test_agenda_shows_a_saturday_only_when_something_happens(nadia, centre):
    on(centre, 3, 20)

    assert [day.day for day, _ in week(nadia, centre, "2027-W11")] == [15, 16, 17, 18, 19, 20]


def test_agenda_counts_those_enrolled_beyond_those_expected(nadia, centre):
    session = SessionFactory(centre=centre, day=date(2027, 3, 11), expected=1)
    CandidateFactory.create_batch(2, session=session)

    page = nadia.get(reverse("sessions:agenda", args=[centre.pk])).text

    assert "2 candidats" in page


@pytest.mark.parametrize(
    "name", ["2027-W99", "abc", "99999-W01", "2027-W", "-W-", "9999-W52", "0001-W01"]
)
def test_agenda_of_a_week_that_is_not_is_that_of_today(nadia, centre, name):
    assert week(nadia, centre, name)[0][0] == date(2027, 3, 8)


def test_today_is_that_of_the_centre(signed_in, stranger, other_centre):
    """DL-5: past 20 h in Paris the next day has begun in Saint-Joseph."""
    with time_machine.travel("2027-03-14 21:00+00:00", tick=False):
        assert week(signed_in(stranger), other_centre)[0][0] == date(2027, 3, 15)


def test_dashboard_says_what_needs_somebody(nadia, centre):
    late = on(centre, 3, 5, running=True)
    due = on(centre, 3, 9, running=True)
    now = on(centre, 3, 10, start_time=time(8), end_time=time(10), running=True)
    soon = on(centre, 3, 11)
    missed = on(centre, 3, 8)
    on(centre, 5, 8)
    InvigilatorFactory(centre=centre, untrained=True)

    board = nadia.get(reverse("sessions:dashboard", args=[centre.pk])).context["board"]

    assert [each.number for each in board.to_finalise] == [late, due]
    assert [each.number for each in board.running] == [now]
    assert [each.session.number for each in board.upcoming] == [soon]
    assert [each.number for each in board.missed] == [missed]
    assert (board.untrained, board.unchecked) == (1, 6)


@pytest.mark.parametrize(("enrolled", "badge"), [(0, "À préparer"), (1, "Prête")])
def test_session_is_ready_only_when_somebody_is_enrolled(nadia, manager, centre, enrolled, badge):
    room = RoomCheckFactory(room__centre=centre, by=manager).room
    people = [InvigilatorFactory(centre=centre)]
    session = SessionFactory(centre=centre, day=date(2027, 3, 11), room=room, invigilators=people)
    CandidateFactory.create_batch(enrolled, session=session)

    page = nadia.get(reverse("sessions:dashboard", args=[centre.pk])).text

    assert [word for word in ("À préparer", "Prête") if f">{word}<" in page] == [badge]


def test_result_is_news_for_a_month(nadia, centre):
    session = SessionFactory(centre=centre, published=True)
    session.published_at -= timedelta(days=40)
    session.save()
    fresh = SessionFactory(centre=centre, published=True, published_at="2027-03-01T10:00Z")

    board = nadia.get(reverse("sessions:dashboard", args=[centre.pk])).context["board"]

    assert [each.number for each in board.published] == [fresh.number]
