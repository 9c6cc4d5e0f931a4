"""A test in a real browser, on a network that fails, a computer that dies, by keyboard alone."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Answer, Certification, Pause, Question
from referentiel.models import Challenge
from tests.assessments import bank
from tests.e2e.states_assessments import CODE, come, session_now
from tests.factories import PASSWORD, UserFactory

OFFLINE = "Connexion interrompue"
ADDRESS = "**/question/"


@pytest.fixture
def lea():
    bank.build()
    user = UserFactory()
    bank.show_all(user)
    return user


@pytest.fixture
def certification(lea):
    return come(session_now(), lea, "Fontaine")


@pytest.fixture
def seated(sign_in, visit, page, lea, certification):
    sign_in(lea)
    enter(visit, page, certification)
    return page


def enter(visit, page, certification):
    visit("assessments:certification", number=certification.number)
    informed = page.get_by_role("button", name="J’ai lu, continuer")
    if informed.count():
        with page.expect_navigation():
            informed.click()
    page.get_by_label("Code d’accès").fill(CODE)
    with page.expect_navigation():
        page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question")


def answer(page, text="2"):
    page.get_by_label("Réponse").fill(text)
    page.get_by_role("button", name="Je valide").click()


def question(page, number):
    expect(page.get_by_role("heading", name=f"Question {number} sur 18")).to_be_visible()


def saved(page):
    return page.locator("[data-saved]")


def kept_here(page):
    return page.evaluate("Object.values(localStorage)[0] ?? null")


def test_whole_test_without_leaving_the_page(seated):
    for number in range(1, 18):
        question(seated, number)
        answer(seated)
    question(seated, 18)
    with seated.expect_navigation():
        answer(seated)

    expect(seated.get_by_role("heading", name="Fin du test")).to_be_visible()
    assert Answer.objects.filter(outcome="ok").count() == 18


def test_answer_waits_for_the_network_and_leaves_by_itself(seated):
    seated.get_by_label("Réponse").fill("2")
    expect(saved(seated)).to_contain_text("Non envoyée")
    seated.context.set_offline(True)
    expect(seated.get_by_text(OFFLINE)).to_be_visible()
    expect(saved(seated)).to_contain_text("Hors ligne")
    seated.get_by_role("button", name="Je valide").click()
    expect(seated.get_by_label("Réponse")).to_be_disabled()
    expect(saved(seated)).to_contain_text("Hors ligne")
    assert not Answer.objects.exists()

    seated.context.set_offline(False)

    question(seated, 2)
    expect(saved(seated)).to_contain_text("Enregistré")
    assert Answer.objects.get().value == "2"
    assert kept_here(seated) is None


def test_page_of_a_captive_portal_is_no_acknowledgement(seated):
    portal = {"status": 200, "content_type": "text/html", "body": "<h1>Bienvenue</h1>"}
    seated.route(ADDRESS, lambda route: route.fulfill(**portal))
    answer(seated)
    expect(seated.get_by_text(OFFLINE)).to_be_visible()
    assert not Answer.objects.exists()

    seated.unroute(ADDRESS)

    question(seated, 2)
    assert Answer.objects.count() == 1


def test_json_of_a_portal_is_no_acknowledgement_either(seated):
    seated.route(ADDRESS, lambda route: route.fulfill(json={"forget": True, "html": "<h1>x</h1>"}))
    answer(seated)
    expect(seated.get_by_text(OFFLINE)).to_be_visible()

    seated.unroute(ADDRESS)

    question(seated, 2)


def test_lost_reply_skips_no_question(seated):
    """FI-25: the answer is kept, its acknowledgement is lost; it is sent again."""
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            return route.abort()
        return route.continue_()

    seated.route(ADDRESS, lose)
    answer(seated)

    question(seated, 2)
    expect(seated.get_by_text("a déjà reçu une réponse")).to_have_count(0)
    assert Answer.objects.count() == len(lost) == 1


def test_slow_network_that_loses_every_third_answer_moves_none(seated):
    """FI-23, REL-21: 256 kbit/s, two seconds, a third lost on the way there or on the way back."""
    line = {"offline": False, "latency": 2000, "downloadThroughput": 32_000}
    seated.context.new_cdp_session(seated).send(
        "Network.emulateNetworkConditions", {**line, "uploadThroughput": 32_000}
    )
    sent = []

    def lose(route):
        if route.request.method != "POST":
            return route.continue_()
        sent.append(route.request)
        if len(sent) % 3 == 1:
            return route.abort()
        if len(sent) % 3 == 2:
            route.fetch()
            return route.abort()
        return route.continue_()

    seated.route(ADDRESS, lose)
    for number in range(1, 4):
        answer(seated, f"{number}")
        expect(seated.get_by_role("heading", name=f"Question {number + 1} sur 18")).to_be_visible(
            timeout=30_000
        )

    given = Answer.objects.order_by("question__position")
    assert [each.value for each in given] == ["1", "2", "3"]
    assert len(sent) > 6


def test_clock_of_the_computer_changes_nothing(seated):
    """FI-20: three hours wrong, the time left is the server's."""
    seated.add_init_script("const real = Date.now; Date.now = () => real() + 3 * 3600e3;")
    seated.reload()

    expect(seated.get_by_role("timer")).to_contain_text("2 h")


