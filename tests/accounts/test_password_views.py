import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.mail import Mail
from core.tasks import sweep
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW = "un tout autre secret"
RESET = "/compte/mot-de-passe/oublie/"


@pytest.fixture
def lea():
    return UserFactory(username="lea.fontaine", email="lea@exemple.fr")


@pytest.fixture
def link(client, lea, mailoutbox):
    client.post(RESET, {"email": " LÉA@exemple.fr"})
    sweep()
    return re.search(r"https://pix-certif\.example(/\S+)", mailoutbox[0].body)[1]


def choose(client, link, password=NEW):
    form = client.get(link)["Location"]
    return client.post(form, {"password1": password, "password2": password})


@pytest.mark.parametrize("where", [RESET, "/aide/"])
def test_pages_say_who_gives_a_temporary_password(client, where):
    """The back office alone can: see accounts.admin."""
    page = client.get(where).text

    assert "seule l’assistance de la plateforme peut vous donner" in page.lower()


def test_forgotten_password_is_chosen_anew_by_the_link(client, lea, link):
    response = choose(client, link)

    assert response["Location"] == reverse("account_reset_password_from_key_done")
    lea.refresh_from_db()
    assert lea.check_password(NEW)


def test_link_does_not_believe_the_host_header(client, lea, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]

    client.post(RESET, {"email": "lea@exemple.fr"}, headers={"host": "ailleurs.example"})
    sweep()

    assert "ailleurs.example" not in mailoutbox[0].body


def test_link_serves_once(client, link):
    choose(client, link)

    assert "n’est plus valable" in client.get(link).text


def test_link_grows_old(client, link, time_machine):
    time_machine.move_to(timezone.localtime() + timedelta(hours=2, minutes=1))

    assert "n’est plus valable" in client.get(link).text


@pytest.mark.parametrize("secret", ["x/y", "1/set-password", "zz/" + "a" * 200])
def test_forged_link_is_refused(client, secret):
    assert "n’est plus valable" in client.get(f"/compte/mot-de-passe/nouveau/{secret}/").text


def test_unknown_address_gets_the_same_answer_and_no_mail(client, lea):
    known = client.post(RESET, {"email": "lea@exemple.fr"})
    unknown = client.post(RESET, {"email": "personne@exemple.fr"})

    assert known["Location"] == unknown["Location"]
    assert [mail.recipient for mail in Mail.objects.all()] == ["lea@exemple.fr"]


def test_link_goes_to_nobody_at_an_address_that_is_no_longer_theirs(client, lea):
    EmailAddress.objects.create(user=lea, email="lea@exemple.fr", verified=True, primary=True)
    User.objects.filter(pk=lea.pk).update(email="nouvelle@exemple.fr")

    client.post(RESET, {"email": "lea@exemple.fr"})

    assert not Mail.objects.exists()


def test_link_dies_with_the_address_it_was_sent_to(client, lea, link):
    User.objects.filter(pk=lea.pk).update(email="nouvelle@exemple.fr")

    assert "n’est plus valable" in client.get(link).text


def test_text_of_the_link_is_not_kept(link):
    assert Mail.objects.get().body == ""


def test_new_password_unblocks_the_account(client, lea, mailoutbox, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for _ in range(10):
        client.post(reverse("account_login"), {"login": "lea@exemple.fr", "password": "non"})
    client.post(RESET, {"email": "lea@exemple.fr"})
    sweep()
    choose(client, re.search(r"example(/\S+)", mailoutbox[0].body)[1])

    response = client.post(reverse("account_login"), {"login": "lea@exemple.fr", "password": NEW})

    assert response["Location"] == reverse("accounts:home")


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("court", "trop court"),
        ("motdepasse123", "trop courant"),
        ("Azerty-2026!!", "trop courant"),
        ("938475610293", "entièrement numérique"),
        ("lea.fontaine.lea", "semblable"),
    ],
)
def test_weak_password_is_refused_with_a_reason(client, link, password, complaint):
    assert complaint in choose(client, link, password).text


def test_long_phrase_is_a_password(client, lea, link):
    phrase = "une phrase longue, avec des espaces et des accents éèà " * 3

    choose(client, link, phrase)

    lea.refresh_from_db()
    assert lea.check_password(phrase)


def test_changing_password_tells_the_person_and_keeps_them_here(signed_in, lea, mailoutbox):
    client = signed_in(lea)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )
    sweep()

    assert client.get(reverse("accounts:home")).status_code == 200
    assert [(m.to, m.subject) for m in mailoutbox] == [
        (["lea@exemple.fr"], "Votre mot de passe a été changé")
    ]


def test_changing_password_asks_for_the_present_one(signed_in, lea):
    response = signed_in(lea).post(
        reverse("account_change_password"),
        {"oldpassword": "non", "password1": NEW, "password2": NEW},
    )

    assert response.status_code == 200
    lea.refresh_from_db()
    assert lea.check_password(PASSWORD)
