"""Bells: what a row asks for is done by the row."""

from celery import shared_task
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.health import Heartbeat
from core.outbox import Deferred


@shared_task
def work_off(label):
    apps.get_model(label).objects.work_off()


@shared_task
def sweep():
    """Each minute, in every chapter: whatever a bell has missed, and what is of no use any more."""
    Heartbeat.mark()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    for model in apps.get_models():
        if issubclass(model, Deferred):
            model.objects.work_off()
        for duty in ("keep_time", "forget_stale"):
            if hasattr(model._default_manager, duty):
                getattr(model._default_manager, duty)()
