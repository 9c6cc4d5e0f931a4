"""What a referent says to have a whole school planned: classes, rooms, people, half-days."""

import re
from datetime import date, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS

from core.templatetags.components import complaints
from sessions.models import Level
from sessions.planning import BETWEEN, Group, HalfDay
from sessions.timing import MOST_EXTRA_TIME

MOST_GROUPS, MOST_HALF_DAYS, MOST_CANDIDATES, MOST_SESSIONS = 60, 60, 3000, 300
SHOWN_GROUPS, ADDED_GROUPS = 6, 6
LONGEST_PERIOD = timedelta(days=366)
# A third more, which is what is granted most often.
USUAL_EXTRA_TIME = 33
ROWS_AMISS = "Des lignes de classes sont à corriger."
DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")


class GroupForm(forms.Form):
    name = forms.CharField(label="Classe ou groupe", max_length=60, required=False)
    size = forms.IntegerField(
        label="Candidats", min_value=1, max_value=MOST_CANDIDATES, required=False
    )
    extra_count = forms.IntegerField(
        label="Dont temps majoré", min_value=0, max_value=MOST_CANDIDATES, required=False
    )
    extra_time = forms.IntegerField(
        label="Le plus long, en %", min_value=1, max_value=MOST_EXTRA_TIME, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.number = int(self.prefix.rpartition("-")[2]) + 1 if self.prefix[-1].isdigit() else 0
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, ligne {self.number}"

    def clean(self):
        name, size = self.cleaned_data.get("name"), self.cleaned_data.get("size")
        extra = self.cleaned_data.get("extra_count") or 0
        if not self.has_changed() or self.errors:
            return
        if not size:
            self.add_error("size", "Combien de candidats ?")
        elif not name:
            self.add_error("name", "Donnez un nom à cette classe.")
        elif extra > size:
            self.add_error("extra_count", f"Pas plus que les {size} candidats de la classe.")

    @property
    def group(self):
        """What this line asks for; an empty line asks for nothing."""
        typed = self.cleaned_data
        if not typed.get("size"):
            return None
        percent = typed["extra_time"] or USUAL_EXTRA_TIME
        return Group(typed["name"], typed["size"], typed["extra_count"] or 0, percent)


class BaseGroups(forms.BaseFormSet):
    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "too_many_forms": f"{MOST_GROUPS} classes au plus : planifiez en plusieurs fois.",
    }


Groups = forms.formset_factory(
    GroupForm,
    formset=BaseGroups,
    extra=SHOWN_GROUPS,
    max_num=MOST_GROUPS,
    absolute_max=MOST_GROUPS + 1,
    validate_max=True,
)


def hour(label, initial):
    return forms.TimeField(
        label=label,
        initial=initial,
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )


