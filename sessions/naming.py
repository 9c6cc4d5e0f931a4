"""Rooms, levels and people found by the names that somebody wrote in a file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.names import name_key
from core.sheets import BadCell, excerpt, simplified

# Between people; a comma may also stand inside « Ferrand, Nadia ».
APART = re.compile(r"[;\r\n]+")


def words_in_order(name: str) -> str:
    """« FERRAND Nadia » and « Nadia Ferrand » are one."""
    return " ".join(sorted(name_key(word) for word in re.split(r"[\s,\-‑]+", name)))


class Named:
    """Rows found by name: as it is written, or else as `likened`, when only one row is like it."""

    def __init__(self, rows: Iterable, likened=simplified):
        self.likened, self.exact, self.alike = likened, {}, {}
        for row in rows:
            self.exact.setdefault(str(row), []).append(row)
            self.alike.setdefault(likened(str(row)), []).append(row)

    def all(self, name: str) -> list:
        """Those it may mean: none when unknown, several when nothing tells them apart."""
        written = " ".join(name.split())
        return self.exact.get(written) or self.alike.get(self.likened(written), [])


@dataclass(frozen=True)
class Register:
    """Whoever or whatever may be named, and what to say of a name that is not found."""

    named: Named
    unknown: str
    archived: str = ""

    def one(self, name: str, kept=frozenset()):
        """The row of this name, unless it is set aside and not among those `kept`."""
        found = self.named.all(name)
        offered = [row for row in found if row in kept or not getattr(row, "is_archived", False)]
        if len(offered) == 1:
            return offered[0]
        if offered:
            alike = " et ".join(f"« {row} »" for row in offered)
            raise _bad(name, f"peut désigner {alike}. Écrivez exactement l’un de ces noms.")
        raise _bad(name, self.archived if found else self.unknown)

    def several(self, text: str, kept=frozenset()) -> list:
        """All that a cell names; one BadCell for all those that are not found."""
        rows, faults = [], []
        for name in self._names_in(text):
            try:
                rows.append(self.one(name, kept))
            except BadCell as fault:
                faults.append(str(fault))
        if faults:
            raise BadCell(" ".join(faults))
        return list(dict.fromkeys(rows))

    def _names_in(self, text):
        parts = [part.strip() for part in APART.split(text)]
        whole = [[part] if self.named.all(part) else part.split(",") for part in parts]
        return [name.strip() for names in whole for name in names if name.strip()]


def _bad(name, fault):
    return BadCell(f"« {excerpt(name)} » {fault}")
