"""How many wrong passwords are forgiven. A whole school shares one address, so an address is
allowed what three hundred pupils mistype; an account is allowed what one person does."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.core.exceptions import ValidationError

from core.templatetags.components import waiting_time
from core.throttle import Guesses, Policy

ACCOUNT = Policy(
    "sign_in.account",
    free=10,
    wait=timedelta(minutes=2),
    longest=timedelta(hours=1),
    forgotten_after=timedelta(hours=24),
    blocked_after=30,
)
# What it counts fades all the time, and the door is shut for two minutes at most: neither a school
# that types badly all day nor one pupil who means harm keeps the others out for long.
ADDRESS = Policy(
    "sign_in.address",
    free=600,
    wait=timedelta(minutes=2),
    longest=timedelta(minutes=2),
    forgotten_after=timedelta(hours=1),
    fades=True,
)
SECOND_FACTOR = Policy(
    "sign_in.second_factor",
    free=5,
    wait=timedelta(minutes=2),
    longest=timedelta(hours=1),
    forgotten_after=timedelta(hours=24),
    blocked_after=20,
)

BLOCKED = (
    "Ce compte est bloqué après trop d’essais. L’assistance de la plateforme peut le débloquer ; "
    "choisir un nouveau mot de passe le débloque aussi."
)


def account_key(user, login):
    """A person has two logins and one count; a login that is nobody's is counted all the same,
    so that it cannot be told from a real one."""
    return f"user {user.pk}" if user else f"login {login}"


def unlock(user):
    Guesses.objects.forget(ACCOUNT, account_key(user, ""))
    Guesses.objects.forget(SECOND_FACTOR, str(user.pk))


def network_of(address):
    """Of an IPv6 address the first half: the rest is the visitor's to choose."""
    ip = ip_address(address)
    return address if ip.version == 4 else str(ip_network((ip, 64), strict=False))


def refuse(refusal):
    if refusal.is_block:
        raise ValidationError(BLOCKED, code="blocked")
    wait = waiting_time(refusal.seconds)
    raise ValidationError(f"Trop d’essais. Réessayez dans {wait}.", code="wait")
