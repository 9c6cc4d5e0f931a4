import re

import pytest
from django.urls import reverse

from accounts.models import User
from core.admin import MailAdmin
from core.journal import JournalEntry
from core.mail import Mail
from tests.factories import MailFactory, NewcomerFactory, UserFactory

PEOPLE = "admin:accounts_user_changelist"
MAILS = "admin:core_mail_changelist"


def act(client, page, action, *rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(reverse(page), data, follow=True)


@pytest.fixture
def lea(db):
    return NewcomerFactory(username="lea.fontaine", role="")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_people_costs_the_same_whatever_its_length(
    rows, signed_in, support, django_assert_num_queries
):
    UserFactory.create_batch(rows)
    client = signed_in(support)
    client.get(reverse(PEOPLE))

    with django_assert_num_queries(6):
        client.get(reverse(PEOPLE))


def test_support_opens_an_account_and_reads_its_password_once(signed_in, support):
    client = signed_in(support)
    data = {"first_name": "Kim-Anh", "last_name": "Nguyễn", "username": "kim-anh", "email": ""}

    page = client.post(reverse("admin:accounts_user_add"), {**data, "is_active": "on"}, follow=True)

    user = User.objects.get(username="kim-anh")
    password = re.search(r"<code>(\S+)</code>", page.text)[1]
    assert user.check_password(password)
    assert user.has_temporary_password
    assert "<code>" not in client.get(reverse(PEOPLE)).text


def test_account_without_login_is_refused_beside_its_fields(signed_in, support):
    data = {"first_name": "Kim-Anh", "last_name": "Nguyễn", "username": "", "email": ""}

    page = signed_in(support).post(reverse("admin:accounts_user_add"), data)

    assert "Donnez une adresse e-mail ou un identifiant." in page.text
    assert User.objects.count() == 1


def test_support_gives_a_temporary_password(signed_in, support, lea):
    page = act(signed_in(support), PEOPLE, "give_temporary_password", lea)

    lea.refresh_from_db()
    assert lea.check_password(re.search(r"<code>(\S+)</code>", page.text)[1])


def test_temporary_passwords_are_given_one_at_a_time(signed_in, support, lea):
    other = UserFactory()

    page = act(signed_in(support), PEOPLE, "give_temporary_password", lea, other)

    assert "Une personne à la fois" in page.text
    assert not User.objects.filter(has_temporary_password=True).exists()


@pytest.mark.parametrize(
    "change", [{"role": "support", "is_active": "on"}, {"role": "administrator"}]
)
def test_last_administrator_stays(signed_in, administrator, change):
    url = reverse("admin:accounts_user_change", args=[administrator.pk])
    data = {"first_name": "Gaël", "last_name": "N’Diaye", "username": administrator.username}

    page = signed_in(administrator).post(url, {**data, **change})

    assert "dernière personne de l’administration" in page.text
    administrator.refresh_from_db()
    assert administrator.is_last_administrator


def test_administrator_may_leave_once_there_is_another(signed_in, administrator):
    UserFactory(administrator=True)
    url = reverse("admin:accounts_user_change", args=[administrator.pk])
    data = {"first_name": "Gaël", "last_name": "N’Diaye", "username": administrator.username}

    signed_in(administrator).post(url, {**data, "role": "support", "is_active": "on"})

    administrator.refresh_from_db()
    assert administrator.role == "support"


def test_hostile_name_shows_as_typed_in_the_messages(signed_in, support, lea):
    User.objects.filter(pk=lea.pk).update(first_name="<script>alert(1)</script>")

    page = act(signed_in(support), PEOPLE, "give_temporary_password", lea)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>alert(1)" not in page.text


@pytest.mark.parametrize("action", ["unlock", "give_temporary_password", "remove_second_factor"])
def test_support_cannot_touch_the_back_office(signed_in, support, administrator, action):
    page = act(signed_in(support), PEOPLE, action, administrator)

    administrator.refresh_from_db()
    assert "réservé à l’administration de la plateforme" in page.text
    assert not administrator.has_temporary_password
    assert administrator.has_second_factor
    assert not JournalEntry.objects.exists()


def test_support_cannot_give_an_office(signed_in, support, lea):
    url = reverse("admin:accounts_user_change", args=[lea.pk])
    data = {"first_name": "Léa", "last_name": "Fontaine", "username": "lea.fontaine"}

    signed_in(support).post(url, {**data, "role": "administrator", "is_active": "on"})

    lea.refresh_from_db()
    assert lea.role == ""


def test_administrator_gives_an_office(signed_in, administrator, lea):
    url = reverse("admin:accounts_user_change", args=[lea.pk])
    data = {"first_name": "Léa", "last_name": "Fontaine", "username": "lea.fontaine"}

    signed_in(administrator).post(url, {**data, "role": "support", "is_active": "on"})

    lea.refresh_from_db()
    assert lea.role == "support"
    assert JournalEntry.objects.about(lea).get().actor == administrator


def test_administrator_removes_a_lost_second_factor(signed_in, administrator, support):
    act(signed_in(administrator), PEOPLE, "remove_second_factor", support)

    assert not support.has_second_factor


def test_juror_sees_neither_people_nor_mails(signed_in, juror):
    client = signed_in(juror)

    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse(PEOPLE)).status_code == 403
    assert client.get(reverse(MAILS)).status_code == 403


def test_admin_has_no_sign_in_of_its_own(client, db):
    response = client.get("/admin/login/")

    assert response["Location"] == "/compte/connexion/?next=/admin/login/"


def test_admin_leads_somebody_else_to_their_own_account(signed_in, stranger):
    response = signed_in(stranger).get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == reverse("accounts:home")


def test_support_sends_a_failed_mail_again(signed_in, support):
    mail = MailFactory(state="failed")

    page = act(signed_in(support), MAILS, "send_again", mail)

    mail.refresh_from_db()
    assert mail.state == "waiting"
    assert "Le message va être renvoyé" in page.text


def test_mail_that_has_just_moved_is_said_and_left_alone(support):
    mail = MailFactory(state="failed")
    Mail.objects.update(state="waiting")

    assert MailAdmin(Mail, None)._retry(mail, support) == "Ce message vient de changer d’état."
    assert Mail.objects.get().attempts == 0


def test_mail_without_text_cannot_be_sent_again_and_says_why(signed_in, support):
    mail = MailFactory(state="failed", body="", confidential=True)

    page = act(signed_in(support), MAILS, "send_again", mail)

    assert "faites une nouvelle demande" in page.text
    assert Mail.objects.get().state == "failed"


def test_link_of_a_confidential_mail_is_shown_to_nobody(signed_in, support):
    mail = MailFactory(body="https://exemple.fr/secret", confidential=True)

    page = signed_in(support).get(reverse("admin:core_mail_change", args=[mail.pk]))

    assert page.status_code == 200
    assert "secret" not in page.text


def test_nothing_in_the_back_office_can_be_deleted(signed_in, administrator, lea):
    page = signed_in(administrator).get(reverse("admin:accounts_user_delete", args=[lea.pk]))

    assert page.status_code == 403
