"""What needs somebody today: to finalise, under way, to prepare, published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch

from centres.models import Invigilator, Room
from sessions.listing import count_enrolled
from sessions.models import Session
from sessions.readiness import Surroundings

# What is looked ahead at, and at most so many lines of each kind: the rest is in the list.
AHEAD = timedelta(days=14)
LINES = 8
NEWS = timedelta(days=31)


@dataclass(frozen=True)
class Upcoming:
    session: Session
    warnings: list


@dataclass(frozen=True)
class Dashboard:
    to_finalise: Sequence[Session]
    running: Sequence[Session]
    upcoming: Sequence[Upcoming]
    missed: Sequence[Session]
    published: Sequence[Session]
    untrained: int
    unchecked: int
    has_sessions: bool

    @classmethod
    def of(cls, centre, now):
        sessions = centre.sessions.select_related("room")
        published = sessions.filter(state="published", published_at__gt=now - NEWS)
        return cls(
            to_finalise=sessions.to_finalise(now)[:LINES],
            running=sessions.under_way(now)[:LINES],
            upcoming=_upcoming(centre, now),
            missed=sessions.never_begun(now)[:LINES],
            published=published.order_by("-published_at")[:LINES],
            untrained=Invigilator.objects.filter(centre=centre).in_use().untrained().count(),
            unchecked=Room.objects.filter(centre=centre, checks=None).in_use().count(),
            has_sessions=centre.sessions.exists(),
        )


def _upcoming(centre, now):
    """The next sessions, each with what is not yet as it should be."""
    sessions = centre.sessions.upcoming(now).filter(starts_at__lt=now + AHEAD)
    near = list(
        sessions.prefetch_related("invigilators", Prefetch("room", Room.objects.with_last_check()))[
            :LINES
        ]
    )
    if not near:
        return []
    count_enrolled(near)
    around = Surroundings.around(centre, near[0].starts_at, max(each.ends_at for each in near))
    return [Upcoming(each, around.still_to_do(each)) for each in near]
