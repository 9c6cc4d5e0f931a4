"""The list of sessions: what is looked for, in what order, all kept in the address."""

import re
from datetime import date

from django import forms
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.utils.formats import date_format

from centres.models import Invigilator
from core.listing import ListFilters, search_field
from core.names import name_key
from sessions.models import Session
from sessions.querysets import phases
from sessions.words import PHASES

PER_PAGE = 25
SORTS = {
    "": "Le plus urgent d’abord",
    "date": "La plus proche d’abord",
    "-date": "La plus lointaine d’abord",
    "numero": "Numéro",
    "salle": "Salle",
}
ORDERS = {
    "date": ("starts_at", "pk"),
    "-date": ("-starts_at", "-pk"),
    "numero": ("number",),
    "salle": ("room__name", "place_name", "starts_at", "pk"),
}
# Figures that may be a session's number, however they are grouped.
NUMBER = re.compile(r"^[\d\s]{3,9}$")


def search(centre, sessions, typed):
    """Every word must be found: in the place, the group, or a name of who watches or sits."""
    if NUMBER.match(typed):
        return sessions.filter(number=int("".join(typed.split())))
    for word in typed.split():
        named = Q(last_name__icontains=word) | Q(first_name__icontains=word)
        people = Invigilator.objects.filter(named, centre=centre)
        watched = Session.invigilators.through.objects.filter(invigilator__in=people)
        sessions = sessions.annotate(sitting=_sitting(word)).filter(
            Q(room__name__icontains=word)
            | Q(place_name__icontains=word)
            | Q(group__icontains=word)
            | Q(pk__in=watched.values("session"))
            | Q(sitting__gt=0)
        )
    return sessions


def _sitting(word):
    """How many of this name are on the list. Counted session by session, so that PostgreSQL
    reads the lists of this centre alone, and never everybody's."""
    if not name_key(word):
        return Value(0)
    enrolled = Q(candidates__removed_at=None, candidates__key__contains=name_key(word))
    lists = Session.objects.filter(enrolled, pk=OuterRef("pk")).order_by()
    return Subquery(lists.values("pk").annotate(number=Count("pk")).values("number"))


def count_enrolled(sessions):
    """Give each of these sessions how many are on its list: one query for them all."""
    counted = Session.objects.filter(pk__in=[session.pk for session in sessions])
    numbers = dict(counted.with_enrolled().values_list("pk", "enrolled"))
    for session in sessions:
        session.enrolled = numbers[session.pk]


class Filters(ListFilters):
    q = search_field("Numéro, salle, classe ou personne")
    etat = forms.ChoiceField(label="État", required=False)
    mois = forms.ChoiceField(label="Période", required=False)
    qui = forms.ModelChoiceField(None, label="Surveillant", required=False, empty_label="Tous")
    tri = forms.ChoiceField(label="Ordre", required=False, choices=SORTS.items())

    def __init__(self, centre, now, data):
        super().__init__(data)
        self.centre, self.now = centre, now
        self.fields["qui"].queryset = Invigilator.objects.filter(centre=centre)
        self.fields["etat"].choices = self._states()
        self.fields["mois"].choices = self._periods()

    def _states(self):
        counts = self.centre.sessions.aggregate(
            **{phase: Count("pk", filter=rule) for phase, rule in phases(self.now).items()}
        )
        self.total = sum(counts.values())
        named = [(phase, f"{PHASES[phase]} ({number})") for phase, number in counts.items()]
        return [("", f"Tous ({self.total})"), *named]

    def _periods(self):
        months = list(self.centre.sessions.dates("day", "month", order="DESC"))
        years = dict.fromkeys(f"{_school_year(month)}" for month in months)
        return [
            ("", "Toutes"),
            *((year, f"Année {year}") for year in years),
            *((f"{month:%Y-%m}", date_format(month, "F Y").capitalize()) for month in months),
        ]

    @property
    def sessions(self):
        """The sessions that the address asks for, in its order."""
        asked, found = self.asked, self.centre.sessions.all()
        if phase := asked.get("etat"):
            found = found.in_phase(self.now, phase)
        if period := asked.get("mois"):
            found = found.filter(day__range=_span(period))
        if person := asked.get("qui"):
            found = found.filter(invigilators=person)
        found = search(self.centre, found, asked.get("q", "")).select_related("room")
        if order := asked.get("tri"):
            return found.order_by(*ORDERS[order])
        return found.most_urgent_first(self.now)


def _school_year(day):
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}-{first + 1}"


def _span(period):
    """The first and last days of « 2026-2027 » or of « 2027-03 »."""
    first, second = (int(part) for part in period.split("-"))
    if second > 12:
        return date(first, 9, 1), date(second, 8, 31)
    following = date(first + second // 12, second % 12 + 1, 1)
    return date(first, second, 1), date.fromordinal(following.toordinal() - 1)
