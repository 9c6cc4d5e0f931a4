"""The two centres of the demonstration: rooms, people, and sessions around today."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from candidates.communes import find
from candidates.models import Candidate
from centres.models import Centre, Invigilator, Membership, Room, RoomCheck
from centres.rooms import POINTS
from demo.people import ASSISTANTS, MANAGERS, PARIS, PUPILS, REUNION, classmates
from papers.convocations import send_due
from sessions.models import Level, Session, Window
from sessions.timing import later, slot_length

PLACES = {
    PARIS: {
        "name": "Lycée Aimé-Césaire",
        "kind": "sco",
        "uai": "0759901E",
        "street": "28 rue des Écoles",
        "postal_code": "75020",
        "town": "Paris",
        "department": "75",
        "head": "Maïwenn Le Goff",
        "contact_email": "lycee@aime-cesaire.example",
    },
    REUNION: {
        "name": "Lycée agricole de Saint-Joseph",
        "kind": "agri",
        "uai": "9749902V",
        "street": "24 rue Raphaël-Babet",
        "postal_code": "97480",
        "town": "Saint-Joseph",
        "department": "974",
        "zone_name": "Indian/Reunion",
        "head": "Expédit Grondin",
        "contact_email": "lycee@saint-joseph.example",
        "accepts_own_computers": True,
    },
}
ROOMS = [("B204", "bâtiment B, 2e étage", 24, 2), ("CDI", "rez-de-chaussée", 18, 1)]
INVIGILATORS = [("Karim", "Benali"), ("Pascale", "Lacaze"), ("Yvon", "Roca"), ("Thi Mai", "Lê")]
TRAINED = 3
TOWNS = [("Paris", "75"), ("Saint-Denis", "974"), ("Béziers", "34"), ("Fort-de-France", "972")]
# How far from today, at what hour, in what state, for which class.
SESSIONS = [
    (-40, "10:00", "published", "Terminale G1"),
    (-26, "14:00", "published", "Terminale G2"),
    (-12, "08:00", "in_jury", "Terminale STMG"),
    (-8, "10:00", "finalised", "BTS 2e année"),
    (-6, "10:00", "running", "Première G1"),
    (-1, "14:00", "running", "Première G2"),
    (1, "08:00", "planned", "3e A, première moitié"),
    (1, "10:15", "planned", "3e A, deuxième moitié"),
    (3, "14:00", "planned", "3e B"),
    (9, "08:00", "planned", "CAP 2e année"),
    (16, "10:00", "planned", ""),
    (23, "10:00", "cancelled", "3e C"),
]
UNDER_WAY = "Seconde 4"
# Whose candidates have had their convocation.
CONVENED = "3e A, première moitié"


def build_centres(users):
    """Each centre not yet there, whole; one that is there stays as visitors have left it."""
    calendar()
    for place, fields in PLACES.items():
        centre, is_new = Centre.objects.get_or_create(uai=fields["uai"], defaults=fields)
        if is_new:
            furnish(centre, place, users)


def calendar():
    """This school year's windows, as a service note would set them."""
    today = timezone.localdate()
    first = today.year if today.month >= 9 else today.year - 1
    if not Level.objects.exists():
        for position, name in enumerate(["3e", "CAP 2e année", "Terminale", "BTS, CPGE, ATS"]):
            level = Level.objects.create(name=name, position=position)
            Window.objects.create(
                level=level,
                opens_on=date(first, 11, 1) if position else date(first + 1, 3, 1),
                closes_on=date(first + 1, 5, 31),
                advised_by=date(first + 1, 3, 4) if name == "Terminale" else None,
                advice="pour Parcoursup" if name == "Terminale" else "",
            )


def furnish(centre, place, users):
    team = [users[person] for person in (*MANAGERS, *ASSISTANTS) if person.works_in(place)]
    for user, person in zip(team, people_of(place), strict=True):
        role = "manager" if person in MANAGERS else "assistant"
        Membership.objects.create(user=user, centre=centre, role=role)
    rooms = [
        Room.objects.create(
            centre=centre,
            name=name,
            place=where,
            posts=posts,
            spares=spares,
            systems="Windows 11",
            suites="LibreOffice 25.8",
            browsers="Firefox 140",
        )
        for name, where, posts, spares in ROOMS
    ]
    check(rooms[0], team[0])
    watchers = [hire(centre, number, team[0]) for number in range(len(INVIGILATORS))]
    plan(centre, rooms, watchers, team[0])


