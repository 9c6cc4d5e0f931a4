"""A session's candidates together: the list, and what is done to several at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from candidates import actions
from candidates.choice_forms import ChoiceForm
from candidates.clashes import clashes_of, words_of
from candidates.columns import table_of
from candidates.listing import Filters
from candidates.views.candidate import CLOSED, tell_removed
from centres.access import for_team
from core.tables import FORMATS, table_response
from core.templatetags.components import grouped
from sessions.access import session_of

PER_PAGE = 50
# What one page ticked lets one remove is all there to be put back, and some more.
MOST_REMOVED = 2 * PER_PAGE


@require_safe
@for_team
def candidates(request, centre, number):
    session = session_of(centre, number)
    filters = Filters(session, request.GET)
    page = Paginator(filters.candidates, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "centre": centre,
        "session": session,
        "filters": filters,
        "page": page,
        "total": session.candidates.enrolled().count(),
        "clashes": [words_of(other) for _, other in clashes_of(session)],
        "removed": session.candidates.removed().order_by("-removed_at")[:MOST_REMOVED],
        "choice": ChoiceForm(session),
        "kinds": [(kind, kind.upper()) for kind in FORMATS],
    }
    return render(request, "candidates/list.html", context)


@require_POST
@for_team
def chosen(request, centre, number):
    """Move, remove or export those that are ticked."""
    session = session_of(centre, number)
    form = ChoiceForm(session, request.POST)
    if not form.is_valid():
        for error in form.errors.values():
            messages.error(request, error[0])
        return redirect("candidates:list", centre.pk, number)
    if form.cleaned_data["deed"] == "export":
        return _file(session, form.cleaned_data["candidat"], "ods")
    _change(request, form)
    return redirect("candidates:list", centre.pk, number)


def _change(request, form):
    """Those who may be moved or removed; those whose test has begun are told."""
    candidates, begun = form.cleaned_data["candidates"], form.cleaned_data["begun"]
    if candidates and form.cleaned_data["deed"] == "move":
        _move(request, form)
    elif candidates:
        tell_removed(request, candidates)
    if begun:
        names = ", ".join(str(candidate) for candidate in begun)
        messages.error(request, f"Test commencé, rien n’a changé pour : {names}.")


def _move(request, form):
    target = form.cleaned_data["destination"]
    try:
        moved, kept = actions.move(form.cleaned_data["candidates"], target, by=request.user)
    except actions.Closed:
        messages.error(request, "L’une des deux sessions est transmise : personne n’a changé.")
        return
    if moved:
        number = f"{moved} personnes sont" if moved > 1 else "Une personne est"
        messages.success(request, f"{number} maintenant dans la session {grouped(target.number)}.")
        asked = [candidate.pk for candidate in form.cleaned_data["candidates"]]
        arrived = target.candidates.enrolled().filter(pk__in=asked)
        for _, other in clashes_of(target, arrived):
            messages.warning(request, words_of(other))
    elif not kept:
        messages.error(request, CLOSED)
    for candidate in kept:
        words = f"{candidate} est déjà dans la session {grouped(target.number)}."
        messages.error(request, words)


@require_safe
@for_team
def export(request, centre, number, kind):
    """The list as the filters leave it, or only those that are ticked."""
    session = session_of(centre, number)
    found = Filters(session, request.GET).candidates
    if ticked := [pk for pk in request.GET.getlist("candidat") if pk.isdecimal()][:5000]:
        found = found.filter(pk__in=ticked)
    return _file(session, found, kind)


def _file(session, candidates, kind):
    return table_response(table_of(session, candidates), kind, f"candidats-{session.number}")
