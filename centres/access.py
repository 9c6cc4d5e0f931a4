"""Who comes into a centre's space: the address names the centre, the person works there."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from centres.models import Centre, Membership

# The centre where this browser was last; only a convenience, it grants nothing.
LAST = "centre"


def for_team(view):
    """The view gets the centre itself, and every hour it shows is the centre's."""

    @wraps(view)
    def wrapped(request, centre, *args, **kwargs):
        place = get_object_or_404(Centre.objects.visible_to(request.user), pk=centre)
        if request.session.get(LAST) != place.pk:
            request.session[LAST] = place.pk
        with timezone.override(place.zone):
            return view(request, place, *args, **kwargs)

    return wrapped


def for_managers(view):
    """What only a référent does: the team and the centre's card."""

    @for_team
    @wraps(view)
    def wrapped(request, centre, *args, **kwargs):
        if centre.my_role != Membership.Role.MANAGER:
            raise PermissionDenied
        return view(request, centre, *args, **kwargs)

    return wrapped
