"""The proposal for a whole school: tables first, then what must hold of every one."""

import time as clock
from datetime import date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.planning import BETWEEN, Busy, Group, HalfDay, Place, Watcher, propose
from sessions.timing import slot_length

B204, CDI = Place(1, "B204", 24), Place(2, "CDI", 12)
KARIM, PAULE, YANN = Watcher(1, "Karim"), Watcher(2, "Paule"), Watcher(3, "Yann")
MONDAY = date(2027, 3, 1)


def morning(day=MONDAY, ends=time(12)):
    return HalfDay(day, time(8), ends)


def afternoon(day=MONDAY):
    return HalfDay(day, time(13, 30), time(17, 30))


def week(number):
    days = [MONDAY + timedelta(days=n) for n in range(number)]
    return [half for day in days for half in (morning(day), afternoon(day))]


def proposal(groups, places=(B204,), watchers=(KARIM, PAULE), half_days=(), busy=(), limit=20):
    half_days = half_days or week(5)
    limits = {half_day.day: limit for half_day in half_days}
    return propose(groups, places, watchers, half_days, busy, limits)


def sizes(found):
    return [row.size for row in found.rows]


def hours(found):
    return [(row.day, row.start, row.end) for row in found.rows]


@pytest.mark.parametrize(
    ("size", "posts", "parts"),
    [(28, 24, [14, 14]), (24, 24, [24]), (25, 24, [13, 12]), (70, 24, [24, 23, 23]), (1, 24, [1])],
)
def test_class_is_cut_into_even_parts(size, posts, parts):
    found = proposal([Group("3e A", size)], [Place(1, "B204", posts)])

    assert sizes(found) == parts


def test_parts_of_a_class_are_numbered():
    found = proposal([Group("3e A", 28), Group("3e B", 20)])

    assert [row.group for row in found.rows] == ["3e A (1/2)", "3e A (2/2)", "3e B"]


@pytest.mark.parametrize(("size", "limit", "needed"), [(20, 20, 1), (21, 20, 2), (24, 30, 1)])
def test_one_surveillant_for_so_many_candidates(size, limit, needed):
    [row] = proposal([Group("3e A", size)], limit=limit).rows

    assert len(row.watchers) == needed


def test_derogation_counts_on_its_days_alone():
    tuesday = MONDAY + timedelta(days=1)
    half_days = [morning(), morning(tuesday)]

    found = propose([Group("3e A", 24)], [B204], [KARIM], half_days, [], {MONDAY: 20, tuesday: 30})

    assert [(row.size, row.day) for row in found.rows] == [(24, tuesday)]


def test_one_surveillant_alone_makes_smaller_sessions():
    found = proposal([Group("3e A", 24)], watchers=[KARIM])

    assert sizes(found) == [12, 12]


def test_two_rooms_are_used_at_once():
    found = proposal([Group("3e A", 24), Group("3e B", 10)], [B204, CDI], [KARIM, PAULE, YANN])

    assert [(row.place, row.start) for row in found.rows] == [(B204, time(8)), (CDI, time(8))]


def test_smallest_room_that_will_do_is_taken():
    [row] = proposal([Group("3e A", 10)], [B204, CDI]).rows

    assert row.place == CDI


def test_sessions_follow_each_other_with_a_pause():
    found = proposal([Group("3e A", 28)], half_days=[morning(ends=time(12, 15))])

    assert hours(found) == [
        (MONDAY, time(8), time(10)),
        (MONDAY, time(10, 15), time(12, 15)),
    ]


def test_half_day_too_short_for_two_sessions_holds_one():
    found = proposal([Group("3e A", 28)], half_days=[morning(), afternoon()])

    assert [row.start for row in found.rows] == [time(8), time(13, 30)]


def test_pause_may_be_none_at_all():
    asked = [Group("A", 28)], [B204], [KARIM], [morning()], [], {MONDAY: 20}
    found = propose(*asked, timedelta(0))

    assert [row.start for row in found.rows] == [time(8), time(10)]


