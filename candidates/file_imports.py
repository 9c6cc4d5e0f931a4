"""A file of candidates sent for one session: read by the worker, then confirmed by a person."""

from datetime import timedelta
from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from candidates.clashes import clashes_of, words_of
from candidates.class_lists import sheet_of
from candidates.imports import plan_of
from candidates.reports import report_of
from core.outbox import LEASE, Deferred, PermanentFailure
from core.sheets import UnreadableSheet

# Past this nobody seems to be reading; short files may then be read while the person waits.
PATIENCE = timedelta(seconds=30)
MOST_READ_AT_ONCE = 500


class CandidateImport(Deferred):
    class State(models.TextChoices):
        WAITING = "waiting", "À lire"
        DONE = "read", "Lu"
        FAILED = "failed", "Illisible"

    FLOW = {
        State.WAITING: (State.DONE, State.FAILED),
        State.DONE: (State.WAITING,),
        State.FAILED: (State.WAITING,),
    }

    # Forgotten with it, a day after it was sent.
    upload = models.OneToOneField("centres.Upload", models.CASCADE, related_name="+")
    session = models.ForeignKey("exam_sessions.Session", models.CASCADE, related_name="+")
    # Whoever is not in the file leaves the list; the classes that count, all of them when null.
    replaces = models.BooleanField("remplace la liste", default=False)
    classes = models.JSONField("classes choisies", null=True)
    lines = models.PositiveSmallIntegerField("lignes", default=0, editable=False)
    lines_read = models.PositiveSmallIntegerField("lignes lues", default=0, editable=False)
    report = models.JSONField("aperçu", default=dict, encoder=DjangoJSONEncoder, editable=False)
    confirmed_at = models.DateTimeField("confirmé le", null=True, editable=False)

    class Meta(Deferred.Meta):
        verbose_name = "import de candidats"
        verbose_name_plural = "imports de candidats"
        ordering = ["-pk"]

    def __str__(self):
        return self.upload.name

    @cached_property
    def sheet(self):
        return sheet_of(bytes(self.upload.content), self.upload.name)

    @property
    def fault(self):
        """Why it could not be read, in words for the person who sent it."""
        return self.error.partition(": ")[2]

    @property
    def is_late(self):
        """Whether nobody has read it for long, or somebody has tried in vain."""
        since = self.due_at - LEASE if self.attempts else self.due_at
        return bool(self.error) or timezone.now() - since > PATIENCE

    def perform(self):
        session = self.session
        try:
            sheet = self.sheet
            self._tell(0, lines=len(sheet.rows))
            plan = plan_of(
                sheet,
                listed := list(session.candidates.enrolled()),
                today=session.centre.today,
                day=session.day,
                classes=self.classes,
                removes=self.replaces,
                told=self._tell,
            )
        except UnreadableSheet as fault:
            raise PermanentFailure(str(fault)) from fault
        for line, other in clashes_of(session, plan.of("new")):
            line.warn("birth_name", words_of(other))
        return {"report": report_of(plan, session, listed), "lines_read": len(sheet.rows)}

    def choose(self, classes, replaces, *, by):
        """Read anew, with other choices."""
        self.classes, self.replaces = classes, replaces
        self.save(update_fields=["classes", "replaces"])
        self.retry(by=by)

    def _tell(self, done, **changes):
        type(self).objects.filter(pk=self.pk).update(lines_read=done, **changes)
