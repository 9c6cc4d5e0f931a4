"""Sessions for a whole school, proposed: no query, no clock, nothing drawn at random.

Hours are those of the centre's clocks; whether they exist on that day is checked elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sessions.timetable import Busy, HalfDay, Part, People, Place, Row, Timetable, Watcher

__all__ = ["Busy", "Group", "HalfDay", "Place", "Proposal", "Row", "Watcher", "propose"]

# To air the room, start the posts afresh, let the next ones in.
BETWEEN = timedelta(minutes=15)
# More parts than this are a whole level, which need not be close together.
CLOSE_PARTS = 6


@dataclass(frozen=True)
class Group:
    """A class: `extra_time_count` of its `size` have `extra_time` per cent more."""

    name: str
    size: int
    extra_time_count: int = 0
    extra_time: int = 0


@dataclass(frozen=True)
class LeftOver:
    group: str
    size: int
    extra_time: int
    reason: str


@dataclass(frozen=True)
class Proposal:
    rows: tuple[Row, ...]
    left_over: tuple[LeftOver, ...]

    @property
    def left(self) -> int:
        return sum(some.size for some in self.left_over)

    @property
    def cost(self) -> tuple[int, int, int]:
        """The lower the better: nobody left over, few sessions, little surveillance."""
        return self.left, len(self.rows), sum(row.work for row in self.rows)


def propose(
    groups: Sequence[Group],
    places: Sequence[Place],
    watchers: Sequence[Watcher],
    half_days: Sequence[HalfDay],
    busy: Iterable[Busy],
    limits: Mapping[date, int],
    pause: timedelta = BETWEEN,
) -> Proposal:
    """The better of two ways: extra time within each class, or gathered from all of them."""
    busy = list(busy)
    ways = dict.fromkeys([within_classes(groups), gathered(groups)])
    given = places, watchers, half_days, busy, limits, pause
    proposals = [lay_out(parts, Timetable(*given)) for parts in ways]
    return min(proposals, key=lambda proposal: proposal.cost)


def within_classes(groups: Iterable[Group]) -> tuple[Part, ...]:
    """Each class by itself, those with extra time first: one of its slots is longer."""
    return tuple(Part(_with_extra(group) + _without(group)) for group in groups if group.size)


def gathered(groups: Sequence[Group]) -> tuple[Part, ...]:
    """First all those with extra time, the longest together; then the classes without them."""
    extra = [some for group in groups for some in _with_extra(group)]
    extra.sort(key=lambda some: -some.extra_time)
    classes = [Part(_without(group)) for group in groups if _without(group)]
    return (*([Part(tuple(extra))] if extra else []), *classes)


def _with_extra(group: Group) -> tuple[People, ...]:
    some = People(group.name, group.extra_time_count, group.extra_time)
    return (some,) if some.number else ()


def _without(group: Group) -> tuple[People, ...]:
    some = People(group.name, group.size - group.extra_time_count)
    return (some,) if some.number else ()


def lay_out(parts: Iterable[Part], timetable: Timetable) -> Proposal:
    rows, left_over = [], []
    for whole in parts:
        part, too_long = _apart(whole, timetable.longest)
        left_over += [(some, _too_long(some)) for some in too_long]
        placed, unplaced = settle(part, timetable) if part.people else ([], [])
        rows += placed if unplaced else closer(placed, timetable)
        lack = _lack(unplaced[-1], timetable) if unplaced else ""
        left_over += [(some, lack) for some in unplaced]
    rows.sort(key=lambda row: (row.day, row.start, row.place.name, row.place.id))
    return Proposal(tuple(_numbered(rows)), tuple(_summed(left_over)))


def _apart(part: Part, longest: int) -> tuple[Part, list[Part]]:
    """Those who can be placed, and those whose extra time no half-day holds."""
    alone = [Part((some,)) for some in part.people]
    too_long = [some for some in alone if some.length > longest]
    fitting = [people for some in alone if some.length <= longest for people in some.people]
    return Part(tuple(fitting)), too_long


def settle(whole: Part, timetable: Timetable) -> tuple[list[Row], list[Part]]:
    """Even parts, each at the earliest, cut in two when nothing holds it whole."""
    if not timetable.capacity:
        return [], [whole]
    rows, unplaced = [], []
    waiting = whole.cut(-(-whole.size // timetable.capacity))
    while waiting:
        part = waiting.pop(0)
        if row := timetable.find(part):
            timetable.book(row)
            rows.append(row)
        elif part.size > timetable.smallest:
            waiting[:0] = part.cut(2)
        else:
            unplaced.append(part)
    return rows, unplaced


def closer(rows: list[Row], timetable: Timetable) -> list[Row]:
    """The parts of one class nearer to each other, when that ends no later."""
    if not 1 < len(rows) <= CLOSE_PARTS:
        return rows
    latest = max(row.ends_at for row in rows)
    first = min((row.day, row.start) for row in rows)
    parts = [row.part for row in rows]
    timetable.give_back(rows)
    for since in timetable.between(first, latest):
        if nearer := _together(parts, timetable, since, latest):
            return nearer
    for row in rows:
        timetable.book(row)
    return rows


def _together(parts, timetable, since, latest):
    """All these parts between that half-day and that hour, or nothing at all."""
    rows = []
    for part in parts:
        row = timetable.find(part, since)
        if row is None or row.ends_at > latest:
            timetable.give_back(rows)
            return []
        timetable.book(row)
        rows.append(row)
    return rows


def _too_long(part: Part) -> str:
    return (
        f"Il faut {part.length // 60} h {part.length % 60:02} de suite : aucune demi-journée "
        "n’est assez longue."
    )


def _lack(part: Part, timetable: Timetable) -> str:
    """What would have let these people be placed."""
    slots = [
        (half_day.day, start, start + part.length)
        for half_day in timetable.half_days
        for start in timetable.starts(half_day, part.length)
    ]
    if any(next(timetable.free_places(part.size, *slot), None) for slot in slots):
        return "Il manque un surveillant : des salles restent libres."
    if any(next(timetable.free_watchers(*slot), None) for slot in slots):
        return "Il manque une salle : des surveillants restent libres."
    return "Il manque une demi-journée, ou une salle et un surveillant."


def _numbered(rows: list[Row]) -> Iterator[Row]:
    """« 3e A (1/2) », when a class is in several sessions."""
    total, seen = Counter(row.group for row in rows), Counter()
    for row in rows:
        seen[row.group] += 1
        number = f" ({seen[row.group]}/{total[row.group]})" if total[row.group] > 1 else ""
        yield replace(row, group=f"{row.group}{number}")


def _summed(left_over: Iterable[tuple[Part, str]]) -> Iterator[LeftOver]:
    sizes: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part, reason in left_over:
        sizes[part.title, reason].append(part)
    for (title, reason), parts in sizes.items():
        size, extra = sum(part.size for part in parts), max(part.extra_time for part in parts)
        yield LeftOver(title, size, extra, reason)
