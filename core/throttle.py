"""Counting wrong guesses: of passwords, codes, numbers. Kept in the database, so that losing the
cache gives nobody a fresh start, and under a keyed hash, so that a row names no one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, models
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
    fades: bool = False

    def left_of(self, guesses: int, quiet: timedelta) -> int:
        """What still counts of these after a while without one: all, or less and less."""
        if quiet >= self.forgotten_after:
            return 0
        return int(guesses * (1 - quiet / self.forgotten_after)) if self.fades else guesses

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

    until: datetime

    @property
    def is_block(self) -> bool:
        return self.until == FOREVER

    @property
    def seconds(self) -> int:
        return max(1, round((self.until - timezone.now()).total_seconds()))


class GuessesQuerySet(models.QuerySet):
    def refusal_of(self, policy, value):
        """Why a guess would be refused now, without counting one; None when it would be heard."""
        guesses = self.filter(key=policy.key(value)).first()
        return guesses and guesses.refusal(timezone.now())

    def count_one(self, policy, value):
        """Count one guess before it is looked at; the refusal if there is one, not counted.

        Counted first and one at a time, so that a hundred sent at once are not all looked at.
        """
        while True:
            now = timezone.now()
            try:
                guesses, _ = self.get_or_create(key=policy.key(value))
            except IntegrityError:
                continue  # added by one request and forgotten by another in the meantime
            if refusal := guesses.refusal(now):
                return refusal
            number = policy.left_of(guesses.number, now - guesses.last_at) + 1
            same = self.filter(pk=guesses.pk, number=guesses.number, last_at=guesses.last_at)
            if same.update(number=number, last_at=now, until=policy.closed_until(number, now)):
                return None

    def forget(self, policy, value):
        self.filter(key=policy.key(value)).delete()

    def forget_stale(self):
        """A count nobody added to for two days says nothing any more, unless it is a block."""
        stale = self.filter(last_at__lt=timezone.now() - timedelta(days=2))
        stale.exclude(until__gt=timezone.now()).delete()


class Guesses(models.Model):
    key = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    objects = GuessesQuerySet.as_manager()

    class Meta:
        verbose_name = "essais manqués"
        verbose_name_plural = "essais manqués"

    def __str__(self):
        return f"{self.number} essais"

    def refusal(self, now):
        return Refusal(self.until) if self.until and self.until > now else None
