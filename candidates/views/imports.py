"""Candidates by file: the file sent, read by the worker, looked at, confirmed."""

from contextlib import suppress

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from candidates import import_actions
from candidates.actions import Closed
from candidates.columns import COLUMNS
from candidates.file_imports import MOST_READ_AT_ONCE, CandidateImport
from candidates.import_forms import ChoiceForm, ConfirmForm, FileForm
from candidates.previews import Preview, told
from candidates.views.candidate import CLOSED
from centres.access import for_team
from core.outbox import ring
from core.sheets import UnreadableSheet
from core.states import IllegalTransition
from core.tables import FORMATS
from sessions.access import READ_AND_POST, session_of


@require_http_methods(READ_AND_POST)
@for_team
def choose(request, centre, number):
    """The first step: a file is kept, and the worker told."""
    session = session_of(centre, number)
    if not session.is_editable:
        return _closed(request, session)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        with transaction.atomic():
            upload = form.keep(centre, by=request.user)
            made = CandidateImport.objects.create(upload=upload, session=session)
            ring(CandidateImport)
        return _preview_of(made)
    return _page(request, "candidates/import.html", session, form=form, fault="")


@require_http_methods(READ_AND_POST)
@for_team
def preview(request, centre, number, file_import):
    """The second step: what the file would do; posted, it does just what was shown, once."""
    chosen = _import_of(centre, number, file_import)
    session, form = chosen.session, FileForm()
    if chosen.confirmed_at:
        return redirect("candidates:list", centre.pk, number)
    if not session.is_editable:
        return _closed(request, session)
    if chosen.state == "waiting":
        return _page(request, "candidates/import_reading.html", session, file_import=chosen)
    if chosen.state == "failed":
        return _page(request, "candidates/import.html", session, form=form, fault=chosen.fault)
    report = chosen.report
    confirm = ConfirmForm(report, *([request.POST] if request.method == "POST" else []))
    if not report["faults"] and confirm.is_valid():
        return _confirmed(request, chosen)
    context = {
        "file_import": chosen,
        "report": report,
        "preview": Preview(report),
        "form": form,
        "confirm": confirm,
        "choice": ChoiceForm(chosen),
        "is_stale": "relu" in request.GET,
    }
    return _page(request, "candidates/import_preview.html", session, **context)


def _confirmed(request, chosen):
    """What was done is told on the list; when the list has changed, the file is read again."""
    try:
        outcome = import_actions.confirm(chosen, by=request.user)
    except Closed:
        return _closed(request, chosen.session)
    except import_actions.Outdated:
        with suppress(IllegalTransition):
            chosen.retry(by=request.user)
        return _preview_of(chosen, "?relu")
    if outcome:
        messages.success(request, told(outcome))
    return redirect("candidates:list", chosen.session.centre_id, chosen.session.number)


@require_POST
@for_team
def again(request, centre, number, file_import):
    """Read once more, with other choices; or at once, when no worker answers."""
    chosen = _import_of(centre, number, file_import)
    if "now" in request.POST:
        _read_now(request, chosen)
    elif chosen.state == "read" and not chosen.confirmed_at:
        form = ChoiceForm(chosen, request.POST)
        if form.is_valid():
            with suppress(IllegalTransition):
                chosen.choose(form.chosen, form.cleaned_data["replaces"], by=request.user)
        else:
            messages.error(request, *form.errors["classes"])
    return _preview_of(chosen)


def _read_now(request, chosen):
    if chosen.state != "waiting" or not chosen.is_late:
        return
    with suppress(UnreadableSheet):
        if len(chosen.sheet.rows) > MOST_READ_AT_ONCE:
            messages.error(request, "Ce fichier est trop long pour être lu tout de suite.")
            return
    # Whoever else reads it at this moment may finish first.
    with suppress(IllegalTransition):
        chosen.attempt()


def _import_of(centre, number, pk):
    session = session_of(centre, number)
    found = CandidateImport.objects.select_related("upload").defer("upload__content")
    chosen = get_object_or_404(found.filter(session=session), pk=pk)
    chosen.session = session
    return chosen


def _preview_of(chosen, query=""):
    session = chosen.session
    where = [session.centre_id, session.number, chosen.pk]
    return redirect(reverse("candidates:import_preview", args=where) + query)


def _closed(request, session):
    messages.error(request, CLOSED)
    return redirect("candidates:list", session.centre_id, session.number)


def _page(request, template, session, **context):
    context |= {"centre": session.centre, "session": session}
    context |= {"columns": COLUMNS.values(), "kinds": list(FORMATS)}
    return render(request, template, context)
