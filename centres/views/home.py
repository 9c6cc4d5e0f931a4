"""The door of the centre's space: the last centre where one was, or a choice."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from centres.access import LAST
from centres.models import Centre


@require_safe
def home(request):
    """Straight in when there is no choice to make, or when it was made before."""
    centres = list(Centre.objects.visible_to(request.user))
    last = request.session.get(LAST)
    chosen = centres if len(centres) == 1 else [each for each in centres if each.pk == last]
    if chosen and "choisir" not in request.GET:
        return redirect("sessions:dashboard", chosen[0].pk)
    return render(request, "centres/home.html", {"centres": centres})
