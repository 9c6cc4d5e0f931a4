"""Convocations by mail: who has one, what became of it, sent or sent again."""

from contextlib import suppress

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from centres.access import for_team
from papers import convocations as sending
from papers.forms import OneForm
from sessions.access import READ_AND_POST, session_of
from sessions.models import Session


@require_http_methods(READ_AND_POST)
@for_team
def convocations(request, centre, number):
    session = session_of(centre, number)
    if request.method == "POST":
        with suppress(Session.DoesNotExist):  # deleted meanwhile: the next page says so
            _send(request, session)
        return redirect("papers:convocations", centre.pk, number)
    lines = sending.standings(session)
    context = {
        "centre": centre,
        "session": session,
        "lines": lines,
        "due": sum(each.is_due for each in lines),
        "without_address": sum(not each.candidate.email for each in lines),
    }
    return render(request, "papers/convocation_list.html", context)


def _send(request, session):
    if "candidat" in request.POST:
        _send_one(request, session)
        return
    number = sending.send_due(session, by=request.user)
    if number:
        plural = "s" if number > 1 else ""
        messages.success(request, f"{number} convocation{plural} en cours d’envoi.")
    else:
        messages.info(request, "Personne n’est à prévenir : tout est déjà envoyé.")


def _send_one(request, session):
    form = OneForm(session, request.POST)
    if not form.is_valid():
        messages.error(request, "Cette personne n’est plus dans la liste.")
        return
    candidate, seen = form.cleaned_data["candidat"], form.cleaned_data["seen"]
    if sending.send_again(session, candidate, seen=seen, by=request.user):
        messages.success(request, f"La convocation de {candidate} est en cours d’envoi.")
    else:
        messages.info(request, f"Une convocation vient déjà de partir pour {candidate}.")
