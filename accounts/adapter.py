"""Where sign-in meets our rules: logins folded, guesses counted, mails through the outbox."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import get_random_string

from accounts.logins import fold_login
from accounts.models import User
from accounts.sign_in import ACCOUNT, ADDRESS, account_key, network_of, refuse, unlock
from core.journal import subject_of
from core.mail import Mail
from core.throttle import Guesses

MISMATCH = (
    "Cet identifiant et ce mot de passe ne vont pas ensemble. Vérifiez les majuscules du mot "
    "de passe."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
    }

    def is_open_for_signup(self, request):
        """The library's own form stays shut: ours proves the address first."""
        return False

    def populate_username(self, request, user):
        user.username = User.objects.free_username(user.first_name, user.last_name)

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:
            Guesses.objects.forget(ACCOUNT, self._account_key(credentials))
        return user

    def pre_authenticate(self, request, **credentials):
        """In place of the library's own limits, which would lock out a school."""
        refusal = Guesses.objects.refusal_of(
            ADDRESS, self.get_client_ip(request)
        ) or Guesses.objects.count_one(ACCOUNT, self._account_key(credentials))
        if refusal:
            refuse(refusal)

    def authentication_failed(self, request, **credentials):
        Guesses.objects.count_one(ADDRESS, self._network(request))

    def reauthenticate(self, user, password):
        return self.authenticate(self.request, username=user.login, password=password) == user

    def is_reauthentication_required(self, **kwargs):
        """Whoever has just signed in is not asked again who they are."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def _network(self, request):
        return network_of(self.get_client_ip(request))

    def _account_key(self, credentials):
        login = fold_login(credentials.get("username") or credentials.get("email") or "")
        return account_key(User.objects.by_login(login), login)

    def set_password(self, user, password):
        """A person who chooses a password has no temporary one any more, and a fresh start."""
        user.has_temporary_password = False
        super().set_password(user, password)
        unlock(user)

    def send_mail(self, template_prefix, email, context):
        """Every mail of the library is written to the outbox, and its text forgotten once sent."""
        context = {**context, "site_url": settings.SITE_URL}
        Mail.objects.post(
            template_prefix.rpartition("/")[2],
            # Each request is a new mail: the one sent an hour ago may be lost or too old.
            about=f"{subject_of(context['user'])} {get_random_string(8)}"
            if "user" in context
            else get_random_string(12),
            to=email,
            title=render_to_string(f"{template_prefix}_subject.txt", context),
            body=render_to_string(f"{template_prefix}_message.txt", context),
            confidential=True,
        )

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if user.email:
            self.send_mail(template_prefix, user.email, {**(context or {}), "user": user})

    def get_reset_password_from_key_url(self, key):
        """Built from the configured address: the Host header is the visitor's word."""
        uidb36, _, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": secret})
        return settings.SITE_URL + path
