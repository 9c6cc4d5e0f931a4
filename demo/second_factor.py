"""The six figures that a telephone would show at this moment."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from demo.people import SECOND_FACTOR_SECRET


def todays_code():
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(SECOND_FACTOR_SECRET, counter))
