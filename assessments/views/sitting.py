"""A candidate's test, page by page: its questions, its clock, its end.

The page of a question sends answers by itself and asks for JSON: the next page comes with the
acknowledgement, in one round trip. Without a script each of these is a plain form.
"""

from base64 import b64encode
from contextlib import suppress
from functools import cache
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_safe

from assessments import sitting
from assessments.access import has_seat, own, seated
from assessments.forms import ReportForm, to_keep, typed_in
from assessments.models import Answer, Certification, Question
from referentiel.forms import AnswerForm
from referentiel.marking import SKIPPED_ANSWER
from referentiel.models import QuestionFile
from referentiel.views import file_response
from sessions.access import READ_AND_POST

State = Certification.State
MOST_REPORTS = 20  # of one question: whoever says more says nothing new
ALREADY_ANSWERED = "Cette question a déjà reçu une réponse : voici la suivante."
NOT_THIS_ONE = "Cette question a déjà reçu une réponse, ou n’est pas la vôtre : vous en êtes ici."


@require_http_methods(READ_AND_POST)
@seated
def question(request, certification):
    """The question that waits; an answer to it, by its own number."""
    waiting = certification.state == State.STARTED and sitting.current(certification)
    if not waiting or sitting.is_over(certification, request.arrived_at):
        return _to_the_end(request, certification)
    if request.method != "POST":
        return _page(request, waiting)
    if request.POST.get("question") != str(waiting.pk):
        return _sent_again(request, waiting)
    return _posted(request, waiting)


def _posted(request, waiting):
    """A report keeps what is typed; passing is asked twice; an answer is kept."""
    if "report" in request.POST:
        return _reported(request, waiting)
    if sitting.is_closed(waiting, request.arrived_at):
        return _page(request, waiting)
    if request.POST.get("pass") in ("ask", "no"):
        passing = request.POST["pass"] == "ask"
        return _page(request, waiting, _still_typed(request, waiting), passing=passing)
    form = AnswerForm(waiting.asked.draft, request.POST)
    passed = request.POST.get("pass") == "yes"
    if not passed and not form.is_valid():
        return _page(request, waiting, form)
    return _answered(request, waiting, SKIPPED_ANSWER if passed else form.answer)


def _answered(request, waiting, value):
    key = _key(request) or uuid4()
    try:
        given = sitting.answer(
            waiting,
            value,
            received_at=request.arrived_at,
            key=key,
            focus_lost="focus_lost" in request.POST,
        )
    except sitting.Over:
        return _to_the_end(request, waiting.certification)
    if given.key != key:
        messages.info(request, ALREADY_ANSWERED)
    if waiting.following is None:
        return _to_the_end(request, waiting.certification)
    return _onwards(request, waiting.following)


def _sent_again(request, waiting):
    """The reply was lost and the page sends the same again: it is kept. From another tab, another
    answer came first: the person is told."""
    answers = Answer.objects.filter(question__certification=waiting.certification)
    if not answers.filter(key=_key(request)).exists():
        messages.info(request, NOT_THIS_ONE)
    return _onwards(request, waiting)


def _key(request):
    with suppress(ValueError):
        return UUID(request.POST.get("key", ""))


def _reported(request, waiting):
    report, form = ReportForm(request.POST), _still_typed(request, waiting)
    if not report.is_valid():
        return _page(request, waiting, form, report=report)
    report.instance.certification = waiting.certification
    report.instance.question = waiting
    if waiting.issue_reports.count() < MOST_REPORTS:
        with suppress(IntegrityError), transaction.atomic():
            report.instance.save()
    messages.success(request, "Le problème est signalé. Répondez si vous le pouvez, ou passez.")
    return _page(request, waiting, form)


def _still_typed(request, waiting):
    return typed_in(waiting.asked.draft, request.POST)


# ── What goes back: a page, or the same in JSON with what the browser may forget ──────────────


def _onwards(request, waiting):
    """After an answer: the browser may forget what it kept of it."""
    if _wants_json(request):
        return _page(request, waiting, forget=True)
    return redirect("assessments:question", waiting.certification.number)


