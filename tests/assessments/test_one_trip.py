"""An answer and the next page in one round trip, as the script of the page asks for them."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Answer, Certification, Question
from referentiel.models import Challenge
from tests.assessments.pages import page, reply, waiting

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def test_acknowledgement_brings_the_next_question(desk, seated):
    said = reply(desk, seated, JSON, r="2").json()

    assert said["forget"]
    assert "Question 2 sur 18" in said["html"]
    assert Answer.objects.get().outcome == "ok"


def test_what_is_not_kept_is_not_acknowledged(desk, seated):
    said = reply(desk, seated, JSON, r="").json()

    assert not said["forget"]
    assert "Donnez une réponse" in said["html"]


def test_last_answer_gives_the_way_to_the_end_screen(desk, seated):
    for _ in range(18):
        said = reply(desk, seated, JSON, r="2").json()

    assert said == {"forget": True, "url": page("end", seated)}


def test_same_answer_again_is_acknowledged_without_a_word(desk, seated):
    """Its reply was lost on the way."""
    first, key = waiting(seated), str(uuid4())
    reply(desk, seated, JSON, r="2", key=key)
    said = reply(desk, seated, JSON, question=first.pk, r="2", key=key).json()

    assert said["forget"]
    assert "a déjà reçu une réponse" not in said["html"]
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "\0", "0b5c56a1-8a55-4f5e-9d1c-3d0e5f0e6a11"])
def test_answer_of_another_tab_came_first_and_is_told(desk, seated, key):
    first = waiting(seated)
    reply(desk, seated, JSON, r="2", key=str(uuid4()))
    said = reply(desk, seated, JSON, question=first.pk, r="3", key=key).json()

    assert "a déjà reçu une réponse" in said["html"]
    assert [each.value for each in Answer.objects.all()] == ["2"]


def test_answer_counts_from_when_it_arrived(desk, seated, clock, monkeypatch):
    """However slow the server is with it."""
    clock.shift(105 * 60 + 29)
    waits = Certification.closes_at

    def slow(certification, now):
        clock.shift(20)
        return waits(certification, now)

    monkeypatch.setattr(Certification, "closes_at", slow)
    reply(desk, seated, JSON, r="2")

    assert Answer.objects.get().outcome == "ok"


def test_signed_out_in_the_middle_leads_to_the_sign_in_and_back(desk, seated):
    answer = reply(Client(), seated, JSON, r="2")

    assert answer.status_code == 302
    assert f"next={page('question', seated)}" in answer["Location"]


def test_what_is_being_typed_is_found_on_another_computer(desk, seated):
    told = {"question": waiting(seated).pk, "r": "brouil\0lon"}
    desk.post(page("time", seated), told)

    question = waiting(seated)
    assert question.typed == {"r": ["brouillon"]}
    assert "brouillon" in desk.get(page("question", seated)).text
    assert not Answer.objects.exists()


def test_what_is_typed_in_another_question_or_place_is_not_taken(desk, seated, session):
    second = waiting(seated).following
    desk.post(page("time", seated), {"question": second.pk, "r": "x"})
    Certification.objects.update(seat="another")
    desk.post(page("time", seated), {"question": waiting(seated).pk, "r": "x"})

    assert not Question.objects.filter(typed__isnull=False).exists()


def test_page_left_stays_left_after_it_is_loaded_again(desk, seated):
    Challenge.objects.update(is_focused=True)
    desk.post(page("time", seated), {"question": waiting(seated).pk, "r": "", "focus_lost": "1"})

    assert "Vous avez quitté la page" in desk.get(page("question", seated)).text
    reply(desk, seated, r="2")
    assert Answer.objects.get().outcome == "focusedOut"


def test_leaving_an_ordinary_question_is_nothing(desk, seated):
    desk.post(page("time", seated), {"question": waiting(seated).pk, "focus_lost": "1"})
    reply(desk, seated, r="2")

    assert Answer.objects.get().outcome == "ok"


def test_end_screen_wipes_what_the_browser_kept(desk, seated):
    for _ in range(18):
        reply(desk, seated, r="2")

    assert desk.get(page("end", seated))["Clear-Site-Data"] == '"storage"'


def test_answer_and_next_question_cost_few_queries(desk, seated):
    """The sign-in session, the account, the test with its session and centre, its two next
    questions; its row held, the answer kept. Savepoints are pytest’s."""
    reply(desk, seated, JSON, r="2")
    posted = {"question": waiting(seated).pk, "r": "2"}
    with CaptureQueriesContext(connection) as queries:
        desk.post(page("question", seated), posted, headers=JSON)

    asked = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"]]
    assert len(asked) == 6, [sql[:90] for sql in asked]
