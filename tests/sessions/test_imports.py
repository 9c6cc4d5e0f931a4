"""What a file of sessions asks for: names found, cells read, lines compared."""

from datetime import date, time

import pytest
import time_machine

from centres.models import Invigilator, Room
from core.sheets import BadCell, Row, Sheet, UnreadableSheet, find_columns
from sessions import imports
from sessions.columns import COLUMNS, HEADINGS, table_of
from sessions.models import Session
from sessions.naming import Named, Register, words_in_order
from tests.factories import (
    CentreFactory,
    InvigilatorFactory,
    LevelFactory,
    RoomFactory,
    SessionFactory,
)

PEOPLE = [
    Invigilator(pk=number, first_name=first, last_name=last, is_archived=last == "Zola")
    for number, (first, last) in enumerate(
        [
            ("Nadia", "Ferrand"),
            ("Jean-Noël", "Hoarau"),
            ("Inès", "Le Goff"),
            ("François-Xavier", "Œhler"),
            ("Paul", "Martin"),
            ("Martin", "Paul"),
            ("Émile", "Zola"),
        ]
    )
]
TEAM = Register(Named(PEOPLE, words_in_order), "est inconnu.", "est aux archives.")


def surnames(people):
    return [person.last_name for person in people]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Nadia Ferrand", ["Ferrand"]),
        ("FERRAND nadia", ["Ferrand"]),
        ("Ferrand, Nadia", ["Ferrand"]),
        ("  ines   legoff ", None),
        ("ines le-goff", ["Le Goff"]),
        ("Oehler François Xavier", ["Œhler"]),
        ("Jean‑Noel HOARAU;Nadia Ferrand", ["Hoarau", "Ferrand"]),
        ("Nadia Ferrand, Jean-Noël Hoarau", ["Ferrand", "Hoarau"]),
        ("Nadia Ferrand\r\n\nInès Le Goff;", ["Ferrand", "Le Goff"]),
        ("Nadia Ferrand; FERRAND NADIA", ["Ferrand"]),
        ("Paul Martin", ["Martin"]),
        ("PAUL MARTIN", None),
        ("Émile Zola", None),
        ("Personne", None),
    ],
)
def test_people_are_found_however_they_are_written(cell, expected):
    if expected is None:
        with pytest.raises(BadCell):
            TEAM.several(cell)
    else:
        assert surnames(TEAM.several(cell)) == expected


def test_all_unknown_people_of_a_cell_are_named():
    with pytest.raises(BadCell) as fault:
        TEAM.several("Nadia Ferrand; Ada Lovelace; Émile Zola; martin paul")

    told = str(fault.value)
    assert "«\u202fAda Lovelace\u202f» est inconnu." in told
    assert "«\u202fÉmile Zola\u202f» est aux archives." in told
    assert "«\u202fPaul Martin\u202f» et «\u202fMartin Paul\u202f»" in told


def test_person_set_aside_may_be_kept():
    assert surnames(TEAM.several("zola emile", kept={PEOPLE[-1]})) == ["Zola"]


@pytest.mark.parametrize(
    ("name", "found"),
    [("B 204", "B204"), ("Salle des  fêtes", "Salle des fêtes"), ("B-2", "B-2"), ("B2", "B2")],
)
def test_room_is_found_by_its_very_name_then_by_one_like_it(name, found):
    names = ("B204", "Salle des Fêtes", "Salle des fêtes", "B-2", "B2")
    rooms = Register(Named(Room(pk=n, name=name) for n, name in enumerate(names)), "est inconnue.")

    assert str(rooms.one(name)) == found


def test_every_column_says_what_is_written_in_it():
    headings = [heading for column in COLUMNS.values() for heading in column.headings]

    assert all(column.help.endswith(".") for column in COLUMNS.values())
    assert len({heading.casefold() for heading in headings}) == len(headings)


def test_headings_are_known_in_any_order_case_and_accent():
    row = Row(3, ["SURVEILLANTS", "adresse du lieu", "Début ", "temps majore (%)", "Prix", "date"])

    columns = find_columns(Sheet([Row(1, ["Plan"] + [None] * 5), row]), HEADINGS)

    assert [*columns.places] == ["invigilators", "place_address", "start_time", "extra_time", "day"]
    assert columns.unknown == ["Prix"]


@pytest.fixture
def centre(db):
    with time_machine.travel("2027-02-01 08:00+00:00", tick=False):
        yield CentreFactory()


@pytest.fixture
def room(centre):
    return RoomFactory(centre=centre, name="B204")


@pytest.fixture
def read(centre):
    """The plan of a file whose lines give these columns, the first at line 2."""

    def of(*lines, more=()):
        keys = [*dict.fromkeys(key for line in lines for key in line)]
        head = [*(COLUMNS[key].headings[0] for key in keys), *more]
        body = [[*(line.get(key) for key in keys), *[None] * len(more)] for line in lines]
        rows = [Row(number, cells) for number, cells in enumerate([head, *body], 1)]
        return imports.read(centre, Sheet(rows))

    return of


