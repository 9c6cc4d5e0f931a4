"""A real browser on a real server: Debian's Chromium, driven by Playwright."""

import shutil
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests.factories import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/e2e/" in item.nodeid:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    sandbox = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [*sandbox, *quiet],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


@pytest.fixture
def visit(live_server, page):
    """A function that opens an address of ours, by its name or as it is written."""

    def go(name, **kwargs):
        path = name if name.startswith("/") else reverse(name, kwargs=kwargs)
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def sign_in(visit, page):
    def go(user, password=PASSWORD):
        visit("account_login")
        page.get_by_label("Adresse e-mail ou identifiant").fill(user.username)
        page.get_by_label("Mot de passe").fill(password)
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
        return page

    return go


@pytest.fixture(autouse=True)
def well_behaved(request):
    """In every journey: nothing asked of another host, nothing that the page's own policy
    refuses, no script error."""
    if "page" not in request.fixturenames:
        yield
        return
    page, live_server = request.getfixturevalue("page"), request.getfixturevalue("live_server")
    faults = []
    host = urlsplit(live_server.url).netloc

    def note_request(request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != host:
            faults.append(f"third party: {request.url}")

    page.on("request", note_request)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "console",
        lambda line: "Content Security Policy" in line.text and faults.append(line.text),
    )
    yield
    assert faults == []
