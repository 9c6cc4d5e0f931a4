"""What a file of candidates asks of a session's list: on each line somebody to enrol, to change, or
who is already as the file says. Nothing is written here, and the database is asked nothing.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django_countries.fields import Country

from candidates.columns import COLUMNS, heading
from candidates.lines import Line, Reader
from candidates.models import Candidate
from candidates.roster import mark_of
from candidates.words import same, word
from core.sheets import Columns, Sheet, UnreadableSheet, find_columns

# Without these one cannot tell who a line is about.
NEEDED = ("birth_name", "first_name", "birth_date")
LABELS = {name: capfirst(Candidate._meta.get_field(name).verbose_name) for name in COLUMNS}
EVERY = 250


@dataclass
class Plan:
    """`blank` are the lines without any value that we know how to read."""

    columns: Columns
    lines: list[Line]
    classes: list[str]
    blank: list[int]
    absent: list[Candidate] = field(default_factory=list)
    removes: bool = False

    def of(self, kind: str) -> list[Line]:
        return [line for line in self.lines if line.kind == kind]

    @property
    def removed(self) -> list[Candidate]:
        """Never somebody who began."""
        return [each for each in self.absent if self.removes and not each.started_at]

    @property
    def lacks_place(self) -> list[Line]:
        return [line for line in self.lines if line.lacks_place]


def check(sheet: Sheet) -> Columns:
    """Its columns, when it may hold candidates at all; else UnreadableSheet says what it lacks."""
    if not sheet.rows:
        raise UnreadableSheet("Ce fichier ne contient rien. Choisissez celui que vous avez rempli.")
    columns = find_columns(sheet, COLUMNS)
    if not columns.places:
        raise UnreadableSheet(
            "Aucune colonne n’est reconnue dans ce fichier. Partez du modèle : une de ses lignes "
            "nomme les colonnes."
        )
    if lacking := [heading(name) for name in NEEDED if name not in columns.places]:
        names = " », « ".join(lacking)
        raise UnreadableSheet(
            f"Il manque à ce fichier : « {names} ». Ajoutez ce qui manque, ou partez du modèle."
        )
    if not sheet.below(columns.line):
        raise UnreadableSheet("Ce fichier n’a aucune ligne sous ses titres de colonnes.")
    return columns


def plan_of(
    sheet: Sheet, listed, *, today, day, classes=None, removes=False, told=lambda done: None
) -> Plan:
    """`listed` are the enrolled; `classes` those that count, all when None; `told` hears how many
    lines were read."""
    columns = check(sheet)
    reader = Reader(columns.places, today=today, day=day)
    lines, blank = read_lines(reader, sheet.below(columns.line), told)
    groups = sorted({line.group for line in lines}, key=by_number)
    if classes is not None:
        lines = [line for line in lines if line.group in classes]
    plan = Plan(columns, lines, groups, blank, removes=removes)
    listing = Listing(listed)
    for line in lines:
        listing.recognise(line)
        reader.settle(line)
        line.told = changes_of(line)
    plan.absent = [each for each in listing.candidates if each.pk not in listing.claimed]
    listing.compare(lines, plan.removed)
    return plan


def by_number(name: str) -> list:
    """« 2de 2 » comes before « 2de 10 »."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]


def read_lines(reader, rows, told):
    lines, blank = [], []
    for number, row in enumerate(rows, 1):
        if reader.is_blank(row):
            blank.append(row.line)
        else:
            lines.append(reader.read(row))
        if number % EVERY == 0:
            told(number)
    return lines, blank


def changes_of(line) -> list:
    """[field, label, before, after]: what the line says otherwise than the list."""
    if not line.known:
        return []
    pairs = [
        (name, getattr(line.known, name), line.values[name])
        for name in COLUMNS
        if name in line.values
    ]
    return [
        [name, LABELS[name], _word(name, before), _word(name, after)]
        for name, before, after in pairs
        if not same(before, after)
    ]


def _word(name, value):
    return str(Country(value).name) if name == "birth_country" else word(value)


