"""The parts of a long form, and fields that stand side by side in them."""

from crispy_forms.layout import Div, Fieldset


def section(legend, *fields):
    return Div(Fieldset(legend, *fields), css_class="card")


def pair(*fields):
    return Div(*fields, css_class="pair")
