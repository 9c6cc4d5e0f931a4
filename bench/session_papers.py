"""The papers of a session, beside what WeasyPrint takes for as many bare pages; a ZIP of many."""

import resource
import uuid
from datetime import timedelta
from io import BytesIO
from time import perf_counter

from django.core.files.storage import default_storage
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader
from weasyprint import HTML

from accounts.models import User
from candidates.models import Candidate
from centres.models import Centre, Room
from core.pdf import render_pdf
from papers.bundles import Bundle
from papers.catalogue import BY_SLUG
from sessions.models import Session

SIZES = (20, 200)
TIMES = 5
BUNDLED, EACH = 50, 20
# The same rows and pages without our sheet, nor our header, nor the process beside ours: what
# the library takes by itself.
BARE = "bench/bare_table.html"


def figures():
    user = User.objects.create_user(username="bench.papers", first_name="Nadia", last_name="F.")
    centre = Centre.objects.create(
        name="Lycée", kind="sco", street="1 rue Neuve", town="Paris", department="75", head="A. N."
    )
    room = Room.objects.create(centre=centre, name="B204", posts=30)
    for place, size in enumerate(SIZES):
        session = session_of(room, user, size, days=-1 - place)
        yield from attendance(session, size)
    yield from convocations(session)
    yield from bundle(room, user)


def attendance(session, size):
    paper = BY_SLUG["emargement"]
    bare_html = render_to_string(BARE, {"rows": range(size + session.centre.walk_in_rows)})
    (ours, pages), (bare, bare_pages) = compared(
        lambda: render_pdf(paper.template, paper.context(session)),
        lambda: HTML(string=bare_html).write_pdf(pdf_variant="pdf/ua-1"),
    )
    words = f"bare: {bare:.0f} ms for {bare_pages} pages, ratio {ours / bare:.2f}"
    yield f"attendance of {size}, warm, {pages} pages", f"{ours:.0f} ms", words


def convocations(session):
    paper = BY_SLUG["convocations"]
    begun = perf_counter()
    pdf = render_pdf(paper.template, paper.context(session))
    spent = perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    label = f"{len(PdfReader(BytesIO(pdf)).pages)} convocations in one PDF"
    yield label, f"{spent:.1f} s", f"{len(pdf) // 1024} kB, {memory} MB in this process"


def bundle(room, user):
    sessions = [session_of(room, user, EACH, days=n) for n in range(1, BUNDLED + 1)]
    made = Bundle.objects.create(centre=room.centre, key=uuid.uuid4(), made_by=user, total=BUNDLED)
    made.sessions.set(sessions)
    begun = perf_counter()
    with CaptureQueriesContext(connection) as queries:
        if not made.attempt():
            raise RuntimeError(Bundle.objects.get(pk=made.pk).error)
    spent = perf_counter() - begun
    size = default_storage.size(made.path) // 1024
    default_storage.delete(made.path)
    label = f"ZIP of {BUNDLED} sessions of {EACH}"
    yield label, f"{spent:.0f} s", f"{size} kB, {len(queries) // BUNDLED} SQL queries a session"


def compared(*makers):
    """Of each, its milliseconds once warm, and its pages. They take turns, and the best of each
    counts: whatever else the machine does, both have met it."""
    pages = [len(PdfReader(BytesIO(make())).pages) for make in makers]
    spent = [[timed(make) for make in makers] for _ in range(TIMES)]
    return zip(map(min, zip(*spent, strict=True)), pages, strict=True)


def timed(make):
    begun = perf_counter()
    make()
    return (perf_counter() - begun) * 1000


def session_of(room, user, size, days=0):
    session = Session(
        centre=room.centre,
        number=800_000 + days,
        access_code=f"P{size % 99:02}{days:03}",
        day=timezone.localdate() + timedelta(days=days + 9),
        start_time="10:00",
        end_time="12:00",
        room=room,
        created_by=user,
    )
    session.clean_fields(exclude=["starts_at", "ends_at"])
    session.set_hours()
    session.save(force_insert=True)
    people = [person(session, place) for place in range(size)]
    Candidate.objects.bulk_create(people)
    return Session.objects.with_details().get(pk=session.pk)


def person(session, place):
    candidate = Candidate(
        session=session,
        birth_name=f"Haddad-Fontaine {place}",
        first_name="Marie-Joséphine",
        birth_date="2010-12-04",
        birth_department="34",
        birth_commune="Béziers",
        group="2de 4",
        extra_time=33 if place % 5 == 0 else 0,
    )
    candidate.clean_fields(exclude=["key", "session"])
    candidate.set_key()
    return candidate
