"""The user's guide: the words of docs/, as blocks that a page and a paper can show.

It knows the few signs of Markdown that the guide is written with, and gives words, never HTML.
"""

import re
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from django.utils.text import slugify

GUIDE = "docs/guide-d-utilisation.md"
SIGNS = (
    ("heading", re.compile(r"(#+) (.*)")),
    ("bullets", re.compile(r"(-) (.*)")),
    ("numbers", re.compile(r"(\d+\.) (.*)")),
    ("table", re.compile(r"(\|)(.*)\|$")),
    ("text", re.compile(r"()(.+)")),
)


@lru_cache
def guide():
    """Its blocks in order, without its title."""
    lines = (settings.BASE_DIR / GUIDE).read_text(encoding="utf-8").splitlines()[1:]
    kinds = groupby((_sign(line) for line in lines if line.strip()), key=_together)
    return [_block(kind, list(lines)) for kind, lines in kinds]


def _sign(line):
    matches = ((kind, pattern.fullmatch(line.strip())) for kind, pattern in SIGNS)
    kind, found = next((kind, found) for kind, found in matches if found)
    return kind, found[1], found[2].strip()


def _together(line):
    """Lines of a list or of a table follow one another; a heading and a paragraph stand alone."""
    kind, sign, words = line
    return kind if kind in ("bullets", "numbers", "table") else (kind, sign, words)


def _block(kind, lines):
    if kind == "table":
        rows = [[_runs(cell.strip()) for cell in words.split("|")] for _, _, words in lines]
        return {"kind": "table", "head": rows[0], "rows": rows[2:]}
    if kind in ("bullets", "numbers"):
        return {"kind": kind, "items": [_runs(words) for _, _, words in lines]}
    kind, sign, words = lines[0]
    if kind == "heading":
        return {"kind": f"h{len(sign)}", "words": words, "anchor": slugify(words)}
    return {"kind": "text", "words": _runs(words)}


def _runs(words):
    """« (words, whether they are bold) », one after the other."""
    return [(run, bool(place % 2)) for place, run in enumerate(words.split("**")) if run]
