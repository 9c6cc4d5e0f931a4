"""Rooms, people and half-days, and what is taken when: plain values, on the centre's clocks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sessions.timing import STEP, slot_length

MINUTE = timedelta(minutes=1)
LONGEST_TITLE = 90


@dataclass(frozen=True)
class Place:
    id: int
    name: str
    posts: int


@dataclass(frozen=True)
class Watcher:
    id: int
    name: str


@dataclass(frozen=True)
class HalfDay:
    day: date
    begins: time
    ends: time

    @property
    def length(self) -> int:
        return minutes(self.ends) - minutes(self.begins)


@dataclass(frozen=True)
class Busy:
    """A room or a person taken by something else."""

    starts: datetime
    ends: datetime
    room: int | None = None
    watcher: int | None = None

    def by_day(self) -> Iterator[tuple[date, tuple[int, int]]]:
        day, last = self.starts.date(), self.ends.date()
        while day <= last:
            begun = minutes(self.starts.time()) if day == self.starts.date() else 0
            yield day, (begun, minutes(self.ends.time()) if day == last else 24 * 60)
            day += timedelta(days=1)


@dataclass(frozen=True)
class People:
    """Some of one group, who all have the same extra time."""

    group: str
    number: int
    extra_time: int = 0


@dataclass(frozen=True)
class Part:
    """Those who sit together."""

    people: tuple[People, ...]

    @property
    def size(self) -> int:
        return sum(some.number for some in self.people)

    @property
    def extra_time(self) -> int:
        return max(some.extra_time for some in self.people)

    @property
    def length(self) -> int:
        return slot_length(self.extra_time) // MINUTE

    @property
    def title(self) -> str:
        names = list(dict.fromkeys(some.group for some in self.people))
        if not all(some.extra_time for some in self.people):
            return ", ".join(names)
        title = f"Temps majoré, {', '.join(names)}"
        return title if len(title) <= LONGEST_TITLE else f"Temps majoré, {len(names)} classes"

    def cut(self, number: int) -> list["Part"]:
        """As even parts as can be, keeping the order: neighbours stay together."""
        least, more = divmod(self.size, number)
        waiting, parts = list(self.people), []
        for size in [least + 1] * more + [least] * (number - more):
            taken, waiting = _first(size, waiting)
            parts.append(Part(tuple(taken)))
        return parts


@dataclass(frozen=True)
class Row:
    """A proposed session."""

    group: str
    part: Part
    place: Place
    watchers: tuple[Watcher, ...]
    day: date
    start: time
    end: time

    @property
    def size(self) -> int:
        return self.part.size

    @property
    def extra_time(self) -> int:
        return self.part.extra_time

    @property
    def ends_at(self) -> tuple[date, time]:
        return self.day, self.end

    @property
    def work(self) -> int:
        """What it costs in minutes of surveillance."""
        return len(self.watchers) * (minutes(self.end) - minutes(self.start))


def minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _first(size: int, people: Sequence[People]) -> tuple[list[People], list[People]]:
    """So many of these people, and the others."""
    taken, others = [], []
    for some in people:
        number = min(size, some.number)
        taken += [replace(some, number=number)] if number else []
        others += [replace(some, number=some.number - number)] if number < some.number else []
        size -= number
    return taken, others


class Timetable:
    """It fills up as parts find their place; of two equal choices, the first given wins."""

    def __init__(
        self,
        places: Iterable[Place],
        watchers: Iterable[Watcher],
        half_days: Iterable[HalfDay],
        busy: Iterable[Busy],
        limits: Mapping[date, int],
        pause: timedelta,
    ) -> None:
        # The smallest room that will do comes first.
        self.places = sorted(places, key=lambda place: place.posts)
        self.watchers = list(watchers)
        self.half_days = sorted(set(half_days), key=lambda half: (half.day, half.begins, half.ends))
        # By day, how many candidates one person may watch.
        self.limits = {half_day.day: limits[half_day.day] for half_day in self.half_days}
        self.pause = pause // MINUTE
        # By room or by person, and by day: from which minute to which.
        self.rooms: dict[tuple[int, date], list[tuple[int, int]]] = defaultdict(list)
        self.people: dict[tuple[int, date], list[tuple[int, int]]] = defaultdict(list)
        self.load: Counter[int] = Counter()
        # By length, the smallest size for which nothing is free any more.
        self.hopeless: dict[int, int] = {}
        self._take(busy)

    def _take(self, busy: Iterable[Busy]) -> None:
        for one in busy:
            for day, taken in one.by_day():
                if one.room is not None:
                    self.rooms[one.room, day].append(taken)
                if one.watcher is not None:
                    self.people[one.watcher, day].append(taken)

    @property
    def longest(self) -> int:
        return max((half_day.length for half_day in self.half_days), default=0)

    @property
    def capacity(self) -> int:
        """How many can sit together at most."""
        posts = max((place.posts for place in self.places), default=0)
        return min(posts, max(self.limits.values(), default=0) * len(self.watchers))

    @property
    def smallest(self) -> int:
        """A part of so many gains nothing by being cut again."""
        return min([*self.limits.values(), *(place.posts for place in self.places)])

    def between(self, first: tuple[date, time], latest: tuple[date, time]) -> list[int]:
        """Which half-days begin after that moment and not after this one, the last one first."""
        begins = [(half_day.day, half_day.begins) for half_day in self.half_days]
        return [i for i in reversed(range(len(begins))) if first < begins[i] <= latest]

    def book(self, row: Row) -> None:
        taken = minutes(row.start), minutes(row.end)
        self.rooms[row.place.id, row.day].append(taken)
        for watcher in row.watchers:
            self.people[watcher.id, row.day].append(taken)
            self.load[watcher.id] += 1

    def give_back(self, rows: Iterable[Row]) -> None:
        self.hopeless.clear()
        for row in rows:
            taken = minutes(row.start), minutes(row.end)
            self.rooms[row.place.id, row.day].remove(taken)
            for watcher in row.watchers:
                self.people[watcher.id, row.day].remove(taken)
                self.load[watcher.id] -= 1

    def find(self, part: Part, since: int = 0) -> Row | None:
        """The earliest session for these people, from this half-day on."""
        size, length = part.size, part.length
        if any(size >= least for other, least in self.hopeless.items() if length >= other):
            return None
        for half_day in self.half_days[since:]:
            for start in self.starts(half_day, length):
                if row := self._session(part, size, half_day.day, start, start + length):
                    return row
        if since == 0:
            self.hopeless[length] = min(size, self.hopeless.get(length, size))
        return None

    def starts(self, half_day: HalfDay, length: int) -> list[int]:
        """When something may begin: with the half-day, or after what takes a room or a person."""
        begins, latest = minutes(half_day.begins), minutes(half_day.ends) - length
        step = STEP // MINUTE
        over = {
            end
            for taken, those in ((self.rooms, self.places), (self.people, self.watchers))
            for each in those
            for _, end in taken.get((each.id, half_day.day), ())
        }
        after = {-(-(end + self.pause) // step) * step for end in over}
        return sorted(start for start in {begins, *after} if begins <= start <= latest)

    def _session(self, part: Part, size: int, day: date, start: int, end: int) -> Row | None:
        place = next(self.free_places(size, day, start, end), None)
        free = list(self.free_watchers(day, start, end)) if place else []
        needed = -(-size // self.limits[day])
        if place is None or len(free) < needed:
            return None
        # The least busy so far: everybody takes their share.
        chosen = sorted(free, key=lambda watcher: self.load[watcher.id])[:needed]
        hours = time(*divmod(start, 60)), time(*divmod(end, 60))
        return Row(part.title, part, place, tuple(chosen), day, *hours)

    def free_places(self, size: int, day: date, start: int, end: int) -> Iterator[Place]:
        for place in self.places:
            if place.posts >= size and self._is_free(self.rooms, place.id, day, start, end):
                yield place

    def free_watchers(self, day: date, start: int, end: int) -> Iterator[Watcher]:
        for watcher in self.watchers:
            if self._is_free(self.people, watcher.id, day, start, end):
                yield watcher

    def _is_free(
        self,
        taken: dict[tuple[int, date], list[tuple[int, int]]],
        owner: int,
        day: date,
        start: int,
        end: int,
    ) -> bool:
        start, end = start - self.pause, end + self.pause
        return all(end <= begun or over <= start for begun, over in taken.get((owner, day), ()))
