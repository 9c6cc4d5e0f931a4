from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.sign_in import ADDRESS, network_of
from core.throttle import Guesses
from tests.accounts.second_factor import code_now
from tests.factories import PASSWORD, NewcomerFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/compte/connexion/"
WRONG = "ne vont pas ensemble"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def lea():
    return UserFactory(username="lea.fontaine0412", email="lea@exemple.fr")


@pytest.fixture
def sign_in(client):
    def post(login="lea.fontaine0412", password=PASSWORD, address="10.0.0.1", **data):
        return client.post(
            SIGN_IN, {"login": login, "password": password, **data}, REMOTE_ADDR=address
        )

    return post


@pytest.mark.parametrize(
    "login",
    [
        "lea.fontaine0412",
        "Léa.Fontaine0412 ",
        "LEA@EXEMPLE.FR",
        " léa@exemple.fr",
        "lea@exemple.fr",
    ],
)
def test_person_signs_in_with_either_login_however_typed(sign_in, lea, login):
    assert sign_in(login)["Location"] == reverse("accounts:home")


def test_person_goes_on_where_they_were_going(client, lea):
    gate = client.get(reverse("mfa_index"))["Location"]

    response = client.post(gate, {"login": "lea@exemple.fr", "password": PASSWORD})

    assert response["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    "target", ["https://ailleurs.example", "//ailleurs.example", "/\\x.example"]
)
def test_sign_in_sends_nobody_elsewhere(sign_in, lea, target):
    assert sign_in(next=target)["Location"] == reverse("accounts:home")


def test_key_of_the_session_changes_at_sign_in(client, sign_in, lea):
    session = client.session
    session["planted"] = "before"
    session.save()
    before = session.session_key

    sign_in()

    assert client.session.session_key != before


def test_wrong_password_and_unknown_login_get_the_same_answer(sign_in, lea):
    wrong, unknown = sign_in(password="non"), sign_in(login="personne")

    assert WRONG in wrong.text
    assert WRONG in unknown.text
    assert (wrong.status_code, unknown.status_code) == (200, 200)


def test_password_is_not_sent_back(sign_in, lea):
    assert "secret de polichinelle" not in sign_in(password="secret de polichinelle").text


def test_login_typed_is_kept_as_typed_and_escaped(sign_in):
    response = sign_in(login='<script>alert("1")</script>')

    assert "&lt;script&gt;alert(" in response.text
    assert "<script>alert(" not in response.text


def test_empty_form_says_what_to_type(sign_in):
    text = sign_in("", "").text

    assert "Deux points à corriger" in text
    assert "Saisissez votre adresse e-mail ou votre identifiant." in text
    assert "Saisissez votre mot de passe." in text


def test_ten_wrong_passwords_ask_for_a_wait_then_the_right_one_passes(sign_in, lea, clock):
    for _ in range(10):
        sign_in(password="non")

    assert "Réessayez dans 2 minutes." in sign_in().text

    clock.shift(timedelta(minutes=2, seconds=1))
    assert sign_in().status_code == 302


def test_unknown_login_waits_like_a_real_one(sign_in):
    for _ in range(10):
        sign_in("personne")

    assert "Réessayez dans 2 minutes." in sign_in("personne").text


def test_both_logins_of_a_person_have_one_count(sign_in, lea):
    for login in ["lea@exemple.fr", "lea.fontaine0412"] * 5:
        sign_in(login, "non")

    assert "Réessayez" in sign_in("lea@exemple.fr").text


def test_thirty_wrong_passwords_block_until_the_support_unblocks(sign_in, lea, clock, support):
    for _ in range(30):
        sign_in(password="non")
        clock.shift(timedelta(hours=1, seconds=1))

    assert "L’assistance de la plateforme peut le débloquer" in sign_in().text

    lea.unlock(by=support)
    assert sign_in().status_code == 302


def test_right_password_starts_the_count_again(client, sign_in, lea):
    for _ in range(2):
        for _ in range(9):
            sign_in(password="non")
        assert sign_in().status_code == 302
        client.logout()


def test_class_behind_one_address_is_not_locked_out(client, sign_in):
    """SEC-05: 35 good sign-ins and 10 typing mistakes in five minutes from one address."""
    pupils = [UserFactory() for _ in range(35)]

    for pupil in pupils[:10]:
        sign_in(pupil.username, "faute de frappe")
    answers = []
    for pupil in pupils:
        answers.append(sign_in(pupil.username).status_code)
        client.logout()

    assert answers == [302] * 35


def test_address_that_tries_everybody_is_made_to_wait(sign_in, lea):
    for _ in range(ADDRESS.free):
        Guesses.objects.count_one(ADDRESS, "10.0.0.1")

    assert "Réessayez" in sign_in().text
    assert sign_in(address="10.0.0.2").status_code == 302


