"""What a question is made of, whether written by hand or produced by a generator."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from referentiel.marking import TOLERANCES, Choices, Fields, Groups, Key, Text

TYPES = ("QCU", "QCM", "QROC", "QROCM-ind", "QROCM-dep")


@dataclass(frozen=True)
class Attachment:
    """A file to download and work on. `name` is what the pupil sees: « prets-janvier.ods »."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Picture:
    """A drawing shown with the question, and what it says to who does not see it."""

    name: str
    content: bytes
    alt: str


@dataclass(frozen=True)
class Field:
    """One thing to fill in: a text, a number, or a choice in a list (`options`)."""

    name: str
    label: str
    answers: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    is_number: bool = False


@dataclass(frozen=True)
class Draft:
    """A question ready to be asked. See docs/auteurs.md for what each type needs."""

    type: str
    instruction: str
    choices: tuple[str, ...] = ()
    solution: tuple[int, ...] = ()  # the right choices, from 1
    fields: tuple[Field, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    grid: tuple[int, ...] = ()
    tolerances: frozenset[str] = TOLERANCES
    attachments: tuple[Attachment, ...] = ()
    picture: Picture | None = None
    explanation: str = ""

    @property
    def files(self) -> tuple[Attachment | Picture, ...]:
        return (*self.attachments, *((self.picture,) if self.picture else ()))

    @property
    def blocks(self) -> list[tuple[str, list[list[tuple[bool, str]]]]]:
        """The instruction as paragraphs ("p") and lists ("ul"), each line in pieces: (is it to be
        copied as it stands?, its text)."""
        return [block(paragraph.splitlines()) for paragraph in self.instruction.split("\n\n")]

    def to_json(self) -> dict:
        """All but the bytes of the files, which are kept beside."""
        data = asdict(replace(self, attachments=(), picture=None))
        data["tolerances"] = sorted(self.tolerances)
        data["attachments"] = [file.name for file in self.attachments]
        if self.picture:
            data["picture"] = {"name": self.picture.name, "alt": self.picture.alt}
        return data

    @classmethod
    def from_json(cls, data: dict) -> "Draft":
        """The question again; its files have their names and no bytes."""
        picture = data["picture"] and Picture(content=b"", **data["picture"])
        attachments = tuple(Attachment(name, b"") for name in data["attachments"])
        fields = tuple(Field(**frozen(each)) for each in data["fields"])
        return cls(
            **frozen(data)
            | {
                "fields": fields,
                "attachments": attachments,
                "picture": picture,
                "tolerances": frozenset(data["tolerances"]),
            }
        )

    @property
    def key(self) -> Key:
        if self.type in ("QCU", "QCM"):
            return Choices(tuple(map(str, self.solution)))
        if self.type == "QROCM-dep":
            names = tuple(each.name for each in self.fields)
            return Groups(self.groups, self.tolerances, self.grid, names)
        texts = {each.name: self._text(each) for each in self.fields}
        return texts[self.fields[0].name] if self.type == "QROC" else Fields(texts)

    def right_answer(self) -> str | Mapping[str, str]:
        """What a candidate who knows would give."""
        if self.type in ("QCU", "QCM"):
            return ",".join(map(str, self.solution))
        if self.type == "QROC":
            return self.fields[0].answers[0]
        if self.type == "QROCM-dep":
            return {
                each.name: group[0] for each, group in zip(self.fields, self.groups, strict=False)
            }
        return {each.name: each.answers[0] for each in self.fields}

    def _text(self, each: Field) -> Text:
        return Text(each.answers, self.tolerances, each.is_number, bool(each.options))


def block(lines: list[str]) -> tuple[str, list[list[tuple[bool, str]]]]:
    is_list = all(line.startswith("- ") for line in lines)
    texts = [line.removeprefix("- ") for line in lines] if is_list else lines
    pieces = [[(bool(n % 2), piece) for n, piece in enumerate(t.split("`"))] for t in texts]
    return "ul" if is_list else "p", pieces


def frozen(value):
    """Lists, which JSON gives back, as the tuples they were."""
    if isinstance(value, list):
        return tuple(map(frozen, value))
    if isinstance(value, dict):
        return {name: frozen(each) for name, each in value.items()}
    return value


def qcu(instruction: str, choices, right: str, **rest) -> Draft:
    """One right choice, given by its words."""
    return Draft("QCU", instruction, tuple(choices), (list(choices).index(right) + 1,), **rest)


def qcm(instruction: str, choices, right, **rest) -> Draft:
    """Several right choices, given by their words."""
    places = sorted(list(choices).index(each) + 1 for each in right)
    return Draft("QCM", instruction, tuple(choices), tuple(places), **rest)


def qroc(instruction: str, *answers: str, label: str, is_number=False, options=(), **rest) -> Draft:
    """One field; every answer given here is accepted, the first is the one to show."""
    only = Field("reponse", label, tuple(answers), tuple(options), is_number)
    return Draft("QROC", instruction, fields=(only,), **rest)
