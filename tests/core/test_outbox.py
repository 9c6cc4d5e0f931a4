from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail as outgoing
from django.db import connection, transaction
from django.utils import timezone

from core.mail import Mail
from core.outbox import DELAYS, LEASE, PermanentFailure, ring
from core.states import IllegalTransition
from core.tasks import sweep, work_off
from tests.factories import MailFactory
from tests.threads import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken_mail_server(settings):
    settings.EMAIL_BACKEND = "tests.core.mail_servers.Refusing"


def post(**changes):
    letter = {"about": "sessions.session:1", "to": "lea@exemple.fr", "title": "T", "body": "B"}
    return Mail.objects.post("convocation", **{**letter, **changes})


def test_posted_mail_waits_then_is_sent_once(mailoutbox):
    post(title="Convocation", body="Bonjour Léa.")

    sweep()
    sweep()

    assert [(m.to, m.subject, m.body) for m in mailoutbox] == [
        (["lea@exemple.fr"], "Convocation", "Bonjour Léa.")
    ]
    assert Mail.objects.get().state == "sent"


def test_second_mail_of_the_same_kind_row_and_recipient_is_the_first_one():
    first = post()

    assert post(body="autre texte") == first
    assert Mail.objects.count() == 1


def test_same_mail_to_another_person_is_another_mail():
    post()
    post(to="kim-anh@exemple.fr")

    assert Mail.objects.count() == 2


def test_title_with_a_line_break_adds_no_header(mailoutbox):
    post(title="Bonjour\nBcc: tous@exemple.fr")

    sweep()

    assert mailoutbox[0].subject == "Bonjour Bcc: tous@exemple.fr"


def test_same_row_keeps_its_message_id(mailoutbox):
    mail = post()

    sweep()

    expected = f"<convocation.{mail.pk}@pix-certif.example>"
    assert mailoutbox[0].message()["Message-ID"] == expected


def test_confidential_text_is_forgotten_once_sent(mailoutbox):
    mail = post(body="un lien secret", confidential=True)

    sweep()

    mail.refresh_from_db()
    assert (mailoutbox[0].body, mail.body) == ("un lien secret", "")
    assert "n’est pas conservé" in mail.obstacle_to_retrying()


def test_row_taken_by_somebody_else_is_left_alone(mailoutbox):
    mail = MailFactory()
    same = Mail.objects.get()
    mail.attempt()

    assert same.attempt() is False
    assert len(mailoutbox) == 1


def test_worker_killed_in_the_middle_leaves_its_row_to_the_next_one(mailoutbox, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    MailFactory()._take()  # and dies here

    assert Mail.objects.work_off() == 0
    time_machine.shift(LEASE)
    assert Mail.objects.work_off() == 1
    assert len(mailoutbox) == 1


def test_failing_mail_is_tried_again_later_and_later_for_a_day(broken_mail_server, time_machine):
    begun = timezone.now()
    time_machine.move_to(begun, tick=False)
    mail = MailFactory()
    waits = []

    while mail.state == "waiting":
        Mail.objects.work_off()
        mail.refresh_from_db()
        waits.append(mail.due_at - timezone.now())
        time_machine.move_to(mail.due_at, tick=False)

    assert waits[:-1] == DELAYS
    assert (mail.state, mail.attempts) == ("failed", len(DELAYS) + 1)
    assert "ConnectionRefusedError" in mail.error
    assert sum(DELAYS, timedelta()) == timedelta(hours=24)


def test_one_failing_mail_does_not_hold_up_the_others(settings):
    settings.EMAIL_BACKEND = "tests.core.mail_servers.RefusingLea"
    post()
    post(to="kim-anh@exemple.fr")

    sweep()

    states = dict(Mail.objects.values_list("recipient", "state"))
    assert states == {"lea@exemple.fr": "waiting", "kim-anh@exemple.fr": "sent"}


def test_mail_without_text_is_given_up_at_once():
    MailFactory(body="")

    Mail.objects.work_off()

    assert Mail.objects.get().state == "failed"


def test_person_sends_a_failed_mail_again(support, mailoutbox):
    mail = MailFactory(state="failed", attempts=8)

    mail.retry(by=support)
    work_off("core.Mail")

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, len(mailoutbox)) == ("sent", 1, 1)