class Listing:
    """Those enrolled, as the lines of a file find them."""

    def __init__(self, candidates):
        self.candidates = list(candidates)
        self.by_birth, self.by_key = defaultdict(list), defaultdict(list)
        self.by_identifier, self.owners = defaultdict(list), {}
        self.claimed = {}
        for each in self.candidates:
            self.by_birth[each.key, each.birth_date].append(each)
            self.by_key[each.key].append(each)
            if identifier := mark_of(each):
                self.by_identifier[each.key, identifier].append(each)
                self.owners.setdefault(identifier, each)

    def recognise(self, line: Line):
        """Who it is: by identifier and names, or else by names and birth date."""
        if not line.is_somebody:
            return
        mine = line.identifier
        known = self._by_identifier(line, mine) or self._by_birth(line, mine)
        if known is None:
            return
        if known.pk not in self.claimed:
            self.claimed[known.pk] = line
            line.known = known
        elif not mine or mine == self.claimed[known.pk].identifier:
            line.blame("birth_name", already_at(self.claimed[known.pk]))

    def _by_identifier(self, line, mine):
        """Of two who bear the same names and the same identifier, the one born that day."""
        named = self.by_identifier.get((line.key, mine), []) if mine else []
        if len(named) > 1:
            named = [each for each in named if each.birth_date == line.birth_date]
        return named[0] if named else None

    def _by_birth(self, line, mine):
        alike = self.by_birth.get((line.key, line.birth_date), [])
        unnamed = [each for each in alike if not (mine and each.identifier)]
        if len(unnamed) > 1:
            line.blame(
                "identifier",
                "Deux homonymes sont dans la liste : donnez l’INE pour les distinguer.",
            )
        return unnamed[0] if len(unnamed) == 1 else None

    def compare(self, lines, removed):
        """Lines between themselves, and with those of the list that they leave as they are."""
        gone = {each.pk for each in removed} | self.claimed.keys()
        groups, owners = defaultdict(list), {}
        for line in lines:
            if line.is_somebody:
                self._tell_apart(line, groups[line.key, line.birth_date], gone)
                groups[line.key, line.birth_date].append(line)
        for line in lines:
            if line.is_somebody and line.kind != "same":
                self._notice_swap(line, groups)
                self._notice_others(line, owners)

    def _tell_apart(self, line, before, gone):
        """The same person is on the list once; two homonyms have an identifier each."""
        alike = self.by_birth.get((line.key, line.birth_date), [])
        kept = [each for each in alike if each.pk not in gone]
        mine = final_identifier(line)
        for other in [*kept, *before]:
            theirs = final_identifier(other)
            if not (mine and theirs and mine != theirs):
                at = isinstance(other, Line)
                line.blame("birth_name", already_at(other) if at else already_listed(other))
                return
        # Even of one who leaves the place to us: rows are written one after the other.
        if before or any(each is not line.known for each in alike):
            line.twin = mine
        if kept and not line.known:
            line.warn("identifier", f"Homonyme de {kept[0]}, qui est déjà dans la liste.")

    def _notice_swap(self, line, groups):
        swapped = " ".join(reversed(line.key.split(" ")))
        if swapped == line.key:
            return
        if others := groups.get((swapped, line.birth_date)):
            told = f"La ligne {others[0].number} porte les mêmes noms, inversés."
            line.warn("birth_name", told)
        elif (swapped, line.birth_date) in self.by_birth:
            line.warn("birth_name", "La liste a déjà les mêmes noms, inversés, nés le même jour.")

    def _notice_others(self, line, owners):
        """Somebody else bears this identifier; somebody of this name was born another day."""
        mine = line.identifier
        owner = owners.setdefault(mine, line) if mine else line
        if owner is not line:
            line.warn("identifier", f"C’est aussi l’identifiant de la ligne {owner.number}.")
        elif mine and line.known is None and mine in self.owners:
            line.warn("identifier", f"C’est aussi l’identifiant de {self.owners[mine]}.")
        if line.known is None:
            for other in self.by_key.get(line.key, []):
                if other.birth_date != line.birth_date and other.pk not in self.claimed:
                    told = f"{other}, {word(other.birth_date)}, est déjà dans la liste."
                    line.warn("birth_date", told)


def final_identifier(somebody) -> str:
    """What will tell them apart, once the file is imported."""
    if isinstance(somebody, Candidate):
        return mark_of(somebody)
    if "identifier" in somebody.values:
        return somebody.identifier
    return mark_of(somebody.known) if somebody.known else ""


def already_at(line):
    return f"Déjà à la ligne {line.number}. Deux homonymes ? Donnez l’INE des deux."


def already_listed(candidate):
    return f"{candidate} est déjà dans la liste. Deux homonymes ? Donnez l’INE des deux."
