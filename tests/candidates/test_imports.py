"""What a file asks of a list: who is who, what changes, and that no line is ever lost."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.birthplace import DEPARTMENTS_OF_BIRTH
from candidates.columns import COLUMNS, table_of
from candidates.communes import by_department
from candidates.imports import LABELS, check, plan_of
from candidates.models import Candidate
from candidates.reports import report_of
from candidates.roster import Roster
from core.sheets import Row, Sheet, UnreadableSheet, read_sheet, unguarded
from core.tables import FORMATS
from sessions.models import Session
from tests.candidates.lists import DAYS, plan_for, sheet_for, trimmed

SESSION = Session(number=276_814, day=DAYS["day"])
ADAM = {
    "birth_name": "Haddad",
    "first_name": "Adam",
    "birth_date": date(2010, 12, 4),
    "birth_department": "34",
    "birth_commune": "Béziers",
}
KINDS = ("new", "changed", "same", "kept", "fault")


def candidate(pk=1, **fields):
    made = Candidate(**{"pk": pk, "birth_country": "FR", **ADAM, **fields})
    made.session = SESSION
    made.set_key()
    return made


def kinds(plan):
    return [line.kind for line in plan.lines]


def faults(plan):
    return [(line.number, note.text) for line in plan.lines for note in line.faults]


def warnings(plan):
    return [(line.number, note.text) for line in plan.lines for note in line.warnings]


# --- who is who


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({}, []),
        ({"birth_name": "HADDAD"}, [["Nom de naissance", "Haddad", "HADDAD"]]),
        ({"group": "2de A"}, [["Classe ou groupe", "", "2de A"]]),
        ({"extra_time": "33 %"}, [[LABELS["extra_time"], "", "33"]]),
        ({"identifier": "14AB"}, [["INE ou autre identifiant", "", "14AB"]]),
        ({"birth_department": 34, "birth_commune": "BEZIERS"}, []),
        ({"birth_country": "france"}, []),
        (
            {"birth_country": "Maroc", "birth_department": "99", "birth_commune": "Fès"},
            [
                ["Pays de naissance", "France", "Maroc"],
                ["Code du département de naissance", "34", "99"],
                ["Commune de naissance", "Béziers", "Fès"],
            ],
        ),
    ],
)
def test_person_of_the_list_changes_field_by_field(cells, told):
    plan = plan_for({**ADAM, **cells}, listed=[candidate()])

    line = plan.lines[0]
    assert line.known.pk == 1
    assert [each[1:] for each in line.told] == told
    assert kinds(plan) == ["changed" if told else "same"]


def test_emptied_cell_empties_and_missing_column_leaves():
    known = candidate(group="2de A", identifier="14AB", extra_time=33, email="a@exemple.fr")

    plan = plan_for({**ADAM, "group": "", "extra_time": None}, listed=[known])

    assert [name for name, *_ in plan.lines[0].told] == ["group", "extra_time"]
    assert plan.lines[0].values["extra_time"] == 0


def test_birth_date_is_corrected_of_whom_the_identifier_names():
    known = candidate(identifier="140 782 316 ab")

    plan = plan_for(
        {**ADAM, "birth_date": date(2010, 4, 12), "identifier": "140782316AB"}, listed=[known]
    )

    assert kinds(plan) == ["changed"]
    assert plan.lines[0].known is known


def test_identifier_with_other_names_is_somebody_else():
    known = candidate(identifier="14AB")

    plan = plan_for({**ADAM, "first_name": "Inès", "identifier": "14AB"}, listed=[known])

    assert kinds(plan) == ["new"]
    assert warnings(plan) == [(2, "C’est aussi l’identifiant de HADDAD Adam.")]


def test_homonyms_are_told_apart_by_two_identifiers():
    known = candidate(identifier="14AB")

    plan = plan_for({**ADAM, "identifier": "14CD"}, listed=[known])

    assert kinds(plan) == ["new"]
    assert plan.lines[0].twin == "14cd"
    assert warnings(plan) == [(2, "Homonyme de HADDAD Adam, qui est déjà dans la liste.")]


def test_homonyms_of_one_file_need_an_identifier_each():
    lines = [{**ADAM, "identifier": each} for each in ("14AB", "14CD", "14cd", None)]

    plan = plan_for(*lines)

    assert kinds(plan) == ["new", "new", "fault", "fault"]
    assert [line.twin for line in plan.lines[:2]] == ["", "14cd"]
    assert faults(plan) == [
        (4, "Déjà à la ligne 3. Deux homonymes ? Donnez l’INE des deux."),
        (5, "Déjà à la ligne 2. Deux homonymes ? Donnez l’INE des deux."),
    ]


def test_what_tells_homonyms_apart_fits_however_it_grows():
    plan = plan_for(*({**ADAM, "identifier": f"{sign}" * 30} for sign in "ﷺﷲ"))

    assert kinds(plan) == ["new", "new"]
    assert len(plan.lines[1].twin) == 30


def test_two_lines_for_one_of_the_list_are_told():
    plan = plan_for(ADAM, {**ADAM, "birth_name": "HADDAD"}, listed=[candidate()])

    assert kinds(plan) == ["same", "fault"]
    assert faults(plan) == [(3, "Déjà à la ligne 2. Deux homonymes ? Donnez l’INE des deux.")]


def test_homonym_joins_one_who_gets_an_identifier_by_the_same_file():
    lines = [{**ADAM, "identifier": each} for each in ("14AB", "14CD")]

    plan = plan_for(*lines, listed=[candidate()])

    assert kinds(plan) == ["changed", "new"]
    assert [line.twin for line in plan.lines] == ["", "14cd"]


def test_line_without_identifier_could_be_either_of_two():
    listed = [candidate(1, identifier="14AB"), candidate(2, identifier="14CD", twin="14cd")]

    plan = plan_for(ADAM, listed=listed)

    assert faults(plan)[0] == (
        2,
        "Deux homonymes sont dans la liste : donnez l’INE pour les distinguer.",
    )


def test_names_the_wrong_way_round_are_told():
    turned = {**ADAM, "birth_name": "ADAM", "first_name": "haddad"}

    assert warnings(plan_for(turned, listed=[candidate()])) == [
        (2, "La liste a déjà les mêmes noms, inversés, nés le même jour.")
    ]
    assert warnings(plan_for(ADAM, turned)) == [
        (2, "La ligne 3 porte les mêmes noms, inversés."),
        (3, "La ligne 2 porte les mêmes noms, inversés."),
    ]


def test_same_names_born_another_day_are_told():
    plan = plan_for({**ADAM, "birth_date": date(2010, 4, 12)}, listed=[candidate()])

    assert kinds(plan) == ["new"]
    assert warnings(plan) == [(2, "HADDAD Adam, 04/12/2010, est déjà dans la liste.")]


def test_who_began_stays_as_they_are():
    known = candidate(started_at=date(2027, 3, 10))

    plan = plan_for({**ADAM, "group": "2de A"}, listed=[known], removes=True)

    assert kinds(plan) == ["kept"]
    assert kinds(plan_for(ADAM, listed=[known])) == ["same"]


def test_who_is_absent_leaves_only_when_asked_and_never_once_begun():
    listed = [candidate(), candidate(2, first_name="Inès")]
    listed.append(candidate(3, first_name="Zoé", started_at=date(2027, 3, 10)))

    kept, replaced = (plan_for(ADAM, listed=listed, removes=each) for each in (False, True))

    assert [each.pk for each in kept.absent] == [each.pk for each in replaced.absent] == [2, 3]
    assert (kept.removed, [each.pk for each in replaced.removed]) == ([], [2])


def test_only_the_chosen_classes_count():
    lines = [{**ADAM, "first_name": each, "group": each[0]} for each in ("Ali", "Bao", "Cléo")]
    lines[1]["birth_date"] = "31/02/2010"

    plan = plan_for(*lines, {**lines[0], "group": ""}, classes=["A", ""])

    assert plan.classes == ["", "A", "B", "C"]
    assert kinds(plan) == ["new", "fault"]
    assert [text for _, text in faults(plan)] == [
        "Déjà à la ligne 2. Deux homonymes ? Donnez l’INE des deux."
    ]


def test_classes_are_in_the_order_of_their_numbers():
    groups = ["2de 10", "2de 2", "", "1re B"]

    plan = plan_for(*({**ADAM, "first_name": f"A{each}", "group": each} for each in groups))

    assert plan.classes == ["", "1re B", "2de 2", "2de 10"]


def test_place_that_somebody_confirmed_is_not_asked_again():
    known = candidate(birth_commune="Bezier")

    plan = plan_for({**ADAM, "birth_commune": "Bezier", "group": "2de A"}, listed=[known])

    assert kinds(plan) == ["changed"]
    assert plan.lines[0].doubts == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "ne contient rien"),
        ([["Bonjour"], ["Tout le monde"]], "Aucune colonne n’est reconnue"),
        ([["Nom", "Date de naissance"], ["Haddad", "04/12/2010"]], "Il manque à ce fichier"),
        ([["Nom", "Prénom", "Date de naissance"]], "aucune ligne"),
    ],
)
def test_sheet_that_cannot_hold_candidates_is_refused(rows, words):
    with pytest.raises(UnreadableSheet, match=words):
        check(Sheet([Row(number, cells) for number, cells in enumerate(rows, 1)]))


def test_notes_come_in_the_order_of_the_columns():
    cells = {**ADAM, "email": "adam@", "birth_date": "hier", "birth_commune": "Bezier"}

    report = report_of(plan_for(cells), SESSION, [])

    assert [(line, column) for line, _, column, *_ in report["faults"]] == [
        (2, "Date de naissance"),
        (2, "Commune de naissance"),
        (2, "E-mail du candidat"),
    ]
    assert report["in_fault"] == report["read"] == 1


# --- properties

LETTERS = st.characters(categories=["Lu", "Ll", "Lo"], max_codepoint=0x4FFF)
NAMES = st.from_regex(r"[A-Za-zÀ-ÿŒœ][A-Za-zÀ-ÿŒœ’' .-]{0,20}", fullmatch=True) | st.text(
    LETTERS, min_size=1, max_size=12
)
TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20)
COMMUNES = [
    (department, commune.name, commune.insee)
    for department, communes in by_department().items()
    for commune in Random(7).sample([*communes.values()], min(len(communes), 30))
]
ABROAD = ["PT", "MA", "GY", "MQ", "CD", "CI", "KR", "GF", "GB"]
PLACES = st.one_of(
    st.sampled_from(COMMUNES).map(lambda each: ("FR", *each)),
    st.tuples(
        st.just("FR"),
        st.sampled_from([code for code in DEPARTMENTS_OF_BIRTH if code != "99"]),
        NAMES,
        st.just(""),
    ),
    st.tuples(
        st.sampled_from(["PT", "MA", "GY", "MQ", "CD", "CI", "KR", "GF", "GB"]),
        st.just("99"),
        NAMES,
        st.just(""),
    ),
)


@st.composite
def people(draw):
    """One as the form would have kept them."""
    country, department, commune, insee = draw(PLACES)
    return candidate(
        birth_name=draw(NAMES).strip(),
        first_name=draw(NAMES).strip(),
        usual_name=draw(TEXTS).strip(),
        birth_date=draw(st.dates(date(1900, 1, 1), date(2026, 1, 1))),
        birth_country=country,
        birth_department=department,
        birth_commune=commune.strip(),
        birth_insee=insee,
        group=draw(TEXTS).strip(),
        identifier=draw(TEXTS).strip(),
        extra_time=draw(st.integers(0, 300)),
        arrangements=draw(TEXTS).strip(),
        email=draw(st.sampled_from(["", "adam@exemple.fr", "+a=b@exemple.fr"])),
        results_email=draw(st.sampled_from(["", "prof@exemple.fr"])),
    )


@st.composite
def lists(draw):
    """Nobody twice; who has no letter in their name is nobody, and a formula's error no name."""
    kept, roster = [], Roster([])
    for number, each in enumerate(draw(st.lists(people(), max_size=12)), 1):
        each.pk = number
        twin = roster.twin_of(each)
        if twin is not None and all(each.key.split(" ")):
            each.twin = twin
            roster.add(each)
            kept.append(each)
    return kept


