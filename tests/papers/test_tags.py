"""What a screen reader finds in the PDF of a paper."""

import pytest

from core.pdf import render_pdf
from papers.catalogue import PAPERS
from sessions.models import Session
from tests.factories import CandidateFactory
from tests.pdfs import read

pytestmark = pytest.mark.django_db


def elements(node):
    """All those below, each with its tag."""
    node = node.get_object()
    if isinstance(node, list):
        return [found for each in node for found in elements(each)]
    if not isinstance(node, dict):
        return []
    below = elements(node["/K"]) if "/K" in node else []
    return [node, *below] if "/S" in node else below


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.slug)
def test_every_picture_says_what_it_is(paper):
    CandidateFactory()
    session = Session.objects.with_details().get()

    tree = read(render_pdf(paper.template, paper.context(session))).trailer["/Root"]
    found = elements(tree["/StructTreeRoot"]["/K"])

    assert len(found) > 10
    assert [each for each in found if each["/S"] == "/Figure" and not each.get("/Alt")] == []
