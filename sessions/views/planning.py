"""A whole school planned at once: what is asked, what is proposed, what was made."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import for_team
from sessions import planning_actions as actions
from sessions.access import READ_AND_POST
from sessions.planning_forms import ADDED_GROUPS, MOST_SESSIONS, PlanningForm
from sessions.planning_table import Head, Table


@require_http_methods(READ_AND_POST)
@for_team
def planning(request, centre):
    """What is asked: empty, or as it was typed, with more lines for classes."""
    form = PlanningForm(centre)
    if request.method == "POST":
        more = ADDED_GROUPS if "more" in request.POST else 0
        form = PlanningForm.as_typed(centre, request.POST, more=more)
    return _ask(request, centre, form)


def _ask(request, centre, form):
    context = {"centre": centre, "form": form, "plannings": actions.latest(centre)}
    return render(request, "sessions/planning.html", context)


@require_http_methods(READ_AND_POST)
@for_team
def proposal(request, centre):
    if request.method != "POST":
        return redirect("sessions:planning", centre.pk)
    form = PlanningForm(centre, request.POST)
    found = actions.proposal(centre, form) if form.is_valid() else None
    if found and len(found.rows) > MOST_SESSIONS:
        form.add_error(None, f"{len(found.rows)} sessions : {MOST_SESSIONS} au plus à la fois.")
    if form.errors:
        return _ask(request, centre, form)
    rows, level = [_initial(row) for row in found.rows], form.cleaned_data["level"]
    table = Table(centre, rooms=form.own_rooms, people=form.own_people, rows=rows, level=level)
    table.is_good()
    return _show(request, centre, form, table, uuid.uuid4(), left_over=found.left_over)


def _initial(row):
    return {
        "keep": True,
        "group": row.group,
        "size": row.size,
        "extra_time": row.extra_time,
        "day": row.day,
        "start_time": row.start,
        "end_time": row.end,
        "room": row.place.id,
        "watchers": [watcher.id for watcher in row.watchers],
    }


def _show(request, centre, form, table, key, left_over=()):
    """The table, and hidden in it what was asked, so that one can go back to it."""
    context = {
        "centre": centre,
        "table": table,
        "key": key,
        "asked": form.kept,
        "left_over": left_over,
        "missing": max(0, form.wanted_in_all - table.placed),
    }
    return render(request, "sessions/planning_proposal.html", context)


@require_http_methods(READ_AND_POST)
@for_team
def confirm(request, centre):
    """Look at the edited table again, or make what it says."""
    head = Head(request.POST)
    if not head.is_valid():
        messages.info(request, "La proposition n’a pas été reçue en entier : recommencez.")
        return redirect("sessions:planning", centre.pk)
    key = head.cleaned_data["key"]
    made = actions.made_with(centre, key)
    if made:
        return redirect("sessions:planning_made", centre.pk, made.pk)
    form = PlanningForm(centre, request.POST)
    level = head.cleaned_data["level"]
    table = Table(
        centre, rooms=form.own_rooms, people=form.own_people, data=request.POST, level=level
    )
    if table.is_good() and table.drafts and "make" in request.POST:
        try:
            made = actions.make(centre, key, table.drafts, by=request.user)
        except actions.Refused:
            messages.error(request, "Rien n’a été créé : voyez ce qui a changé.")
        else:
            return redirect("sessions:planning_made", centre.pk, made.pk)
    return _show(request, centre, form, table, key)


@require_safe
@for_team
def made(request, centre, planning):
    chosen = get_object_or_404(centre.plannings.select_related("made_by"), pk=planning)
    sessions = chosen.sessions.select_related("room").prefetch_related("invigilators")
    sessions = sessions.order_by("starts_at", "pk")
    context = {
        "centre": centre,
        "planning": chosen,
        "sessions": sessions,
        "candidates": sum(session.expected or 0 for session in sessions),
        "untouched": actions.untouched(chosen).count(),
    }
    return render(request, "sessions/planning_made.html", context)


@require_http_methods(READ_AND_POST)
@for_team
def undo(request, centre, planning):
    chosen = get_object_or_404(centre.plannings, pk=planning)
    if request.method == "POST":
        number = actions.undo(chosen, by=request.user)
        plural = "s" if number > 1 else ""
        messages.success(request, f"{number} session{plural} supprimée{plural}.")
        return redirect("sessions:list", centre.pk)
    number, total = actions.untouched(chosen).count(), chosen.sessions.count()
    context = {"centre": centre, "planning": chosen, "number": number, "others": total - number}
    return render(request, "sessions/planning_undo.html", context)
