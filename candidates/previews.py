"""The report of an import, as its page shows it; and the outcome, in a sentence."""

from datetime import date

from candidates.birthplace import ABROAD
from candidates.words import word

# A page of thousands of lines serves nobody: past this they are counted.
SHOWN, FAULTS_SHOWN = 500, 5_000
DEEDS = {"created": "inscription", "changed": "modification", "removed": "retrait"}


class Part:
    """The first rows of a list, and how many more there are."""

    def __init__(self, rows, most=SHOWN):
        self.rows = rows[:most]
        self.total = len(rows)
        self.more = self.total - len(self.rows)

    def __bool__(self):
        return bool(self.total)


class Preview:
    def __init__(self, report):
        self.faults = Part(report["faults"], FAULTS_SHOWN)
        for name in ("doubts", "warnings", "changed", "kept", "new"):
            setattr(self, name, Part(report[name]))
        gone = set(report["removed"])
        self.removed = Part([each for each in report["absent"] if each[0] in gone])
        self.absent = Part([each for each in report["absent"] if each[0] not in gone])
        self.new.rows = [new_line(step) for step in self.new.rows]

    @property
    def asks_something(self):
        return bool(self.new or self.changed or self.removed)

    @property
    def verb(self):
        """Of the one button that does it."""
        done = [
            (self.new, "Inscrire {} personne{s}"),
            (self.changed, "modifier {} inscription{s}"),
            (self.removed, "retirer {} personne{s}"),
        ]
        words = [
            text.format(part.total, s="s" * (part.total > 1)) for part, text in done if part.total
        ]
        sentence = " et ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
        return sentence[:1].upper() + sentence[1:]


def new_line(step):
    """(line, name, birth date, place, class, what is arranged)."""
    values = step["values"]
    name = f"{values['birth_name'].upper()} {values['first_name']}"
    where = values["birth_department"]
    place = f"{values['birth_commune']} ({where})"
    if where == ABROAD:
        place = f"{values['birth_commune']} ({values['birth_country']})"
    extra = values.get("extra_time")
    arranged = [f"+{extra} %" if extra else "", values.get("arrangements", "")]
    return (
        step["line"],
        name,
        word(date.fromisoformat(values["birth_date"])),
        place,
        values.get("group", ""),
        ", ".join(filter(None, arranged)),
    )


def told(outcome):
    """« C’est fait : 24 inscriptions, 1 modification, 19 sans changement. »"""
    words = [
        f"{outcome[name]} {word}{'s' if outcome[name] > 1 else ''}"
        for name, word in DEEDS.items()
        if outcome[name]
    ]
    if outcome["unchanged"]:
        words.append(f"{outcome['unchanged']} sans changement")
    if outcome["refused"]:
        words.append(f"{outcome['refused']} sans effet, car le test a commencé")
    return f"C’est fait : {', '.join(words)}."
