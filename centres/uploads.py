"""Files that the team sends to be read: kept a day at most, between their preview and the deed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.sheets import MOST_BYTES

KEPT = timedelta(hours=24)


class UploadQuerySet(models.QuerySet):
    def forget_stale(self):
        self.filter(created_at__lte=timezone.now() - KEPT).delete()


class Upload(models.Model):
    centre = models.ForeignKey("centres.Centre", models.CASCADE, related_name="uploads")
    # What is in it, and so which page reads it: « sessions ».
    kind = models.CharField("contenu", max_length=20)
    name = models.CharField("nom du fichier", max_length=100)
    content = models.BinaryField(max_length=MOST_BYTES)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("envoyé le", default=timezone.now, db_index=True)
    done_at = models.DateTimeField("fait le", null=True)
    outcome = models.JSONField("ce qui en est résulté", default=dict)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier envoyé"
        verbose_name_plural = "fichiers envoyés"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    def take(self):
        """Whether it was still to be done; whoever asks at the same moment waits, and is second."""
        row = Upload.objects.filter(pk=self.pk, done_at=None)
        return bool(row.update(done_at=timezone.now()))

    def finish(self, **outcome):
        """Once done, what it held is of no use here any more."""
        Upload.objects.filter(pk=self.pk).update(outcome=outcome, content=b"")
