"""Surveillants: who they are, and the training they followed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centres.access import for_team
from centres.archive import ArchiveForm, say_with_undo, set_aside
from centres.invigilator_forms import (
    InvigilatorFilter,
    InvigilatorForm,
    PeopleForm,
    TrainingForm,
)
from centres.models import Invigilator


@require_safe
@for_team
def invigilators(request, centre):
    training = TrainingForm(centre=centre, initial={"trained_by": str(request.user)})
    return _list(request, centre, training)


@require_POST
@for_team
def train(request, centre):
    form = TrainingForm(request.POST, centre=centre)
    if not form.is_valid():
        return _list(request, centre, form)
    people = form.cleaned_data["people"]
    day, trainer = form.cleaned_data["trained_on"], form.cleaned_data["trained_by"]
    people.train(day, trainer, by=request.user)
    number = len(people)
    words = f"{number} personnes" if number > 1 else "une personne"
    messages.success(request, f"La formation est enregistrée pour {words}.")
    return redirect("centres:invigilators", centre.pk)


def _list(request, centre, training):
    archived = "archivees" in request.GET
    filters = InvigilatorFilter(request.GET)
    context = {
        "centre": centre,
        "archived": archived,
        "filters": filters,
        "people": filters.apply(centre.invigilators.filter(is_archived=archived)),
        "all": centre.invigilators.count(),
        "untrained": centre.invigilators.in_use().untrained().count(),
        "set_aside": centre.invigilators.filter(is_archived=True).count(),
        "form": training,
    }
    return render(request, "centres/invigilators.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def add(request, centre):
    form = InvigilatorForm(_posted(request), instance=Invigilator(centre=centre))
    if form.is_valid() and (person := form.keep("create", by=request.user)):
        messages.success(request, f"{person} est dans la liste des surveillants.")
        return redirect("centres:invigilators", centre.pk)
    return _form_page(request, centre, form, None, "Ajouter un surveillant")


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def add_several(request, centre):
    form = PeopleForm(_posted(request), centre=centre)
    if form.is_valid() and (number := form.add(by=request.user)):
        words = f"{number} personnes ajoutées." if number > 1 else "Une personne ajoutée."
        messages.success(request, words)
        return redirect("centres:invigilators", centre.pk)
    return render(request, "centres/invigilators_add.html", {"centre": centre, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def invigilator(request, centre, invigilator):
    person = get_object_or_404(centre.invigilators, pk=invigilator)
    title = str(person)
    form = InvigilatorForm(_posted(request), instance=person)
    if form.is_valid() and form.keep("change", by=request.user):
        messages.success(request, f"La fiche de {person} est enregistrée.")
        return redirect("centres:invigilators", centre.pk)
    return _form_page(request, centre, form, person, title)


@require_POST
@for_team
def archive(request, centre, invigilator):
    person = get_object_or_404(centre.invigilators, pk=invigilator)
    form = ArchiveForm(request.POST)
    form.is_valid()
    archived = form.cleaned_data["archived"]
    set_aside(person, archived, by=request.user)
    words = f"{person} n’est plus dans la liste." if archived else f"{person} y est de nouveau."
    say_with_undo(request, words, archived)
    return redirect("centres:invigilators", centre.pk)


def _form_page(request, centre, form, person, title):
    context = {"centre": centre, "form": form, "person": person, "title": title}
    return render(request, "centres/invigilator_form.html", context)


def _posted(request):
    return request.POST if request.method == "POST" else None
