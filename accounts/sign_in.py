"""How many wrong passwords are forgiven. A whole school shares one address, so an address is
allowed what three hundred pupils mistype; an account is allowed what one person does."""

from datetime import timedelta

from core.throttle import Guesses, Policy

ACCOUNT = Policy(
    "sign_in.account",
    free=10,
    wait=timedelta(minutes=2),
    longest=timedelta(hours=1),
    forgotten_after=timedelta(hours=24),
    blocked_after=30,
)
ADDRESS = Policy(
    "sign_in.address",
    free=600,
    wait=timedelta(minutes=2),
    longest=timedelta(minutes=30),
    forgotten_after=timedelta(hours=1),
)


def account_key(user, login):
    """A person has two logins and one count; a login that is nobody's is counted all the same,
    so that it cannot be told from a real one."""
    return f"user {user.pk}" if user else f"login {login}"


def unlock(user):
    Guesses.objects.forget(ACCOUNT, account_key(user, ""))
