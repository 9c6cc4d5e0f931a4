"""The people that every test knows, and the strictness that every test keeps."""

import os

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from django.template import engines
from hypothesis import settings as hypothesis_settings

from core.pdf import renderer
from tests.factories import CentreFactory, MembershipFactory, UserFactory
from tests.strict_templates import Undefined

# The same code gets the same verdict; whoever has time lets the properties look elsewhere each run.
hypothesis_settings.register_profile("steady", derandomize=True)
hypothesis_settings.register_profile("search", max_examples=2000)
hypothesis_settings.load_profile(os.environ.get("PROPERTIES", "steady"))


@pytest.fixture(scope="session", autouse=True)
def _leave_no_process():
    yield
    renderer.stop()


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
def centre(manager):
    """Nadia's, where she is référent."""
    place = CentreFactory(name="Lycée Aimé-Césaire")
    MembershipFactory(user=manager, centre=place)
    return place


@pytest.fixture
def assistant(centre):
    user = UserFactory(username="fx.oehler", first_name="François-Xavier", last_name="Œhler")
    MembershipFactory(user=user, centre=centre, role="assistant")
    return user


@pytest.fixture
def other_centre(stranger):
    """Jean-Noël's: what must not leak exists, so that it could."""
    place = CentreFactory(name="Lycée agricole de Saint-Joseph", reunion=True)
    MembershipFactory(user=stranger, centre=place)
    return place


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


@pytest.fixture
def nadia(signed_in, manager, centre):
    """The browser of this centre's référent."""
    return signed_in(manager)


@pytest.fixture
def in_february():
    """The morning of a day that comes before those of the sessions."""
    with time_machine.travel("2027-02-01 08:00+00:00", tick=False):
        yield
