"""Control visits: what was announced, what was found, what the centre answers."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import for_team
from centres.models import VisitPoint
from centres.visit_forms import AnswerForm


@require_safe
@for_team
def visits(request, centre):
    points = Prefetch("points", VisitPoint.objects.select_related("answered_by"))
    shown = centre.visits.shown_to_centre(centre.today).prefetch_related(points)
    return render(request, "centres/visits.html", {"centre": centre, "visits": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def answer(request, centre, point):
    points = VisitPoint.objects.open_to_answers().select_related("visit")
    point = get_object_or_404(points, visit__centre=centre, pk=point)
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, initial={"answer": point.answer})
    if form.is_valid():
        point.reply(form.cleaned_data["answer"], by=request.user)
        messages.success(request, "La réponse du centre est enregistrée.")
        return redirect("centres:visits", centre.pk)
    return render(
        request, "centres/visit_answer.html", {"centre": centre, "point": point, "form": form}
    )
