"""What must be true of every test: a sound base passes, and each thing that is broken is seen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import CheckConstraint
from django.utils import timezone

from assessments import room, sitting
from assessments.models import Answer, Certification, Preparation, Question, Scoring
from candidates.models import Candidate
from core.invariants import Note, invariants
from core.tasks import sweep
from sessions.models import Session
from tests.assessments import bank
from tests.factories import CandidateFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "checks_again")]
FULL_TIME = timedelta(minutes=105, seconds=30)


@pytest.fixture
def checks_again():
    yield
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = OFF")


@pytest.fixture
def running(begun):
    """A test under way, with nothing left to do for anybody else."""
    sweep()
    return begun


@pytest.fixture
def ended(running):
    sitting.close(running, Certification.End.INVIGILATOR)
    sweep()
    return running


def execute(*statements):
    """Once what waits for the end of the transaction is checked, for PostgreSQL asks for that."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def uncheck(model):
    """Let anything be written in this table until the end of the test, but for what is unique."""
    table = model._meta.db_table
    names = [each.name for each in model._meta.constraints if isinstance(each, CheckConstraint)]
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = ON")
    else:
        execute(*(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for name in names))


def unbind(model):
    """The same table without any constraint until the end of the test, but for its key."""
    table, is_sqlite = model._meta.db_table, connection.vendor == "sqlite"
    execute(
        f"CREATE TABLE bare AS SELECT * FROM {table}",
        f"DROP TABLE {table} {'' if is_sqlite else 'CASCADE'}",
        f"ALTER TABLE bare RENAME TO {table}",
        f"CREATE UNIQUE INDEX bare_key ON {table} (id)"
        if is_sqlite
        else f"ALTER TABLE {table} ADD PRIMARY KEY (id)",
    )


def found():
    """What is wrong, by invariant."""
    wrong = {each.code: [w for w in each.check() if type(w) is not Note] for each in invariants()}
    return {code: words for code, words in wrong.items() if words}


def reply(certification):
    question = sitting.current(certification)
    return sitting.answer(question, "2", received_at=timezone.now(), key=uuid4())


def answered_at(certification, at):
    Answer.objects.filter(pk=reply(certification).pk).update(received_at=at)


def another(come, session, name):
    user = UserFactory()
    bank.show_all(user)
    CandidateFactory(session=session, birth_name=name)
    return bank.begin(come(user, birth_name=name))


def test_sound_base_has_nothing_wrong(begun, come, session):
    reply(begun)
    through = another(come, session, "Haddad")
    while sitting.current(through):
        reply(through)
    sitting.close(another(come, session, "Nguyen"), Certification.End.INVIGILATOR)
    sweep()

    states = Certification.objects.order_by("pk").values_list("state", "end")
    assert list(states) == [("started", ""), ("finished", "answered"), ("finished", "invigilator")]
    assert found() == {}


def test_test_that_is_still_to_come_is_sound(lea, come):
    come(lea)
    assert found() == {}

    sweep()
    assert found() == {}


def test_second_test_of_a_candidate_is_seen(lea, come):
    first = come(lea)
    Preparation.objects.all().delete()
    unbind(Certification)

    Certification.objects.create(pk=0, candidate=first.candidate, profile=first.profile, ceiling=5)

    assert found() == {"INV-01": [f"candidat {first.candidate_id}, 2 tests"]}


def test_hole_between_questions_is_seen(running):
    last = running.questions.last()
    Question.objects.filter(pk=last.pk).update(position=20)

    assert found() == {"INV-02": [f"certification {running.pk}, 18 questions de 1 à 20"]}


def test_two_questions_in_one_place_are_seen(running):
    unbind(Question)
    first, second = running.questions.all()[:2]
    Question.objects.filter(pk=first.pk).update(position=2)

    assert found() == {"INV-02": [f"certification {running.pk}, 18 questions de 2 à 18"]}


def test_too_many_questions_are_seen(running):
    uncheck(Question)
    question = running.questions.first()
    Question.objects.bulk_create(
        Question(
            certification=running,
            position=position,
            asked=bank.add_challenge(
                question.asked.challenge.skill, f"x{position}"
            ).questions.get(),
            competence=f"x{position // 3}",
        )
        for position in range(19, 50)
    )

    assert found() == {
        "INV-02": [f"certification {running.pk}, 49 questions de 1 à 49"],
        "INV-03": [f"test {running.number} (started), 49 questions sur 18"],
    }


