import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.logins import fold_login
from accounts.models import TERMS_VERSION, User
from core.journal import JournalEntry
from core.roles import Role
from tests.factories import NewcomerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "login"),
    [
        ("lea.fontaine0412", "lea.fontaine0412"),
        ("  LEA.Fontaine0412 ", "lea.fontaine0412"),
        ("Léa.Fontaine0412", "lea.fontaine0412"),
        ("lea. fontaine 0412", "lea.fontaine0412"),
        ("léa.fontaine0412", "lea.fontaine0412"),
        ("\u200blea.fontaine0412\ufeff", "lea.fontaine0412"),
        ("lea\u00a0.fontaine0412\x00", "lea.fontaine0412"),
        ("ＬＥＡ.fontaine０４１２", "lea.fontaine0412"),
        ("Élodie@Exemple.FR", "elodie@exemple.fr"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_login_is_folded(typed, login):
    assert fold_login(typed) == login


@pytest.mark.parametrize(
    "typed", ["lea.fontaine", " LÉA.FONTAINE ", "Lea@Exemple.fr", "léa@exemple.fr"]
)
def test_person_is_found_by_either_login_however_typed(typed):
    user = UserFactory(username="lea.fontaine", email="lea@exemple.fr")

    assert User.objects.by_login(typed) == user


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "lea", "%", "lea.fontaine@"])
def test_nobody_is_found_by_something_else(typed):
    UserFactory(username="lea.fontaine", email="lea@exemple.fr")

    assert User.objects.by_login(typed) is None


def test_create_user_folds_both_logins():
    user = User.objects.create_user(username=" Léa.Fontaine", email="LEA@Exemple.fr ", password="x")

    assert (user.username, user.email) == ("lea.fontaine", "lea@exemple.fr")


@pytest.mark.parametrize(
    "logins",
    [
        {"username": "Lea.Fontaine"},
        {"username": "léa.fontaine"},
        {"username": ""},
        {"username": None, "email": "LEA@exemple.fr"},
        {"username": None, "email": "léa@exemple.fr"},
        {"username": None, "email": None},
        {"role": "emperor"},
    ],
)
def test_database_refuses_logins_that_are_not_folded(logins):
    with pytest.raises(IntegrityError), transaction.atomic():
        NewcomerFactory(**logins)


def test_database_refuses_a_login_twice():
    UserFactory(username="lea.fontaine", email="lea@exemple.fr")

    for twice in ({"username": "lea.fontaine"}, {"email": "lea@exemple.fr"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NewcomerFactory(**twice)


def test_many_people_may_have_no_email():
    NewcomerFactory.create_batch(2, email=None)

    assert User.objects.count() == 2


def test_faults_are_said_in_french():
    UserFactory(username="lea.fontaine")

    with pytest.raises(ValidationError) as faults:
        NewcomerFactory.build(username="lea.fontaine", email=None).full_clean()

    assert faults.value.message_dict == {
        "username": ["Cet identifiant est déjà celui d’une autre personne."]
    }


@pytest.mark.parametrize("role", Role)
def test_who_works_in_the_back_office(role):
    assert NewcomerFactory(role=role).is_staff is (role != Role.AUTHORITY)


def test_closed_account_has_no_office():
    assert NewcomerFactory(role=Role.SUPPORT, is_active=False).is_staff is False


def test_accepting_the_terms_twice_is_once():
    newcomer = NewcomerFactory()

    assert newcomer.accept_terms() == newcomer.accept_terms()
    assert newcomer.acceptance.version == TERMS_VERSION
    assert JournalEntry.objects.about(newcomer).count() == 1


def test_temporary_password_is_said_once_and_must_be_changed(support):
    user = UserFactory()

    password = user.give_temporary_password(by=support)

    user.refresh_from_db()
    assert user.check_password(password)
    assert user.has_temporary_password
    entry = JournalEntry.objects.about(user).get()
    assert (entry.actor, entry.verb, entry.data) == (support, "give_temporary_password", {})


def test_first_administrator_is_made_from_the_command_line():
    user = User.objects.create_superuser(
        username="admin", email=None, first_name="A", last_name="B", password="x"
    )

    assert user.role == Role.ADMINISTRATOR
