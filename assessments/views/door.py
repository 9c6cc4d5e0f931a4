"""Into a test: who one is, what one must know, and the code."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments import sitting
from assessments.access import (
    has_seat,
    own,
    take_seat,
    wait_to_return,
    waits_to_return,
    was_seated,
)
from assessments.forms import CodeForm, JoinForm
from assessments.joining import Refused, join
from assessments.models import Certification
from assessments.preparing import Incomplete
from assessments.refusals import REFUSALS
from core.templatetags.components import waiting_time
from core.throttle import Guesses, Policy
from sessions.access import READ_AND_POST

State = Certification.State
# A whole class types at once from one address: what is counted is one person's tries.
DOOR = Policy("join", 20, timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
CODE = Policy("code", 10, timedelta(minutes=10), timedelta(minutes=10), timedelta(hours=1))
TOO_LATE = (
    "On ne peut plus commencer de test dans cette session : elle est terminée, annulée, ou son "
    "temps est écoulé. Appelez le surveillant."
)


@require_http_methods(READ_AND_POST)
def door(request):
    """Who one is, as the list says it."""
    known = {"first_name": request.user.first_name, "birth_name": request.user.last_name}
    form = JoinForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid() and _count_guess(form, DOOR, request.user.pk):
        try:
            certification = join(request.user, **form.person)
        except Refused as refusal:
            form.add_error(None, REFUSALS[refusal.reason])
        else:
            Guesses.objects.forget(DOOR, str(request.user.pk))
            return redirect("assessments:certification", certification.number)
    return render(request, "assessments/join.html", {"form": form})


@require_http_methods(READ_AND_POST)
@own
def certification(request, certification):
    """What one must know, once; then the code, that begins the test or finds it again."""
    if has_seat(request, certification):
        return _place(certification)
    if certification.informed_at is None:
        return _page(request, certification, "assessments/informed.html")
    if waits_to_return(request, certification):
        return _let_in(request, certification, CodeForm())
    form = CodeForm(request.POST if request.method == "POST" else None)
    may_guess = form.is_valid() and _count_guess(form, CODE, certification.pk)
    if may_guess and _code_is_right(form, certification):
        Guesses.objects.forget(CODE, str(certification.pk))
        return _let_in(request, certification, form)
    return _code_page(request, certification, form)


def _let_in(request, certification, form):
    """The code is right; to come back, the invigilator may have to agree, and the page waits."""
    try:
        sitting.enter(certification)
    except sitting.NotAllowedBack:
        wait_to_return(request, certification)
        return _page(request, certification, "assessments/returning.html")
    except sitting.TooLate:
        form.add_error(None, TOO_LATE)
    except Incomplete:
        form.add_error(None, "Votre test n’a pas pu être préparé. Appelez le surveillant.")
    else:
        take_seat(request, certification)
        return _place(certification)
    certification.refresh_from_db(fields=["state"])
    return _code_page(request, certification, form)


def _place(certification):
    ended = certification.state == State.FINISHED
    return redirect("assessments:end" if ended else "assessments:question", certification.number)


@require_http_methods(READ_AND_POST)
@own
def informed(request, certification):
    """The person has read what their data are for, and how the test goes."""
    if request.method == "POST":
        unread = Certification.objects.filter(pk=certification.pk, informed_at=None)
        unread.update(informed_at=timezone.now())
    return redirect("assessments:certification", certification.number)


def _code_page(request, certification, form):
    was_here = was_seated(request, certification)
    return _page(request, certification, "assessments/code.html", form=form, was_here=was_here)


def _page(request, certification, template, **others):
    context = {"certification": certification, "candidate": certification.candidate, **others}
    return render(request, template, context)


def _count_guess(form, policy, value):
    """Say whether it may be looked at."""
    refusal = Guesses.objects.count_one(policy, str(value))
    if refusal:
        form.add_error(None, f"Trop d’essais. Attendez {waiting_time(refusal.seconds)}.")
    return refusal is None


def _code_is_right(form, certification):
    try:
        sitting.check(certification, form.cleaned_data["code"])
    except sitting.WrongCode:
        form.add_error("code", "Ce n’est pas le code de cette session. Relisez-le, ou demandez-le.")
    except sitting.TooEarly:
        Guesses.objects.forget(CODE, str(certification.pk))
        form.add_error("code", "La session n’est pas encore ouverte : attendez le surveillant.")
    except sitting.TooLate:
        form.add_error(None, TOO_LATE)
    return not form.errors
