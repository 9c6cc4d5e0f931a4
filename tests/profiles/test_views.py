import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import practice as practices
from profiles.models import Answer, Asked, KnowledgeElement
from referentiel.models import Challenge, Skill
from tests.profiles.test_practice import competence, content, lea, play, practice, write

__all__ = ["competence", "content", "lea", "practice", "write"]

HOME = "/profil/"
QUESTION = "/profil/1.1/questions/"


@pytest.fixture
def browser(signed_in, lea):
    return signed_in(lea)


def test_empty_profile_says_what_is_missing(browser, competence):
    text = browser.get(HOME).text

    assert "pas encore certifiable" in text
    assert "il en manque 5" in text
    assert "à montrer" in text


def test_profile_shows_levels_in_words(browser, practice):
    play(practice, {"tri": 4, "somme": 7})

    assert "niveau <b>7</b>" in browser.get(HOME).text


@pytest.mark.parametrize("elements", [1, 400])
def test_profile_costs_the_same_whatever_was_shown(
    browser, lea, competence, elements, django_assert_num_queries
):
    skill = Skill.objects.first()
    KnowledgeElement.objects.bulk_create(
        KnowledgeElement(user=lea, skill=skill, status="invalidated", source="direct")
        for _ in range(elements)
    )
    browser.get(HOME)

    with django_assert_num_queries(6):
        browser.get(HOME)


def test_whole_practice_by_plain_forms(browser, competence):
    browser.post("/profil/1.1/commencer/")
    page = browser.get(QUESTION)
    while page.status_code == 200:
        asked = page.context["asked"]
        page = browser.get(browser.post(QUESTION, {"asked": asked.pk, "choix": "2"})["Location"])

    assert page["Location"] == reverse("profiles:competence", args=["1.1"])
    assert "Niveau <b>8</b>" in browser.get(page["Location"]).text


def test_answer_is_told_right_or_not(browser, practice):
    asked = browser.get(QUESTION).context["asked"]

    page = browser.post(QUESTION, {"asked": asked.pk, "choix": "2"}, follow=True)

    assert "Bonne réponse" in page.text


def test_question_may_be_skipped(browser, practice):
    asked = browser.get(QUESTION).context["asked"]

    page = browser.post(QUESTION, {"asked": asked.pk, "pass": "1"}, follow=True)

    assert "Question passée" in page.text
    assert Answer.objects.get().result == "aband"


def test_stale_page_leads_to_the_present_question_and_changes_nothing(browser, practice):
    asked = browser.get(QUESTION).context["asked"]
    browser.post(QUESTION, {"asked": asked.pk, "choix": "2"})

    page = browser.post(QUESTION, {"asked": asked.pk, "choix": "1"}, follow=True)

    assert "a déjà reçu une réponse" in page.text
    assert [answer.result for answer in Answer.objects.all()] == ["ok"]


@pytest.mark.parametrize(
    "data", [{}, {"choix": "9"}, {"choix": ""}, {"choix": "2\x00"}, {"autre": "2"}]
)
def test_odd_answer_is_refused_beside_its_field(browser, practice, data):
    asked = browser.get(QUESTION).context["asked"]

    page = browser.post(QUESTION, {"asked": asked.pk, **data})

    assert "Un point à corriger" in page.text
    assert not Answer.objects.exists()


@pytest.mark.parametrize("asked", ["", "0", "99999999999999999999", "abc", "-1"])
def test_answer_to_a_question_never_asked_changes_nothing(browser, practice, asked):
    browser.get(QUESTION)

    response = browser.post(QUESTION, {"asked": asked, "choix": "2"})

    assert response["Location"] == QUESTION
    assert not Answer.objects.exists()


def test_answer_without_a_practice_leads_to_the_competence(browser, competence):
    response = browser.post(QUESTION, {"asked": "1", "choix": "2"})

    assert response["Location"] == reverse("profiles:competence", args=["1.1"])


def test_timed_question_shows_itself_once_its_clock_runs(browser, practice):
    Challenge.objects.update(timer=60)
    page = browser.get(QUESTION)
    assert "Vous aurez 60 secondes" in page.text
    assert "Laquelle de ces trois" not in page.text

    page = browser.post(
        reverse("profiles:start_clock", args=[page.context["asked"].pk]), follow=True
    )

    assert "Laquelle de ces trois" in page.text
    assert Asked.objects.get().begun_at <= timezone.now()


def test_clock_is_started_once(browser, practice):
    Challenge.objects.update(timer=60)
    asked = browser.get(QUESTION).context["asked"]
    url = reverse("profiles:start_clock", args=[asked.pk])
    browser.post(url)
    begun_at = Asked.objects.get().begun_at

    browser.post(url)

    assert Asked.objects.get().begun_at == begun_at


def test_question_of_somebody_else_is_not_found(signed_in, stranger, practice):
    asked = practices.current(practice)
    client = signed_in(stranger)

    assert client.post(reverse("profiles:start_clock", args=[asked.pk])).status_code == 404
    assert client.get(reverse("profiles:file", args=[asked.pk, "a.csv"])).status_code == 404


def test_unknown_competence_is_not_found(browser, content):
    assert browser.get("/profil/9.9/").status_code == 404


def test_reset_too_early_says_so(browser, practice):
    play(practice, {"tri": 1, "somme": 4})

    page = browser.post("/profil/1.1/recommencer/", follow=True)

    assert "ne peut pas encore être remise à zéro" in page.text
