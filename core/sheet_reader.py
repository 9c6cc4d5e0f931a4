"""The process beside ours that reads a table people send: it knows calamine, nothing of Django.

The file comes by standard input; the lines, or the reason of a refusal, leave in JSON. What goes
wrong here, be it memory, time or a fault in a parser, costs this process only.
"""

import codecs
import csv
import json
import math
import re
import resource
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import chain
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY = 512 * 1024**2
SECONDS = 20
MOST_UNPACKED = 50 * 1024**2
MOST_RATIO = 100
SMALL = 10 * 1024**2  # under this an archive is no bomb, however well its rows resemble each other
MOST_ENTRIES = 200
MOST_LINES = 5_001  # the headings and 5,000 rows
MOST_COLUMNS = 60
LONGEST_CELL = 32_767
MOST_CHARACTERS = 5_000_000  # a packed file can repeat one text a hundred thousand times

# What surrounds a text unseen: spaces that break or not, zero widths, reading directions, marks.
UNSEEN = [range(0x09, 0x21), range(0x2000, 0x2010), range(0x2028, 0x2030), range(0x205F, 0x2070)]
EDGES = "\x85\xa0\xad\u061c\u1680\u180e\u3000\ufeff" + "".join(map(chr, chain(*UNSEEN)))
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
END = "\x1e"

