"""What is typed about rooms: what stands in them, and the checklist."""

from django import forms
from django.db import IntegrityError, transaction

from centres.rooms import POINTS, Room, RoomCheck
from core.journal import JournalEntry, record

MOST_POSTS = 500
YES_OR_NO = "Répondez par oui ou par non."


class PostsField(forms.IntegerField):
    def __init__(self, least, words, **kwargs):
        sensible = f"Entre {least} et {MOST_POSTS} postes."
        super().__init__(
            min_value=least,
            max_value=MOST_POSTS,
            error_messages={
                "required": words,
                "invalid": "Écrivez un nombre, en chiffres.",
                "min_value": sensible,
                "max_value": sensible,
            },
            **kwargs,
        )


class RoomForm(forms.ModelForm):
    meanwhile = ()

    posts = PostsField(
        1,
        "Combien de postes pour les candidats ?",
        label="Postes pour les candidats",
        help_text="Sans compter les postes de secours.",
    )
    spares = PostsField(
        0,
        "Combien de postes de secours ? 0 s’il n’y en a pas.",
        label="Postes de secours",
        help_text="Il en faut un pour 20 candidats.",
        initial=0,
    )

    class Meta:
        model = Room
        fields = ("name", "place", "posts", "spares", "systems", "suites", "browsers")
        error_messages = {"name": {"required": "Donnez un nom à la salle."}}

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        others = self.instance.centre.rooms.exclude(pk=self.instance.pk)
        if same := others.filter(name__iexact=name).first():
            raise forms.ValidationError(_taken(same))
        return name

    def add(self, *, by):
        """The new room; or nothing, and an error, when its name was taken this very second."""
        try:
            with transaction.atomic():
                room = self.save()
                record("create", room, by=by, name=room.name)
        except IntegrityError:
            self.add_error("name", "Une salle de ce nom vient d’être ajoutée.")
            return None
        return room


def _taken(room):
    if room.is_archived:
        return "Une salle archivée porte ce nom : vous pouvez la proposer à nouveau."
    return "Une salle de ce nom existe déjà."


class RoomEditForm(RoomForm):
    """Carries the last change that its reader saw: whoever changes an older room is told."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = self._changes().first()
        self.fields["seen"].initial = last.pk if last else 0

    def change(self, *, by):
        """Whether the room is now as typed; otherwise the errors say what stands in the way."""
        try:
            with transaction.atomic():
                return self._change(by)
        except IntegrityError:
            self.add_error("name", "Une salle de ce nom vient d’être ajoutée.")
            return False

    def _change(self, by):
        stored = Room.objects.select_for_update().get(pk=self.instance.pk)
        changes = {
            name: [getattr(stored, name), self.cleaned_data[name]]
            for name in self.Meta.fields
            if getattr(stored, name) != self.cleaned_data[name]
        }
        if not changes:
            return True
        if others := list(self._changes().filter(pk__gt=self.cleaned_data["seen"] or 0)):
            self._tell(others)
            return False
        self.instance.save(update_fields=list(changes))
        record("change", stored, by=by, changes=changes)
        return True

    def _changes(self):
        return JournalEntry.objects.about(self.instance).filter(verb="change")

    def _tell(self, others):
        """What was typed stays; saved once more, it goes over what the others wrote."""
        self.meanwhile = [(entry.actor, self._words(entry)) for entry in reversed(others)]
        self.data = self.data.copy()
        self.data["seen"] = others[0].pk

    def _words(self, entry):
        return " ; ".join(
            f"{self.fields[name].label}, de « {before} » à « {after} »"
            for name, (before, after) in entry.data["changes"].items()
        )


class CheckForm(forms.ModelForm):
    """Yes or no for each point of the checklist."""

    class Meta:
        model = RoomCheck
        fields = ("remark",)
        widgets = {"remark": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for point in POINTS:
            self.fields[point.code] = forms.TypedChoiceField(
                label=point.question,
                choices=[("oui", "Oui"), ("non", "Non")],
                coerce=lambda word: word == "oui",
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(["required", "invalid_choice"], YES_OR_NO),
            )

    @property
    def points(self):
        return [self[point.code] for point in POINTS]

    @property
    def answers(self):
        return {point.code: self.cleaned_data[point.code] for point in POINTS}
