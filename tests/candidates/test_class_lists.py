"""Class lists as SIECLE and FREGATA export them, and what passes for one."""

import re
import time as clock
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from candidates.class_lists import sheet_of
from candidates.columns import COLUMNS
from core.sheets import UnreadableSheet, read_sheet
from core.tables import FORMATS, Table

HEADINGS = [
    *("Nom de naissance", "Prénom", "Nom d’usage", "Date de naissance", "Pays de naissance"),
    *("Code du département de naissance", "Commune de naissance", "Classe ou groupe"),
    "INE ou autre identifiant",
]
ZOE = [
    *("GARCIA", "Zoé", None, "15/03/2010", "France", "34", "Béziers", "2DE A", "120890177FA"),
]


def element(tag, **children):
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in children.items())
    return f"<{tag}>{inside}</{tag}>"


def pupil(number, **changes):
    told = {
        "ID_NATIONAL": "120890177FA",
        "NOM_DE_FAMILLE": "GARCIA",
        "NOM_USAGE": "",
        "PRENOM": "Zoé",
        "PRENOM2": "Anaïs",
        "DATE_NAISS": "15/03/2010",
        "CODE_PAYS": "100",
        "MEL": "zoe@exemple.fr",
        "VILLE_NAISS": "",
        "CODE_PAYS_NAT": "352",
        "CODE_DEPARTEMENT_NAISS": "034",
        "CODE_COMMUNE_INSEE_NAISS": "34032",
    }
    last_year = element("SCOLARITE_AN_DERNIER", CODE_STRUCTURE="3E4", VILLE_NAISS="Sète")
    return element("ELEVE", **told | changes).replace(
        "<ELEVE>", f'<ELEVE ELEVE_ID="{number}" ELENOET="{number}">{last_year}'
    )


def structures(number, *classes):
    inside = "".join(
        element("STRUCTURE", CODE_STRUCTURE=code, TYPE_STRUCTURE=kind) for code, kind in classes
    )
    return f'<STRUCTURES_ELEVE ELEVE_ID="{number}">{inside}</STRUCTURES_ELEVE>'


def siecle(pupils, classes, encoding="ISO-8859-15", head=""):
    text = f"""<?xml version="1.0" encoding="{encoding}"?>{head}
<BEE_ELEVES VERSION="2.1">
  <PARAMETRES><UAJ>0340001A</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES>
  <DONNEES>
    <ELEVES>{"".join(pupils)}</ELEVES>
    <OPTIONS/><STRUCTURES>{"".join(classes)}</STRUCTURES><BOURSES/><ADRESSES/>
  </DONNEES>
</BEE_ELEVES>"""
    return text.encode(encoding)


def archive(**parts):
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "."), part)
    return whole.getvalue()


ONE = siecle([pupil(1)], [structures(1, ("G1", "G"), ("2DE A", "D"))])


def lines(content, name="ExportXML_ElevesSansAdresses.xml"):
    head, *rows = sheet_of(content, name).rows
    assert head == (1, HEADINGS)
    return [row.cells for row in rows]


def message(content, name="eleves.xml"):
    with pytest.raises(UnreadableSheet) as refusal:
        sheet_of(content, name)
    return str(refusal.value)


def test_our_headings_are_those_of_our_columns():
    assert set(HEADINGS) < {names[0] for names in COLUMNS.values()}


@pytest.mark.parametrize("encoding", ["ISO-8859-15", "UTF-8", "windows-1252"])
def test_pupil_of_siecle_becomes_a_line(encoding):
    content = siecle(
        [pupil(1, PRENOM="Œdipe", CODE_PAYS="99100")], [structures(1, ("2DE A", "D"))], encoding
    )

    assert lines(content) == [[ZOE[0], "Œdipe", *ZOE[2:]]]


@pytest.mark.parametrize(
    "content",
    [
        ONE,
        archive(ElevesSansAdresses__xml=ONE),
        archive(**{"E__XML": ONE, "__MACOSX/._E__XML": b"x", "lisez-moi__txt": b"x"}),
        b"\xef\xbb\xbf\n" + ONE.decode("iso-8859-15").replace("ISO-8859-15", "UTF-8").encode()
    ],
)  # fmt: skip
def test_export_is_read_packed_or_not(content):
    assert lines(content) == [ZOE]


