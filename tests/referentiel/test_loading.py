from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from referentiel.content import read_all
from referentiel.drafts import Attachment, Picture, qcm, qroc
from referentiel.loading import load
from referentiel.models import Challenge, Question, QuestionFile, Skill
from referentiel.worth import LEVEL
from tests.referentiel.test_content import competence, write

pytestmark = pytest.mark.django_db
__all__ = ["write"]


@pytest.fixture
def reload(write, tmp_path):
    def again(text):
        write(text)
        chapters, faults = read_all(tmp_path)
        assert faults == []
        return load(chapters)

    return again


def test_first_load_makes_everything(reload):
    outcome = reload(competence())

    assert (len(outcome.added), outcome.changed, outcome.archived) == (24, [], [])
    assert Skill.objects.count() == 8
    assert {skill.worth for skill in Skill.objects.all()} == {LEVEL}
    assert Question.objects.count() == 24


def test_second_load_changes_nothing(reload):
    reload(competence())

    outcome = reload(competence())

    assert (outcome.added, outcome.changed, outcome.archived) == ([], [], [])
    assert outcome.unchanged == 24
    assert Challenge.objects.count() == 24


def test_changed_challenge_is_a_new_version_and_the_asked_one_keeps_its_words(reload):
    reload(competence())
    asked = Question.objects.get(challenge__name="tri1-un")

    outcome = reload(competence().replace('"deux", "trois"]', '"deux", "quatre"]', 1))

    assert outcome.changed == ["tri1-un"]
    asked.refresh_from_db()
    assert asked.draft.choices == ("une", "deux", "trois")
    assert asked.challenge.is_archived
    new = Challenge.objects.in_use().get(name="tri1-un")
    assert (new.version, new.question(0).draft.choices[2]) == (2, "quatre")


def test_challenge_taken_out_is_archived_and_one_put_back_is_a_new_version(reload):
    reload(competence())

    outcome = reload(competence(first="trier"))

    assert len(outcome.archived) == 12
    assert Challenge.objects.count() == 36
    assert Skill.objects.in_use().count() == 8
    reload(competence())
    assert Challenge.objects.in_use().get(name="tri1-un").version == 2


def test_fault_stops_the_whole_load(write, tmp_path, monkeypatch):
    write(competence().replace("solution = 2", "solution = 9", 1))
    monkeypatch.setattr("referentiel.content.read_all.__defaults__", (tmp_path,))
    complaints = StringIO()

    with pytest.raises(CommandError, match="rien n’est chargé"):
        call_command("load_referentiel", stderr=complaints)

    assert "tri1-un : la solution n’est pas un des choix" in complaints.getvalue()
    assert not Skill.objects.exists()


def test_question_comes_back_from_its_row_as_it_was(reload):
    reload(competence())
    challenge = Challenge.objects.first()
    draft = qroc(
        "Combien y a-t-il de lignes dans ce fichier ?",
        "3",
        label="Nombre",
        is_number=True,
        attachments=(Attachment("a.csv", b"\x00\xff"),),
        picture=Picture("b.svg", b"<svg/>", "Un dessin"),
    )

    question = challenge.keep(7, draft)

    question.refresh_from_db()
    assert question.draft.key == draft.key
    assert question.draft.instruction == draft.instruction
    assert question.draft.picture == Picture("b.svg", b"", "Un dessin")
    files = {file.name: bytes(file.content) for file in QuestionFile.objects.all()}
    assert files == {"a.csv": b"\x00\xff", "b.svg": b"<svg/>"}


def test_question_of_a_seed_is_made_once(reload):
    reload(competence())
    challenge = Challenge.objects.first()
    first = challenge.keep(5, qcm("Lesquelles de ces réponses sont bonnes ?", "abc", "ab"))

    assert challenge.question(5) == first
    assert challenge.keep(5, qcm("Une tout autre question, ici.", "abc", "ab")) == first
