"""The convocation of one candidate: what it tells, on paper as by mail."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from candidates.models import Candidate
from core.templatetags.components import day, grouped, hour
from sessions.models import Session
from sessions.timing import length_of_test

ARRIVES_BEFORE = timedelta(minutes=15)
# What a candidate has been told, in the words of the centre when it is no longer true.
FACTS = {
    "cancelled": "session annulée",
    "session": "session",
    "day": "date",
    "hours": "horaire",
    "place": "lieu",
    "identity": "identité",
    "arrangements": "aménagements",
    "email": "adresse",
}


@dataclass(frozen=True)
class Letter:
    candidate: Candidate
    session: Session

    @property
    def arrives_at(self):
        return self.session.starts_at - ARRIVES_BEFORE

    @property
    def length(self):
        """« 1 h 45 »."""
        minutes = length_of_test(self.candidate.extra_time) // timedelta(minutes=1)
        return "{}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{:02}".format(*divmod(minutes, 60))

    @cached_property
    def told(self):
        """What somebody who has read it believes; compared with what is true later."""
        candidate, session = self.candidate, self.session
        return {
            "cancelled": session.state == Session.State.CANCELLED,
            "session": grouped(session.number),
            "day": day(session.day, "l"),
            "hours": f"{hour(session.start_time)} à {hour(session.end_time)}",
            "place": f"{session.place}, {session.address}",
            "identity": f"{candidate}, {candidate.birth_date:%d/%m/%Y}",
            "arrangements": f"{candidate.extra_time} % {candidate.arrangements}",
            "email": candidate.email,
        }

    def changes_since(self, told):
        """What is no longer as it was told: « date », « lieu »…"""
        return [FACTS[name] for name, value in self.told.items() if told.get(name) != value]
