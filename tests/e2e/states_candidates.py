"""The pages of a session's candidates, empty and full, with the longest names."""

from tests.e2e.stage import LONG_NAME, state
from tests.e2e.states_sessions import days_from_now, signed_in_centre
from tests.factories import CandidateFactory, SessionFactory

LONG_MAIL = "marie-anne.josephine-hippolyte.de-la-tour@academie-aix-marseille.exemple.fr"


def full_list(stage, **fields):
    centre, user = signed_in_centre(stage)
    session = SessionFactory(centre=centre, day=days_from_now(3), created_by=user, **fields)
    SessionFactory(centre=centre, day=days_from_now(4), created_by=user)
    for number in range(60):
        CandidateFactory(session=session, extra_time=33 * (number % 5 == 0), group="2de A")
    candidate = CandidateFactory(
        session=session,
        birth_name=LONG_NAME,
        first_name=LONG_NAME,
        usual_name=LONG_NAME,
        birth_commune=LONG_NAME,
        arrangements=LONG_NAME,
        email=LONG_MAIL,
        identifier="140782316AB140782316AB14078231",
    )
    return session, candidate


def visit(stage, name, session, *candidate):
    where = {"candidate": candidate[0].pk} if candidate else {}
    stage.visit(f"candidates:{name}", centre=session.centre_id, number=session.number, **where)


@state
def candidates_none(stage):
    centre, user = signed_in_centre(stage)
    visit(stage, "list", SessionFactory(centre=centre, created_by=user))


@state
def candidates_many(stage):
    session, candidate = full_list(stage)
    candidate.remove(by=session.created_by)
    visit(stage, "list", session)


@state
def candidates_of_a_finalised_session(stage):
    session, _ = full_list(stage, finalised=True)
    visit(stage, "list", session)


@state
def candidate_page(stage):
    visit(stage, "candidate", *full_list(stage))


@state
def candidate_edited(stage):
    visit(stage, "edit", *full_list(stage))


@state
def candidate_to_remove(stage):
    visit(stage, "remove", *full_list(stage))


@state
def enrolment_with_errors(stage):
    session, _ = full_list(stage)
    visit(stage, "enrol", session)
    stage.page.get_by_label("Date de naissance").fill("31/02/2010")
    stage.page.get_by_label("Commune de naissance").fill("Bezier")
    stage.page.get_by_label("Code du département de naissance").fill("34")
    stage.press("Inscrire")


@state
def enrolment_to_confirm(stage):
    session, _ = full_list(stage)
    visit(stage, "enrol", session)
    fields = {
        "birth_name": "Haddad",
        "first_name": "Adam",
        "birth_date": "04/12/1915",
        "birth_department": "34",
        "birth_commune": "Béziers",
    }
    for name, value in fields.items():
        stage.page.locator(f"[name={name}]").fill(value)
    stage.press("Inscrire")
    stage.page.get_by_text("ans le jour du test").wait_for()
