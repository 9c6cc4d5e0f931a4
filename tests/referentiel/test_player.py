import pytest
from django.urls import reverse

from referentiel.content import read_all
from referentiel.drafts import Attachment, Field, Picture, qcm, qroc
from referentiel.forms import AnswerForm
from referentiel.loading import load
from referentiel.models import Challenge
from tests.referentiel.test_content import competence, write

__all__ = ["write"]


@pytest.fixture
def challenge(db, write, tmp_path):
    write(competence())
    load(read_all(tmp_path)[0])
    return Challenge.objects.get(name="tri1-un")


@pytest.fixture
def staff(signed_in, juror):
    return signed_in(juror)


def test_index_shows_every_challenge(staff, challenge):
    text = staff.get(reverse("referentiel:index")).text

    assert text.count("/epreuves/") >= 24
    assert "tri1-un" in text


def test_index_costs_the_same_whatever_its_length(staff, challenge, django_assert_num_queries):
    staff.get(reverse("referentiel:index"))

    with django_assert_num_queries(7):
        staff.get(reverse("referentiel:index"))


@pytest.mark.parametrize(("choice", "word"), [("2", "Bonne réponse"), ("1", "Résultat")])
def test_answer_is_marked(staff, challenge, choice, word):
    page = staff.post(reverse("referentiel:play", args=[challenge.pk]), {"choix": choice})

    assert word in page.text


@pytest.mark.parametrize("data", [{}, {"choix": ""}, {"choix": "99"}, {"choix": "x" * 20_000}])
def test_odd_answer_is_refused_beside_its_field(staff, challenge, data):
    page = staff.post(reverse("referentiel:play", args=[challenge.pk]), data)

    assert page.status_code == 200
    assert "Un point à corriger" in page.text


def test_pupil_may_not_play(signed_in, stranger, challenge):
    client = signed_in(stranger)

    assert client.get(reverse("referentiel:play", args=[challenge.pk])).status_code == 403


def test_file_is_downloaded_and_can_run_nothing(staff, challenge):
    draft = qroc(
        "Quel est le nom écrit dans le fichier joint ?",
        "Léa",
        label="Nom",
        attachments=(Attachment("page.html", b"<script>alert(1)</script>"),),
        picture=Picture("carte.svg", b"<svg/>", "Une carte"),
    )
    question = challenge.keep(9, draft)

    page = staff.get(reverse("referentiel:file", args=[question.pk, "page.html"]))
    picture = staff.get(reverse("referentiel:file", args=[question.pk, "carte.svg"]))

    assert page["Content-Disposition"] == "attachment"
    assert "sandbox" in page["Content-Security-Policy"]
    assert (picture["Content-Disposition"], picture.content) == ("inline", b"<svg/>")


def test_instruction_is_laid_out_and_escaped(staff, challenge):
    draft = qroc("Tapez `a < b` :\n\n- un\n- <script>x</script>", "1", label="Nombre")
    challenge.questions.update(content=draft.to_json())

    text = staff.get(reverse("referentiel:play", args=[challenge.pk])).text

    assert "<p>Tapez <code>a &lt; b</code> :</p>" in text
    assert "<ul><li>un</li><li>&lt;script&gt;x&lt;/script&gt;</li></ul>" in text


def test_several_choices_come_out_as_marking_reads_them():
    form = AnswerForm(qcm("Lesquelles sont des voyelles ?", "abe", "ae"), {"choix": ["1", "3"]})

    assert form.is_valid()
    assert form.answer == "1,3"


def test_fields_come_out_by_their_names():
    fields = (Field("ville", "Ville", ("Lyon",)), Field("pays", "Pays", ("France",)))
    draft = qroc("Une consigne assez longue", "x", label="x")
    draft = type(draft)("QROCM-ind", draft.instruction, fields=fields)
    form = AnswerForm(draft, {"ville": " Lyon ", "pays": "France", "forged": "x"})

    assert form.is_valid()
    assert form.answer == {"ville": "Lyon", "pays": "France"}


def test_answer_that_nobody_types_is_refused_politely():
    form = AnswerForm(qroc("Une consigne assez longue", "x", label="x"), {"reponse": "x" * 10_001})

    assert not form.is_valid()
    assert "dix mille caractères" in str(form.errors)