SEND = "Envoyez un tableau ODS, XLSX ou CSV."
DAMAGED = "est abîmé ou incomplet. Enregistrez-le de nouveau dans un tableur et renvoyez-le."
PASSWORD = "est protégé par un mot de passe. Enregistrez-le sans mot de passe et renvoyez-le."
MACROS = "contient des macros. Enregistrez-le au format XLSX (« Classeur Excel ») et renvoyez-le."
COPY = "Copiez les seules cellules utiles dans un nouveau classeur et envoyez celui-ci."
HEAVY = f"est trop gros une fois ouvert. {COPY}"
ODD = f"contient ce qu’un tableau ne contient jamais. {COPY}"
NOT_A_WORKBOOK = f"est une archive ou un document qui n’est pas un tableau. {SEND}"
NOT_A_TEXT = "n’est pas un tableau lisible. Envoyez un ODS, un XLSX ou un CSV en UTF-8."
OLD = "est dans un format fermé (.xls, .xlsb, .doc). Enregistrez-le au format XLSX et renvoyez-le."
PAGE = f"est une page web ou un document balisé. {SEND}"
PICTURE = f"est une image. {SEND}"
OPEN_QUOTE = 'ouvre un guillemet " qu’il ne referme pas. Corrigez-le ou envoyez un ODS ou un XLSX.'

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# By their first bytes, what people send by mistake.
MISTAKES = [
    (re.compile(rb"%PDF-|.{4}ftyp", re.DOTALL), f"n’est pas un tableau. {SEND}"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0|II\*|MM\0\*|RIFF", re.DOTALL), PICTURE),
    (re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!|\xfd7zXZ|BZh\d"), NOT_A_WORKBOOK),
    (re.compile(rb"(\xef\xbb\xbf)?\s*(<[!?a-zA-Z]|\{\\rtf)"), PAGE),
]


class Refused(Exception):
    """What the person is told, after the words « Le fichier … »."""


def read(content: bytes) -> list[tuple[int, list]]:
    """The lines that hold something, by number, all of one width."""
    if not content.strip():
        raise Refused(f"est vide. {SEND}")
    refuse_mistakes(content)
    tables = workbook_tables(content) if content.startswith(ZIP) else [text_lines(content)]
    for rows in map(kept, tables):
        if rows:
            return rectangular(rows)
    raise Refused("ne contient aucune ligne dans ses feuilles visibles.")


def refuse_mistakes(content: bytes):
    if content.startswith(OLE):
        raise Refused(PASSWORD if "EncryptedPackage".encode("utf-16-le") in content else OLD)
    for signature, message in MISTAKES:
        if signature.match(content):
            raise Refused(message)


def kept(lines: Iterator[tuple[int, list]]) -> list[tuple[int, list]]:
    rows, characters = [], 0
    for number, values in lines:
        if values.count("") == len(values):
            continue  # the quick way over a million empty lines
        cells = [plain(value) for value in values]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            rows.append((number, cells))
            characters += sum(len(cell) for cell in cells if isinstance(cell, str))
            refuse_excess(len(rows), len(cells), characters)
    return rows


def refuse_excess(lines: int, columns: int, characters: int):
    if lines > MOST_LINES:
        raise Refused("compte plus de 5 000 lignes. Partagez-le en plusieurs fichiers.")
    if columns > MOST_COLUMNS:
        raise Refused(f"compte plus de {MOST_COLUMNS} colonnes. Ne gardez que les colonnes utiles.")
    if characters > MOST_CHARACTERS:
        raise Refused(HEAVY)


def plain(value):
    """A cell as a person reads it; None when there is nothing to see."""
    if isinstance(value, str):
        return trimmed(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() else value
    return value


def trimmed(text: str) -> str | None:
    if len(text) > LONGEST_CELL:
        raise Refused(
            f"contient une cellule de plus de {LONGEST_CELL} caractères. Raccourcissez-la."
        )
    visible = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return visible.strip(EDGES) or None


def rectangular(rows: list[tuple[int, list]]) -> list[tuple[int, list]]:
    width = max(len(cells) for _, cells in rows)
    return [(number, cells + [None] * (width - len(cells))) for number, cells in rows]


def text_lines(content: bytes) -> Iterator[tuple[int, list]]:
    """Of a CSV, numbered as a spreadsheet numbers them: a quoted line break makes no new line."""
    text = decoded(content)
    if announced := re.match(r'"?sep=([;,\t])"?\r?\n', text, re.IGNORECASE):
        text = text[announced.end() :]  # Excel obeys this line and does not show it
    separator = announced[1] if announced else likely_separator(text)
    try:
        # A quote left open would swallow all that follows, our own last line with it.
        lines = StringIO(f"{text}\n{END}", newline="")
        *rows, last = csv.reader(lines, delimiter=separator)
    except csv.Error:
        raise Refused(OPEN_QUOTE) from None
    if last != [END]:
        raise Refused(OPEN_QUOTE)
    yield from enumerate(rows, 1)


def decoded(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if CONTROL.search(text):
                raise Refused(NOT_A_TEXT)
            return text
    raise Refused(NOT_A_TEXT)


def likely_separator(text: str) -> str:
    """The one most seen outside quotes; a comma is at home in texts and numbers: it weighs less."""
    bare = re.sub('"[^"]*"', "", text[:100_000])
    weights = {";": 3, "\t": 3, ",": 1}
    return max(weights, key=lambda sign: weights[sign] * bare.count(sign))


def workbook_tables(content: bytes) -> Iterator[Iterator[tuple[int, list]]]:
    """The visible sheets, in their order."""
    parts = workbook_parts(content)
    for name, part in parts.items():
        if b"\0" in part or re.search(rb"<!\s*(DOCTYPE|ENTITY)", part, re.IGNORECASE):
            raise Refused(ODD)
        parts[name] = with_faults_told(part)
    book = CalamineWorkbook.from_filelike(BytesIO(packed(parts)))
    for number, sheet in enumerate(book.sheets_metadata):
        if (sheet.typ, sheet.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible):
            yield enumerate(book.get_sheet_by_index(number).iter_rows(), 1)


def workbook_parts(content: bytes) -> dict[str, bytes]:
    """The XML of a workbook, once we know that it is one and how big it is."""
    with ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        refuse_odd_archive(entries, len(content))
        refuse_others({entry.filename for entry in entries})
        read = {e.filename: unpacked(archive, e) for e in entries if is_useful(e.filename)}
    if b"encryption-data" in read.get("META-INF/manifest.xml", b""):
        raise Refused(PASSWORD)
    if b"macroEnabled" in read.get("[Content_Types].xml", b""):
        raise Refused(MACROS)
    opendocument = read.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spr")
    if not (opendocument and "content.xml" in read or "xl/workbook.xml" in read):
        raise Refused(NOT_A_WORKBOOK)
    return read


def refuse_odd_archive(entries: list[ZipInfo], size: int):
    whole = sum(entry.file_size for entry in entries)
    if whole > MOST_UNPACKED or whole > max(SMALL, MOST_RATIO * size):
        raise Refused(HEAVY)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(PASSWORD)
    different = {entry.filename for entry in entries}
    if not len(different) == len(entries) <= MOST_ENTRIES or any(map(is_odd, entries)):
        raise Refused(ODD)


def is_odd(entry: ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return (
        path.is_absolute()
        or ".." in path.parts
        or stat.S_ISLNK(entry.external_attr >> 16)
        or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}
    )


def refuse_others(names: set[str]):
    telling = {"encrypted-package": PASSWORD, "xl/workbook.bin": OLD, "xl/vbaProject.bin": MACROS}
    for name in telling.keys() & names:
        raise Refused(telling[name])


def is_useful(name: str) -> bool:
    """Neither pictures nor settings: they are not even unpacked."""
    known = {"[Content_Types].xml", "mimetype", "content.xml", "META-INF/manifest.xml"}
    return name in known or name.startswith(("xl/", "_rels/")) and name.endswith((".xml", ".rels"))


def unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Never more than announced: the sum of the announcements was weighed."""
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def with_faults_told(part: bytes) -> bytes:
    """Makes a text of a formula's error: calamine reads an empty cell, and data would be lost."""
    excel = re.sub(rb'(<(?:\w+:)?c\s[^<>]*\bt=")e"', rb'\1str"', part)
    return re.sub(rb'office:string-value=""(?=[^<>]{0,200}calcext:value-type="error")', b"", excel)


def packed(parts: dict[str, bytes]) -> bytes:
    """A plain archive of our own making: no trick of the first one reaches the parser."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name in sorted(parts, key=lambda name: name != "mimetype"):
            archive.writestr(name, parts[name])
    return whole.getvalue()


def typed(value) -> dict:
    """What JSON has no word for."""
    if isinstance(value, timedelta):
        return {"timedelta": value.total_seconds()}
    if isinstance(value, date | datetime | time):
        return {type(value).__name__: value.isoformat()}
    raise TypeError


def answer(content: bytes) -> bytes:
    try:
        told = {"rows": read(content)}
    except Refused as refusal:
        told = {"refused": str(refusal)}
    except MemoryError:
        told = {"refused": HEAVY}
    except Exception:
        told = {"refused": DAMAGED}
    return json.dumps(told, default=typed).encode()


def limit():
    """Neither more memory and time than this, nor a file written, nor an orphan that lives on."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(SECONDS + 5)


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
