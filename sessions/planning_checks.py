"""What is amiss in sessions not yet made: what forbids them, and what is only worth knowing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from centres.geography import OddHour
from centres.models import Invigilator
from sessions.models import Session
from sessions.readiness import Surroundings, people
from sessions.timing import LONGEST, SHORTEST, slot_length
from sessions.words import duration


@dataclass
class Draft:
    """A session on the table: its line, itself, who watches, what is said of it."""

    line: int
    session: Session
    invigilators: Sequence[Invigilator]
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check(centre, drafts: Sequence[Draft]) -> bool:
    """Write on each draft what is amiss; whether all may be made."""
    for draft in drafts:
        draft.errors, draft.warnings = _hours(draft.session), []
    dated = [draft for draft in drafts if not draft.errors]
    if dated:
        _look_around(centre, dated)
    return not any(draft.errors for draft in drafts)


def _hours(session):
    """Hours that the clocks show once that day, and a length that makes sense."""
    try:
        session.set_hours()
    except OddHour as odd:
        return [str(odd)]
    length = session.ends_at - session.starts_at
    if not SHORTEST <= length <= LONGEST:
        return [f"Une session dure entre {duration(SHORTEST)} et {duration(LONGEST)}."]
    return []


def _look_around(centre, drafts):
    first = min(draft.session.starts_at for draft in drafts)
    last = max(draft.session.ends_at for draft in drafts)
    around = Surroundings.around(centre, first, last)
    for draft in drafts:
        session, watchers = draft.session, draft.invigilators
        limit = centre.candidates_per_invigilator(session.day)
        found = [*around.calendar(session), *people(session, watchers, limit)]
        draft.errors += [each.text for each in around.clashes(session, watchers)]
        draft.warnings += [*_room(session), *(each.text for each in found)]
    _clash_with_each_other(drafts)


def _room(session):
    if session.expected > session.room.posts:
        yield f"{session.expected} candidats pour les {session.room.posts} postes de la salle."
    needed, length = slot_length(session.extra_time), session.ends_at - session.starts_at
    if length < needed:
        yield f"Le test demande {duration(needed)}, la session a {duration(length)}."


def _clash_with_each_other(drafts):
    in_order = sorted(drafts, key=lambda draft: (draft.session.starts_at, draft.line))
    for one, other in combinations(in_order, 2):
        if one.session.ends_at <= other.session.starts_at:
            continue
        if one.session.room == other.session.room:
            other.errors.append(f"La salle {one.session.room} est déjà prise, ligne {one.line}.")
        for person in set(one.invigilators) & set(other.invigilators):
            other.errors.append(f"{person} surveille déjà la ligne {one.line}.")
