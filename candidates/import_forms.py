"""What a person says of a file of candidates: which one, which of its classes, and yes."""

from django import forms

from centres.upload_forms import UploadForm
from core.records import MOST_BYTES_OF_XML, XML_TOO_BIG
from core.sheets import TOO_BIG, excerpt

KIND = "candidates"
# For those without any: an empty value would be no choice at all.
NO_CLASS = "-"


class FileForm(UploadForm):
    """Its weight is looked at, for the heaviest kind; the worker reads it, and knows its kind."""

    def __init__(self, *args, **kwargs):
        super().__init__(KIND, None, *args, **kwargs)
        field = self.fields["file"]
        field.widget.attrs["accept"] = ".csv,.ods,.xlsx,.xml,.zip"
        field.help_text = (
            "CSV, ODS, XLSX ou ZIP, 2 Mo au plus ; ou l’export XML de SIECLE, 10 Mo au plus."
        )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES_OF_XML:
            fault = XML_TOO_BIG if file.name.lower().endswith(".xml") else TOO_BIG
            raise forms.ValidationError(f"Le fichier « {excerpt(file.name)} » {fault}")
        return file.read()


class ChoiceForm(forms.Form):
    """Which classes of the file count, and whether those that it lacks leave the list."""

    classes = forms.MultipleChoiceField(
        label="Classes à inscrire",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Gardez au moins une classe."},
    )
    replaces = forms.BooleanField(
        label="Retirer de la liste les personnes absentes du fichier",
        help_text="On peut les remettre pendant un jour. Qui a commencé reste dans la liste.",
        required=False,
    )

    def __init__(self, file_import, *args):
        groups = file_import.report["classes"]
        chosen = groups if file_import.classes is None else file_import.classes
        initial = {
            "classes": [group or NO_CLASS for group in chosen],
            "replaces": file_import.replaces,
        }
        super().__init__(*args, initial=initial)
        named = [(group or NO_CLASS, group or "Sans classe") for group in groups]
        self.fields["classes"].choices = named
        if len(named) < 2:
            del self.fields["classes"]

    @property
    def chosen(self):
        """None when all do."""
        given = self.cleaned_data.get("classes", [])
        whole = len(given) == len(self.fields["classes"].choices) if given else True
        return None if whole else ["" if group == NO_CLASS else group for group in given]


class ConfirmForm(forms.Form):
    """Yes to what was shown, and to the communes that no table knows."""

    shown = forms.CharField(widget=forms.HiddenInput)
    communes = forms.BooleanField(
        label="Ces noms sont bien ceux des pièces d’identité",
        error_messages={"required": "Cochez cette case, ou corrigez le fichier."},
    )

    def __init__(self, report, *args):
        super().__init__(*args, initial={"shown": report["shown"]})
        self.report = report
        if not report["doubts"]:
            del self.fields["communes"]

    def clean_shown(self):
        if self.cleaned_data["shown"] != self.report["shown"]:
            raise forms.ValidationError("L’aperçu a changé : vérifiez-le, puis confirmez.")
        return self.cleaned_data["shown"]
