"""What is typed about the team: addresses to invite, a function to give."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from accounts.forms import FoldedEmailField
from accounts.models import EMAIL
from centres.invitations import TeamRole

MOST = 50


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=TeamRole)


class InviteForm(forms.Form):
    addresses = forms.CharField(
        label="Adresses e-mail",
        widget=forms.Textarea(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        help_text=f"Une par ligne, ou séparées par des virgules\N{NARROW NO-BREAK SPACE}; "
        f"{MOST} au plus.",
        error_messages={"required": "Saisissez au moins une adresse e-mail."},
    )
    role = forms.ChoiceField(
        label="Fonction",
        choices=[
            (
                TeamRole.ASSISTANT,
                "Assistant\N{NO-BREAK SPACE}: prépare et suit les sessions, les salles, "
                "les surveillants",
            ),
            (
                TeamRole.MANAGER,
                "Référent Pix\N{NO-BREAK SPACE}: tient aussi l’équipe et la fiche du centre",
            ),
        ],
        widget=forms.RadioSelect,
        initial=TeamRole.ASSISTANT,
        error_messages={"required": "Choisissez la fonction."},
    )

    def __init__(self, centre, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.centre = centre

    def clean_addresses(self):
        """The addresses, each once; every one that cannot be invited is named."""
        typed = addresses_in(self.cleaned_data["addresses"])
        if not typed:
            raise ValidationError(self.fields["addresses"].error_messages["required"])
        if len(typed) > MOST:
            raise ValidationError(f"{len(typed)} adresses, c’est trop\N{NO-BREAK SPACE}: {MOST}.")
        emails = {written: _folded(written) for written in typed}
        obstacles = self._obstacles(set(emails.values()))
        faults = [
            f"«\N{NARROW NO-BREAK SPACE}{written[:80]}\N{NARROW NO-BREAK SPACE}» {obstacles[email]}"
            for written, email in emails.items()
            if email in obstacles
        ]
        if faults:
            raise ValidationError(faults)
        return list(dict.fromkeys(emails.values()))

    def _obstacles(self, emails):
        members = self.centre.memberships.active().filter(user__email__in=emails - {None})
        invited = self.centre.invitations.pending().filter(email__in=emails - {None})
        return {
            None: "n’est pas une adresse e-mail.",
            **dict.fromkeys(
                invited.values_list("email", flat=True),
                "a déjà une invitation\N{NO-BREAK SPACE}: renvoyez-la ou annulez-la dans la page "
                "Équipe.",
            ),
            **dict.fromkeys(
                members.values_list("user__email", flat=True), "est déjà dans l’équipe."
            ),
        }


def addresses_in(text: str) -> list[str]:
    """Each address once, as typed: alone, or as « Nadia Ferrand <nadia@exemple.fr> »."""
    bare = re.sub(r"[^,;\n<>]*<([^<>]*)>", r"\1", text)
    return list(dict.fromkeys(re.findall(r"[^\s,;]+", bare)))


def _folded(written):
    try:
        return FoldedEmailField(max_length=254, validators=[RegexValidator(EMAIL)]).clean(written)
    except ValidationError:
        return None
