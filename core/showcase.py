"""What the page of components shows: a form with every control, a list of many pages."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.paginator import Paginator

from core.layout import pair
from core.templatetags.components import ICONS


class DateInput(forms.DateInput):
    input_type = "date"


ROOMS = [("b204", "Salle B204"), ("cdi", "CDI")]


class SampleForm(forms.Form):
    name = forms.CharField(label="Nom de naissance", max_length=80)
    usual_name = forms.CharField(label="Nom d’usage", required=False)
    email = forms.EmailField(label="Adresse e-mail", help_text="Pour la convocation.")
    password = forms.CharField(
        label="Mot de passe",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="Douze caractères au moins.",
    )
    extra_time = forms.IntegerField(
        label="Temps majoré", min_value=1, max_value=300, required=False, help_text="En pour cent."
    )
    birth_date = forms.DateField(label="Date de naissance", widget=DateInput)
    room = forms.ChoiceField(label="Salle", choices=[("", "À choisir"), *ROOMS])
    rooms = forms.MultipleChoiceField(label="Autres salles", choices=ROOMS, required=False)
    number = forms.CharField(label="Numéro de session", disabled=True, initial="276 814")
    sheet = forms.FileField(label="Feuille signée", help_text="PDF ou image, 10 Mo au plus.")
    own_computer = forms.ChoiceField(
        label="Ordinateur personnel",
        choices=[("no", "Non accepté"), ("yes", "Accepté")],
        widget=forms.RadioSelect,
    )
    equipment = forms.MultipleChoiceField(
        label="Équipement",
        choices=[("office", "Suite bureautique"), ("pdf", "Lecteur de PDF")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Au moins un.",
    )
    comment = forms.CharField(
        label="Commentaire", widget=forms.Textarea({"rows": 4}), required=False
    )
    checked = forms.BooleanField(label="Identité vérifiée, émargement signé")
    origin = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.layout = Layout(
            Fieldset(
                "Identité",
                pair("name", "usual_name"),
                pair("email", "password"),
                pair("birth_date", "extra_time"),
                css_class="stack",
            ),
            Fieldset(
                "Session",
                pair("room", "number"),
                "rooms",
                "sheet",
                pair("own_computer", "equipment"),
                "comment",
                "checked",
                "origin",
                css_class="stack gap-l",
            ),
        )
        return helper

    def clean(self):
        raise forms.ValidationError("Cette personne est déjà inscrite à la session.")


def showcase():
    return {
        "sample": SampleForm(auto_id="new_%s"),
        "sample_in_error": SampleForm({"extra_time": "0,33", "email": "lea"}, auto_id="wrong_%s"),
        "page": Paginator(range(1, 1240), 25).page(7),
        "hostile": "<script>alert(1)</script>",
        "long_name": "DE LA ROCHEFOUCAULD-MONTMORENCY Marie-Antoinette-Joséphine-Éléonore",
        "unbroken_name": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" + "a" * 22,
        "icons": ICONS,
    }
