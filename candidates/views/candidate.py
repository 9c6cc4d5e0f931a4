"""One candidate: enrolled, seen, edited, removed and put back."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates import actions
from candidates.communes import suggest
from candidates.forms import CandidateForm
from candidates.words import lines_of
from centres.access import for_team
from sessions.access import READ_AND_POST, session_of

CLOSED = (
    "La session est transmise, le test a commencé ou cette personne n’est plus dans la liste : "
    "rien n’a changé."
)


@require_http_methods(READ_AND_POST)
@for_team
def enrol(request, centre, number):
    session = session_of(centre, number)
    if not session.is_editable:
        messages.error(request, CLOSED)
        return redirect("candidates:list", centre.pk, number)
    form = CandidateForm(session, request.POST if request.method == "POST" else None)
    if form.is_valid() and not form.warnings:
        try:
            made = actions.enrol(form, by=request.user)
        except actions.AlreadyEnrolled:
            form.add_error(None, "Cette personne vient d’être inscrite.")
        except actions.Closed:
            form.add_error(None, CLOSED)
        else:
            messages.success(request, f"{made} est dans la liste.")
            return redirect(
                "candidates:enrol" if "again" in request.POST else "candidates:list",
                centre.pk,
                number,
            )
    context = {"centre": centre, "session": session, "form": form}
    return render(request, "candidates/enrol.html", context)


def candidate_of(session, pk):
    found = get_object_or_404(session.candidates.enrolled(), pk=pk)
    found.session = session
    return found


@require_safe
@for_team
def candidate(request, centre, number, candidate):
    session = session_of(centre, number)
    chosen = candidate_of(session, candidate)
    context = {
        "centre": centre,
        "session": session,
        "candidate": chosen,
        "lines": lines_of(chosen),
    }
    return render(request, "candidates/candidate.html", context)


@require_http_methods(READ_AND_POST)
@for_team
def edit(request, centre, number, candidate):
    session = session_of(centre, number)
    chosen = candidate_of(session, candidate)
    if chosen.obstacle_to_changing:
        messages.error(request, chosen.obstacle_to_changing)
        return redirect(chosen)
    posted = request.POST if request.method == "POST" else None
    form = CandidateForm(session, posted, instance=chosen)
    context = {"centre": centre, "session": session, "candidate": chosen, "form": form}
    if form.is_valid() and not form.warnings:
        try:
            actions.edit(form, by=request.user)
        except actions.AlreadyEnrolled:
            form.add_error(None, "Cette personne vient d’être inscrite.")
        except actions.Closed:
            form.add_error(None, CLOSED)
        except actions.Outdated:
            context["meanwhile"] = lines_of(chosen, form.catch_up())
        else:
            messages.success(request, f"L’inscription de {chosen} est modifiée.")
            return redirect(chosen)
    return render(request, "candidates/edit.html", context)


@require_http_methods(READ_AND_POST)
@for_team
def remove(request, centre, number, candidate):
    session = session_of(centre, number)
    chosen = candidate_of(session, candidate)
    if request.method == "POST":
        tell_removed(request, [chosen])
        return redirect("candidates:list", centre.pk, number)
    context = {"centre": centre, "session": session, "candidate": chosen}
    return render(request, "candidates/remove.html", context)


def tell_removed(request, candidates):
    """Remove these, and say how many went or why none did."""
    try:
        done = actions.remove(candidates, by=request.user)
    except actions.Closed:
        done = 0
    if not done:
        messages.error(request, CLOSED)
    elif len(candidates) == 1:
        messages.success(request, f"{candidates[0]} n’est plus dans la liste.")
    else:
        words = f"Retirés de la liste : {done}. On peut les remettre, plus bas."
        messages.success(request, words)


@require_POST
@for_team
def restore(request, centre, number, candidate):
    session = session_of(centre, number)
    chosen = get_object_or_404(session.candidates, pk=candidate)
    chosen.session = session
    try:
        actions.restore(chosen, by=request.user)
    except actions.AlreadyEnrolled:
        messages.error(request, f"{chosen} a été inscrit de nouveau : rien à remettre.")
    except actions.Closed:
        messages.error(request, CLOSED)
    else:
        messages.success(request, f"{chosen} est de nouveau dans la liste.")
    return redirect("candidates:list", centre.pk, number)


@require_safe
@for_team
def communes(request, centre, number):
    """What the page suggests as one types: public data."""
    session_of(centre, number)
    found = suggest(request.GET.get("q", "")[:100], request.GET.get("departement", "")[:3])
    lines = [{"name": each.name, "department": each.department} for each in found]
    return JsonResponse({"communes": lines})
