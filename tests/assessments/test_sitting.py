"""One test, from the door to its score: joined once, drawn once, answered once, closed once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments import room, sitting
from assessments.joining import Refused
from assessments.models import (
    AddedMinutes,
    Answer,
    Certification,
    Preparation,
    Question,
    Refusal,
    Result,
    Scoring,
)
from assessments.preparing import Incomplete
from core.tasks import sweep
from referentiel.models import Challenge
from referentiel.models import Question as Asking
from tests.assessments import bank
from tests.factories import CandidateFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def reply(question, value="2"):
    return sitting.answer(question, value, received_at=timezone.now(), key=uuid4())


def answer_all(certification, value="2", but=0):
    """All of them, except so many of the last ones."""
    for _ in range(certification.questions.count() - but):
        reply(sitting.current(certification), value)


def again(certification):
    return Certification.objects.with_clock().get(pk=certification.pk)


def test_whoever_is_on_the_list_gets_one_test(lea, come):
    first = come(lea)

    assert come(lea) == first
    assert (first.state, first.ceiling) == ("preparing", 5)
    assert first.profile == {code: [3, 24] for code in bank.CODES}
    assert Preparation.objects.count() == 1
    assert first.candidate.user == lea


def test_worker_makes_it_ready(lea, come):
    certification = come(lea)
    sweep()

    certification.refresh_from_db()
    assert certification.state == "ready"
    assert certification.questions.count() == 18
    assert [q.position for q in certification.questions.all()] == list(range(1, 19))
    hardest = [q.asked.challenge.skill.difficulty for q in certification.questions.all()[:3]]
    assert hardest == [3, 2, 1]


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ({"number": 999_999}, "no_session"),
        ({"birth_name": "Martin"}, "not_listed"),
        ({"birth_date": date(2010, 4, 12)}, "not_listed"),
        ({"identifier": "ABC"}, "not_listed"),
    ],
)
def test_who_does_not_match_is_refused_and_kept_as_a_row(lea, come, others, reason):
    with pytest.raises(Refused) as refusal:
        come(lea, **others)

    assert refusal.value.reason == reason
    assert Refusal.objects.get().reason == reason
    assert not Certification.objects.exists()


def test_line_that_another_account_has_taken_is_refused(lea, come):
    come(lea)
    twin = UserFactory()
    bank.show_all(twin)

    with pytest.raises(Refused, match="other_account"):
        come(twin)


def test_line_taken_over_has_a_test_of_its_new_owner(lea, come, session):
    """Joined on a neighbour's account, then taken off it by the centre."""
    first = come(lea)
    sweep()
    type(first.candidate).objects.update(user=None)
    owner = UserFactory()
    bank.show_all(owner, bank.CODES[:5])

    second = come(owner)

    assert second.pk != first.pk
    assert set(second.profile) == set(bank.CODES[:5])
    assert Certification.objects.count() == 1


def test_account_that_is_on_another_line_is_refused(lea, come, session):
    CandidateFactory(session=session, birth_name="Autre", first_name="Léa")
    come(lea)

    with pytest.raises(Refused, match="other_line"):
        come(lea, birth_name="Autre")


def test_homonyms_born_the_same_day_say_which_one_they_are(lea, come, session):
    CandidateFactory(
        session=session, birth_name="De L’Étang", first_name="Léa", identifier="12B", twin="12B"
    )

    with pytest.raises(Refused, match="alike"):
        come(lea)
    assert come(lea, identifier="12 b").candidate.identifier == "12B"
    assert come(lea).candidate.identifier == "12B"


def test_profile_that_is_not_certifiable_links_nobody(session, come):
    bank.build()
    CandidateFactory(session=session, birth_name="De L’Étang", first_name="Léa")
    user = UserFactory()
    bank.show_all(user, bank.CODES[:4])

    with pytest.raises(Refused, match="not_certifiable"):
        come(user)
    assert not user.candidacies.exists()


@pytest.mark.parametrize(
    ("hours", "reason"), [(-1.1, "not_open"), (2 + 24.1, "over"), (2 + 23.9, None), (-0.9, None)]
)
def test_door_opens_an_hour_before_and_shuts_a_day_after(lea, come, clock, hours, reason):
    clock.shift(timedelta(hours=hours))

    if reason is None:
        assert come(lea)
    else:
        with pytest.raises(Refused, match=reason):
            come(lea)


@pytest.mark.parametrize("state", ["finalised", "in_jury", "published"])
def test_session_that_is_sent_is_over(lea, come, session, state):
    dated = {"started_at": timezone.now(), "finalised_at": timezone.now()}
    if state == "published":
        dated["published_at"] = timezone.now()
    type(session).objects.filter(pk=session.pk).update(state=state, **dated)

    with pytest.raises(Refused, match="over"):
        come(lea)


