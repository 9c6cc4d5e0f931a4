"""All the papers of some sessions in one file: asked for, waited for, downloaded."""

from contextlib import suppress

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import for_team
from core.states import IllegalTransition
from papers.bundles import Bundle
from papers.forms import BundleForm
from sessions.access import READ_AND_POST

MOST_SHOWN = 300


@require_http_methods(READ_AND_POST)
@for_team
def bundles(request, centre):
    """The sessions to come, to tick; those of a planning already are."""
    if request.method == "POST":
        form = BundleForm(_sessions(centre), request.POST)
        if form.is_valid():
            made = Bundle.objects.ask(centre, **form.cleaned_data, by=request.user)
            return redirect("papers:bundle", centre.pk, made.pk)
    else:
        form = BundleForm(_sessions(centre), initial={"sessions": _planned(request, centre)})
    context = {
        "centre": centre,
        "form": form,
        "sessions": _sessions(centre).with_enrolled().select_related("room")[:MOST_SHOWN],
        "ticked": {str(pk) for pk in form["sessions"].value() or []},
        "kept": centre.bundles.kept().select_related("made_by"),
    }
    return render(request, "papers/bundles.html", context)


def _sessions(centre):
    """Not those that are finalised: their papers are filed already."""
    return centre.sessions.open().order_by("starts_at", "pk")


def _planned(request, centre):
    planning = request.GET.get("planification", "")
    if not planning.isdecimal() or len(planning) > 9:
        return []
    return list(_sessions(centre).filter(planning=planning).values_list("pk", flat=True))


@require_http_methods(READ_AND_POST)
@for_team
def bundle(request, centre, bundle):
    """How far it has come; posted, it is tried again."""
    made = get_object_or_404(centre.bundles.kept(), pk=bundle)
    if request.method == "POST":
        if made.has_failed:
            with suppress(IllegalTransition):
                made.retry(by=request.user)
        return redirect("papers:bundle", centre.pk, made.pk)
    return render(request, "papers/bundle.html", {"centre": centre, "bundle": made})


@require_safe
@for_team
def bundle_zip(request, centre, bundle):
    made = get_object_or_404(centre.bundles.kept(), pk=bundle)
    name = f"papiers-{timezone.localdate(made.created_at):%Y-%m-%d}-{made.pk}.zip"
    with suppress(FileNotFoundError):  # forgotten just now, or lost by the disk: the page says so
        if made.state == Bundle.State.DONE:
            return FileResponse(default_storage.open(made.path), as_attachment=True, filename=name)
    return redirect("papers:bundle", centre.pk, made.pk)
