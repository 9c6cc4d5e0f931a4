"""What is no longer offered, a room or a person: set aside, and brought back."""

from django import forms
from django.contrib import messages
from django.template.loader import render_to_string

from core.journal import record


class ArchiveForm(forms.Form):
    """Says which way, so that a button pressed twice does not undo itself."""

    archived = forms.BooleanField(required=False)


def set_aside(row, archived, *, by):
    """Nothing happens, and nothing is written down, when it is so already."""
    rows = type(row).objects.filter(pk=row.pk, is_archived=not archived)
    if rows.update(is_archived=archived):
        record("archive" if archived else "unarchive", row, by=by)


def say_with_undo(request, words, archived):
    """A message with the button that goes back, posting to the address just used."""
    context = {"words": words, "action": request.path, "archived": not archived}
    messages.success(request, render_to_string("centres/_undo.html", context, request))
