"""What is typed in the centre's space about the centre itself."""

import re

from django import forms

from centres.models import Centre

PHONE = "Un numéro s’écrit ainsi\N{NO-BREAK SPACE}: 01 23 45 67 89, ou +262 692 12 34 56."


class CardForm(forms.ModelForm):
    """Remembers what it showed: what somebody else has changed since is told, not overwritten."""

    class Meta:
        model = Centre
        fields = (
            *("street", "postal_code", "town", "head", "contact_email", "contact_phone"),
            *("accepts_own_computers", "walk_in_rows"),
        )
        labels = {"accepts_own_computers": "Les ordinateurs personnels sont acceptés"}
        help_texts = {
            "head": "Prénom et nom, tels qu’ils paraissent sur les documents.",
            "contact_email": "Pour joindre le centre, par exemple celle du secrétariat.",
            "walk_in_rows": "Pour les personnes inscrites au dernier moment, de 0 à 20.",
        }
        error_messages = {
            "contact_email": {
                "invalid": "Une adresse s’écrit ainsi\N{NO-BREAK SPACE}: nom@exemple.fr."
            },
        }

    def __init__(self, data=None, **kwargs):
        super().__init__(None if data is None else data.copy(), **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean_contact_phone(self):
        return written_phone(self.cleaned_data["contact_phone"])

    def clean(self):
        super().clean()
        mine = self.changed_data
        for name, field in self.fields.items():
            if field.has_changed(self.initial[name], self.data.get(self[name].html_initial_name)):
                self._tell(name, typed_here=name in mine)

    def _tell(self, name, typed_here):
        """The next press knows what this one has shown, and saves."""
        stored = self.initial[name]
        self.data[self[name].html_initial_name] = stored
        if typed_here:
            self.add_error(name, f"{_changed_to(stored)} Ce que vous avez saisi est gardé ici.")
        else:
            self.data[self[name].html_name] = stored
            self.add_error(name, "Quelqu’un vient de le changer. La nouvelle valeur est ici.")


def _changed_to(value):
    if isinstance(value, bool) or not value:
        return "Quelqu’un vient de le changer."
    return f"Quelqu’un vient d’écrire «\N{NARROW NO-BREAK SPACE}{value}\N{NARROW NO-BREAK SPACE}»."


def written_phone(typed: str) -> str:
    """« 01.23.45.67.89 » and « +33 (0)1 23 45 67 89 » are written 01 23 45 67 89."""
    figures = re.sub(r"[\s.()/-]", "", typed.replace("(0)", ""))
    figures = re.sub(r"^(\+|00)33(?=\d{9}$)", "0", figures)
    if not re.fullmatch(r"(\+|00)?\d{6,15}|", figures):
        raise forms.ValidationError(PHONE)
    if re.fullmatch(r"0\d{9}", figures):
        return " ".join(re.findall("..", figures))
    return " ".join(typed.split())


def changes_in(form):
    """For the journal: of each field of the row that changes, its name, before and after."""
    stored = {field.name for field in form.instance._meta.fields}
    return [
        [str(form[name].label), _word(form[name].initial), _word(form.cleaned_data[name])]
        for name in form.changed_data
        if name in stored
    ]


def _word(value):
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)
