"""What a person must do before anything else."""

from django.shortcuts import redirect
from django.urls import reverse

# Where a person goes while a step is missing: the step itself, and the way out.
ALWAYS_OPEN = {"account_logout", "account_reauthenticate", "mfa_reauthenticate"}
STEPS = (
    ("has_temporary_password", True, "account_change_password", set()),
    ("has_accepted_terms", False, "accounts:terms", set()),
    (
        "needs_second_factor",
        True,
        "mfa_activate_totp",
        {"mfa_view_recovery_codes", "mfa_download_recovery_codes"},
    ),
)


def first_step(user):
    """The address name of what this person must do first, and what else stays open; or None."""
    for attribute, missing, name, also in STEPS:
        if getattr(user, attribute) == missing:
            return name, also
    return None


class FirstSteps:
    """A new password, the terms of use, a second factor: one page at a time, then the way is free.

    What was done is kept in the sign-in session, so a page costs no query for it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or getattr(view, "login_required", True) is False:
            return None
        if request.session.get("first_steps") == self._version(request.user):
            return None
        step = first_step(request.user)
        if step is None:
            request.session["first_steps"] = self._version(request.user)
            return None
        name, also = step
        if request.resolver_match.view_name in {name, *also, *ALWAYS_OPEN}:
            return None
        return redirect(f"{reverse(name)}?next={request.path}" if request.method == "GET" else name)
