"""The profile as a page shows it: areas, their competences, and where each stands."""

from dataclasses import dataclass

from profiles.profile import Standing


@dataclass(frozen=True)
class Line:
    code: str
    name: str
    standing: Standing


@dataclass(frozen=True)
class Section:
    name: str
    lines: list[Line]

    @property
    def shown(self):
        return sum(line.standing.level >= 1 for line in self.lines)


def sheet_of(areas, profile):
    return [
        Section(
            str(area),
            [Line(c.code, c.name, profile.standing(c.code)) for c in area.competences.all()],
        )
        for area in areas
    ]
