"""States of a test, for the candidate who sits it and the centre that holds the room."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import expect

from assessments import room, sitting
from assessments.joining import Refused, join
from assessments.models import Certification, Question
from referentiel.models import Challenge
from sessions.models import Session
from tests.assessments import bank
from tests.e2e.stage import LONG_NAME, state
from tests.factories import (
    CandidateFactory,
    CentreFactory,
    MembershipFactory,
    SessionFactory,
    UserFactory,
)

CODE = "KMTR47"


def session_now(centre=None):
    """One that begins at this minute, whatever the day's end: its instants are set by hand."""
    session = SessionFactory(centre=centre or CentreFactory(), access_code=CODE)
    now = timezone.now()
    instants = {"starts_at": now, "ends_at": now + timedelta(hours=2)}
    Session.objects.filter(pk=session.pk).update(**instants)
    session.refresh_from_db()
    return session


def come(session, user, name=LONG_NAME):
    candidate = CandidateFactory(session=session, birth_name=name, extra_time=33)
    return join(
        user,
        number=session.number,
        birth_name=name,
        first_name=candidate.first_name,
        birth_date=candidate.birth_date,
    )


def before_the_test(stage):
    """A candidate with a long name, signed in, who has said who they are."""
    bank.build()
    user = UserFactory()
    bank.show_all(user)
    certification = come(session_now(), user)
    stage.sign_in(user)
    stage.visit("assessments:certification", number=certification.number)
    return certification


def at_the_code(stage):
    certification = before_the_test(stage)
    stage.press("J’ai lu, continuer")
    return certification


def at_a_question(stage):
    certification = at_the_code(stage)
    stage.page.get_by_label("Code d’accès").fill("kmtr 47")
    stage.press("Commencer le test")
    return certification


def press_here(stage, name, then):
    """A button whose page comes without leaving this one; `then` shows there."""
    stage.page.get_by_role("button", name=name, exact=True).click()
    expect(stage.page.get_by_text(then).first).to_be_visible()


def at_the_end(stage):
    certification = at_a_question(stage)
    sitting.close(Certification.objects.get(), Certification.End.INVIGILATOR)
    stage.visit("assessments:end", number=certification.number)
    return certification


@state
def door(stage):
    stage.sign_in(UserFactory())
    stage.visit("assessments:join")


@state
def door_refused(stage):
    door(stage)
    stage.press("Continuer")


@state
def informed_before_the_test(stage):
    before_the_test(stage)


@state
def waiting_for_the_code(stage):
    at_the_code(stage)


@state
def wrong_code(stage):
    at_the_code(stage)
    stage.page.get_by_label("Code d’accès").fill("BBBB22")
    stage.press("Commencer le test")


@state
def sitting_question(stage):
    at_a_question(stage)


@state
def sitting_question_unanswered(stage):
    at_a_question(stage)
    press_here(stage, "Je valide", "Donnez une réponse")


@state
def sitting_question_passing(stage):
    at_a_question(stage)
    press_here(stage, "Je passe", "Elle ne reviendra pas")


@state
def sitting_question_reporting(stage):
    at_a_question(stage)
    stage.page.get_by_text("Signaler un problème").click()


@state
def sitting_question_next(stage):
    at_a_question(stage)
    stage.page.get_by_label("Réponse").fill("2")
    press_here(stage, "Je valide", "Question 2 sur 18")


@state
def sitting_question_offline(stage):
    at_a_question(stage)
    stage.page.get_by_label("Réponse").fill("2")
    stage.page.context.set_offline(True)
    press_here(stage, "Je valide", "Connexion interrompue")


@state
def sitting_question_left(stage):
    certification = at_a_question(stage)
    Challenge.objects.update(is_focused=True)
    Question.objects.update(left_at=timezone.now())
    stage.visit("assessments:question", number=certification.number)


@state
def waiting_to_return(stage):
    certification = at_a_question(stage)
    Session.objects.update(returns_by_permission=True)
    Certification.objects.update(seat="another")
    stage.visit("assessments:certification", number=certification.number)
    stage.page.get_by_label("Code d’accès").fill(CODE)
    stage.press("Reprendre")


@state
def sitting_question_timed(stage):
    certification = at_a_question(stage)
    Challenge.objects.update(timer=90)
    stage.visit("assessments:question", number=certification.number)


@state
def sitting_question_focused(stage):
    certification = at_a_question(stage)
    Challenge.objects.update(is_focused=True)
    stage.visit("assessments:question", number=certification.number)


@state
def sitting_suspended(stage):
    certification = at_a_question(stage)
    room.suspend(certification.candidate.session, reason="Alarme incendie")
    stage.visit("assessments:question", number=certification.number)


@state
def sitting_on_another_computer(stage):
    certification = at_a_question(stage)
    Certification.objects.update(seat="another")
    stage.visit("assessments:question", number=certification.number)


@state
def end_screen(stage):
    at_the_end(stage)


@state
def end_screen_seen(stage):
    at_the_end(stage)
    stage.press("Le surveillant a bien vu cet écran")


def room_of(stage):
    user, centre = UserFactory(first_name=LONG_NAME), CentreFactory()
    MembershipFactory(user=user, centre=centre)
    stage.sign_in(user)
    return session_now(centre)


def visit_room(stage, session):
    stage.visit("assessments:room", centre=session.centre_id, number=session.number)


@state
def room_before(stage):
    session = room_of(stage)
    CandidateFactory(session=session, birth_name=LONG_NAME)
    visit_room(stage, session)


@state
def room_of_nobody(stage):
    visit_room(stage, room_of(stage))


@state
def room_under_way(stage):
    session = room_of(stage)
    bank.build()
    people = [UserFactory() for _ in range(4)]
    for user in people:
        bank.show_all(user)
    come(session, people[0], "Abdallah")
    begun = [come(session, user, f"{LONG_NAME[:60]} {user.pk}") for user in people[1:]]
    for certification in begun:
        bank.begin(certification, CODE)
    question = Question.objects.select_related("certification").first()
    sitting.close(question.certification, Certification.End.TIME)
    CandidateFactory(session=session, birth_name="Zélande")
    session.refresh_from_db()
    room.add_minutes(session, 10, reason="Panne du réseau", key=uuid4())
    refuse(session)
    Session.objects.update(returns_by_permission=True)
    tests = Certification.objects.filter(state="started")
    tests.update(moved_at=timezone.now())
    tests.filter(pk=tests.last().pk).update(return_asked_at=timezone.now())
    room.suspend(session, reason="Alarme incendie")
    visit_room(stage, session)


def refuse(session):
    with suppress(Refused):
        join(UserFactory(first_name=LONG_NAME), number=session.number, **bank.LEA)


@state
def room_minutes_refused(stage):
    room_under_way(stage)
    stage.press("Ajouter")
