"""The people that every test knows, and the strictness that every test keeps."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.template import engines

from tests.factories import UserFactory
from tests.strict_templates import Undefined


@pytest.fixture(autouse=True)
def quick_and_strict(settings):
    """Passwords hashed at no cost, and no undefined variable in our templates."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    engines["django"].engine.string_if_invalid = Undefined("%s")


@pytest.fixture(autouse=True)
def empty_cache(request):
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def manager(db):
    return UserFactory(username="nadia.ferrand", first_name="Nadia", last_name="Ferrand")


@pytest.fixture
def stranger(db):
    return UserFactory(username="jean-noel.hoarau", first_name="Jean-Noël", last_name="Hoarau")


@pytest.fixture
def support(db):
    return UserFactory(support=True)


@pytest.fixture
def administrator(db):
    return UserFactory(administrator=True)


@pytest.fixture
def juror(db):
    return UserFactory(juror=True)


@pytest.fixture
def signed_in(client):
    """A function that signs somebody in and gives their browser back."""

    def sign_in(user):
        client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in
