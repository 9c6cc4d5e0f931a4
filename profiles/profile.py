"""A profile at one instant: levels and pix by competence, and whether it is certifiable. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from referentiel.worth import LEVEL, PIX

COMPETENCES_NEEDED = 5


@dataclass(frozen=True)
class Shown:
    """The last thing known of a skill."""

    competence: str
    is_validated: bool
    worth: int
    is_askable: bool = True


@dataclass(frozen=True)
class Standing:
    """Where one competence stands."""

    worth: int = 0
    is_testable: bool = False

    @property
    def pix(self) -> int:
        return self.worth // PIX

    @property
    def level(self) -> int:
        """Never capped: the ceiling is the certificate's affair."""
        return self.worth // LEVEL


@dataclass(frozen=True)
class Profile:
    by_competence: dict[str, Standing] = field(default_factory=dict)

    @property
    def pix(self) -> int:
        return sum(standing.pix for standing in self.by_competence.values())

    def standing(self, code: str) -> Standing:
        return self.by_competence.get(code, Standing())

    @property
    def testable(self) -> list[str]:
        """Codes of the competences that a certification would test."""
        return sorted(
            code
            for code, standing in self.by_competence.items()
            if standing.level >= 1 and standing.is_testable
        )

    @property
    def missing(self) -> int:
        """How many competences are still needed; none when the profile is certifiable."""
        return max(0, COMPETENCES_NEEDED - len(self.testable))


def profile_of(elements: Iterable[Shown]) -> Profile:
    worth, askable = defaultdict(int), defaultdict(bool)
    for shown in elements:
        if shown.is_validated:
            worth[shown.competence] += shown.worth
            askable[shown.competence] |= shown.is_askable
    return Profile({code: Standing(worth[code], askable[code]) for code in worth})
