"""The national code of a school: seven figures and the letter that checks them."""

import re

from django.core.exceptions import ValidationError

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def validate_uai(code: str) -> None:
    if not re.fullmatch(r"\d{7}[A-Z]", code):
        raise ValidationError("Un code UAI a sept chiffres et une lettre : 0750001U.")
    if code[7] != LETTERS[int(code[:7]) % len(LETTERS)]:
        raise ValidationError("La lettre de ce code UAI ne va pas avec ses chiffres.")
