"""The PDF is faithful and accessible, and deaf to what a hostile text asks for."""

import base64
import os
import random
import signal
import socket
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.pdf import PdfError, Renderer, pdf_response, render_pdf
from core.pdf_renderer import Press, packaged_files
from tests.pdfs import read, squeezed, text_of

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


def invented_names(number):
    """Over Latin Extended, Vietnamese and Polynesian; always the same ones."""
    rng = random.Random(7)
    letters = [chr(code) for code in (*range(0x100, 0x180), *range(0x1EA0, 0x1EFA))]
    letters = [each for each in letters if unicodedata.category(each).startswith("L")]
    letters += list("ʻāēīōūĀĒĪŌŪĶķơưĂđÿœŒß")
    lengths = [rng.choice((6, 14, 30, 80)) for _ in range(number)]
    return ["".join(rng.choices(letters, k=length)) for length in lengths]


def test_document_is_accessible(register):
    document = read(register(["Léa Fontaine"], title="Feuille de Léa"))

    catalogue = document.trailer["/Root"]
    assert document.metadata.title == "Feuille de Léa"
    assert str(catalogue["/Lang"]).startswith("fr")
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in catalogue
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_long_table_runs_over_pages(register):
    assert len(read(register(["Léa Fontaine"] * 200)).pages) > 2


def test_five_hundred_names_are_printed_as_typed(register):
    names = invented_names(500)

    printed = text_of(register(names))

    assert [name for name in names if squeezed(name) not in printed] == []


@pytest.mark.parametrize(
    "name",
    [
        "<img src=http://127.0.0.1:{port}/>",
        '"><link rel=attachment href=file:///etc/passwd>',
        '" style="background: url(http://127.0.0.1:{port}/)',
        "<style>@import 'http://127.0.0.1:{port}/';</style>",
        "{{{{ 7|add:7 }}}}{{% include 'x' %}}",
    ],
)
def test_hostile_name_is_shown_as_typed_and_fetches_nothing(register, listener, name):
    name = name.format(port=listener.getsockname()[1])

    pdf = register([name])

    assert squeezed(name) in text_of(pdf)
    assert read(pdf).attachments == {}


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="" src="http://127.0.0.1:{port}/a.png">',
        '<img alt="" src="file:///etc/passwd">',
        '<img alt="" src="ftp://127.0.0.1:{port}/">',
        '<img alt="" src="asset:core/nothing.css">',
        '<img alt="" src="asset:../pixcertif/settings.py">',
        '<img alt="" src="relative.png">',
        '<p style="background: url(http://127.0.0.1:{port}/)">x</p>',
        "<style>@import url(http://127.0.0.1:{port}/a.css);</style>",
        "<style>@font-face {{ font-family: x; src: url(file:///etc/passwd) }}"
        "p {{ font-family: x }}</style><p>x</p>",
        '<link rel="stylesheet" href="http://127.0.0.1:{port}/a.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a href="file:///etc/passwd">x</a>',
        '<object data="http://127.0.0.1:{port}/"></object>',
        '<img alt="" src="data:image/png;base64,{big}">',
    ],
)
def test_address_that_is_not_ours_stops_the_document(press, listener, body):
    body = body.format(port=listener.getsockname()[1], big="A" * 200_000)

    answer = press.answer(PAGE.format(body))

    assert not answer.startswith(b"%PDF")
    assert b"127.0.0.1" not in answer


def test_picture_that_hides_an_address_stops_the_document(press, listener):
    inner = SVG.format(f'<image href="http://127.0.0.1:{listener.getsockname()[1]}/"/>')
    data = base64.b64encode(inner.encode()).decode()

    answer = press.answer(PAGE.format(f'<img alt="" src="data:image/svg+xml;base64,{data}">'))

    assert not answer.startswith(b"%PDF")


def test_packaged_stylesheet_and_small_picture_are_given(press):
    data = base64.b64encode(SVG.format('<rect width="9" height="9"/>').encode()).decode()
    sheet = '<link rel="stylesheet" href="asset:core/documents.css">'
    picture = f'<img alt="Un carré" src="data:image/svg+xml;base64,{data}">'

    assert press.answer(PAGE.format(sheet + picture)).startswith(b"%PDF")


def test_document_without_title_is_refused(press):
    assert press.answer("<html lang=fr><p>x</p></html>") == b"no title"


@pytest.fixture
def hurried():
    """A renderer that gives a document two seconds."""
    renderer = Renderer(seconds=2)
    yield renderer
    renderer.stop()


def endless():
    return PAGE.format("<table><tr><td>" * 60 + "x" + "<p>mot </p>" * 40_000)


def test_document_too_heavy_is_given_up_and_the_next_one_is_made(hurried):
    with pytest.raises(PdfError, match="not made within 2 s"):
        hurried.render(endless())

    hurried.seconds = 60  # only the heavy document is hurried: a busy machine is slow for all
    assert hurried.render(PAGE.format("<p>après</p>")).startswith(b"%PDF")


def test_document_that_eats_the_memory_costs_a_child_only(hurried):
    bomb = PAGE.format('<p style="width: 1px">' + "mot " * 3_000_000)

    with pytest.raises(PdfError):
        hurried.render(bomb)

    hurried.seconds = 60
    assert hurried.render(PAGE.format("<p>après</p>")).startswith(b"%PDF")


def test_process_killed_between_two_documents_is_replaced():
    renderer = Renderer()
    renderer.render(PAGE.format("<p>un</p>"))

    os.kill(renderer.process.pid, signal.SIGKILL)
    renderer.process.wait()

    assert renderer.render(PAGE.format("<p>deux</p>")).startswith(b"%PDF")
    renderer.stop()


def test_process_is_renewed_from_time_to_time(monkeypatch):
    monkeypatch.setattr("core.pdf.DOCUMENTS_PER_PROCESS", 2)
    renderer = Renderer()

    alive = []
    for number in range(4):
        renderer.render(PAGE.format(f"<p>{number}</p>"))
        alive.append(renderer.process is not None)

    assert alive == [True, False, True, False]


def test_eight_people_at_once_each_get_their_own_document():
    renderer = Renderer()
    words = [f"personne{number}" for number in range(8)]

    with ThreadPoolExecutor(8) as pool:
        pdfs = list(pool.map(lambda word: renderer.render(PAGE.format(f"<p>{word}</p>")), words))

    assert [word in text_of(pdf) for word, pdf in zip(words, pdfs, strict=True)] == [True] * 8
    renderer.stop()


def test_renderer_does_not_outlive_its_parent():
    script = (
        "from core.pdf import Renderer; r = Renderer();"
        "r.render('<html lang=fr><title>t</title><p>x</p>'); print(r.process.pid, flush=True);"
        "import os; os.kill(os.getpid(), 9)"
    )
    # Both write to this pipe: were the renderer still there, nobody would see the end of it.
    parent = subprocess.run(
        [sys.executable, "-c", script], cwd=TESTS.parent, capture_output=True, timeout=60
    )

    assert parent.returncode == -signal.SIGKILL
    assert int(parent.stdout) > 0


def test_response_is_a_file_to_keep(register):
    response = pdf_response(register(["Léa"]), "émargement 276 814.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%A9marg")
    assert response["X-Content-Type-Options"] == "nosniff"
