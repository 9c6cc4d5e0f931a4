"""What a session is known by: its number, its access code, its surveillance password."""

import re
import secrets

# Letters and figures that are not taken for one another on a board or on the telephone.
LETTERS = "BCDFGHJKMPQRTVWXZ"
DIGITS = "2346789"


def draw(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))


def draw_number() -> int:
    """Six figures in no order, so that one number says nothing of the next."""
    return 100_000 + secrets.randbelow(900_000)


def draw_access_code() -> str:
    return draw(LETTERS, 4) + draw(DIGITS, 2)


def draw_password() -> str:
    return draw(LETTERS + DIGITS, 8)


def typed(code: str) -> str:
    """A code as it is stored, however it was typed: « kmtr-47 » is KMTR47."""
    return re.sub(r"[\W_]", "", code).upper()
