"""A candidate's test, page by page: the door, the code, the questions, the end."""

from contextlib import suppress

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import sitting
from assessments.access import has_seat, own, seated, take_seat
from assessments.forms import CODE, DOOR, CodeForm, JoinForm, ReportForm
from assessments.joining import Refused, join
from assessments.models import Certification, Question
from assessments.preparing import Incomplete
from assessments.words import REFUSALS
from core.templatetags.components import waiting_time
from core.throttle import Guesses
from referentiel.forms import AnswerForm
from referentiel.marking import SKIPPED_ANSWER
from referentiel.models import QuestionFile
from referentiel.views import file_response

READ_AND_POST = ["GET", "HEAD", "POST"]
State = Certification.State


@require_http_methods(READ_AND_POST)
def door(request):
    """Who one is, as the list says it."""
    known = {"first_name": request.user.first_name, "birth_name": request.user.last_name}
    form = JoinForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid() and _may_guess(form, DOOR, request.user.pk):
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
    """What is said before the test, then the code that begins it or finds it again."""
    if request.method != "POST" and has_seat(request, certification):
        return redirect(_place_of(certification), certification.number)
    form = CodeForm(request.POST if request.method == "POST" else None)
    may_guess = form.is_valid() and _may_guess(form, CODE, certification.pk)
    if may_guess and _begun(form, certification):
        Guesses.objects.forget(CODE, str(certification.pk))
        take_seat(request, certification)
        return redirect(_place_of(certification), certification.number)
    context = {"certification": certification, "form": form, "candidate": certification.candidate}
    return render(request, "assessments/certification.html", context)


def _may_guess(form, policy, value):
    refusal = Guesses.objects.count_one(policy, str(value))
    if refusal:
        form.add_error(None, f"Trop d’essais. Attendez {waiting_time(refusal.seconds)}.")
    return refusal is None


def _begun(form, certification):
    try:
        sitting.begin(certification, form.cleaned_data["code"])
    except sitting.WrongCode:
        form.add_error("code", "Ce n’est pas le code de cette session. Relisez-le, ou demandez-le.")
    except sitting.TooEarly:
        form.add_error("code", "La session n’est pas encore ouverte : attendez le surveillant.")
    except Incomplete:
        form.add_error(None, "Votre test n’a pas pu être préparé. Appelez le surveillant.")
    return not form.errors


def _place_of(certification):
    ended = certification.state == State.FINISHED
    return "assessments:end" if ended else "assessments:question"


@require_http_methods(READ_AND_POST)
@seated
def question(request, certification):
    """The question that waits; an answer to it, by its own number."""
    received_at = timezone.now()
    if certification.state == State.FINISHED:
        return redirect("assessments:end", certification.number)
    waiting = sitting.current(certification)
    if waiting is None or certification.closes_at(received_at) < received_at:
        sitting.close(certification, Certification.End.TIME)
        return redirect("assessments:end", certification.number)
    waiting.certification = certification
    if request.method != "POST":
        return _page(request, waiting, AnswerForm(waiting.asked.draft))
    if request.POST.get("question") != str(waiting.pk):
        messages.info(request, "Cette question a déjà reçu une réponse : voici la suivante.")
        return redirect("assessments:question", certification.number)
    return _posted(request, waiting, received_at)


def _posted(request, waiting, received_at):
    """A report keeps what is typed; passing is asked twice; an answer is kept."""
    if "report" in request.POST:
        return _reported(request, waiting)
    if request.POST.get("pass") == "ask":
        return _page(request, waiting, _typed(request, waiting), passing=True)
    form = AnswerForm(waiting.asked.draft, request.POST)
    passed = "pass" in request.POST
    if not passed and not form.is_valid():
        return _page(request, waiting, form)
    with suppress(sitting.Over):
        sitting.answer(
            waiting,
            SKIPPED_ANSWER if passed else form.answer,
            received_at=received_at,
            focus_lost="focus_lost" in request.POST,
        )
    return redirect("assessments:question", waiting.certification.number)


def _typed(request, waiting):
    """The form with what was typed, not yet judged."""
    form = AnswerForm(waiting.asked.draft)
    for name, field in form.fields.items():
        many = waiting.asked.draft.type == "QCM"
        field.initial = request.POST.getlist(name) if many else request.POST.get(name, "")
    return form


def _reported(request, waiting):
    report = ReportForm(request.POST)
    if not report.is_valid():
        return _page(request, waiting, _typed(request, waiting), report=report)
    report.instance.certification = waiting.certification
    report.instance.question = waiting
    with suppress(IntegrityError), transaction.atomic():
        report.instance.save()
    messages.success(request, "Le problème est signalé. Répondez si vous le pouvez, ou passez.")
    return _page(request, waiting, _typed(request, waiting))


def _page(request, waiting, form, **others):
    certification, now = waiting.certification, timezone.now()
    files = reverse("assessments:file", args=[certification.number, waiting.pk, "x"])
    context = {
        "certification": certification,
        "candidate": certification.candidate,
        "question": waiting,
        "challenge": waiting.asked.challenge,
        "draft": waiting.asked.draft,
        "form": form,
        "report": ReportForm(),
        "files": files.removesuffix("x"),
        "total": certification.questions.count(),
        "left": certification.ends_at(now) - now,
        **others,
    }
    return render(request, "assessments/question.html", context)


@require_POST
@seated
def start_clock(request, certification, pk):
    """The person is ready: a timed question shows itself, and its time runs."""
    waiting = get_object_or_404(certification.questions, pk=pk)
    Question.objects.filter(pk=waiting.pk, begun_at=None).update(begun_at=timezone.now())
    return redirect("assessments:question", certification.number)


@require_safe
@seated
def question_file(request, certification, pk, name):
    waiting = get_object_or_404(certification.questions, pk=pk)
    return file_response(get_object_or_404(QuestionFile, question=waiting.asked_id, name=name))


@require_safe
@own
def time(request, certification):
    """For the page to keep time with us: seconds left, and whether the test is still there."""
    now = timezone.now()
    state = "suspended" if certification.is_suspended else certification.state
    if not has_seat(request, certification):
        state = "elsewhere"
    ends_at = certification.ends_at(now)
    left = max(0, int((ends_at - now).total_seconds())) if ends_at else None
    return JsonResponse({"state": state, "left": left})


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
    return render(request, "assessments/end.html", context)
