"""The process beside ours that makes the PDF: it knows WeasyPrint and nothing of Django."""

import gc
import logging
import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import UNICODE_SCHEME_RE, FatalURLFetchingError, URLFetcher, URLFetcherResponse

MEMORY_LIMIT = 512 * 1024**2
DATA_LIMIT = 100_000
ORPHAN_LIMIT = 60
LINKS = ("http:", "https:", "mailto:")
# What our papers wear; parsing it for each of them would cost more than a short one.
SHEET = "asset:core/documents.css"
LINK_TO_SHEET = f'<link rel="stylesheet" href="{SHEET}">'
CONTENT_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
}


class Refused(FatalURLFetchingError):
    """The document holds what none of ours should; WeasyPrint lets this error through its nets."""


def packaged_files(root):
    """The static files of our own apps, by address: `asset:` and the name {% static %} knows."""
    folders = [app.parent / "static" for app in root.glob("*/apps.py")]
    return {
        f"asset:{file.relative_to(folder).as_posix()}": file
        for folder in folders
        for file in folder.rglob("*")
        if file.suffix in CONTENT_TYPES and file.is_file()
    }


class PackagedFiles(URLFetcher):
    """Gives `asset:core/documents.css` and its like, and small images written in the page.

    Any other address stops the rendering instead of leaving a hole in the page. Whatever people
    type is escaped by the templates and never becomes an address, so a refusal is either our own
    mistake, which must be seen, or an attack, which gains nothing by a half-made document.
    """

    def __init__(self, files):
        super().__init__(fail_on_errors=True)
        self.files = files

    def fetch(self, url, headers=None):
        if url.startswith("data:image/") and len(url) <= DATA_LIMIT:
            return super().fetch(url)
        if file := self.files.get(url):
            headers = {"Content-Type": CONTENT_TYPES[file.suffix]}
            return URLFetcherResponse(url, file.read_bytes(), headers)
        scheme = UNICODE_SCHEME_RE.match(url)
        raise Refused(f"refused address ({scheme[1] if scheme else 'relative'})")


class Complaints(logging.Handler):
    """What WeasyPrint only logs and we take as failures: lost images, dead anchors, no language.

    Kept without its arguments, which could hold a name.
    """

    def __init__(self):
        super().__init__(logging.ERROR)
        self.heard = []

    def emit(self, record):
        self.heard.append(str(record.msg))


class Press:
    """Makes documents one after the other; the fonts are searched and the sheet is read once."""

    def __init__(self, files):
        self.fonts = FontConfiguration()
        self.fetcher = PackagedFiles(files)
        self.sheet = CSS(url=SHEET, url_fetcher=self.fetcher, font_config=self.fonts)
        self.complaints = Complaints()
        logging.getLogger("weasyprint").addHandler(self.complaints)

    def render(self, html):
        self.complaints.heard.clear()
        sheets = [self.sheet] if LINK_TO_SHEET in html else []
        html = html.replace(LINK_TO_SHEET, "")
        page = HTML(string=html, base_url="asset:", url_fetcher=self.fetcher)
        document = page.render(font_config=self.fonts, pdf_variant="pdf/ua-1", stylesheets=sheets)
        check(document)
        pdf = document.write_pdf(pdf_variant="pdf/ua-1")
        # SVG images swallow even fatal errors: the refusal is known by the complaint alone.
        if self.complaints.heard:
            raise Refused(self.complaints.heard[0])
        return pdf

    def answer(self, html):
        """The PDF, or the reason why there is none: never the words of the document."""
        try:
            return self.render(html)
        except Refused as refusal:
            return str(refusal).encode()
        except (Exception, FatalURLFetchingError) as error:
            return type(error).__name__.encode()


def check(document):
    """PDF/UA wants a title; attached files and links into the machine have no place in ours."""
    if not (document.metadata.title or "").strip():
        raise Refused("no title")
    if document.metadata.attachments:
        raise Refused("attached file")
    for kind, target, _, _ in (link for page in document.pages for link in page.links):
        if kind != "internal" and not target.startswith(LINKS):
            raise Refused("link that is not for the web")


def limit_memory():
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + MEMORY_LIMIT
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for our parent; its end is ours
    press = Press(packaged_files(Path(__file__).resolve().parent.parent))
    limit_memory()
    # A document makes a million objects that all live until its end: looking for dead ones
    # meanwhile takes a quarter of the time. They go between two documents.
    gc.disable()
    gc.freeze()
    connection = Connection(0)
    with suppress(EOFError, OSError):
        while True:
            html = connection.recv_bytes().decode()
            signal.alarm(ORPHAN_LIMIT)  # if our parent is killed now, nobody else stops us
            connection.send_bytes(press.answer(html))
            signal.alarm(0)
            gc.collect()


if __name__ == "__main__":
    main()
