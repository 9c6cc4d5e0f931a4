"""What a test adds to the papers of its session."""

import pytest
from django.urls import reverse

from tests.factories import CandidateFactory
from tests.pdfs import text_of

pytestmark = pytest.mark.django_db


def test_attendance_sheet_bears_the_numbers_that_are_known(clock, nadia, begun, session):
    CandidateFactory(session=session, birth_name="Absent")
    where = [session.centre_id, session.number, "emargement"]

    page = nadia.get(reverse("papers:paper", args=where))
    text = text_of(nadia.get(reverse("papers:pdf", args=where)).content)

    assert [each.test_number for each in page.context["candidates"]] == [None, begun.number]
    assert str(begun.number) in text
