"""What must be true of the whole base at any moment, whatever has failed: said in each chapter by
its `invariants.py`, looked at by `manage.py check_invariants`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from core.mail import Mail
from core.outbox import Deferred

# The sweep comes each minute, and a lease lasts five.
LONGEST_WAIT = timedelta(minutes=15)


class Note(str):
    """Worth a look, and no violation."""


@dataclass(frozen=True)
class Invariant:
    code: str
    title: str
    check: Callable[[], Iterator[str]]


REGISTRY: dict[str, Invariant] = {}


def invariant(code, title):
    """Of a function that yields, in words, each thing that is wrong: by numbers, never by names."""

    def register(check):
        if code in REGISTRY:
            raise ValueError(f"{code} is registered twice")
        REGISTRY[code] = Invariant(code, title, check)
        return check

    return register


def invariants():
    """Those of every chapter, in order."""
    autodiscover_modules("invariants")
    return [REGISTRY[code] for code in sorted(REGISTRY)]


@invariant("INV-14", "aucun travail différé n’est oublié, aucun message n’est écrit deux fois")
def work_is_done_once():
    for model in apps.get_models():
        if issubclass(model, Deferred):
            yield from _work(model)
    mails = Mail.objects.values("kind", "about", "recipient")
    ids = {"number": Count("pk"), "first": Min("pk"), "last": Max("pk")}
    for mail in mails.annotate(**ids).filter(number__gt=1):
        yield "{kind}, à propos de {about} : {number} messages, de {first} à {last}".format(**mail)


def _work(model):
    label = model._meta.label_lower
    forgotten = Q(state="waiting", due_at__lt=timezone.now() - LONGEST_WAIT)
    wrong = model.objects.filter(forgotten | ~Q(state__in=model.State.values))
    for pk, state in wrong.order_by("pk").values_list("pk", "state"):
        yield f"{label}:{pk} reste dans l’état « {state} »"
    failed = model.objects.filter(state="failed").order_by("pk")
    if ids := list(failed.values_list("pk", flat=True)):
        yield Note(f"{label}, {len(ids)} en échec : {', '.join(map(str, ids))}")
