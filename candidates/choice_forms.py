"""What is done to several candidates at once."""

from django import forms
from django.utils import timezone

from candidates.models import Candidate
from core.templatetags.components import grouped, hour
from sessions.models import Session

MOST_DESTINATIONS = 100
DEEDS = {"move": "Déplacer", "remove": "Retirer", "export": "Exporter en ODS"}


class SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, session):
        return (
            f"{grouped(session.number)}, le {session.day:%d/%m/%Y} à {hour(session.start_time)}, "
            f"{session.place}"
        )


def _next_ones(session):
    """The other sessions of the centre that take people, the nearest in time."""
    others = Session.objects.open().filter(centre=session.centre, ends_at__gt=timezone.now())
    others = others.exclude(pk=session.pk).order_by("starts_at")
    return others.filter(pk__in=others.values("pk")[:MOST_DESTINATIONS]).select_related("room")


class ChoiceForm(forms.Form):
    """Those ticked, whoever is still on the list: who has begun can only be exported."""

    candidat = forms.ModelMultipleChoiceField(
        None, error_messages={"required": "Cochez au moins une personne."}
    )
    deed = forms.ChoiceField(choices=DEEDS.items())
    # The browser asks for it before it lets go of what is ticked; only to move, though.
    destination = SessionChoice(
        None,
        required=False,
        empty_label="Vers la session…",
        widget=forms.Select({"required": True}),
    )

    def __init__(self, session, *args):
        super().__init__(*args)
        mine = Candidate.objects.enrolled().filter(session=session)
        self.fields["candidat"].queryset = mine.select_related("session")
        self.fields["destination"].queryset = _next_ones(session)

    def clean(self):
        cleaned = super().clean()
        ticked = cleaned.get("candidat", [])
        cleaned["candidates"] = [each for each in ticked if not each.started_at]
        cleaned["begun"] = [each for each in ticked if each.started_at]
        if cleaned.get("deed") == "move" and not cleaned.get("destination"):
            self.add_error("destination", "Choisissez la session où déplacer ces personnes.")
        return cleaned
