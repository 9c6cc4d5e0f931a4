import pytest
from django.db import models

from core.journal import InsertOnly, JournalEntry, record
from tests.factories import MailFactory

pytestmark = pytest.mark.django_db


def test_record_says_who_did_what_to_which_row(manager):
    mail = MailFactory()

    record("read", mail, by=manager, rows=12)

    entry = JournalEntry.objects.get()
    assert (entry.actor, entry.author, entry.verb) == (manager, "", "read")
    assert (entry.subject, entry.data) == (f"core.mail:{mail.pk}", {"rows": 12})


def test_record_names_an_author_without_account():
    record("read", MailFactory(), by="surveillant de la session")

    entry = JournalEntry.objects.get()
    assert (entry.actor, entry.author) == (None, "surveillant de la session")


def test_about_finds_the_entries_of_one_row_newest_first():
    mail, other = MailFactory(), MailFactory()
    record("first", mail)
    record("elsewhere", other)
    record("second", mail)

    verbs = [entry.verb for entry in JournalEntry.objects.about(mail)]

    assert verbs == ["second", "first"]


@pytest.mark.parametrize(
    "rewriting", [lambda: JournalEntry.objects.update(verb="x"), JournalEntry.objects.all().delete]
)
def test_journal_is_only_added_to(rewriting):
    record("read", MailFactory())

    with pytest.raises(InsertOnly):
        rewriting()


def test_person_with_a_trace_cannot_be_deleted(manager):
    record("read", MailFactory(), by=manager)

    with pytest.raises(models.ProtectedError):
        manager.delete()
