"""Convocations sent by mail: to whom, once, what they say, and what became of them."""

from email.utils import formataddr

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from core.mail import Mail
from core.tasks import sweep
from papers.convocations import Convocation, send_due
from tests.factories import CandidateFactory, SessionFactory
from tests.threads import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(centre):
    type(centre).objects.filter(pk=centre.pk).update(contact_email="secretariat@lycee.example")
    return SessionFactory(centre=centre)


@pytest.fixture
def lea(session):
    return CandidateFactory(
        session=session, birth_name="Fontaine", email="lea@exemple.fr", extra_time=33
    )


@pytest.fixture
def where(session):
    return reverse("papers:convocations", args=[session.centre_id, session.number])


def one(candidate, seen):
    return {"candidat": candidate.pk, "seen": seen}


def test_mail_is_in_the_name_of_the_school_with_an_appointment(nadia, where, lea, mailoutbox):
    nadia.post(where)
    sweep()

    [mail] = mailoutbox
    assert mail.to == ["lea@exemple.fr"]
    sender = ("Lycée Aimé-Césaire", "ne-pas-repondre@pix-certif.example")
    assert mail.from_email == formataddr(sender)
    assert mail.reply_to == ["secretariat@lycee.example"]
    assert "9\xa0h\xa045" in mail.body
    assert "2\xa0h\xa019 au plus" in mail.body
    [(name, calendar, kind)] = mail.attachments
    assert (name, kind) == ("rendez-vous.ics", "text/calendar")
    assert "DTSTART:20270310T084500Z" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_mail_holds_no_code_and_is_not_kept(nadia, where, lea, session, mailoutbox):
    nadia.post(where)
    sweep()

    assert session.access_code not in mailoutbox[0].body
    assert (Mail.objects.get().body, Mail.objects.get().calendar) == ("", "")


def test_who_has_no_address_gets_a_letter(nadia, where, session, lea):
    CandidateFactory(session=session)

    nadia.post(where)

    assert [each.candidate for each in Convocation.objects.all()] == [lea]
    assert "Sur papier" in nadia.get(where).text


def test_second_press_finds_nobody_left(nadia, where, lea):
    nadia.post(where)
    answer = nadia.post(where, follow=True)

    assert "Personne n’est à prévenir" in answer.text
    assert Convocation.objects.count() == 1


def test_change_is_told_and_sent_again(nadia, where, lea, session, mailoutbox):
    nadia.post(where)
    sweep()
    assert "Envoyée" in nadia.get(where).text
    type(session).objects.filter(pk=session.pk).update(place_name="Gymnase", room=None)

    assert "Changé depuis l’envoi\xa0: lieu" in nadia.get(where).text
    nadia.post(where)
    sweep()

    assert "remplace la précédente" in mailoutbox[1].body
    assert "Gymnase" in mailoutbox[1].body
    assert "SEQUENCE:2" in mailoutbox[1].attachments[0][1]


def test_cancelled_session_is_told_to_those_who_were_convened(
    nadia, where, lea, session, manager, mailoutbox
):
    nadia.post(where)
    sweep()
    CandidateFactory(session=session, email="autre@exemple.fr")
    session.cancel(by=manager, why="Panne de chauffage.")

    nadia.post(where)
    sweep()

    assert [mail.to for mail in mailoutbox] == [["lea@exemple.fr"]] * 2
    assert "est annulée" in mailoutbox[1].body
    assert "STATUS:CANCELLED" in mailoutbox[1].attachments[0][1]


def test_one_is_sent_again_once_for_each_page_seen(nadia, where, lea):
    nadia.post(where, one(lea, 0))
    nadia.post(where, one(lea, 0))
    assert Convocation.objects.count() == 1

    nadia.post(where, one(lea, 1))
    assert [each.number for each in lea.convocations.order_by("number")] == [1, 2]


@pytest.mark.parametrize("state", ["running", "finalised"])
def test_nobody_is_called_to_what_has_begun(nadia, centre, state):
    session = SessionFactory(centre=centre, **{state: True})
    lea = CandidateFactory(session=session, email="lea@exemple.fr")
    where = reverse("papers:convocations", args=[centre.pk, session.number])

    nadia.post(where)
    nadia.post(where, one(lea, 0))

    assert not Convocation.objects.exists()
    assert "Envoyer" not in nadia.get(where).text


def test_nobody_is_called_to_what_is_past(nadia, where, lea, session):
    with time_machine.travel(session.ends_at, tick=False):
        nadia.post(where)

    assert not Convocation.objects.exists()


def test_failure_is_told_and_sent_again_with_the_others(nadia, where, lea):
    nadia.post(where)
    Mail.objects.get().move_to(Mail.State.FAILED)

    assert "Non remise" in nadia.get(where).text
    nadia.post(where)

    assert Convocation.objects.count() == 2


@pytest.mark.parametrize("posted", [{"candidat": "x"}, {"candidat": "99999", "seen": "0"}])
def test_nonsense_sends_nothing(nadia, where, lea, posted):
    nadia.post(where, posted)

    assert not Convocation.objects.exists()


def test_who_was_removed_gets_nothing(nadia, where, lea, session):
    lea.remove(by=session.created_by)

    nadia.post(where, one(lea, 0))

    assert not Convocation.objects.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_send_one_mail_each(session, manager):
    for number in range(5):
        CandidateFactory(session=session, email=f"eleve{number}@exemple.fr")

    sent = all_at_once(4, lambda: send_due(session, by=manager))

    assert sorted(sent, key=str) == [0, 0, 0, 5]

    assert Convocation.objects.count() == Mail.objects.count() == 5


@pytest.mark.parametrize("rows", [1, 20])
def test_page_costs_the_same_whatever_its_length(
    nadia, where, session, rows, django_assert_num_queries
):
    for number in range(rows):
        CandidateFactory(session=session, email=f"eleve{number}@exemple.fr")
    nadia.post(where)
    nadia.get(where)

    with django_assert_num_queries(9):
        nadia.get(where)


def test_hours_are_those_of_the_centre_across_the_sea(
    signed_in, stranger, other_centre, mailoutbox
):
    session = SessionFactory(centre=other_centre)
    CandidateFactory(session=session, email="oceane@exemple.fr")
    with time_machine.travel("2027-03-01 08:00+00:00", tick=False):
        signed_in(stranger).post(
            reverse("papers:convocations", args=[other_centre.pk, session.number])
        )
        sweep()

    assert "9\xa0h\xa045 (heure de La Réunion)" in mailoutbox[0].body
    assert "DTSTART:20270310T054500Z" in mailoutbox[0].attachments[0][1]
