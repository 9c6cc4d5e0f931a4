"""What two people, or two workers, do to the same papers at once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse
from django.utils import timezone

from core.mail import Mail
from core.outbox import LEASE, LeaseLost
from core.tasks import sweep
from papers import bundles
from papers.bundles import KEPT, Bundle
from papers.catalogue import PAPERS
from papers.convocations import Convocation, send_due
from papers.prints import Print
from papers.views import convocations, papers
from sessions.models import Session
from tests.factories import BundleFactory, CandidateFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    files = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": files}


@pytest.fixture
def bundle(centre):
    return BundleFactory(centre=centre, sessions=[SessionFactory(centre=centre)])


def make_each_after(monkeypatch, act, where=bundles):
    def render(template, context):
        act()
        return b"%PDF-1.7"

    monkeypatch.setattr(where, "render_pdf", render)


def test_file_of_a_bundle_forgotten_meanwhile_is_not_kept(bundle, monkeypatch):
    stored = Bundle._store

    def forgotten(mine, file):
        Bundle.objects.update(created_at=timezone.now() - KEPT)
        Bundle.objects.forget_stale()
        stored(mine, file)

    make_each_after(monkeypatch, lambda: None)
    monkeypatch.setattr(Bundle, "_store", forgotten)

    assert not bundle.attempt()
    assert not Bundle.objects.exists()
    assert not default_storage.exists(bundle.path)


def test_each_paper_made_holds_the_row_as_long_again(bundle, monkeypatch):
    """Together they may take longer than a lease."""
    made = []

    def lose_at_the_second():
        made.append(1)
        if len(made) == 2:
            Bundle.objects.update(due_at=timezone.now() + LEASE + timedelta(minutes=1))

    make_each_after(monkeypatch, lose_at_the_second)
    with pytest.raises(LeaseLost):
        bundle.perform()

    assert len(made) == 2 < len(PAPERS)


def address(name, session, *paper):
    return reverse(f"papers:{name}", args=[session.centre_id, session.number, *paper])


def test_who_is_enrolled_while_the_sheet_is_made_is_missed_by_it(nadia, centre, monkeypatch):
    session = SessionFactory(centre=centre)
    make_each_after(monkeypatch, lambda: CandidateFactory(session=session), papers)

    nadia.get(address("pdf", session, "emargement"))

    assert "1 candidat ajouté depuis le PDF" in nadia.get(address("list", session)).text


@pytest.mark.django_db(transaction=True)
def test_paper_of_a_session_deleted_meanwhile_is_still_given(nadia, centre, monkeypatch):
    session = SessionFactory(centre=centre)
    make_each_after(monkeypatch, Session.objects.all().delete, papers)

    assert nadia.get(address("pdf", session, "emargement")).status_code == 200
    assert not Print.objects.exists()


def test_mail_that_waits_never_arrives_after_the_one_that_replaces_it(centre, manager, mailoutbox):
    candidate = CandidateFactory(session__centre=centre, email="lea@exemple.fr")
    session = candidate.session
    send_due(session, by=manager)
    Mail.objects.update(due_at=timezone.now() + LEASE)  # the server was busy
    Session.objects.update(room=None, place_name="Gymnase")

    send_due(session, by=manager)
    with time_machine.travel(timezone.now() + 2 * LEASE, tick=False):
        sweep()

    assert ["Gymnase" in mail.body for mail in mailoutbox] == [True]
    first = Convocation.objects.get(number=1).mail
    assert (first.state, first.body) == ("failed", "")
    assert first.obstacle_to_retrying()


@pytest.mark.parametrize("everybody", [True, False])
def test_session_deleted_while_convocations_are_sent_is_not_found(
    nadia, centre, monkeypatch, everybody
):
    candidate = CandidateFactory(session__centre=centre, email="lea@exemple.fr")
    where = address("convocations", candidate.session)
    send = convocations._send

    def send_late(request, session):
        Session.objects.all().delete()
        send(request, session)

    monkeypatch.setattr(convocations, "_send", send_late)
    posted = {} if everybody else {"candidat": candidate.pk, "seen": 0}

    assert nadia.post(where, posted, follow=True).status_code == 404
    assert not Mail.objects.exists()


def test_file_that_goes_as_it_is_asked_for_is_told(nadia, bundle, monkeypatch):
    make_each_after(monkeypatch, lambda: None)
    bundle.attempt()
    default_storage.delete(bundle.path)
    monkeypatch.setattr(FileSystemStorage, "exists", lambda storage, path: True)
    place = [bundle.centre_id, bundle.pk]

    answer = nadia.get(reverse("papers:bundle_zip", args=place))

    assert answer["Location"] == reverse("papers:bundle", args=place)
