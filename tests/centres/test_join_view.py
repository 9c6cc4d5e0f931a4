import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from centres.actions import join
from centres.invitations import Invitation
from centres.models import Membership
from tests.factories import (
    PASSWORD,
    InvitationFactory,
    MembershipFactory,
    NewcomerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
KIM = "kim-anh@exemple.fr"
ACCOUNT = {"first_name": "Kim-Anh", "last_name": "Nguyễn", "password1": PASSWORD}
ACCOUNT["password2"] = PASSWORD


@pytest.fixture
def invitation(centre, manager):
    return InvitationFactory(centre=centre, email=KIM, invited_by=manager)


@pytest.fixture
def kim():
    return UserFactory(username="kim-anh", email=KIM)


def test_newcomer_opens_an_account_and_joins(client, invitation, centre):
    page = client.get(invitation.path)
    assert [each in page.text for each in (KIM, centre.name, "Assistant")] == [True] * 3

    answer = client.post(invitation.path, ACCOUNT, follow=True)

    user = User.objects.get(email=KIM)
    assert centre.memberships.get(user=user).role == "assistant"
    space = reverse("sessions:dashboard", args=[centre.pk])
    assert answer.redirect_chain == [(reverse("account_login", query={"next": space}), 302)]
    assert "Votre compte est ouvert et vous faites partie de l’équipe" in answer.text
    signed = client.post(answer.redirect_chain[0][0], {"login": KIM, "password": PASSWORD})
    assert signed["Location"] == space
    terms = client.get(space)
    assert terms["Location"] == reverse("accounts:terms", query={"next": space})


def test_account_is_made_with_the_membership_or_not_at_all(client, invitation, monkeypatch):
    Invitation.objects.filter(pk=invitation.pk).update(state="cancelled")
    monkeypatch.setattr(Invitation, "is_open", True)

    answer = client.post(invitation.path, ACCOUNT)
    monkeypatch.undo()

    assert answer["Location"] == invitation.path
    assert not User.objects.filter(email=KIM).exists()
    assert "a été annulée" in client.get(invitation.path).text


@pytest.mark.parametrize(
    "change", [{"first_name": ""}, {"password2": "autre"}, {"password1": "x", "password2": "x"}]
)
def test_faults_are_said_and_nothing_is_made(client, invitation, change):
    page = client.post(invitation.path, {**ACCOUNT, **change})

    assert "à corriger" in page.text
    assert not User.objects.filter(email=KIM).exists()
    assert Invitation.objects.get().state == "pending"


def test_account_made_by_two_presses_is_one(client, invitation, centre):
    client.post(invitation.path, ACCOUNT)
    page = client.post(invitation.path, ACCOUNT)

    assert "a déjà servi" in page.text
    assert centre.memberships.filter(user__email=KIM).count() == 1


def test_person_with_an_account_signs_in_and_comes_back(client, invitation, kim, centre):
    page = client.get(invitation.path)
    assert "a déjà un compte" in page.text
    there = re.search(r'href="(\S+\?next=\S+)"', page.text)[1]

    answer = client.post(there, {"login": KIM, "password": PASSWORD})

    assert answer["Location"] == invitation.path
    assert "Rejoindre" in client.get(invitation.path).text
    assert not centre.memberships.filter(user=kim).exists()


def test_nobody_joins_for_an_account_without_signing_in(client, invitation, kim):
    client.post(invitation.path, ACCOUNT)

    assert not Membership.objects.filter(user=kim).exists()


def test_person_signed_in_joins_by_a_button(signed_in, invitation, kim, centre):
    browser = signed_in(kim)
    page = browser.get(invitation.path)
    assert [each in page.text for each in (centre.name, "Assistant", "Nadia")] == [True] * 3

    answer = browser.post(invitation.path)

    assert answer["Location"] == reverse("sessions:dashboard", args=[centre.pk])
    assert centre.memberships.get(user=kim).is_active


def test_first_steps_do_not_lose_the_link(signed_in, invitation, centre):
    kim = NewcomerFactory(email=KIM)
    kim.give_temporary_password(by=kim)
    browser = signed_in(kim)
    assert "Rejoindre" in browser.get(invitation.path).text

    space = browser.post(invitation.path)["Location"]

    assert space == reverse("sessions:dashboard", args=[centre.pk])
    step = browser.get(space)["Location"]
    assert step == reverse("account_change_password", query={"next": space})


def test_somebody_else_is_told_whom_it_is_for(signed_in, invitation):
    other = UserFactory(first_name="Karim", email="karim@exemple.fr")
    browser = signed_in(other)

    page = browser.post(invitation.path).text

    assert "k•••@exemple.fr" in page
    assert KIM not in page
    assert "karim@exemple.fr" in page
    assert not Membership.objects.filter(user=other).exists()
    answer = browser.post(reverse("account_logout"), {"next": invitation.path})
    assert answer["Location"] == invitation.path


def test_person_without_address_is_told_what_to_do(signed_in, invitation):
    page = signed_in(UserFactory(email=None)).get(invitation.path)

    assert "l’assistance peut l’ajouter" in page.text


@pytest.mark.parametrize("who", ["anonymous", "kim", "other"])
@pytest.mark.parametrize("case", ["forged", "superseded", "cancelled", "accepted", "expired"])
def test_link_that_no_longer_opens_says_why_and_shows_a_way_out(
    client, signed_in, invitation, kim, manager, time_machine, case, who
):
    path = invitation.path
    if case == "superseded":
        Invitation.objects.update(sent_at=timezone.now())
    elif case == "cancelled":
        invitation.cancel(by=manager)
    elif case == "accepted":
        join(invitation, kim)
    elif case == "expired":
        Invitation.objects.update(sent_at=timezone.now() - timedelta(days=8))
        path = Invitation.objects.get().path
    else:
        path = reverse("centres:join", args=["forged:link:é"])
    browser = {"anonymous": lambda: client, "kim": lambda: signed_in(kim)}.get(
        who, lambda: signed_in(UserFactory())
    )()

    page = browser.post(path)

    words = {
        "forged": "n’ouvre aucune invitation",
        "superseded": "un lien plus récent",
        "cancelled": "a été annulée",
        "accepted": "a déjà servi",
        "expired": "n’est plus valable",
    }
    assert words[case] in page.text
    assert ("Se connecter" if who == "anonymous" else "Espace centre") in page.text
    assert Membership.objects.filter(user=kim).count() == (case == "accepted")


def test_second_tab_is_told_what_happened(signed_in, invitation, kim, monkeypatch):
    browser = signed_in(kim)
    join(Invitation.objects.get(), kim)
    monkeypatch.setattr(Invitation, "is_open", True)

    answer = browser.post(invitation.path)
    monkeypatch.undo()

    assert "a déjà servi" in browser.get(answer["Location"]).text


def test_page_is_kept_nowhere(client, invitation):
    assert "no-store" in client.get(invitation.path)["Cache-Control"]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, invitation, method):
    assert getattr(client, method)(invitation.path).status_code == 405


def test_hour_shown_is_the_centres(client, other_centre):
    sent_at = timezone.now().replace(hour=12, minute=0)
    invitation = InvitationFactory(centre=other_centre, sent_at=sent_at - timedelta(days=1))

    assert "16\u00a0h\u00a000 (heure de La Réunion)" in client.get(invitation.path).text


def test_member_who_is_there_already_joins_without_harm(signed_in, invitation, kim, centre):
    MembershipFactory(user=kim, centre=centre, role="manager")

    signed_in(kim).post(invitation.path)

    assert centre.memberships.get(user=kim).role == "manager"
