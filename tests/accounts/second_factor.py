"""What a telephone would show."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.factories import SECOND_FACTOR_SECRET


def code_now(secret=SECOND_FACTOR_SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
