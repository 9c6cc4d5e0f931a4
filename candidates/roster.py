"""Who is already on a session's list: what tells a new line from one that is there."""

from collections import defaultdict

from core.names import name_key

LONGEST_MARK = 30


class Roster:
    """The enrolled of a session, by names and birth date; fetched once, kept up by hand."""

    def __init__(self, candidates):
        self.lines = defaultdict(list)
        for candidate in candidates:
            self.add(candidate)

    @classmethod
    def of(cls, session):
        return cls(session.candidates.enrolled())

    def add(self, candidate):
        self.lines[candidate.key, candidate.birth_date].append(candidate)

    def alike(self, candidate):
        """Others of the same names, born the same day."""
        found = self.lines.get((candidate.key, candidate.birth_date), [])
        return [each for each in found if each is not candidate and each.pk != candidate.pk]

    def twin_of(self, candidate):
        """What tells this one from those alike: an identifier, when each has one of their own.

        None when nothing does: it is the same person.
        """
        others = self.alike(candidate)
        if not others:
            return ""
        mine = mark_of(candidate)
        theirs = {mark_of(other) for other in others}
        return mine if mine and "" not in theirs and mine not in theirs else None


def mark_of(candidate):
    """The identifier as compared; a sign may become several letters there."""
    return name_key(candidate.identifier)[:LONGEST_MARK]