def test_server_away_is_asked_again(seated):
    away = {"status": 503, "content_type": "text/html", "body": "<h1>Revenez</h1>"}
    seated.route(ADDRESS, lambda route: route.fulfill(**away))
    answer(seated)
    expect(seated.get_by_text(OFFLINE)).to_be_visible()

    seated.unroute(ADDRESS)

    question(seated, 2)


def test_server_that_fails_for_good_is_told_and_leaves_the_page_alive(seated):
    told = []
    seated.on("dialog", lambda dialog: (told.append(dialog.message), dialog.accept()))
    fails = {"status": 500, "headers": {"X-Request-ID": "abc12345"}, "body": "<h1>Échec</h1>"}
    seated.route(
        ADDRESS,
        lambda route: (
            route.fulfill(**fails) if route.request.method == "POST" else route.continue_()
        ),
    )
    seated.get_by_label("Réponse").fill("2")
    expect(saved(seated)).to_contain_text("Gardée")
    with seated.expect_navigation(timeout=30_000):
        seated.get_by_role("button", name="Je valide").click()

    expect(seated.get_by_label("Réponse")).to_have_value("2")
    assert "abc12345" in told[0]
    seated.unroute(ADDRESS)
    seated.get_by_role("button", name="Je valide").click()
    question(seated, 2)


@pytest.mark.parametrize(
    "poor",
    [
        "delete AbortSignal.timeout",
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})",
        "Object.defineProperty(window, 'localStorage', {value: null})",
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no'); }})",
        "delete Crypto.prototype.subtle",
    ],
)
def test_browser_that_lacks_something_sits_all_the_same(seated, poor):
    seated.context.add_init_script(poor)
    seated.reload()
    answer(seated)
    question(seated, 2)
    seated.get_by_label("Réponse").fill("brouillon")
    expect(saved(seated)).to_contain_text("Non envoyée")
    answer(seated)

    question(seated, 3)


def test_what_is_typed_outlives_the_page_and_cannot_be_read_beside_it(seated):
    seated.get_by_label("Réponse").fill("brouillon de Léa")
    expect(saved(seated)).to_contain_text("Gardée sur cet ordinateur")
    kept = kept_here(seated)
    seated.reload()

    expect(seated.get_by_label("Réponse")).to_have_value("brouillon de Léa")
    expect(saved(seated)).to_contain_text("Retrouvée")
    letters = "".join(map(chr, json.loads(kept)["hidden"]))
    assert "brouillon" not in kept + letters
    assert str(Certification.objects.get().number) not in kept


def test_signed_out_in_the_middle_types_nothing_again(seated, lea, visit, sign_in):
    """FI-22: the session is gone when the answer leaves."""
    seated.get_by_label("Réponse").fill("brouillon")
    expect(saved(seated)).to_contain_text("Gardée")
    seated.context.clear_cookies()
    with seated.expect_navigation():
        seated.get_by_role("button", name="Je valide").click()
    expect(seated.get_by_role("heading", name="Connexion")).to_be_visible()
    sign_in(lea)

    enter(visit, seated, Certification.objects.get())

    expect(seated.get_by_label("Réponse")).to_have_value("brouillon")


