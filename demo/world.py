"""One believable world, made of what each chapter of the platform can hold so far."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from demo.centres import build_centres
from demo.people import ASSISTANTS, KNOWN, MANAGERS, PUPILS, SECOND_FACTOR_SECRET, classmates
from demo.practices import practise
from referentiel.content import read_all
from referentiel.loading import load
from referentiel.models import Challenge


@transaction.atomic
def build():
    """Add what is missing; leave what a visitor has changed."""
    if not Challenge.objects.exists():
        load(read_all()[0])
    others = list(classmates())
    # One hash for all those who share a password: each costs a tenth of a second.
    hashes = {person.password: make_password(person.password) for person in KNOWN}
    new = {person: welcome(person, hashes[person.password]) for person in (*KNOWN, *others)}
    pupils = [new[person] for person in (*PUPILS, *others) if new[person] and not person.is_new]
    practise(pupils)
    build_centres(
        {person: User.objects.by_login(person.login) for person in (*MANAGERS, *ASSISTANTS)}
    )


def welcome(person, password):
    """The account of somebody new here, or None."""
    field = "email" if "@" in person.login else "username"
    names = {"first_name": person.first_name, "last_name": person.last_name, "role": person.role}
    account = {**names, "password": password, "has_temporary_password": person.is_new}
    user, created = User.objects.get_or_create(**{field: person.login}, defaults=account)
    if not created:
        return None
    if not person.is_new:
        user.accept_terms()
    if person.has_second_factor:
        secret = get_adapter().encrypt(SECOND_FACTOR_SECRET)
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": secret}
        )
    return user
