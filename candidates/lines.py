"""One line of a file of candidates: what it says, what is amiss, what is worth a look.

Nothing is asked of the database: thousands of lines pass here, under the rules of the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from candidates.birthplace import ABROAD, FRANCE, BirthplaceFault, settle
from candidates.cells import (
    READERS,
    country_code,
    department_code,
    is_email,
    sentence,
    unknown_country,
)
from candidates.columns import COLUMNS, heading
from candidates.communes import commune_key
from candidates.models import Candidate
from candidates.roster import LONGEST_MARK
from candidates.rules import age_warning, birth_date_fault, key_fault
from core.names import name_key
from core.sheets import BadCell, Row, as_text, excerpt
from core.tables import in_words
from sessions.timing import MOST_EXTRA_TIME

PLACE = ("birth_country", "birth_department", "birth_commune")
NAMES = {"birth_name": "Donnez le nom de naissance.", "first_name": "Donnez le prénom."}
MAILS = ("email", "results_email")
LONGEST = {name: getattr(Candidate._meta.get_field(name), "max_length", None) for name in COLUMNS}
LONGEST |= {"birth_country": None, "birth_department": None}


class Note(NamedTuple):
    """The heading of a column, what was read there, and what to do or to know."""

    column: str
    read: str
    text: str


@dataclass
class Line:
    """`values` by the form's fields, for the columns of the file that could be read."""

    number: int
    cells: dict
    values: dict = field(default_factory=dict)
    key: str = ""
    faults: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    # What may be true if somebody says so: a commune that no table knows.
    doubts: list[Note] = field(default_factory=list)
    # Who it is on the list, what is said otherwise there, and what tells homonyms apart.
    known: Candidate | None = None
    told: list = field(default_factory=list)
    twin: str = ""
    lacks_place: bool = False

    @property
    def kind(self) -> str:
        if self.faults or self.lacks_place:
            return "fault"
        if self.known is None:
            return "new"
        if not self.told:
            return "same"
        return "kept" if self.known.started_at else "changed"

    @property
    def who(self) -> str:
        names = self.values.get("birth_name", "").upper(), self.values.get("first_name", "")
        return excerpt(" ".join(filter(None, names)))

    @property
    def birth_date(self) -> date | None:
        return self.values.get("birth_date")

    @property
    def group(self) -> str:
        return self.values.get("group", "")

    @property
    def identifier(self) -> str:
        return name_key(self.values.get("identifier", ""))[:LONGEST_MARK]

    @property
    def is_somebody(self) -> bool:
        """Whether one can tell who it is about."""
        return bool(self.birth_date and all(self.key.split(" ")))

    def blame(self, name, words):
        note = self._note(name, words)
        if note not in self.faults:
            self.faults.append(note)

    def warn(self, name, words):
        self.warnings.append(self._note(name, words))

    def doubt(self, name, words):
        self.doubts.append(self._note(name, words))

    def _note(self, name, words):
        return Note(heading(name), excerpt(in_words(self.cells.get(name))), words)


