"""The papers of a session: what there is, each of them read on screen or kept as PDF."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centres.access import for_team
from core.pdf import PdfError, pdf_response, render_pdf
from papers.catalogue import BY_SLUG, PAPERS, Moment
from papers.convocations import standings
from papers.forms import AskedForm
from papers.prints import Print, shown
from sessions.access import READ_AND_POST, session_of


@require_safe
@for_team
def papers(request, centre, number):
    session = session_of(centre, number)
    now, prints = shown(session), {row.slug: row for row in session.prints.all()}
    lines = [Line(paper, session, prints.get(paper.slug), now) for paper in PAPERS]
    context = {
        "centre": centre,
        "session": session,
        "moments": [(m, [line for line in lines if line.paper.moment == m]) for m in Moment],
        "due": sum(each.is_due for each in standings(session)),
        "key": uuid4(),
    }
    return render(request, "papers/list.html", context)


class Line:
    """One paper on that page: when it was last made, and what it has missed since."""

    def __init__(self, paper, session, made, now):
        self.paper, self.made = paper, made
        self.parts = range(1, max(1, paper.parts(session)) + 1)
        self.changes = made.changes(now, paper) if made else ""


@require_safe
@for_team
def paper(request, centre, number, paper):
    session, chosen = session_of(centre, number), _paper(paper)
    form = AskedForm(session, chosen, request.GET)
    made = session.prints.filter(slug=chosen.slug).first()
    context = {
        **chosen.context(session, **form.asked),
        "pdf": False,
        "form": form,
        "query": request.GET.urlencode(),
        "changes": made.changes(shown(session), chosen) if made else "",
    }
    return render(request, chosen.template, context)


@require_http_methods(READ_AND_POST)
@for_team
def paper_pdf(request, centre, number, paper):
    """Posted with the surveillance password that has just been shown, the kit bears it."""
    session, chosen = session_of(centre, number), _paper(paper)
    asked = AskedForm(session, chosen, request.GET).asked
    password = request.POST.get("password")
    if password and chosen.bears_code and session.opens_with(password):
        asked["password"] = password
    showed = shown(session)
    try:
        pdf = render_pdf(chosen.template, chosen.context(session, **asked))
    except PdfError:
        messages.error(request, "Ce papier n’a pas pu être fait. Essayez encore dans une minute.")
        return redirect("papers:list", centre.pk, number)
    if not asked.get("candidate"):
        Print.objects.note(session, chosen, showed, by=request.user)
    return pdf_response(pdf, chosen.filename(session, asked.get("part") or 1))


def _paper(slug):
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]
