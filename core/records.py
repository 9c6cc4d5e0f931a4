"""What other software exports in XML, read as records; and tables, when it is a table after all."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from core.sheets import MOST_BYTES, TOO_BIG, Sheet, answer_about, sheet_told, unreadable

READER = Path(__file__).with_name("record_reader.py")
# XML that nobody has packed is ten times as long as it need be, and still says no more.
MOST_BYTES_OF_XML = 10 * 1024**2

XML_TOO_BIG = "pèse plus de 10 Mo. Envoyez-le compressé, en ZIP, ou avec moins de classes."


class Record(NamedTuple):
    """An element: its attributes and the texts right below it, of those that were wanted."""

    tag: str
    values: dict[str, str]


def read_records(
    content: bytes, name: str, root: str, wanted: Mapping[str, Sequence[str]], other: str
) -> list[Record] | Sheet:
    """Of an XML of this root, alone or in an archive, the elements that are wanted, in order.

    An XML of another root is refused by the words of `other`; any other file is read as a table.
    """
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    if len(content) > (MOST_BYTES_OF_XML if is_xml else MOST_BYTES):
        raise unreadable(name, XML_TOO_BIG if is_xml else TOO_BIG)
    told = answer_about(content, READER, json.dumps([root, wanted]))
    if "records" not in told:
        return sheet_told(told, name)
    if told["records"] is None:
        raise unreadable(name, other)
    return [Record(tag, values) for tag, values in told["records"]]
