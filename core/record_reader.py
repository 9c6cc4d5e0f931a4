"""The process beside ours that reads an XML export, alone or in an archive, or else a table.

It knows expat, nothing of Django nor of what the export is about: its root, and the elements and
values that are wanted, come as the one argument, in JSON. Nothing but these values leaves.
"""

import json
import re
import sys
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

# Python runs us isolated: it would not look for our neighbour.
sys.path.append(str(Path(__file__).parent))
import sheet_reader as tables  # noqa: E402
from sheet_reader import Refused  # noqa: E402

MOST_RECORDS = 60_000
MOST_CHARACTERS = 10_000_000
DEEPEST = 30
XML = re.compile(rb"(\xef\xbb\xbf)?\s*(?=<\?xml\s)")

AGAIN = "Exportez-le de nouveau et renvoyez-le tel quel."
DAMAGED = f"est abîmé ou incomplet. {AGAIN}"
ODD = f"contient ce qu’un export ne contient jamais. {AGAIN}"
HEAVY = "est trop gros une fois ouvert. Exportez moins de classes à la fois."


class OtherRoot(Exception):
    """An export of something else: nothing more of it is read."""


class Records:
    """The wanted elements, each with its attributes and the texts right below it, in order."""

    def __init__(self, root: str, wanted: dict[str, list[str]]):
        self.root, self.wanted = root, wanted
        self.found, self.open, self.text, self.characters = [], [], [], 0

    def start(self, tag, attributes):
        if not self.open and tag != self.root:
            raise OtherRoot
        record = (tag, {}) if tag in self.wanted else None
        self.open.append(record)
        self.text.clear()
        if len(self.open) > DEEPEST:
            raise Refused(ODD)
        if record:
            self.found.append(record)
            for name, value in attributes.items():
                self.keep(record, name, value)
        if len(self.found) > MOST_RECORDS:
            raise Refused(HEAVY)

    def end(self, tag):
        self.open.pop()
        if self.open and self.open[-1]:
            self.keep(self.open[-1], tag, "".join(self.text))
        self.text.clear()

    def keep(self, record, name, text):
        tag, values = record
        if name in self.wanted[tag] and (value := tables.trimmed(text)):
            values[name] = value
            self.characters += len(value)
        if self.characters > MOST_CHARACTERS:
            raise Refused(HEAVY)


def records(content: bytes, root: str, wanted: dict[str, list[str]]) -> list[tuple[str, dict]]:
    """None other than of this root; expat opens no file and no address, and meets no entity."""
    start = XML.match(content)
    found, parser = Records(root, wanted), ParserCreate("utf-8" if start and start[1] else None)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.text.append
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(content[start.end() if start else 0 :], True)
    except (ExpatError, LookupError, ValueError):
        raise Refused(DAMAGED) from None
    return found.found


def refuse_doctype(*_):
    raise Refused(ODD)


def export_in(content: bytes) -> bytes | None:
    """The XML itself, or the only XML of an archive that is no workbook; else there is none."""
    if not content.startswith(tables.ZIP):
        return content if XML.match(content) else None
    try:
        archive = ZipFile(BytesIO(content))
    except BadZipFile:
        return None  # whatever it was: the reader of tables says so
    entries = [each for each in archive.infolist() if not each.is_dir()]
    exports = [each for each in entries if is_export(each.filename)]
    if len(exports) != 1 or any(each.filename == "mimetype" for each in entries):
        return None
    tables.refuse_odd_archive(entries, len(content))
    return tables.unpacked(archive, exports[0])


def is_export(name: str) -> bool:
    """In no folder, and nothing of what a workbook or a Macintosh adds to archives."""
    return name.lower().endswith(".xml") and "/" not in name and not name.startswith(("[", "._"))


def answer(content: bytes, root: str, wanted: dict[str, list[str]]) -> bytes:
    try:
        export = export_in(content)
        if export is None:
            return tables.answer(content)
        told = {"records": records(export, root, wanted)}
    except OtherRoot:
        told = {"records": None}
    except Refused as refusal:
        told = {"refused": str(refusal)}
    except MemoryError:
        told = {"refused": HEAVY}
    except Exception:
        told = {"refused": DAMAGED}
    return json.dumps(told).encode()


if __name__ == "__main__":
    tables.limit()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), *json.loads(sys.argv[1])))