def test_fourth_question_of_a_competence_is_seen(running):
    running.questions.filter(position=4).update(competence="1.1")

    assert found() == {"INV-02": [f"certification {running.pk}, 4 questions en 1.1"]}


@pytest.mark.parametrize(("lost", "left"), [(["5.1"], 15), (bank.CODES, 0)])
def test_test_without_a_competence_of_its_profile_is_seen(running, lost, left):
    running.questions.filter(competence__in=lost).delete()

    assert found() == {"INV-03": [f"test {running.number} (started), {left} questions sur 18"]}


def test_test_that_is_half_made_is_seen(lea, come):
    certification = come(lea)
    sweep()
    Certification.objects.update(state="preparing", total=0)

    words = f"test {certification.number} (preparing), 18 questions sur 0"
    assert found() == {"INV-03": [words]}


def test_second_answer_to_a_question_is_seen(running):
    given = reply(running)
    unbind(Answer)
    given.pk = 0
    given.save(force_insert=True)

    assert found() == {"INV-04": [f"question {given.question_id}, 2 réponses"]}


def test_answer_of_no_test_is_seen(running):
    given = reply(running)
    Answer.objects.update(question=0)

    assert found() == {"INV-04": [f"réponse {given.pk}, question 0 d’aucun test"]}
    Answer.objects.update(question=given.question)


def test_answer_after_the_time_is_seen(running):
    answered_at(running, running.started_at + FULL_TIME + timedelta(seconds=1))

    assert found() == {"INV-05": [f"test {running.number}, réponse du 10/03/2027 à 10:45:31 UTC"]}


def test_answer_in_the_last_half_minute_is_sound(running):
    answered_at(running, running.started_at + FULL_TIME)

    assert found() == {}


@pytest.mark.parametrize(("late", "wrong"), [(0, set()), (1, {"INV-05"})])
def test_extra_time_decides_what_is_late(running, late, wrong):
    Candidate.objects.filter(pk=running.candidate_id).update(extra_time=33)

    allowed = timedelta(minutes=105 * 1.33, seconds=30 + late)
    answered_at(running, running.started_at + allowed)

    assert set(found()) == wrong


@pytest.mark.parametrize(("late", "wrong"), [(0, set()), (1, {"INV-05"})])
def test_clock_of_the_candidate_decides_what_is_late(running, session, clock, late, wrong):
    Candidate.objects.filter(pk=running.candidate_id).update(extra_time=33)
    for candidate in (None, running.candidate):
        room.add_minutes(session, 5, reason="Souris", key=uuid4(), candidate=candidate)
    room.suspend(session, reason="Alarme")
    clock.shift(timedelta(minutes=7))
    room.resume(session)

    allowed = timedelta(minutes=105 * 1.33 + 5 + 5 + 7, seconds=30 + late)
    answered_at(running, running.started_at + allowed)

    assert set(found()) == wrong


@pytest.mark.parametrize(("seconds", "wrong"), [(59, set()), (61, {"INV-06"})])
def test_test_that_nobody_closes_is_seen(running, clock, seconds, wrong):
    clock.shift(FULL_TIME + timedelta(seconds=seconds))

    assert set(found()) == wrong


def test_test_that_stands_still_does_not_outlive_its_time(running, session, clock):
    room.suspend(session, reason="Alarme")
    clock.shift(timedelta(hours=3))

    assert found() == {}


@pytest.mark.parametrize("reason", ["", "other"])
def test_end_without_a_reason_of_ours_is_seen(ended, reason):
    uncheck(Certification)
    Certification.objects.update(end=reason)

    words = f"test {ended.number} (finished), motif de fin «\u202f{reason}\u202f»"
    assert found() == {"INV-07": [words]}


def test_reason_without_an_end_is_seen(running):
    uncheck(Certification)
    Certification.objects.update(end="time")

    assert set(found()) == {"INV-07"}


