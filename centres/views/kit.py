"""The document kit: read on screen, kept as PDF."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centres.access import for_team
from centres.guide import guide
from centres.kit import BY_SLUG, by_moment
from centres.rooms import LOADS, POINTS
from core.pdf import pdf_response, render_pdf


@require_safe
@for_team
def kit(request, centre):
    return render(request, "centres/kit.html", {"centre": centre, "moments": by_moment()})


@require_safe
@for_team
def document(request, centre, slug):
    paper = _paper(slug)
    return render(request, paper.template, _context(centre, paper, pdf=False))


@require_safe
@for_team
def document_pdf(request, centre, slug):
    paper = _paper(slug)
    pdf = render_pdf(paper.template, _context(centre, paper, pdf=True))
    return pdf_response(pdf, f"{paper.slug}.pdf")


def _paper(slug):
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _context(centre, paper, *, pdf):
    return {
        "centre": centre,
        "document": paper,
        "pdf": pdf,
        "answers": [(point, None) for point in POINTS],
        "loads": LOADS,
        "guide": guide(),
    }
