"""What a file of sessions asks for: on each line a session to create or to change, or a fault.

Nothing is written here. The same file read twice in the same centre says the same, which its
`fingerprint` shows: what was confirmed is what is done.
"""

import json
from dataclasses import dataclass, field
from hashlib import sha256

from django.forms.models import model_to_dict

from core.sheets import BadCell, Columns, Sheet, UnreadableSheet, excerpt, find_columns
from core.tables import in_words
from core.templatetags.components import grouped
from sessions.columns import COLUMNS, HEADINGS, heading
from sessions.import_checks import compare
from sessions.line_forms import Belongings, LineForm, kept_by
from sessions.models import Session

MOST_LINES = 300
ORDER = {name: place for place, name in enumerate(COLUMNS)}
# Without these nothing can be created; of a group, one is enough.
NEEDED = (("day",), ("start_time",), ("room", "place_name"))


@dataclass(frozen=True)
class Fault:
    line: int
    column: str
    text: str


@dataclass
class Line:
    """One line of the file: what it asks, or what is amiss with it."""

    number: int
    form: LineForm | None = None
    is_new: bool = False
    told: list = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def session(self):
        return self.form.instance

    @property
    def invigilators(self):
        return list(self.form.cleaned_data["invigilators"])

    @property
    def kind(self):
        if self.faults or self.form is None or self.form.errors:
            return "fault"
        if self.is_new:
            return "create"
        return "change" if self.told else "same"

    def blame(self, column, text):
        self.faults.append(Fault(self.number, column, text))


@dataclass(frozen=True)
class FilePlan:
    lines: list[Line]
    faults: list[Fault]
    unread: list[str]
    repeated: list[str]

    @property
    def to_create(self):
        return self._of("create")

    @property
    def to_change(self):
        return self._of("change")

    @property
    def same(self):
        return self._of("same")

    def _of(self, kind):
        return [line for line in self.lines if line.kind == kind]

    @property
    def in_fault(self):
        return len({fault.line for fault in self.faults})

    @property
    def asks_something(self):
        return bool(self.to_create or self.to_change)

    @property
    def warnings(self):
        """Each said once, with the lines that it is about."""
        about = {}
        for line in self.lines:
            for text in line.warnings:
                about.setdefault(text, []).append(line.number)
        return list(about.items())

    @property
    def fingerprint(self):
        """Of all that is shown before somebody confirms."""
        shown = [
            [line.number, line.kind, line.session.number, line.session.revision, line.told]
            for line in self.lines
            if line.kind != "fault"
        ]
        words = json.dumps([shown, self.warnings, [fault.text for fault in self.faults]])
        return sha256(words.encode()).hexdigest()


def check(sheet: Sheet) -> Columns:
    """Its columns, when it may hold sessions at all; else UnreadableSheet says what it lacks."""
    if not sheet.rows:
        raise UnreadableSheet("Ce fichier ne contient rien. Choisissez celui que vous avez rempli.")
    columns = find_columns(sheet, HEADINGS)
    if not columns.places:
        raise UnreadableSheet(
            "Aucune colonne n’est reconnue dans ce fichier. Partez du modèle : sa première ligne "
            "nomme les colonnes."
        )
    number = len(sheet.below(columns.line))
    if not number:
        raise UnreadableSheet("Ce fichier n’a aucune ligne sous ses titres de colonnes.")
    if number > MOST_LINES:
        raise UnreadableSheet(
            f"Ce fichier a {number} lignes, et {MOST_LINES} au plus sont lues à la fois. "
            "Partagez-le en plusieurs fichiers."
        )
    return columns


def read(centre, sheet: Sheet) -> FilePlan:
    columns = check(sheet)
    rows = [Reading(row, columns.places) for row in sheet.below(columns.line)]
    belongings = Belongings.of(centre, [row.session_number for row in rows if row.session_number])
    seen, lines = {}, []
    for row in rows:
        lines.append(line_of(row, belongings, seen.get(row.session_number)))
        if row.session_number:
            seen.setdefault(row.session_number, row.line)
    compare(centre, [line for line in lines if line.kind != "fault"])
    faults = [*missing(columns, rows), *(fault for line in lines for fault in line.faults)]
    return FilePlan(lines, faults, columns.unknown, columns.repeated)


