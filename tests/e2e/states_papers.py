"""The papers of a session: listed, read on screen, sent by mail, gathered in one file."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.mail import Mail
from papers.catalogue import BY_SLUG, PAPERS
from papers.convocations import Convocation, send_due
from papers.models import Bundle
from papers.prints import Print, shown
from sessions.models import Session
from tests.e2e.stage import LONG_NAME, STATES, state
from tests.e2e.states_candidates import LONG_MAIL
from tests.e2e.states_sessions import LONG_PLACE, days_from_now, signed_in_centre
from tests.factories import (
    BundleFactory,
    CandidateFactory,
    InvigilatorFactory,
    RoomCheckFactory,
    RoomFactory,
    SessionFactory,
)


def session_of(stage, number=30, **fields):
    """With the longest names everywhere, and as many people with more time and arrangements."""
    centre, user = signed_in_centre(stage)
    room = RoomFactory(
        centre=centre, name=LONG_PLACE, place=LONG_PLACE, systems=LONG_NAME, suites=LONG_NAME
    )
    RoomCheckFactory(room=room, amiss=("pdf", "filter"), remark=LONG_NAME)
    people = [InvigilatorFactory(centre=centre, first_name=LONG_NAME) for _ in range(4)]
    fields = {"room": room, "invigilators": people, "created_by": user} | fields
    session = SessionFactory(centre=centre, day=days_from_now(3), group=LONG_NAME, **fields)
    for place in range(number):
        enrol(session, first_name=LONG_NAME, usual_name=LONG_NAME, extra_time=place % 4 * 33)
    return session


def enrol(session, **fields):
    known = {"birth_name": LONG_NAME, "group": LONG_NAME, "arrangements": LONG_NAME}
    number = session.candidates.count()
    return CandidateFactory(session=session, twin=f"{number}", **known, **fields)


def visit(stage, name, session, *paper):
    where = {"paper": paper[0]} if paper else {}
    stage.visit(f"papers:{name}", centre=session.centre_id, number=session.number, **where)


@state
def papers_never_made(stage):
    visit(stage, "list", session_of(stage, 0))


@state
def papers_out_of_date(stage):
    session = session_of(stage, 3)
    for paper in PAPERS:
        Print.objects.note(session, paper, shown(session), by=session.created_by)
    session.candidates.first().remove(by=session.created_by)
    enrol(session)
    Session.objects.filter(pk=session.pk).update(revision=session.revision + 1)
    visit(stage, "list", session)


@state
def papers_of_a_finalised_session(stage):
    visit(stage, "list", session_of(stage, 3, finalised=True))


def paper_read(slug, number):
    def show(stage):
        visit(stage, "paper", session_of(stage, number), slug)

    return show


for slug in BY_SLUG:
    STATES[f"paper_{slug}_for_nobody"] = paper_read(slug, 0)
    STATES[f"paper_{slug}_for_thirty"] = paper_read(slug, 30)


def paper_of_one(slug):
    def show(stage):
        session = session_of(stage, 2)
        stage.visit(f"{address_of(session)}{slug}/?candidat={session.candidates.first().pk}")

    return show


def address_of(session):
    return f"{session.get_absolute_url()}papiers/"


for slug in ("convocations", "pv-de-fraude"):
    STATES[f"paper_{slug}_of_one"] = paper_of_one(slug)


@state
def paper_out_of_date(stage):
    session = session_of(stage, 1)
    sheet = BY_SLUG["emargement"]
    Print.objects.note(session, sheet, shown(session), by=session.created_by)
    enrol(session)
    visit(stage, "paper", session, "emargement")


@state
def convocations_for_nobody(stage):
    visit(stage, "convocations", session_of(stage, 0))


def convened(stage):
    """One of each: without an address, sent to, changed since, failed, on its way, to send."""
    session = session_of(stage, 1)
    people = [enrol(session, email=f"{number}.{LONG_MAIL}") for number in range(4)]
    send_due(session, by=session.created_by)
    for person, name in zip(people, ("DONE", "DONE", "FAILED"), strict=False):
        mail = Convocation.objects.get(candidate=person).mail
        dated = {"done_at": timezone.now()} if name == "DONE" else {}
        mail.move_to(Mail.State[name], **dated)
    type(people[1]).objects.filter(pk=people[1].pk).update(first_name="Léa", extra_time=50)
    enrol(session, email=LONG_MAIL)
    return session


@state
def convocations_in_every_state(stage):
    visit(stage, "convocations", convened(stage))


@state
def convocations_of_a_cancelled_session(stage):
    session = convened(stage)
    session.cancel(by=session.created_by, why=LONG_NAME)
    visit(stage, "convocations", session)


@state
def convocations_sent(stage):
    session = convened(stage)
    visit(stage, "convocations", session)
    stage.press("Envoyer à 3 personnes")
    stage.page.get_by_text("3 convocations en cours d’envoi").wait_for()


@state
def bundles_without_session(stage):
    centre, _ = signed_in_centre(stage)
    stage.visit("papers:bundles", centre=centre.pk)


@state
def bundles_of_thirty_sessions_in_error(stage):
    session = session_of(stage, 1)
    fields = {"centre": session.centre, "room": session.room, "group": LONG_NAME}
    for number in range(29):
        SessionFactory(day=days_from_now(4 + number), **fields)
    stage.visit("papers:bundles", centre=session.centre_id)
    stage.page.locator(f"[value='{session.pk}']").check()
    session.cancel(by=session.created_by, why=LONG_NAME)
    stage.press("Préparer le ZIP")
    stage.page.get_by_role("alert").wait_for()


@state
def bundles_kept(stage):
    session = session_of(stage, 1)
    for name in Bundle.State:
        made = BundleFactory(centre=session.centre, sessions=[session], made_by=session.created_by)
        Bundle.objects.filter(pk=made.pk).update(state=name)
    stage.visit("papers:bundles", centre=session.centre_id)


def bundle_page(stage, change=None, **fields):
    session = session_of(stage, 1)
    made = BundleFactory(centre=session.centre, sessions=[session], **fields)
    if change:
        change(made)
    stage.visit("papers:bundle", centre=session.centre_id, bundle=made.pk)


def store(bundle):
    default_storage.save(bundle.path, ContentFile(b"PK"))
    bundle.move_to(Bundle.State.DONE, done_at=timezone.now(), ready=1)


@state
def bundle_waiting(stage):
    bundle_page(stage)


@state
def bundle_late(stage):
    bundle_page(stage, due_at=timezone.now() - timedelta(hours=1))


@state
def bundle_made(stage):
    bundle_page(stage, store)


@state
def bundle_failed(stage):
    bundle_page(stage, lambda made: made.move_to(Bundle.State.FAILED))
