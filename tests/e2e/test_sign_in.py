"""Signing in and out, as people do it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import PASSWORD, UserFactory


@pytest.fixture
def lea(transactional_db):
    return UserFactory(username="leonie.martin1207", first_name="Léonie", last_name="Martin")


def test_by_keyboard_alone(visit, lea, page):
    visit("account_login")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.get_by_label("Adresse e-mail ou identifiant").focus()
    page.keyboard.type("Léonie.Martin1207")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Léonie Martin")


def test_errors_take_the_focus_and_lead_to_their_fields(visit, page, transactional_db):
    visit("account_login")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()

    expect(page).to_have_title(re.compile("^Erreur\N{NO-BREAK SPACE}: "))
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="mot de passe").first.click()
    expect(page.locator("#id_password")).to_be_focused()


def test_signed_out_back_button_shows_nothing_personal(sign_in, lea, page, live_server):
    sign_in(lea)
    page.goto(live_server.url + reverse("account_change_password"))
    page.goto(live_server.url + reverse("accounts:home"))

    page.get_by_role("banner").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(live_server.url + "/")

    for _ in range(5):
        page.go_back()
        assert "Martin" not in page.content()
        assert "leonie.martin1207" not in page.content()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_everything_works_without_javascript(sign_in, lea, page):
    sign_in(lea, "non")
    expect(page.get_by_text("ne vont pas ensemble").first).to_be_visible()

    sign_in(lea)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Léonie Martin")

    page.get_by_role("banner").get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()


def test_double_click_sends_a_form_once(visit, lea, page):
    visit("account_reset_password")
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    page.get_by_label("Adresse e-mail").fill(lea.email)

    page.get_by_role("button", name="Recevoir le lien").dblclick(no_wait_after=True)
    page.wait_for_url("**" + reverse("account_reset_password_done"))

    assert len(posts) == 1


def test_first_page_is_light(visit, page, transactional_db):
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())))

    visit("home")
    page.wait_for_load_state("networkidle")

    assert 1 < len(sizes) < 10
    assert sum(sizes) < 300_000