def _to_the_end(request, certification):
    if _wants_json(request):
        address = reverse("assessments:end", args=[certification.number])
        return JsonResponse({"forget": True, "url": address})
    return redirect("assessments:end", certification.number)


def _page(request, waiting, form=None, *, forget=False, **others):
    context = {**_context(waiting), **others}
    context["form"] = form or typed_in(waiting.asked.draft, MultiValueDict(waiting.typed or {}))
    if _wants_json(request):
        html = render_to_string("assessments/question.html", context, request)
        return JsonResponse({"forget": forget, "html": html})
    return render(request, "assessments/question.html", context)


def _context(waiting):
    certification, now = waiting.certification, timezone.now()
    files = reverse("assessments:file", args=[certification.number, waiting.pk, "x"])
    return {
        "certification": certification,
        "candidate": certification.candidate,
        "question": waiting,
        "challenge": waiting.asked.challenge,
        "draft": waiting.asked.draft,
        "blank_report": blank_report(),
        "files": files.removesuffix("x"),
        "left": certification.ends_at(now) - now,
        "limit": sitting.seconds_left(waiting, now),
        "key": uuid4(),
        "drafts_key": drafts_key(certification),
    }


@cache
def blank_report():
    """The same under every question: made once."""
    return render_to_string("assessments/_report.html", {"report": ReportForm()})


def drafts_key(certification):
    """With which the page hides what it keeps in the browser. It is written nowhere there: whoever
    sits down after the candidate cannot read it."""
    digest = salted_hmac("assessments.draft", str(certification.pk), algorithm="sha256").digest()
    return b64encode(digest).decode()


def _wants_json(request):
    return request.headers.get("Accept") == "application/json"


# ── Beside the question ───────────────────────────────────────────────────────────────────────


@require_http_methods(READ_AND_POST)
@seated
def start_clock(request, certification, pk):
    """The person is ready: a timed question shows itself, and its time runs."""
    waiting = _asked_now(certification, pk)
    if request.method == "POST" and waiting and not certification.is_suspended:
        Question.objects.filter(pk=pk, begun_at=None).update(begun_at=timezone.now())
    return redirect("assessments:question", certification.number)


@require_safe
@seated
def question_file(request, certification, pk, name):
    """Of the question that is asked now, once it shows itself."""
    waiting = _asked_now(certification, pk)
    if not waiting or sitting.is_closed(waiting, request.arrived_at) or "\0" in name:
        raise Http404
    return file_response(get_object_or_404(QuestionFile, question=waiting.asked_id, name=name))


def _asked_now(certification, pk):
    waiting = certification.state == State.STARTED and sitting.current(certification)
    return waiting if waiting and waiting.pk == pk else None


@require_http_methods(READ_AND_POST)
@own
def time(request, certification):
    """For the page to keep time with us: seconds left, and whether the test is still there. What
    is being written may come along."""
    now = timezone.now()
    state = "suspended" if certification.is_suspended else certification.state
    if not has_seat(request, certification):
        state = "elsewhere"
    elif request.method == "POST":
        _note(request, certification)
    ends_at = certification.ends_at(now)
    left = max(0, int((ends_at - now).total_seconds())) if ends_at else None
    return JsonResponse({"state": state, "left": left})


def _note(request, certification):
    waiting = certification.state == State.STARTED and sitting.current(certification)
    if waiting and request.POST.get("question") == str(waiting.pk):
        typed = to_keep(waiting.asked.draft, request.POST)
        sitting.note(waiting, typed, left="focus_lost" in request.POST)


@require_http_methods(READ_AND_POST)
@own
def end(request, certification):
    """The screen to be seen; posted by the surveillant in a room without a tablet."""
    if certification.state != State.FINISHED:
        return redirect("assessments:certification", certification.number)
    if request.method == "POST":
        unseen = Certification.objects.filter(pk=certification.pk, end_seen_at=None)
        unseen.update(end_seen_at=timezone.now())
        return redirect("assessments:end", certification.number)
    context = {"certification": certification, "candidate": certification.candidate}
    response = render(request, "assessments/end.html", context)
    # Whatever the browser kept of an answer on its way is of no use any more.
    response["Clear-Site-Data"] = '"storage"'
    return response
