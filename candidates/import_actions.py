"""What a confirmed file does to a list: all that was shown or nothing, and once."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from candidates.actions import hold
from candidates.columns import COLUMNS
from candidates.file_imports import CandidateImport
from candidates.models import Candidate
from candidates.reports import fingerprint
from core.journal import JournalEntry, record, subject_of

WRITTEN = (*COLUMNS, "birth_insee", "key", "twin", "revision", "removed_at")


class Outdated(Exception):
    """The list is no longer the one that the file was compared to."""


def confirm(file_import, *, by):
    """What was done, in numbers; None when somebody has already confirmed it."""
    try:
        with transaction.atomic():
            return _confirm(file_import, by)
    except IntegrityError as error:
        # Somebody who was removed came back meanwhile: the list is another one.
        raise Outdated from error


def _confirm(file_import, by):
    session, report = file_import.session, file_import.report
    hold(session)
    waiting = CandidateImport.objects.filter(pk=file_import.pk, state="read", confirmed_at=None)
    if not waiting.update(confirmed_at=timezone.now()):
        return None
    # Held: whoever would begin or be removed now does so after us.
    listed = {each.pk: each for each in _held(session)}
    if fingerprint(session, listed.values()) != report["list"]:
        raise Outdated
    changed = [_changed(listed[step["pk"]], step) for step in report["changed"]]
    made = [_made(session, step) for step in report["new"]]
    removed = [listed[pk] for pk in report["removed"]]
    _write(made, changed, removed)
    outcome = {
        "created": len(made),
        "changed": len(changed),
        "unchanged": report["same"],
        "removed": len(removed),
        "refused": len(report["kept"]),
    }
    _tell(file_import, changed, removed, outcome, by)
    most = max((each.extra_time for each in (*made, *changed)), default=0)
    session.make_time_for(most, by=by)
    _forget(file_import, outcome)
    return outcome


def _held(session):
    return session.candidates.enrolled().order_by("pk").select_for_update()


def _made(session, step):
    candidate = Candidate(session=session, key=step["key"], twin=step["twin"])
    return _filled(candidate, step["values"])


def _changed(candidate, step):
    candidate.revision += 1
    candidate.key, candidate.twin, candidate.told = step["key"], step["twin"], step["told"]
    return _filled(candidate, step["values"])


def _filled(candidate, values):
    for name, value in values.items():
        setattr(candidate, name, date.fromisoformat(value) if name == "birth_date" else value)
    return candidate


def _write(made, changed, removed):
    """First those who leave; those who change step aside, as two may take each other's place."""
    rows = Candidate.objects.filter(pk__in=[each.pk for each in (*removed, *changed)])
    rows.update(removed_at=timezone.now(), revision=F("revision") + 1)
    Candidate.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["pk"], update_fields=WRITTEN
    )
    Candidate.objects.bulk_create(made)


def _tell(file_import, changed, removed, outcome, by):
    session = file_import.session
    record("import", session, by=by, file=file_import.upload.name, **outcome)
    entries = [
        JournalEntry(
            verb="change",
            subject=subject_of(each),
            actor=by,
            data={"changes": each.told, "revision": each.revision},
        )
        for each in changed
    ]
    entries += [
        JournalEntry(
            verb="remove_candidate",
            subject=subject_of(session),
            actor=by,
            data={"name": str(each)},
        )
        for each in removed
    ]
    JournalEntry.objects.bulk_create(entries)


def _forget(file_import, outcome):
    """Once done, what the file held is of no use here any more."""
    CandidateImport.objects.filter(pk=file_import.pk).update(report={"outcome": outcome})
    file_import.upload.finish(**outcome)
