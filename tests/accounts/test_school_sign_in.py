"""Sign-in by a school's identity provider, against a real one in a process of its own."""

import json
import socket
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.urls import reverse

from accounts.models import User
from accounts.school import SchoolAccountAdapter
from core.mail import Mail
from tests.accounts.second_factor import code_now
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

START = "/compte/etablissement/etablissement/"
PUPIL = {"sub": "ent-42", "given_name": "Éloïse", "family_name": "d’Ambert", "email": "E.D@ent.fr"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def provider():
    """The address of a provider that knows one pupil."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--user-claims", json.dumps(PUPIL)], stderr=subprocess.PIPE, text=True
    )
    assert any("Uvicorn running" in line for line in process.stderr), "the provider did not start"
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.communicate()


@pytest.fixture
def school(settings, provider):
    app = {
        "provider_id": "etablissement",
        "name": "ENT de l’académie",
        "client_id": "pixcertif",
        "secret": "shared",
        "settings": {"server_url": provider},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


@pytest.fixture
def arrive(client, school):
    """Go to the provider, say who one is there, and come back."""

    def go(sub="ent-42", start=START):
        gate = client.post(start)["Location"]
        answer = requests.post(gate, data={"sub": sub}, allow_redirects=False, timeout=10)
        back = urlsplit(answer.headers["Location"])
        return client.get(f"{back.path}?{back.query}")

    return go


@pytest.fixture
def sign_in(client):
    def post(user):
        credentials = {"login": user.username, "password": PASSWORD}
        answer = client.post(reverse("account_login"), credentials)
        if answer["Location"] == reverse("mfa_authenticate"):
            client.post(answer["Location"], {"code": code_now()})

    return post


def test_without_a_provider_nothing_is_offered(client):
    assert "ENT" not in client.get(reverse("account_login")).text
    assert client.post(START).status_code == 404


def test_sign_in_page_offers_the_school(client, school):
    assert "Se connecter par ENT de l’académie" in client.get(reverse("account_login")).text


def test_pupil_unknown_here_gets_an_account(client, arrive):
    assert arrive()["Location"] == reverse("accounts:home")

    user = User.objects.get()
    assert (user.first_name, user.last_name, user.email) == ("Éloïse", "d’Ambert", "e.d@ent.fr")
    assert user.username.startswith("eloise.dambert")
    assert not user.has_usable_password()
    assert client.get(reverse("accounts:home"))["Location"].startswith(reverse("accounts:terms"))


def test_pupil_who_comes_back_finds_the_same_account(client, arrive):
    arrive()
    client.post(reverse("account_logout"))

    assert arrive()["Location"] == reverse("accounts:home")
    assert User.objects.count() == 1


def test_school_opens_no_account_that_somebody_else_made(client, arrive):
    UserFactory(email="e.d@ent.fr")

    response = arrive()

    assert response["Location"] == reverse("account_login")
    assert "Un compte porte déjà l’adresse" in client.get(response["Location"]).text
    assert client.get(reverse("accounts:home")).status_code == 302


def test_person_links_their_account_to_the_school(client, arrive, sign_in):
    user = UserFactory(email="e.d@ent.fr")
    sign_in(user)
    assert "Relier à ENT de l’académie" in client.get(reverse("accounts:home")).text

    arrive(start=START + "?process=connect")

    mail = Mail.objects.get(kind="account_connected")
    assert mail.title == "Votre compte est relié à votre établissement"
    assert "vient d’être relié" in mail.body
    assert "Relier" not in client.get(reverse("accounts:home")).text
    client.post(reverse("account_logout"))
    assert arrive()["Location"] == reverse("accounts:home")
    assert client.get(reverse("accounts:home")).context["user"] == user


def test_school_does_not_replace_the_second_factor(client, arrive, sign_in, support):
    sign_in(support)
    arrive(start=START + "?process=connect")
    client.post(reverse("account_logout"))

    assert arrive()["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize(
    ("claims", "kept"),
    [
        ({"given_name": "Lé\x00a\ud800", "family_name": "F\u202e"}, ("Léa", "F", None)),
        ({"given_name": ["x"], "family_name": 3, "email": {"a": 1}}, ("", "", None)),
        ({"name": "x" * 400}, ("x" * 150, "", None)),
        ({"given_name": "Léa", "email": " LEA@ent.fr "}, ("Léa", "", "lea@ent.fr")),
        ({"given_name": "Léa", "email": "lea@exämple.fr"}, ("Léa", "", None)),
    ],
)
def test_claims_are_taken_as_one_would_from_anybody(claims, kept, rf):
    names = {"given_name": "first_name", "family_name": "last_name"}
    data = {names.get(name, name): value for name, value in claims.items()}
    login = SocialLogin(user=User(), account=SocialAccount(provider="x", uid="1"))

    user = SchoolAccountAdapter().populate_user(rf.get("/"), login, data)

    assert (user.first_name, user.last_name, user.email) == kept


def test_nothing_of_what_the_school_says_is_kept_beside(client, arrive):
    arrive()

    assert SocialAccount.objects.get().extra_data == {}


def test_answer_that_was_not_asked_for_is_refused(client, school):
    response = client.get(START + "retour/?code=forged&state=forged")

    assert response.status_code == 401
    assert "n’a pas abouti" in response.text


def test_pupil_who_gives_up_is_told_that_nothing_changed(client, school):
    state = parse_qs(urlsplit(client.post(START)["Location"]).query)["state"][0]

    response = client.get(START + f"retour/?error=access_denied&state={state}")

    assert response["Location"] == reverse("socialaccount_login_cancelled")
    assert "Rien n’a été changé" in client.get(response["Location"]).text


def test_provider_that_does_not_answer_is_said_plainly(client, settings, school):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = f"http://127.0.0.1:{free_port()}"

    response = client.post(START)

    assert "n’a pas abouti" in response.text


def test_password_still_opens_the_linked_account(client, arrive, sign_in):
    user = UserFactory(email="e.d@ent.fr")
    sign_in(user)
    arrive(start=START + "?process=connect")
    client.post(reverse("account_logout"))

    response = client.post(reverse("account_login"), {"login": "e.d@ent.fr", "password": PASSWORD})

    assert response["Location"] == reverse("accounts:home")
