"""A document of three pages, with the process that makes it to start and then at hand."""

import statistics
import time
from io import BytesIO

from pypdf import PdfReader

from core.pdf import render_pdf, renderer

TIMES = 10
PAGES = 3
ROWS = [
    {"number": number, "name": f"L’Hôte-Bérénice {number}", "place": "Saint-Denis (La Réunion)"}
    for number in range(1, 121)
]


def figures():
    renderer.stop()
    yield "PDF of 3 pages, cold", f"{render():.0f} ms", "its process is started"
    milliseconds = statistics.median(render() for _ in range(TIMES))
    yield "PDF of 3 pages, warm", f"{milliseconds:.0f} ms", f"median of {TIMES}"


def render():
    begun = time.perf_counter()
    pdf = render_pdf("bench/three_pages.html", {"rows": ROWS})
    milliseconds = (time.perf_counter() - begun) * 1000
    pages = len(PdfReader(BytesIO(pdf)).pages)
    if pages != PAGES:
        raise RuntimeError(f"{pages} pages instead of {PAGES}")
    return milliseconds
