import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories import NewcomerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    def command(text, encoding="utf-8"):
        source, target = tmp_path / "list.txt", tmp_path / "passwords.csv"
        source.write_bytes(text.encode(encoding))
        faults = StringIO()
        try:
            call_command("import_pupils", source, target, stdout=StringIO(), stderr=faults)
        except CommandError as error:
            return str(error), faults.getvalue().splitlines()
        lines = target.read_bytes().decode("utf-8-sig")
        return list(csv.reader(StringIO(lines), delimiter=";"))[1:]

    return command


def test_each_pupil_gets_an_account_and_a_password(run):
    rows = run("\ufeffÉloïse;d’Ambert\n\nKim-Anh ; Nguyễn ;Kim.Anh0412\n")

    assert [row[:2] for row in rows] == [["d’Ambert", "Éloïse"], ["Nguyễn", "Kim-Anh"]]
    assert rows[0][2].startswith("eloise.dambert")
    assert rows[1][2] == "kim.anh0412"
    for _, _, username, password in rows:
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert user.has_temporary_password


def test_every_fault_of_every_line_is_said_and_nothing_is_done(run):
    NewcomerFactory(username="lea.fontaine")

    error, faults = run(
        "Léa;Fontaine;lea.fontaine\nseule\n;Sansnom\nA;B;bad/name\nC;D;same\nE;F;SAME\nG;H;;I\n"
    )

    assert error == "6 faute(s), aucun compte ouvert."
    assert [fault.partition(" ")[2][0] for fault in faults] == ["1", "2", "3", "4", "6", "7"]
    assert User.objects.count() == 1


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_empty_list_opens_nothing(run, text):
    assert run(text)[0] == "0 faute(s), aucun compte ouvert."


def test_list_in_another_encoding_is_refused(run):
    assert "illisible" in run("Éloïse;d'Ambert", "latin-1")[0]


def test_passwords_already_written_are_not_lost(run):
    run("Léa;Fontaine")

    assert "existe déjà" in run("Léa;Fontaine")[0]
    assert User.objects.count() == 1
