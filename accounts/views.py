"""The account: what it is, and the terms of use."""

from contextlib import suppress

import requests
import structlog
from allauth.account.adapter import get_adapter
from allauth.mfa.totp import views as totp
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import RegistrationForm, RegistrationStartForm, TermsForm
from accounts.registration import email_of, send_link
from accounts.sign_in import network_of

log = structlog.get_logger(__name__)


@require_safe
def home(request):
    return render(request, "accounts/home.html", {"acceptance": request.user.acceptance})


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request):
    form = TermsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        request.user.accept_terms()
        messages.success(request, "Vous avez accepté les conditions d’utilisation.")
        return redirect(_next(request))
    context = {"form": form, "acceptance": request.user.acceptance}
    return render(request, "accounts/terms.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register_start(request):
    network = network_of(get_adapter().get_client_ip(request))
    form = RegistrationStartForm(network, request.POST if request.method == "POST" else None)
    if form.is_valid():
        send_link(form.cleaned_data["email"])
        return redirect("accounts:register_sent")
    return render(request, "accounts/register_start.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, token):
    """The link proves the address; the account is made when the form is complete."""
    email = email_of(token)
    form = RegistrationForm(email, request.POST if request.method == "POST" else None)
    if email and form.is_valid():
        with suppress(IntegrityError), transaction.atomic():
            form.save()
        messages.success(request, "Votre compte est ouvert : connectez-vous.")
        return redirect("account_login")
    return render(request, "accounts/register.html", {"form": form, "email": email})


def activate_second_factor(request):
    """Clicked twice, it is active once, and both clicks lead to the recovery codes."""
    if not request.user.has_second_factor:
        with suppress(IntegrityError):
            return totp.activate_totp(request)
    return redirect("mfa_view_recovery_codes")


# What a provider that is down, or answers nonsense, makes of our asking.
BAD_ANSWERS = (requests.RequestException, ValueError, KeyError, TypeError, DatabaseError)


@login_not_required
def school_sign_in(request, provider_id):
    return _by_school(openid.login, request, provider_id)


@login_not_required
def school_return(request, provider_id):
    return _by_school(openid.callback, request, provider_id)


def _by_school(view, request, provider_id):
    """A school's provider may fail; then nothing is half made, and the password still opens."""
    try:
        with transaction.atomic():
            return view(request, provider_id)
    except BAD_ANSWERS as error:
        log.warning("provider failed", error=type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=503)


def _next(request):
    """Where the person was going, if that is a place of ours."""
    target = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if ours else "accounts:home"
