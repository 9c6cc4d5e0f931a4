"""A row that several people edit, whose `revision` grows with each edit."""

from django import forms

from core.journal import JournalEntry


class RevisedForm(forms.ModelForm):
    """Whoever edits an older row is told of it; what is only odd is asked about, then saved."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings = []
        if self.instance.pk:
            self.initial["revision"] = self.instance.revision

    def ask_about(self, warnings):
        """Shown once; sent again with the same ones confirmed, the row is saved."""
        told = "|".join(warnings)
        if self.cleaned_data["confirmed"] != told:
            self.warnings = warnings
            self._correct("confirmed", told)

    def catch_up(self):
        """The edits that came after what was seen; what is typed stays, and may now be saved."""
        row = self.instance
        self._correct("revision", type(row).objects.get(pk=row.pk).revision)
        edits = JournalEntry.objects.about(row).filter(verb="change")
        return [each for each in edits if each.data["revision"] > self.cleaned_data["revision"]]

    def _correct(self, name, value):
        self.data = self.data.copy()
        self.data[name] = value

    def changes(self):
        """What is different, in words: label, before, after."""
        words = [
            [
                str(self.fields[name].label),
                self._word(name, self[name].initial),
                self._word(name, self.cleaned_data[name]),
            ]
            for name in self.changed_data
            if name in self.Meta.fields
        ]
        return [line for line in words if line[1] != line[2]]
