"""Every address declares who may come, and is tried by each kind of person (SEC-01)."""

from uuid import uuid4

import pytest
from django.urls import URLResolver, get_resolver, reverse

from centres.kit import KIT
from centres.models import Upload
from sessions.models import Planning
from tests.factories import (
    BundleFactory,
    CandidateFactory,
    CandidateImportFactory,
    InvigilatorFactory,
    InvitationFactory,
    MailFactory,
    MembershipFactory,
    NewcomerFactory,
    RoomFactory,
    SessionFactory,
    UserFactory,
    VisitPointFactory,
)

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
    "centres:join",  # the link of an invitation, for somebody who may have no account yet
}
# Whoever is signed in, for what is theirs alone: these pages name no object.
OWN = {
    *("accounts:home", "accounts:terms"),
    *("account_change_password", "account_set_password", "account_reauthenticate"),
    *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("profiles:home", "profiles:competence", "profiles:begin", "profiles:practise"),
    *("profiles:reset", "profiles:start_clock", "profiles:file"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    "centres:home",
    # A candidate's own tests, fetched among theirs: tests/assessments tries them with strangers.
    *("assessments:join", "assessments:certification", "assessments:informed"),
    "assessments:question",
    *("assessments:start_clock", "assessments:file", "assessments:time", "assessments:end"),
}
# The centre's own team, and nobody else; these, its référents only.
CENTRE_APPS = ("centres:", "sessions:", "candidates:", "papers:", "assessments:")
MANAGERS_ONLY = {
    "centres:card_edit",
    *("centres:invite", "centres:invite_again", "centres:cancel_invitation"),
    *("centres:remove_member", "centres:restore_member", "centres:give_role"),
}
# The back office, by the start of the name; who passes, beside what everybody there may open.
STAFF = {"support", "administrator", "juror"}
BACK_OFFICE = {
    "admin:accounts_user": {"support", "administrator"},
    "admin:core_mail": {"support", "administrator"},
    "admin:core_journalentry": {"support", "administrator"},
    "admin:centres_": {"support", "administrator"},
    "admin:exam_sessions_": {"support", "administrator"},
    "admin:account_": set(),
    "admin:mfa_": set(),
    "admin:socialaccount_": set(),
    "admin:auth_group": set(),
    "admin:": STAFF,
    "referentiel:": STAFF,
}
# What an address of a centre's space may say beside its rows: the kit is the same for all.
NAME_NOTHING = {"centre", "slug", "kind", "paper"}
ARGUMENTS = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
    "openid_connect_login": {"provider_id": "etablissement"},
    "openid_connect_callback": {"provider_id": "etablissement"},
    "admin:app_list": {"app_label": "core"},
    "admin:view_on_site": {"content_type_id": 1, "object_id": "1"},
    "admin:accounts_user_password_change": {"id": "1"},
}
PEOPLE = ("anonymous", "stranger", "newcomer", "authority", "juror", "support", "administrator")


def routes(patterns, namespace="", before=()):
    """Each address's name, its pattern, and the arguments that its name takes."""
    for pattern in patterns:
        arguments = (*before, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner, arguments)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else "", pattern, arguments


ROUTES = {name: arguments for name, _, arguments in routes(get_resolver().url_patterns) if name}
STAFF_ROUTES = sorted(name for name in ROUTES if name.startswith(tuple(BACK_OFFICE)))
CENTRE_ROUTES = sorted(
    name for name in ROUTES if name.startswith(CENTRE_APPS) and name not in PUBLIC | OWN
)


def address(name):
    return reverse(name, kwargs=ARGUMENTS.get(name) or dict.fromkeys(ROUTES[name], "1"))


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
    declared = PUBLIC | OWN | set(STAFF_ROUTES) | set(CENTRE_ROUTES)

    assert set(ROUTES) == declared
    assert all(any(name.startswith(start) for start in BACK_OFFICE) for name in STAFF_ROUTES)


def test_every_unnamed_route_belongs_to_the_admin():
    unnamed = [p for name, p, _ in routes(get_resolver().url_patterns) if not name]

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


@pytest.fixture
def objects_of():
    """What the addresses of a centre's space may name, all of that centre."""

    def build(centre):
        user = UserFactory()
        session = SessionFactory(centre=centre, created_by=user)
        return {
            "centre": centre.pk,
            "room": RoomFactory(centre=centre).pk,
            "invigilator": InvigilatorFactory(centre=centre).pk,
            "member": MembershipFactory(centre=centre, user=user).pk,
            "invitation": InvitationFactory(centre=centre, invited_by=user).pk,
            "number": session.number,
            "candidate": CandidateFactory(session=session).pk,
            "file_import": CandidateImportFactory(session=session, upload__made_by=user).pk,
            "planning": Planning.objects.create(centre=centre, key=uuid4(), made_by=user).pk,
            "point": VisitPointFactory(visit__centre=centre).pk,
            "slug": KIT[0].slug,
            "upload": Upload.objects.create(centre=centre, kind="sessions", made_by=user).pk,
            "kind": "csv",
            "paper": "notice-candidat",
            "bundle": BundleFactory(centre=centre, made_by=user, sessions=[session]).pk,
        }

    return build


def centre_address(name, objects):
    return reverse(name, kwargs={argument: objects[argument] for argument in ROUTES[name]})


@pytest.mark.parametrize("name", CENTRE_ROUTES)
def test_centre_page_asks_an_unknown_person_to_sign_in(client, centre, objects_of, name):
    assert to_sign_in(client.get(centre_address(name, objects_of(centre))))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", CENTRE_ROUTES)
def test_centre_page_does_not_exist_for_a_stranger(
    signed_in, centre, other_centre, stranger, objects_of, name, method
):
    address = centre_address(name, objects_of(centre))

    assert getattr(signed_in(stranger), method)(address).status_code in {404, 405}


@pytest.mark.parametrize("name", [n for n in CENTRE_ROUTES if set(ROUTES[n]) - NAME_NOTHING])
def test_object_of_another_centre_does_not_exist_in_mine(
    signed_in, centre, manager, other_centre, objects_of, name
):
    address = centre_address(name, {**objects_of(other_centre), "centre": centre.pk})

    assert signed_in(manager).get(address).status_code in {404, 405}
    assert signed_in(manager).post(address).status_code in {404, 405}


@pytest.mark.parametrize("name", CENTRE_ROUTES)
def test_centre_page_opens_to_its_team(signed_in, manager, centre, assistant, objects_of, name):
    address = centre_address(name, objects_of(centre))

    opened = signed_in(manager).get(address).status_code
    assert opened in {200, 302, 405}
    expected = 403 if name in MANAGERS_ONLY and opened != 405 else opened
    assert signed_in(assistant).get(address).status_code == expected


@pytest.mark.parametrize("name", sorted(MANAGERS_ONLY))
def test_assistant_does_nothing_that_is_the_managers(
    signed_in, centre, assistant, objects_of, name
):
    response = signed_in(assistant).post(centre_address(name, objects_of(centre)))

    assert response.status_code == 403


@pytest.mark.parametrize("name", CENTRE_ROUTES)
def test_member_who_has_left_sees_nothing_more(signed_in, manager, centre, objects_of, name):
    address = centre_address(name, objects_of(centre))
    browser = signed_in(manager)
    centre.memberships.filter(user=manager).update(is_active=False)

    assert browser.get(address).status_code in {404, 405}
