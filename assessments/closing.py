"""The end of a test, whoever or whatever brings it, and what it is worth."""

from django.db import transaction
from django.utils import timezone

from assessments import models
from assessments.scoring import Cause, Level, Sat, score
from core.journal import record
from core.outbox import ring
from core.states import IllegalTransition


@transaction.atomic
def close(certification, end, *, by=None, is_technical=False):
    """Once: whoever comes second finds it closed. The score follows, whoever dies in between."""
    now = timezone.now()
    # Whenever the closing comes, time was up at the deadline.
    finished_at = min(now, certification.ends_at(now)) if end == "time" else now
    ending = {"end": end, "is_technical": is_technical, "finished_at": finished_at}
    try:
        certification.move_to("finished", only_from="started", by=by, **ending)
    except IllegalTransition:
        return False
    models.Scoring.objects.create(certification=certification)
    ring(models.Scoring)
    return True


@transaction.atomic
def end_by_hand(certification, *, by, is_technical=False):
    """By whoever holds the room, before its time; told in the session's journal too. Say whether it
    was under way."""
    ended = close(certification, "invigilator", by=by, is_technical=is_technical)
    if ended:
        candidate = certification.candidate
        record("end_test", candidate.session, by=by, name=str(candidate))
    return ended


def write_result(certification):
    cause = Cause.TECHNICAL if certification.is_technical else Cause.CANDIDATE
    found = score(
        {code: Level(*standing) for code, standing in certification.profile.items()},
        [_sat(question) for question in _questions(certification)],
        ceiling=certification.ceiling,
        cause=cause,
    )
    return certification.results.create(
        status=found.status,
        pix=found.pix,
        rate=found.rate,
        marks={code: [mark.level, mark.pix] for code, mark in found.marks.items()},
    )


def _questions(certification):
    return certification.questions.select_related("answer", "asked__challenge")


def _sat(question):
    answer = getattr(question, "answer", None)
    return Sat(
        question.competence,
        question.asked.challenge.type,
        answer and answer.outcome,
        question.is_neutralised,
    )
