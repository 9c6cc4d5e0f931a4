"""Sessions by file: the file to choose, a wrong one, the previews, what was done."""

from datetime import date, time

from core.tables import FORMATS, Table
from tests.e2e.stage import LONG_NAME, state
from tests.e2e.states_sessions import LONG_PLACE, days_from_now, signed_in_centre
from tests.factories import InvigilatorFactory, RoomFactory, SessionFactory

COLUMNS = ["Numéro de session", "Date", "Début", "Salle", "Classe ou groupe", "Surveillants"]


def send(stage, content, name="sessions du deuxième trimestre.ods"):
    chosen = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    stage.page.get_by_label("Fichier").set_input_files([chosen])
    stage.press("Vérifier le fichier")


def file_of(*rows):
    return FORMATS["ods"][1](Table("Sessions", [*COLUMNS, "Prix"], [[*row, None] for row in rows]))


def ready_to_send(stage):
    """A centre with two sessions to come, one of which the file leaves as it is."""
    centre, user = signed_in_centre(stage)
    room = RoomFactory(centre=centre, name=LONG_PLACE)
    person = InvigilatorFactory(centre=centre, first_name=LONG_NAME)
    fields = {"centre": centre, "room": room, "created_by": user, "group": "2de A"}
    sessions = [SessionFactory(day=days_from_now(n), **fields) for n in (7, 8)]
    stage.visit("sessions:import", centre=centre.pk)
    known = [[each.number, each.day, time(10), LONG_PLACE, "2de A", None] for each in sessions]
    known[1][4:] = [LONG_NAME, str(person)]
    new = [
        [None, days_from_now(9), time(8 + n), LONG_PLACE, LONG_NAME, str(person)] for n in range(3)
    ]
    return [*known, *new]


@state
def file_of_sessions_to_choose(stage):
    ready_to_send(stage)
    stage.page.get_by_text("Ce que chaque colonne contient").click()


@state
def file_of_sessions_unreadable(stage):
    ready_to_send(stage)
    send(stage, b"%PDF-1.7", f"{LONG_NAME.replace(' ', '_')}.pdf")


@state
def file_of_sessions_in_error(stage):
    rows = ready_to_send(stage)
    wrong = [None, date(2097, 3, 10), "midi", LONG_NAME, "x" * 120, f"{LONG_NAME}; Ada Lovelace"]
    send(stage, file_of(*rows, wrong, [999999, *wrong[1:]], rows[3]))


@state
def file_of_sessions_to_confirm(stage):
    send(stage, file_of(*ready_to_send(stage)))


@state
def file_of_sessions_that_asks_nothing(stage):
    send(stage, file_of(ready_to_send(stage)[0]))


@state
def file_of_sessions_done(stage):
    send(stage, file_of(*ready_to_send(stage)))
    stage.press("Confirmer")
