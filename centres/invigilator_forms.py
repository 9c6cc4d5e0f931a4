"""What is typed about surveillants: one, several at once, and the training they followed."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from centres.invigilators import Invigilator
from core.journal import JournalEntry, record
from core.listing import ListFilters, search_field

# The platform is younger: an earlier year is a year mistyped.
FIRST_YEAR = 2016
MOST_LINES = 200
TAKEN = "Cette personne est déjà dans la liste."


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


def past_day(day, today):
    """The day itself, when a training may have been held then."""
    if day and day > today:
        raise ValidationError("Cette date n’est pas encore passée.")
    if day and day.year < FIRST_YEAR:
        raise ValidationError("Vérifiez l’année.")
    return day


def folded(first_name, last_name):
    return f"{first_name} {last_name}".casefold()


class InvigilatorForm(forms.ModelForm):
    """Carries the last entry of the journal that its reader saw: a later one is told first."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    meanwhile = ()

    class Meta:
        model = Invigilator
        fields = ("first_name", "last_name", "email", "trained_on", "trained_by")
        widgets = {"trained_on": DayInput}
        error_messages = {
            "first_name": {"required": "Écrivez le prénom."},
            "last_name": {"required": "Écrivez le nom."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = self._entries().first()
        self.fields["seen"].initial = last.pk if last else 0

    def clean_trained_on(self):
        return past_day(self.cleaned_data["trained_on"], self.instance.centre.today)

    def clean(self):
        given = super().clean()
        for name in ("first_name", "last_name"):
            given[name] = " ".join(given.get(name, "").split())
        if not self.errors:
            self._ask_for_both(given)
            self._refuse_namesake(given)
        return given

    def keep(self, verb, *, by):
        """The person, saved; or nothing, and why: added by another this very second, or changed
        since this form was opened."""
        try:
            with transaction.atomic():
                if self.instance.pk and self._is_outdated():
                    return None
                person = self.save()
                fields = [name for name in self.changed_data if name != "seen"]
                record(verb, person, by=by, fields=fields)
        except IntegrityError:
            self.add_error(None, TAKEN)
            return None
        return person

    def _entries(self):
        if not self.instance.pk:
            return JournalEntry.objects.none()
        return JournalEntry.objects.about(self.instance)

    def _is_outdated(self):
        """What was typed stays; saved once more, it goes over what the others wrote."""
        Invigilator.objects.select_for_update().get(pk=self.instance.pk)
        others = list(self._entries().filter(pk__gt=self.cleaned_data["seen"] or 0))
        if others:
            self.meanwhile = [(entry.actor, entry.at) for entry in reversed(others)]
            self.data = self.data.copy()
            self.data["seen"] = others[0].pk
        return bool(others)

    def _ask_for_both(self, given):
        day, trainer = given["trained_on"], given["trained_by"]
        if day and not trainer:
            self.add_error("trained_by", "Dites qui a donné la formation.")
        if trainer and not day:
            self.add_error("trained_on", "Donnez la date de la formation.")

    def _refuse_namesake(self, given):
        others = self.instance.centre.invigilators.exclude(pk=self.instance.pk)
        same = {"first_name__iexact": given["first_name"], "last_name__iexact": given["last_name"]}
        if others.filter(**same).exists():
            self.add_error("last_name", TAKEN)


@dataclass(frozen=True)
class Line:
    """One pasted line: who, or what is wrong with it."""

    number: int
    text: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    fault: str = ""

    def __str__(self):
        return f"Ligne {self.number}, « {self.text[:60]} » : {self.fault}"


def read_line(number: int, text: str) -> Line:
    """« Prénom Nom; e-mail »: the first word is the first name, the address may be left out."""
    name, *rest = (part.strip() for part in re.split(r"[;\t]", text))
    first_name, _, last_name = " ".join(name.split()).partition(" ")
    email = rest[0] if rest else ""
    fault = ""
    if not (first_name and last_name):
        fault = "il faut un prénom et un nom."
    elif max(len(first_name), len(last_name)) > 150:
        fault = "ce nom est trop long."
    elif any(rest[1:]):
        fault = "il y a un point-virgule de trop."
    elif email and not _is_email(email):
        fault = "l’adresse e-mail n’est pas complète."
    return Line(number, text, first_name, last_name, email, fault)


def _is_email(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


class PeopleForm(forms.Form):
    """Several people at once; all are added, or none and every bad line is told."""

    lines = forms.CharField(
        label="Une personne par ligne",
        help_text="Prénom Nom; adresse e-mail. Le premier mot est le prénom : un prénom composé "
        "s’écrit avec un trait d’union. L’adresse peut manquer.",
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"required": "Écrivez au moins une ligne."},
    )

    def __init__(self, *args, centre, **kwargs):
        super().__init__(*args, **kwargs)
        self.centre = centre

    def clean_lines(self):
        texts = enumerate(self.cleaned_data["lines"].splitlines(), start=1)
        lines = [read_line(number, text.strip()) for number, text in texts if text.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"{MOST_LINES} personnes au plus à la fois.")
        faults = [str(line) for line in self._with_doubles(lines) if line.fault]
        if faults:
            raise ValidationError(faults)
        return lines

    def _with_doubles(self, lines):
        names = self.centre.invigilators.values_list("first_name", "last_name")
        known = {folded(*name): "déjà dans la liste." for name in names}
        for line in lines:
            key = folded(line.first_name, line.last_name)
            fault = line.fault or known.get(key, "")
            yield Line(line.number, line.text, fault=fault) if fault else line
            known.setdefault(key, f"la même personne est à la ligne {line.number}.")

    def add(self, *, by):
        """How many were added; none, and an error, when another added one of them meanwhile."""
        try:
            with transaction.atomic():
                return len([self._add(line, by) for line in self.cleaned_data["lines"]])
        except IntegrityError:
            self.add_error("lines", "Une de ces personnes vient d’être ajoutée : relisez la liste.")
            return 0

    def _add(self, line, by):
        person = self.centre.invigilators.create(
            first_name=line.first_name, last_name=line.last_name, email=line.email
        )
        record("create", person, by=by)
        return person


class TrainingForm(forms.Form):
    """One training, followed by several people."""

    people = forms.ModelMultipleChoiceField(
        label="Personnes",
        queryset=Invigilator.objects.none(),
        error_messages={"required": "Cochez les personnes qui ont suivi la formation."},
    )
    trained_on = forms.DateField(
        label="Date de la formation",
        widget=DayInput,
        error_messages={"required": "Donnez la date de la formation."},
    )
    trained_by = forms.CharField(
        label="Donnée par",
        max_length=150,
        error_messages={"required": "Dites qui a donné la formation."},
    )

    def __init__(self, *args, centre, **kwargs):
        super().__init__(*args, **kwargs)
        self.centre = centre
        self.fields["people"].queryset = centre.invigilators.in_use()
        self.fields["people"].widget.attrs["id"] = "people"
        for field in self.day_and_trainer:
            field.field.widget.attrs["form"] = "training"  # it stands above the list, they below

    @property
    def day_and_trainer(self):
        return [self["trained_on"], self["trained_by"]]

    @property
    def ticked(self):
        """What was ticked, good or not: the boxes come back as they were left."""
        return self.data.getlist("people") if self.is_bound else []

    def clean_trained_on(self):
        return past_day(self.cleaned_data["trained_on"], self.centre.today)


class InvigilatorFilter(ListFilters):
    q = search_field("Nom ou adresse")
    formation = forms.ChoiceField(
        label="Formation",
        required=False,
        choices=[("", "Toutes"), ("suivie", "Suivie"), ("a-prevoir", "À prévoir")],
    )

    def apply(self, people):
        people = people.named_like(self.asked.get("q", ""))
        if training := self.asked.get("formation"):
            people = people.filter(trained_on__isnull=training != "suivie")
        return people
