"""The pages of a centre with three thousand sessions."""

from datetime import time, timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bench.pages import cost, visit
from centres.models import Centre, Invigilator, Membership, Room
from sessions.models import Session

SESSIONS = 3000
PAGES = {
    "list of sessions": "sessions:list",
    "agenda of a week": "sessions:agenda",
    "dashboard": "sessions:dashboard",
}


def figures():
    centre, user = furnished()
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    for label, route in PAGES.items():
        address = reverse(route, args=[centre.pk])
        visit(client, address)
        yield f"{label}, {SESSIONS} sessions", *cost(client, address)


def furnished():
    user = User.objects.create_user(username="bench.centre", first_name="Nadia", last_name="F.")
    user.accept_terms()
    centre = Centre.objects.create(name="Lycée", kind="sco", town="Paris", department="75")
    Membership.objects.create(user=user, centre=centre, role="manager")
    rooms = [Room.objects.create(centre=centre, name=f"B{n}", posts=24) for n in range(10)]
    watchers = [
        Invigilator.objects.create(centre=centre, first_name="Karim", last_name=f"Benali {n}")
        for n in range(20)
    ]
    sessions = Session.objects.bulk_create(
        session_of(centre, rooms[n % 10], n // 10 % 4, n // 40, n, user) for n in range(SESSIONS)
    )
    through = Session.invigilators.through
    through.objects.bulk_create(
        through(session=session, invigilator=watchers[n % 20]) for n, session in enumerate(sessions)
    )
    return centre, user


def session_of(centre, room, slot, days, number, user):
    """From half of them ago to half of them ahead, four a day in each room."""
    now = timezone.now()
    session = Session(
        centre=centre,
        room=room,
        number=200_000 + number,
        access_code=f"{number:06}",
        day=timezone.localdate() + timedelta(days=days - SESSIONS // 80),
        start_time=time(8 + 2 * slot),
        end_time=time(10 + 2 * slot),
        created_by=user,
    )
    session.set_hours()
    if session.ends_at < now:
        session.__dict__ |= {"state": "published", "started_at": now}
        session.__dict__ |= {"finalised_at": now, "published_at": now}
    return session
