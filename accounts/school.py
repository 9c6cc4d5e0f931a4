"""People who come from their school's identity provider, which vouches for who they are."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from accounts.logins import fold_login
from accounts.models import User

ALREADY_HERE = (
    "Un compte porte déjà l’adresse que donne votre établissement. Connectez-vous avec son mot de "
    "passe, puis reliez-le à votre établissement depuis « Mon compte »."
)


def plain(claim):
    """A claim as a name can be: text, short, without what no keyboard types."""
    text = claim if isinstance(claim, str) else ""
    return "".join(letter for letter in text if letter.isprintable())[:150]


class SchoolAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return True

    def populate_user(self, request, sociallogin, data):
        """Only names and an address that we would take from anybody; nothing else is kept."""
        user = super().populate_user(request, sociallogin, {})
        user.first_name = plain(data.get("first_name") or data.get("name"))
        user.last_name = plain(data.get("last_name"))
        user.email = plain(data.get("email")).strip().lower() or None
        if user.email != fold_login(user.email or ""):
            user.email = None  # written without its accents, it would be somebody else's
        user.username = None
        return user

    def pre_social_login(self, request, sociallogin):
        """A school may not open, by an address it asserts, an account that somebody else made."""
        sociallogin.account.extra_data = {}
        is_new = not sociallogin.is_existing and not request.user.is_authenticated
        if is_new and User.objects.by_login(sociallogin.user.email or ""):
            messages.error(request, ALREADY_HERE)
            raise ImmediateHttpResponse(redirect("account_login"))

    def get_connect_redirect_url(self, request, socialaccount):
        return reverse("accounts:home")
