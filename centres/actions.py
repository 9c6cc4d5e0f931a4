"""Verbs of the team that take several rows: invite, join."""

from django.db import transaction

from centres.models import Invitation
from core.journal import record


@transaction.atomic
def invite(centre, email, role, *, by):
    """A link by mail for an address that may have no account yet; asked twice, sent once."""
    invitation, created = Invitation.objects.get_or_create(
        centre=centre, email=email, state="pending", defaults={"role": role, "invited_by": by}
    )
    if created:
        record("invite", centre, by=by, email=email, role=role)
        invitation.post()
    elif not invitation.is_open:
        invitation.send_again(by=by, role=role)
    return invitation


@transaction.atomic
def invite_all(centre, emails, role, *, by):
    """All of them, or none."""
    return [invite(centre, email, role, by=by) for email in emails]


@transaction.atomic
def join(invitation, user):
    """Make this person a member; of two that use one link, the second gets IllegalTransition.

    Whoever is in the team already keeps their function: the last référent stays one.
    """
    invitation.move_to(Invitation.State.ACCEPTED, by=user, accepted_by=user)
    centre = invitation.centre.hold()
    membership, created = centre.memberships.get_or_create(
        user=user, defaults={"role": invitation.role}
    )
    if not created:
        centre.memberships.former().filter(user=user).update(role=invitation.role, is_active=True)
        membership.refresh_from_db()
    record("join", centre, by=user, role=membership.role)
    return membership
