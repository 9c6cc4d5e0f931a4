"""Every kind of control, in every state, drawn by our own pack."""

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from core.templatetags.components import ICONS

CHOICES = [("a", "Oui"), ("b", "Non")]
ERROR = (
    '<p class="error"><svg class="i" viewBox="0 0 24 24" aria-hidden="true">'
    f'<path d="{ICONS["error"]}"/></svg>Ce champ est obligatoire.</p>'
)
WRONG = 'required aria-invalid="true"'


def form_of(field, data=None):
    return type("SampleForm", (forms.Form,), {"it": field})(data)


def draw(field, data=None):
    return render_crispy_form(form_of(field, data))


def test_label_help_and_control_come_in_this_order():
    html = draw(forms.CharField(label="Nom", help_text="De naissance.", max_length=80))

    assertHTMLEqual(
        html,
        '<div class="field"><label for="id_it">Nom</label>'
        '<div class="help" id="id_it_helptext">De naissance.</div>'
        '<input type="text" name="it" id="id_it" maxlength="80" required'
        ' aria-describedby="id_it_helptext"></div>',
    )


def test_optional_field_says_so():
    html = draw(forms.CharField(label="Nom", required=False))

    assertInHTML('<label for="id_it">Nom <span class="opt">(facultatif)</span></label>', html)


def test_error_stands_before_the_control_it_describes():
    html = draw(forms.CharField(label="Nom", help_text="De naissance."), {})

    assertInHTML(
        '<div class="field"><label for="id_it">Nom</label>'
        '<div class="help" id="id_it_helptext">De naissance.</div>'
        f'<div id="id_it_error">{ERROR}</div><input type="text" name="it" id="id_it" {WRONG}'
        ' aria-describedby="id_it_helptext id_it_error"></div>',
        html,
    )


@pytest.mark.parametrize(
    ("field", "control"),
    [
        (
            forms.CharField(widget=forms.PasswordInput({"autocomplete": "new-password"})),
            '<input type="password" name="it" autocomplete="new-password" required id="id_it">',
        ),
        (forms.EmailField(), '<input type="email" name="it" maxlength="320" required id="id_it">'),
        (
            forms.IntegerField(min_value=1),
            '<input type="number" name="it" min="1" required id="id_it">',
        ),
        (
            forms.DateField(widget=forms.DateInput({"type": "date"})),
            '<input type="date" name="it" required id="id_it">',
        ),
        (forms.FileField(), '<input type="file" name="it" required id="id_it">'),
        (
            forms.CharField(disabled=True),
            '<input type="text" name="it" required disabled id="id_it">',
        ),
        (
            forms.CharField(widget=forms.Textarea({"rows": 3, "cols": 40})),
            '<textarea name="it" rows="3" cols="40" required id="id_it"></textarea>',
        ),
        (
            forms.ChoiceField(choices=[("", "Choisir")]),
            '<select name="it" id="id_it" required>'
            '<option value="" selected>Choisir</option></select>',
        ),
    ],
)
def test_control_keeps_what_django_gives_it(field, control):
    html = draw(field)

    assertInHTML(control, html)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (forms.ChoiceField(label="Accord", choices=CHOICES, widget=forms.RadioSelect), "radio"),
        (
            forms.MultipleChoiceField(
                label="Accord", choices=CHOICES, widget=forms.CheckboxSelectMultiple
            ),
            "checkbox",
        ),
    ],
)
def test_group_of_choices_is_a_fieldset(field, kind):
    html = draw(field, {"it": "b"} if kind == "radio" else {"it": ["b"]})

    required = "required" if kind == "radio" else ""
    assertHTMLEqual(
        html,
        '<fieldset class="field" id="id_it"><legend>Accord</legend>'
        f'<label class="tick" for="id_it_0"><input type="{kind}" name="it" value="a" id="id_it_0"'
        f" {required}>Oui</label>"
        f'<label class="tick" for="id_it_1"><input type="{kind}" name="it" value="b" id="id_it_1"'
        f" {required} checked>Non</label></fieldset>",
    )


def test_group_in_error_is_described_by_it():
    html = draw(forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect), {})

    assert '<fieldset class="field" id="id_it" aria-describedby="id_it_error">' in html
    assertInHTML(f'<div id="id_it_error">{ERROR}</div>', html)


def test_checkbox_stands_inside_its_label():
    html = draw(forms.BooleanField(label="Identité vérifiée", required=False), {"it": "on"})

    assertHTMLEqual(
        html,
        '<div class="field"><label class="tick" for="id_it">'
        '<input type="checkbox" name="it" id="id_it" checked>Identité vérifiée</label></div>',
    )


