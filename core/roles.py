"""The offices of the platform. Later chapters say what each may do; `accounts` gives them."""

from django.db import models


class Role(models.TextChoices):
    JURY_TECHNICAL = "jury_technical", "Jury, membre technique"
    JURY_PEDAGOGICAL = "jury_pedagogical", "Jury, membre pédagogique"
    JURY_OUTSIDE = "jury_outside", "Jury, personnalité extérieure"
    SUPPORT = "support", "Assistance"
    ADMINISTRATOR = "administrator", "Administration de la plateforme"
    AUTHORITY = "authority", "Autorité régionale ou nationale"


JURY = frozenset({Role.JURY_TECHNICAL, Role.JURY_PEDAGOGICAL, Role.JURY_OUTSIDE})
# Who works in the platform's own back office, and so must hold a second factor.
STAFF = JURY | {Role.SUPPORT, Role.ADMINISTRATOR}
