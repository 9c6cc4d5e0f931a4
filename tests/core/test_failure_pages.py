"""Each failure has a page that says what happened and what to do; none of these tests may use
the database, so neither do the pages."""

import pytest
from django.template.loader import render_to_string
from pytest_django.asserts import assertInHTML

STATUSES = [400, 403, 404, 413, 429, 500, 503]
HOME = '<a class="btn primary" href="/">Revenir à l’accueil</a>'
RETRY = '<a class="btn primary" href="">Réessayer maintenant</a>'


def page(status, **context):
    return render_to_string(f"{status}.html", context)


@pytest.mark.parametrize("status", STATUSES)
def test_failure_has_a_title_and_a_way_out(status):
    html = page(status)

    assert html.count("<h1>") == 1
    assertInHTML(HOME, html)


@pytest.mark.parametrize("status", STATUSES)
def test_failure_gives_the_number_of_the_incident(status):
    html = page(status, request_id="0d1e2f")

    assertInHTML("<code>0d1e2f</code>", html)


@pytest.mark.parametrize("status", STATUSES)
def test_failure_without_a_number_does_not_speak_of_one(status):
    assert "incident" not in page(status)


def test_form_that_is_too_old_says_what_to_do():
    assertInHTML("<h1>Page ouverte depuis trop longtemps</h1>", page(403, stale=True))


def test_page_asked_of_an_absent_server_comes_back_by_itself():
    html = page(503, retry=True)

    assertInHTML('<noscript><meta http-equiv="refresh" content="15"></noscript>', html)
    assertInHTML(RETRY, html)
    assert "data-retries" in html


def test_form_sent_to_an_absent_server_is_not_sent_again():
    html = page(503, retry=False)

    assert "refresh" not in html
    assert "data-retries" not in html
