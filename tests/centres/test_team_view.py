from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from centres.invitations import Invitation
from centres.models import Membership
from core.journal import JournalEntry
from core.mail import Mail
from tests.factories import InvitationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(centre):
    return lambda name, *args: reverse(f"centres:{name}", args=[centre.pk, *args])


@pytest.fixture
def member(centre, assistant):
    return centre.memberships.get(user=assistant)


@pytest.mark.parametrize("rows", [1, 3])
def test_team_costs_the_same_whatever_its_size(rows, nadia, at, centre, django_assert_num_queries):
    MembershipFactory.create_batch(rows, centre=centre)
    MembershipFactory.create_batch(rows, centre=centre, is_active=False)
    InvitationFactory.create_batch(rows, centre=centre)
    nadia.get(at("team"))

    with django_assert_num_queries(6):
        nadia.get(at("team"))


def test_team_shows_members_invitations_and_former_members(nadia, at, centre, member):
    InvitationFactory(centre=centre, email="kim@exemple.fr")
    MembershipFactory(centre=centre, is_active=False, user__last_name="Partie")

    page = nadia.get(at("team")).text

    assert [word in page for word in ("Ferrand", "Œhler", "kim@exemple.fr", "Partie")] == [True] * 4
    assert "Inviter" in page
    assert at("remove_member", member.pk) in page


def test_assistant_reads_the_team_and_can_only_leave(signed_in, assistant, at, centre, manager):
    invitation = InvitationFactory(centre=centre)

    page = signed_in(assistant).get(at("team")).text

    assert "Ferrand" in page
    assert invitation.email in page
    assert at("leave") in page
    assert "Inviter" not in page
    assert "Renvoyer" not in page
    assert "retirer/" not in page


def test_person_alone_is_advised_to_invite(nadia, at):
    assert "ne dépendra pas d’une seule" in nadia.get(at("team")).text


def test_expired_invitation_says_so(nadia, at, centre):
    InvitationFactory(centre=centre, sent_at=timezone.now() - timedelta(days=8))

    assert "Expirée" in nadia.get(at("team")).text


def test_several_addresses_are_invited_at_once(nadia, at, centre):
    typed = "Kim@Exemple.fr, Léa Fontaine <lea@exemple.fr>;\n zoe@exemple.fr kim@exemple.fr"

    page = nadia.post(at("invite"), {"addresses": typed, "role": "manager"}, follow=True)

    assert page.redirect_chain[-1][0] == at("team")
    assert "3 invitations partent" in page.text
    assert set(centre.invitations.values_list("email", "role")) == {
        ("kim@exemple.fr", "manager"),
        ("lea@exemple.fr", "manager"),
        ("zoe@exemple.fr", "manager"),
    }
    assert Mail.objects.count() == 3


def test_every_bad_address_is_named_and_nothing_is_sent(nadia, at, centre, assistant):
    InvitationFactory(centre=centre, email="kim@exemple.fr")
    typed = f"bonne@exemple.fr\nlea@\n{assistant.email}\nKIM@exemple.fr\n<script>\nя@пример.рф"

    page = nadia.post(at("invite"), {"addresses": typed, "role": "assistant"}).text

    assert "5 points à corriger" in page
    for fault in (
        "lea@\u202f» n’est pas une adresse e-mail",
        f"{assistant.email}\u202f» est déjà dans l’équipe",
        "KIM@exemple.fr\u202f» a déjà une invitation",
        "script\u202f» n’est pas",
        "я@пример.рф\u202f» n’est pas",
    ):
        assert fault in page
    assert "bonne@exemple.fr\nlea@" in page
    assert centre.invitations.count() == 1
    assert not Mail.objects.exists()


def test_former_member_may_be_invited(nadia, at, centre, member):
    Membership.objects.filter(pk=member.pk).update(is_active=False)

    nadia.post(at("invite"), {"addresses": member.user.email, "role": "assistant"})

    assert centre.invitations.get().email == member.user.email


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", "Saisissez au moins une adresse"),
        (" ; ,\n", "Saisissez au moins une adresse"),
        ("\n".join(f"p{n}@exemple.fr" for n in range(51)), "51 adresses"),
        ("x" * 5000, "n’est pas une adresse"),
        ("a\x00@exemple.fr", "caractère"),
    ],
)
def test_odd_lists_are_refused_beside_the_field(nadia, at, typed, complaint):
    page = nadia.post(at("invite"), {"addresses": typed, "role": "assistant"}).text

    assert complaint in page
    assert not Invitation.objects.exists()


def test_fifty_are_invited_at_once(nadia, at):
    typed = ",".join(f"p{n}@exemple.fr" for n in range(50))

    nadia.post(at("invite"), {"addresses": typed, "role": "assistant"})

    assert Mail.objects.count() == 50


@pytest.mark.parametrize("role", ["", "king"])
def test_function_must_be_chosen(nadia, at, role):
    page = nadia.post(at("invite"), {"addresses": "kim@exemple.fr", "role": role})

    assert "Un point à corriger" in page.text
    assert not Invitation.objects.exists()