class Reading:
    """The cells of one line, each as its column means it, and the faults of those that fail."""

    def __init__(self, row, places):
        self.line, self.places = row.line, places
        self.cells = {name: row.cells[index] for name, index in places.items()}
        self.values, self.faults = {}, {}
        for name, cell in self.cells.items():
            self.take(name, COLUMNS[name].read, cell)
        self.session_number = self.values.pop("number", None)

    def take(self, name, read, *given):
        try:
            self.values[name] = read(*given)
        except BadCell as fault:
            self.values.pop(name, None)
            self.faults[name] = str(fault)

    def resolve(self, belongings, session):
        """The names of rooms, levels and people become their keys."""
        kept, registers = kept_by(session), belongings.registers
        for name in ("room", "level", "invigilators"):
            if text := self.values.get(name):
                register = registers[name]
                find = register.several if name == "invigilators" else register.one
                self.take(name, find, text, kept)
        for name in ("room", "level"):
            if self.values.get(name):
                self.values[name] = self.values[name].pk
        if self.values.get("invigilators"):
            self.values["invigilators"] = [each.pk for each in self.values["invigilators"]]

    def quoted(self, name):
        """What was read in a column, to be put before what is amiss with it."""
        read = excerpt(in_words(self.cells.get(name)))
        return f"« {read} » : " if read else ""


def line_of(row: Reading, belongings: Belongings, twice: int | None) -> Line:
    line = Line(row.line)
    session = session_of(row, belongings, twice)
    if session:
        row.resolve(belongings, session)
        line.form = LineForm(belongings, data_of(row, session), instance=session)
        line.form.full_clean()
        line.is_new = not session.pk
        for name, text in form_faults(line.form, row):
            row.faults.setdefault(name, text)
        line.told = [] if row.faults or line.form.errors else line.form.told()
    for name in sorted(row.faults, key=lambda name: ORDER.get(name, -1)):
        line.blame(heading(name) if name in COLUMNS else "", row.faults[name])
    return line


def session_of(row, belongings, twice):
    """The one to change, or a new one; None, and a fault, when there is no such one."""
    number = row.session_number
    if "number" in row.faults:
        return None
    if number is None:
        return Session(centre=belongings.centre)
    if twice:
        row.faults["number"] = f"{row.quoted('number')}ce numéro est déjà à la ligne {twice}."
    elif number not in belongings.sessions:
        row.faults["number"] = f"{row.quoted('number')}ce numéro est inconnu dans ce centre."
    else:
        return belongings.sessions[number]
    return None


def data_of(row, session):
    """What the form is given: the session as it is, and what the file says otherwise."""
    before = model_to_dict(session, LineForm.Meta.fields)
    before["invigilators"] = [person.pk for person in before["invigilators"]]
    values = {name: kept_as_it_was(value, before[name]) for name, value in row.values.items()}
    # One place takes the other's, when the file has a column for one only.
    for one, other in (("room", "place_name"), ("place_name", "room")):
        if values.get(one) and other not in row.places:
            values[other] = ""
    return {**before, "revision": session.revision, **values}


def kept_as_it_was(value, before):
    """A text that differs only by its spaces and ends of lines is the same text."""
    same = isinstance(value, str) and isinstance(before, str) and value.split() == before.split()
    return before if same else value


def form_faults(form, row):
    """By field: the form's own errors, then what the state of the session forbids."""
    lacking = set() if form.instance.pk else {name for group in lacks(row.places) for name in group}
    for name, errors in form.errors.items():
        # What a whole column lacks is told once, not on each line.
        if name not in lacking:
            said = " ".join(dict.fromkeys(errors))
            yield name, _after(row.quoted(name), said)
    if not form.errors:
        for name in form.frozen():
            yield name, f"{row.quoted(name)}{obstacle(form.instance)}"


def _after(start, sentence):
    return f"{start}{sentence[:1].lower()}{sentence[1:]}" if start else sentence


def obstacle(session):
    if session.is_editable:
        return "la session a commencé, seuls les surveillants et les observations changent encore."
    number, phase = grouped(session.number), session.phase_name.lower()
    return f"la session {number} est {phase}, elle ne peut plus être modifiée."


def missing(columns, rows):
    """The columns without which the new sessions of the file cannot be made, each once."""
    if all(row.session_number or "number" in row.faults for row in rows):
        return
    for group in lacks(columns.places):
        names = " » ou « ".join(heading(name) for name in group)
        yield Fault(
            columns.line,
            heading(group[0]),
            f"La colonne « {names} » manque. Ajoutez-la : une nouvelle session en a besoin.",
        )


def lacks(places):
    """What no column of the file gives, of what a new session needs."""
    return [group for group in NEEDED if not set(group) & set(places)]
