"""The journal: who did what to which row, and when. Rows are only ever added."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class InsertOnly(Exception):
    """Somebody tried to change or remove what the journal says."""


def subject_of(row):
    """The lasting name of a row, which outlives the row: « core.mail:12 »."""
    return f"{row._meta.label_lower}:{row.pk}"


def record(verb, subject, *, by=None, **data):
    """Write down that `by` (a user, words, or nobody: the platform itself) did this."""
    author = {"author": by} if isinstance(by, str) else {"actor": by}
    return JournalEntry.objects.create(verb=verb, subject=subject_of(subject), data=data, **author)


class JournalQuerySet(models.QuerySet):
    def about(self, row):
        return self.filter(subject=subject_of(row)).select_related("actor")

    def update(self, **changes):
        raise InsertOnly

    def delete(self):
        raise InsertOnly


class JournalEntry(models.Model):
    # A person who left a trace is anonymised, never deleted.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="personne",
    )
    author = models.CharField("auteur sans compte", max_length=120, blank=True)
    verb = models.CharField("acte", max_length=40)
    subject = models.CharField("à propos de", max_length=80)
    data = models.JSONField("détails", default=dict, blank=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField("date", default=timezone.now, db_index=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "journal"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "at"], name="journal_subject_at")]

    def __str__(self):
        return f"{self.verb} {self.subject}"
