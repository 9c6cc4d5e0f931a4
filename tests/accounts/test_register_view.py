import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.mail import Mail
from core.tasks import sweep
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

START = "/compte/inscription/"
ACCOUNT = {"first_name": "Éloïse", "last_name": "d’Ambert", "password1": PASSWORD}
ACCOUNT["password2"] = PASSWORD


@pytest.fixture
def link(client, mailoutbox):
    client.post(START, {"email": " Éloïse@Exemple.fr"})
    sweep()
    return re.search(r"pix-certif\.example(/compte/inscription/\S+)", mailoutbox[0].body)[1]


def test_person_opens_an_account_by_the_link(client, link):
    response = client.post(link, ACCOUNT)

    assert response["Location"] == reverse("account_login")
    user = User.objects.get()
    assert (user.email, user.first_name, user.has_temporary_password) == (
        *("eloise@exemple.fr", "Éloïse", False),
    )
    answer = client.post(response["Location"], {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == reverse("accounts:home")


def test_asking_makes_no_account(link):
    assert not User.objects.exists()


def test_link_serves_once(client, link):
    client.post(link, ACCOUNT)

    page = client.post(link, {**ACCOUNT, "password1": "x" * 20, "password2": "x" * 20})

    assert "n’est plus valable" in page.text
    assert User.objects.get().check_password(PASSWORD)


def test_link_grows_old(client, link, time_machine):
    time_machine.move_to(timezone.localtime() + timedelta(days=2, minutes=1))

    assert "n’est plus valable" in client.get(link).text


@pytest.mark.parametrize("token", ["x", "abc:def:ghi", "é", "a" * 500])
def test_forged_link_opens_nothing(client, token):
    page = client.post(f"{START}{token}/", ACCOUNT)

    assert "n’est plus valable" in page.text
    assert not User.objects.exists()


def test_address_that_has_an_account_gets_the_same_page_and_a_word(client, mailoutbox):
    UserFactory(email="lea@exemple.fr")

    known = client.post(START, {"email": "lea@exemple.fr"})
    unknown = client.post(START, {"email": "autre@exemple.fr"})
    sweep()

    assert known["Location"] == unknown["Location"] == "/compte/inscription/envoye/"
    words = {mail.to[0]: "elle en a déjà un" in mail.body for mail in mailoutbox}
    assert words == {"lea@exemple.fr": True, "autre@exemple.fr": False}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"first_name": ""}, "Un point à corriger"),
        ({"last_name": "x" * 151}, "150"),
        ({"password1": "court", "password2": "court"}, "trop court"),
        ({"password2": "autre chose que celui-là"}, "à corriger"),
        ({"first_name": "Lé\x00a"}, "à corriger"),
    ],
)
def test_faults_are_said_and_nothing_is_made(client, link, change, complaint):
    page = client.post(link, {**ACCOUNT, **change})

    assert complaint in page.text
    assert not User.objects.exists()


def test_same_address_cannot_be_flooded(client):
    for _ in range(6):
        page = client.post(START, {"email": "lea@exemple.fr"})

    assert "Réessayez" in page.text
    assert Mail.objects.count() == 5


def test_class_of_thirty_five_registers_from_one_address(client):
    answers = [client.post(START, {"email": f"p{n}@exemple.fr"}).status_code for n in range(35)]

    assert answers == [302] * 35


def test_odd_address_is_refused_beside_its_field(client):
    assert "nom@exemple.fr" in client.post(START, {"email": "pas une adresse"}).text