def reread(table):
    """As the reader of files gives it back."""
    lines = [[unguarded(trimmed(cell)) for cell in line] for line in table.lines()]
    return Sheet([Row(number, line) for number, line in enumerate(lines, 1)])


class Listed(list):
    def iterator(self):
        return iter(self)


def test_same_names_and_identifier_are_told_apart_by_their_birth_dates():
    """Met by the property below: the second one was taken for the first."""
    named = {"birth_name": "B", "first_name": "A", "identifier": "12"}
    listed = [candidate(**named, birth_date=date(2000, 1, day), pk=day) for day in (1, 2)]
    plan = plan_of(reread(table_of(SESSION, Listed(listed))), listed, **DAYS)

    assert [(line.kind, line.told, line.faults) for line in plan.lines] == [("same", [], [])] * 2


@given(lists())
@settings(max_examples=200, deadline=None)
def test_what_we_export_changes_nothing(listed):
    if not listed:
        return
    plan = plan_of(reread(table_of(SESSION, Listed(listed))), listed, **DAYS)

    assert [(line.kind, line.told, line.faults) for line in plan.lines] == [
        ("same", [], []) for _ in listed
    ]
    assert (plan.absent, plan.of("same")) == ([], plan.lines)


@pytest.mark.parametrize("kind", FORMATS)
@given(listed=lists())
@settings(max_examples=6, deadline=None)
def test_files_that_we_write_change_nothing(kind, listed):
    if not listed:
        return
    content = FORMATS[kind][1](table_of(SESSION, Listed(listed)))
    content = content if isinstance(content, bytes) else b"".join(content)

    plan = plan_of(read_sheet(content, f"liste.{kind}"), listed, **DAYS)

    assert [(line.kind, line.told, line.faults) for line in plan.lines] == [
        ("same", [], []) for _ in listed
    ]


