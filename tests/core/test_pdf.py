"""The PDF is faithful and accessible, and deaf to what a hostile text asks for."""

import io
import os
import random
import select
import signal
import socket
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.pdf import PdfError, pdf_response, render_pdf, renderer
from core.pdf_renderer import Press, packaged_files

TESTS = Path(__file__).parent.parent
PAGE = '<html lang="fr"><head><title>Essai</title></head><body>{}</body></html>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


@pytest.fixture
def register(settings):
    """A function that prints a register of these people."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TESTS / "templates"]}]
    return lambda names, title="Registre": render_pdf(
        "register.html", {"title": title, "names": names}
    )


@pytest.fixture(scope="module")
def press():
    return Press(packaged_files(TESTS.parent))


@pytest.fixture
def listener():
    """A port where nobody must ever knock."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.fixture(scope="module", autouse=True)
def _leave_no_process():
    yield
    renderer.stop()


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def lines(pdf):
    return [line.strip() for page in read(pdf).pages for line in page.extract_text().splitlines()]


def names_printed(pdf):
    """The text of the rows, without the number that begins each."""
    return [line.partition(" ")[2] for line in lines(pdf) if line[:1].isdigit()]
