"""What people type to say who they are: an e-mail address or an identifiant."""

import unicodedata


def fold_login(typed: str) -> str:
    """The one way of writing a login: no case, no accents, no spaces, nothing invisible."""
    decomposed = unicodedata.normalize("NFKD", typed.casefold())
    return "".join(
        letter
        for letter in decomposed
        if not letter.isspace() and unicodedata.category(letter) not in ("Mn", "Cf", "Cc")
    )