@pytest.mark.parametrize(("minutes", "wrong"), [(9, set()), (11, {"INV-07"})])
def test_score_that_does_not_come_is_seen(running, clock, minutes, wrong):
    sitting.close(running, Certification.End.INVIGILATOR)
    clock.shift(timedelta(minutes=minutes))

    assert set(found()) == wrong


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "en attente"),
        ("failed", "échoué"),
        ("done", "fait puis perdu"),
        (None, "absent"),
    ],
)
def test_why_there_is_no_score_is_told(running, clock, state, words):
    sitting.close(running, Certification.End.INVIGILATOR)
    scoring = Scoring.objects.all()
    scoring.update(state=state) if state else scoring.delete()
    clock.shift(timedelta(minutes=11))

    assert found() == {"INV-07": [f"test {running.number} sans score, calcul {words}"]}


def test_account_of_two_candidates_is_seen(running, session, lea):
    execute("DROP INDEX candidate_account_once")
    CandidateFactory(session=session, user=lea)

    assert found() == {"INV-08": [f"session {session.pk}, compte {lea.pk}, 2 candidats"]}


def test_person_of_two_accounts_is_seen(running, session):
    execute("DROP INDEX candidate_once")
    other = UserFactory()
    CandidateFactory(session=session, birth_name="De L’Étang", user=other)

    words = f"session {session.pk}, candidat {running.candidate_id}, 2 comptes"
    assert found() == {"INV-08": [words]}


def test_account_of_somebody_removed_may_serve_again(lea, session):
    CandidateFactory(session=session, user=lea, removed_at=timezone.now())
    CandidateFactory(session=session, user=lea)

    assert found() == {}


@pytest.mark.parametrize(
    ("model", "changes", "fault"),
    [
        (Candidate, {"user": None}, "sans compte"),
        (Candidate, {"removed_at": timezone.now()}, "commencé, candidat retiré de la liste"),
        (Candidate, {"started_at": None}, "commencé sans le code"),
        (Certification, {"seat": ""}, "commencé sans le code"),
        (Session, {"state": "planned", "started_at": None}, "commencé sans le code"),
    ],
)
def test_who_should_not_sit_is_seen(running, model, changes, fault):
    uncheck(model)
    model.objects.update(**changes)

    assert found() == {"INV-09": [f"test {running.number} {fault}"]}


def test_test_of_nobody_is_seen(running):
    candidate = running.candidate_id
    Certification.objects.update(candidate=0)

    assert found() == {"INV-09": [f"test {running.number} sans candidat"]}
    Certification.objects.update(candidate=candidate)


def test_test_begun_after_the_finalisation_is_seen(ended, session):
    before = ended.started_at - timedelta(seconds=1)
    Session.objects.filter(pk=session.pk).update(state="finalised", finalised_at=before)

    assert found() == {"INV-09": [f"test {ended.number} commencé après la finalisation"]}


def finalise(session):
    rows = Session.objects.filter(pk=session.pk)
    rows.update(state="finalised", finalised_at=timezone.now())


def test_session_that_is_finalised_as_it_should_is_sound(ended, session):
    finalise(session)

    assert found() == {}


def test_test_under_way_in_a_finalised_session_is_seen(running, session):
    finalise(session)

    assert found() == {"INV-10": [f"test {running.number} en cours"]}


def test_answer_after_the_finalisation_is_seen(running, session):
    answered_at(running, timezone.now() + timedelta(seconds=1))
    sitting.close(running, Certification.End.INVIGILATOR)
    finalise(session)

    assert found() == {"INV-10": [f"test {running.number}, réponse après la finalisation"]}


@pytest.mark.parametrize(
    ("state", "is_dated"),
    [("finalised", False), ("in_jury", False), ("published", False), ("running", True)],
)
def test_session_dated_otherwise_than_its_state_is_seen(ended, session, state, is_dated):
    uncheck(Session)
    rows = Session.objects.filter(pk=session.pk)
    rows.update(state=state, finalised_at=timezone.now() if is_dated else None)

    assert found() == {"INV-10": [f"session {session.number} ({state}), mal datée"]}


@pytest.mark.parametrize("others", [[], ["Haddad", "Nguyen"]])
def test_queries_do_not_grow_with_the_tests(
    running, come, session, others, django_assert_num_queries
):
    """Each test gives the clock something to decide: an answer in the minutes added."""
    for certification in [running, *(another(come, session, name) for name in others)]:
        answered_at(certification, timezone.now() + FULL_TIME + timedelta(minutes=10))
    room.add_minutes(session, 20, reason="Réseau", key=uuid4())

    with django_assert_num_queries(25):
        wrong = [list(each.check()) for each in invariants() if each.code <= "INV-10"]

    assert wrong == [[]] * 10
