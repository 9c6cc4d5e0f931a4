"""The pages of a centre's team, of its invitations and of its card, in their states."""

from datetime import timedelta

from django.utils import timezone

from centres.invitations import Invitation
from centres.models import Centre
from tests.e2e.stage import LONG_NAME, state
from tests.factories import CentreFactory, InvitationFactory, MembershipFactory, UserFactory

LONG_ADDRESS = "marie-anne.josephine-hippolyte.de-la-tour@academie-aix-marseille.exemple.fr"


def in_centre(stage, role="manager", **names):
    """Somebody of a centre's team, signed in."""
    user = UserFactory(first_name="Nadia", last_name="Ferrand")
    centre = CentreFactory(name="Lycée Aimé-Césaire", **names)
    MembershipFactory(user=user, centre=centre, role=role)
    stage.sign_in(user)
    return centre


def full_team(centre):
    MembershipFactory(centre=centre, user__first_name=LONG_NAME, role="assistant")
    MembershipFactory(centre=centre, user__email=LONG_ADDRESS)
    MembershipFactory(centre=centre, user__first_name=LONG_NAME, is_active=False)
    week = timezone.now() - timedelta(days=8)
    InvitationFactory(centre=centre, email=LONG_ADDRESS, invited_by__first_name=LONG_NAME)
    InvitationFactory(centre=centre, email="kim@exemple.fr", sent_at=week, role="manager")


@state
def team(stage):
    centre = in_centre(stage)
    full_team(centre)
    stage.visit("centres:team", centre=centre.pk)


@state
def team_for_an_assistant(stage):
    centre = in_centre(stage, "assistant")
    full_team(centre)
    stage.visit("centres:team", centre=centre.pk)


@state
def team_of_one(stage):
    stage.visit("centres:team", centre=in_centre(stage).pk)


@state
def member_to_remove(stage):
    centre = in_centre(stage)
    full_team(centre)
    stage.visit("centres:team", centre=centre.pk)
    stage.page.get_by_role("link", name=f"Retirer {LONG_NAME}").first.click()


@state
def member_to_remove_without_script(stage):
    centre = in_centre(stage)
    member = MembershipFactory(centre=centre, user__first_name=LONG_NAME)
    stage.visit("centres:remove_member", centre=centre.pk, member=member.pk)


@state
def member_removed(stage):
    member_to_remove_without_script(stage)
    stage.press("Retirer de l’équipe")


@state
def team_to_leave(stage):
    stage.visit("centres:leave", centre=in_centre(stage).pk)


@state
def last_manager_does_not_leave(stage):
    team_to_leave(stage)
    stage.press("Quitter l’équipe")


@state
def invite_with_errors(stage):
    centre = in_centre(stage)
    full_team(centre)
    stage.visit("centres:invite", centre=centre.pk)
    stage.page.get_by_label("Adresses e-mail").fill(
        f"lea@\n{'x' * 300}\n{LONG_ADDRESS}, kim@exemple.fr"
    )
    stage.press("Inviter")


def invitation(**fields):
    return InvitationFactory(
        email="kim-anh@exemple.fr",
        centre=CentreFactory(name=f"Lycée {LONG_NAME}", reunion=True),
        invited_by__first_name=LONG_NAME,
        **fields,
    )


@state
def join_with_a_new_account_and_errors(stage):
    stage.visit(invitation().path)
    stage.press("Ouvrir mon compte et rejoindre")


@state
def join_after_signing_in(stage):
    UserFactory(email="kim-anh@exemple.fr")
    stage.visit(invitation().path)


@state
def join(stage):
    stage.sign_in(UserFactory(email="kim-anh@exemple.fr"))
    stage.visit(invitation().path)


@state
def join_with_another_account(stage):
    stage.sign_in(UserFactory(first_name=LONG_NAME))
    stage.visit(invitation().path)


@state
def join_with_a_forged_link(stage):
    stage.visit("centres:join", token="forged")


@state
def join_with_an_old_link(stage):
    invitation(sent_at=timezone.now() - timedelta(days=8))
    stage.visit(Invitation.objects.get().path)


@state
def join_with_a_cancelled_link(stage):
    stage.visit(invitation(state="cancelled").path)


@state
def join_with_a_used_link(stage):
    user = UserFactory(email="kim-anh@exemple.fr")
    stage.visit(invitation(state="accepted", accepted_by=user).path)


@state
def card_of_the_centre(stage):
    centre = in_centre(stage, head=LONG_NAME, contact_email=LONG_ADDRESS, uai="0750001U")
    stage.visit("centres:card", centre=centre.pk)


@state
def card_changed_by_another_and_mistyped(stage):
    centre = in_centre(stage)
    stage.visit("centres:card_edit", centre=centre.pk)
    Centre.objects.update(town="Montreuil", street=LONG_NAME)
    stage.page.get_by_label("Adresse", exact=True).fill("1 rue Neuve")
    stage.page.get_by_label("Téléphone").fill("douze")
    stage.press("Enregistrer")
