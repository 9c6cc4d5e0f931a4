"""What is asked of a paper, and which sessions are gathered in one file."""

import uuid

from django import forms

from centres.models import MOST_WALK_IN_ROWS
from papers.bundles import MOST_SESSIONS


class AskedForm(forms.Form):
    """What the address of a paper may ask: it never refuses, it keeps to what makes sense."""

    vides = forms.IntegerField(
        label="Lignes vides", min_value=0, max_value=MOST_WALK_IN_ROWS, required=False
    )
    candidat = forms.ModelChoiceField(None, label="Pour", empty_label="", required=False)
    partie = forms.IntegerField(
        min_value=1, max_value=100, required=False, widget=forms.HiddenInput
    )

    def __init__(self, session, paper, data):
        super().__init__(data)
        self.fields["candidat"].queryset = session.candidates.enrolled()
        self.fields["vides"].widget.attrs["placeholder"] = session.centre.walk_in_rows
        for name in set(self.fields) - set(paper.asks):
            del self.fields[name]

    @property
    def asked(self):
        self.is_valid()
        names = {"vides": "blank", "candidat": "candidate", "partie": "part"}
        return {names[name]: value for name, value in self.cleaned_data.items()}


class OneForm(forms.Form):
    """One candidate of the list, and the number of their last convocation as the page showed it."""

    candidat = forms.ModelChoiceField(None)
    seen = forms.IntegerField(min_value=0, max_value=10_000)

    def __init__(self, session, data):
        super().__init__(data)
        self.fields["candidat"].queryset = session.candidates.enrolled()


class ChosenSessions(forms.ModelMultipleChoiceField):
    def clean(self, value):
        """SQLite has no number so large as some may send."""
        try:
            return super().clean(value)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from error


class BundleForm(forms.Form):
    """Some sessions of the centre, and the key by which two clicks make one file."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    sessions = ChosenSessions(
        None,
        error_messages={
            "required": "Cochez au moins une session.",
            "invalid_choice": "Une des sessions n’est plus dans la liste : choisissez à nouveau.",
        },
    )

    def __init__(self, sessions, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["sessions"].queryset = sessions

    def clean_sessions(self):
        chosen = self.cleaned_data["sessions"]
        if len(chosen) > MOST_SESSIONS:
            raise forms.ValidationError(
                f"{len(chosen)} sessions cochées\N{NO-BREAK SPACE}: {MOST_SESSIONS} au plus."
            )
        return chosen