def test_another_computer_goes_on_where_this_one_was(seated, browser, live_server, lea):
    """FI-18: what was told to the server is there too, and the first computer is told."""
    page = seated
    page.get_by_label("Réponse").fill("brouillon")
    page.evaluate("exchange()")
    other = browser.new_context(locale="fr-FR").new_page()
    sign_in_there(other, live_server, lea)
    certification = Certification.objects.get()
    where = reverse("assessments:certification", args=[certification.number])
    other.goto(live_server.url + where)
    other.get_by_label("Code d’accès").fill(CODE)
    with other.expect_navigation():
        other.get_by_role("button", name="Reprendre").click()
    expect(other.get_by_label("Réponse")).to_have_value("brouillon")

    with page.expect_navigation():
        page.evaluate("exchange()")

    expect(page.get_by_text("continue sur un autre ordinateur")).to_be_visible()


def sign_in_there(page, live_server, user):
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_label("Adresse e-mail ou identifiant").fill(user.username)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()


def test_time_is_the_servers_and_can_be_hidden(seated):
    timer = seated.get_by_role("timer")
    expect(timer).to_contain_text("2 h")
    seated.get_by_role("button", name="Masquer le temps").click()
    expect(timer).to_have_text("masqué")
    answer(seated)
    question(seated, 2)
    expect(timer).to_have_text("masqué")

    seated.get_by_role("button", name="Afficher le temps").click()
    expect(timer).to_contain_text("2 h")


def test_suspended_and_resumed_the_page_follows(seated):
    session = Certification.objects.get().candidate.session
    seated.get_by_label("Réponse").fill("brouillon")
    expect(saved(seated)).to_contain_text("Gardée")
    pause = Pause.objects.create(session=session, reason="Alarme")
    seated.evaluate("exchange()")
    expect(seated.get_by_role("heading", name="Le test est suspendu")).to_be_visible()

    Pause.objects.filter(pk=pause.pk).update(ended_at=pause.began_at + timedelta(seconds=1))
    seated.evaluate("exchange()")

    expect(seated.get_by_label("Réponse")).to_have_value("brouillon")


def test_page_left_in_focus_mode_is_told_and_kept(seated):
    Challenge.objects.update(is_focused=True)
    seated.reload()
    with seated.expect_response(lambda said: said.url.endswith("/temps/")):
        seated.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(seated.get_by_text("Vous avez quitté la page")).to_be_visible()

    seated.reload()

    expect(seated.get_by_text("Vous avez quitté la page")).to_be_visible()
    assert Question.objects.exclude(left_at=None).count() == 1


def test_page_left_while_the_network_is_away_is_told_with_the_answer(seated):
    Challenge.objects.update(is_focused=True)
    seated.reload()
    seated.context.set_offline(True)
    seated.evaluate("window.dispatchEvent(new Event('blur'))")
    seated.get_by_label("Réponse").fill("2")
    seated.context.set_offline(False)
    seated.get_by_role("button", name="Je valide").click()
    question(seated, 2)

    assert Answer.objects.get().outcome == "focusedOut"


def test_by_keyboard_alone(seated):
    expect(seated.get_by_label("Réponse")).to_be_visible()
    seated.get_by_label("Réponse").focus()
    seated.keyboard.insert_text("2")
    seated.keyboard.press("Enter")
    question(seated, 2)
    expect(seated.locator("h1")).to_be_focused()
    for _ in range(10):
        seated.keyboard.press("Tab")
        if seated.evaluate("document.activeElement.textContent") == "Je passe":
            break
    seated.keyboard.press("Enter")
    expect(seated.get_by_text("Elle ne reviendra pas")).to_be_visible()


def test_back_button_shows_where_one_is(seated):
    answer(seated)
    question(seated, 2)

    seated.go_back()

    question(seated, 2)


@pytest.fixture
def plain(browser, live_server, lea, certification):
    """A browser without scripts."""
    page = browser.new_context(locale="fr-FR", java_script_enabled=False).new_page()
    sign_in_there(page, live_server, lea)
    return page


def test_whole_test_without_a_script(plain, live_server, certification):
    where = reverse("assessments:certification", args=[certification.number])
    plain.goto(live_server.url + where)
    press(plain, "J’ai lu, continuer")
    plain.get_by_label("Code d’accès").fill(CODE)
    press(plain, "Commencer le test")
    for number in range(1, 19):
        question(plain, number)
        plain.get_by_label("Réponse").fill("2")
        press(plain, "Je passe" if number == 3 else "Je valide")
        if number == 3:
            press(plain, "Oui, je passe")

    expect(plain.get_by_role("heading", name="Fin du test")).to_be_visible()
    assert Answer.objects.filter(outcome="ok").count() == 17


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
