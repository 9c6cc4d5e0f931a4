"""Who can sign in to the demonstration, and with what."""

import time
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from core.roles import STAFF as STAFF_ROLES
from demo.people import (
    MANAGERS,
    NEWCOMER,
    PASSWORD,
    PUPILS,
    SECOND_FACTOR_SECRET,
    STAFF,
    TEMPORARY_PASSWORD,
)


@dataclass(frozen=True)
class SignIn:
    office: str
    name: str
    login: str
    password: str
    has_second_factor: bool = False


def sign_ins():
    return [
        *(
            SignIn(role.label, f"{first} {last}", email, PASSWORD, role in STAFF_ROLES)
            for role, first, last, email in STAFF
        ),
        *(
            SignIn(f"Référent, {place}", f"{first} {last}", email, PASSWORD)
            for place, first, last, email in MANAGERS
        ),
        *(
            SignIn(f"Élève, {place}", f"{first} {last}", username, PASSWORD)
            for place, first, last, username in PUPILS
        ),
        SignIn(
            f"Élève, {NEWCOMER[0]}, première connexion",
            f"{NEWCOMER[1]} {NEWCOMER[2]}",
            NEWCOMER[3],
            TEMPORARY_PASSWORD,
        ),
    ]


def todays_code():
    """The six figures that a telephone would show at this moment."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(SECOND_FACTOR_SECRET, counter))
