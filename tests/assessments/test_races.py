"""Two browsers, twenty clicks, a hand that closes while another answers: one test, one question,
one answer, and everybody is told the truth. Whole requests, on PostgreSQL."""

import os

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from assessments import sitting
from assessments.models import Answer, Certification, Question, Result, Scoring
from assessments.preparing import prepare
from core.journal import JournalEntry
from core.tasks import sweep
from tests.assessments import bank
from tests.assessments.pages import DOOR_PAGE, page
from tests.factories import CandidateFactory, UserFactory
from tests.threads import in_rounds

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="needs concurrent transactions"),
]
JSON = {"Accept": "application/json"}
# `make races` plays them all: 500 starts, 200 times twenty tabs, 500 times two tabs.
SHARE = float(os.environ.get("RACES", "0.1"))
PER_TEST = 6  # questions of the small bank


@pytest.fixture(autouse=True)
def quick_bank(session):
    bank.build(skills=1, challenges=1)


def somebody(session, number):
    """On the list, certifiable, as each of their browsers types them."""
    user = UserFactory()
    bank.show_all(user)
    CandidateFactory(session=session, birth_name=f"N{letters(number)}", first_name="Léa")
    return user


def many(rounds):
    return max(2, round(rounds * SHARE))


def letters(number):
    return "".join(chr(ord("a") + int(figure)) for figure in str(number))


def crowd(session, rounds):
    return [(somebody(session, number), number) for number in range(rounds)]


def browser_of(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def identity(session, number):
    born = {"day": "4", "month": "12", "year": "2010"}
    return {
        "number": session.number,
        "birth_name": f"N{letters(number)}",
        "first_name": "Léa",
        **born,
    }


def begun(session, number):
    user = somebody(session, number)
    person = identity(session, number)
    browser_of(user).post(DOOR_PAGE, person)
    certification = Certification.objects.get(candidate__user=user)
    client = browser_of(user)
    client.post(page("informed", certification))
    client.post(page("certification", certification), {"code": "KMTR47"})
    return client, certification


def test_two_browsers_start_one_candidate(session):
    """R01, R02: whoever comes last has the test, and there is one."""
    # Signed in beforehand: what is raced is the door, the code, the start.
    people = [
        (number, browser_of(user), browser_of(user)) for user, number in crowd(session, many(500))
    ]

    def start(which):
        def go(each):
            number, browser = each[0], each[1 + which]
            browser.post(DOOR_PAGE, identity(session, number))
            where = reverse(
                "assessments:certification",
                args=[
                    Certification.objects.get(candidate__birth_name=f"N{letters(number)}").number
                ],
            )
            browser.post(f"{where}informations/")
            return browser.post(where, {"code": "KMTR47"}, follow=True).status_code

        return go

    told = in_rounds([start(0), start(1)], people)

    assert set(told) == {(200, 200)}
    assert Certification.objects.filter(state="started").count() == len(people)
    assert Question.objects.count() == 6 * len(people)
    assert JournalEntry.objects.filter(verb="join_session").count() == len(people)


def test_two_who_prepare_it_keep_one_draw(session, come):
    certifications = [begun_not(session, number) for number in range(many(200))]

    told = in_rounds([lambda pk: prepare(Certification.objects.get(pk=pk))] * 4, certifications)

    assert set(told) == {(None,) * 4}
    assert Question.objects.count() == 6 * len(certifications)


def begun_not(session, number):
    user = somebody(session, number)
    browser_of(user).post(DOOR_PAGE, identity(session, number))
    return Certification.objects.get(candidate__user=user).pk


def test_one_question_answered_twenty_times_at_once(session):
    """R03, FI-16: each round twenty tabs send the question they all show."""
    people = [begun(session, number) for number in range(many(200 // PER_TEST))]
    rounds = questions_of(people)

    told = in_rounds([send(str(tab)) for tab in range(20)], rounds)

    assert {answer.status_code for answers in told for answer in answers} == {200}
    assert Answer.objects.count() == len(rounds)
    assert set(Certification.objects.values_list("end", flat=True)) == {"answered"}
    assert Scoring.objects.count() == len(people)


def questions_of(people):
    """Each question of each test, with the cookies of whose it is and its address."""
    return [
        (client.cookies, page("question", certification), pk)
        for client, certification in people
        for pk in certification.questions.values_list("pk", flat=True)
    ]


def send(value):
    """A tab of its own, of the same browser."""

    def go(each):
        cookies, where, question = each
        tab = Client()
        tab.cookies = cookies.copy()
        return tab.post(where, {"question": question, "r": f"{value}-{question}"}, headers=JSON)

    return go


def test_same_answer_from_two_tabs(session):
    """R06, FI-15: both are brought to the same next question, and nothing moves."""
    people = [begun(session, number) for number in range(many(500 // PER_TEST))]
    rounds = questions_of(people)

    told = in_rounds([send("a"), send("b")], rounds)

    for answers in told:
        said = [answer.json() for answer in answers]
        told_so = ["a déjà reçu une réponse" in each.get("html", "") for each in said]
        assert [answer.status_code for answer in answers] == [200, 200]
        # Of the last question too the loser is brought on; there the end screen says it all.
        assert sum(told_so) == 1 or all("url" in each for each in said)
    assert Answer.objects.count() == len(rounds)
    assert all(given.value.endswith(f"-{given.question_id}") for given in Answer.objects.all())


def test_answer_and_end_at_once(session):
    """R34: either the answer came first and is kept, or the test was over and says so."""
    people = [begun(session, number) for number in range(many(200))]

    def answer(each):
        client, certification = each
        first = certification.questions.first()
        where = page("question", certification)
        return client.post(where, {"question": first.pk, "r": "2"}, headers=JSON).json()

    def end(each):
        sitting.close(Certification.objects.get(pk=each[1].pk), Certification.End.INVIGILATOR)

    told = in_rounds([answer, end], people)

    for (said, _), (_, certification) in zip(told, people, strict=True):
        was_kept = Answer.objects.filter(question__certification=certification).exists()
        assert was_kept or said["url"] == page("end", certification)
    assert Certification.objects.filter(state="finished").count() == len(people)
    sweep()
    assert Result.objects.count() == len(people)


def test_test_is_held_while_an_answer_is_kept(session, monkeypatch):
    """Nobody closes it, and nothing scores it, between the look at its state and the answer."""
    client, certification = begun(session, 0)
    save, met = Answer.save, []

    def look(_):
        with transaction.atomic():
            return Certification.objects.select_for_update(nowait=True).get(pk=certification.pk)

    def save_looked_at(answer, **kwargs):
        met.extend(in_rounds([look], [None]))
        save(answer, **kwargs)

    monkeypatch.setattr(Answer, "save", save_looked_at)
    send("2")(questions_of([(client, certification)])[0])

    assert isinstance(met[0][0], OperationalError)
    assert Answer.objects.count() == 1


def test_answer_and_report_at_once(session):
    """R05: whatever the order, no error, and the next question is there."""
    people = [begun(session, number) for number in range(many(200))]

    def told_of(**posted):
        def go(each):
            client, certification = each
            first = certification.questions.first()
            where = page("question", certification)
            return client.post(where, {"question": first.pk, "r": "2", **posted}).status_code

        return go

    report = {"report": "1", "signalement-kind": "E3", "signalement-words": "vide"}
    told = in_rounds([told_of(), told_of(**report)], people)

    assert {status for statuses in told for status in statuses} <= {200, 302}
    assert Answer.objects.count() == len(people)
    for client, certification in people:
        assert "Question 2 sur 6" in client.get(page("question", certification)).text
