"""Bells: what a row asks for is done by the row."""

from celery import shared_task
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.health import Heartbeat
from core.outbox import Deferred
from core.throttle import Guesses


@shared_task
def work_off(label):
    apps.get_model(label).objects.work_off()


@shared_task
def sweep():
    """Each minute: whatever a bell has missed, in every chapter."""
    Heartbeat.mark()
    Guesses.objects.forget_stale()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    for model in apps.get_models():
        if issubclass(model, Deferred):
            model.objects.work_off()
