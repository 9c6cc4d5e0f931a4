"""A test being sat: begun with the code, answered question by question, left and found again."""

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from assessments.closing import close
from assessments.models import Answer, Certification, Question
from assessments.preparing import prepare
from candidates.models import Candidate
from core.states import IllegalTransition
from referentiel.marking import mark
from sessions.codes import typed
from sessions.models import Session

State = Certification.State


class WrongCode(Exception):
    """Not the access code of this session."""


class TooEarly(Exception):
    """The code is right, and does not serve yet."""


class Over(Exception):
    """The test is closed: nothing more is taken."""


def begin(certification, code):
    """Start the test, or find it where it stands; the code is asked each time, and whoever gave it
    last has the test."""
    session = certification.candidate.session
    if not constant_time_compare(typed(code), session.access_code):
        raise WrongCode
    if certification.state not in (State.STARTED, State.FINISHED):
        if timezone.now() < session.code_opens_at:
            raise TooEarly
        prepare(certification)
        _start(certification)
    certification.seat = secrets.token_urlsafe(16)
    certification.save(update_fields=["seat"])
    return certification


@transaction.atomic
def _start(certification):
    """The first one starts the session's clock, unless it was started by hand."""
    candidate, now = certification.candidate, timezone.now()
    if candidate.session.state == Session.State.PLANNED:
        try:
            candidate.session.start()
        except IllegalTransition:
            candidate.session.refresh_from_db()
    try:
        certification.move_to(State.STARTED, only_from=State.READY, started_at=now)
    except IllegalTransition:
        certification.refresh_from_db()
        return
    Candidate.objects.filter(pk=candidate.pk, started_at=None).update(started_at=now)


def current(certification):
    """The first question that waits for its answer; None when there is none."""
    waiting = certification.questions.filter(answer=None)
    return waiting.select_related("asked__challenge").first()


def answer(question, value, *, received_at, focus_lost=False):
    """Keep an answer, once: a second one to the same question is the first one.

    `received_at` was stamped when the request came in, before any work.
    """
    certification = question.certification
    if received_at > certification.closes_at(received_at):
        close(certification, Certification.End.TIME)
        raise Over
    outcome = mark(
        question.asked.draft.key,
        value,
        late=_is_late(question, received_at),
        focus_lost=focus_lost,
    )
    given = Answer(
        question=question,
        value=value,
        outcome=outcome,
        received_at=received_at,
        focus_lost=focus_lost,
    )
    return _keep(given, certification)


@transaction.atomic
def _keep(given, certification):
    """Holding the candidate's own row, so that the test does not close meanwhile."""
    rows = Certification.objects.select_for_update(of=["self"])
    if not rows.filter(pk=certification.pk, state=State.STARTED).exists():
        raise Over
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError:
        return Answer.objects.get(question=given.question)
    if not Question.objects.filter(certification=certification, answer=None).exists():
        close(certification, Certification.End.ANSWERED)
    return given


def _is_late(question, received_at):
    """Of a timed question, beyond its limit, lengthened as the candidate's time is."""
    limit = question.asked.challenge.timer
    if not limit or not question.begun_at:
        return False
    extra_time = question.certification.candidate.extra_time
    return (received_at - question.begun_at).total_seconds() > limit * (100 + extra_time) / 100