def test_candidate_taken_off_the_list_takes_the_test_to_come_along(lea, come, session, clock):
    certification = come(lea)
    certification.candidate.remove(by=session.created_by)
    clock.shift(timedelta(days=2))

    sweep()

    assert not Certification.objects.exists()


def test_code_starts_the_test_and_the_clock(lea, come, session):
    certification = bank.begin(come(lea), " kmtr 47 ")

    session.refresh_from_db()
    certification.candidate.refresh_from_db()
    assert (session.state, session.started_at) == ("running", timezone.now())
    assert (certification.state, certification.questions.count()) == ("started", 18)
    assert certification.candidate.started_at == timezone.now()
    assert again(certification).ends_at(timezone.now()) == timezone.now() + timedelta(minutes=105)


def test_wrong_code_and_code_too_early_start_nothing(lea, come, clock):
    clock.shift(timedelta(minutes=-45))
    certification = come(lea)

    with pytest.raises(sitting.WrongCode):
        bank.begin(certification, "KMTR48")
    with pytest.raises(sitting.TooEarly):
        bank.begin(certification, "KMTR47")
    assert certification.state == "preparing"


def cancelled(session):
    session.cancel(by=None, why="Travaux")


def sent(session):
    type(session).objects.filter(pk=session.pk).update(
        state="finalised", started_at=timezone.now(), finalised_at=timezone.now()
    )


def run_out(session):
    """The clock was started by hand, and nobody came before it stopped."""
    long_ago = timezone.now() - timedelta(minutes=106)
    type(session).objects.filter(pk=session.pk).update(state="running", started_at=long_ago)


def over(session):
    """Nobody started the clock, and its hours are past."""
    ended = timezone.now() - timedelta(minutes=1)
    starts_at = ended - timedelta(hours=2)
    type(session).objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=ended)


@pytest.mark.parametrize("happens", [cancelled, sent, run_out, over])
def test_code_begins_nothing_any_more(lea, come, session, happens):
    certification = come(lea)
    happens(session)

    with pytest.raises(sitting.TooLate):
        bank.begin(again(certification))
    certification.refresh_from_db()
    assert certification.started_at is None
    sweep()


def test_clock_that_runs_decides_and_not_the_hour_of_the_end(lea, come, session):
    """Begun fifty minutes late: a latecomer still has what is left."""
    certification = come(lea)
    now = timezone.now()
    hours = {"starts_at": now - timedelta(minutes=125), "ends_at": now - timedelta(minutes=5)}
    late = now - timedelta(minutes=75)
    type(session).objects.update(state="running", started_at=late, **hours)

    assert bank.begin(again(certification)).state == "started"


@pytest.mark.parametrize("happens", [cancelled, sent])
def test_session_that_stops_at_this_very_moment_begins_nothing(lea, come, session, happens):
    """Between the code and the start: what was read is already old."""
    certification = come(lea)
    sitting.check(certification, "KMTR47")
    happens(session)

    with pytest.raises(sitting.TooLate):
        sitting.enter(certification)
    assert not Certification.objects.exclude(started_at=None).exists()


def test_candidate_taken_off_the_list_at_this_very_moment_begins_nothing(lea, come, session):
    certification = come(lea)
    sitting.check(certification, "KMTR47")
    certification.candidate.remove(by=session.created_by)

    with pytest.raises(sitting.TooLate):
        sitting.enter(certification)
    assert not Certification.objects.exclude(started_at=None).exists()


def test_timed_question_stands_still_with_the_clocks(begun, session, clock):
    Challenge.objects.update(timer=60)
    Question.objects.update(begun_at=timezone.now())
    room.suspend(session, reason="Alarme")
    clock.shift(timedelta(minutes=20))
    room.resume(session)
    clock.shift(timedelta(seconds=59))

    assert reply(sitting.current(again(begun))).outcome == "ok"


def test_coming_back_goes_on_where_it_stopped(begun, lea, come):
    reply(sitting.current(begun))

    certification = bank.begin(come(lea), "KMTR47")

    assert certification == begun
    assert sitting.current(certification).position == 2


def test_first_answer_stands(begun):
    question = sitting.current(begun)

    first, second = reply(question, "2"), reply(question, "3")

    assert second == first
    assert Answer.objects.get().outcome == "ok"


def test_last_answer_closes_the_test_and_the_score_follows(begun):
    answer_all(begun)
    sweep()

    begun.refresh_from_db()
    result = Result.objects.get()
    assert (begun.state, begun.end) == ("finished", "answered")
    assert (result.status, result.rate, result.pix) == ("validated", 100, 6 * 24)


