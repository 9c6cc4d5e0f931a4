"""A session under way, for the centre: who came, where they are, and what may be done meanwhile."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments import room as verbs
from assessments import sitting
from assessments.closing import end_by_hand
from assessments.models import Certification, IssueReport
from assessments.room_forms import EndForm, MinutesForm, ReasonForm, TestForm
from centres.access import for_team
from core.states import IllegalTransition
from core.templatetags.components import day, hour
from sessions.access import session_of


@require_safe
@for_team
def room(request, centre, number):
    session = session_of(centre, number)
    return _page(request, session, MinutesForm(session), ReasonForm())


def _page(request, session, minutes, reason):
    context = {
        "centre": session.centre,
        "session": session,
        "lines": _lines(session),
        "now": timezone.now(),
        "refusals": session.refusals.select_related("user")[:20],
        "is_guessed": session.refusals.code_is_being_guessed(),
        "reports": IssueReport.objects.of(session)[:50],
        "pause": session.pauses.filter(ended_at=None).first(),
        "added": session.added_minutes.select_related("candidate"),
        "minutes": minutes,
        "reason": reason,
    }
    return render(request, "assessments/room.html", context)


def _lines(session):
    """Everybody on the list, with their test when they have one, and how far it has come."""
    now = timezone.now()
    tests = Certification.objects.with_clock().with_progress().select_related("preparation")
    by_candidate = {test.candidate_id: test for test in tests.filter(candidate__session=session)}
    for candidate in session.candidates.enrolled():
        test = by_candidate.get(candidate.pk)
        yield candidate, test, test and test.ends_at(now)


@require_POST
@for_team
def give_code(request, centre, number):
    """The clock of the session starts now, for all of them."""
    session = session_of(centre, number)
    if not session.code_serves:
        opens = f"{day(session.code_opens_at, 'j F')}, {hour(session.code_opens_at)}"
        messages.error(request, f"Le code ne sert pas avant le {opens} : le temps ne court pas.")
        return redirect("assessments:room", centre.pk, number)
    if session.ends_at <= timezone.now():
        messages.error(request, "L’heure de fin est passée : changez d’abord les horaires.")
        return redirect("assessments:room", centre.pk, number)
    try:
        session.start(by=request.user)
    except IllegalTransition:
        messages.info(request, "Le temps court déjà, ou cette session ne peut pas commencer.")
    else:
        messages.success(request, "Le temps court. Donnez le code d’accès à toute la salle.")
    return redirect("assessments:room", centre.pk, number)


@require_POST
@for_team
def add_minutes(request, centre, number):
    session = session_of(centre, number)
    form = MinutesForm(session, request.POST)
    if not form.is_valid():
        return _page(request, session, form, ReasonForm())
    done = verbs.add_minutes(session, by=request.user, **form.cleaned_data)
    return _told(request, session, done, "Le temps est ajouté aux tests en cours ou à venir.")


@require_POST
@for_team
def suspend(request, centre, number):
    session = session_of(centre, number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, session, MinutesForm(session), form)
    done = verbs.suspend(session, by=request.user, **form.cleaned_data)
    return _told(request, session, done, "Tous les temps sont arrêtés.")


@require_POST
@for_team
def resume(request, centre, number):
    session = session_of(centre, number)
    done = verbs.resume(session, by=request.user)
    return _told(request, session, done, "Les temps courent à nouveau.")


@require_POST
@for_team
def end_test(request, centre, number):
    session = session_of(centre, number)
    form = EndForm(session, request.POST)
    if not form.is_valid():
        return _told(request, session, False)
    test, is_technical = form.cleaned_data["certification"], form.cleaned_data["is_technical"]
    done = end_by_hand(test, by=request.user, is_technical=is_technical)
    return _told(request, session, done, f"Le test de {test.candidate} est terminé.")


@require_POST
@for_team
def allow_return(request, centre, number):
    session = session_of(centre, number)
    form = TestForm(session, request.POST)
    if not form.is_valid():
        return _told(request, session, False)
    test = form.cleaned_data["certification"]
    done = sitting.allow_return(test, by=request.user)
    return _told(request, session, done, f"{test.candidate} peut reprendre son test.")


def _told(request, session, done, words=""):
    """What was done; or that the room had changed, so that there was nothing to do."""
    if done:
        messages.success(request, words)
    else:
        messages.info(request, "Rien n’a été fait : la salle a changé entre-temps.")
    return redirect("assessments:room", session.centre_id, session.number)
