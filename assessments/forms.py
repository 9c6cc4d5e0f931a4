"""What a candidate types at the door and in a question, and what they say of it."""

from datetime import date

from django import forms

from assessments.models import IssueReport
from referentiel.forms import AnswerForm
from referentiel.marking import LONGEST_ANSWER

B = "\N{NO-BREAK SPACE}"
IDENTITY = {"autocapitalize": "words", "spellcheck": "false"}


def part(label, token, longest):
    widget = forms.TextInput(
        {"inputmode": "numeric", "autocomplete": token, "maxlength": longest, "size": longest}
    )
    return forms.CharField(label=label, max_length=longest, widget=widget)


class JoinForm(forms.Form):
    number = forms.CharField(
        label="Numéro de session",
        max_length=12,
        help_text="Six chiffres, affichés dans la salle.",
        widget=forms.TextInput(
            {"class": "answer code", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )
    first_name = forms.CharField(
        label="Prénom",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "given-name", **IDENTITY}),
    )
    birth_name = forms.CharField(
        label="Nom de naissance",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "family-name", **IDENTITY}),
    )
    day = part("Jour", "bday-day", 2)
    month = part("Mois", "bday-month", 2)
    year = part("Année", "bday-year", 4)
    identifier = forms.CharField(
        label="INE ou identifiant",
        max_length=30,
        required=False,
        help_text="Seulement si la page vous le demande.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_number(self):
        typed = "".join(self.cleaned_data["number"].split())
        if not (typed.isascii() and typed.isdecimal()):
            raise forms.ValidationError("Le numéro de session n’a que des chiffres.")
        return int(typed)

    def clean(self):
        parts = [self.cleaned_data.get(name, "") for name in ("year", "month", "day")]
        if all(parts):
            try:
                self.cleaned_data["birth_date"] = date(*map(int, parts))
            except ValueError:
                self.add_error("day", f"Cette date n’existe pas. Exemple{B}: 04, 12, 2010.")
        return self.cleaned_data

    @property
    def date_parts(self):
        return [self[name] for name in ("day", "month", "year")]

    @property
    def person(self):
        names = ("number", "first_name", "birth_name", "birth_date", "identifier")
        return {name: self.cleaned_data[name] for name in names}


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code d’accès",
        max_length=20,
        help_text="Quatre lettres et deux chiffres, donnés par le surveillant.",
        widget=forms.TextInput(
            {
                "class": "answer code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class ReportForm(forms.ModelForm):
    """Beside the answer, in the same page: what is typed there is not lost."""

    prefix = "signalement"

    class Meta:
        model = IssueReport
        fields = ("kind", "words")
        widgets = {"words": forms.Textarea({"rows": 2})}
        labels = {"kind": "Ce qui ne va pas", "words": "Précisions"}


def typed_in(draft, data):
    """The form of a question with what is typed in it, not yet judged."""
    many = draft.type == "QCM"
    form = AnswerForm(draft)
    form.initial = {
        name: data.getlist(name) if many else data.get(name, "") for name in form.fields
    }
    return form


def to_keep(draft, data):
    """The same as lists of texts, bounded, and without what a database refuses."""
    return {
        name: [text.replace("\0", "")[:LONGEST_ANSWER] for text in data.getlist(name)[:100]]
        for name in AnswerForm(draft).fields
    }