def day(label):
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class PlanningForm(forms.Form):
    number = forms.IntegerField(
        label="Ou seulement un nombre de candidats",
        min_value=1,
        max_value=MOST_CANDIDATES,
        required=False,
        help_text="Si les classes ne sont pas encore connues. Laissez alors les lignes vides.",
    )
    level = forms.ModelChoiceField(
        Level.objects.all(), label="Niveau", required=False, empty_label="Non précisé"
    )
    rooms = forms.TypedMultipleChoiceField(
        label="Salles",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une salle."},
    )
    watchers = forms.TypedMultipleChoiceField(
        label="Surveillants",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un surveillant."},
    )
    first_day, last_day = day("Du"), day("Au")
    weekdays = forms.TypedMultipleChoiceField(
        label="Jours de la semaine",
        coerce=int,
        choices=[(number, name.capitalize()) for number, name in list(WEEKDAYS.items())[:6]],
        initial=[0, 1, 2, 3, 4],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un jour."},
    )
    days_off = forms.CharField(
        label="Jours sans session",
        max_length=1000,
        required=False,
        help_text="Fériés, banalisés, examens blancs. Par exemple : 6/5/2027, 7/5/2027.",
    )
    mornings = forms.BooleanField(label="Le matin", initial=True, required=False)
    morning_begins, morning_ends = hour("de", time(8)), hour("à", time(12))
    afternoons = forms.BooleanField(label="L’après-midi", initial=True, required=False)
    afternoon_begins, afternoon_ends = hour("de", time(13, 30)), hour("à", time(17, 30))
    pause = forms.IntegerField(
        label="Minutes entre deux sessions",
        initial=BETWEEN // timedelta(minutes=1),
        min_value=0,
        max_value=120,
        help_text="Une session dure 2 h, davantage avec du temps majoré. De 8 h à 12 h, il y en a "
        "deux de suite si l’écart est de 0, une seule sinon.",
    )

    def __init__(self, centre, data=None, *, initial=None, groups=None):
        super().__init__(data, initial=initial)
        self.centre = centre
        self.own_rooms = {room.pk: room for room in centre.rooms.in_use()}
        self.own_people = {person.pk: person for person in centre.invigilators.in_use()}
        self.fields["rooms"].choices = list(self.own_rooms.items())
        self.fields["watchers"].choices = list(self.own_people.items())
        self.fields["rooms"].initial = list(self.own_rooms)
        self.fields["watchers"].initial = [
            person.pk for person in self.own_people.values() if person.trained_on
        ]
        self.groups = Groups(data, prefix="groups") if groups is None else groups

    @classmethod
    def as_typed(cls, centre, data, *, more=0):
        """Everything as it was typed, right or wrong, and more lines for classes."""
        form, groups = cls(centre, data), Groups(data, prefix="groups")
        lines = [typed(each) for each in groups.forms]
        filled = [line for line in lines if any(line.values())]
        again = Groups(initial=filled, prefix="groups")
        again.extra = max(len(lines) + more, SHOWN_GROUPS) - len(filled)
        return cls(centre, initial=typed(form), groups=again)

    def clean_first_day(self):
        first = self.cleaned_data["first_day"]
        if first < self.centre.today:
            raise ValidationError("Cette date est passée.")
        return first

    def clean_days_off(self):
        """Days as they are written; without a year, that of either end of the period."""
        words = re.split(r"[\s,;]+", self.cleaned_data["days_off"].strip())
        ends = [self.cleaned_data.get(name) for name in ("first_day", "last_day")]
        years = {end.year for end in ends if end}
        return {found for word in words if word for found in _days(word, years)}

    def clean(self):
        cleaned = super().clean()
        self._check_hours(cleaned)
        if not self.groups.is_valid():
            self.add_error(None, ROWS_AMISS)
        elif bool(self.in_classes) == bool(cleaned.get("number")):
            self.add_error(
                "number", "Donnez des classes ou un nombre de candidats : l’un des deux."
            )
        elif self.in_classes > MOST_CANDIDATES:
            self.add_error(
                None, f"{self.in_classes} candidats : {MOST_CANDIDATES} au plus à la fois."
            )
        if not self.errors:
            self._check_period(cleaned)
        return cleaned

    def _check_hours(self, cleaned):
        if not (cleaned.get("mornings") or cleaned.get("afternoons")):
            self.add_error("mornings", "Cochez le matin, l’après-midi ou les deux.")
        for half in ("morning", "afternoon"):
            begins, ends = cleaned.get(f"{half}_begins"), cleaned.get(f"{half}_ends")
            if cleaned.get(f"{half}s") and not (begins and ends and begins < ends):
                self.add_error(f"{half}_ends", "Un début, puis une fin qui vient après.")
        morning, afternoon = cleaned.get("morning_ends"), cleaned.get("afternoon_begins")
        both = cleaned.get("mornings") and cleaned.get("afternoons")
        if both and morning and afternoon and afternoon < morning:
            self.add_error("afternoon_begins", "L’après-midi commence après la fin du matin.")

    def _check_period(self, cleaned):
        first, last = cleaned["first_day"], cleaned["last_day"]
        if last < first:
            self.add_error("last_day", "La fin vient après le début.")
        elif last - first > LONGEST_PERIOD:
            self.add_error("last_day", "Un an au plus.")
        elif not self.half_days:
            self.add_error("last_day", "Aucun jour ne reste dans cette période.")
        elif len(self.half_days) > MOST_HALF_DAYS:
            self.add_error(
                "last_day",
                f"{len(self.half_days)} demi-journées : {MOST_HALF_DAYS} au plus. Raccourcissez la "
                "période ou décochez des jours.",
            )

    @property
    def in_classes(self):
        return sum(form.group.size for form in self.groups if form.group)

    @property
    def asked(self):
        """The classes, or one group of so many candidates."""
        groups = [form.group for form in self.groups if form.group]
        return groups or [Group("Candidats", self.cleaned_data["number"])]

    @property
    def days(self):
        typed = self.cleaned_data
        number = (typed["last_day"] - typed["first_day"]).days + 1
        days = [typed["first_day"] + timedelta(days=n) for n in range(number)]
        kept, off = typed["weekdays"], typed["days_off"]
        return [day for day in days if day.weekday() in kept and day not in off]

    @property
    def half_days(self):
        typed = self.cleaned_data
        return [
            HalfDay(day, typed[f"{half}_begins"], typed[f"{half}_ends"])
            for day in self.days
            for half in ("morning", "afternoon")
            if typed[f"{half}s"]
        ]

    @property
    def wanted_in_all(self):
        """How many candidates are asked for, as far as that can be read."""
        return sum(group.size for group in self.asked) if self.is_valid() else 0

    @property
    def kept(self):
        """What was sent, to be sent again with the next page."""
        return [
            (name, value)
            for name, values in self.data.lists()
            if name.startswith("groups-") or name in self.fields
            for value in values
        ]

    @property
    def complaints(self):
        """Where to go and what to read, the lines of classes too."""
        own = [found for found in complaints(self) if found[1] != ROWS_AMISS]
        lines = [
            (anchor, f"Ligne {line.number}, {message[:1].lower()}{message[1:]}")
            for line in self.groups
            for anchor, message in complaints(line)
        ]
        return [*lines, *(("", error) for error in self.groups.non_form_errors()), *own]


def typed(form):
    """What the browser sent for each field, not yet understood."""
    return {
        name: field.widget.value_from_datadict(form.data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def _days(word, years):
    match = DAY.fullmatch(word)
    try:
        number, month, year = match.groups()
        return [date(int(each), int(month), int(number)) for each in ([year] if year else years)]
    except (AttributeError, ValueError):
        raise ValidationError(
            f"« {word} » n’est pas une date : écrivez par exemple 6/5/2027."
        ) from None