class Reader:
    """Reads the lines of one file: where its columns stand, and the days that its dates meet."""

    def __init__(self, places: Mapping[str, int], *, today: date, day: date):
        self.places, self.today, self.day = places, today, day
        self.settled = {}

    def is_blank(self, row: Row) -> bool:
        return all(row.cells[at] is None for at in self.places.values())

    def read(self, row: Row) -> Line:
        """All but the birthplace, for which one should know who it is."""
        line = Line(row.line, {name: row.cells[at] for name, at in self.places.items()})
        for name, cell in line.cells.items():
            try:
                line.values[name] = READERS.get(name, as_text)(cell)
            except BadCell as fault:
                line.blame(name, sentence(fault))
            else:
                check_value(line, name)
        check_names(line)
        self._check_birth(line)
        return line

    def _check_birth(self, line):
        if "birth_date" not in line.values:
            return
        if line.birth_date is None:
            line.blame("birth_date", "Donnez la date de naissance.")
        elif words := birth_date_fault(line.birth_date, self.today):
            line.blame("birth_date", words)
        elif words := age_warning(line.birth_date, self.day):
            line.warn("birth_date", words)

    def settle(self, line: Line):
        """The three columns name one place; those that the file lacks stay as they are known."""
        values, known = line.values, line.known
        if any(name in line.cells and name not in values for name in PLACE):
            return
        country, department, commune = (
            values[name] if name in values else str(getattr(known, name, "")) for name in PLACE
        )
        department = department_code(department)
        line.lacks_place = not (known or "birth_commune" in line.cells)
        if line.lacks_place:
            self._check_department(line, department)
            return
        code = _country(line, country, department)
        if not (code and commune):
            self._check_department(line, department)
        if not code:
            return
        if known and place_of(known) == (code, department, commune):
            values |= zip(PLACE, place_of(known), strict=True)
            return
        try:
            place = self._place(code, department, commune)
        except BirthplaceFault as fault:
            _blame_place(line, code, commune, fault)
            return
        values |= zip(PLACE, (code, place.department, place.commune), strict=True)
        values["birth_insee"] = place.insee
        if commune_key(commune) != commune_key(place.commune):
            line.warn("birth_commune", f"Lu comme {place.commune} ({place.department}).")

    def _check_department(self, line, department):
        """By itself, when its country or its commune is lacking."""
        if department not in ("", ABROAD):
            try:
                self._place(FRANCE, department, heading("birth_commune"))
            except BirthplaceFault as fault:
                if fault.field == "birth_department":
                    line.blame(fault.field, str(fault))

    def _place(self, *typed):
        """Asked once for each place: a class is often born in the same towns."""
        if typed not in self.settled:
            try:
                self.settled[typed] = settle(*typed)
            except BirthplaceFault as fault:
                self.settled[typed] = fault
        if isinstance(self.settled[typed], BirthplaceFault):
            raise self.settled[typed]
        return self.settled[typed]


def place_of(candidate) -> tuple[str, str, str]:
    return str(candidate.birth_country), candidate.birth_department, candidate.birth_commune


def check_value(line, name):
    value, longest = line.values[name], LONGEST[name]
    if name == "extra_time":
        check_extra_time(line, value)
    elif longest and len(value) > longest:
        line.blame(name, f"Compte plus de {longest} caractères. Raccourcissez.")
    elif name in MAILS and value and not is_email(value):
        words = "N’est pas une adresse e-mail. Écrivez-la comme prenom.nom@exemple.fr."
        line.blame(name, words)


def check_extra_time(line, read):
    """Whole, as the form keeps it; what was read otherwise than written is told."""
    line.values["extra_time"] = whole = round(read)
    written = in_words(line.cells["extra_time"])
    if whole > MOST_EXTRA_TIME:
        line.blame("extra_time", f"Un temps majoré va jusqu’à {MOST_EXTRA_TIME} %. Corrigez-le.")
    elif whole != read or whole and not written.startswith(str(whole)):
        line.warn("extra_time", f"Lu comme {whole} %.")


def check_names(line):
    keys = []
    for name, lacking in NAMES.items():
        value = line.values.get(name)
        keys.append(name_key(value or ""))
        if value == "":
            line.blame(name, lacking)
        elif value and (words := key_fault(keys[-1])):
            line.blame(name, words)
    line.key = " ".join(keys)


def _country(line, typed, department):
    if not typed and department == ABROAD:
        line.blame("birth_country", f"Donnez le pays : {ABROAD} est le code de l’étranger.")
        return ""
    code = country_code(typed, department) if typed else FRANCE
    if not code:
        line.blame("birth_country", unknown_country(typed))
    return code


def _blame_place(line, code, commune, fault):
    if not fault.is_unsure or fault.is_near:
        line.blame(fault.field, str(fault))
    else:
        place = (code, fault.department, commune)
        line.values |= {**dict(zip(PLACE, place, strict=True)), "birth_insee": ""}
        line.doubt(fault.field, str(fault))
