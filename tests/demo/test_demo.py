import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from core.mail import Mail
from core.tasks import sweep
from demo.people import PASSWORD
from demo.sign_ins import sign_ins, todays_code
from demo.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    build()


@pytest.mark.parametrize("person", sign_ins(), ids=lambda person: person.login)
def test_every_person_signs_in_as_announced(client, world, person):
    response = client.post(
        reverse("account_login"), {"login": person.login, "password": person.password}
    )
    if person.has_second_factor:
        response = client.post(reverse("mfa_authenticate"), {"code": todays_code()})

    assert response["Location"] == reverse("accounts:home")


def test_second_start_adds_nothing_and_keeps_what_was_changed(world):
    people = User.objects.count()
    User.objects.filter(username="lea.fontaine0412").update(first_name="Léa-Rose")

    build()

    assert User.objects.count() == people
    assert User.objects.get(username="lea.fontaine0412").first_name == "Léa-Rose"


def test_command_says_who_can_sign_in(capsys):
    call_command("demo", "--sign-ins")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(sign_ins())
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


def test_page_does_not_exist_on_a_real_platform(client):
    assert client.get("/demo/").status_code == 404
