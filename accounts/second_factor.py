"""The second factor: six figures from a telephone, asked of whoever works in the back office."""

import base64
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction


def cipher():
    """Today's key first; the former ones still open what they closed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(f"second factor {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


USED_CODES_KEPT = 5


@transaction.atomic
def use_code(authenticator, code):
    """A code lives ninety seconds and serves once, whoever read it over a shoulder."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    used = row.data.get("used", [])
    if row.type == Authenticator.Type.TOTP and code in used:
        raise get_adapter().validation_error("incorrect_code")
    row.data["used"] = [*used, code][-USED_CODES_KEPT:]
    row.save(update_fields=["data"])


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        """Who must hold a second factor changes it with the help of the support."""
        is_code = authenticator.type == Authenticator.Type.TOTP
        return not (is_code and authenticator.user.is_staff)
