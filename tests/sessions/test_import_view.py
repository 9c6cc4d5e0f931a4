"""A file of sessions sent, looked at, confirmed: by one person or two, in the three formats."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from centres.models import Upload
from core.journal import JournalEntry
from core.sheets import MOST_BYTES, read_sheet
from core.tables import FORMATS, Table
from core.tasks import sweep
from sessions import imports
from sessions.actions import AlreadyThere
from sessions.import_actions import carry_out
from sessions.models import Session
from tests.factories import InvigilatorFactory, LevelFactory, RoomFactory, SessionFactory
from tests.threads import all_at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]


@pytest.fixture
def room(centre):
    return RoomFactory(centre=centre, name="B204")


COLUMNS = ["Numéro de session", "Date", "Début", "Salle", "Observations"]


def content_of(*rows, columns=COLUMNS, kind="csv"):
    return FORMATS[kind][1](Table("Sessions", columns, rows))


def new(day=10, hour=10, room="B204", words=""):
    return [None, date(2027, 3, day), time(hour), room, words]


@pytest.fixture
def send(nadia, centre):
    """A file goes through the form; what comes back is the page after it."""

    def post(content, name="sessions.csv"):
        file = SimpleUploadedFile(name, content)
        address = reverse("sessions:import", args=[centre.pk])
        return nadia.post(address, {"file": file}, follow=True)

    return post


def confirm(nadia, page):
    plan, upload = page.context["plan"], page.context["upload"]
    address = reverse("sessions:import_preview", args=[upload.centre_id, upload.pk])
    return nadia.post(address, {"shown": plan.fingerprint}, follow=True)


@pytest.mark.parametrize("kind", FORMATS)
def test_file_is_looked_at_then_done(nadia, centre, room, send, manager, kind):
    person = InvigilatorFactory(centre=centre, first_name="Karim", last_name="Benali")
    columns = ["Surveillants", "Salle", "Début", "Date", "Temps majoré"]
    row = ["BENALI karim", "b 204", time(10), date(2027, 3, 10), "33 %"]

    page = send(content_of(row, columns=columns, kind=kind), f"sessions.{kind}")
    assert not Session.objects.exists()
    done = confirm(nadia, page)

    session = Session.objects.get()
    assert (session.room, session.day, session.created_by) == (room, date(2027, 3, 10), manager)
    assert (session.end_time, session.extra_time) == (time(12, 35), 33)
    assert list(session.invigilators.all()) == [person]
    assert [entry.verb for entry in JournalEntry.objects.about(session)] == ["plan"]
    outcome = {"created": [session.number], "changed": [], "same": 0}
    assert done.context["upload"].outcome == outcome


def test_number_changes_a_session_and_leaves_what_the_file_does_not_name(nadia, room, send):
    session = SessionFactory(
        centre=room.centre, room=room, group="2de A", expected=12, observations="Badge."
    )
    grouped = f"{session.number // 1000}\u202f{session.number % 1000:03}"

    page = send(content_of([grouped, date(2027, 3, 11), ""], columns=[*COLUMNS[:2], "Classe"]))
    assert [line.told for line in page.context["plan"].to_change] == [
        [["Date", "10/03/2027", "11/03/2027"], ["Classe ou groupe", "2de A", ""]]
    ]
    confirm(nadia, page)

    session.refresh_from_db()
    assert (session.day, session.group, session.room) == (date(2027, 3, 11), "", room)
    assert (session.expected, session.observations, session.revision) == (12, "Badge.", 1)
    assert [entry.verb for entry in JournalEntry.objects.about(session)] == ["change"]


def test_all_faults_of_all_lines_are_told_and_nothing_is_done(nadia, centre, room, send):
    rows = [
        new(),
        new(room="Z9"),
        [None, "31/02/2027", "25h", "B204", "x" * 501],
        ["12", *new()[1:]],
    ]

    page = send(content_of(*rows))

    told = [(fault.line, fault.column) for fault in page.context["plan"].faults]
    assert told == [
        (3, "Salle"),
        *((4, name) for name in ("Date", "Début", "Observations")),
        (5, "Numéro de session"),
    ]
    assert "Confirmer" not in page.text
    confirm(nadia, page)
    assert not Session.objects.exists()


def test_confirmed_twice_is_done_once(nadia, room, send):
    page = send(content_of(new()))

    first, second = confirm(nadia, page), confirm(nadia, page)

    assert Session.objects.count() == 1
    assert first.redirect_chain == second.redirect_chain
    assert first.context["upload"].outcome == second.context["upload"].outcome


def test_somebody_quicker_leaves_all_of_it_undone(nadia, manager, room, send):
    upload = send(content_of(new(), new(hour=14))).context["upload"]
    plan = imports.read(room.centre, read_sheet(bytes(upload.content), upload.name))
    SessionFactory(centre=room.centre, room=room, start_time=time(14), end_time=time(16))

    with pytest.raises(AlreadyThere):
        carry_out(upload, plan, by=manager)

    assert Session.objects.count() == 1
    upload.refresh_from_db()
    assert (upload.done_at, upload.outcome) == (None, {})


def test_file_is_taken_by_one_only(manager, centre):
    upload = Upload.objects.create(centre=centre, kind="sessions", name="s", made_by=manager)

    assert [upload.take(), upload.take()] == [True, False]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_confirmed_by_two_at_once_is_done_once(nadia, room, send):
    page = send(content_of(new(), new(hour=14)))

    responses = all_at_once(2, confirm, nadia, page)

    assert [each.status_code for each in responses] == [200, 200]
    assert Session.objects.count() == 2
    assert len({each.redirect_chain[0] for each in responses}) == 1


def test_file_is_not_kept_once_done(nadia, room, send):
    confirm(nadia, send(content_of(new())))

    assert bytes(Upload.objects.get().content) == b""


def test_what_is_no_longer_what_was_shown_is_shown_again(nadia, centre, room, send):
    page = send(content_of(new()))
    SessionFactory(centre=centre, room=room, start_time=time(11), end_time=time(13))

    again = confirm(nadia, page)

    assert "quelque chose a changé" in again.text
    assert Session.objects.count() == 1
    confirm(nadia, again)
    assert Session.objects.count() == 2


def test_change_that_somebody_else_made_meanwhile_is_not_undone(nadia, room, send):
    session = SessionFactory(centre=room.centre, room=room)
    page = send(content_of([session.number, date(2027, 3, 11)], columns=COLUMNS[:2]))
    Session.objects.update(revision=1, group="2de B")

    again = confirm(nadia, page)

    session.refresh_from_db()
    assert (session.day, session.group) == (date(2027, 3, 10), "2de B")
    assert again.context["is_stale"]


def test_two_sessions_may_take_each_other_s_room(nadia, room, send):
    other = RoomFactory(centre=room.centre, name="CDI")
    one = SessionFactory(centre=room.centre, room=room)
    two = SessionFactory(centre=room.centre, room=other)

    page = send(content_of([one.number, "CDI"], [two.number, "B204"], columns=["Numéro", "Salle"]))
    confirm(nadia, page)

    assert Session.objects.get(pk=one.pk).room == other
    assert Session.objects.get(pk=two.pk).room == room
    assert Session.objects.get(pk=one.pk).starts_at == one.starts_at


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", ["export", "import_template"])
def test_what_is_written_comes_back_unchanged(nadia, centre, room, send, kind, name):
    people = [InvigilatorFactory(centre=centre) for _ in range(2)]
    words = {"observations": "- Badge à l’entrée\r\n  deux  pas", "group": "=2de A", "expected": 12}
    SessionFactory(centre=centre, room=room, invigilators=people, level=LevelFactory(), **words)
    SessionFactory(centre=centre, elsewhere=True, place_posts=8, extra_time=1)
    SessionFactory(
        centre=centre,
        day=date(2027, 4, 1),
        room=RoomFactory(centre=centre, name="Z1", is_archived=True),
    )
    if name == "export":
        SessionFactory(centre=centre, room=room, day=date(2026, 4, 1), finalised=True)
        SessionFactory(centre=centre, room=room, running=True, day=date(2027, 1, 6))
        SessionFactory(centre=centre, room=room, cancelled=True)

    address = reverse(f"sessions:{name}", args=[centre.pk, kind])
    content = nadia.get(address, {"avec": "sessions"} if name != "export" else {}).content
    plan = send(content, f"s.{kind}").context["plan"]

    assert (plan.faults, plan.to_create, plan.to_change) == ([], [], [])
    assert len(plan.same) == centre.sessions.count()


def test_export_holds_what_the_list_shows(nadia, centre, room, send):
    SessionFactory(centre=centre, room=room, group="2de A")
    SessionFactory(centre=centre, elsewhere=True, group="Terminale")

    address = reverse("sessions:export", args=[centre.pk, "csv"])
    lines = nadia.get(address, {"q": "2de"}).content.decode("utf-8-sig").splitlines()

    assert [("2de A" in line, "Terminale" in line) for line in lines] == [
        (False, False),
        (True, False),
    ]


@pytest.mark.parametrize("name", ["export", "import_template"])
def test_table_of_no_known_kind_does_not_exist(nadia, centre, name):
    assert nadia.get(reverse(f"sessions:{name}", args=[centre.pk, "pdf"])).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "vide.csv", "Ce fichier est vide"),
        (b"%PDF-1.7 salut", "plan.pdf", "plan.pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "photo.xlsx", "photo.xlsx"),
        (b"PK\x03\x04" + bytes(100), "abime.ods", "abime.ods"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "secret.xlsx", "secret.xlsx"),
        (b"\xef\xbb\xbf\r\n \r\n", "blanc.csv", ""),
        ("Numéro de session;Date\r\n".encode(), "titres.csv", "aucune ligne"),
        (b"a;b\r\n1;2\r\n", "autre.csv", "Aucune colonne"),
        (b"Date;Salle\r\n" + b"1/3/2027;B\r\n" * 301, "long.csv", "300"),
        (b"x" * (MOST_BYTES + 1), "gros.csv", "plus de 2"),
        (b"x" * (3 * 1024**2), "enorme.csv", "plus de 2"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_file_that_cannot_serve_costs_a_message_beside_the_field(send, content, name, words):
    page = send(content, name)

    assert page.status_code == 200
    assert words in str(page.context["form"].errors["file"])
    assert not Upload.objects.exists()


def test_no_file_is_told(nadia, centre):
    page = nadia.post(reverse("sessions:import", args=[centre.pk]))

    assert page.context["form"].errors["file"] == ["Choisissez un fichier."]


def test_file_of_another_page_is_not_read_here(nadia, centre, manager):
    upload = Upload.objects.create(centre=centre, kind="candidates", name="c", made_by=manager)

    address = reverse("sessions:import_preview", args=[centre.pk, upload.pk])

    assert nadia.get(address).status_code == 404


def test_file_is_forgotten_after_a_day(room, send):
    send(content_of(new()))

    with time_machine.travel("2027-02-02 07:59+00:00", tick=False):
        sweep()
        assert Upload.objects.count() == 1
    with time_machine.travel("2027-02-02 08:00+00:00", tick=False):
        sweep()
        assert Upload.objects.count() == 0


@pytest.mark.parametrize("lines", [1, 30])
def test_preview_costs_the_same_for_one_line_and_for_thirty(
    nadia, centre, room, send, lines, django_assert_num_queries
):
    people = [InvigilatorFactory(centre=centre, last_name=f"Benali {n}") for n in "ab"]
    names, columns = "; ".join(map(str, people)), [*COLUMNS, "Surveillants", "Niveau"]
    level = LevelFactory(name="2de")
    start = date(2027, 3, 1)
    known = [
        SessionFactory(centre=centre, room=room, day=start + timedelta(n), invigilators=people)
        for n in range(lines)
    ]
    rows = [[each.number, *new(hour=11)[1:], names, level] for each in known]
    rows = [[*row[:1], start + timedelta(n), *row[2:]] for n, row in enumerate(rows)]
    rows += [[*new(day=n + 1), names, level] for n in range(lines)]
    upload = send(content_of(*rows, columns=columns)).context["upload"]

    with django_assert_num_queries(13):
        page = nadia.get(reverse("sessions:import_preview", args=[centre.pk, upload.pk]))

    assert len(page.context["plan"].to_create) == lines
    assert len(page.context["plan"].to_change) == lines


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["export", "import_template"])
def test_table_costs_the_same_for_one_and_for_three(
    nadia, centre, name, rows, django_assert_num_queries
):
    for _ in range(rows):
        SessionFactory(centre=centre, invigilators=[InvigilatorFactory(centre=centre)])
    address = reverse(f"sessions:{name}", args=[centre.pk, "ods"])
    nadia.get(address)

    with django_assert_num_queries(7 if name == "export" else 5):
        nadia.get(address, {"avec": ""})


def test_click_that_comes_as_the_first_one_ends_leads_to_what_it_did(
    nadia, room, send, monkeypatch
):
    page = send(content_of(new(), new(hour=14)))
    read = imports.read

    def read_late(*args):
        """The first click is done between the look at the upload and the reading of the rows."""
        monkeypatch.setattr(imports, "read", read)
        confirm(nadia, page)
        return read(*args)

    monkeypatch.setattr(imports, "read", read_late)

    answer = confirm(nadia, page)

    assert answer.redirect_chain
    assert "quelque chose a changé" not in answer.text
