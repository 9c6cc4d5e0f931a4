"""All the papers of some sessions in one file: made once, kept a day, for the team only."""

import io
from datetime import timedelta
from uuid import uuid4
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from core.outbox import LEASE, LeaseLost
from core.pdf import PdfError
from core.tasks import sweep
from papers import bundles, catalogue
from papers.bundles import MOST_SESSIONS, Bundle
from papers.catalogue import PAPERS
from papers.prints import Print
from tests.factories import BundleFactory, CandidateFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


@pytest.fixture
def where(centre):
    return reverse("papers:bundles", args=[centre.pk])


@pytest.fixture
def quick(monkeypatch):
    """The PDF themselves are another test's."""
    monkeypatch.setattr(bundles, "render_pdf", lambda template, context: b"%PDF-1.7")


def download(bundle):
    return reverse("papers:bundle_zip", args=[bundle.centre_id, bundle.pk])


def progress(bundle):
    return reverse("papers:bundle", args=[bundle.centre_id, bundle.pk])


def ask(browser, where, *sessions, key=None):
    posted = {"key": key or uuid4(), "sessions": [session.pk for session in sessions]}
    return browser.post(where, posted)


def test_file_holds_every_paper_of_every_session(nadia, where, centre):
    sessions = [SessionFactory(centre=centre) for _ in range(2)]
    for session in sessions:
        CandidateFactory(session=session)

    ask(nadia, where, *sessions)
    sweep()
    bundle = Bundle.objects.get()
    answer = nadia.get(download(bundle))

    archive = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    assert len(archive.namelist()) == 2 * len(PAPERS)
    assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())
    assert Print.objects.count() == 2 * len(PAPERS)
    assert "no-store" in answer["Cache-Control"]


def test_session_without_anybody_has_no_letters(nadia, where, centre, quick):
    ask(nadia, where, SessionFactory(centre=centre))
    sweep()

    with default_storage.open(Bundle.objects.get().path) as file:
        assert not any("convocations" in name for name in ZipFile(file).namelist())


def test_two_clicks_make_one_file(nadia, where, centre, quick):
    session, key = SessionFactory(centre=centre), uuid4()

    first, second = ask(nadia, where, session, key=key), ask(nadia, where, session, key=key)

    assert first["Location"] == second["Location"]
    assert Bundle.objects.count() == 1


def test_key_of_another_centre_opens_nothing(nadia, where, centre, other_centre, quick):
    theirs = BundleFactory(centre=other_centre)

    answer = ask(nadia, where, SessionFactory(centre=centre), key=theirs.key)

    assert nadia.get(answer["Location"]).status_code == 404


def test_nothing_ticked_is_told(nadia, where, centre):
    SessionFactory(centre=centre)

    assert "Cochez au moins une session." in ask(nadia, where).text


def test_sessions_of_others_finalised_or_gone_are_refused(nadia, where, centre, other_centre):
    for session in (
        SessionFactory(centre=other_centre),
        SessionFactory(centre=centre, finalised=True),
    ):
        assert "n’est plus dans la liste" in ask(nadia, where, session).text
    assert not Bundle.objects.exists()


def test_more_than_a_hundred_are_refused(nadia, where, centre):
    day = timezone.localdate()
    sessions = [
        SessionFactory(centre=centre, day=day + timedelta(days=n), room=None, place_name="Salle")
        for n in range(MOST_SESSIONS + 1)
    ]

    assert "101 sessions cochées" in ask(nadia, where, *sessions).text


def test_progress_is_shown_then_the_way_to_the_file(nadia, where, centre, quick):
    ask(nadia, where, SessionFactory(centre=centre))
    bundle = Bundle.objects.get()

    assert "0 sur 1" in nadia.get(progress(bundle)).text
    assert nadia.get(download(bundle))["Location"] == progress(bundle)
    sweep()
    assert download(bundle) in nadia.get(progress(bundle)).text


def test_after_a_day_the_file_and_the_row_are_gone(nadia, where, centre, quick):
    ask(nadia, where, SessionFactory(centre=centre))
    sweep()
    bundle = Bundle.objects.get()

    with time_machine.travel(bundle.expires_at + timedelta(minutes=1), tick=False):
        assert not Bundle.objects.kept().exists()
        sweep()

    assert not Bundle.objects.exists()
    assert not default_storage.exists(bundle.path)


