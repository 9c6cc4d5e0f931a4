"""Every address declares who may come, and is tried by each kind of person (SEC-01)."""

import pytest
from django.urls import URLResolver, get_resolver, reverse

from tests.factories import MailFactory, NewcomerFactory, UserFactory

# Anybody may come. Keep this list short.
PUBLIC = {
    *("home", "accessibility", "privacy", "legal", "help", "components", "alive", "ready"),
    *("account_login", "account_logout", "account_signup", "account_inactive"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("accounts:register_sent", "accounts:register"),
    "mfa_authenticate",  # between the password and the code nobody is signed in yet
    *("openid_connect_login", "openid_connect_callback"),
    *("socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup"),
    "demo:home",
}
# Whoever is signed in, for what is theirs alone: these pages name no object.
OWN = {
    *("accounts:home", "accounts:terms"),
    *("account_change_password", "account_set_password", "account_reauthenticate"),
    *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("profiles:home", "profiles:competence", "profiles:begin", "profiles:practise"),
    *("profiles:reset", "profiles:start_clock", "profiles:file"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
}
# The back office, by the start of the name; who passes, beside what everybody there may open.
STAFF = {"support", "administrator", "juror"}
BACK_OFFICE = {
    "admin:accounts_user": {"support", "administrator"},
    "admin:core_mail": {"support", "administrator"},
    "admin:core_journalentry": {"support", "administrator"},
    "admin:account_": set(),
    "admin:mfa_": set(),
    "admin:socialaccount_": set(),
    "admin:auth_group": set(),
    "admin:": STAFF,
    "referentiel:": STAFF,
}
ARGUMENTS = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
    "openid_connect_login": {"provider_id": "etablissement"},
    "openid_connect_callback": {"provider_id": "etablissement"},
    "admin:app_list": {"app_label": "core"},
    "admin:view_on_site": {"content_type_id": 1, "object_id": "1"},
    "admin:accounts_user_password_change": {"id": "1"},
}
PEOPLE = ("anonymous", "stranger", "newcomer", "authority", "juror", "support", "administrator")


def routes(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else "", pattern


ROUTES = {name: pattern for name, pattern in routes(get_resolver().url_patterns) if name}
STAFF_ROUTES = sorted(name for name in ROUTES if name.startswith(tuple(BACK_OFFICE)))


def address(name):
    arguments = ARGUMENTS.get(name, {})
    if not arguments and ROUTES[name].pattern.converters:
        arguments = dict.fromkeys(ROUTES[name].pattern.converters, "1")
    return reverse(name, kwargs=arguments)


@pytest.fixture
def person(db):
    MailFactory()
    people = {
        "anonymous": lambda: None,
        "stranger": UserFactory,
        "newcomer": NewcomerFactory,
        **{
            role: lambda role=role: UserFactory(**{role: True})
            for role in ("authority", "juror", "support", "administrator")
        },
    }
    return lambda name: people[name]()


@pytest.fixture
def visit(client, person, signed_in):
    def get(who, name):
        user = person(who)
        browser = signed_in(user) if user else client
        return browser.get(address(name))

    return get


def to_sign_in(response):
    return response.status_code == 302 and response["Location"].startswith("/compte/connexion/?")


def test_every_route_declares_who_may_come():
    declared = PUBLIC | OWN | set(STAFF_ROUTES)

    assert set(ROUTES) == declared
    assert all(any(name.startswith(start) for start in BACK_OFFICE) for name in STAFF_ROUTES)


def test_every_unnamed_route_belongs_to_the_admin():
    unnamed = [p for name, p in routes(get_resolver().url_patterns) if not name]

    assert {p.callback.__module__.partition(".")[0] for p in unnamed} <= {"django"}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_route_answers_anybody(visit, who, name):
    response = visit(who, name)

    assert not to_sign_in(response)
    assert response.status_code in ({200, 302, 503} if name == "ready" else {200, 302, 401, 404})


@pytest.mark.parametrize("name", sorted(OWN))
def test_own_page_asks_an_unknown_person_to_sign_in(visit, name):
    assert to_sign_in(visit("anonymous", name))


@pytest.mark.parametrize("who", PEOPLE[1:])
@pytest.mark.parametrize("name", sorted(OWN))
def test_own_page_opens_to_whoever_is_signed_in(visit, who, name):
    response = visit(who, name)

    assert not to_sign_in(response)
    assert response.status_code in {200, 302, 404, 405}


def allowed(name):
    return next(roles for start, roles in BACK_OFFICE.items() if name.startswith(start))


REFUSED = [(name, who) for name in STAFF_ROUTES for who in PEOPLE if who not in allowed(name)]


@pytest.mark.parametrize(("name", "who"), REFUSED)
def test_back_office_is_closed_to_all_but_its_roles(visit, who, name):
    assert visit(who, name).status_code in {302, 403, 404}


@pytest.mark.parametrize("name", [n for n in STAFF_ROUTES if n.endswith("_changelist")])
def test_back_office_lists_open_to_exactly_their_roles(visit, name):
    opened = {who for who in STAFF if visit(who, name).status_code == 200}

    assert opened == allowed(name)
