"""What an address asks of a list: whom to look for, what to keep, in what order."""

from django import forms


class ListFilters(forms.Form):
    """What makes no sense asks nothing; `tri` is an order, and leaves nobody out."""

    @property
    def asked(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_on(self):
        return bool(self.asked.keys() - {"tri"})


def search_field(label):
    return forms.CharField(
        label=label, required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