def test_hidden_field_has_neither_label_nor_block():
    html = draw(forms.CharField(widget=forms.HiddenInput))

    assertHTMLEqual(html, '<input type="hidden" name="it" id="id_it">')


def test_several_texts_in_one_keep_their_group():
    html = draw(forms.SplitDateTimeField(label="Début"), {})

    assert '<fieldset class="field" id="id_it" aria-describedby="id_it_error">' in html
    assertInHTML('<input type="text" name="it_1" required aria-invalid="true" id="id_it_1">', html)


def test_summary_links_to_the_control_and_takes_focus():
    html = draw(forms.CharField(label="Nom"), {})

    assert 'role="alert" tabindex="-1"' in html
    assertInHTML("<h2>Un point à corriger</h2>", html)
    assertInHTML('<li><a href="#id_it">Nom\u00a0: ce champ est obligatoire.</a></li>', html)


@pytest.mark.parametrize(
    ("field", "anchor"),
    [
        (forms.ChoiceField(label="Accord"), "id_it"),
        (forms.ChoiceField(label="Accord", choices=CHOICES, widget=forms.RadioSelect), "id_it_0"),
        (forms.SplitDateTimeField(label="Accord"), "id_it"),
    ],
)
def test_summary_links_to_the_first_control(field, anchor):
    html = draw(field, {})

    assertInHTML(f'<a href="#{anchor}">Accord\u00a0: ce champ est obligatoire.</a>', html)


@pytest.mark.parametrize(
    ("errors", "title"),
    [
        (["Trop court."], "Un point à corriger"),
        (["Trop court.", "Trop simple."], "Deux points à corriger"),
        (["Trop court.", "Trop simple.", "Trop connu."], "3 points à corriger"),
    ],
)
def test_summary_counts_its_points(errors, title):
    form = form_of(forms.CharField(label="Nom"), {"it": "x"})
    form.add_error("it", errors)

    assertInHTML(f"<h2>{title}</h2>", render_crispy_form(form))


def test_summary_tells_errors_that_belong_to_no_control():
    form = form_of(forms.CharField(widget=forms.HiddenInput), {"it": "x"})
    form.add_error(None, "Déjà inscrit.")
    form.add_error("it", "Page trop ancienne.")

    html = render_crispy_form(form)

    assertInHTML("<ul><li>Déjà inscrit.</li><li>Page trop ancienne.</li></ul>", html)


def test_summary_does_not_name_a_field_twice():
    form = form_of(forms.CharField(label="Mot de passe"), {"it": "x"})
    form.add_error("it", "Saisissez votre mot de passe.")

    html = render_crispy_form(form)

    assertInHTML('<li><a href="#id_it">Saisissez votre mot de passe.</a></li>', html)


def test_summary_keeps_the_capitals_of_an_acronym():
    form = form_of(forms.CharField(label="Identifiant"), {"it": "x"})
    form.add_error("it", "INE inconnu.")

    assertInHTML('<a href="#id_it">Identifiant\u00a0: INE inconnu.</a>', render_crispy_form(form))


def test_valid_form_has_no_summary():
    assert "alert" not in draw(forms.CharField(), {"it": "x"})


def test_layout_has_fieldsets_and_pairs():
    form = form_of(forms.CharField(label="Nom"))
    helper = FormHelper(form)
    helper.layout = Layout(Fieldset("Identité", Div("it", css_class="pair"), css_class="stack"))

    html = render_crispy_form(form, helper)

    assertHTMLEqual(
        html,
        '<fieldset class="stack"><legend>Identité</legend><div class="pair"><div class="field">'
        '<label for="id_it">Nom</label><input type="text" name="it" id="id_it" required>'
        "</div></div></fieldset>",
    )


def test_page_writes_the_form_tag_itself():
    html = draw(forms.CharField())

    assert "<form" not in html


@pytest.mark.parametrize(
    "source",
    [
        "{% crispy form %}",
        "{{ form|crispy }}",
        "{{ form|as_crispy_errors }}{{ form.it|as_crispy_field }}",
    ],
)
def test_hostile_text_shows_as_typed(source):
    hostile = "<script>alert(1)</script>"
    form = form_of(forms.CharField(label=f"Nom {hostile}", help_text=hostile), {"it": hostile})
    form.add_error("it", hostile)

    html = Template("{% load crispy_forms_tags %}" + source).render(Context({"form": form}))

    # The label and the error in the summary, then the label, the help, the error and the value.
    assert (html.count("<script"), html.count("&lt;script&gt;")) == (0, 6)
