"""A session that begins now, and somebody on its list who is certifiable."""

import pytest
import time_machine

from assessments.joining import join
from assessments.models import Certification
from tests.assessments import bank
from tests.assessments.pages import enter, page
from tests.factories import CandidateFactory, SessionFactory, UserFactory

START = "2027-03-10 09:00+00:00"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(centre, clock):
    """From 10 h to 12 h in Paris: it begins now."""
    return SessionFactory(centre=centre, access_code="KMTR47")


@pytest.fixture
def lea(session):
    bank.build()
    user = UserFactory()
    bank.show_all(user)
    CandidateFactory(session=session, birth_name="De L’Étang", first_name="Léa")
    return user


@pytest.fixture
def come(session):
    return lambda user, **others: join(user, **{"number": session.number, **bank.LEA, **others})


@pytest.fixture
def begun(lea, come):
    return bank.begin(come(lea), "kmtr-47")


@pytest.fixture
def desk(signed_in, lea):
    return signed_in(lea)


@pytest.fixture
def typed(session):
    """At the door, by Léa."""
    names = {"first_name": "Léa", "birth_name": "de l'étang"}
    return {"number": session.number, **names, "day": "4", "month": "12", "year": "2010"}


@pytest.fixture
def seated(desk, typed):
    """In front of the first question."""
    certification = enter(desk, typed)
    desk.post(page("certification", certification), {"code": "kmtr 47"})
    return Certification.objects.get()
