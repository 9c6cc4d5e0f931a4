"""Who comes into a test: the candidate whose it is, in the browser that gave the code last."""

from functools import cache, wraps

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from assessments.models import Certification

# In the sign-in session: of each test its seat here, and those whose code was given and that wait
# for the invigilator.
SEATS, RETURNING = "seats", "returning"


@cache
def _at_a_seat():
    """A query made once: making it costs as much as asking it."""
    return Certification.objects.at_a_seat()


def own(view):
    """The view gets the candidate's own test, and every hour it shows is the centre's."""

    @wraps(view)
    def wrapped(request, number, *args, **kwargs):
        certification = get_object_or_404(_at_a_seat(), number=number, candidate__user=request.user)
        with timezone.override(certification.candidate.session.centre.zone):
            return view(request, certification, *args, **kwargs)

    return wrapped


def seated(view):
    """Only where the code was given last; elsewhere it is asked again."""

    @own
    @wraps(view)
    def wrapped(request, certification, *args, **kwargs):
        if not has_seat(request, certification):
            return redirect("assessments:certification", certification.number)
        return view(request, certification, *args, **kwargs)

    return wrapped


def has_seat(request, certification):
    seat = request.session.get(SEATS, {}).get(str(certification.pk))
    return bool(seat) and seat == certification.seat


def take_seat(request, certification):
    seats = request.session.get(SEATS, {})
    request.session[SEATS] = {**seats, str(certification.pk): certification.seat}
    request.session.pop(RETURNING, None)


def was_seated(request, certification):
    return str(certification.pk) in request.session.get(SEATS, {})


def wait_to_return(request, certification):
    request.session[RETURNING] = certification.pk


def waits_to_return(request, certification):
    return request.session.get(RETURNING) == certification.pk
