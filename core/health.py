"""Is the platform alive, and is it ready? For whoever watches over it."""

from datetime import timedelta
from pathlib import Path

import structlog
from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection, models
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = structlog.get_logger(__name__)

# Beat rings each minute: three missed in a row are no accident.
LONGEST_SILENCE = timedelta(minutes=3)


class Heartbeat(models.Model):
    """When the worker last heard beat: one row."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "battement"

    def __str__(self):
        return self.name

    @classmethod
    def mark(cls):
        cls.objects.update_or_create(name="beat", defaults={"at": timezone.now()})


def check_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def check_queue():
    if settings.REDIS_URL:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    elif not Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"]).is_dir():
        raise FileNotFoundError("the queue's folder is gone; restart the worker")
    return "ok"


def check_beat():
    last = Heartbeat.objects.values_list("at", flat=True).get(name="beat")
    silence = timezone.now() - last
    if abs(silence) > LONGEST_SILENCE:
        raise TimeoutError("beat is silent, or no worker hears it")
    return round(silence.total_seconds())


CHECKS = {"base": check_database, "file": check_queue, "battement": check_beat}


@login_not_required
@never_cache
@require_safe
def alive(request):
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request):
    """200 when all is well, else 503; what fails is named, and said in the log only."""
    answers = {}
    for name, check in CHECKS.items():
        try:
            answers[name] = check()
        except Exception as error:
            log.warning("not ready", part=name, error=type(error).__name__)
            answers[name] = "en panne"
    response = JsonResponse(answers, status=503 if "en panne" in answers.values() else 200)
    response._has_been_logged = True  # by us, with the part's name; Django would cry failure
    return response
