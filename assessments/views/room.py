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
from core.templatetags.components import hour
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
        "refusals": session.refusals.select_related("user")[:20],
        "code_serves": timezone.now() >= session.code_opens_at,
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
    if timezone.now() < session.code_opens_at:
        opens = hour(timezone.localtime(session.code_opens_at, centre.zone))
        messages.error(request, f"Le code ne sert pas avant {opens} : le temps ne peut pas courir.")
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
    verbs.add_minutes(session, by=request.user, **form.cleaned_data)
    messages.success(request, "Le temps est ajouté aux tests en cours ou à venir.")
    return redirect("assessments:room", centre.pk, number)


@require_POST
@for_team
def suspend(request, centre, number):
    session = session_of(centre, number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, session, MinutesForm(session), form)
    if session.state == session.State.RUNNING:
        verbs.suspend(session, by=request.user, **form.cleaned_data)
        messages.success(request, "Tous les temps sont arrêtés.")
    return redirect("assessments:room", centre.pk, number)


@require_POST
@for_team
def resume(request, centre, number):
    verbs.resume(session_of(centre, number), by=request.user)
    messages.success(request, "Les temps courent à nouveau.")
    return redirect("assessments:room", centre.pk, number)


@require_POST
@for_team
def end_test(request, centre, number):
    form = EndForm(session_of(centre, number), request.POST)
    if form.is_valid():
        certification = form.cleaned_data["certification"]
        is_technical = form.cleaned_data["is_technical"]
        end_by_hand(certification, by=request.user, is_technical=is_technical)
        messages.success(request, f"Le test de {certification.candidate} est terminé.")
    return redirect("assessments:room", centre.pk, number)


@require_POST
@for_team
def allow_return(request, centre, number):
    form = TestForm(session_of(centre, number), request.POST)
    if form.is_valid():
        certification = form.cleaned_data["certification"]
        sitting.allow_return(certification, by=request.user)
        messages.success(request, f"{certification.candidate} peut reprendre son test.")
    return redirect("assessments:room", centre.pk, number)
