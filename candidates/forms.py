"""A candidate as a person fills the form, or as a file's line does: the same rules for both."""

import re
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from candidates.birthplace import BirthplaceFault, settle, state_of
from candidates.clashes import clashes_of, words_of
from candidates.models import Candidate
from candidates.roster import Roster
from candidates.rules import age_warning, birth_date_fault, key_fault
from candidates.words import word
from core.layout import pair, section
from core.revisions import RevisedForm

TYPED_DATE = re.compile(r"^\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})\s*$")


class TypedDateField(forms.DateField):
    """JJ/MM/AAAA, as it stands on identity papers."""

    widget = forms.DateInput({"inputmode": "numeric"}, format="%d/%m/%Y")

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        parts = TYPED_DATE.match(value)
        if not parts:
            raise ValidationError("Une date s’écrit JJ/MM/AAAA, par exemple 04/12/2008.")
        day, month, year = (int(part) for part in parts.groups())
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError("Cette date n’existe pas au calendrier.") from None


class CandidateForm(RevisedForm):
    birth_date = TypedDateField(
        label="Date de naissance", help_text="JJ/MM/AAAA, par exemple 04/12/2008."
    )
    confirm_commune = forms.BooleanField(
        label="C’est bien le nom écrit sur la pièce d’identité", required=False
    )

    class Meta:
        model = Candidate
        fields = (
            *("birth_name", "first_name", "usual_name", "birth_date", "birth_country"),
            *("birth_department", "birth_commune", "group", "identifier", "extra_time"),
            *("arrangements", "email", "results_email"),
        )
        help_texts = {
            "birth_department": "75, 972, 2A ; 99 à l’étranger.",
            "birth_commune": "Ou la ville, à l’étranger.",
            "identifier": "Nécessaire seulement pour deux homonymes nés le même jour.",
            "extra_time": "En pour cent, par exemple 33.",
            "arrangements": "Matériel adapté, temps de repos, salle à part : imprimés sur la "
            "feuille d’émargement. Le motif de santé ne se demande jamais.",
            "email": "Pour la convocation.",
            "results_email": "La personne qui recevra les résultats.",
        }

    def __init__(self, session, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.session = self.session = session
        self.is_unsure = False
        self.fields["birth_department"].required = False
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.form_tag, helper.disable_csrf = False, True
        place = ["birth_country", pair("birth_department", "birth_commune")]
        if self.is_unsure or self.data.get("confirm_commune"):
            place.append("confirm_commune")
        helper.layout = Layout(
            *("revision", "confirmed"),
            section(
                "Identité, telle que sur la pièce d’identité",
                pair("birth_name", "first_name"),
                pair("usual_name", "birth_date"),
            ),
            section("Lieu de naissance", *place),
            section(
                "Scolarité et aménagements",
                pair("group", "identifier"),
                pair("extra_time", "arrangements"),
            ),
            section("Adresses e-mail", pair("email", "results_email")),
        )
        return helper

    def clean_extra_time(self):
        return self.cleaned_data["extra_time"] or 0

    def clean_birth_date(self):
        born = self.cleaned_data["birth_date"]
        if fault := birth_date_fault(born, self.session.centre.today):
            raise ValidationError(fault)
        return born

    def clean(self):
        cleaned = super().clean()
        if {"birth_country", "birth_commune", "birth_department"} <= cleaned.keys():
            self._settle_birthplace(cleaned)
        return cleaned

    def _settle_birthplace(self, cleaned):
        department = cleaned["birth_department"]
        cleaned["birth_country"] = state_of(cleaned["birth_country"], department)
        try:
            place = settle(
                cleaned["birth_country"],
                department,
                cleaned["birth_commune"],
                confirmed=cleaned["confirm_commune"],
            )
        except BirthplaceFault as fault:
            self.is_unsure = fault.is_unsure
            self.add_error(fault.field, str(fault))
        else:
            cleaned["birth_department"] = place.department
            cleaned["birth_commune"] = place.commune
            self.instance.birth_insee = place.insee

    def _post_clean(self):
        super()._post_clean()
        if {"birth_name", "first_name", "birth_date"} <= self.cleaned_data.keys():
            self._tell_apart()
        if not self.errors:
            self._collect_warnings()

    def _tell_apart(self):
        """The same person is on the list once; two homonyms need two identifiers."""
        candidate = self.instance
        candidate.set_key()
        for name, part in zip(("birth_name", "first_name"), candidate.key.split(" "), strict=True):
            if fault := key_fault(part):
                self.add_error(name, fault)
        roster = Roster.of(self.session)
        twin = roster.twin_of(candidate)
        if twin is None:
            self.add_error(None, already_enrolled(roster.alike(candidate)[0]))
        candidate.twin = twin or ""

    def _collect_warnings(self):
        age = age_warning(self.cleaned_data["birth_date"], self.session.day)
        clashes = [words_of(other) for _, other in clashes_of(self.session, [self.instance])]
        self.ask_about([age, *clashes] if age else clashes)

    def _word(self, name, value):
        return word(value)


def already_enrolled(other):
    return format_html(
        '<a href="{}">{}</a>, {}, est déjà dans la liste. Deux homonymes ? Donnez un '
        "identifiant à chacun.",
        other.get_absolute_url(),
        other,
        word(other.birth_date),
    )
