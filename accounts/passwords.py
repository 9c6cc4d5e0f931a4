"""The passwords that everybody in a French school tries first."""

import re

from django.core.exceptions import ValidationError

from accounts.logins import fold_login

COMMON = {
    *("motdepasse", "monmotdepasse", "azerty", "azertyuiop", "qsdfghjklm", "bonjour", "soleil"),
    *("jetaime", "doudou", "loulou", "chouchou", "marseille", "football", "college", "lycee"),
    *("pix", "pixcertif", "certification", "certif", "provisoire", "ordinateur", "internet"),
}


class FrenchCommonPasswordValidator:
    """Beside the library's list, which is English: a common word lengthened by figures or signs."""

    def validate(self, password, user=None):
        words = re.findall(r"[^\W\d_]{3,}", fold_login(password))
        if words and all(word in COMMON for word in words):
            raise ValidationError(
                "Ce mot de passe est trop courant : un mot connu et des chiffres se devinent.",
                code="password_too_common",
            )

    def get_help_text(self):
        return "Votre mot de passe ne peut pas être un mot courant suivi de chiffres."
