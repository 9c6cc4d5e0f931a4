"""What a centre answers to a control visit."""

from django import forms


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Réponse du centre",
        help_text="Ce que vous avez fait ou prévu, et pour quand.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Écrivez la réponse du centre."},
    )
