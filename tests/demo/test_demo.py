import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.models import Certification
from core.mail import Mail
from core.tasks import sweep
from demo.people import KNOWN, PASSWORD, READY
from demo.second_factor import todays_code
from demo.views import who_may_sit
from demo.world import build
from profiles.models import profile_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    build()


def enters(client, person):
    """Where somebody lands who signs in as announced."""
    response = client.post(
        reverse("account_login"), {"login": person.login, "password": person.password}
    )
    if person.has_second_factor:
        response = client.post(reverse("mfa_authenticate"), {"code": todays_code()})
    client.logout()
    return response["Location"]


def test_every_person_signs_in_as_announced(client, world):
    places = {person.login: enters(client, person) for person in KNOWN}

    assert places == dict.fromkeys(places, reverse("accounts:home"))


def test_second_start_adds_nothing_and_keeps_what_was_changed(world):
    people = User.objects.count()
    User.objects.filter(username="lea.fontaine0412").update(first_name="Léa-Rose")

    build()

    assert User.objects.count() == people
    assert User.objects.get(username="lea.fontaine0412").first_name == "Léa-Rose"


def test_world_is_refused_among_real_people(db):
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")

    assert not User.objects.exists()


def test_pupils_have_practised_and_some_are_certifiable(world):
    pupils = User.objects.filter(email=None)

    missing = [profile_at(user, timezone.now()).missing for user in pupils]

    assert len(pupils) == 61
    assert 15 <= missing.count(0) <= 45


def test_command_says_who_can_sign_in(capsys):
    call_command("demo", "--sign-ins")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(KNOWN)
    assert PASSWORD in lines[0]


def test_page_shows_people_code_and_mails(client, world, settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    for name, body in [("lea", "Voilà <b> : https://exemple.fr/a"), ("anh", "Deux")]:
        Mail.objects.post("test", about="x", to=f"{name}@exemple.fr", title="Été", body=body)
    sweep()

    text = client.get("/demo/").text

    assert "lea.fontaine0412" in text
    assert todays_code() in text
    assert text.count("Été</summary>") == 2
    assert "Voilà &lt;b&gt;" in text
    assert '<a href="https://exemple.fr/a"' in text


def test_page_names_who_may_sit_a_test_now_and_they_do(signed_in, settings):
    settings.DEMO = True
    with time_machine.travel("2027-03-10 12:00+00:00", tick=False):
        build()
        [(person, session)] = [row for row in who_may_sit() if row[0] == READY[0]]
        browser = signed_in(User.objects.by_login(person.login))
        assert session.access_code in browser.get(reverse("demo:home")).text

        names = {"first_name": person.first_name, "birth_name": person.last_name}
        born = {"day": person.born.day, "month": person.born.month, "year": person.born.year}
        browser.post(reverse("assessments:join"), {"number": session.number, **names, **born})

    assert Certification.objects.get().candidate.session == session


def test_mail_that_looks_like_two_does_not_break_the_page(client, world, settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    body = "Un trait :\n" + "-" * 79 + "\net la suite."
    Mail.objects.post("test", about="x", to="lea@exemple.fr", title="Trait", body=body)
    sweep()

    assert "Trait</summary>" in client.get("/demo/").text


def test_page_does_not_exist_on_a_real_platform(client):
    assert client.get("/demo/").status_code == 404
