"""The link of an invitation: for somebody signed in, for an account to sign in to, or to open."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import RegistrationForm
from accounts.models import User
from centres.actions import join as join_team
from centres.models import Invitation
from core.states import IllegalTransition


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, token):
    """The link proves the address, and only whoever has that address joins."""
    invitation = Invitation.objects.by_token(token)
    if invitation is None:
        return render(request, "centres/join_closed.html", {"invitation": None})
    with timezone.override(invitation.centre.zone):
        return _door(request, invitation)(request, invitation)


def _door(request, invitation):
    if not invitation.is_open:
        return _closed
    if request.user.is_authenticated:
        return _with_this_account if request.user.email == invitation.email else _other_account
    has_account = User.objects.filter(email=invitation.email).exists()
    return _sign_in if has_account else _open_account


def _closed(request, invitation):
    return render(request, "centres/join_closed.html", {"invitation": invitation})


def _other_account(request, invitation):
    return render(request, "centres/join_other.html", {"invitation": invitation})


def _sign_in(request, invitation):
    return render(request, "centres/join_sign_in.html", {"invitation": invitation})


def _with_this_account(request, invitation):
    if request.method != "POST":
        return render(request, "centres/join.html", {"invitation": invitation})
    try:
        join_team(invitation, request.user)
    except IllegalTransition:
        return redirect(request.path)  # which says what has become of the invitation
    messages.success(
        request,
        f"Vous faites maintenant partie de l’équipe\N{NO-BREAK SPACE}: {invitation.centre}.",
    )
    return redirect("sessions:dashboard", invitation.centre_id)


def _open_account(request, invitation):
    """The account and the membership, or neither; then the same sign-in as everybody."""
    form = RegistrationForm(invitation.email, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"invitation": invitation, "form": form}
        return render(request, "centres/join_open_account.html", context)
    try:
        with transaction.atomic():
            join_team(invitation, form.save())
    except (IntegrityError, IllegalTransition):
        return redirect(request.path)
    messages.success(
        request,
        "Votre compte est ouvert et vous faites partie de l’équipe\N{NO-BREAK SPACE}: "
        "connectez-vous.",
    )
    space = reverse("sessions:dashboard", args=[invitation.centre_id])
    return redirect(reverse("account_login", query={"next": space}))