def killed(*args):
    raise KeyboardInterrupt


def test_worker_killed_half_way_leaves_the_work_to_the_next(centre, monkeypatch, quick):
    bundle = BundleFactory(centre=centre, sessions=[SessionFactory(centre=centre)])
    with monkeypatch.context() as broken:
        broken.setattr(Bundle, "_store", killed)
        with pytest.raises(KeyboardInterrupt):
            bundle.attempt()

    with time_machine.travel(timezone.now() + LEASE + timedelta(minutes=1), tick=False):
        sweep()

    bundle.refresh_from_db()
    assert (bundle.state, bundle.ready) == ("made", 1)


def test_whoever_has_lost_the_work_stops(centre, quick):
    session = SessionFactory(centre=centre)
    bundle = BundleFactory(centre=centre, sessions=[session])
    Bundle.objects.filter(pk=bundle.pk).update(due_at=timezone.now() + LEASE)

    with pytest.raises(LeaseLost):
        bundle.perform()

    assert not default_storage.exists(bundle.path)


def test_failure_is_told_and_tried_again(nadia, centre, monkeypatch, quick):
    bundle = BundleFactory(centre=centre, sessions=[SessionFactory(centre=centre)])
    bundle.move_to(Bundle.State.FAILED)

    assert "Essayer encore" in nadia.get(progress(bundle)).text
    nadia.post(progress(bundle))
    nadia.post(progress(bundle))
    sweep()

    bundle.refresh_from_db()
    assert bundle.state == "made"


def test_file_lost_by_the_disk_is_made_again(nadia, centre, quick):
    bundle = BundleFactory(centre=centre, sessions=[SessionFactory(centre=centre)])
    bundle.attempt()
    default_storage.delete(bundle.path)

    assert "Essayer encore" in nadia.get(progress(bundle)).text
    nadia.post(progress(bundle))
    sweep()

    assert default_storage.exists(bundle.path)


def test_paper_that_cannot_be_made_is_tried_later(centre, monkeypatch):
    def refuse(template, context):
        raise PdfError("not made within 30 s")

    monkeypatch.setattr(bundles, "render_pdf", refuse)
    bundle = BundleFactory(centre=centre, sessions=[SessionFactory(centre=centre)])

    assert not bundle.attempt()

    bundle.refresh_from_db()
    assert (bundle.state, bundle.is_late) == ("waiting", True)


def test_sessions_of_a_planning_are_ticked(nadia, where, centre, manager):
    planned = SessionFactory(
        centre=centre, planning=centre.plannings.create(key=uuid4(), made_by=manager)
    )
    SessionFactory(centre=centre)

    shown = nadia.get(where, {"planification": planned.planning_id})

    assert shown.context["ticked"] == {str(planned.pk)}
    assert nadia.get(where, {"planification": "x" * 50}).status_code == 200


@pytest.mark.parametrize("rows", [1, 20])
def test_page_costs_the_same_whatever_its_length(
    nadia, where, centre, rows, django_assert_num_queries
):
    for _ in range(rows):
        BundleFactory(centre=centre, sessions=[SessionFactory(centre=centre)])
    nadia.get(where)

    with django_assert_num_queries(5):
        nadia.get(where)


def test_letters_of_a_large_session_are_several_files(nadia, where, centre, monkeypatch, quick):
    monkeypatch.setattr(catalogue, "LETTERS_PER_FILE", 2)
    session = SessionFactory(centre=centre)
    for _ in range(3):
        CandidateFactory(session=session)

    ask(nadia, where, session)
    sweep()

    with default_storage.open(Bundle.objects.get().path) as file:
        letters = [name for name in ZipFile(file).namelist() if "convocations" in name]
    assert [name.rpartition("/")[2] for name in letters] == [
        f"convocations-{session.number}.pdf",
        f"convocations-{session.number}-2.pdf",
    ]


@pytest.mark.parametrize("typed", [2**63, 10**30, "x", ""])
def test_session_that_no_number_names_is_refused(nadia, where, centre, typed):
    answer = nadia.post(where, {"key": uuid4(), "sessions": [typed]})

    assert answer.status_code == 200
    assert not Bundle.objects.exists()