def at(hour=10, day=10, **cells):
    return {"day": date(2027, 3, day), "start_time": time(hour), "room": "B204", **cells}


def told(plan):
    return [(fault.line, fault.column, fault.text) for fault in plan.faults]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"day": None}, "Date", "obligatoire"),
        ({"day": "31/02/2027"}, "Date", "n’existe pas au calendrier"),
        ({"day": "10/03/2097"}, "Date", "trop éloignée"),
        ({"start_time": "midi"}, "Début", "n’est pas une heure"),
        ({"start_time": "23h"}, "Début", "après minuit"),
        ({"end_time": "9h"}, "Fin", "la fin vient après le début"),
        ({"room": "Z9"}, "Salle", "n’est pas une salle du centre"),
        ({"room": None}, "Salle", "un seul des deux"),
        ({"place_name": "Mairie"}, "Salle", "un seul des deux"),
        ({"place_posts": "douze"}, "Postes sur place", "n’est pas un nombre entier"),
        ({"place_posts": "-1"}, "Postes sur place", "supérieure ou égale à 0"),
        ({"group": "x" * 101}, "Classe ou groupe", "100"),
        ({"level": "CM2"}, "Niveau", "n’est pas un niveau du calendrier\xa0: Terminale."),
        ({"expected": "99999"}, "Candidats prévus", "inférieure ou égale à 2000"),
        ({"extra_time": "33,5 %"}, "Temps majoré", "nombre entier"),
        ({"extra_time": "400 %"}, "Temps majoré", "inférieure ou égale à 300"),
        ({"extra_time": 1}, "Temps majoré", "ambigu"),
        ({"invigilators": "Ada Lovelace"}, "Surveillants", "page Surveillants"),
        ({"observations": "#REF!"}, "Observations", "formule"),
        ({"number": "douze"}, "Numéro de session", "n’est pas un nombre entier"),
        ({"number": "123 456"}, "Numéro de session", "inconnu"),
        ({"number": "-3"}, "Numéro de session", "inconnu"),
        ({"number": 10**14}, "Numéro de session", "inconnu"),
        ({"number": 0}, "Numéro de session", "inconnu"),
    ],
)
def test_fault_says_where_what_was_read_and_what_to_do(read, room, cells, column, words):
    LevelFactory(name="Terminale")

    [(line, place, text)] = told(read({**at(), **cells}))

    assert (line, place) == (2, column)
    assert words in text
    [written] = cells.values()
    assert written is None or text.startswith("«") or isinstance(written, int)


def test_number_of_another_centre_is_unknown(read, room):
    elsewhere = SessionFactory(centre=CentreFactory())

    [(_, column, text)] = told(read({"number": elsewhere.number}))

    assert (column, "inconnu" in text) == ("Numéro de session", True)


def test_same_number_twice_is_told_at_the_second(read, centre):
    number = SessionFactory(centre=centre).number

    [(line, _, text)] = told(read({"number": number}, {"number": number}))

    assert (line, text.endswith("déjà à la ligne 2.")) == (3, True)


def test_column_that_new_sessions_need_is_told_once(read, room):
    faults = told(read({"group": "2de A"}, {"group": "2de B"}))

    assert [(line, column) for line, column, _ in faults] == [
        *((1, name) for name in ("Date", "Début", "Salle")),
    ]


@pytest.mark.parametrize("one", ["room", "place_name"])
def test_line_without_a_place_is_told_when_the_file_has_one_column_of_the_two(read, room, one):
    there = {"room": "B204", "place_name": "Mairie"}[one]
    lines = [{"day": date(2027, 3, day), "start_time": time(10), one: there} for day in (10, 11)]
    lines[1][one] = None

    plan = read(*lines)

    assert [(line, column) for line, column, _ in told(plan)] == [(3, "Salle")]
    assert [line.number for line in plan.to_create] == [2]


def test_double_of_a_session_is_refused(read, centre, room):
    SessionFactory(centre=centre, room=room, number=123456)

    [(line, column, text)] = told(read(at()))

    assert (line, column) == (2, "Début")
    assert "la session 123\u202f456" in text


def test_double_inside_the_file_is_refused(read, room):
    [(line, _, text)] = told(read(at(), at(14), at()))

    assert (line, text.endswith("la ligne 2.")) == (4, True)


def test_session_that_stays_is_not_the_double_of_a_new_one(read, centre, room):
    number = SessionFactory(centre=centre, room=room).number

    [(line, _, text)] = told(read(at(), at(number=number, end_time=time(12))))

    assert (line, text.endswith("la ligne 3.")) == (2, True)


def test_sessions_that_stay_are_not_warned_of(read, centre, room):
    hours = ({"start_time": time(10)}, {"start_time": time(11)})
    fields = {"centre": centre, "room": room, "end_time": time(13)}
    numbers = [SessionFactory(**fields, **each).number for each in hours]

    assert read(*({"number": number} for number in numbers)).warnings == []


