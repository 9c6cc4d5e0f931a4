import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from core.journal import JournalEntry, subject_of
from core.mail import Mail
from core.states import IllegalTransition
from tests.factories import MailFactory

pytestmark = pytest.mark.django_db

ALLOWED = {
    ("waiting", "sent"),
    ("waiting", "failed"),
    ("sent", "waiting"),
    ("failed", "waiting"),
}


def in_state(state):
    return MailFactory(state=state, done_at=timezone.now() if state == "sent" else None)


@pytest.mark.parametrize("after", Mail.State.values)
@pytest.mark.parametrize("before", Mail.State.values)
def test_mail_moves_only_along_its_flow(before, after):
    mail = in_state(before)
    done_at = timezone.now() if after == "sent" else None

    try:
        mail.move_to(after, done_at=done_at)
        moved = True
    except IllegalTransition:
        moved = False

    assert moved is ((before, after) in ALLOWED)
    assert Mail.objects.get().state == (after if moved else before)


def test_stale_second_click_loses():
    mail = in_state("waiting")
    same = Mail.objects.get()
    mail.move_to("sent", done_at=timezone.now())

    with pytest.raises(IllegalTransition):
        same.move_to("sent", done_at=timezone.now())

    assert JournalEntry.objects.count() == 1


def test_row_deleted_meanwhile_moves_no_more():
    mail = in_state("waiting")
    Mail.objects.all().delete()

    with pytest.raises(IllegalTransition):
        mail.move_to("failed")


def test_stale_row_moves_from_the_state_really_stored():
    mail = in_state("waiting")
    stale = Mail.objects.get()
    mail.move_to("failed")

    stale.move_to("waiting")

    assert Mail.objects.get().state == "waiting"


def test_move_leaves_its_trace(support):
    mail = in_state("failed")

    mail.move_to("waiting", by=support, why="demandé au téléphone")

    entry = JournalEntry.objects.get()
    assert (entry.actor, entry.verb, entry.subject) == (support, "move", subject_of(mail))
    assert entry.data == {"before": "failed", "after": "waiting", "why": "demandé au téléphone"}


def test_move_writes_changes_on_the_row_and_on_the_object():
    mail = in_state("waiting")

    mail.move_to("failed", error="plus de réseau", attempts=F("attempts") + 1)

    assert (mail.error, mail.attempts) == ("plus de réseau", 1)
    assert Mail.objects.filter(error="plus de réseau", attempts=1).exists()


def test_move_costs_two_queries(django_assert_num_queries):
    mail = in_state("waiting")

    # Both stand in a savepoint of the test's own transaction.
    with django_assert_num_queries(4):
        mail.move_to("failed")


def test_refused_move_writes_nothing():
    mail = in_state("sent")

    with pytest.raises(IllegalTransition):
        mail.move_to("failed", error="trop tard")

    assert Mail.objects.get().error == ""
    assert not JournalEntry.objects.exists()


def test_database_refuses_a_sent_mail_without_its_date():
    with pytest.raises(IntegrityError), transaction.atomic():
        MailFactory(state="sent")


def test_database_refuses_that_the_journal_be_rewritten():
    mail = in_state("waiting")
    mail.move_to("failed")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_journalentry SET verb = 'nothing'")

    assert JournalEntry.objects.get().verb == "move"