def test_lines_are_numbered_after_the_heading():
    content = siecle([pupil(1), pupil(2)], [structures(n, ("A", "D")) for n in (1, 2)])

    assert [row.line for row in sheet_of(content, "x").rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("birth", "place"),
    [
        ({"CODE_DEPARTEMENT_NAISS": "02A", "CODE_COMMUNE_INSEE_NAISS": "2A004"},
         "France 2A Ajaccio"),
        ({"CODE_DEPARTEMENT_NAISS": "974", "CODE_COMMUNE_INSEE_NAISS": "97411"},
         "France 974 Saint-Denis"),
        ({"CODE_DEPARTEMENT_NAISS": ""}, "France 34 Béziers"),
        ({"CODE_PAYS": ""}, "France 34 Béziers"),
        ({"CODE_COMMUNE_INSEE_NAISS": "34999"}, "France 34 34999"),
        ({"CODE_COMMUNE_INSEE_NAISS": "", "VILLE_NAISS": "SETE"}, "France 34 SETE"),
        ({"CODE_PAYS": "132", "CODE_DEPARTEMENT_NAISS": "099", "CODE_COMMUNE_INSEE_NAISS": "",
          "VILLE_NAISS": "LONDRES"}, "Royaume-Uni 99 LONDRES"),
        ({"CODE_PAYS": "157", "CODE_DEPARTEMENT_NAISS": "", "CODE_COMMUNE_INSEE_NAISS": "",
          "VILLE_NAISS": "PEJA"}, "Kosovo None PEJA"),
        ({"CODE_PAYS": "998", "CODE_COMMUNE_INSEE_NAISS": ""}, "998 34 None"),
    ],
)  # fmt: skip
def test_birthplace_is_put_into_words(birth, place):
    (line,) = lines(siecle([pupil(1, **birth)], [structures(1, ("A", "D"))]))

    assert " ".join(map(str, line[4:7])) == place


def test_pupils_who_left_or_have_no_class_are_left_out():
    pupils = [
        pupil(1, NOM_DE_FAMILLE="Présente", ID_NATIONAL=""),
        pupil(2, DATE_SORTIE="03/11/2026"),
        *(pupil(3), pupil(4), pupil(5)),
        pupil(6, DATE_SORTIE=""),
    ]
    classes = [
        structures(1, ("2DE A", "D"), ("2DE B", "D")),
        *(structures(2, ("2DE A", "D")), structures(3, ("G1", "G"))),
        *(structures(4, ("Inactifs", "D")), structures(6, ("2DE A", "D"))),
    ]

    found = lines(siecle(pupils, classes))

    assert [line[0] for line in found] == ["Présente", "GARCIA"]
    assert (found[0][-2], found[0][-1]) == ("2DE A", None)


def test_school_of_fifteen_hundred_passes_packed_or_not():
    ballast = {f"INUTILE{n}": "x" * 90 for n in range(25)}
    pupils = [pupil(n, NOM_DE_FAMILLE=f"N{n}", **ballast) for n in range(1_500)]
    content = siecle(pupils, [structures(n, (f"2DE{n % 40}", "D")) for n in range(1_500)])
    start = clock.monotonic()

    assert len(content) > 5_000_000
    assert len(lines(content)) == len(lines(archive(e__xml=content))) == 1_500
    assert clock.monotonic() - start < 10


# --- what must not pass


