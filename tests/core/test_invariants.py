"""What must always be true, and the command that looks whether it is."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core.invariants import LONGEST_WAIT, REGISTRY, invariant, invariants
from papers.models import Bundle
from tests.factories import BundleFactory, MailFactory

pytestmark = pytest.mark.django_db


def complaints(capsys):
    """What the command says, line by line, when it says no."""
    with pytest.raises(CommandError) as refusal:
        call_command("check_invariants")
    return [*capsys.readouterr().out.splitlines(), str(refusal.value)]


def test_invariants_are_found_once_in_order():
    codes = [each.code for each in invariants()]

    assert [each.code for each in invariants()] == codes == sorted(set(codes))
    assert {"INV-01", "INV-10", "INV-14"} < set(codes)


def test_invariant_is_not_registered_over_another():
    with pytest.raises(ValueError, match="INV-14 is registered twice"):
        invariant("INV-14", "autre chose")(lambda: iter(()))

    assert REGISTRY["INV-14"].title.startswith("aucun travail différé")


def test_sound_base_passes(capsys):
    MailFactory()
    MailFactory(state="sent", done_at=timezone.now())
    MailFactory(due_at=timezone.now() - LONGEST_WAIT + timedelta(seconds=30))

    call_command("check_invariants")

    out = capsys.readouterr().out
    assert out == f"{len(invariants())} invariants vérifiés, 0 violation(s).\n"


def test_work_forgotten_is_a_violation(capsys):
    mail = MailFactory(due_at=timezone.now() - LONGEST_WAIT - timedelta(seconds=30))

    assert complaints(capsys) == [
        f"INV-14, aucun travail différé n’est oublié, aucun message n’est écrit deux fois\xa0: "
        f"core.mail:{mail.pk} reste dans l’état «\u202fwaiting\u202f»",
        f"{len(invariants())} invariants vérifiés, 1 violation(s).",
    ]


def test_work_in_a_state_of_nobodys_is_a_violation(capsys):
    bundle = BundleFactory()
    Bundle.objects.update(state="lost")

    found, _ = complaints(capsys)

    assert found.endswith(f"papers.bundle:{bundle.pk} reste dans l’état «\u202flost\u202f»")


def test_failed_work_is_told_and_is_no_violation(capsys):
    first, second = MailFactory(state="failed"), MailFactory(state="failed")

    call_command("check_invariants")

    found, conclusion = capsys.readouterr().out.splitlines()
    expected = f"core.mail, 2 en échec\xa0: {first.pk}, {second.pk}"
    assert found == f"INV-14 (information)\xa0: {expected}"
    assert conclusion.endswith("0 violation(s).")


def test_mail_written_twice_is_a_violation(capsys):
    first = MailFactory(about="candidates.candidate:7")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX mail_once")
    second = MailFactory(about="candidates.candidate:7")
    MailFactory(about="candidates.candidate:7", recipient="autre@exemple.fr")

    found, _ = complaints(capsys)

    expected = f"2 messages, de {first.pk} à {second.pk}"
    assert found.endswith(f"convocation, à propos de candidates.candidate:7\xa0: {expected}")


def test_no_address_is_told(capsys):
    MailFactory(due_at=timezone.now() - timedelta(days=1), recipient="lea.fontaine@exemple.fr")

    assert "@" not in "".join(complaints(capsys))
