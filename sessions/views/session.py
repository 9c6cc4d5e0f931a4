"""One session: seen, made, copied, edited, deleted, cancelled and put back; its journal."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centres.access import for_team
from core.journal import JournalEntry
from core.states import IllegalTransition
from sessions import actions
from sessions.access import READ_AND_POST, session_of
from sessions.forms import CancelForm, DeleteForm, SessionForm
from sessions.models import Session
from sessions.readiness import Surroundings
from sessions.steps import steps_of
from sessions.words import act, actor

# What a copy takes over: all but the day, which is what one copies a session for.
COPIED = [name for name in SessionForm.Meta.fields if name not in ("day", "invigilators")]


@require_safe
@for_team
def session(request, centre, number):
    chosen = session_of(centre, number)
    around = Surroundings.around(centre, chosen.starts_at, chosen.ends_at)
    context = {
        "centre": centre,
        "session": chosen,
        "steps": steps_of(chosen),
        "warnings": around.still_to_do(chosen),
        "limit": centre.candidates_per_invigilator(chosen.day),
    }
    return render(request, "sessions/session.html", context)


@require_http_methods(READ_AND_POST)
@for_team
def create(request, centre):
    """A new session, or one like another: `?copie=` names it."""
    posted = request.POST if request.method == "POST" else None
    form = SessionForm(centre, posted, initial=_like(centre, request.GET.get("copie", "")))
    if form.is_valid() and not form.warnings:
        try:
            made = actions.plan(form, by=request.user)
        except actions.AlreadyThere:
            form.add_error(None, "Une session vient d’être créée à cette heure dans ce lieu.")
        else:
            messages.success(request, "La session est créée.")
            return redirect(made)
    return render(request, "sessions/create.html", {"centre": centre, "form": form})


def _like(centre, number):
    """What a session has in common with the one it is copied from."""
    is_number = number.isdecimal() and len(number) < 10
    model = centre.sessions.filter(number=number).first() if is_number else None
    if model is None:
        return {"day": None}
    values = {name: getattr(model, f"{name}_id", getattr(model, name)) for name in COPIED}
    return {**values, "invigilators": list(model.invigilators.values_list("pk", flat=True))}


@require_http_methods(READ_AND_POST)
@for_team
def edit(request, centre, number):
    chosen = session_of(centre, number)
    if not chosen.is_editable:
        messages.error(request, "Cette session ne peut plus être modifiée.")
        return redirect(chosen)
    form = SessionForm(centre, request.POST if request.method == "POST" else None, instance=chosen)
    context = {"centre": centre, "session": chosen, "form": form}
    if form.is_valid() and not form.warnings:
        try:
            actions.edit(form, by=request.user)
        except actions.AlreadyThere:
            form.add_error(None, "Une session vient d’être créée à cette heure dans ce lieu.")
        except actions.Gone:
            messages.error(request, f"La session {number} vient d’être supprimée.")
            return redirect("sessions:list", centre.pk)
        except actions.Outdated:
            context["meanwhile"] = _meanwhile(form)
        else:
            messages.success(request, "La session est modifiée.")
            return redirect(chosen)
    return render(request, "sessions/edit.html", context)


def _meanwhile(form):
    """Who did what since this form was opened; at least, how far the session has come."""
    lines = [(actor(entry), act(entry)) for entry in form.catch_up()]
    if lines:
        return lines
    stored = Session.objects.get(pk=form.instance.pk)
    return [("", f"La session est maintenant : {stored.phase_name}.")]


@require_http_methods(READ_AND_POST)
@for_team
def delete(request, centre, number):
    chosen = session_of(centre, number)
    if request.method == "POST" and (answer := _deleted(request, chosen)):
        return answer
    return render(request, "sessions/delete.html", {"centre": centre, "session": chosen})


def _deleted(request, chosen):
    """Where to go once it is, or cannot be; nowhere when somebody was enrolled meanwhile."""
    form = DeleteForm(request.POST)
    form.is_valid()
    try:
        done = actions.delete(chosen, by=request.user, seen=form.cleaned_data.get("seen") or 0)
    except actions.Joined:
        messages.error(request, "Une personne vient d’être inscrite. Supprimer tout de même ?")
        return None
    if done:
        messages.success(request, f"La session {chosen.number} est supprimée.")
        return redirect("sessions:list", chosen.centre_id)
    messages.error(request, "Un test vient de commencer : la session n’est pas supprimée.")
    return redirect(chosen)


@require_http_methods(READ_AND_POST)
@for_team
def cancel(request, centre, number):
    chosen = session_of(centre, number)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            chosen.cancel(by=request.user, why=form.cleaned_data["why"])
        except IllegalTransition:
            messages.error(request, "Cette session a changé d’état : elle n’est pas annulée.")
        else:
            messages.success(request, "La session est annulée. Vous pouvez la rétablir.")
        return redirect(chosen)
    context = {"centre": centre, "session": chosen, "form": form}
    return render(request, "sessions/cancel.html", context)


@require_POST
@for_team
def reinstate(request, centre, number):
    chosen = session_of(centre, number)
    try:
        chosen.reinstate(by=request.user)
    except IntegrityError:
        messages.error(
            request, "Une autre session a pris cette heure et ce lieu : créez-en une nouvelle."
        )
    except IllegalTransition:
        messages.error(request, "Cette session n’est plus annulée.")
    else:
        messages.success(request, "La session est rétablie. Son code d’accès a changé.")
    return redirect(chosen)


@require_safe
@for_team
def journal(request, centre, number):
    chosen = session_of(centre, number)
    entries = JournalEntry.objects.about(chosen)
    lines = [(entry.at, act(entry), actor(entry)) for entry in entries[:500]]
    context = {"centre": centre, "session": chosen, "lines": lines}
    return render(request, "sessions/journal.html", context)
