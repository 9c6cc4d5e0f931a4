import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from centres.actions import invite, join
from centres.invitations import Invitation
from core.journal import JournalEntry
from core.mail import Mail
from core.states import IllegalTransition
from core.tasks import sweep
from tests.factories import CentreFactory, InvitationFactory, MembershipFactory, UserFactory
from tests.threads import all_at_once

pytestmark = pytest.mark.django_db
KIM = "kim-anh@exemple.fr"


@pytest.fixture
def invitation(centre, manager):
    return invite(centre, KIM, "assistant", by=manager)


@pytest.fixture
def kim():
    return UserFactory(username="kim-anh", email=KIM)


def test_invitation_is_a_mail_with_a_link(centre, manager, mailoutbox, time_machine):
    time_machine.move_to("2026-11-21T10:05:00Z", tick=False)

    invitation = invite(centre, KIM, "assistant", by=manager)
    sweep()

    [mail] = mailoutbox
    assert mail.to == [KIM]
    assert mail.subject == "Invitation à rejoindre une équipe, Lycée Aimé-Césaire"
    assert "Nadia Ferrand vous invite" in mail.body
    assert "Fonction\u00a0: Assistant" in mail.body
    assert "28 novembre 2026 à 11\u00a0h\u00a005 (heure de Paris)" in mail.body
    assert re.search(r"https://pix-certif\.example(\S+)", mail.body)[1] == invitation.path


def test_hour_in_the_mail_is_the_centres(other_centre, stranger, mailoutbox, time_machine):
    time_machine.move_to("2026-11-21T10:05:00Z", tick=False)

    invite(other_centre, KIM, "manager", by=stranger)
    sweep()

    assert "à 14\u00a0h\u00a005 (heure de La Réunion)" in mailoutbox[0].body


def test_text_of_the_mail_is_forgotten_once_sent(invitation):
    sweep()

    assert Mail.objects.get().body == ""


def test_hostile_names_are_plain_text_in_the_mail(manager, mailoutbox):
    place = CentreFactory(name="<b>Lycée & Cie</b>\nBcc: x@exemple.fr")

    invite(place, KIM, "assistant", by=manager)
    sweep()

    assert "\n" not in mailoutbox[0].subject
    assert "<b>Lycée & Cie</b>" in mailoutbox[0].body


def test_asked_twice_sent_once(centre, manager, invitation):
    again = invite(centre, KIM, "manager", by=manager)

    assert again == invitation
    assert Mail.objects.count() == 1
    assert JournalEntry.objects.about(centre).get().verb == "invite"


def test_expired_one_is_sent_again_with_the_new_function(centre, manager, invitation, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=8))

    invite(centre, KIM, "manager", by=manager)

    invitation.refresh_from_db()
    assert (invitation.is_open, invitation.role) == (True, "manager")
    assert Mail.objects.count() == 2


def test_link_opens_its_invitation_only(invitation):
    assert Invitation.objects.by_token(invitation.token) == invitation
    assert Invitation.objects.by_token(invitation.token[:-1]) is None
    assert Invitation.objects.by_token("") is None


def test_link_is_good_for_seven_days(invitation, time_machine):
    time_machine.move_to(invitation.sent_at + timedelta(days=7, seconds=-5))
    assert invitation.is_open

    time_machine.move_to(invitation.sent_at + timedelta(days=7))
    assert not invitation.is_open


def test_sent_again_the_older_link_opens_nothing(invitation, manager, time_machine):
    old = invitation.token
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    invitation.send_again(by=manager)

    assert Invitation.objects.by_token(old) is None
    assert Invitation.objects.by_token(invitation.token) == invitation
    assert Mail.objects.count() == 2


def test_pressed_twice_it_is_sent_again_once(invitation, manager, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    invitation.send_again(by=manager)
    Invitation.objects.get().send_again(by=manager)

    assert Mail.objects.count() == 2


@pytest.mark.parametrize("verb", ["cancel", "send_again"])
def test_nothing_is_done_with_an_invitation_that_is_over(invitation, manager, kim, verb):
    join(invitation, kim)

    with pytest.raises(IllegalTransition):
        getattr(invitation, verb)(by=manager)

    assert Invitation.objects.get().state == "accepted"


def test_cancelled_invitation_lets_another_be_sent(centre, manager, invitation):
    invitation.cancel(by=manager)

    assert invite(centre, KIM, "manager", by=manager) != invitation
    verbs = JournalEntry.objects.about(centre).values_list("verb", flat=True)
    assert list(verbs) == ["invite", "cancel_invitation", "invite"]


def test_person_joins_with_the_function_offered(centre, invitation, kim):
    join(invitation, kim)

    assert centre.memberships.get(user=kim).role == "assistant"
    assert Invitation.objects.get().accepted_by == kim
    assert JournalEntry.objects.about(centre).first().verb == "join"


def test_former_member_comes_back_with_the_new_function(centre, manager, kim):
    MembershipFactory(centre=centre, user=kim, is_active=False, role="manager")

    join(invite(centre, KIM, "assistant", by=manager), kim)

    member = centre.memberships.get(user=kim)
    assert (member.is_active, member.role) == (True, "assistant")


def test_manager_who_joins_again_stays_manager(centre, manager):
    join(invite(centre, manager.email, "assistant", by=manager), manager)

    assert centre.managers.get().user == manager


def test_invitation_is_used_once(invitation, kim):
    join(invitation, kim)

    with pytest.raises(IllegalTransition):
        join(Invitation.objects.get(), UserFactory())


def test_one_pending_invitation_for_an_address(centre):
    InvitationFactory(centre=centre, email=KIM)

    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(centre=centre, email=KIM)


@pytest.mark.parametrize(
    "fields", [{"role": "king"}, {"state": "accepted"}, {"state": "cancelled", "accepted_by": 1}]
)
def test_database_refuses_nonsense(invitation, manager, fields):
    if "accepted_by" in fields:
        fields = {**fields, "accepted_by": manager}

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(**fields)


def test_address_is_masked_for_other_eyes(invitation):
    assert invitation.masked_email == "k•••@exemple.fr"


def use_one_of(people, pk):
    return join(Invitation.objects.get(pk=pk), people.pop())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_link_used_by_two_at_once_makes_one_member():
    for _ in range(20):
        invitation = InvitationFactory()
        people = UserFactory.create_batch(2)

        results = all_at_once(2, use_one_of, people, invitation.pk)

        assert sum(isinstance(each, IllegalTransition) for each in results) == 1
        assert invitation.centre.memberships.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_address_invited_by_two_at_once_gets_one_mail():
    for _ in range(20):
        centre, by = CentreFactory(), UserFactory()

        all_at_once(2, lambda centre, by: invite(centre, KIM, "assistant", by=by), centre, by)

        assert centre.invitations.count() == 1
    assert Mail.objects.count() == 20


def test_link_is_the_address_of_the_page(invitation):
    assert invitation.path == reverse("centres:join", args=[invitation.token])