def test_extra_time_within_a_class_lengthens_one_of_its_slots():
    found = proposal([Group("3e A", 28, extra_time_count=3, extra_time=33)])

    assert [(row.size, row.extra_time, row.end) for row in found.rows] == [
        (14, 33, time(10, 35)),
        (14, 0, time(15, 30)),
    ]


def test_extra_time_is_gathered_from_all_classes_when_that_saves_sessions():
    classes = [Group(f"3e {name}", 26, extra_time_count=2, extra_time=33) for name in "ABC"]

    found = proposal(classes)

    assert [(row.group, row.size, row.extra_time) for row in found.rows] == [
        ("Temps majoré, 3e A, 3e B, 3e C", 6, 33),
        ("3e A", 24, 0),
        ("3e B", 24, 0),
        ("3e C", 24, 0),
    ]


def test_extra_time_that_no_half_day_holds_is_told():
    found = proposal([Group("3e A", 20, extra_time_count=1, extra_time=200)])

    assert sizes(found) == [19]
    [left] = found.left_over
    assert (left.size, left.extra_time) == (1, 200)
    assert left.reason.startswith("Il faut 5 h 30 de suite")


def test_room_taken_by_an_existing_session_is_left_alone():
    taken = Busy(datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 11), room=B204.id)

    [row] = proposal([Group("3e A", 20)], busy=[taken]).rows

    assert (row.day, row.start) == (MONDAY, time(13, 30))


def test_surveillant_taken_by_an_existing_session_is_left_alone():
    taken = Busy(datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 11), watcher=KARIM.id)

    [row] = proposal([Group("3e A", 20)], busy=[taken]).rows

    assert row.watchers == (PAULE,)


def test_something_over_midnight_takes_both_days():
    taken = Busy(datetime(2027, 3, 1, 20), datetime(2027, 3, 2, 9), room=B204.id)

    [row] = proposal([Group("A", 20)], half_days=[morning(date(2027, 3, 2))], busy=[taken]).rows

    assert row.start == time(9, 15)


def test_surveillants_take_turns():
    found = proposal([Group(name, 20) for name in "ABCD"])

    assert [row.watchers for row in found.rows] == [(KARIM,), (PAULE,), (KARIM,), (PAULE,)]


def test_parts_of_a_class_come_together_when_that_ends_no_later():
    """Monday morning has one small hole; the class would straddle Monday and Tuesday."""
    tuesday = MONDAY + timedelta(days=1)
    taken = [
        Busy(datetime(2027, 3, 1, 8), datetime(2027, 3, 1, 18), room=CDI.id),
        Busy(datetime(2027, 3, 1, 13), datetime(2027, 3, 1, 18), room=B204.id),
    ]
    places = [B204, Place(2, "CDI", 24)]

    found = proposal([Group("3e A", 28)], places, half_days=week(2), busy=taken)

    assert [(row.day, row.start) for row in found.rows] == [(tuesday, time(8))] * 2


@pytest.mark.parametrize(
    ("places", "watchers", "reason"),
    [
        ([B204, CDI], [KARIM], "Il manque un surveillant : des salles restent libres."),
        ([B204], [KARIM, PAULE], "Il manque une salle : des surveillants restent libres."),
        ([B204], [KARIM], "Il manque une demi-journée, ou une salle et un surveillant."),
    ],
)
def test_what_is_lacking_is_told(places, watchers, reason):
    found = proposal([Group("A", 12), Group("B", 12)], places, watchers, half_days=[morning()])

    [left] = found.left_over
    assert (left.group, left.size, left.reason) == ("B", 12, reason)


def test_last_ones_are_placed_in_smaller_rooms_rather_than_left():
    found = proposal(
        [Group("A", 24), Group("B", 20)],
        [B204, CDI, Place(3, "A1", 10)],
        [KARIM, PAULE, YANN, Watcher(4, "Inès")],
        half_days=[morning()],
    )

    assert sizes(found) == [10, 24, 10]


@pytest.mark.parametrize(("places", "watchers"), [([], [KARIM]), ([B204], [])])
def test_without_room_or_surveillant_everybody_is_left_over(places, watchers):
    found = proposal([Group("3e A", 28)], places, watchers)

    assert (found.rows, found.left) == ((), 28)


