"""A test being sat: begun with the code, answered question by question, left and found again."""

import secrets
from functools import cache

from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from assessments.clock import stood_still
from assessments.closing import close
from assessments.models import Answer, Certification, Question, Refusal
from assessments.preparing import prepare
from candidates.models import Candidate
from core.journal import record
from core.states import IllegalTransition
from referentiel.marking import mark
from sessions.codes import typed
from sessions.models import Session

State = Certification.State


class WrongCode(Exception):
    """Not the access code of this session."""


class TooEarly(Exception):
    """The code is right, and does not serve yet."""


class NotAllowedBack(Exception):
    """The invigilator has not agreed yet that this test goes on; they see that it waits."""


class TooLate(Exception):
    """The code does not serve any more: the session is over, or its time is."""


class Over(Exception):
    """The test is closed: nothing more is taken."""


def check(certification, code):
    """The access code of the session, which is asked at each computer."""
    session = certification.candidate.session
    if not constant_time_compare(typed(code), session.access_code):
        user = certification.candidate.user_id
        session.refusals.create(user_id=user, reason=Refusal.Reason.WRONG_CODE)
        raise WrongCode
    if certification.state in (State.STARTED, State.FINISHED):
        return
    if not session.code_serves:
        raise TooEarly
    now = timezone.now()
    ends_at = certification.ends_at(now)
    # Nobody is given a test of a session that was cancelled or sent, nor one whose time is up: by
    # the clock once it runs, by the hour until then.
    if not session.is_editable or now >= (ends_at or session.ends_at):
        raise TooLate


def enter(certification):
    """Start the test, or find it where it stands: whoever entered last has it."""
    seat = secrets.token_urlsafe(16)
    if certification.state in (State.PREPARING, State.READY):
        prepare(certification)
        if _start(certification, seat):
            return
    if certification.state == State.STARTED:
        _come_back(certification, seat)
    else:
        Certification.objects.filter(pk=certification.pk).update(seat=seat)
    certification.seat = seat


def _come_back(certification, seat):
    """To a test left on another computer, or on this one; with the invigilator's agreement, once,
    where the session wants it."""
    row, now = Certification.objects.filter(pk=certification.pk), timezone.now()
    if not certification.may_return:
        row.filter(return_asked_at=None).update(return_asked_at=now)
        raise NotAllowedBack
    agreed = row.filter(return_allowed_at=certification.return_allowed_at)
    with transaction.atomic():
        if not agreed.update(seat=seat, moved_at=now, return_asked_at=None, return_allowed_at=None):
            raise NotAllowedBack  # another browser has used the agreement
        candidate = certification.candidate
        record("change_seat", candidate.session, name=str(candidate))


@transaction.atomic
def allow_return(certification, *, by=None):
    """Whoever waits to go on with their test does; the agreement serves once, and not for long.
    Say whether anybody waited."""
    waiting = Certification.objects.filter(pk=certification.pk, return_asked_at__isnull=False)
    waits = waiting.update(return_allowed_at=timezone.now())
    if waits:
        candidate = certification.candidate
        record("allow_return", candidate.session, by=by, name=str(candidate))
    return bool(waits)


@transaction.atomic
def _start(certification, seat):
    """Say whether it is started here, and not by somebody else in the meantime. The first one
    starts the session's clock, unless it was started by hand."""
    candidate, now = certification.candidate, timezone.now()
    _start_clock(candidate.session)
    try:
        certification.move_to(State.STARTED, only_from=State.READY, started_at=now, seat=seat)
    except IllegalTransition:
        certification.refresh_from_db()
        return False
    if not Candidate.objects.enrolled().filter(pk=candidate.pk).update(started_at=now):
        raise TooLate  # taken off the list at this very moment
    return True


def _start_clock(session):
    """Unless it runs; of a session cancelled at this very moment it never will."""
    if session.state == Session.State.PLANNED:
        try:
            session.start()
        except IllegalTransition:
            session.refresh_from_db()
    if session.state != Session.State.RUNNING:
        raise TooLate


@cache
def _waiting():
    """A query made once: making it costs as much as asking it."""
    waiting = Question.objects.filter(answer=None).select_related("asked__challenge")
    return waiting.only(
        *("position", "certification_id", "begun_at", "left_at", "typed"),
        *("asked__seed", "asked__content", "asked__challenge__name"),
        *("asked__challenge__generator", "asked__challenge__timer", "asked__challenge__is_focused"),
    )


def current(certification):
    """The first question that waits for its answer, which knows the one after it; or None."""
    waiting = _waiting().filter(certification=certification)
    first, second, *_ = *waiting[:2], None, None
    if first:
        first.following = second
        for question in filter(None, (first, second)):
            question.certification = certification
    return first


def is_over(certification, instant):
    """Whether time was up then; the test is closed if so, browser alive or not."""
    if instant <= certification.closes_at(instant):
        return False
    close(certification, Certification.End.TIME)
    return True


def answer(question, value, *, received_at, key, focus_lost=False):
    """Keep an answer to a test's current question, once: a second one is the first one.

    `received_at` was stamped when the request came in, before any work.
    """
    if is_over(question.certification, received_at):
        raise Over
    is_focused = question.asked.challenge.is_focused
    focus_lost = is_focused and (focus_lost or question.left_at is not None)
    late = _is_late(question, received_at)
    given = Answer(
        question=question,
        key=key,
        value=value,
        outcome=mark(question.asked.draft.key, value, late=late, focus_lost=focus_lost),
        received_at=received_at,
        focus_lost=focus_lost,
    )
    try:
        _keep(given)
    except IntegrityError:
        return Answer.objects.get(question=question)
    return given


@transaction.atomic
def _keep(given):
    """Holding the test's row, so that it does not close meanwhile."""
    certification = given.question.certification
    held = Certification.objects.select_for_update().only("pk")
    if not held.filter(pk=certification.pk, state=State.STARTED).first():
        raise Over
    given.save(force_insert=True)
    if given.question.following is None:
        close(certification, Certification.End.ANSWERED)


def note(question, typed, *, left=False):
    """What is being written and is not sent, and that the page was left; both outlive the page."""
    now = timezone.now()
    changes = {"typed": typed, "typed_at": now} if typed else {}
    if left and question.asked.challenge.is_focused:
        changes["left_at"] = Coalesce("left_at", now)
    if changes:
        Question.objects.filter(pk=question.pk, answer=None).update(**changes)


def is_closed(question, instant):
    """Not to be answered now: the clocks stand still, or its own has not been started."""
    waits = question.asked.challenge.timer and not question.begun_at
    return bool(waits) or question.certification.stands_still(instant)


def seconds_left(question, now):
    """Of a timed question, before its limit, lengthened as the candidate's time is and stopped with
    it; None of one that is not, or whose clock does not run."""
    limit = question.asked.challenge.timer
    if not limit or not question.begun_at:
        return None
    certification = question.certification
    spent = now - question.begun_at - stood_still(question.begun_at, now, certification.pauses)
    return limit * (100 + certification.candidate.extra_time) / 100 - spent.total_seconds()


def _is_late(question, received_at):
    left = seconds_left(question, received_at)
    return left is not None and left < 0
