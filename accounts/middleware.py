"""What a person must do before anything else: one page at a time, then the way is free."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import TERMS_VERSION

PASSWORD = "account_change_password"
TERMS = "accounts:terms"
SECOND_FACTOR = "mfa_activate_totp"

# What stays open while a step is missing.
ALWAYS_OPEN = {"account_logout", "account_reauthenticate", "mfa_reauthenticate"}


def first_step(user, session):
    """The page this person must see first, if there is one.

    That the terms are accepted is remembered by the sign-in session: it costs a page no query.
    """
    if user.has_temporary_password:
        return PASSWORD
    if session.get("terms") != TERMS_VERSION:
        if user.acceptance is None:
            return TERMS
        session["terms"] = TERMS_VERSION
    return SECOND_FACTOR if user.needs_second_factor else None


class FirstSteps:
    """A password of one's own, the terms of use, and for the back office a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_public = not getattr(view, "login_required", True)
        here = request.resolver_match.view_name
        if is_public or here in ALWAYS_OPEN or not request.user.is_authenticated:
            return None
        step = first_step(request.user, request.session)
        if step is None or step == here:
            return None
        then = request.GET.get("next", request.path) if request.method == "GET" else ""
        return redirect(f"{reverse(step)}?{urlencode({'next': then})}" if then else step)