def locked(content):
    """Each part marked as encrypted in the directory."""
    mark = re.compile(rb"(PK\x01\x02.{4})\0\0", re.DOTALL)
    return mark.sub(lambda found: found[1] + b"\1\0", content)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "billion laughs": (
        siecle(["&l9;"], [], head=f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'),
        "jamais",
    ),
    "file entity": (
        siecle(["&x;"], [], head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "jamais",
    ),
    "address of a DTD": (
        siecle([], [], head='<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">'),
        "jamais",
    ),
    "unknown entity": (siecle(["&x;"], []), "abîmé"),
    "spaces without end": (siecle([" " * 50_000_000], []), "10 Mo"),
    "spaces without end, packed": (
        lambda: archive(e__xml=siecle([" " * 49_000_000], [])),
        "trop gros",
    ),
    "cell without end": (siecle([pupil(1, PRENOM="x" * 40_000)], []), "32767"),
    "too deep": (siecle(["<a>" * 40 + "</a>" * 40], []), "jamais"),
    "truncated": (ONE[:-200], "abîmé"),
    "truncated archive": (archive(e__xml=ONE)[:-30], "abîmé"),
    "spoilt archive": (
        lambda: (whole := archive(e__xml=ONE))[:60] + b"\0" * 40 + whole[100:],
        "abîmé",
    ),
    "locked archive": (lambda: locked(archive(e__xml=ONE)), "mot de passe"),
    "way out": (archive(**{"../e__xml": ONE}), "jamais"),
    "wrong encoding": (ONE.replace(b"ISO-8859-15", b"UTF-8"), "abîmé"),
    "encoding that is none": (ONE.replace(b"ISO-8859-15", b"klingon"), "abîmé"),
    "other export": (ONE.replace(b"BEE_ELEVES", b"BEE_RESPONSABLES"), "SIECLE"),
    "page with a declaration": (b'<?xml version="1.0"?><html><p></html>', "SIECLE"),
    "page": (b"<html><p>", "page web"),
    "two exports": (archive(a__xml=ONE, b__xml=ONE), "archive"),
    "nobody": (siecle([], []), "aucun élève"),
    "only who left": (
        siecle([pupil(1, DATE_SORTIE="01/09/2026")], [structures(1, ("A", "D"))]),
        "aucun élève",
    ),
    "six thousand": (
        lambda: archive(
            e__xml=siecle(
                map(pupil, range(6_000)), [structures(n, ("A", "D")) for n in range(6_000)]
            )
        ),
        "5\u202f000",
    ),
    "a hundred thousand": (
        lambda: archive(e__xml=siecle(["<ELEVE/>" * 100_000], [])),
        "trop gros",
    ),
    "nothing": (b"", "est vide"),
}


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_export_costs_a_message(title):
    content, expected = HOSTILE[title]
    content = content() if callable(content) else content
    start = clock.monotonic()

    told = message(content)

    assert told.startswith("Le fichier «\u202feleves.xml\u202f» ")
    assert expected in told
    assert clock.monotonic() - start < 5


# --- FREGATA

FREGATA = [
    *("Identifiant unique*", "Premier prénom*", "Deuxième prénom", "Troisième prénom"),
    *("Nom de famille*", "Nom d'usage", "Date de naissance (jj/mm/aaaa)*"),
    *("Code commune naissance**", "Libellé commune naissance**", "Code département naissance*"),
    *("Code pays naissance*", "Statut*", "Code MEF*", "Division*"),
]
LEA = [
    *("120890177FA", "Léa", "Œ", "", "Corsé", "L’Été", "15/03/2010", "34032", "", "34", "99100"),
    *("ST", "20010010110", "2de GT A"),
]
TOM = [
    *("120890178GB", "Tom", "", "", "Haddad", "", "01/09/2009", "", "Oran", "99", "99352"),
    *("AP", "20010010110", "1re A"),
]
READ = [
    *("Corsé", "Léa", "L’Été", "15/03/2010", "France", "34", "Béziers", "2de GT A", "120890177FA"),
]


def csv_of(*rows, separator=";", encoding="utf-8"):
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_fregata_is_read_in_each_of_its_shapes(separator, encoding):
    content = csv_of(FREGATA, LEA, TOM, separator=separator, encoding=encoding)

    assert lines(content, "fregata.csv") == [
        READ,
        ["Haddad", "Tom", None, "01/09/2009", "Algérie", "99", "Oran", "1re A", "120890178GB"],
    ]


def test_fregata_may_be_cased_ordered_and_started_otherwise():
    headings = [heading.upper().replace("É", "E") for heading in reversed(FREGATA)]
    content = csv_of(["Lycée agricole"], [], headings, [], [*reversed(LEA)])

    head, line = sheet_of(content, "fregata.csv").rows

    assert head == (3, HEADINGS)
    assert line == (5, READ)


def test_fregata_saved_by_a_spreadsheet_has_lost_its_zeros():
    line = [*LEA]
    line[7], line[9], line[10] = 1_053, 1, 99_100

    (told,) = lines(FORMATS["ods"][1](Table("Feuille", FREGATA, [line])), "fregata.ods")

    assert told[4:7] == ["France", "01", "Bourg-en-Bresse"]


def test_what_the_centre_has_added_to_fregata_stays():
    content = csv_of([*FREGATA, "Temps majoré (%)"], [*LEA, "33"])

    head, line = sheet_of(content, "fregata.csv").rows

    assert head.cells == [*HEADINGS, "Temps majoré (%)"]
    assert line.cells == [*READ, "33"]


def test_formula_in_error_stays_for_the_import_to_tell():
    content = csv_of(FREGATA, [*LEA[:9], "#N/A", *LEA[10:]])

    assert lines(content, "fregata.csv")[0][5] == "#N/A"


@pytest.mark.parametrize("ending", FORMATS)
def test_other_table_is_untouched(ending):
    content = FORMATS[ending][1](Table("Liste", ["Nom", "Prénom"], [["Haddad", "Adam"]]))

    assert sheet_of(content, "liste") == read_sheet(content, "liste")


def test_other_file_is_refused_as_by_the_reader_of_tables():
    for content in (b"%PDF-1.7", b"a;b\0", b"PK\x03\x04", b"a;b\n" * 600_000):
        with pytest.raises(UnreadableSheet) as refusal:
            read_sheet(content, "eleves.xml")
        assert message(content) == str(refusal.value)
