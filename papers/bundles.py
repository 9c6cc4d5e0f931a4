"""All the papers of some sessions in one ZIP: made by the worker, kept a day, for the team only."""

import tempfile
from datetime import timedelta
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from centres.models import Centre
from core.outbox import LEASE, Deferred, DeferredQuerySet, PermanentFailure, ring
from core.pdf import render_pdf
from papers.catalogue import PAPERS
from papers.prints import Print, shown
from sessions.models import Session

KEPT = timedelta(hours=24)
MOST_SESSIONS = 100
# Past this nobody seems to be making it.
PATIENCE = timedelta(minutes=2)


class BundleQuerySet(DeferredQuerySet):
    @transaction.atomic
    def ask(self, centre, sessions, *, key, by):
        """The file that is asked for; a second click finds the one of the first."""
        fresh = {"centre": centre, "made_by": by, "total": len(sessions)}
        bundle, created = self.get_or_create(key=key, defaults=fresh)
        if created:
            bundle.sessions.set(sessions)
            ring(Bundle)
        return bundle

    def kept(self):
        return self.filter(created_at__gt=timezone.now() - KEPT)

    def forget_stale(self):
        """The sweep's: the row is held while its file goes, so that neither outlives the other."""
        for bundle in self.filter(created_at__lte=timezone.now() - KEPT):
            with transaction.atomic():
                bundle.delete()
                default_storage.delete(bundle.path)


class Bundle(Deferred):
    class State(models.TextChoices):
        WAITING = "waiting", "En préparation"
        DONE = "made", "Prêt"
        FAILED = "failed", "Échoué"

    FLOW = {
        State.WAITING: (State.DONE, State.FAILED),
        State.DONE: (State.WAITING,),
        State.FAILED: (State.WAITING,),
    }

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="bundles")
    # It comes with the form, so that two clicks make one.
    key = models.UUIDField(unique=True)
    sessions = models.ManyToManyField(Session, related_name="+")
    total = models.PositiveSmallIntegerField("sessions", default=0)
    ready = models.PositiveSmallIntegerField("sessions prêtes", default=0, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = BundleQuerySet.as_manager()

    class Meta(Deferred.Meta):
        verbose_name = "dossier de papiers"
        verbose_name_plural = "dossiers de papiers"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.centre}, {self.total}"

    @property
    def path(self):
        return f"bundles/{self.key}.zip"

    @property
    def state_name(self):
        return self.State(self.state).label

    @property
    def has_failed(self):
        """Given up, or made and lost since by the disk."""
        made = self.state == self.State.DONE
        return self.state == self.State.FAILED or made and not default_storage.exists(self.path)

    @property
    def expires_at(self):
        return self.created_at + KEPT

    @property
    def is_late(self):
        # Whoever is at it has put it off by a lease.
        since = self.due_at - LEASE if self.attempts else self.due_at
        return bool(self.error) or timezone.now() - since > PATIENCE

    def perform(self):
        sessions = self.sessions.with_details().select_related("centre")
        with timezone.override(self.centre.zone), tempfile.TemporaryFile() as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                for number, session in enumerate(sessions.order_by("starts_at", "pk"), 1):
                    self._add(archive, session)
                    self.keep_at_it(ready=number)
            if not archive.namelist():
                raise PermanentFailure("les sessions ont été supprimées")
            self._store(file)

    def _add(self, archive, session):
        folder = folder_of(session)
        for paper in PAPERS:
            showed = shown(session)
            for part in range(1, paper.parts(session) + 1):
                asked = {"part": part} if paper.one_each else {}
                pdf = render_pdf(paper.template, paper.context(session, **asked))
                archive.writestr(f"{folder}/{paper.filename(session, part)}", pdf)
                self.keep_at_it()
            Print.objects.note(session, paper, showed, by=self.made_by)

    @transaction.atomic
    def _store(self, file):
        """In the place of what a worker killed at the last moment may have left; while the row
        is held nobody else stores, nor forgets it."""
        self.keep_at_it()
        file.seek(0)
        default_storage.delete(self.path)
        default_storage.save(self.path, File(file))


def folder_of(session):
    """« 2027-03-10-10h00-b204-276814 »: in the order of the days, and no two alike."""
    place = slugify(session.place)[:40]
    return f"{session.day:%Y-%m-%d}-{session.start_time:%Hh%M}-{place}-{session.number}"