def test_fifteen_hundred_candidates_are_proposed_in_half_a_second():
    groups = [Group(f"2de {n}", 30, n % 4, 33) for n in range(50)]
    places = [Place(n, f"B{n}", 12 + 4 * n) for n in range(1, 5)]
    watchers = [Watcher(n, str(n)) for n in range(8)]

    begun = clock.process_time()
    found = proposal(groups, places, watchers, week(15))

    assert clock.process_time() - begun < 0.5
    assert found.left == 0


half_days = st.builds(
    lambda day, begins, length: HalfDay(
        MONDAY + timedelta(days=day), time(begins), time(begins + length)
    ),
    st.integers(0, 3),
    st.integers(8, 16),
    st.integers(1, 6),
)
groups = st.lists(
    st.builds(
        lambda size, count, extra: Group("", size, min(size, count), extra),
        st.integers(0, 70),
        st.integers(0, 12),
        st.sampled_from([10, 33, 50, 100]),
    ),
    max_size=6,
).map(lambda found: [Group(f"G{n}", *list(vars(g).values())[1:]) for n, g in enumerate(found)])
places = st.lists(st.integers(1, 40), max_size=4).map(
    lambda posts: [Place(n, f"S{n}", number) for n, number in enumerate(posts)]
)
watchers = st.integers(0, 5).map(lambda number: [Watcher(n, f"P{n}") for n in range(number)])
busy = st.lists(
    st.builds(
        lambda hour, length, room, watcher: Busy(
            datetime(2027, 3, 1) + timedelta(hours=hour),
            datetime(2027, 3, 1) + timedelta(hours=hour + length),
            room,
            watcher,
        ),
        st.integers(0, 90),
        st.integers(1, 5),
        st.none() | st.integers(0, 3),
        st.none() | st.integers(0, 4),
    ),
    max_size=8,
)
limits = st.fixed_dictionaries(
    {MONDAY + timedelta(days=day): st.integers(1, 30) for day in range(4)}
)
asked = st.tuples(groups, places, watchers, st.lists(half_days, max_size=6), busy, limits)


def span(row):
    return datetime.combine(row.day, row.start), datetime.combine(row.day, row.end)


def apart(one, other):
    return one[1] + BETWEEN <= other[0] or other[1] + BETWEEN <= one[0]


@given(asked)
def test_everybody_is_placed_once_or_left_over(asked):
    found = propose(*asked)

    assert sum(sizes(found)) + found.left == sum(group.size for group in asked[0])
    placed = [some for row in found.rows for some in row.part.people]
    for group in asked[0]:
        mine = [some for some in placed if some.group == group.name]
        assert sum(some.number for some in mine) <= group.size
        assert sum(s.number for s in mine if s.extra_time) <= group.extra_time_count


@given(asked)
def test_no_room_and_no_surveillant_has_too_many(asked):
    for row in propose(*asked).rows:
        assert 1 <= row.size <= row.place.posts
        assert len(set(row.watchers)) == -(-row.size // asked[5][row.day])


@given(asked)
@settings(max_examples=200)
def test_nothing_clashes_with_itself_nor_with_what_was_there(asked):
    rows = propose(*asked).rows

    for one, other in combinations(rows, 2):
        if one.place == other.place or set(one.watchers) & set(other.watchers):
            assert apart(span(one), span(other))
    for row in rows:
        for taken in asked[4]:
            if taken.room == row.place.id or taken.watcher in {w.id for w in row.watchers}:
                assert apart(span(row), (taken.starts, taken.ends))


@given(asked)
def test_every_slot_is_long_enough_and_within_a_half_day(asked):
    for row in propose(*asked).rows:
        starts, ends = span(row)
        assert ends - starts == slot_length(row.extra_time)
        assert any(
            half.day == row.day and half.begins <= row.start and row.end <= half.ends
            for half in asked[3]
        )


@given(asked)
def test_the_same_question_has_the_same_answer(asked):
    assert propose(*asked) == propose(*asked)
