"""A file of candidates sent, read by the worker, looked at, confirmed: by one person or by two."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.columns import COLUMNS
from candidates.import_actions import Outdated, confirm
from candidates.models import Candidate, CandidateImport
from centres.models import Upload
from core.journal import JournalEntry
from core.tables import FORMATS, Table
from core.tasks import sweep
from tests.candidates.lists import trimmed
from tests.candidates.test_class_lists import pupil, siecle, structures
from tests.core.test_sheets import HOSTILE
from tests.factories import CandidateFactory, CandidateImportFactory, SessionFactory
from tests.threads import all_at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_february")]
POSTGRES = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs concurrent transactions"
)


@pytest.fixture
def session(centre):
    return SessionFactory(centre=centre)


def person(first_name="Adam", **fields):
    return {
        "birth_name": "Haddad",
        "first_name": first_name,
        "birth_date": date(2010, 12, 4),
        "birth_department": "34",
        "birth_commune": "Béziers",
        **fields,
    }


def file_of(*people, kind="csv"):
    names = [name for name in COLUMNS if any(name in each for each in people)]
    rows = [[trimmed(each.get(name)) for name in names] for each in people]
    content = FORMATS[kind][1](Table("Candidats", [COLUMNS[name][0] for name in names], rows))
    return content if isinstance(content, bytes) else b"".join(content)


def address(name, session, *more):
    return reverse(f"candidates:{name}", args=[session.centre_id, session.number, *more])


@pytest.fixture
def send(nadia, session):
    """A file goes through the form and the worker reads it; what comes back is the preview."""

    def post(*people, content=None, name="2de A.csv", kind="csv"):
        file = SimpleUploadedFile(name, file_of(*people, kind=kind) if content is None else content)
        response = nadia.post(address("import", session), {"file": file})
        CandidateImport.objects.work_off()
        return nadia.get(response["Location"]) if response.status_code == 302 else response

    return post


def agree(nadia, page, **more):
    """Presses the button of the preview that was shown."""
    made = page.context["file_import"]
    shown = page.context["report"]["shown"]
    where = address("import_preview", made.session, made.pk)
    return nadia.post(where, {"shown": shown, **more}, follow=True)


def choose(nadia, page, **choices):
    """Other choices, and the preview that they make."""
    made = page.context["file_import"]
    response = nadia.post(address("import_again", made.session, made.pk), choices)
    CandidateImport.objects.work_off()
    return nadia.get(response["Location"])


def verbs(row):
    return [entry.verb for entry in JournalEntry.objects.about(row)]


def told(page):
    return [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize("kind", FORMATS)
def test_file_is_looked_at_then_done(nadia, session, manager, send, kind):
    known = CandidateFactory(session=session, birth_name="Le Goff", first_name="Zoé", group="B")
    same = CandidateFactory(session=session, birth_name="Öz", first_name="Deniz", group="2de A")
    people = [
        person(extra_time="33 %", group="2de A", birth_commune="BEZIERS"),
        person("Zoé", birth_name="LE GOFF", group="2de A"),
        person("Deniz", birth_name="Öz", group="2de A"),
    ]

    page = send(*people, kind=kind, name=f"2de A.{kind}")
    assert session.candidates.count() == 2
    done = agree(nadia, page)

    adam = session.candidates.get(first_name="Adam")
    assert (adam.birth_commune, adam.birth_insee) == ("Béziers", "34032")
    assert (adam.key, adam.extra_time, adam.revision) == ("haddad adam", 33, 0)
    known.refresh_from_db()
    assert (known.birth_name, known.group, known.revision) == ("LE GOFF", "2de A", 1)
    same.refresh_from_db()
    assert same.revision == 0
    session.refresh_from_db()
    assert (session.extra_time, session.end_time) == (33, time(12, 35))
    assert told(done) == ["C’est fait : 1 inscription, 1 modification, 1 sans changement."]
    entry = JournalEntry.objects.get(verb="import")
    assert (entry.actor, entry.data["created"], entry.data["changed"]) == (manager, 1, 1)
    change = JournalEntry.objects.get(verb="change", subject=f"candidates.candidate:{known.pk}")
    assert change.data["revision"] == 1
    assert change.data["changes"] == [
        ["Nom de naissance", "Le Goff", "LE GOFF"],
        ["Classe ou groupe", "B", "2de A"],
    ]


def test_all_faults_of_all_lines_are_told_and_nothing_is_done(nadia, session, send):
    wrong = person("Ali", birth_date="31/02/2010", birth_commune="Bezier", email="ali@")

    page = send(person(), wrong, person(birth_name="HADDAD"))

    assert [(line, column) for line, _, column, *_ in page.context["report"]["faults"]] == [
        *((3, COLUMNS[name][0]) for name in ("birth_date", "birth_commune", "email")),
        (4, "Nom de naissance"),
    ]
    assert "Vouliez-vous dire Béziers" in page.text
    assert "Déjà à la ligne 2" in page.text
    agree(nadia, page)
    assert not Candidate.objects.exists()


def test_corrected_file_is_sent_from_the_same_page(nadia, session, send):
    page = send(person(birth_date="hier"))
    assert f'action="{address("import", session)}"' in page.text

    agree(nadia, send(person()))

    assert session.candidates.count() == 1


def test_file_confirmed_twice_is_done_once(nadia, session, send):
    page = send(person())

    for _ in range(2):
        done = agree(nadia, page)

    assert session.candidates.count() == 1
    assert done.redirect_chain[-1][0] == address("list", session)
    assert verbs(session).count("import") == 1


def test_what_was_confirmed_keeps_nothing_of_the_file(nadia, session, send):
    agree(nadia, send(person()))

    made = CandidateImport.objects.get()
    assert bytes(made.upload.content) == b""
    assert list(made.report) == ["outcome"]


def test_list_that_changed_meanwhile_is_compared_anew(nadia, session, send):
    known = CandidateFactory(session=session, birth_name="Haddad", first_name="Adam")
    page = send(person(group="2de A"))
    Candidate.objects.filter(pk=known.pk).update(group="1re B", revision=1)

    agree(nadia, page)
    assert session.candidates.get().group == "1re B"
    CandidateImport.objects.work_off()
    where = address("import_preview", session, page.context["file_import"].pk)
    fresh = nadia.get(where + "?relu")

    assert "Rien n’a été fait" in fresh.text
    assert "1re B" in fresh.text
    agree(nadia, fresh)
    assert session.candidates.get().group == "2de A"


def test_preview_that_is_no_longer_the_one_shown_is_not_done(nadia, session, send):
    page = send(person("Ali", group="A"), person("Bao", group="B"))
    choose(nadia, page, classes=["A"])

    refused = agree(nadia, page)

    assert "vérifiez-le" in refused.text
    assert not session.candidates.exists()


def test_who_began_meanwhile_is_not_changed(nadia, session, send):
    known = CandidateFactory(session=session, birth_name="Haddad", first_name="Adam")
    page = send(person(group="2de A"), person("Zoé"))
    Candidate.objects.filter(pk=known.pk).update(started_at=timezone.now())

    agree(nadia, page)
    CandidateImport.objects.work_off()
    fresh = nadia.get(address("import_preview", session, page.context["file_import"].pk))
    done = agree(nadia, fresh)

    known.refresh_from_db()
    assert (known.group, known.revision) == ("", 0)
    assert session.candidates.count() == 2
    assert told(done) == ["C’est fait : 1 inscription, 1 sans effet, car le test a commencé."]


def test_list_is_replaced_only_when_asked(nadia, session, send):
    gone = CandidateFactory(session=session, first_name="Inès")
    begun = CandidateFactory(session=session, first_name="Zoé", begun=True)

    page = send(person())
    assert page.context["preview"].absent.total == 2
    page = choose(nadia, page, replaces="on")
    assert [each[0] for each in page.context["preview"].removed.rows] == [gone.pk]
    agree(nadia, page)

    assert set(session.candidates.enrolled()) == {begun, session.candidates.get(key="haddad adam")}
    assert list(session.candidates.removed()) == [gone]
    assert "remove_candidate" in verbs(session)
    nadia.post(address("restore", session, gone.pk))
    assert session.candidates.enrolled().count() == 3


def test_only_the_ticked_classes_are_enrolled(nadia, session, send):
    page = send(
        person("Ali", group="2de A"), person("Bao", group="2de B", birth_date=None), person("Cléo")
    )
    assert "Sans classe" in page.text

    page = choose(nadia, page, classes=["2de A", "-"])
    agree(nadia, page)

    names = session.candidates.values_list("first_name", flat=True)
    assert sorted(names) == ["Ali", "Cléo"]


def test_class_of_siecle_is_enrolled(nadia, session, send):
    pupils = [pupil(1), pupil(2, NOM_DE_FAMILLE="Öz"), pupil(3, NOM_DE_FAMILLE="Le Goff")]
    classes = [structures(n, ("2DE A" if n < 3 else "2DE B", "D")) for n in (1, 2, 3)]

    page = send(content=siecle(pupils, classes), name="ExportXML_ElevesSansAdresses.xml")
    page = choose(nadia, page, classes=["2DE A"])
    agree(nadia, page)

    assert page.context["report"]["classes"] == ["2DE A", "2DE B"]
    assert {each.group for each in session.candidates.all()} == {"2DE A"}
    assert session.candidates.count() == 2


def test_no_class_ticked_is_told(nadia, session, send):
    page = send(person("Ali", group="A"), person("Bao", group="B"))

    page = choose(nadia, page)

    assert told(page) == ["Gardez au moins une classe."]
    assert page.context["report"]["read"] == 2


def test_unknown_communes_are_confirmed_together(nadia, session, send):
    page = send(person(birth_commune="Xyzzy"), person("Ali", birth_commune="Wxyzt"))

    refused = agree(nadia, page)
    assert "Cochez cette case" in refused.text
    assert not session.candidates.exists()
    agree(nadia, page, communes="on")

    assert {each.birthplace for each in session.candidates.all()} == {"Xyzzy (34)", "Wxyzt (34)"}


def test_two_of_the_list_may_take_each_others_place(nadia, session, send):
    days = [date(2010, 12, 4), date(2010, 12, 5)]
    twins = [
        CandidateFactory(
            session=session,
            birth_name="Haddad",
            first_name="Adam",
            birth_date=day,
            identifier=f"14A{day.day}",
        )
        for day in days
    ]

    page = send(*(person(birth_date=days[n - 1], identifier=twins[n].identifier) for n in (0, 1)))
    agree(nadia, page)

    for twin, day in zip(twins, reversed(days), strict=True):
        twin.refresh_from_db()
        assert (twin.birth_date, twin.removed_at) == (day, None)


@pytest.mark.parametrize("kind", FORMATS)
def test_template_sent_back_as_it_is_asks_nothing(nadia, session, send, kind):
    for number in range(3):
        CandidateFactory(session=session, group="2de A", extra_time=number)
    content = nadia.get(address("template", session, kind)).content

    page = send(content=content, name=f"modele.{kind}")

    assert page.context["report"]["same"] == page.context["report"]["read"] == 3
    assert (page.context["report"]["blank"], page.context["report"]["warnings"]) == ([], [])


def test_file_that_asks_nothing_says_so(nadia, session, send):
    CandidateFactory(session=session, birth_name="Haddad", first_name="Adam")

    page = send(person())

    assert "Rien à faire" in page.text
    assert page.context["report"]["same"] == 1


def test_what_is_left_aside_is_told(nadia, session, send):
    content = "Nom;Prénom;Né(e) le;Prix;Nom\nHaddad;Adam;04/12/2010;;\n;;;12;\n".encode()

    page = send(content=content)

    assert "Colonnes sans emploi ici : Prix" in page.text
    assert page.context["report"]["blank"] == [3]
    assert page.context["report"]["repeated"] == ["Nom"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "n’est pas un tableau"),
        (b"Bonjour\n", "Aucune colonne"),
        (b"Nom;Date de naissance\nHaddad;04/12/2010\n", "Prénom"),
        (b"\x89PNG\r\n", "est une image"),
    ],
)
def test_file_that_holds_no_candidates_costs_a_message(nadia, session, send, content, words):
    page = send(content=content)

    assert words in page.text
    assert "La liste n’a pas changé" in page.text
    assert not session.candidates.exists()


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_file_leaves_the_list_as_it_is(nadia, session, send, title):
    known = CandidateFactory(session=session)
    content, _ = HOSTILE[title]

    page = send(content=content() if callable(content) else content, name="liste.ods")

    assert page.status_code == 200
    assert "confirm" not in page.context
    assert page.context["fault"] or page.context["form"].errors
    assert list(session.candidates.all()) == [known]


def test_no_file_is_told(nadia, session):
    response = nadia.post(address("import", session), {})

    assert "Choisissez un fichier" in response.text


def test_page_says_how_heavy_each_kind_of_file_may_be(nadia, session):
    page = nadia.get(address("import", session)).text

    assert "ZIP, 2 Mo au plus" in page
    assert "XML de SIECLE, 10 Mo au plus" in page


@pytest.mark.parametrize(("name", "weight"), [("liste.csv", "2 Mo"), ("Eleves.XML", "10 Mo")])
def test_file_too_heavy_is_refused_before_it_is_kept(nadia, session, name, weight):
    file = SimpleUploadedFile(name, b"x" * (10 * 1024**2 + 1))

    response = nadia.post(address("import", session), {"file": file})

    assert f"pèse plus de {weight}" in response.text
    assert not Upload.objects.exists()


@pytest.mark.parametrize("state", ["finalised", "in_jury", "published", "cancelled"])
def test_session_that_is_over_takes_no_file(nadia, centre, state):
    session = SessionFactory(centre=centre, **{state: True})
    made = CandidateImportFactory(session=session)
    CandidateImport.objects.work_off()

    for where in (address("import", session), address("import_preview", session, made.pk)):
        for response in (nadia.get(where), nadia.post(where)):
            assert response["Location"] == address("list", session)
    assert not session.candidates.exists()


def test_session_finalised_meanwhile_takes_nobody(nadia, session, send):
    page = send(person())
    type(session).objects.filter(pk=session.pk).update(
        state="finalised", started_at=timezone.now(), finalised_at=timezone.now()
    )

    agree(nadia, page)

    assert not session.candidates.exists()


def test_page_waits_for_the_worker_then_offers_to_read_at_once(nadia, session):
    made = CandidateImportFactory(session=session)
    where = address("import_preview", session, made.pk)
    again = address("import_again", session, made.pk)

    assert "Lire maintenant" not in nadia.get(where).text
    nadia.post(again, {"now": "1"})
    made.refresh_from_db()
    assert made.state == "waiting"
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        assert "Lire maintenant" in nadia.get(where).text
        page = nadia.post(again, {"now": "1"}, follow=True)

    assert "1 ligne lue" in page.text


def test_long_file_is_left_to_the_worker(nadia, session):
    content = file_of(*(person(f"A{number}") for number in range(600)))
    made = CandidateImportFactory(session=session, upload__content=content)

    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        page = nadia.post(address("import_again", session, made.pk), {"now": "1"}, follow=True)

    assert told(page) == ["Ce fichier est trop long pour être lu tout de suite."]
    made.refresh_from_db()
    assert made.state == "waiting"


def test_worker_says_how_far_it_is(session, monkeypatch):
    content = file_of(*(person(f"A{number}") for number in range(600)))
    made, seen = CandidateImportFactory(session=session, upload__content=content), []
    tell = CandidateImport._tell
    monkeypatch.setattr(
        CandidateImport, "_tell", lambda self, *a, **k: (seen.append(a[0]), tell(self, *a, **k))
    )

    made.attempt()

    made.refresh_from_db()
    assert seen == [0, 250, 500]
    assert (made.state, made.lines, made.lines_read) == ("read", 601, 601)


def test_day_old_file_is_forgotten_with_all_that_it_said(session, send):
    send(person())

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        sweep()

    assert not Upload.objects.exists()
    assert not CandidateImport.objects.exists()


def test_person_of_two_sessions_at_once_is_told(nadia, centre, session, send):
    other = SessionFactory(centre=centre)
    CandidateFactory(session=other, birth_name="Haddad", first_name="Adam")

    page = send(person())

    assert "au même moment" in page.text


def queries_of_confirming(nadia, send, session, number):
    known = [
        CandidateFactory(session=session, birth_name=f"K{number} {n}", first_name="Léa")
        for n in range(number // 2)
    ]
    page = send(
        *(person("Léa", birth_name=each.birth_name, group="2de A") for each in known),
        *(person(f"B{number} {n}") for n in range(number - len(known))),
    )
    with CaptureQueriesContext(connection) as queries:
        agree_only(nadia, page)
    return len(queries)


def agree_only(nadia, page):
    made, shown = page.context["file_import"], page.context["report"]["shown"]
    assert (
        nadia.post(address("import_preview", made.session, made.pk), {"shown": shown}).status_code
        == 302
    )


def test_confirming_costs_the_same_whatever_the_number_of_lines(nadia, centre, session, send):
    few = queries_of_confirming(nadia, send, session, 5)
    many = queries_of_confirming(nadia, send, session, 50)

    assert session.candidates.count() == 55
    assert few == many <= 30


def test_preview_costs_the_same_whatever_the_number_of_lines(nadia, session, send):
    counts = []
    for number in (1, 40):
        page = send(*(person(f"A{n}") for n in range(number)))
        made = page.context["file_import"]
        with CaptureQueriesContext(connection) as queries:
            nadia.get(address("import_preview", session, made.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@POSTGRES
@pytest.mark.django_db(transaction=True)
def test_of_two_files_confirmed_at_once_one_is_compared_anew(manager, centre):
    for number in range(10):
        session = SessionFactory(centre=centre, day=date(2027, 3, number + 1))
        content = file_of(person(), person("Ali"))
        made = [CandidateImportFactory(session=session, upload__content=content) for _ in range(2)]
        for each in made:
            assert each.attempt()
        todo = list(CandidateImport.objects.filter(session=session))

        results = all_at_once(2, lambda todo=todo: confirm(todo.pop(), by=manager))

        assert [type(each) for each in sorted(results, key=str)] in (
            [Outdated, dict],
            [dict, Outdated],
        )
        assert session.candidates.count() == 2


@POSTGRES
@pytest.mark.django_db(transaction=True)
def test_one_file_confirmed_at_once_by_two_is_done_once(manager, centre):
    for number in range(10):
        session = SessionFactory(centre=centre, day=date(2027, 3, number + 1))
        made = CandidateImportFactory(session=session, upload__content=file_of(person()))
        made.attempt()

        results = all_at_once(
            2, lambda pk=made.pk: confirm(CandidateImport.objects.get(pk=pk), by=manager)
        )

        assert sorted(type(each).__name__ for each in results) == ["NoneType", "dict"]
        assert session.candidates.count() == 1


@POSTGRES
@pytest.mark.django_db(transaction=True)
def test_candidate_begins_while_a_file_changes_them(manager, centre):
    for number in range(20):
        session = SessionFactory(centre=centre, day=date(2027, 3, number + 1))
        known = CandidateFactory(session=session, birth_name="Haddad", first_name="Adam")
        content = file_of(person(group="2de A"), person("Zoé"))
        made = CandidateImportFactory(session=session, upload__content=content)
        made.attempt()
        acts = [
            lambda pk=made.pk: confirm(CandidateImport.objects.get(pk=pk), by=manager),
            lambda pk=known.pk: Candidate.objects.filter(pk=pk, removed_at=None).update(
                started_at=timezone.now(), revision=7
            ),
        ]

        results = all_at_once(2, lambda acts=acts: acts.pop()())

        known.refresh_from_db()
        done = any(isinstance(each, dict) for each in results)
        assert (known.started_at is not None, known.removed_at) == (True, None)
        assert known.group == ("2de A" if done else "")
        assert session.candidates.count() == (2 if done else 1)