def people_of(place):
    return [person for person in (*MANAGERS, *ASSISTANTS) if person.works_in(place)]


def check(room, by):
    answers = {point.code: point.code != "browsers" for point in POINTS}
    RoomCheck.objects.create(room=room, answers=answers, by=by)


def hire(centre, number, trainer):
    first_name, last_name = INVIGILATORS[number]
    training = {"trained_on": centre.today - timedelta(days=60), "trained_by": str(trainer)}
    return Invigilator.objects.create(
        centre=centre,
        first_name=first_name,
        last_name=last_name,
        **(training if number < TRAINED else {}),
    )


def plan(centre, rooms, watchers, by):
    rng = Random(centre.uai)
    sessions = [
        session_of(centre, rooms[number % 2], *line, rng) for number, line in enumerate(SESSIONS)
    ]
    if now := under_way(centre, rooms[1], rng):
        sessions.append(now)
    for number, session in enumerate(Session.objects.plan(sessions, by=by)):
        session.invigilators.set([watchers[number % 2], watchers[2 + number % 2]])
        enrol(session, rng)
        if session.group == CONVENED:
            send_due(session, by=by)


def enrol(session, rng):
    """Pupils of this centre, as many as expected; the same ones sit several sessions."""
    place = PARIS if session.centre.department == "75" else REUNION
    pupils = [person for person in (*PUPILS, *classmates()) if person.works_in(place)]
    chosen = rng.sample(pupils, min(session.expected, len(pupils)))
    if session.group == UNDER_WAY:
        chosen = pupils[: len(chosen)]  # those whom the demonstration's page names
    for number, person in enumerate(chosen):
        town, department = TOWNS[number % len(TOWNS)]
        candidate = Candidate(
            session=session,
            birth_name=person.last_name,
            first_name=person.first_name,
            birth_date=person.born or date(2008, 9, 1) + timedelta(days=rng.randint(0, 1200)),
            birth_department=department,
            birth_commune=town,
            birth_insee=find(town, department).insee,
            group=session.group,
            identifier=f"14{rng.randint(10**6, 10**7 - 1)}{rng.choice('ABCDEFGH')}A",
            extra_time=session.extra_time if number == 0 else 0,
            email=f"{person.login}@eleves.example" if number % 3 else "",
        )
        candidate.set_key()
        candidate.save()


def session_of(centre, room, days, hour, state, group, rng):
    start = datetime.strptime(hour, "%H:%M").time()
    day = workday(centre.today, days)
    extra_time = rng.choice((0, 0, 0, 33))
    session = Session(
        centre=centre,
        room=room,
        day=day,
        start_time=start,
        end_time=later(start, slot_length(extra_time)),
        extra_time=extra_time,
        group=group,
        expected=rng.randint(14, room.posts),
        state=state,
        observations="Ouvrir le filtrage du réseau une demi-heure avant.",
    )
    session.set_hours()
    session.__dict__ |= stamps(session)
    return session


def stamps(session):
    """The instants that a state supposes."""
    if session.state == "cancelled":
        return {"cancelled_at": timezone.now(), "cancelled_because": "Travaux dans le bâtiment."}
    told = {
        "running": ["started_at"],
        "finalised": ["started_at", "finalised_at"],
        "in_jury": ["started_at", "finalised_at"],
        "published": ["started_at", "finalised_at", "published_at"],
    }.get(session.state, [])
    after = {"started_at": 0, "finalised_at": 20, "published_at": 240}
    return {
        name: min(session.starts_at + timedelta(hours=after[name]), timezone.now()) for name in told
    }


def under_way(centre, room, rng):
    """One that began an hour ago, unless midnight is too near."""
    now = timezone.localtime(timezone=centre.zone)
    if not 2 <= now.hour <= 20:
        return None
    hour = f"{now.hour - 1}:{now.minute // 5 * 5:02}"
    session = session_of(centre, room, 0, hour, "running", UNDER_WAY, rng)
    session.day = centre.today
    session.set_hours()
    return session


def workday(today, days):
    """So many days from today, moved off the week-end, further away."""
    day = today + timedelta(days=days)
    while days and day.weekday() > 4:
        day += timedelta(days=1 if days > 0 else -1)
    return day
