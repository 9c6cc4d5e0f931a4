"""The team of a centre: who works there, who is invited, who has left."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centres.access import for_managers, for_team
from centres.actions import invite_all
from centres.invitations import TeamRole
from centres.models import LastManager
from centres.team_forms import InviteForm, RoleForm
from core.states import IllegalTransition

LAST = (
    "Un centre garde toujours un référent Pix\N{NO-BREAK SPACE}: donnez d’abord cette fonction à "
    "quelqu’un d’autre."
)


@require_safe
@for_team
def team(request, centre):
    context = {
        "centre": centre,
        "members": centre.memberships.active().select_related("user"),
        "former": centre.memberships.former().select_related("user"),
        "invitations": centre.invitations.pending().select_related("invited_by"),
    }
    return render(request, "centres/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def invite(request, centre):
    form = InviteForm(centre, request.POST if request.method == "POST" else None)
    if form.is_valid():
        emails, role = form.cleaned_data["addresses"], form.cleaned_data["role"]
        invite_all(centre, emails, role, by=request.user)
        number = f"{len(emails)} invitations partent" if len(emails) > 1 else "L’invitation part"
        messages.success(request, f"{number} à l’instant, pour sept jours.")
        return redirect("centres:team", centre.pk)
    return render(request, "centres/invite.html", {"centre": centre, "form": form})


@require_POST
@for_managers
def invite_again(request, centre, invitation):
    invitation = get_object_or_404(centre.invitations, pk=invitation)
    return _do(
        request, centre, invitation.send_again, f"Un nouveau lien part vers {invitation.email}."
    )


@require_POST
@for_managers
def cancel_invitation(request, centre, invitation):
    invitation = get_object_or_404(centre.invitations, pk=invitation)
    return _do(
        request, centre, invitation.cancel, f"L’invitation à {invitation.email} est annulée."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def remove_member(request, centre, member):
    """One leaves by oneself at another address, which says so."""
    others = centre.memberships.exclude(user=request.user).select_related("user")
    member = get_object_or_404(others, pk=member)
    if request.method != "POST":
        return render(request, "centres/remove_member.html", {"centre": centre, "member": member})
    done = render_to_string("centres/_removed.html", {"member": member}, request)
    return _do(request, centre, member.remove, done)


@require_POST
@for_managers
def restore_member(request, centre, member):
    member = get_object_or_404(centre.memberships.select_related("user"), pk=member)
    return _do(request, centre, member.restore, f"{member.user} est de nouveau dans l’équipe.")


@require_POST
@for_managers
def give_role(request, centre, member):
    member = get_object_or_404(centre.memberships.select_related("user"), pk=member)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Cette fonction n’existe pas\N{NO-BREAK SPACE}: rien n’a changé.")
        return redirect("centres:team", centre.pk)
    role = TeamRole(form.cleaned_data["role"])
    done = f"Nouvelle fonction de {member.user}\N{NO-BREAK SPACE}: {role.label}."
    return _do(request, centre, partial(member.give_role, role), done)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def leave(request, centre):
    if request.method != "POST":
        return render(request, "centres/leave.html", {"centre": centre})
    member = centre.memberships.get(user=request.user)
    done = f"Vous ne faites plus partie de l’équipe\N{NO-BREAK SPACE}: {centre}."
    return _do(request, centre, member.remove, done, then=reverse("centres:home"))


def _do(request, centre, verb, done, then=""):
    """Do it and say so; or say why not, with nothing changed."""
    team = reverse("centres:team", args=[centre.pk])
    try:
        verb(by=request.user)
    except LastManager:
        messages.error(request, LAST)
    except IllegalTransition:
        messages.error(
            request, "Cette invitation n’est plus en attente\N{NO-BREAK SPACE}: rien n’a changé."
        )
    else:
        messages.success(request, done)
        return redirect(then or team)
    return redirect(team)
