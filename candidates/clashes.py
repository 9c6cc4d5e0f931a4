"""The same person in two sessions of the centre at the same time: told, never refused."""

from candidates.models import Candidate
from core.templatetags.components import grouped


def clashes_of(session, candidates=None):
    """(candidate, the same person elsewhere) for each who is also in a session that overlaps."""
    others = session.centre.sessions.overlapping(session.starts_at, session.ends_at)
    elsewhere = Candidate.objects.enrolled().filter(session__in=others.exclude(pk=session.pk))
    there = {(each.key, each.birth_date): each for each in elsewhere.select_related("session")}
    if not there:
        return []
    mine = session.candidates.enrolled() if candidates is None else candidates
    found = [(each, there.get((each.key, each.birth_date))) for each in mine]
    return [(candidate, other) for candidate, other in found if other]


def words_of(other):
    return f"{other} est aussi dans la session {grouped(other.session.number)}, au même moment."
