"""The candidate's profile, and practising one competence."""

from contextlib import suppress

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from profiles import practice as practices
from profiles.models import Answer, Asked, Practice, profile_at
from profiles.sheet import sheet_of
from referentiel.forms import AnswerForm
from referentiel.models import Area, Competence, QuestionFile
from referentiel.views import file_response


@require_safe
def home(request):
    areas = Area.objects.prefetch_related("competences")
    profile = profile_at(request.user, timezone.now())
    history = Practice.objects.filter(user=request.user).select_related("competence")[:8]
    context = {"profile": profile, "areas": sheet_of(areas, profile), "history": history}
    return render(request, "profiles/home.html", context)


@require_safe
def competence(request, code):
    """Where this competence stands, and what one may do of it."""
    chosen = get_object_or_404(Competence, code=code)
    allowed_at = practices.reset_allowed_at(request.user, chosen)
    context = {
        "competence": chosen,
        "standing": profile_at(request.user, timezone.now()).standing(code),
        "running": request.user.practices.filter(competence=chosen, state="running").exists(),
        "allowed_at": allowed_at,
        "may_reset": allowed_at is not None and allowed_at <= timezone.now(),
    }
    return render(request, "profiles/competence.html", context)


@require_POST
def begin(request, code):
    practices.begin(request.user, get_object_or_404(Competence, code=code))
    return redirect("profiles:practise", code)


@require_http_methods(["GET", "HEAD", "POST"])
def practise(request, code):
    """The question where this person stands; an answer to it, by its own number."""
    practice = request.user.practices.filter(competence__code=code, state="running").first()
    asked = practice and practices.current(practice)
    if asked is None:
        messages.info(request, "Il n’y a plus de question à poser pour l’instant.")
        return redirect("profiles:competence", code)
    posted = request.method == "POST"
    if posted and request.POST.get("asked") != str(asked.pk):
        messages.info(request, "Cette question a déjà reçu une réponse : voici la suivante.")
        return redirect("profiles:practise", code)
    form = AnswerForm(asked.question.draft, request.POST if posted else None)
    if posted and "pass" in request.POST:
        return _kept(practices.skip, asked)
    if form.is_valid():
        return _kept(practices.answer, asked, form.answer)
    return render(request, "profiles/practise.html", _question(practice, asked, form))


def _kept(keep, asked, *value):
    """Twice is once: the second answer leads to the next question like the first."""
    with suppress(practices.AlreadyAnswered):
        keep(asked, *value)
    return redirect("profiles:practise", asked.practice.competence.code)


def _question(practice, asked, form):
    return {
        "practice": practice,
        "asked": asked,
        "challenge": asked.challenge,
        "draft": asked.question.draft,
        "form": form,
        "files": reverse("profiles:file", args=[asked.pk, "x"]).removesuffix("x"),
        "before": Answer.objects.filter(asked__practice=practice).order_by("at").last(),
    }


@require_POST
def start_clock(request, pk):
    """The person is ready: a timed question shows itself, and its time runs."""
    asked = get_object_or_404(Asked, pk=pk, practice__user=request.user)
    Asked.objects.filter(pk=asked.pk, begun_at=None).update(begun_at=timezone.now())
    return redirect("profiles:practise", asked.practice.competence.code)


@require_POST
def reset(request, code):
    chosen = get_object_or_404(Competence, code=code)
    if practices.reset(request.user, chosen):
        messages.success(request, "La compétence est remise à zéro : vous pouvez recommencer.")
    else:
        messages.error(request, "Cette compétence ne peut pas encore être remise à zéro.")
    return redirect("profiles:competence", code)


@require_safe
def question_file(request, pk, name):
    asked = get_object_or_404(Asked, pk=pk, practice__user=request.user)
    return file_response(get_object_or_404(QuestionFile, question=asked.question_id, name=name))
