"""Rooms: what stands in them, and whether they are ready."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centres.access import for_team
from centres.archive import ArchiveForm, say_with_undo, set_aside
from centres.models import Room
from centres.room_forms import CheckForm, RoomEditForm, RoomForm


@require_safe
@for_team
def rooms(request, centre):
    archived = "archivees" in request.GET
    context = {
        "centre": centre,
        "archived": archived,
        "rooms": centre.rooms.filter(is_archived=archived).with_last_check(),
        "set_aside": centre.rooms.filter(is_archived=True).count(),
    }
    return render(request, "centres/rooms.html", context)


@require_safe
@for_team
def room(request, centre, room):
    room = get_object_or_404(centre.rooms.with_last_check(), pk=room)
    checks = room.checks.select_related("by")
    return render(
        request, "centres/room.html", {"centre": centre, "room": room, "checks": checks[:20]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def add(request, centre):
    form = RoomForm(_posted(request), instance=Room(centre=centre))
    if form.is_valid() and (room := form.add(by=request.user)):
        messages.success(
            request, f"La salle {room} est ajoutée. Reste à vérifier qu’elle est prête."
        )
        return redirect(room)
    return _form_page(request, centre, form, "Ajouter une salle")


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def edit(request, centre, room):
    room = get_object_or_404(centre.rooms, pk=room)
    title = f"Modifier la salle {room}"
    form = RoomEditForm(_posted(request), instance=room)
    if form.is_valid() and form.change(by=request.user):
        messages.success(request, f"La salle {room} est enregistrée.")
        return redirect(room)
    return _form_page(request, centre, form, title)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def check(request, centre, room):
    room = get_object_or_404(centre.rooms, pk=room)
    form = CheckForm(_posted(request))
    if form.is_valid():
        room.verify(form.answers, form.cleaned_data["remark"], by=request.user)
        messages.success(request, f"La vérification de la salle {room} est enregistrée.")
        return redirect(room)
    return render(
        request, "centres/room_check.html", {"centre": centre, "room": room, "form": form}
    )


@require_POST
@for_team
def archive(request, centre, room):
    room = get_object_or_404(centre.rooms, pk=room)
    form = ArchiveForm(request.POST)
    form.is_valid()
    archived = form.cleaned_data["archived"]
    set_aside(room, archived, by=request.user)
    state = "n’est plus proposée" if archived else "est de nouveau proposée"
    say_with_undo(request, f"La salle {room} {state} pour les sessions.", archived)
    return redirect("centres:rooms", centre.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def delete(request, centre, room):
    room = get_object_or_404(centre.rooms, pk=room)
    if request.method != "POST":
        return render(request, "centres/room_delete.html", {"centre": centre, "room": room})
    try:
        room.remove(by=request.user)
    except IntegrityError:
        messages.error(request, f"La salle {room} a servi : archivez-la plutôt.")
        return redirect(room)
    messages.success(request, f"La salle {room} est supprimée.")
    return redirect("centres:rooms", centre.pk)


def _form_page(request, centre, form, title):
    context = {"centre": centre, "form": form, "title": title}
    return render(request, "centres/room_form.html", context)


def _posted(request):
    return request.POST if request.method == "POST" else None
