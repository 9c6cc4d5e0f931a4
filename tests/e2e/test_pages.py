"""Every page in every state, at four widths: axe finds nothing and nothing overflows."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from core.tasks import sweep
from core.views import failure
from demo.practices import practise
from profiles.practice import begin
from referentiel.content import read_all
from referentiel.drafts import TYPES
from referentiel.loading import load
from referentiel.models import Question
from tests.accounts.second_factor import code_now
from tests.e2e import (  # noqa: F401 (they enter the list of states by themselves)
    states_assessments,
    states_candidates,
    states_candidates_import,
    states_imports,
    states_papers,
    states_rooms,
    states_sessions,
    states_team,
)
from tests.e2e.stage import LONG_NAME, STATES, Stage, state
from tests.factories import NewcomerFactory, UserFactory

WIDTHS = (1280, 820, 360, 320)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OPEN = [
    *("home", "help", "privacy", "legal", "accessibility", "components", "demo:home"),
    *("account_login", "account_signup", "account_inactive", "account_reset_password"),
    *("account_reset_password_done", "account_reset_password_from_key_done"),
    "accounts:register_sent",
    *("socialaccount_login_error", "socialaccount_login_cancelled"),
]
STATES.update({name: lambda stage, name=name: stage.visit(name) for name in OPEN})


def signed_in_page(name):
    def show(stage):
        stage.sign_in(UserFactory(first_name=LONG_NAME, second_factor=name.startswith("mfa")))
        if name.startswith("mfa"):
            stage.page.get_by_label("Code").fill(code_now())
            stage.press("Se connecter")
        stage.visit(name)

    return show


OWN = [
    *("accounts:home", "accounts:terms", "account_change_password", "account_logout"),
    *("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    "mfa_deactivate_totp",
]
STATES.update({name: signed_in_page(name) for name in OWN})


@state
def sign_in_left_empty(stage):
    stage.visit("account_login")
    stage.press("Se connecter")


@state
def wrong_password(stage):
    stage.sign_in(UserFactory(), "non")


@state
def too_many_wrong_passwords(stage):
    user = UserFactory()
    for _ in range(11):
        stage.sign_in(user, "non")


@state
def second_factor_asked(stage):
    stage.sign_in(UserFactory(support=True))


@state
def second_factor_wrong(stage):
    stage.sign_in(UserFactory(support=True))
    stage.page.get_by_label("Code").fill("000000")
    stage.press("Se connecter")


@state
def second_factor_to_activate(stage):
    stage.sign_in(UserFactory())
    stage.visit("mfa_activate_totp")


@state
def temporary_password_to_change(stage):
    user = UserFactory()
    stage.sign_in(user, user.give_temporary_password(by=user))
    stage.press("Changer le mot de passe")


@state
def terms_not_ticked(stage):
    stage.sign_in(NewcomerFactory(first_name=LONG_NAME))
    stage.press("Continuer")


@state
def account_of_the_back_office(stage):
    stage.sign_in(UserFactory(support=True))
    stage.page.get_by_label("Code").fill(code_now())
    stage.press("Se connecter")


@state
def reset_with_an_odd_address(stage):
    stage.visit("account_reset_password")
    stage.page.get_by_label("Adresse e-mail").fill("lea@")
    stage.press("Recevoir le lien")


@state
def new_password_refused(stage):
    user = UserFactory()
    stage.visit("account_reset_password")
    stage.page.get_by_label("Adresse e-mail").fill(user.email)
    stage.press("Recevoir le lien")
    sweep()
    stage.visit("/" + stage.mails[0].body.split("https://pix-certif.example/")[1].split()[0])
    stage.page.get_by_label("Nouveau mot de passe").fill("court")
    stage.press("Enregistrer le mot de passe")


def pupil_at_ease(stage):
    load(read_all()[0])
    pupil = UserFactory(first_name=LONG_NAME)
    practise([pupil])
    stage.sign_in(pupil)
    return pupil


@state
def profile_of_a_newcomer(stage):
    load(read_all()[0])
    stage.sign_in(UserFactory())
    stage.visit("profiles:home")


@state
def profile_without_content(stage):
    stage.sign_in(UserFactory())
    stage.visit("profiles:home")


@state
def profile_of_somebody_at_ease(stage):
    pupil_at_ease(stage)
    stage.visit("profiles:home")


@state
def competence(stage):
    pupil_at_ease(stage)
    stage.visit("profiles:competence", code="2.1")


def question_of(kind):
    """The first question of a type, asked to somebody who practises."""

    def show(stage):
        load(read_all()[0])
        pupil = UserFactory()
        question = Question.objects.filter(challenge__type=kind, challenge__timer=None).first()
        competence = question.challenge.skill.tube.competence
        practice = begin(pupil, competence)
        practice.asked.create(position=1, question=question)
        stage.sign_in(pupil)
        stage.visit("profiles:practise", code=competence.code)
        stage.press("Je valide")

    return show


STATES.update({f"question_{kind}": question_of(kind) for kind in TYPES})


@state
def timed_question_announced(stage):
    load(read_all()[0])
    pupil = UserFactory()
    question = Question.objects.exclude(challenge__timer=None).first()
    competence = question.challenge.skill.tube.competence
    begin(pupil, competence).asked.create(position=1, question=question)
    stage.sign_in(pupil)
    stage.visit("profiles:practise", code=competence.code)


@state
def player(stage):
    load(read_all()[0])
    stage.sign_in(UserFactory(juror=True))
    stage.page.get_by_label("Code").fill(code_now())
    stage.press("Se connecter")
    stage.visit("referentiel:play", pk=Question.objects.first().challenge_id)


@state
def registration_refused(stage):
    stage.visit("account_signup")
    stage.page.get_by_label("Adresse e-mail").fill("lea@exemple.fr")
    stage.press("Recevoir le lien")
    sweep()
    stage.visit("/" + stage.mails[0].body.split("https://pix-certif.example/")[1].split()[0])
    stage.press("Ouvrir mon compte")


@state
def registration_link_no_longer_good(stage):
    stage.visit("accounts:register", token="forged")


@state
def link_no_longer_good(stage):
    stage.visit("account_reset_password_from_key", uidb36="1", key="abc-def")


@state
def page_not_found(stage):
    stage.visit("/nulle-part")


def failure_page(status, **context):
    def show(stage):
        body = failure(None, status, request_id="4f1c2d3e4f1c2d3e", **context).content
        stage.page.route(
            "**/panne", lambda route: route.fulfill(body=body, content_type="text/html")
        )
        stage.visit("/panne")

    return show


for status in (400, 403, 404, 413, 429, 500, 503):
    STATES[f"failure_{status}"] = failure_page(status)
STATES["failure_403_stale"] = failure_page(403, stale=True)


@pytest.fixture
def stage(page, visit, sign_in, mailoutbox, settings):
    settings.DEMO = True
    return Stage(page, visit, sign_in, mailoutbox)


@pytest.mark.parametrize("name", STATES)
def test_page_is_accessible_and_fits(name, stage, settings):
    settings.DEBUG = name == "components"
    STATES[name](stage)
    page = stage.page

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page, options={"runOnly": TAGS})
        assert found.response["violations"] == [], found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert page.title().endswith(" | Pix Certif") or page.title().startswith("Pix Certif")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == "fr"