def test_unanswered_questions_are_wrong_when_time_is_up(begun, clock):
    answer_all(begun, but=3)
    clock.shift(timedelta(minutes=105, seconds=31))

    sweep()

    begun.refresh_from_db()
    assert (begun.end, Result.objects.get().rate) == ("time", 83)
    assert Result.objects.get().marks["5.1"] == [-1, 0]
    assert begun.finished_at == again(begun).ends_at(begun.finished_at)


def test_answer_counts_until_half_a_minute_after_the_end(begun, clock):
    clock.shift(timedelta(minutes=105, seconds=30))
    reply(sitting.current(begun))

    clock.shift(timedelta(seconds=1))
    with pytest.raises(sitting.Over):
        reply(sitting.current(begun))

    begun.refresh_from_db()
    assert begun.end == "time"
    assert Answer.objects.count() == 1


def test_nothing_is_taken_once_somebody_has_closed_the_test(begun):
    question = sitting.current(begun)
    sitting.close(begun, Certification.End.INVIGILATOR)

    with pytest.raises(sitting.Over):
        reply(question)
    sitting.close(begun, Certification.End.TIME)
    begun.refresh_from_db()
    assert begun.end == "invigilator"
    assert Scoring.objects.count() == 1


def test_minutes_pauses_and_extra_time_move_the_end(begun, session, clock):
    begun.candidate.session = session
    type(begun.candidate).objects.filter(pk=begun.candidate_id).update(extra_time=33)
    key = uuid4()
    for _ in range(2):
        room.add_minutes(session, 10, reason="Retard", key=key)
    room.add_minutes(session, 5, reason="Souris", key=uuid4(), candidate=begun.candidate)
    clock.shift(timedelta(minutes=20))
    room.suspend(session, reason="Alarme")
    room.suspend(session, reason="Alarme")
    clock.shift(timedelta(minutes=15))
    room.resume(session)
    room.resume(session)

    left = again(begun).ends_at(timezone.now()) - timezone.now()
    assert left == timedelta(minutes=105 * 1.33 + 10 + 5 - 20)
    assert AddedMinutes.objects.count() == 2
    assert session.pauses.count() == 1


def test_test_that_stands_still_is_not_closed(begun, session, clock):
    clock.shift(timedelta(minutes=100))
    room.suspend(session, reason="Alarme")
    clock.shift(timedelta(hours=3))

    sweep()

    begun.refresh_from_db()
    assert begun.state == "started"


@pytest.mark.parametrize(("extra_time", "outcome"), [(0, "timedout"), (50, "ok")])
def test_timed_question_is_lengthened_as_the_candidate_is(begun, clock, extra_time, outcome):
    question = sitting.current(begun)
    type(question.asked.challenge).objects.update(timer=60)
    type(begun.candidate).objects.update(extra_time=extra_time)
    Question.objects.update(begun_at=timezone.now())
    clock.shift(timedelta(seconds=80))

    given = reply(sitting.current(again(begun)))

    assert given.outcome == outcome


def test_answer_costs_few_queries(begun, django_assert_max_num_queries):
    certification = again(begun)

    with django_assert_max_num_queries(5):
        reply(sitting.current(certification))


def test_test_that_would_miss_a_competence_is_not_made(lea, come):
    certification = come(lea)
    Challenge.objects.filter(skill__tube__competence__code="1.1").update(is_archived=True)

    sweep()
    with pytest.raises(Incomplete):
        bank.begin(certification, "KMTR47")

    assert Preparation.objects.get().state == "failed"
    assert not Question.objects.exists()


@pytest.fixture
def unwritten(lea, monkeypatch):
    """Nobody has read a question of the bank yet: each is still to be made."""
    Asking.objects.update(content=None)
    monkeypatch.setattr("referentiel.models.generated", lambda *names: lambda seed: bank.SUM)


@pytest.mark.usefixtures("unwritten")
def test_questions_are_written_ahead_by_the_worker(lea, come):
    certification = come(lea)
    sweep()

    assert certification.questions.count() == 18
    assert not certification.questions.filter(asked__content__isnull=True).exists()
    assert sitting.current(bank.begin(certification)).asked.draft == bank.SUM


@pytest.mark.usefixtures("unwritten")
def test_question_that_nobody_wrote_yet_is_written_by_its_reader(lea, come):
    """Drawn in the request: the start waits for nothing."""
    certification = bank.begin(come(lea))
    unread = certification.questions.filter(asked__content__isnull=True)
    assert unread.count() == 18

    assert sitting.current(certification).asked.draft == bank.SUM
    assert unread.count() == 17


def test_preparing_rings_in_a_queue_of_its_own(
    lea, come, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr(
        "core.outbox.current_app.send_task", lambda *args, **kwargs: rung.append(kwargs)
    )
    with django_capture_on_commit_callbacks(execute=True):
        come(lea)

    assert rung == [{"queue": "tests"}]
