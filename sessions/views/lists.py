"""The centre's sessions seen together: what to do, the list, the week."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from centres.access import for_team
from core.tables import FORMATS
from sessions.agenda import Week
from sessions.dashboard import Dashboard
from sessions.listing import PER_PAGE, Filters, count_enrolled


@require_safe
@for_team
def dashboard(request, centre):
    board = Dashboard.of(centre, timezone.now())
    return render(request, "sessions/dashboard.html", {"centre": centre, "board": board})


@require_safe
@for_team
def sessions(request, centre):
    filters = Filters(centre, timezone.now(), request.GET)
    found = filters.sessions.prefetch_related("invigilators")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    count_enrolled(page)
    context = {"centre": centre, "filters": filters, "page": page, "kinds": list(FORMATS)}
    return render(request, "sessions/list.html", context)


@require_safe
@for_team
def agenda(request, centre):
    week = Week.named(request.GET.get("semaine", ""), centre.today)
    found = centre.sessions.with_enrolled().filter(day__range=(week.monday, week.sunday))
    found = found.order_by("starts_at").select_related("room").prefetch_related("invigilators")
    days = week.days(list(found))
    context = {"centre": centre, "week": week, "days": days, "today": centre.today}
    return render(request, "sessions/agenda.html", context)