CELLS = st.one_of(
    st.none(), st.integers(), st.floats(), st.booleans(), TEXTS, st.dates(), st.datetimes()
)
OTHERS = [name for name in COLUMNS if name not in ADAM or name == "birth_department"]
LINES = st.fixed_dictionaries(
    {
        "birth_name": st.sampled_from(["Haddad", "HADDAD", "Le Goff"]) | CELLS,
        "first_name": st.sampled_from(["Adam", "Inès", "Haddad"]) | CELLS,
        "birth_date": st.sampled_from([date(2010, 12, 4), "04/12/2010", "05/12/2010"]) | CELLS,
        "birth_commune": st.sampled_from(["Béziers", "Bezier"]) | CELLS,
    },
    optional={name: st.sampled_from(["14AB", "14CD", "34", "99"]) | CELLS for name in OTHERS},
)


@given(st.lists(LINES, min_size=1, max_size=8), st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_line_is_lost_and_nobody_is_there_twice(lines, removes):
    listed = [
        candidate(1, identifier="14AB"),
        candidate(2, first_name="Inès"),
        candidate(3, birth_name="Le Goff", started_at=date(2027, 3, 10)),
    ]

    plan = plan_for(*lines, listed=listed, removes=removes)
    report = report_of(plan, SESSION, listed)

    assert sum(kinds(plan).count(kind) for kind in KINDS) == len(plan.lines)
    assert len(plan.lines) + len(plan.blank) == len(sheet_for(*lines).rows) - 1
    assert report["read"] == sum(
        [len(report["new"]), len(report["changed"]), report["same"], len(report["kept"])],
        report["in_fault"],
    )
    if not report["faults"]:
        assert twice_there(plan, listed) == []


def twice_there(plan, listed):
    """Of the list as the file would leave it, those whom the database would refuse."""
    changed = {line.known.pk: line for line in plan.of("changed")}
    gone = {each.pk for each in plan.removed}
    rows = [(line.key, line.birth_date, line.twin) for line in [*plan.of("new"), *changed.values()]]
    rows += [
        (each.key, each.birth_date, each.twin)
        for each in listed
        if each.pk not in gone | changed.keys()
    ]
    return [row for row in rows if rows.count(row) > 1]
