"""Work to be done later. A row is the work, written with the fact that causes it; a task is only
the bell. Losing the queue, a worker or a message loses nothing, and nothing is done twice."""

from datetime import timedelta

import structlog
from celery import current_app
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from core.states import IllegalTransition, Stateful

log = structlog.get_logger(__name__)

# Whoever takes a row holds it this long; a worker killed meanwhile leaves it to the next one.
LEASE = timedelta(minutes=5)
# Between two attempts. Together they make 24 hours, then a person is needed.
DELAYS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 819)]
BATCH = 100


class PermanentFailure(Exception):
    """Trying again would change nothing."""


class LeaseLost(Exception):
    """Somebody else has taken the work meanwhile, or it is gone."""


def ring(model):
    """Say after the commit that there is work. A bell nobody hears is made up for by the sweep."""
    label, queue = model._meta.label, model.QUEUE
    transaction.on_commit(
        lambda: current_app.send_task("core.tasks.work_off", [label], queue=queue), robust=True
    )


class DeferredQuerySet(models.QuerySet):
    def due(self):
        return self.filter(state="waiting", due_at__lte=timezone.now()).order_by("due_at", "pk")

    def work_off(self):
        """Do all that is due. Each attempt puts its row off first, so this ends."""
        done = 0
        while batch := list(self.due()[:BATCH]):
            done += sum(row.attempt() for row in batch)
        return done


class Deferred(Stateful):
    """A piece of work. A model says what it is by `perform`, and names its states: WAITING
    ("waiting"), DONE and FAILED."""

    QUEUE = "celery"
    HELD_FOR = LEASE

    state = models.CharField("état", max_length=20, default="waiting", editable=False)
    attempts = models.PositiveSmallIntegerField("essais", default=0, editable=False)
    due_at = models.DateTimeField("prochain essai", default=timezone.now, editable=False)
    done_at = models.DateTimeField("fait le", null=True, editable=False)
    error = models.CharField("dernière erreur", max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField("demandé le", auto_now_add=True)

    objects = DeferredQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state="waiting"),
                name="%(app_label)s_%(class)s_due",
            )
        ]

    def perform(self):
        """Do the work; what it returns are the changes to write with the last state."""
        raise NotImplementedError

    def attempt(self):
        """Do the work unless somebody else has taken it; say whether it is done."""
        if not self._take():
            return False
        try:
            return self._do()
        except (LeaseLost, IllegalTransition):
            log.warning("work taken over", row=self._meta.label, pk=self.pk)
            return False

    def _do(self):
        try:
            changes = self.perform() or {}
        except LeaseLost:
            raise
        except PermanentFailure as failure:
            self._give_up(failure)
        except Exception as error:
            self._put_off(error)
        else:
            self.move_to(self.State.DONE, done_at=timezone.now(), error="", **changes)
            return True
        return False

    def retry(self, by):
        """Start again from nothing, because a person asks."""
        self.move_to(
            self.State.WAITING, by=by, attempts=0, due_at=timezone.now(), done_at=None, error=""
        )
        ring(type(self))

    def keep_at_it(self, **changes):
        """In the middle of a long piece of work: write how far it has come, and hold the row as
        long again."""
        if not self._hold(**changes):
            raise LeaseLost

    def _take(self):
        if not self._hold(attempts=F("attempts") + 1):
            return False
        self.attempts += 1
        return True

    def _hold(self, **changes):
        """Put it off by a lease, unless somebody else has since it was read here."""
        until = timezone.now() + self.HELD_FOR
        if not self._mine().update(due_at=until, **changes):
            return False
        self.due_at = until
        return True

    def _mine(self):
        return type(self).objects.filter(pk=self.pk, state="waiting", due_at=self.due_at)

    def _put_off(self, error):
        log.warning("work failed", row=self._meta.label, pk=self.pk, attempt=self.attempts)
        if self.attempts > len(DELAYS):
            self._give_up(error)
        else:
            due_at = timezone.now() + DELAYS[self.attempts - 1]
            self._mine().update(due_at=due_at, error=_words(error))

    def _give_up(self, error):
        self.move_to(self.State.FAILED, error=_words(error))


def _words(error):
    return f"{type(error).__name__}: {error}"[:500]