def test_mail_that_waits_cannot_be_asked_for_again(support):
    mail = MailFactory()

    with pytest.raises(IllegalTransition):
        mail.retry(by=support)

    assert mail.obstacle_to_retrying() == "Ce message est déjà en attente d’envoi."


def messages_in_queue():
    return list(Path(settings.QUEUE_DIR, "messages").glob("*.msg"))


@pytest.mark.skipif(bool(settings.REDIS_URL), reason="the queue is not a folder")
def test_bell_rings_after_the_commit_only(django_capture_on_commit_callbacks):
    before = len(messages_in_queue())

    with django_capture_on_commit_callbacks(execute=True):
        ring(Mail)
        assert len(messages_in_queue()) == before

    assert len(messages_in_queue()) == before + 1


@pytest.mark.django_db(transaction=True)
def test_bell_that_cannot_ring_loses_nothing(mailoutbox, monkeypatch):
    monkeypatch.setattr("core.outbox.current_app", None)

    with transaction.atomic():
        post()
    sweep()

    assert len(outgoing.outbox) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs row locks")
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_mail_once(mailoutbox):
    MailFactory.create_batch(50)

    all_at_once(8, Mail.objects.work_off)

    assert len(mailoutbox) == 50
    assert Mail.objects.filter(state="sent").count() == 50


def test_mail_in_the_name_of_somebody_is_answered_to_them(mailoutbox):
    post(
        sender="Lycée «\N{NO-BREAK SPACE}Zola\N{NO-BREAK SPACE}», Paris\nBcc: tous@exemple.fr",
        reply_to="zola@lycee.example",
        calendar="BEGIN:VCALENDAR",
        confidential=True,
    )

    sweep()

    [sent] = mailoutbox
    message = sent.message()
    assert message["From"].endswith("<ne-pas-repondre@pix-certif.example>")
    assert message["Bcc"] is None
    assert message["Reply-To"] == "zola@lycee.example"
    assert sent.attachments[0][:2] == ("rendez-vous.ics", "BEGIN:VCALENDAR")
    assert (Mail.objects.get().body, Mail.objects.get().calendar) == ("", "")


def test_work_that_says_how_far_it_is_keeps_its_place():
    mail = post()
    mail._take()
    before = mail.due_at

    with time_machine.travel(before - timedelta(seconds=1), tick=False):
        mail.keep_at_it(error="à moitié")

    assert mail.due_at > before
    assert Mail.objects.get().error == "à moitié"


def test_work_taken_by_somebody_else_is_left_to_them(monkeypatch):
    mail, thief = post(), Mail.objects.get()

    def perform(mine):
        Mail.objects.filter(pk=mine.pk).update(due_at=timezone.now() + 2 * LEASE)
        mine.keep_at_it()

    monkeypatch.setattr(Mail, "perform", perform)

    assert not mail.attempt()
    thief.refresh_from_db()
    assert thief.due_at > timezone.now() + LEASE
    assert (thief.state, thief.error) == ("waiting", "")


@pytest.mark.parametrize("fails", [False, True])
def test_work_gone_while_it_was_done_holds_up_no_other(monkeypatch, fails, mailoutbox):
    gone, other = post(), post(to="autre@exemple.fr")
    send = Mail.perform

    def lose(mail):
        if mail.pk != gone.pk:
            return send(mail)
        Mail.objects.filter(pk=gone.pk).delete()
        if fails:
            raise PermanentFailure("le texte n’est pas conservé")
        return {}

    monkeypatch.setattr(Mail, "perform", lose)

    assert Mail.objects.work_off() == 1
    other.refresh_from_db()
    assert other.state == "sent"


def test_failure_of_whoever_has_lost_the_work_does_not_put_it_off(monkeypatch):
    mail, thief = post(), Mail.objects.get()

    def perform(mine):
        Mail.objects.filter(pk=mine.pk).update(due_at=timezone.now() + 2 * LEASE)
        raise ValueError

    monkeypatch.setattr(Mail, "perform", perform)

    assert not mail.attempt()
    thief.refresh_from_db()
    assert thief.due_at > timezone.now() + LEASE
    assert thief.error == ""
