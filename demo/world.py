"""One believable world, made of what each chapter of the platform can hold so far."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import TERMS_VERSION, TermsAcceptance, User
from demo.people import (
    MANAGERS,
    NEWCOMER,
    PASSWORD,
    PUPILS,
    SECOND_FACTOR_SECRET,
    STAFF,
    TEMPORARY_PASSWORD,
)


@transaction.atomic
def build():
    """Add what is missing; leave what a visitor has changed."""
    password = make_password(PASSWORD)
    for role, first_name, last_name, email in STAFF:
        user = _settled(first_name, last_name, password, email=email, role=role)
        if user and user.is_staff:
            _give_second_factor(user)
    for _, first_name, last_name, email in MANAGERS:
        _settled(first_name, last_name, password, email=email)
    for _, first_name, last_name, username in PUPILS:
        _settled(first_name, last_name, password, username=username)
    _, first_name, last_name, username = NEWCOMER
    temporary = make_password(TEMPORARY_PASSWORD)
    _person(first_name, last_name, temporary, username=username, has_temporary_password=True)


def _person(first_name, last_name, password, **fields):
    """The person if they are new here, else None."""
    login = {name: fields[name] for name in ("username", "email") if name in fields}
    names = {"first_name": first_name, "last_name": last_name, "password": password}
    user, created = User.objects.get_or_create(**login, defaults={**fields, **names})
    return user if created else None


def _settled(*args, **fields):
    """Somebody who has signed in before, and accepted the terms."""
    user = _person(*args, **fields)
    if user:
        TermsAcceptance.objects.create(user=user, version=TERMS_VERSION)
    return user


def _give_second_factor(user):
    secret = get_adapter().encrypt(SECOND_FACTOR_SECRET)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
