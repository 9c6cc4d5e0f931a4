"""The file that somebody chooses: readable, and not too large."""

from django import forms

from centres.uploads import Upload
from core.sheets import MOST_BYTES, TOO_BIG, UnreadableSheet, excerpt, read_sheet


class UploadForm(forms.Form):
    """`kind` says which page reads it; `check` says, by UnreadableSheet, what the sheet lacks."""

    file = forms.FileField(
        label="Fichier",
        help_text="CSV, ODS ou XLSX, 2 Mo au plus.",
        widget=forms.FileInput({"accept": ".csv,.ods,.xlsx"}),
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide. Choisissez celui que vous avez rempli.",
        },
    )

    def __init__(self, kind, check, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.check = kind, check

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"Le fichier « {excerpt(file.name)} » {TOO_BIG}")
        content = file.read()
        try:
            self.check(read_sheet(content, file.name))
        except UnreadableSheet as fault:
            raise forms.ValidationError(str(fault)) from fault
        return content

    def keep(self, centre, *, by):
        name = excerpt(self.files["file"].name) or "sans nom"
        content = self.cleaned_data["file"]
        return Upload.objects.create(
            centre=centre, kind=self.kind, name=name, content=content, made_by=by
        )
