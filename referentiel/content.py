"""Reads the content files and says every fault of every file, with its place. Pure but for
reading the files: nothing here knows the database."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from random import Random

from referentiel.drafts import TYPES, Attachment, Draft, Field, Picture
from referentiel.marking import TOLERANCES, Result, mark

CONTENT = Path(__file__).parent / "content"
GENERATORS = "referentiel.generators"
AREAS = {
    1: "Information et données",
    2: "Communication et collaboration",
    3: "Création de contenu",
    4: "Protection et sécurité",
    5: "Environnement numérique",
}
IDENTIFIER = re.compile(r"[a-z]+[1-8]-[a-z0-9-]+")
KEYS = {
    *("id", "type", "instruction", "choices", "solution", "answers", "label", "options", "fields"),
    *("groups", "grid", "format", "tolerances", "timer", "focus", "picture", "attachments"),
    *("accessibility", "explanation", "generator"),
}


class Fault(ValueError):
    """What is wrong with one challenge, in words for its author."""


@dataclass(frozen=True)
class Challenge:
    """A question as its author wrote it: fixed, or made anew for each seed."""

    id: str
    make: Callable[[int], Draft]
    generator: str
    timer: int | None
    is_focused: bool
    accessibility: str


@dataclass(frozen=True)
class Skill:
    difficulty: int
    title: str
    challenges: tuple[Challenge, ...]


@dataclass(frozen=True)
class Tube:
    name: str
    title: str
    skills: tuple[Skill, ...]


@dataclass(frozen=True)
class Competence:
    code: str
    name: str
    tubes: tuple[Tube, ...]


def read_all(folder: Path = CONTENT) -> tuple[list[Competence], list[str]]:
    """Every competence that can be read, and every fault: the load is for when there is none."""
    competences, faults = [], []
    for path in sorted(folder.glob("*/*.toml")):
        place = path.relative_to(folder).as_posix()
        competence, found = read_file(path)
        competences += [competence] if competence else []
        faults += [f"{place} : {fault}" for fault in found]
    return competences, faults + list(repeated(competences))


def read_file(path: Path) -> tuple[Competence | None, list[str]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        reader = Reader(path.parent)
        return reader.competence(data), reader.faults
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [f"fichier illisible, {error}"]
    except (KeyError, TypeError, AttributeError) as error:
        return None, [f"il manque quelque chose : {error}"]


def repeated(competences: list[Competence]) -> Iterator[str]:
    tubes = [tube for competence in competences for tube in competence.tubes]
    ids = [each.id for tube in tubes for skill in tube.skills for each in skill.challenges]
    for name, count in Counter([*(tube.name for tube in tubes), *ids]).items():
        if count > 1:
            yield f"« {name} » est écrit {count} fois dans le référentiel"


class Reader:
    """Reads one file; a fault is noted and reading goes on."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.faults = []

    def competence(self, data) -> Competence:
        tubes = tuple(self.tube(each) for each in data["tubes"])
        levels = Counter(skill.difficulty for tube in tubes for skill in tube.skills)
        if len(tubes) < 2:
            self.faults.append("deux tubes au moins")
        if max(levels.values(), default=1) > 8:
            self.faults.append("huit acquis de même difficulté au plus : ils se partagent huit pix")
        if missing := sorted(set(range(1, 9)) - set(levels)):
            self.faults.append(f"aucun acquis de difficulté {', '.join(map(str, missing))}")
        if not re.fullmatch(r"[1-5]\.[1-9]", data["code"]):
            self.faults.append("le code s’écrit « 1.3 »")
        return Competence(data["code"], data["name"], tubes)

    def tube(self, data) -> Tube:
        skills = tuple(self.skill(data["name"], each) for each in data["skills"])
        if len({skill.difficulty for skill in skills}) < len(skills):
            self.faults.append(f"tube {data['name']} : deux acquis de même difficulté")
        return Tube(data["name"], data["title"], skills)

    def skill(self, tube: str, data) -> Skill:
        difficulty = data["difficulty"]
        place = f"{tube}{difficulty}"
        challenges = [self.challenge(place, each) for each in data["challenges"]]
        if difficulty not in range(1, 9):
            self.faults.append(f"{place} : la difficulté va de 1 à 8")
        if len(challenges) < 3:
            self.faults.append(f"{place} : trois variantes au moins, il y en a {len(challenges)}")
        return Skill(difficulty, data["title"], tuple(each for each in challenges if each))

    def challenge(self, place: str, data) -> Challenge | None:
        name = data.get("id", "sans id")
        try:
            self._check_head(place, data)
            generator = data.get("generator")
            make = generated(generator, name) if generator else self._written(data)
            check_draft(make(0))
        except (Fault, KeyError, TypeError, ValueError, OSError) as fault:
            words = fault if isinstance(fault, Fault) else f"{type(fault).__name__} {fault}"
            self.faults.append(f"{name} : {words}")
            return None
        return Challenge(
            id=name,
            make=make,
            generator=data.get("generator", ""),
            timer=data.get("timer"),
            is_focused=data.get("focus", False),
            accessibility=data["accessibility"],
        )

    def _check_head(self, place, data):
        if unknown := set(data) - KEYS:
            raise Fault(f"clé inconnue : {', '.join(sorted(unknown))}")
        if not IDENTIFIER.fullmatch(data["id"]) or not data["id"].startswith(f"{place}-"):
            raise Fault(f"l’id s’écrit « {place}-mot »")
        if not data.get("accessibility", "").strip():
            raise Fault("dire l’accessibilité")
        if not 10 <= data.get("timer", 60) <= 600:
            raise Fault("le chronomètre va de 10 à 600 secondes")

    def _written(self, data) -> Callable[[int], Draft]:
        draft = Draft(
            type=data["type"],
            instruction=data["instruction"].strip(),
            choices=tuple(data.get("choices", ())),
            solution=as_tuple(data.get("solution", ())),
            fields=tuple(self._fields(data)),
            groups=tuple(tuple(group) for group in data.get("groups", ())),
            grid=tuple(data.get("grid", ())),
            tolerances=frozenset(data.get("tolerances", TOLERANCES)),
            attachments=tuple(self._file(name) for name in data.get("attachments", ())),
            explanation=data.get("explanation", "").strip(),
        )
        if picture := data.get("picture"):
            file = self._file(picture["file"])
            draft = replace(draft, picture=Picture(file.name, file.content, picture["alt"]))
        return lambda seed: draft

    def _fields(self, data) -> Iterator[Field]:
        if data["type"] == "QROC":
            data = {"fields": [{**data, "name": "reponse", "label": data["label"]}]}
        for each in data.get("fields", ()):
            yield Field(
                each["name"],
                each["label"],
                tuple(each.get("answers", ())),
                tuple(each.get("options", ())),
                each.get("format") == "nombre",
            )

    def _file(self, name: str) -> Attachment:
        path = (self.folder / "files" / name).resolve()
        if path.parent != (self.folder / "files").resolve():
            raise Fault(f"le fichier {name} n’est pas dans le dossier files/")
        return Attachment(path.name, path.read_bytes())


