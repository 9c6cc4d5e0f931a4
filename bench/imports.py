"""Files of candidates: from the upload to the preview, from the yes to the list."""

import resource
import time
from datetime import date, timedelta

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from candidates.columns import COLUMNS
from candidates.communes import in_order
from candidates.models import Candidate, CandidateImport
from centres.models import Centre, Membership
from core.tables import FORMATS, Table
from sessions.models import Session

ROWS = (20, 200, 5_000)
KIND = "ods"


def figures():
    client, session = furnished()
    for number in (1, *ROWS):  # the first one reads the communes
        session.candidates.all().delete()
        content = file_of(number)
        before = memory()
        preview, looked = timed(look, client, session, content)
        grown = memory() - before
        with CaptureQueriesContext(connection) as queries:
            _, done = timed(confirm, client, preview)
        if Candidate.objects.filter(session=session).count() != number:
            raise RuntimeError(f"{number} rows were not imported")
        if number > 1:
            yield f"import, {number} rows to the preview", *told(looked, f"+{grown} MB")
            yield f"import, {number} rows confirmed", *told(done, f"{len(queries)} SQL queries")


def timed(act, *args):
    clock, processor = time.perf_counter(), time.process_time()
    result = act(*args)
    return result, (time.perf_counter() - clock, time.process_time() - processor)


def told(seconds, remark):
    wall, processor = (each * 1_000 for each in seconds)
    return f"{wall:.0f} ms", f"{processor:.0f} ms of CPU here, {remark}"


def memory():
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def look(client, session, content):
    file = SimpleUploadedFile(f"liste.{KIND}", content)
    where = reverse("candidates:import", args=[session.centre_id, session.number])
    preview = client.post(where, {"file": file}, secure=True)["Location"]
    CandidateImport.objects.work_off()
    if client.get(preview, secure=True).status_code != 200:
        raise RuntimeError(preview)
    return preview


def confirm(client, preview):
    shown = CandidateImport.objects.latest("pk").report["shown"]
    client.post(preview, {"shown": shown}, secure=True)


def file_of(number):
    """People born in as many communes as there are rows."""
    communes = [commune for _, commune in in_order() if commune.is_current]
    every = len(communes) // number
    lines = [line_of(place, communes[place * every]) for place in range(number)]
    headings = [names[0] for names in COLUMNS.values()]
    return FORMATS[KIND][1](Table("Candidats", headings, lines))


def line_of(place, commune):
    cells = dict.fromkeys(COLUMNS) | {
        "birth_name": f"Haddad-Fontaine {place}",
        "first_name": "Marie-Joséphine",
        "birth_date": date(2010, 1, 1) + timedelta(days=place % 365),
        "birth_country": "France",
        "birth_department": commune.department,
        "birth_commune": commune.name.upper(),
        "group": f"2de {place // 35}",
        "identifier": f"{place:09}AB",
        "email": f"marie.{place}@exemple.fr",
    }
    return list(cells.values())


def furnished():
    user = User.objects.create_user(username="bench.import", first_name="Nadia", last_name="F.")
    user.accept_terms()
    centre = Centre.objects.create(name="Lycée", kind="sco", town="Paris", department="75")
    Membership.objects.create(user=user, centre=centre, role="manager")
    session = Session(
        centre=centre,
        number=900_001,
        access_code="IMPORT",
        day=timezone.localdate() + timedelta(days=30),
        start_time="10:00",
        end_time="12:00",
        place_name="Mairie",
        place_address="1 place de la Mairie",
        created_by=user,
    )
    session.clean_fields(exclude=["starts_at", "ends_at"])
    session.set_hours()
    session.save(force_insert=True)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client, session
