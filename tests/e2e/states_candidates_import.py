"""Candidates by file: the file to choose, being read, wrong, looked at."""

from datetime import date, timedelta

from django.utils import timezone

from candidates.columns import COLUMNS
from candidates.models import CandidateImport
from core.tables import FORMATS, Table
from tests.e2e.stage import LONG_NAME, state
from tests.e2e.states_candidates import LONG_MAIL
from tests.e2e.states_sessions import days_from_now, signed_in_centre
from tests.factories import CandidateFactory, CandidateImportFactory, SessionFactory

HEADINGS = [names[0] for names in COLUMNS.values()]
BORN = date(2010, 12, 4)


def line(first_name, group="2de A", commune="Béziers", **others):
    cells = dict.fromkeys(COLUMNS)
    cells |= {"birth_name": "Haddad", "first_name": first_name, "birth_date": BORN}
    cells |= {"birth_department": "34", "birth_commune": commune, "group": group}
    return [(cells | others)[name] for name in COLUMNS]


def ready_to_send(stage):
    """One who changes, one who is as the file says, one who began, one whom it lacks."""
    centre, user = signed_in_centre(stage)
    session = SessionFactory(centre=centre, day=days_from_now(7), created_by=user)
    known = {"session": session, "birth_name": "Haddad", "birth_date": BORN}
    CandidateFactory(first_name="Adam", group=LONG_NAME, email=LONG_MAIL, **known)
    CandidateFactory(first_name="Inès", group="2de A", **known)
    CandidateFactory(first_name="Zoé", group="2de B", begun=True, **known)
    CandidateFactory(first_name=LONG_NAME, **known)
    return session


GOOD = [
    line("Adam", email="adam@exemple.fr", arrangements=LONG_NAME),
    line("Inès"),
    line("Zoé"),
    line(LONG_NAME, group=LONG_NAME, birth_name=LONG_NAME, arrangements=LONG_NAME),
    line("Ali", extra_time="tiers-temps", commune="Xyzzy"),
    line("Haddad", birth_name="Ali", birth_date=date(2019, 3, 1), group=""),
]
WRONG = [
    line("", birth_date="31/02/2010", commune="Bezier", extra_time="400 %", email=LONG_MAIL * 4),
    line("Adam", birth_country="Marok", birth_department="345"),
    line("Adam"),
]


def send(stage, session, rows):
    """Through the form; the worker reads before the page is looked at."""
    table = Table("Candidats", [*HEADINGS, "Prix"], [[*row, None] for row in rows])
    stage.visit("candidates:import", centre=session.centre_id, number=session.number)
    deposit(stage, FORMATS["ods"][1](table))
    return show(stage)


def deposit(stage, content, name="liste des élèves de seconde du deuxième trimestre.ods"):
    chosen = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    stage.page.get_by_label("Fichier").set_input_files([chosen])
    stage.press("Vérifier le fichier")


def show(stage):
    CandidateImport.objects.work_off()
    made = CandidateImport.objects.select_related("session").latest("pk")
    where = {"centre": made.session.centre_id, "number": made.session.number}
    stage.visit("candidates:import_preview", **where, file_import=made.pk)
    return made


@state
def file_of_candidates_to_choose(stage):
    session = ready_to_send(stage)
    stage.visit("candidates:import", centre=session.centre_id, number=session.number)
    stage.page.get_by_text("Les colonnes reconnues").click()


@state
def file_of_candidates_unreadable(stage):
    session = ready_to_send(stage)
    stage.visit("candidates:import", centre=session.centre_id, number=session.number)
    deposit(stage, b"%PDF-1.7", f"{LONG_NAME.replace(' ', '_')}.pdf")
    show(stage)


def waiting(stage, **fields):
    session = ready_to_send(stage)
    made = CandidateImportFactory(
        session=session, upload__made_by=session.created_by, upload__name=LONG_NAME, **fields
    )
    where = {"centre": session.centre_id, "number": session.number}
    stage.visit("candidates:import_preview", **where, file_import=made.pk)


@state
def file_of_candidates_being_read(stage):
    waiting(stage, lines=4_000, lines_read=1_250)


@state
def file_of_candidates_that_nobody_reads(stage):
    waiting(stage, due_at=timezone.now() - timedelta(minutes=2))


@state
def file_of_candidates_in_error(stage):
    send(stage, ready_to_send(stage), [*GOOD, *WRONG])


@state
def file_of_candidates_to_confirm(stage):
    send(stage, ready_to_send(stage), GOOD)


@state
def file_of_candidates_not_confirmed(stage):
    send(stage, ready_to_send(stage), GOOD)
    with stage.page.expect_navigation():
        stage.page.get_by_role("main").locator("form:has([name=shown]) button").click()


@state
def file_of_candidates_that_replaces_the_list(stage):
    send(stage, ready_to_send(stage), GOOD)
    stage.page.get_by_label("Retirer de la liste").check()
    stage.press("Refaire l’aperçu")
    show(stage)


@state
def file_of_candidates_that_asks_nothing(stage):
    send(stage, ready_to_send(stage), [line("Inès")])


@state
def file_of_candidates_of_many_classes(stage):
    rows = [line(f"Adam {'I' * number}", group=f"2de {number}") for number in range(1, 13)]
    send(stage, ready_to_send(stage), rows)
    stage.page.get_by_label("Toutes les classes").uncheck()
    stage.page.get_by_label("2de 7").check()
    stage.page.get_by_text("refaites l’aperçu avant de confirmer").wait_for()


@state
def file_of_candidates_done(stage):
    send(stage, ready_to_send(stage), GOOD)
    stage.page.get_by_label("Ces noms sont bien").check()
    with stage.page.expect_navigation():
        stage.page.get_by_role("main").locator("form:has([name=shown]) button").click()
