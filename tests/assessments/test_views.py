"""A test, page by page, as the candidate meets it; and what strangers meet."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import room, sitting
from assessments.models import Answer, Certification, IssueReport
from assessments.views.door import CODE, DOOR
from core.throttle import Guesses
from referentiel.models import Challenge
from tests.assessments import bank
from tests.assessments.pages import DOOR_PAGE, enter, page, reply, waiting
from tests.factories import CandidateFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_door_leads_to_the_code_and_the_code_to_the_first_question(desk, typed):
    desk.post(DOOR_PAGE, typed)
    certification = Certification.objects.get()
    assert "1 h 45" in desk.get(page("certification", certification)).text
    desk.post(page("informed", certification))

    shown = desk.get(page("certification", certification))
    assert "attendez le code" in shown.text
    assert "1 h 45" not in shown.text
    answer = desk.post(page("certification", certification), {"code": "kmtr-47"}, follow=True)
    assert "Question 1 sur 18" in answer.text
    number = f"{certification.number}"
    assert f"{number[:3]}\N{NARROW NO-BREAK SPACE}{number[3:]}" in answer.text
    assert "1 h 45 min" in answer.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "999999"}, "Aucune session n’a ce numéro"),
        ({"number": "abc"}, "que des chiffres"),
        ({"number": "9" * 12}, "Aucune session n’a ce numéro"),
        ({"first_name": "Zoé"}, "Personne n’est inscrit"),
        ({"day": "31", "month": "2"}, "Cette date n’existe pas"),
        ({"day": "\N{SUPERSCRIPT TWO}"}, "Cette date n’existe pas"),
        ({"birth_name": "\x00"}, "caractère"),
        ({"day": ""}, "obligatoire"),
    ],
)
def test_refusal_says_what_to_do_and_keeps_what_is_typed(desk, typed, change, words):
    answer = desk.post(DOOR_PAGE, {**typed, **change})

    assert answer.status_code == 200
    assert words in answer.text
    assert not Certification.objects.exists()


def test_door_shuts_for_a_while_after_many_wrong_tries(desk, typed):
    for _ in range(DOOR.free + 1):
        desk.post(DOOR_PAGE, {**typed, "first_name": "Zoé"})

    assert "Trop d’essais" in desk.post(DOOR_PAGE, typed).text
    assert not Certification.objects.exists()


def test_wrong_codes_are_counted(desk, typed):
    certification = enter(desk, typed)
    where = page("certification", certification)
    for _ in range(CODE.free):
        assert "pas le code" in desk.post(where, {"code": "BBBB22"}).text

    assert "Trop d’essais" in desk.post(where, {"code": "KMTR47"}).text
    assert Guesses.objects.refusal_of(CODE, str(certification.pk))


def test_wrong_codes_show_at_the_door_and_many_are_an_alert(desk, typed, session, manager):
    certification = enter(desk, typed)
    desk.post(page("certification", certification), {"code": "BBBB22"})
    assert session.refusals.get().reason == "wrong_code"

    for _ in range(49):
        session.refusals.create(user=manager, reason="wrong_code")
    desk.force_login(manager, backend=settings.AUTHENTICATION_BACKENDS[0])
    room_page = reverse("assessments:room", args=[session.centre_id, session.number])
    assert "essayé au hasard" in desk.get(room_page).text


def test_coming_back_by_permission_waits_for_it(desk, seated, session, manager):
    """Decision 13, REL-11; the page comes in by itself once the surveillant agrees."""
    type(session).objects.update(returns_by_permission=True)
    other, where = Client(), page("certification", seated)
    other.force_login(seated.candidate.user, backend=settings.AUTHENTICATION_BACKENDS[0])

    assert "levez la main" in other.post(where, {"code": "KMTR47"}).text
    assert "levez la main" in other.get(where).text
    assert "Question 1" in desk.get(page("question", seated)).text
    sitting.allow_return(seated, by=manager)

    assert other.get(where)["Location"] == page("question", seated)
    seated.refresh_from_db()
    assert (seated.return_asked_at, seated.return_allowed_at) == (None, None)
    assert seated.moved_at


def test_agreement_serves_one_browser_of_two_that_read_it(seated, session, manager):
    type(session).objects.update(returns_by_permission=True)
    Certification.objects.update(return_asked_at=timezone.now())
    sitting.allow_return(seated, by=manager)
    first, second = Certification.objects.get(), Certification.objects.get()

    sitting.enter(first)
    with pytest.raises(sitting.NotAllowedBack):
        sitting.enter(second)
    assert Certification.objects.get().seat == first.seat


def test_agreement_to_come_back_does_not_last(desk, seated, session, manager, clock):
    type(session).objects.update(returns_by_permission=True)
    other, where = Client(), page("certification", seated)
    other.force_login(seated.candidate.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    other.post(where, {"code": "KMTR47"})
    sitting.allow_return(seated, by=manager)
    clock.shift(timedelta(minutes=16))

    assert "levez la main" in other.get(where).text


def test_answer_leads_to_the_next_question(desk, seated):
    answer = reply(desk, seated, r="2")

    assert answer["Location"] == page("question", seated)
    assert "Question 2 sur 18" in desk.get(page("question", seated)).text
    assert Answer.objects.get().outcome == "ok"


def test_empty_answer_is_told_and_not_kept(desk, seated):
    assert "Donnez une réponse" in reply(desk, seated, r="").text
    assert not Answer.objects.exists()


def test_question_is_passed_only_when_one_is_sure(desk, seated):
    asked = reply(desk, seated, r="peut-être", **{"pass": "ask"})
    assert "Passer cette question" in asked.text
    assert "peut-être" in asked.text
    assert not Answer.objects.exists()

    reply(desk, seated, **{"pass": "yes"})
    assert Answer.objects.get().outcome == "aband"


def test_page_sent_twice_or_from_before_changes_nothing(desk, seated):
    first = waiting(seated)
    reply(desk, seated, r="2")
    answer = desk.post(page("question", seated), {"question": first.pk, "r": "3"}, follow=True)

    assert "a déjà reçu une réponse" in answer.text
    assert Answer.objects.get().value == "2"


@pytest.mark.parametrize("forged", ["", "0", "x", "9" * 30])
def test_forged_question_brings_back_where_one_is(desk, seated, forged):
    answer = desk.post(page("question", seated), {"question": forged, "r": "2"})

    assert answer["Location"] == page("question", seated)
    assert not Answer.objects.exists()


def test_report_keeps_what_is_typed_and_is_kept_once(desk, seated):
    report = {"signalement-kind": "E3", "signalement-words": "Fichier vide", "report": "1"}
    for _ in range(2):
        answer = reply(desk, seated, r="brouillon", **report)

    assert "Le problème est signalé" in answer.text
    assert "brouillon" in answer.text
    assert IssueReport.objects.get().question == waiting(seated)
    assert not Answer.objects.exists()


def test_report_without_its_kind_is_told(desk, seated):
    answer = reply(desk, seated, r="brouillon", report="1")

    assert "obligatoire" in answer.text
    assert "brouillon" in answer.text
    assert not IssueReport.objects.exists()


def test_last_answer_leads_to_the_end_screen_which_is_seen_once(desk, seated):
    for _ in range(18):
        reply(desk, seated, r="2")

    shown = desk.get(page("question", seated), follow=True)
    assert "Levez la main" in shown.text
    desk.post(page("end", seated))
    assert "Vous pouvez vous déconnecter" in desk.get(page("end", seated)).text


def test_other_computer_asks_for_the_code_and_takes_the_test_over(desk, seated, typed, lea):
    other = Client()
    other.force_login(lea, backend=settings.AUTHENTICATION_BACKENDS[0])
    where = page("certification", seated)
    assert other.get(page("question", seated))["Location"] == where
    assert "reprenez votre test" in other.get(where).text

    other.post(where, {"code": "KMTR47"})

    assert "Question 1 sur 18" in other.get(page("question", seated)).text
    assert desk.get(page("question", seated))["Location"] == where
    assert "continue sur un autre ordinateur" in desk.get(where).text
    assert desk.get(page("time", seated)).json()["state"] == "elsewhere"


def test_time_is_told_as_the_server_counts_it(desk, seated, session, clock):
    clock.shift(timedelta(minutes=5))
    assert desk.get(page("time", seated)).json() == {"state": "started", "left": 6000}

    room.suspend(session, reason="Alarme")
    clock.shift(timedelta(minutes=5))
    assert desk.get(page("time", seated)).json() == {"state": "suspended", "left": 6000}
    assert "Le test est suspendu" in desk.get(page("question", seated)).text
    assert "Combien font" not in desk.get(page("question", seated)).text


def test_answer_on_its_way_when_the_clocks_stop_is_kept(desk, seated, session):
    room.suspend(session, reason="Alarme")

    reply(desk, seated, r="2")

    assert Answer.objects.count() == 1


def test_page_opened_after_the_end_is_the_end_screen(desk, seated, clock):
    clock.shift(timedelta(minutes=106))

    assert "Temps écoulé" in desk.get(page("question", seated), follow=True).text
    assert Certification.objects.get().end == "time"


def test_timed_question_waits_for_its_candidate(desk, seated):
    Challenge.objects.update(timer=60)
    first = waiting(seated)

    shown = desk.get(page("question", seated)).text
    assert "60 secondes" in shown
    assert "Combien font" not in shown
    for _ in range(2):
        desk.post(page("start_clock", seated, first.pk))
    first.refresh_from_db()
    assert first.begun_at == timezone.now()
    shown = desk.get(page("question", seated)).text
    assert "Combien font" in shown
    assert "encore <b>60</b> secondes" in shown


@pytest.mark.parametrize(("extra_time", "words"), [(0, "est notée."), (50, "signalez-le")])
def test_after_its_time_a_timed_question_invites_to_answer(desk, seated, clock, extra_time, words):
    Challenge.objects.update(timer=60)
    type(seated.candidate).objects.update(extra_time=extra_time)
    desk.post(page("start_clock", seated, waiting(seated).pk))
    clock.shift(timedelta(seconds=91))

    shown = desk.get(page("question", seated)).text
    assert "Répondez quand même" in shown
    assert words in shown
    reply(desk, seated, r="2")
    assert Answer.objects.get().outcome == "timedout"


@pytest.mark.parametrize("name", ["certification", "informed", "question", "time", "end"])
def test_test_of_somebody_else_does_not_exist(signed_in, seated, name):
    stranger = signed_in(UserFactory())

    assert stranger.get(page(name, seated)).status_code in (404, 405)
    assert stranger.post(page(name, seated)).status_code in (404, 405)


def test_question_of_another_test_is_not_reached_from_mine(desk, seated, session, come):
    other = UserFactory()
    bank.show_all(other)
    CandidateFactory(session=session, birth_name="Autre", first_name="Léa")
    theirs = bank.begin(come(other, birth_name="Autre"), "KMTR47")
    asked = waiting(theirs)

    assert desk.get(page("file", seated, asked.pk, "x")).status_code == 404
    desk.post(page("start_clock", seated, asked.pk))
    asked.refresh_from_db()
    assert asked.begun_at is None


def test_timed_question_is_answered_only_once_its_clock_runs(desk, seated):
    Challenge.objects.update(timer=60)

    assert "60 secondes" in reply(desk, seated, r="2").text
    assert not Answer.objects.exists()


def test_files_are_those_of_the_question_that_shows(desk, seated):
    first, second = waiting(seated), waiting(seated).following
    for each in (first, second):
        each.asked.files.create(name="prets.ods", content=b"prets")
    assert desk.get(page("file", seated, first.pk, "prets.ods")).status_code == 200
    assert desk.get(page("file", seated, first.pk, "a\0b")).status_code == 404
    assert desk.get(page("file", seated, second.pk, "prets.ods")).status_code == 404

    desk.post(page("start_clock", seated, second.pk))
    second.refresh_from_db()
    assert second.begun_at is None
    Challenge.objects.update(timer=60)
    assert desk.get(page("file", seated, first.pk, "prets.ods")).status_code == 404
    sitting.close(seated, Certification.End.TIME)
    assert desk.get(page("file", seated, first.pk, "prets.ods")).status_code in (302, 404)


def test_nothing_is_answered_while_the_clocks_stand_still(desk, seated, session, clock):
    room.suspend(session, reason="Alarme")
    clock.shift(timedelta(seconds=31))

    assert "Le test est suspendu" in reply(desk, seated, r="2").text
    assert not Answer.objects.exists()


@pytest.mark.parametrize("charset", ["utf-7", "hex", "idna", "utf-16"])
def test_charset_that_no_browser_sends_changes_nothing(desk, seated, charset):
    body = f'--B\r\nContent-Disposition: form-data; name="question"\r\n\r\n{waiting(seated).pk}\r\n'
    body += '--B\r\nContent-Disposition: form-data; name="r"\r\n\r\n+2AA-\r\n--B--\r\n'
    kind = f"multipart/form-data; boundary=B; charset={charset}"
    for name in ("time", "question"):
        assert desk.generic("POST", page(name, seated), body, kind).status_code in (200, 302)

    assert Answer.objects.get().value == "+2AA-"
    assert desk.get(page("question", seated)).status_code == 200


@pytest.mark.parametrize("name", ["informed", "start_clock"])
def test_deed_opened_as_a_page_leads_back(desk, seated, name):
    args = [waiting(seated).pk] if name == "start_clock" else []

    assert desk.get(page(name, seated, *args), follow=True).status_code == 200


def test_question_costs_the_same_at_the_first_and_at_the_last(
    desk, seated, django_assert_max_num_queries
):
    for _ in range(17):
        with django_assert_max_num_queries(10):
            reply(desk, seated, r="2")
    with django_assert_max_num_queries(5):
        desk.get(page("question", seated))
