"""The lines of a file compared with one another and with what the centre has planned."""

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format

from core.templatetags.components import grouped
from sessions.models import Session, Window
from sessions.readiness import Surroundings


def compare(centre, lines):
    """Write on each line what forbids it beside another, and what is worth knowing.

    Sessions that the file names stand where the file puts them, the others where they are.
    """
    others = neighbours(centre, lines)
    standing = [line for line in lines if line.session.state != Session.State.CANCELLED]
    refuse_doubles(standing, others)
    asked = [line for line in standing if line.kind in ("create", "change")]
    warn(centre, asked, others)
    warn_of_each_other(standing)


def neighbours(centre, lines):
    """Those of the same days; no session goes past midnight."""
    days = {line.session.day for line in lines}
    named = [line.session.pk for line in lines if line.session.pk]
    others = centre.sessions.standing().filter(day__in=days).exclude(pk__in=named)
    return list(others.prefetch_related("invigilators"))


def slot(session):
    return session.room_id, session.place_name, session.starts_at


def refuse_doubles(lines, others):
    taken = {slot(each): f"la session {grouped(each.number)}" for each in others}
    # What stays as it is was there first.
    for line in sorted(lines, key=lambda line: line.kind != "same"):
        holder = taken.setdefault(slot(line.session), f"la ligne {line.number}")
        if holder != f"la ligne {line.number}":
            line.blame("Début", f"À cette heure et dans ce lieu commence déjà {holder}.")


def warn(centre, lines, others):
    prefetch_related_objects([centre], "derogations")
    windows = list(Window.objects.select_related("level"))
    by_day = {}
    for other in others:
        by_day.setdefault(other.day, []).append(other)
    for line in lines:
        around = Surroundings(centre, by_day.get(line.session.day, ()), windows)
        found = around.warnings(line.session, line.invigilators)
        line.warnings += [each.text for each in found]


def warn_of_each_other(lines):
    """Of lines that meet, one at least of which changes something, the later ones say so."""
    by_day = {}
    for line in lines:
        if not line.faults:
            by_day.setdefault(line.session.day, []).append(line)
    for together in by_day.values():
        for place, line in enumerate(together):
            met = [other for other in together[:place] if meet(line, other)]
            line.warnings += clashes(line, met)


def meet(line, other):
    one, two = line.session, other.session
    changes = {line.kind, other.kind} != {"same"}
    return changes and one.starts_at < two.ends_at and two.starts_at < one.ends_at


def clashes(line, met):
    """The room and the people of this line that a line before it has at the same time."""
    holders = {}
    for other in met:
        for wanted in {other.session.room, *other.invigilators}:
            holders.setdefault(wanted, other)
    room = line.session.room
    if room and room in holders:
        yield f"La salle {room} est déjà prise à {_line(holders[room])}."
    for person in line.invigilators:
        if person in holders:
            yield f"{person} surveille déjà à {_line(holders[person])}."


def _line(line):
    start, end = line.session.start_time, line.session.end_time
    return f"la ligne {line.number}, de {_hour(start)} à {_hour(end)}"


def _hour(hour):
    return date_format(hour, "G \\h i")