def generated(generator: str, name: str) -> Callable[[int], Draft]:
    """The questions of a generated challenge, by seed: « tableaux.tournoi » is a function there."""
    module, _, function = generator.partition(".")
    try:
        generate = getattr(import_module(f"{GENERATORS}.{module}"), function)
    except (ImportError, AttributeError) as error:
        raise Fault(f"générateur introuvable : {generator}") from error
    return lambda seed: generate(Random(f"{name} {seed}"))


def as_tuple(value) -> tuple:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def check_draft(draft: Draft) -> None:
    """A question that can be asked: right shape, and right with its own answer."""
    if draft.type not in TYPES:
        raise Fault(f"type inconnu : {draft.type}")
    if len(draft.instruction.strip()) < 20:
        raise Fault("la consigne est trop courte")
    if not draft.tolerances <= TOLERANCES:
        raise Fault("les tolérances sont t1, t2, t3")
    if draft.picture and not draft.picture.alt.strip():
        raise Fault("l’image n’a pas de texte de remplacement")
    check = check_choices if draft.type in ("QCU", "QCM") else check_fields
    check(draft)
    if mark(draft.key, draft.right_answer()) is not Result.OK:
        raise Fault("la bonne réponse n’est pas reconnue comme bonne")


def check_choices(draft: Draft) -> None:
    if not 3 <= len(draft.choices) <= 8:
        raise Fault("de trois à huit choix")
    if len(set(draft.choices)) < len(draft.choices):
        raise Fault("deux choix sont pareils")
    if not set(draft.solution) <= set(range(1, len(draft.choices) + 1)):
        raise Fault("la solution n’est pas un des choix")
    right = len(set(draft.solution))
    if right != 1 if draft.type == "QCU" else not 2 <= right < len(draft.choices):
        raise Fault("un QCU a une bonne réponse ; un QCM au moins deux, et une mauvaise")


def check_fields(draft: Draft) -> None:
    names = [each.name for each in draft.fields]
    if not names or len(set(names)) < len(names):
        raise Fault("des champs, chacun avec son nom")
    if draft.type == "QROC" and len(names) != 1:
        raise Fault("un QROC a un seul champ")
    if draft.type == "QROCM-dep" and len(draft.groups) < len(names):
        raise Fault("moins de réponses que de champs")
    for each in draft.fields if draft.type != "QROCM-dep" else ():
        if not each.answers or not all(answer.strip() for answer in each.answers):
            raise Fault(f"le champ {each.name} n’a pas de réponse")
        if each.options and not set(each.answers) <= set(each.options):
            raise Fault(f"la réponse de {each.name} n’est pas dans sa liste")
