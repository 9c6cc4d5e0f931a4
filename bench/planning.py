"""A whole school planned at once: its sessions proposed, then made."""

import uuid
from datetime import time, timedelta
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from centres.models import CANDIDATES_PER_INVIGILATOR, Centre, Invigilator, Room
from sessions import planning_actions
from sessions.models import Session
from sessions.planning import Group, HalfDay, Place, Watcher, propose
from sessions.planning_checks import Draft

CLASSES, SIZE = 60, 25
LABEL = f"planning {CLASSES * SIZE:,} candidates"


def figures():
    user = User.objects.create_user(username="bench.planning", first_name="Nadia", last_name="F.")
    centre = Centre.objects.create(name="Lycée", kind="sco", town="Paris", department="75")
    rooms, people = furnished(centre)
    found, spent, _ = measured(proposed, centre.today + timedelta(days=30), rooms, people)
    if found.left:
        raise RuntimeError(f"{found.left} candidates were left over")
    yield f"{LABEL}, proposed", spent, f"{len(found.rows)} sessions"
    drafts = [
        Draft(line, session_of(row, centre, rooms), [people[each.id] for each in row.watchers])
        for line, row in enumerate(found.rows, 1)
    ]
    made, spent, queries = measured(planning_actions.make, centre, uuid.uuid4(), drafts, by=user)
    yield f"{LABEL}, made", spent, f"{made.sessions.count()} sessions, {queries} SQL queries"


def measured(act, *args, **kwargs):
    begun = perf_counter()
    with CaptureQueriesContext(connection) as queries:
        result = act(*args, **kwargs)
    return result, f"{(perf_counter() - begun) * 1000:.0f} ms", len(queries)


def furnished(centre):
    rooms = [Room.objects.create(centre=centre, name=f"B{n}", posts=28) for n in range(4)]
    people = [
        Invigilator.objects.create(centre=centre, first_name="Karim", last_name=f"Benali {n}")
        for n in range(8)
    ]
    return [{each.pk: each for each in some} for some in (rooms, people)]


def proposed(first, rooms, people):
    """Over four weeks, mornings and afternoons; two in each class have extra time."""
    days = [first + timedelta(days=n) for n in range(28)]
    halves = [(time(8), time(12)), (time(13, 30), time(17, 30))]
    return propose(
        [Group(f"2de {n}", SIZE, 2, 33) for n in range(CLASSES)],
        [Place(room.pk, room.name, room.posts) for room in rooms.values()],
        [Watcher(person.pk, str(person)) for person in people.values()],
        [HalfDay(day, *half) for day in days if day.weekday() < 5 for half in halves],
        [],
        dict.fromkeys(days, CANDIDATES_PER_INVIGILATOR),
    )


def session_of(row, centre, rooms):
    plain = {"group": row.group, "expected": row.size, "extra_time": row.extra_time}
    when = {"day": row.day, "start_time": row.start, "end_time": row.end}
    return Session(centre=centre, room=rooms[row.place.id], **plain, **when)
