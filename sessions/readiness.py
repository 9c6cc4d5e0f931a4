"""What is not yet as it should be for a session: warnings, which refuse nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from centres.models import Centre
from centres.rooms import CANDIDATES_PER_SPARE
from core.templatetags.components import day, grouped, hour
from sessions.models import Session, Window
from sessions.timing import slot_length
from sessions.words import duration


@dataclass(frozen=True)
class Warning:
    """`asks` when somebody should say « all the same » before it is saved."""

    text: str
    asks: bool = False


@dataclass(frozen=True)
class Surroundings:
    """What a session is compared with, fetched once for as many sessions as one likes."""

    centre: Centre
    neighbours: Sequence[Session]
    windows: Sequence[Window]

    @classmethod
    def around(cls, centre, first: datetime, last: datetime):
        prefetch_related_objects([centre], "derogations")
        neighbours = centre.sessions.overlapping(first, last).prefetch_related("invigilators")
        return cls(centre, list(neighbours), list(Window.objects.select_related("level")))

    def still_to_do(self, session) -> list[Warning]:
        """Of a session that is made, fetched `with_enrolled`."""
        nobody = [] if session.enrolled else [Warning("Personne n’est encore inscrit.")]
        return [*nobody, *self.warnings(session, list(session.invigilators.all()))]

    def warnings(self, session, invigilators) -> list[Warning]:
        return [
            *self.clashes(session, invigilators),
            *self.calendar(session),
            *places(session),
            *people(session, invigilators, self.centre.candidates_per_invigilator(session.day)),
        ]

    def clashes(self, session, invigilators):
        """Nobody is in two places, and no room holds two sessions."""
        others = [each for each in self.neighbours if _meet(each, session)]
        for other in others:
            hours = f"{hour(other.start_time)} à {hour(other.end_time)}"
            name = f"la session {grouped(other.number)}, de {hours}"
            if session.room_id and other.room_id == session.room_id:
                yield Warning(f"La salle {session.room} a déjà {name}.", asks=True)
            for person in set(invigilators) & set(other.invigilators.all()):
                yield Warning(f"{person} surveille déjà {name}.", asks=True)

    def calendar(self, session):
        if session.state == Session.State.PLANNED and session.day < self.centre.today:
            yield Warning("La date est passée.", asks=True)
        elif session.state == Session.State.PLANNED and session.ends_at <= timezone.now():
            yield Warning("L’heure de fin est passée.", asks=True)
        windows = [each for each in self.windows if each.level_id == session.level_id]
        if windows and not any(window.holds(session.day) for window in windows):
            periods = " ; ".join(
                f"du {day(window.opens_on)} au {day(window.closes_on)}" for window in windows
            )
            yield Warning(
                f"Hors de la période de certification de ce niveau ({windows[0].level} : "
                f"{periods}).",
                asks=True,
            )
        for window in windows:
            if window.holds(session.day) and window.advised_by and session.day > window.advised_by:
                advice = f", {window.advice}" if window.advice else ""
                yield Warning(f"Date conseillée dépassée : {day(window.advised_by)}{advice}.")


def places(session):
    """Posts, spares, the checklist, and enough time for whoever is granted more."""
    if session.posts and session.headcount > session.posts:
        yield Warning(f"{session.headcount} candidats pour {session.posts} postes.")
    if session.room:
        yield from room(session)
    elif not session.place_conditions:
        yield Warning("Les conditions matérielles du lieu ne sont pas décrites.")
    needed, length = slot_length(session.extra_time), session.ends_at - session.starts_at
    if length < needed:
        yield Warning(
            f"Le temps du test demande {duration(needed)}, la session a {duration(length)}."
        )


def room(session):
    number = session.headcount or session.room.posts
    needed = -(-number // CANDIDATES_PER_SPARE)
    if session.room.spares < needed:
        yield Warning(
            f"{session.room.spares} poste de secours dans la salle : il en faut {needed} "
            f"pour {number} candidats."
        )
    check = session.room.last_check
    if check is None:
        yield Warning("La salle n’a jamais été vérifiée.")
    elif check.amiss:
        yield Warning(f"À la vérification de la salle, {', '.join(check.amiss)}.")


def people(session, invigilators, limit):
    number, expected = len(invigilators), session.headcount
    needed = max(1, -(-expected // limit))
    if not number:
        yield Warning("Aucun surveillant n’est désigné.")
    elif number < needed:
        yield Warning(
            f"{number} surveillant{'s' if number > 1 else ''} pour {expected} candidats : il en "
            f"faut {needed}, un pour {limit}."
        )
    untrained = [str(person) for person in invigilators if not person.trained_on]
    if untrained:
        yield Warning(f"Formation à la surveillance à prévoir : {', '.join(untrained)}.")


def _meet(one, other):
    return one.pk != other.pk and one.starts_at < other.ends_at and other.starts_at < one.ends_at
