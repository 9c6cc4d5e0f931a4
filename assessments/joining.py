"""How somebody comes into a session: matched with its list, linked, and given a test to come."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.clock import LAST_START
from assessments.models import Certification, Preparation, Refusal
from candidates.models import Candidate
from core.journal import record
from core.names import name_key
from core.outbox import ring
from profiles.models import profile_at
from sessions.models import Session

# Candidates settle in before the session; no earlier, so that nobody joins the wrong one.
OPENS_BEFORE = timedelta(hours=1)
Reason = Refusal.Reason


class Refused(Exception):
    def __init__(self, reason, session=None):
        super().__init__(reason)
        self.reason, self.session = reason, session


def join(user, *, number, birth_name, first_name, birth_date, identifier=""):
    """The test of this person in that session, made now or before; or Refused, which is kept."""
    try:
        session = _session(number)
        candidate = _candidate(session, user, birth_name, first_name, birth_date, identifier)
        return _enter(candidate, user)
    except Refused as refusal:
        Refusal.objects.create(session=refusal.session, user=user, reason=refusal.reason)
        raise


def _session(number):
    session = Session.objects.standing().filter(number=number).first()
    if session is None:
        raise Refused(Reason.NO_SESSION)
    if session.state not in (Session.State.PLANNED, Session.State.RUNNING):
        raise Refused(Reason.OVER, session)
    if session.starts_at - OPENS_BEFORE > timezone.now():
        raise Refused(Reason.NOT_OPEN, session)
    return session


def _candidate(session, user, birth_name, first_name, birth_date, identifier):
    """Whoever the list calls so; of two alike, the one already linked, or of that identifier."""
    key = f"{name_key(birth_name)} {name_key(first_name)}"
    alike = list(session.candidates.enrolled().filter(key=key, birth_date=birth_date))
    mine = [each for each in alike if each.user_id == user.pk]
    if identifier:
        alike = [each for each in alike if name_key(each.identifier) == name_key(identifier)]
    if not alike:
        raise Refused(Reason.NOT_LISTED, session)
    if len(mine or alike) > 1:
        raise Refused(Reason.ALIKE, session)
    candidate = (mine or alike)[0]
    candidate.session = session
    return candidate


def _enter(candidate, user):
    if candidate.user_id == user.pk:
        known = Certification.objects.filter(candidate=candidate).first()
        if known:
            return known
    now = timezone.now()
    session = candidate.session
    if now > (session.started_at or session.ends_at) + LAST_START:
        raise Refused(Reason.OVER, session)
    profile = profile_at(user, now)
    if profile.missing:
        raise Refused(Reason.NOT_CERTIFIABLE, session)
    levels = {code: profile.standing(code) for code in profile.testable}
    copy = {code: [standing.level, standing.pix] for code, standing in levels.items()}
    return _link(candidate, user, copy, now)


@transaction.atomic
def _link(candidate, user, profile, now):
    """One test for one candidate: of two who come at once, the second gets the first one's."""
    if _claim(candidate, user):
        # Made for somebody who had taken this line before, and was taken off it.
        Certification.objects.filter(candidate=candidate, started_at=None).delete()
    certification, is_new = Certification.objects.get_or_create(
        candidate=candidate,
        defaults={
            "profile": profile,
            "ceiling": settings.MAX_REACHABLE_LEVEL,
            "joined_at": now,
        },
    )
    if is_new:
        Preparation.objects.create(certification=certification)
        record("join_session", candidate, by=user)
        ring(Preparation)
    return certification


def _claim(candidate, user):
    """Say whether the line was free."""
    row = Candidate.objects.enrolled().filter(pk=candidate.pk)
    try:
        with transaction.atomic():
            claimed = row.filter(user=None).update(user=user)
    except IntegrityError as error:
        raise Refused(Reason.OTHER_LINE, candidate.session) from error
    if not claimed and not row.filter(user=user).exists():
        raise Refused(Reason.OTHER_ACCOUNT, candidate.session)
    candidate.user = user
    return bool(claimed)
