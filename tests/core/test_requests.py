"""What surrounds every page: the log, what browsers may keep, and the pages of failures."""

import json
import logging

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from pixcertif.logs import logging_config

HTML = "text/html; charset=utf-8"


@pytest.fixture
def careless(client):
    """A browser that shows the failure's page instead of raising in the test."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def failing(monkeypatch):
    """The home page fails with this."""

    def fail(error):
        def render(*args, **kwargs):
            raise error

        monkeypatch.setattr("core.views.render", render)

    return fail


def test_signed_in_pages_are_kept_by_no_browser(signed_in, manager):
    response = signed_in(manager).get(reverse("accounts:home"))

    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_public_page_without_sign_in_may_be_kept(client):
    assert "Cache-Control" not in client.get(reverse("home"))


def test_signing_out_wipes_the_browser(signed_in, manager):
    response = signed_in(manager).post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_pages_forbid_what_is_not_theirs(client):
    policy = client.get(reverse("home"))["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "short", "deux\nlignes-ici", "x" * 65, "<script>1234"])
def test_request_id_is_ours_when_the_given_one_is_odd(client, given):
    response = client.get("/", headers={"X-Request-ID": given})

    assert response["X-Request-ID"] != given
    assert len(response["X-Request-ID"]) == 32


@pytest.mark.django_db
def test_request_id_of_the_proxy_is_kept(client):
    response = client.get("/", headers={"X-Request-ID": "abc-123-def"})

    assert response["X-Request-ID"] == "abc-123-def"


def test_unknown_address_says_so_in_french(client, db):
    response = client.get("/nulle-part")

    assert (response.status_code, response["Content-Type"]) == (404, HTML)
    assert "Page introuvable" in response.text


def test_failure_gives_a_number_to_quote(careless, failing, db):
    failing(ValueError("le nom de Léa"))

    response = careless.get("/")

    assert response.status_code == 500
    assert response["X-Request-ID"] in response.text
    assert "Léa" not in response.text


def test_database_away_asks_to_come_back(careless, failing, db):
    failing(OperationalError("connection refused"))

    response = careless.get("/")

    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert 'http-equiv="refresh"' in response.text


def test_session_that_could_not_be_saved_asks_to_come_back(careless, failing, db):
    """Met in a rehearsal: the database died while somebody typed the code, and Django said that
    their browser had spoken nonsense."""
    failing(SessionInterrupted("deleted before the request completed"))

    assert careless.get("/").status_code == 503


@pytest.mark.django_db
def test_form_without_its_token_is_refused_with_a_way_out():
    browser = Client(enforce_csrf_checks=True)

    response = browser.post(reverse("account_login"), {"login": "x", "password": "y"})

    assert response.status_code == 403
    assert "formulaire" in response.text


@pytest.mark.django_db
def test_body_of_two_megabytes_is_refused_before_it_is_read(careless):
    response = careless.post(reverse("account_login"), {"login": "x" * 2_000_000})

    assert response.status_code == 413


@pytest.mark.django_db
def test_foreign_host_is_refused(careless):
    assert careless.get("/", headers={"host": "ailleurs.example"}).status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "https://ailleurs.example",
        "//ailleurs.example",
        "javascript:alert(1)",
        "/\\ailleurs.example",
    ],
)
def test_terms_send_nobody_elsewhere(signed_in, stranger, target):
    response = signed_in(stranger).post(
        f"{reverse('accounts:terms')}?next={target}", {"accepted": "on"}
    )

    assert response["Location"] == reverse("accounts:home")


def log_line(caplog, error):
    config = logging_config(plain=False, level="INFO")["formatters"]["structured"]
    formatter = config.pop("()")(**config)
    try:
        raise error
    except type(error):
        logging.getLogger("core.test").exception("échec")
    return json.loads(formatter.format(caplog.records[-1]))


def test_log_of_an_exception_says_where_and_not_what(caplog):
    line = log_line(caplog, ValueError("Key (email)=(lea@exemple.fr) already exists"))

    assert line["error"] == "builtins.ValueError"
    assert line["trace"][-1].endswith("log_line")
    assert "lea@exemple.fr" not in json.dumps(line)


def test_log_of_a_failure_does_not_quote_the_address(caplog):
    config = logging_config(plain=False, level="INFO")["formatters"]["structured"]
    formatter = config.pop("()")(**config)

    logging.getLogger("django.request").error("Service Unavailable: %s", "/nouveau/1/secret/")

    assert json.loads(formatter.format(caplog.records[-1]))["event"] == "Service Unavailable"


def test_request_log_names_the_route_and_never_the_address(client, db, caplog):
    caplog.set_level(logging.INFO, logger="request")

    client.get("/compte/mot-de-passe/nouveau/abc/secret-key/?login=lea@exemple.fr")

    assert len(caplog.records) == 1
    assert "secret" not in caplog.text
    assert "lea@exemple.fr" not in caplog.text
    assert "nouveau" in caplog.text


@pytest.mark.django_db
def test_cache_that_is_down_is_only_slower(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "core.cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    cache.set("a", 1)
    cache.set_many({"b": 2})
    cache.delete("a")

    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.add("a", 1) is True
    assert cache.incr("a") == 1
    assert cache.has_key("a") is False
