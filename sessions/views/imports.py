"""Sessions by file: the model to fill, the preview, the deed; and the list as a file."""

from contextlib import suppress

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import for_team
from centres.models import Upload
from centres.upload_forms import UploadForm
from core.sheets import UnreadableSheet, read_sheet
from core.tables import FORMATS, table_response
from sessions import imports
from sessions.access import READ_AND_POST
from sessions.actions import AlreadyThere, Outdated
from sessions.columns import COLUMNS, table_of
from sessions.import_actions import carry_out
from sessions.listing import Filters

KIND = "sessions"


@require_http_methods(READ_AND_POST)
@for_team
def choose(request, centre):
    """The first step: a file that can be read is kept, and its preview shown."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(KIND, imports.check, *posted)
    if form.is_valid():
        upload = form.keep(centre, by=request.user)
        return redirect("sessions:import_preview", centre.pk, upload.pk)
    context = {"centre": centre, "form": form, "columns": COLUMNS.values(), "kinds": list(FORMATS)}
    return render(request, "sessions/import.html", context)


@require_http_methods(READ_AND_POST)
@for_team
def preview(request, centre, upload):
    """The second step: what the file would do; posted, it does just what was shown, once."""
    upload = get_object_or_404(centre.uploads.filter(kind=KIND), pk=upload)
    if upload.done_at:
        return _result(request, centre, upload)
    try:
        plan = imports.read(centre, read_sheet(bytes(upload.content), upload.name))
    except UnreadableSheet as fault:
        messages.error(request, str(fault))
        return redirect("sessions:import", centre.pk)
    if request.method == "POST" and _is_done(request, upload, plan):
        return redirect("sessions:import_preview", centre.pk, upload.pk)
    context = {
        "centre": centre,
        "upload": upload,
        "plan": plan,
        "form": UploadForm(KIND, imports.check),
        "is_stale": request.method == "POST",
    }
    return render(request, "sessions/import_preview.html", context)


def _is_done(request, upload, plan):
    """Whether it is, by this click or one before; not when it is no longer what was shown."""
    if not plan.faults and request.POST.get("shown") == plan.fingerprint:
        with suppress(AlreadyThere, Outdated):
            carry_out(upload, plan, by=request.user)
            return True
    # What has changed may be what the click before has just done.
    return Upload.objects.filter(pk=upload.pk).exclude(done_at=None).exists()


def _result(request, centre, upload):
    if request.method == "POST":
        return redirect("sessions:import_preview", centre.pk, upload.pk)
    numbers = [*upload.outcome["created"], *upload.outcome["changed"]]
    sessions = centre.sessions.with_enrolled().filter(number__in=numbers).select_related("room")
    context = {
        "centre": centre,
        "upload": upload,
        "sessions": sessions.prefetch_related("invigilators").order_by("starts_at", "pk"),
    }
    return render(request, "sessions/import_done.html", context)


@require_safe
@for_team
def template(request, centre, kind):
    """Empty, or with the sessions to come, ready to be changed."""
    sessions = centre.sessions.upcoming(timezone.now())
    sessions = _whole(sessions) if "avec" in request.GET else sessions.none()
    return table_response(table_of(sessions), kind, "modele-sessions")


@require_safe
@for_team
def export(request, centre, kind):
    """The list as the address filters it; read back, it changes nothing."""
    sessions = _whole(Filters(centre, timezone.now(), request.GET).sessions)
    table = table_of(sessions, with_state=True)
    return table_response(table, kind, f"sessions-{centre.today}")


def _whole(sessions):
    return sessions.select_related("room", "level").prefetch_related("invigilators")
