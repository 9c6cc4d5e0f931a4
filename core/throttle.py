"""Counting wrong guesses: of passwords, codes, numbers. Kept in the database, so that losing the
cache gives nobody a fresh start, and under a keyed hash, so that a row names no one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

# A block has no end of its own: a person lifts it.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Policy:
    """`free` wrong guesses cost nothing; then each costs a wait, twice the one before."""

    name: str
    free: int
    wait: timedelta
    longest: timedelta
    forgotten_after: timedelta
    blocked_after: int | None = None

    def key(self, value: str) -> str:
        return salted_hmac(f"throttle.{self.name}", value, algorithm="sha256").hexdigest()

    def closed_until(self, guesses: int, now: datetime) -> datetime | None:
        if self.blocked_after is not None and guesses >= self.blocked_after:
            return FOREVER
        doublings = guesses - self.free
        if doublings < 0:
            return None
        return now + min(self.wait * 2 ** min(doublings, 20), self.longest)


@dataclass(frozen=True)
class Refusal:
    """Why a guess is not even looked at: a wait that ends, or a block that a person lifts."""

    until: datetime | None

    @property
    def seconds(self) -> int:
        return max(1, round((self.until - timezone.now()).total_seconds())) if self.until else 0


class Guesses(models.Model):
    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "essais manqués"
        verbose_name_plural = "essais manqués"

    def __str__(self):
        return f"{self.count} essais"

    def refusal(self, now):
        if self.until and self.until > now:
            return Refusal(None if self.until == FOREVER else self.until)
        return None


def refusal_of(policy, value):
    """Why a guess would be refused now, without counting one; None when it would be heard."""
    guesses = Guesses.objects.filter(key=policy.key(value)).first()
    return guesses and guesses.refusal(timezone.now())


def count_guess(policy, value):
    """Count one guess before it is looked at; the refusal if there is one, which is not counted.

    Counted first and one at a time, so that a hundred sent at once are not all looked at.
    """
    while True:
        now = timezone.now()
        guesses, _ = Guesses.objects.get_or_create(key=policy.key(value))
        if refusal := guesses.refusal(now):
            return refusal
        count = 1 if now - guesses.last_at > policy.forgotten_after else guesses.count + 1
        same = Guesses.objects.filter(pk=guesses.pk, count=guesses.count, last_at=guesses.last_at)
        if same.update(count=count, last_at=now, until=policy.closed_until(count, now)):
            return None


def forget_guesses(policy, value):
    Guesses.objects.filter(key=policy.key(value)).delete()


def forget_stale_guesses(older_than=timedelta(days=2)):
    """A count nobody added to for two days says nothing any more, unless it is a block."""
    stale = Guesses.objects.filter(last_at__lt=timezone.now() - older_than)
    stale.exclude(until__gt=timezone.now()).delete()
