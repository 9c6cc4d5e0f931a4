"""A session as it is typed: created, copied, edited; and the reason for which it is cancelled."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils.html import format_html

from centres.geography import OddHour, instant
from centres.models import Invigilator, Room
from core.layout import pair, section
from core.revisions import RevisedForm
from core.templatetags.components import grouped
from sessions.models import Level, Session
from sessions.readiness import Surroundings
from sessions.timing import FARTHEST, LONGEST, SHORTEST, later, slot_length
from sessions.words import duration

# What may still change once a test has begun.
WHILE_RUNNING = {"invigilators", "observations", "returns_by_permission"}


class SessionForm(RevisedForm):
    class Meta:
        model = Session
        fields = (
            *("day", "start_time", "end_time", "extra_time", "room", "place_name"),
            *("place_address", "place_posts", "place_conditions", "group", "level", "expected"),
            *("invigilators", "observations", "returns_by_permission"),
        )
        widgets = {
            "day": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "start_time": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "end_time": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "invigilators": forms.CheckboxSelectMultiple,
            "place_conditions": forms.Textarea({"rows": 3}),
            "observations": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "end_time": "Laissée vide : deux heures après le début, ou plus si un temps majoré "
            "le demande.",
            "extra_time": "Le plus grand de ceux accordés aux candidats, par exemple 33.",
            "room": "Ou décrivez un autre lieu ci-dessous.",
            "place_name": "Si la session n’a pas lieu dans une salle du centre.",
            "place_conditions": "Accès, postes, réseau, logiciels : ce que le jury doit savoir.",
            "group": "Par exemple : 2de A, première moitié.",
            "level": "Pour être averti hors de la période de certification de ce niveau.",
            "observations": "Visibles de l’équipe et des surveillants.",
        }

    def __init__(self, centre, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.centre = self.instance.centre = centre
        self.fields["end_time"].required = False
        # The end is counted from it before the model has its say.
        limits = Session._meta.get_field("extra_time").validators
        self.fields["extra_time"].validators.extend(limits)
        self._offer(centre)
        if self.instance.state == Session.State.RUNNING:
            for name in self.fields.keys() - WHILE_RUNNING - {"revision", "confirmed"}:
                self.fields[name].disabled = True

    def _offer(self, centre):
        """What the centre has today, and what this session already had."""
        session = self.instance
        rooms = Room.objects.filter(centre=centre).filter(
            Q(is_archived=False) | Q(pk=session.room_id)
        )
        people = Invigilator.objects.filter(centre=centre)
        kept = Q(sessions=session) if session.pk else Q()
        self.fields["room"].queryset = rooms.with_last_check()
        self.fields["room"].empty_label = "Un autre lieu"
        self.fields["room"].label_from_instance = _room_label
        self.fields["invigilators"].queryset = people.filter(Q(is_archived=False) | kept).distinct()
        self.fields["level"].queryset = Level.objects.all()
        self.fields["level"].empty_label = "Non précisé"

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            "revision",
            "confirmed",
            section("Quand", "day", pair("start_time", "end_time"), "extra_time"),
            section(
                "Où",
                "room",
                pair("place_name", "place_address"),
                "place_posts",
                "place_conditions",
            ),
            section("Qui", pair("group", "level"), "expected", "invigilators"),
            section("Le reste", "observations", "returns_by_permission"),
        )
        return helper

    def clean_day(self):
        day = self.cleaned_data["day"]
        if abs(day - self.centre.today) > FARTHEST and "day" in self.changed_data:
            raise forms.ValidationError("Cette date est trop éloignée : vérifiez l’année.")
        return day

    def clean_extra_time(self):
        return self.cleaned_data["extra_time"] or 0

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("start_time") and not cleaned.get("end_time"):
            cleaned["end_time"] = self._usual_end(cleaned)
        if bool(cleaned.get("room")) == bool(cleaned.get("place_name")) and not self.errors:
            self.add_error(
                "room",
                "Choisissez une salle du centre, ou « Un autre lieu » et décrivez-le : un seul "
                "des deux.",
            )
        return cleaned

    def _usual_end(self, cleaned):
        end = later(cleaned["start_time"], slot_length(cleaned.get("extra_time") or 0))
        if end is None:
            self.add_error("start_time", "La session finirait après minuit.")
        return end

    def _post_clean(self):
        """When all fields are good: the instants, then what else is at those instants."""
        super()._post_clean()
        if not self.errors and self._settle_hours():
            self._refuse_a_double()
        if not self.errors:
            self._collect_warnings()

    def _settle_hours(self):
        session = self.instance
        try:
            session.set_hours()
        except OddHour as odd:
            self.add_error(self._odd_hour, str(odd))
            return False
        length = session.ends_at - session.starts_at
        if not SHORTEST <= length <= LONGEST:
            self.add_error(
                "end_time",
                "La fin vient après le début."
                if length <= timedelta(0)
                else f"Une session dure entre {duration(SHORTEST)} et {duration(LONGEST)}.",
            )
            return False
        return True

    @property
    def _odd_hour(self):
        """Which of the two the clocks do not show, or show twice, on that day."""
        session = self.instance
        try:
            instant(session.day, session.start_time, self.centre.zone)
        except OddHour:
            return "start_time"
        return "end_time"

    def _refuse_a_double(self):
        session = self.instance
        same_place = Q(room=session.room) if session.room else Q(place_name=session.place_name)
        others = self.centre.sessions.standing().exclude(pk=session.pk)
        double = others.filter(same_place, starts_at=session.starts_at).first()
        if double:
            self.add_error(None, already_there(double))

    def _collect_warnings(self):
        session = self.instance
        around = Surroundings.around(self.centre, session.starts_at, session.ends_at)
        found = around.warnings(session, list(self.cleaned_data["invigilators"]))
        self.ask_about([each.text for each in found if each.asks])

    def _word(self, name, value):
        field = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            return ", ".join(str(each) for each in field.queryset.filter(pk__in=_keys(value)))
        if isinstance(field, forms.ModelChoiceField) and value:
            return str(value if not isinstance(value, int) else field.queryset.get(pk=value))
        if name == "day":
            return f"{value:%d/%m/%Y}"
        if name in ("start_time", "end_time"):
            return f"{value:%H:%M}"
        return str(value or "")


def _keys(values):
    return [getattr(value, "pk", value) for value in values or []]


def _room_label(room):
    return f"{room.name}, {room.posts} poste{'s' if room.posts > 1 else ''}"


def already_there(session):
    return format_html(
        'Une session commence déjà à cette heure dans ce lieu : <a href="{}">la session {}</a>.',
        session.get_absolute_url(),
        grouped(session.number),
    )


class CancelForm(forms.Form):
    why = forms.CharField(
        label="Motif de l’annulation",
        max_length=300,
        help_text="Il reste au journal de la session.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Dites pourquoi la session est annulée."},
    )


class DeleteForm(forms.Form):
    """How many candidates the page has shown to whoever deletes them with their session."""

    seen = forms.IntegerField(min_value=0, required=False)
