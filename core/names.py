"""When two names are the same name: one key, for duplicates in a list and for the day itself."""

import unicodedata

# Letters that no decomposition takes apart, as French papers write them.
PAIRS = "æ=ae œ=oe ø=o ł=l đ=d ð=d ħ=h þ=th ı=i ŋ=n ŧ=t ĸ=k ə=e ɛ=e ɔ=o ɓ=b ɗ=d ɖ=d ƙ=k ƴ=y ƒ=f ɣ=g"
OPENED = str.maketrans(dict(pair.split("=") for pair in PAIRS.split()))
# Scripts where a mark is an accent or a vowel that one may leave out; in the others it is a
# letter of its own.
ACCENTED = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")


def name_key(*names: str) -> str:
    """What is left of names without case, accents, spaces, hyphens, apostrophes, invisible
    signs: only letters and figures. Names in other scripts keep their own letters."""
    return "".join(_letters(" ".join(names)))


def _letters(text):
    folded = unicodedata.normalize("NFKD", text.casefold()).casefold()
    accented = False
    for sign in unicodedata.normalize("NFKD", folded.translate(OPENED)):
        if sign.isalnum() and not _is_apostrophe(sign):
            accented = unicodedata.name(sign, "").startswith(ACCENTED)
            yield sign
        elif unicodedata.category(sign) in ("Mn", "Mc") and not accented:
            yield sign


def _is_apostrophe(sign):
    """Unicode counts some among the letters: ʻ, ʼ, and the line that lengthens Arabic words."""
    return unicodedata.name(sign, "").startswith(("MODIFIER LETTER", "ARABIC TATWEEL"))