def test_address_said_by_the_visitor_is_not_believed(client, lea):
    for n in range(10):
        client.post(
            SIGN_IN,
            {"login": "lea@exemple.fr", "password": "non"},
            headers={"x-forwarded-for": f"10.1.1.{n}"},
        )

    response = client.post(SIGN_IN, {"login": "lea@exemple.fr", "password": PASSWORD})
    assert "Réessayez" in response.text


def test_address_a_person_no_longer_has_opens_nothing(sign_in, lea):
    # The library keeps the addresses that a school once vouched for.
    EmailAddress.objects.create(user=lea, email="lea@exemple.fr", verified=True, primary=True)
    User.objects.filter(pk=lea.pk).update(email="nouvelle@exemple.fr")

    assert WRONG in sign_in("lea@exemple.fr").text
    assert sign_in("nouvelle@exemple.fr").status_code == 302


def test_school_that_mistypes_all_day_is_not_shut_out(clock):
    refused = 0
    for _ in range(24 * 60):
        refused += Guesses.objects.count_one(ADDRESS, "10.0.0.1") is not None
        clock.shift(timedelta(minutes=1))

    assert refused == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
    ],
)
def test_visitor_does_not_choose_among_addresses(address, network):
    assert network_of(address) == network


def test_closed_account_is_told_so(client, sign_in, lea):
    lea.is_active = False
    lea.save()

    assert sign_in()["Location"] == reverse("account_inactive")
    assert "Ce compte est fermé" in client.get(reverse("account_inactive")).text


def test_signed_in_person_leaves_by_a_post(client, sign_in, lea):
    sign_in()

    assert "Se déconnecter" in client.get(reverse("account_logout")).text
    client.post(reverse("account_logout"))

    gate = client.get(reverse("accounts:home"))
    assert gate["Location"].startswith(SIGN_IN)


def test_second_factor_is_asked_and_its_code_opens(client, sign_in, support):
    assert sign_in(support.username)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("admin:index")).status_code == 302

    response = client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert response["Location"] == reverse("accounts:home")
    assert client.get(reverse("admin:index")).status_code == 200


def test_wrong_code_is_refused_in_french(client, sign_in, support):
    sign_in(support.username)

    response = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "Code incorrect" in response.text


def test_code_serves_once_as_long_as_it_lives(client, sign_in, support, clock):
    code, answers = code_now(), []
    for _ in range(3):
        sign_in(support.username)
        answers.append(client.post(reverse("mfa_authenticate"), {"code": code}).status_code)
        client.post(reverse("account_logout"))
        clock.shift(29)

    assert answers == [302, 200, 200]


def test_wrong_codes_ask_for_a_wait_and_losing_the_cache_forgives_none(client, sign_in, support):
    for _ in range(5):
        sign_in(support.username)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        cache.clear()

    sign_in(support.username)
    assert "Réessayez" in client.post(reverse("mfa_authenticate"), {"code": code_now()}).text


def test_second_factor_activated_twice_leads_to_the_codes(client, sign_in, support):
    sign_in(support.username)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert response["Location"] == reverse("mfa_view_recovery_codes")


def test_newcomer_meets_password_then_terms_then_the_way_is_free(client, sign_in, support):
    newcomer = NewcomerFactory()
    password = newcomer.give_temporary_password(by=support)
    change, terms, home = map(
        reverse, ["account_change_password", "accounts:terms", "accounts:home"]
    )

    sign_in(newcomer.username, password)
    assert client.get(home)["Location"].startswith(change)
    new = {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD}
    client.post(change, new)
    assert client.get(home)["Location"].startswith(terms)
    client.post(terms, {"accepted": "on"})

    assert client.get(home).status_code == 200


def test_temporary_password_cannot_be_kept(client, sign_in, support):
    newcomer = NewcomerFactory()
    password = newcomer.give_temporary_password(by=support)
    sign_in(newcomer.username, password)

    same = {"oldpassword": password, "password1": password, "password2": password}
    response = client.post(reverse("account_change_password"), same)

    assert "choisissez-en un autre" in response.text


def test_terms_must_be_ticked(client, sign_in):
    sign_in(NewcomerFactory().username)

    response = client.post(reverse("accounts:terms"))

    assert "Cochez la case pour continuer." in response.text


def test_back_office_without_second_factor_leads_to_it(client, sign_in, support):
    support.remove_second_factor(by=support)

    sign_in(support.username)

    gate = client.get(reverse("admin:index"))
    assert gate["Location"].startswith(reverse("mfa_activate_totp"))


def test_second_factor_is_activated_with_the_code_of_its_key(client, sign_in, support):
    support.remove_second_factor(by=support)
    sign_in(support.username)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]

    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).text.count("<li><code>") == 10
    assert client.get(reverse("admin:index")).status_code == 200


def test_back_office_cannot_remove_its_second_factor(client, sign_in, support):
    sign_in(support.username)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    client.post(reverse("mfa_deactivate_totp"))

    assert support.has_second_factor
