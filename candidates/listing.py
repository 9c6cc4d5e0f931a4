"""The list of a session's candidates: looked for, sorted, chosen."""

from django import forms
from django.db.models import Q

from core.listing import ListFilters, search_field
from core.names import name_key

SORTS = {
    "": ("Nom", ("key", "birth_date", "pk")),
    "classe": ("Classe", ("group", "key", "pk")),
    "naissance": ("Date de naissance", ("birth_date", "key", "pk")),
    "temps": ("Temps majoré d’abord", ("-extra_time", "key", "pk")),
    "inscription": ("Derniers inscrits d’abord", ("-created_at", "-pk")),
}


class Filters(ListFilters):
    q = search_field("Nom, prénom ou identifiant")
    classe = forms.ChoiceField(label="Classe", required=False)
    tri = forms.ChoiceField(
        label="Ordre", required=False, choices=[(key, label) for key, (label, _) in SORTS.items()]
    )

    def __init__(self, session, data):
        super().__init__(data)
        self.session = session
        groups = session.candidates.enrolled().exclude(group="").order_by("group")
        named = groups.values_list("group", flat=True).distinct()
        self.fields["classe"].choices = [("", "Toutes"), *((name, name) for name in named)]

    @property
    def candidates(self):
        asked, found = self.asked, self.session.candidates.enrolled()
        for word in asked.get("q", "").split():
            found = found.filter(Q(key__contains=name_key(word)) | Q(identifier__icontains=word))
        if group := asked.get("classe"):
            found = found.filter(group=group)
        return found.order_by(*SORTS[asked.get("tri", "")][1])
