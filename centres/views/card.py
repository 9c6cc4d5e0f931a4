"""The centre's card: read by the whole team, kept by the référent."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import for_managers, for_team
from centres.forms import CardForm, changes_in
from core.journal import record


@require_safe
@for_team
def card(request, centre):
    today = centre.today
    context = {
        "centre": centre,
        "limit": centre.candidates_per_invigilator(today),
        "derogation": centre.derogation_on(today),
    }
    return render(request, "centres/card.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def edit(request, centre):
    """Of two who save at once, the second sees what the first has written."""
    if request.method != "POST":
        return _page(request, centre, CardForm(instance=centre))
    with transaction.atomic():
        form = CardForm(request.POST, instance=centre.hold())
        if not form.is_valid():
            return _page(request, centre, form)
        form.save()
        if changes := changes_in(form):
            record("change", centre, by=request.user, changes=changes)
    messages.success(request, "La fiche du centre est enregistrée.")
    return redirect(centre)


def _page(request, centre, form):
    return render(request, "centres/card_edit.html", {"centre": centre, "form": form})
