"""The stepper of a session: where it has come, and what each step waits for."""

from sessions.models import Session
from sessions.words import moment

ORDER = [Session.State.PLANNED, "running", "finalised", "in_jury", "published"]


def steps_of(session):
    """(title, note, "done" or "current" or "") for each step; none for a cancelled session."""
    if session.state == Session.State.CANCELLED:
        return []
    here = ORDER.index(session.state)
    return [
        (Session.State(state).label, note, _standing(number, here))
        for number, (state, note) in enumerate(zip(ORDER, _notes(session), strict=True))
    ]


def _standing(number, here):
    if number == here:
        return "current"
    return "done" if number < here else ""


def _notes(session):
    started, finalised, published = (
        at and f"le {moment(at)}"
        for at in (session.started_at, session.finalised_at, session.published_at)
    )
    return [
        f"créée le {moment(session.created_at)}",
        started or "quand le code est donné",
        finalised or f"avant le {moment(session.deadline)}",
        "signalements relus",
        published or "sous un mois",
    ]
