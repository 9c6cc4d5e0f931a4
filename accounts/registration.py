"""Opening an account by oneself: the address is proved first, the account made after.

So there is no account without a proved address, and asking tells nobody who has one.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import get_random_string

from accounts.models import User
from core.mail import Mail
from core.throttle import Policy

SALT = "accounts.registration"
LINK_LIVES = timedelta(days=2)
# A class that registers together shares one address.
BY_NETWORK = Policy(
    "registration.network",
    free=300,
    wait=timedelta(minutes=2),
    longest=timedelta(minutes=2),
    forgotten_after=timedelta(hours=1),
    fades=True,
)
BY_EMAIL = Policy(
    "registration.email",
    free=5,
    wait=timedelta(hours=1),
    longest=timedelta(hours=1),
    forgotten_after=timedelta(hours=24),
)


def send_link(email):
    """A link to open the account, or word that there is one already."""
    user = User.objects.filter(email=email).first()
    path = reverse("accounts:register", args=[signing.dumps(email, salt=SALT)])
    context = {"user": user, "link": settings.SITE_URL + path, "site_url": settings.SITE_URL}
    Mail.objects.post(
        "registration",
        about=f"registration {get_random_string(12)}",
        to=email,
        title="Votre compte Pix Certif",
        body=render_to_string("accounts/registration_mail.txt", context),
        confidential=True,
    )


def email_of(token):
    """The address that this link proves, or None: forged, too old, or already used."""
    try:
        email = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature:
        return None
    return None if User.objects.filter(email=email).exists() else email
