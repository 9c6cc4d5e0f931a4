"""What may be done to those ticked: everybody is exported, who has begun stays where they are."""

import re
from datetime import date

import pytest
from django.urls import reverse

from core.sheets import read_sheet
from core.templatetags.components import grouped
from tests.factories import CandidateFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]


@pytest.fixture
def session(centre):
    return SessionFactory(centre=centre)


def address(name, session):
    return reverse(f"candidates:{name}", args=[session.centre_id, session.number])


def choose(nadia, session, candidates, **deed):
    data = {"candidat": [candidate.pk for candidate in candidates], **deed}
    return nadia.post(address("chosen", session), data, follow=True)


@pytest.mark.parametrize("fields", [{}, {"finalised": True}, {"cancelled": True}])
def test_those_ticked_are_exported_whatever_became_of_them(nadia, centre, fields):
    session = SessionFactory(centre=centre, **fields)
    CandidateFactory(session=session, first_name="Zoé")
    ticked = [CandidateFactory(session=session, birth_name=name) for name in ("Ba", "Ali")]
    begun = CandidateFactory(session=session, birth_name="Öz", begun=True)

    response = choose(nadia, session, [*ticked, begun], deed="export")

    assert f'filename="candidats-{session.number}.ods"' in response["Content-Disposition"]
    [_, *lines] = read_sheet(response.content, "liste.ods").rows
    assert [line.cells[0] for line in lines] == ["Ali", "Ba", "Öz"]


def test_nobody_removed_nor_of_another_session_is_exported(nadia, centre, session, manager):
    removed, elsewhere = CandidateFactory(session=session), SessionFactory(centre=centre)
    removed.remove(by=manager)
    others = [removed, CandidateFactory(session=elsewhere)]

    pages = [choose(nadia, session, [other], deed="export") for other in others]

    assert not any("Content-Disposition" in page for page in pages)


@pytest.mark.parametrize("deed", ["move", "remove"])
def test_who_has_begun_stays_when_everybody_is_ticked(nadia, centre, session, deed):
    target = SessionFactory(centre=centre)
    begun = CandidateFactory(session=session, begun=True)

    page = choose(nadia, session, [begun], deed=deed, destination=target.pk).text
    both = [begun, CandidateFactory(session=session)]
    choose(nadia, session, both, deed=deed, destination=target.pk)

    assert f"rien n’a changé pour : {begun}." in page
    assert session.candidates.enrolled().get() == begun


def test_who_is_moved_to_the_hour_of_another_session_of_theirs_is_told(nadia, centre, session):
    target, other, later = (
        SessionFactory(centre=centre, day=date(2027, 3, day)) for day in (11, 11, 12)
    )
    both = [CandidateFactory(session=session, birth_name=name) for name in ("Ba", "Ali")]
    CandidateFactory(session=other, birth_name="Ba")
    CandidateFactory(session=later, birth_name="Ali")

    response = choose(nadia, session, both, deed="move", destination=target.pk)

    assert [str(message) for message in response.context["messages"]] == [
        f"2 personnes sont maintenant dans la session {grouped(target.number)}.",
        f"BA Léa est aussi dans la session {grouped(other.number)}, au même moment.",
    ]


@pytest.mark.parametrize(
    ("fields", "deeds"),
    [({}, ["move", "remove", "export"]), ({"finalised": True}, ["export"])],
)
def test_deeds_are_those_that_the_session_allows(nadia, centre, fields, deeds):
    session = SessionFactory(centre=centre, **fields)
    CandidateFactory(session=session, begun=True)

    page = nadia.get(address("list", session)).text

    assert re.findall(r'name="deed" value="(\w+)"', page) == deeds
    assert ('name="destination"' in page) == ("move" in deeds)
    assert page.count('type="checkbox" name="candidat"') == 1