def test_invite_form_posted_twice_sends_once(nadia, at):
    data = {"addresses": "kim@exemple.fr", "role": "assistant"}

    nadia.post(at("invite"), data)
    page = nadia.post(at("invite"), data)

    assert "a déjà une invitation" in page.text
    assert Mail.objects.count() == 1


def test_invitation_is_sent_again(nadia, at, centre):
    invitation = InvitationFactory(centre=centre, sent_at=timezone.now() - timedelta(days=8))

    page = nadia.post(at("invite_again", invitation.pk), follow=True)

    assert f"Un nouveau lien part vers {invitation.email}" in page.text
    assert Mail.objects.count() == 1
    invitation.refresh_from_db()
    assert invitation.is_open


def test_invitation_is_cancelled_once(nadia, at, centre):
    invitation = InvitationFactory(centre=centre)

    first = nadia.post(at("cancel_invitation", invitation.pk), follow=True)
    second = nadia.post(at("cancel_invitation", invitation.pk), follow=True)

    assert "est annulée" in first.text
    assert "n’est plus en attente" in second.text
    assert invitation.email not in nadia.get(at("team")).text


@pytest.mark.parametrize("name", ["invite_again", "cancel_invitation", "give_role"])
def test_deeds_are_not_done_by_following_a_link(nadia, at, member, name):
    assert nadia.get(at(name, member.pk)).status_code == 405


@pytest.mark.parametrize("name", ["team", "card"])
def test_pages_to_read_take_nothing(nadia, at, name):
    assert nadia.post(at(name)).status_code == 405


def test_removal_is_confirmed_on_a_page_that_names_the_person(nadia, at, centre, member):
    page = nadia.get(at("remove_member", member.pk))

    assert "Œhler" in page.text
    assert centre.memberships.active().count() == 2


def test_removed_person_sees_nothing_from_the_next_request(
    nadia, at, client, signed_in, member, manager
):
    page = nadia.post(at("remove_member", member.pk), follow=True)
    again = nadia.post(at("remove_member", member.pk), follow=True)

    assert "ne fait plus partie de l’équipe" in page.text
    assert again.status_code == 200
    assert JournalEntry.objects.filter(verb="remove_member").count() == 1
    assert signed_in(member.user).get(at("team")).status_code == 404


def test_removal_is_undone(nadia, at, centre, member):
    page = nadia.post(at("remove_member", member.pk), follow=True)
    assert page.text.count(at("restore_member", member.pk)) == 2

    page = nadia.post(at("restore_member", member.pk), follow=True)

    assert "de nouveau dans l’équipe" in page.text
    assert centre.memberships.active().count() == 2


def test_hostile_name_is_shown_as_typed(nadia, at, member):
    type(member.user).objects.filter(pk=member.user_id).update(last_name="<script>x</script>")

    page = nadia.post(at("remove_member", member.pk), follow=True)

    assert "<script>x" not in page.text
    assert "&lt;script&gt;x" in page.text


def test_nobody_removes_oneself_by_the_address_for_others(nadia, at, centre, manager):
    own = centre.memberships.get(user=manager)
    MembershipFactory(centre=centre)

    assert nadia.post(at("remove_member", own.pk)).status_code == 404


def test_one_leaves_by_oneself(signed_in, assistant, at, manager):
    browser = signed_in(assistant)
    assert "Quitter l’équipe" in browser.get(at("leave")).text

    page = browser.post(at("leave"), follow=True)

    assert page.redirect_chain[0][0] == reverse("centres:home")
    assert "Vous ne faites plus partie de l’équipe" in page.text
    assert browser.get(at("team")).status_code == 404


def test_last_manager_who_leaves_is_told_what_to_do(nadia, at, centre, manager):
    page = nadia.post(at("leave"), follow=True)

    assert "donnez d’abord cette fonction à quelqu’un d’autre" in page.text
    assert centre.managers.get().user == manager


def test_function_is_given(nadia, at, centre, member):
    page = nadia.post(at("give_role", member.pk), {"role": "manager"}, follow=True)

    assert "Nouvelle fonction de François-Xavier Œhler\u00a0: Référent Pix" in page.text
    assert centre.managers.count() == 2


def test_last_manager_keeps_the_function(nadia, at, centre, manager):
    own = centre.memberships.get(user=manager)

    page = nadia.post(at("give_role", own.pk), {"role": "assistant"}, follow=True)

    assert "Un centre garde toujours un référent Pix" in page.text
    assert centre.managers.get() == own


@pytest.mark.parametrize("data", [{}, {"role": "king"}])
def test_unknown_function_is_refused(nadia, at, member, data):
    page = nadia.post(at("give_role", member.pk), data, follow=True)

    assert "Cette fonction n’existe pas" in page.text
    member.refresh_from_db()
    assert member.role == "assistant"


def test_card_of_the_space_comes_first_on_the_account(signed_in, manager, centre):
    page = signed_in(manager).get(reverse("accounts:home")).text

    assert page.index("Espace centre") < page.index("Mon profil")


def test_person_of_no_centre_has_no_card_of_the_space(signed_in, centre):
    former = MembershipFactory(centre=centre, is_active=False).user

    assert "Espace centre" not in signed_in(former).get(reverse("accounts:home")).text
    assert "Espace centre" not in signed_in(UserFactory()).get(reverse("accounts:home")).text
