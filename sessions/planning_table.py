"""The proposed sessions as a table to edit, line by line."""

from django import forms
from django.db.models import prefetch_related_objects

from core.templatetags.components import complaints
from sessions.models import Level, Session
from sessions.planning_checks import Draft, check
from sessions.planning_forms import MOST_SESSIONS
from sessions.timing import FARTHEST, MOST_EXTRA_TIME, later, slot_length


class Several(forms.SelectMultiple):
    """Several lists of one name, some of them left on « nobody »."""

    def value_from_datadict(self, data, files, name):
        return [value for value in super().value_from_datadict(data, files, name) if value]


class RowForm(forms.Form):
    keep = forms.BooleanField(label="Garder", required=False)
    group = forms.CharField(label="Classe ou groupe", max_length=100, required=False)
    size = forms.IntegerField(label="Candidats", min_value=1, max_value=500)
    extra_time = forms.IntegerField(
        label="Temps majoré, en %", min_value=0, max_value=MOST_EXTRA_TIME, required=False
    )
    day = forms.DateField(label="Date", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    start_time = forms.TimeField(
        label="Début", widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    end_time = forms.TimeField(
        label="Fin", required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    room = forms.TypedChoiceField(
        label="Salle",
        coerce=int,
        error_messages={"invalid_choice": "Cette salle n’est plus proposée : choisissez-en une."},
    )
    watchers = forms.TypedMultipleChoiceField(
        label="Surveillants",
        coerce=int,
        required=False,
        widget=Several,
        error_messages={"invalid_choice": "Cette personne n’est plus proposée."},
    )

    def __init__(self, *args, centre, rooms, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.centre, self.rooms, self.people = centre, rooms, people
        self.line = int(self.prefix.rpartition("-")[2]) + 1
        self.fields["room"].choices = list(rooms.items())
        self.fields["watchers"].choices = list(people.items())
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}, ligne {self.line}"

    def full_clean(self):
        """A line that is not kept may say anything."""
        super().full_clean()
        if self.is_bound and not self.is_kept:
            self._errors.clear()

    @property
    def is_kept(self):
        return bool(self["keep"].value())

    def clean_day(self):
        day = self.cleaned_data["day"]
        if abs(day - self.centre.today) > FARTHEST:
            raise forms.ValidationError("Cette date est trop éloignée : vérifiez l’année.")
        return day

    def clean(self):
        cleaned = self.cleaned_data
        cleaned["extra_time"] = cleaned.get("extra_time") or 0
        if cleaned.get("start_time") and not cleaned.get("end_time") and not self.errors:
            cleaned["end_time"] = later(cleaned["start_time"], slot_length(cleaned["extra_time"]))
            if cleaned["end_time"] is None:
                self.add_error("start_time", "La session finirait après minuit.")
        return cleaned

    @property
    def seats(self):
        """As many lists as surveillants are needed or chosen, each with who is chosen in it."""
        chosen = [str(value) for value in self["watchers"].value() or []]
        size = str(self["size"].value() or "")
        day = self.cleaned_data.get("day") if self.is_bound else self.initial["day"]
        limit = self.centre.candidates_per_invigilator(day or self.centre.today)
        needed = -(-int(size) // limit) if size.isdecimal() and len(size) < 4 else 1
        return [*chosen, *[""] * (max(1, needed) - len(chosen))]

    @property
    def typed_fields(self):
        names = ("group", "size", "extra_time", "day", "start_time", "end_time")
        return [self[name] for name in names]

    @property
    def chosen_room(self):
        return str(self["room"].value() or "")

    @property
    def knows_room(self):
        return self.chosen_room in [str(pk) for pk in self.rooms]


Rows = forms.formset_factory(
    RowForm, extra=0, max_num=MOST_SESSIONS, absolute_max=MOST_SESSIONS + 1, validate_max=True
)


class Head(forms.Form):
    """What goes with the table: the key that makes two clicks one, and the level."""

    key = forms.UUIDField()
    level = forms.ModelChoiceField(Level.objects.all(), required=False)


class Table:
    def __init__(self, centre, *, rooms, people, data=None, rows=None, level=None):
        self.centre, self.rooms, self.people, self.level = centre, rooms, people, level
        prefetch_related_objects([centre], "derogations")
        shared = {"centre": centre, "rooms": rooms, "people": people}
        self.forms = Rows(data, initial=rows, prefix="rows", form_kwargs=shared)
        self.drafts = []

    @property
    def values(self):
        """What each kept line says: the proposal's own values, or what was typed."""
        if not self.forms.is_bound:
            return {form.line: form.initial for form in self.forms}
        return {form.line: form.cleaned_data for form in self.forms if form.is_kept}

    def is_good(self):
        """Every kept line is readable and forbidden by nothing; says on each what is amiss."""
        if self.forms.is_bound and not self.forms.is_valid():
            readable = {form.line for form in self.forms if not form.errors}
        else:
            readable = set(self.values)
        self.drafts = [
            self.draft(line, self.values[line]) for line in self.values if line in readable
        ]
        return check(self.centre, self.drafts) and len(readable) >= len(self.values)

    def draft(self, line, values):
        session = Session(
            centre=self.centre,
            level=self.level,
            room=self.rooms[values["room"]],
            expected=values["size"],
            **{name: values[name] for name in ("group", "extra_time", "day")},
            **{name: values[name] for name in ("start_time", "end_time")},
        )
        people = [self.people[pk] for pk in dict.fromkeys(values["watchers"])]
        return Draft(line, session, people)

    @property
    def lines(self):
        """Each line's form, and what is said of it."""
        drafts = {draft.line: draft for draft in self.drafts}
        return [(form, drafts.get(form.line)) for form in self.forms]

    @property
    def room_choices(self):
        return [(str(pk), room) for pk, room in self.rooms.items()]

    @property
    def people_choices(self):
        return [(str(pk), person) for pk, person in self.people.items()]

    @property
    def complaints(self):
        """Where to go and what to read, for every line that forbids making anything."""
        typed = [
            (anchor, f"Ligne {form.line}, {message[:1].lower()}{message[1:]}")
            for form in self.forms
            for anchor, message in complaints(form)
        ]
        found = [
            (self.forms[draft.line - 1]["day"].id_for_label, f"Ligne {draft.line} : {error}")
            for draft in self.drafts
            for error in draft.errors
        ]
        return [*typed, *found, *(("", error) for error in self.forms.non_form_errors())]

    @property
    def number(self):
        return len(self.values)

    @property
    def placed(self):
        return sum(draft.session.expected for draft in self.drafts)

    @property
    def days(self):
        return len({draft.session.day for draft in self.drafts})
