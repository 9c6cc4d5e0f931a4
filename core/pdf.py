"""Turns a template into an accessible PDF, in a process of its own that we can afford to lose."""

import os
import subprocess
import sys
import threading
from multiprocessing import Pipe
from pathlib import Path

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

TIME_LIMIT = 45  # gunicorn stops a request at 60
DOCUMENTS_PER_PROCESS = 200


class PdfError(Exception):
    """The document could not be made; the message never holds its words."""


class RendererLost(PdfError):
    """The process died before it answered."""


class Renderer:
    """Keeps one process of `core.pdf_renderer`, started at the first document.

    WeasyPrint must not run in our threads, and a document too heavy must cost us a child only.
    """

    def __init__(self, seconds=TIME_LIMIT):
        self.seconds = seconds
        self.lock = threading.Lock()
        self.process = None

    def render(self, html):
        with self.lock:
            try:
                return self._ask(html)
            except RendererLost:  # killed while it waited, most often: not this document's fault
                return self._ask(html)

    def stop(self):
        if self.process:
            self.connection.close()
            self.process.kill()
            self.process.wait()
            self.process = None

    def forget(self):
        """After a fork the process is still our parent's: leave it to them and start afresh."""
        if self.process:
            self.connection.close()
            self.process.returncode = 0  # nobody here has to wait for it
        self.lock = threading.Lock()
        self.process = None

    def _ask(self, html):
        if not self.process:
            self._start()
        try:
            pdf = self._exchange(html)
        except BaseException:
            self.stop()  # whatever went wrong, the next document deserves a clean process
            raise
        self.left -= 1
        if not self.left:
            self.stop()  # keeps the memory of fonts and caches flat
        return pdf

    def _start(self):
        self.connection, theirs = Pipe()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "core.pdf_renderer"],
                stdin=theirs,
                cwd=Path(__file__).resolve().parent.parent,
            )
        self.left = DOCUMENTS_PER_PROCESS

    def _exchange(self, html):
        try:
            self.connection.send_bytes(html.encode(errors="replace"))
            if not self.connection.poll(self.seconds):
                raise PdfError(f"not made within {self.seconds} s")
            answer = self.connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise RendererLost("the renderer died") from error
        if not answer.startswith(b"%PDF-"):
            raise PdfError(answer.decode())
        return answer


renderer = Renderer()
os.register_at_fork(after_in_child=renderer.forget)


def render_pdf(template, context):
    return renderer.render(render_to_string(template, context))


def pdf_response(pdf, filename):
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, filename),
            "X-Content-Type-Options": "nosniff",
        },
    )