def test_session_that_the_file_moves_away_leaves_its_place(read, centre, room):
    session = SessionFactory(centre=centre, room=room)

    plan = read(at(), at(14, number=session.number, end_time=time(16)))

    assert (told(plan), len(plan.to_create), len(plan.to_change)) == ([], 1, 1)


def test_clash_is_worth_knowing(read, centre, room):
    person = InvigilatorFactory(centre=centre, first_name="Karim", last_name="Benali")
    SessionFactory(centre=centre, room=room, start_time=time(9), end_time=time(11), number=123456)
    RoomFactory(centre=centre, name="CDI")
    named = {"invigilators": "Karim Benali"}

    plan = read(at(**named), at(11, **named), at(11, room="CDI", **named))

    texts = dict(plan.warnings)
    assert [lines for text, lines in texts.items() if "a déjà la session 123\u202f456" in text] == [
        [2]
    ]
    assert [lines for text, lines in texts.items() if "est déjà prise à la ligne 2" in text] == [
        [3]
    ]
    assert [lines for text, lines in texts.items() if f"{person} surveille déjà à" in text] == [
        [3, 4]
    ]


def test_warning_is_told_once_with_its_lines(read, room):
    plan = read(at(), at(14))

    assert dict(plan.warnings)["La salle n’a jamais été vérifiée."] == [2, 3]


@pytest.mark.parametrize("kind", ["finalised", "in_jury", "published", "cancelled"])
def test_session_that_is_over_is_not_changed(read, centre, kind):
    session = SessionFactory(centre=centre, **{kind: True})

    assert told(read({"number": session.number, "group": session.group})) == []
    [(_, column, text)] = told(read({"number": session.number, "group": "2de A"}))
    assert (column, "ne peut plus être modifiée" in text) == ("Classe ou groupe", True)


def test_session_under_way_changes_its_people_and_its_observations_only(read, centre, room):
    session = SessionFactory(centre=centre, running=True)

    plan = read({"number": session.number, "observations": "Panne à 10 h."})
    assert (told(plan), len(plan.to_change)) == ([], 1)
    [(_, column, text)] = told(read({"number": session.number, "room": "B204"}))
    assert (column, "a commencé" in text) == ("Salle", True)


def test_one_place_takes_the_other_s(read, centre, room):
    session = SessionFactory(centre=centre, room=room)
    away = SessionFactory(centre=centre, elsewhere=True, day=date(2027, 3, 11))

    out = read({"number": session.number, "place_name": "Mairie"})
    back = read({"number": away.number, "room": "B204"})

    assert [line.session.room for line in out.to_change] == [None]
    assert [line.session.place_name for line in back.to_change] == [""]


def test_archived_room_is_kept_by_its_session_and_by_no_other(read, centre):
    room = RoomFactory(centre=centre, name="Grenier", is_archived=True)
    session = SessionFactory(centre=centre, room=room)

    assert told(read({"number": session.number, "room": "grenier"})) == []
    [(_, _, text)] = told(read(at(14, room="Grenier")))
    assert "archivée" in text


def test_emptied_cell_empties_and_missing_column_does_not(read, centre):
    person = InvigilatorFactory(centre=centre)
    session = SessionFactory(centre=centre, invigilators=[person], group="2de A", expected=12)

    [line] = read({"number": session.number, "invigilators": None, "expected": None}).to_change

    assert [label for label, _, after in line.told if not after] == [
        "Candidats prévus",
        "Surveillants",
    ]
    assert line.session.group == "2de A"


def test_hours_are_those_of_the_centre(read, centre, room):
    centre.zone_name = "Indian/Reunion"
    centre.save()

    [line] = read(at(10)).to_create

    assert line.session.starts_at.isoformat() == "2027-03-10T10:00:00+04:00"


def test_unknown_columns_are_told(read, room):
    assert read(at(), more=["Prix", ""]).unread == ["Prix"]


def test_fingerprint_follows_what_is_shown(read, centre, room):
    session = SessionFactory(centre=centre, room=room)
    line = {"number": session.number, "observations": "Badge."}

    before, again = read(line).fingerprint, read(line).fingerprint
    Session.objects.update(group="2de B", revision=1)

    assert before == again != read(line).fingerprint


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "ne contient rien"),
        ([Row(1, ["a", "b"]), Row(2, ["c", "d"])], "Aucune colonne"),
        ([Row(1, ["Date", "Salle"])], "aucune ligne"),
        ([Row(n, ["Date", "Salle"]) for n in range(1, 303)], "301 lignes"),
    ],
)
def test_sheet_that_holds_no_sessions_is_refused(rows, words):
    with pytest.raises(UnreadableSheet, match=words):
        imports.check(Sheet(rows))


def test_table_has_the_columns_that_are_read(centre):
    table = table_of(Session.objects.none())

    assert find_columns(Sheet([Row(1, list(table.columns))]), HEADINGS).missing == []
