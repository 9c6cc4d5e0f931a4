from datetime import date

import pytest
from django.urls import reverse

from core.journal import JournalEntry
from tests.factories import ControlVisitFactory, VisitPointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to("2026-11-20T12:00:00Z", tick=False)


@pytest.fixture
def browser(signed_in, manager, centre):
    return signed_in(manager)


@pytest.fixture
def point(centre):
    return VisitPointFactory(visit__centre=centre)


@pytest.fixture
def page(browser, centre):
    return lambda: browser.get(reverse("centres:visits", args=[centre.pk])).text


def reply(browser, point, text):
    there = reverse("centres:visit_answer", args=[point.visit.centre_id, point.pk])
    return browser.post(there, {"answer": text})


def test_centre_without_a_visit_reads_what_it_will_find(page):
    assert "Aucune visite pour l’instant" in page()


def test_announced_visit_shows_its_date_and_its_visitor_only(page, centre):
    visit = ControlVisitFactory(centre=centre, on=date(2026, 12, 8), conclusion="Secret")
    VisitPointFactory(visit=visit, remark="Encore à relire")

    text = page()

    assert "Visite du 8 décembre 2026" in text
    assert "Par Odile Marchand, GIP Pix." in text
    assert "À venir" in text
    assert ("Secret" in text, "Encore à relire" in text) == (False, False)


@pytest.mark.parametrize(
    ("day", "is_shown"), [(date(2026, 11, 20), False), (date(2026, 11, 19), True)]
)
def test_unannounced_visit_is_not_given_away(page, centre, day, is_shown):
    ControlVisitFactory(centre=centre, unannounced=True, on=day)

    assert ("Rapport à venir" in page()) == is_shown


def test_reported_visit_shows_conclusion_and_points(page, point):
    text = page()

    assert "Un centre bien tenu." in text
    assert "Locaux et matériel" in text
    assert "À améliorer" in text
    assert "Écarter les postes 4 et 5." in text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_counts_its_queries(browser, centre, rows, django_assert_num_queries):
    for visit in ControlVisitFactory.create_batch(rows, centre=centre, reported=True):
        VisitPointFactory.create_batch(rows, visit=visit)
    there = reverse("centres:visits", args=[centre.pk])
    browser.get(there)

    with django_assert_num_queries(5):
        browser.get(there)


def test_answer_is_signed_dated_and_journalled(browser, point, page, manager):
    response = reply(browser, point, "Les tables sont écartées.")

    assert response.status_code == 302
    point.refresh_from_db()
    assert (point.answer, point.answered_by) == ("Les tables sont écartées.", manager)
    assert "le 20 novembre 2026, par Nadia Ferrand" in page()
    assert JournalEntry.objects.about(point).get().data == {"answer": point.answer}


def test_answer_given_again_is_kept_in_the_journal_too(browser, point):
    reply(browser, point, "Demain.")
    reply(browser, point, "C’est fait.")
    reply(browser, point, "C’est fait.")

    told = [entry.data["answer"] for entry in JournalEntry.objects.about(point)]
    assert told == ["C’est fait.", "Demain."]


@pytest.mark.parametrize(("text", "words"), [("", "Écrivez"), ("x" * 1001, "1000 caractères")])
def test_bad_answer_is_refused(browser, point, text, words):
    page = reply(browser, point, text)

    assert words in page.text.replace("\u202f", "")
    assert text in page.text
    point.refresh_from_db()
    assert point.answer == ""


@pytest.mark.parametrize("change", [{"is_settled": True}, {"finding": "good"}])
def test_point_that_asks_nothing_more_takes_no_answer(browser, centre, page, change):
    point = VisitPointFactory(visit__centre=centre, **change)

    assert reply(browser, point, "Trop tard").status_code == 404
    assert "Répondre" not in page()


def test_settled_point_says_so(page, centre):
    VisitPointFactory(visit__centre=centre, is_settled=True)

    assert "Réglé" in page()


def test_point_not_yet_reported_takes_no_answer(browser, centre):
    point = VisitPointFactory(visit=ControlVisitFactory(centre=centre))

    assert reply(browser, point, "Trop tôt").status_code == 404


def test_card_leads_to_the_visits(browser, centre):
    page = browser.get(centre.get_absolute_url()).text

    assert reverse("centres:visits", args=[centre.pk]) in page
