"""What is typed while a room is being held: minutes, reasons."""

import uuid

from django import forms

from assessments.models import Certification
from assessments.room import MOST_MINUTES_ADDED


class ReasonForm(forms.Form):
    """Why the clocks of the whole room are stopped."""

    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="Par exemple : alarme incendie. Il est noté au journal de la session.",
    )


class MinutesForm(forms.Form):
    """Minutes for the whole room, or for one; the key makes two clicks one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    candidate = forms.ModelChoiceField(
        None, label="Pour", required=False, empty_label="Toute la salle"
    )
    minutes = forms.IntegerField(
        label="Minutes à ajouter", min_value=1, max_value=MOST_MINUTES_ADDED
    )
    reason = forms.CharField(label="Motif", max_length=300)

    def __init__(self, session, data=None):
        super().__init__(data, initial={"key": uuid.uuid4()})
        # A test that is over does not open again.
        able = session.candidates.enrolled().exclude(certification__state="finished")
        self.fields["candidate"].queryset = able


class TestForm(forms.Form):
    """Which test of this session."""

    certification = forms.ModelChoiceField(None, to_field_name="number")

    def __init__(self, session, data=None):
        super().__init__(data)
        tests = Certification.objects.filter(candidate__session=session)
        self.fields["certification"].queryset = tests


class EndForm(TestForm):
    """Which test is ended, and whether something broke down."""

    is_technical = forms.BooleanField(required=False)
