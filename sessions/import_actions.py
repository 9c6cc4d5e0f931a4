"""What a confirmed file does, all of it or nothing, and once."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from sessions import actions
from sessions.models import Session

# Nothing is planned here: where sessions wait while they change places.
ASIDE = datetime(1970, 1, 1, tzinfo=UTC)
MOVES = {"day", "start_time", "room", "place_name"}


@transaction.atomic
def carry_out(upload, plan, *, by):
    """AlreadyThere or Outdated when somebody else was quicker: then nothing is done."""
    if not upload.take():
        return
    set_aside([line for line in plan.to_change if MOVES & set(line.form.changed_data)])
    for line in plan.to_change:
        actions.edit(line.form, by=by)
    made = [actions.plan(line.form, by=by) for line in plan.to_create]
    upload.finish(
        created=[session.number for session in made],
        changed=[line.session.number for line in plan.to_change],
        same=len(plan.same),
    )


def set_aside(lines):
    """Two sessions of the file may take each other's room: each leaves its own first."""
    for line in lines:
        starts_at = ASIDE + timedelta(hours=line.session.pk)
        row = Session.objects.filter(pk=line.session.pk)
        row.update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
