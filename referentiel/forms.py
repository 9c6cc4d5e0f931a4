"""The form of a question, whatever its type: what is typed comes out as what marking reads."""

from django import forms

from referentiel.marking import LONGEST_ANSWER, TooLong, check_length

EMPTY = "Donnez une réponse, ou choisissez « Je passe »."
TOO_LONG = "Cette réponse est trop longue : dix mille caractères au plus."
FORGED = "Ce choix n’est pas proposé."


class AnswerForm(forms.Form):
    """Fields made from the question; `answer` is a text, or texts by name of field."""

    def __init__(self, draft, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.draft = draft
        for name, field in fields_of(draft):
            field.error_messages |= {
                "required": EMPTY,
                "invalid_choice": FORGED,
                "max_length": TOO_LONG,
            }
            self.fields[name] = field

    def clean(self):
        try:
            check_length([self.answer] if isinstance(self.answer, str) else self.answer.values())
        except TooLong:
            self.add_error(None, TOO_LONG)
        return self.cleaned_data

    @property
    def answer(self):
        values = {name: self.cleaned_data.get(name, "") for name in self.fields}
        if self.draft.type == "QCM":
            return ",".join(values["choix"])
        return values if self.draft.type.startswith("QROCM") else next(iter(values.values()))


def fields_of(draft):
    if draft.type in ("QCU", "QCM"):
        yield "choix", choices_field(draft)
    for each in draft.fields:
        yield each.name, open_field(each)


def choices_field(draft):
    choices = [(str(number), words) for number, words in enumerate(draft.choices, 1)]
    if draft.type == "QCU":
        return forms.ChoiceField(
            label="Une seule réponse", choices=choices, widget=forms.RadioSelect
        )
    return forms.MultipleChoiceField(
        label="Plusieurs réponses", choices=choices, widget=forms.CheckboxSelectMultiple
    )


def open_field(each):
    if each.options:
        choices = [("", "Choisir…"), *((option, option) for option in each.options)]
        return forms.ChoiceField(label=each.label, choices=choices)
    attributes = {"class": "answer", "autocomplete": "off", "spellcheck": "false"}
    if each.is_number:
        attributes["inputmode"] = "decimal"
    return forms.CharField(
        label=each.label,
        max_length=LONGEST_ANSWER,
        widget=forms.TextInput(attrs=attributes),
    )
