"""The player: any challenge and its variants, for whoever writes or checks the questions."""

from mimetypes import guess_type

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from referentiel.forms import AnswerForm
from referentiel.marking import mark
from referentiel.models import SEEDS, Challenge, Competence, QuestionFile


def staff_only(user):
    if not (user.is_staff or settings.DEBUG):
        raise PermissionDenied


@require_safe
def index(request):
    staff_only(request.user)
    competences = Competence.objects.prefetch_related("tubes__skills__challenges")
    return render(request, "referentiel/index.html", {"competences": competences})


@require_http_methods(["GET", "HEAD", "POST"])
def play(request, pk, seed=0):
    """One question as a candidate would see it, and what marking says of an answer."""
    staff_only(request.user)
    challenge = get_object_or_404(Challenge.objects.select_related("skill__tube"), pk=pk)
    question = challenge.question(seed if seed in challenge.seeds else 0)
    draft = question.draft
    form = AnswerForm(draft, request.POST if request.method == "POST" else None)
    result = mark(draft.key, form.answer) if form.is_valid() else None
    context = {"challenge": challenge, "question": question, "draft": draft, "form": form}
    context |= {
        "result": result,
        "expected": expected(draft),
        "next_seed": (question.seed + 1) % SEEDS,
        "files": reverse("referentiel:file", args=[question.pk, "x"]).removesuffix("x"),
    }
    return render(request, "referentiel/play.html", context)


def expected(draft):
    """The right answer in words."""
    if draft.choices:
        return " ; ".join(draft.choices[number - 1] for number in draft.solution)
    if draft.groups:
        return " ; ".join(" ou ".join(group) for group in draft.groups)
    return " ; ".join(" ou ".join(each.answers) for each in draft.fields)


@require_safe
def question_file(request, pk, name):
    staff_only(request.user)
    return file_response(get_object_or_404(QuestionFile, question=pk, name=name))


def file_response(file):
    """A file of a question: a picture shows, anything else is downloaded, nothing is run."""
    kind = guess_type(file.name)[0] or "application/octet-stream"
    is_picture = kind in ("image/svg+xml", "image/png")
    response = HttpResponse(bytes(file.content), content_type=kind)
    response["Content-Disposition"] = "inline" if is_picture else "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
