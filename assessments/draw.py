"""Which questions one candidate is asked: from what they have shown, and at random. Pure.

Of each competence that is tested, at most three skills, the hardest first, spread over the tubes;
of each skill one variant, rather one that was never asked in training.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

QUESTIONS_PER_COMPETENCE = 3


@dataclass(frozen=True)
class Variant:
    """One challenge, and how many different questions it makes; those already asked in training."""

    challenge: Hashable
    seeds: int = 1
    seen: frozenset[int] = frozenset()

    @property
    def unseen(self) -> list[int]:
        return [seed for seed in range(self.seeds) if seed not in self.seen]


@dataclass(frozen=True)
class Shown:
    """A skill validated in training, by an answer of its own or inferred from a harder one, that
    can still be asked."""

    skill: Hashable
    competence: str
    tube: str
    difficulty: int
    is_direct: bool


@dataclass(frozen=True)
class Drawn:
    shown: Shown
    challenge: Hashable
    seed: int


def choose(competences: Iterable[str], shown: Iterable[Shown]) -> list[Shown]:
    """The skills to ask, competence by competence in the order of the framework."""
    by_competence = defaultdict(list)
    for each in shown:
        by_competence[each.competence].append(each)
    return [skill for code in sorted(competences) for skill in _skills(by_competence[code])]


def ask(
    chosen: Iterable[Shown], variants: Mapping[Hashable, Sequence[Variant]], random: Random
) -> list[Drawn]:
    """A question on each of these skills, one of its variants."""
    return [_question(each, variants[each.skill], random) for each in chosen]


def _skills(shown):
    """Inferred ones only when nothing was shown directly: no competence goes unasked."""
    direct = [skill for skill in shown if skill.is_direct]
    hardest = sorted(direct or shown, key=lambda skill: (-skill.difficulty, skill.tube))
    chosen = []
    for _, group in groupby(hardest, key=lambda skill: skill.difficulty):
        tubes = {skill.tube for skill in chosen}
        # In the order of their names, those of a tube not yet there before the others.
        chosen += sorted(group, key=lambda skill: skill.tube in tubes)
    return chosen[:QUESTIONS_PER_COMPETENCE]


def _question(shown, variants, random):
    fresh = [variant for variant in variants if variant.unseen]
    variant = random.choice(fresh or variants)
    seed = random.choice(variant.unseen or range(variant.seeds))
    return Drawn(shown, variant.challenge, seed)
