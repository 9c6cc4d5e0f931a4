"""Rooms full of people who may sit a test now: each signed in, certifiable, and on the list."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as SignIn
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import TERMS_VERSION, TermsAcceptance, User
from candidates.models import Candidate
from centres.geography import Zone
from centres.models import Centre
from profiles.models import KnowledgeElement
from referentiel.models import Competence, Skill
from sessions.codes import draw_access_code
from sessions.models import Session

FIRST_NAME, BIRTH_DATE = "Léa", date(2010, 12, 4)
# Of each competence, what somebody ready for a certificate has shown.
SKILLS_SHOWN = 8
BEGUN_BEFORE = timedelta(minutes=10)
LENGTH = timedelta(hours=2)


def furnish(rooms, candidates):
    """What each candidate types, and the cookie of their browser."""
    manager = User.objects.create_user(username="rehearsal", first_name="Nadia", last_name="F.")
    sessions = Session.objects.bulk_create(
        session_of(number, manager) for number in range(100_000, 100_000 + rooms)
    )
    people = [person(number) for number in range(rooms * candidates)]
    users = User.objects.bulk_create(people)
    TermsAcceptance.objects.bulk_create(
        TermsAcceptance(user=user, version=TERMS_VERSION) for user in users
    )
    show_what_is_needed(users)
    return list(enrol(sessions, users))


def session_of(number, manager):
    """In a place where it is day, so that its two hours never reach midnight."""
    now = timezone.now()
    zone = min(Zone.values, key=lambda name: abs(now.astimezone(ZoneInfo(name)).hour - 11))
    centre = Centre.objects.create(
        name=f"Lycée {number}", kind="sco", town="Paris", department="75", zone_name=zone
    )
    begins = (now - BEGUN_BEFORE).astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    session = Session(
        centre=centre,
        number=number,
        access_code=draw_access_code(),
        day=begins.date(),
        start_time=begins.time(),
        end_time=(begins + LENGTH).time(),
        place_name=f"Salle {number}",
        created_by=manager,
    )
    session.set_hours()
    return session


def person(number):
    return User(
        username=f"lea.fontaine{number}",
        first_name=FIRST_NAME,
        last_name=f"Fontaine {number}",
        password=make_password(None),
    )


def show_what_is_needed(users):
    """An hour ago, of each competence its easiest skills that something asks."""
    askable = Skill.objects.in_use().filter(challenges__is_archived=False).distinct()
    skills = [
        skill
        for competence in Competence.objects.all()
        for skill in askable.filter(tube__competence=competence).order_by("difficulty", "pk")[
            :SKILLS_SHOWN
        ]
    ]
    fixed = {"status": "validated", "source": "direct", "at": timezone.now() - timedelta(hours=1)}
    KnowledgeElement.objects.bulk_create(
        (
            KnowledgeElement(user=user, skill=skill, worth=skill.worth, **fixed)
            for user in users
            for skill in skills
        ),
        batch_size=5000,
    )


def enrol(sessions, users):
    """Candidates follow each other from room to room, so that the first ones fill them all."""
    rows = []
    for number, user in enumerate(users):
        session = sessions[number % len(sessions)]
        rows.append(candidate(session, user))
        yield {
            "number": session.number,
            "code": session.access_code,
            "first_name": FIRST_NAME,
            "birth_name": user.last_name,
            "birth_date": [BIRTH_DATE.day, BIRTH_DATE.month, BIRTH_DATE.year],
            "cookie": sign_in(user),
        }
    Candidate.objects.bulk_create(rows)


def candidate(session, user):
    row = Candidate(
        session=session,
        birth_name=user.last_name,
        first_name=FIRST_NAME,
        birth_date=BIRTH_DATE,
        birth_department="34",
        birth_commune="Béziers",
        birth_insee="34032",
    )
    row.set_key()
    return row


def sign_in(user):
    """As if the password had been typed: hashing it is measured elsewhere."""
    key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
    content = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        "terms": TERMS_VERSION,
    }
    SignIn.objects.create(
        session_key=key,
        session_data=SessionStore().encode(content),
        expire_date=timezone.now() + timedelta(hours=12),
    )
    return key
