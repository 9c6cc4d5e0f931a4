"""Sets of sessions: which they are, in what order, and how new ones are made."""

from django.db import models, transaction
from django.db.models import Case, Count, Q, Value, When

from centres.models import Room
from core.journal import record
from sessions.codes import draw_access_code, draw_number
from sessions.timing import FINALISED_WITHIN, LONGEST
from sessions.words import PHASES


def phases(now):
    """Which sessions stand where: a phase is a state, and what the hour makes of it."""
    running, planned = Q(state="running"), Q(state="planned")
    ended, late = Q(ends_at__lte=now), Q(ends_at__lte=now - FINALISED_WITHIN)
    by_hour = {
        "late": running & late,
        "due": running & ended & ~late,
        "running": running & ~ended,
        "missed": planned & ended,
        "planned": planned & ~ended,
    }
    return {phase: by_hour.get(phase, Q(state=phase)) for phase in PHASES}


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(centre__memberships__user=user, centre__memberships__is_active=True)

    def standing(self):
        return self.exclude(state="cancelled")

    def open(self):
        """Not yet finalised: their access codes are in use."""
        return self.filter(state__in=["planned", "running"])

    def with_enrolled(self):
        """How many are on each list. The list is a later chapter's: only its name is known here."""
        enrolled = Q(candidates__isnull=False, candidates__removed_at=None)
        return self.annotate(enrolled=Count("candidates", filter=enrolled))

    def with_details(self):
        """Their people, and their room as it was last checked."""
        room = models.Prefetch("room", Room.objects.with_last_check())
        return self.prefetch_related("invigilators", room)

    def overlapping(self, starts_at, ends_at):
        """Those that share a moment with this slot; none lasts longer than LONGEST."""
        return self.standing().filter(
            starts_at__gt=starts_at - LONGEST, starts_at__lt=ends_at, ends_at__gt=starts_at
        )

    def in_phase(self, now, *names):
        rules = phases(now)
        return self.filter(Q(*[rules[name] for name in names], _connector=Q.OR))

    def to_finalise(self, now):
        return self.in_phase(now, "late", "due").order_by("ends_at", "pk")

    def under_way(self, now):
        return self.in_phase(now, "running").order_by("ends_at", "pk")

    def upcoming(self, now):
        return self.in_phase(now, "planned").order_by("starts_at", "pk")

    def never_begun(self, now):
        return self.in_phase(now, "missed").order_by("starts_at", "pk")

    def most_urgent_first(self, now):
        """Late, to finalise, under way, to come by date; then the rest, the latest first."""
        rules = phases(now)
        urgent = [rules[phase] for phase in ("late", "due", "running", "planned")]
        rank = Case(*(When(rule, then=place) for place, rule in enumerate(urgent)), default=4)
        by_date = Case(When(rank__lt=4, then="starts_at"), default=Value(None))
        return self.annotate(rank=rank).order_by("rank", by_date, "-starts_at", "-pk")

    def plan(self, sessions, *, by):
        """Save new sessions, each with a number and a code that no other has."""
        numbers, codes = set(), set()
        for session in sessions:
            session.number = self.unused("number", draw_number, numbers)
            session.access_code = self.open().unused("access_code", draw_access_code, codes)
            session.created_by = by
        with transaction.atomic():
            for session in sessions:
                session.save(force_insert=True)
                record("plan", session, by=by)
        return sessions

    def unused(self, field, draw, taken):
        """A drawn value that none of these has, nor any of `taken`, which it joins."""
        while (value := draw()) in taken or self.filter(**{field: value}).exists():
            pass
        taken.add(value)
        return value

    def recompute_instants(self):
        """After a country has changed its clocks: hours stay as planned, instants follow."""
        changed = 0
        for session in self.filter(state="planned").select_related("centre"):
            before = (session.starts_at, session.ends_at)
            session.set_hours()
            if before != (session.starts_at, session.ends_at):
                session.save(update_fields=["starts_at", "ends_at"])
                record("follow_clocks", session)
                changed += 1
        return changed
