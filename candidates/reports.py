"""What the preview of an import shows, and what its confirmation does: kept as plain values."""

import json
from hashlib import sha256

from django.core.serializers.json import DjangoJSONEncoder

from candidates.columns import COLUMNS, heading
from candidates.words import word

ORDER = {heading(name): place for place, name in enumerate(COLUMNS)}


def report_of(plan, session, listed) -> dict:
    faults = [*_missing(plan), *_notes(plan.lines, "faults")]
    told = [line for line in plan.lines if line.kind in ("new", "changed")]
    report = {
        "read": len(plan.lines),
        "new": [_new(line) for line in plan.of("new")],
        "changed": [_changed(line) for line in plan.of("changed")],
        "same": len(plan.of("same")),
        "kept": [[line.number, line.who, _told(line)] for line in plan.of("kept")],
        "in_fault": len(plan.of("fault")),
        "faults": faults,
        "warnings": _notes(told, "warnings"),
        "doubts": _notes(told, "doubts"),
        "absent": [[each.pk, str(each), word(each.birth_date)] for each in plan.absent],
        "removed": [each.pk for each in plan.removed],
        "classes": plan.classes,
        "blank": plan.blank,
        "unread": plan.columns.unknown,
        "repeated": plan.columns.repeated,
        "list": fingerprint(session, listed),
    }
    return {**report, "shown": digest(report)}


def fingerprint(session, listed) -> str:
    """Of the list that a file was compared to: who is on it, as they are, and who began."""
    each = sorted((one.pk, one.revision, bool(one.started_at)) for one in listed)
    return digest([str(session.day), each])


def digest(value) -> str:
    return sha256(json.dumps(value, cls=DjangoJSONEncoder).encode()).hexdigest()


def _missing(plan):
    """What a whole column lacks is told once, not on each line."""
    if number := len(plan.lacks_place):
        who = (
            "une nouvelle personne en a" if number == 1 else f"{number} nouvelles personnes en ont"
        )
        text = f"Cette colonne manque, et {who} besoin. Ajoutez-la."
        yield [plan.columns.line, "", "Commune de naissance", "", text]


def _notes(lines, kind):
    return [
        [line.number, line.who, *note]
        for line in lines
        for note in sorted(getattr(line, kind), key=lambda note: ORDER[note.column])
    ]


def _new(line):
    return {"line": line.number, "key": line.key, "twin": line.twin, "values": line.values}


def _changed(line):
    """Of the values, those only that differ; and what follows from them."""
    names = {name for name, *_ in line.told}
    values = {name: value for name, value in line.values.items() if name in names}
    if names & {"birth_country", "birth_department", "birth_commune"}:
        values["birth_insee"] = line.values["birth_insee"]
    return {
        "line": line.number,
        "pk": line.known.pk,
        "who": str(line.known),
        "values": values,
        "key": line.key,
        "twin": line.twin,
        "told": _told(line),
    }


def _told(line):
    return [told for _, *told in line.told]
