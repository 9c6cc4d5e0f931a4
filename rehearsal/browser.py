"""A candidate's browser: one connection, its cookies, and what sitting.js does with a page.

Kept light, since it works on the machine that it measures: regular expressions, no parser.
"""

import http.client
import json
import re
import time
from dataclasses import dataclass
from html import unescape
from secrets import token_hex
from urllib.parse import urlencode, urlsplit

PATIENCE = 15  # of sitting.js, for one reply
# The server closes a quiet connection after five seconds; a browser notices, and opens another.
STILL_OPEN = 4
BOUNDARY = "----rehearsal"
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'

ANSWER_FORM = re.compile(r"<form [^>]*data-key=.*?</form>", re.DOTALL)
CONTROL = re.compile(r"<input\b([^>]*)>|<select\b([^>]*)>(.*?)</select>", re.DOTALL)
OPTION = re.compile(r'<option value="([^"]+)"')
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
# What was read before the test, and a clock that is started: the page's head has a form too.
ACTION = re.compile(r'action="(/certification/\d+/(?:informations|question/\d+/depart)/)"')


@dataclass(frozen=True)
class Page:
    path: str
    html: str

    @property
    def token(self):
        """The page's own: what proves that a form is posted from it."""
        found = TOKEN.search(self.html)
        return found[1] if found else ""

    @property
    def action(self):
        """Of its form when it only says « go on »."""
        found = ACTION.search(self.html)
        return found and found[1]

    def answer(self, text):
        """The form of the question filled in at random, with this text wherever one can write;
        None when it shows none."""
        form = ANSWER_FORM.search(self.html)
        return form and dict(filled(form[0], text))


def filled(form, text):
    """As FormData does: one value each, and the report left empty."""
    choices = {}
    for one, several, inside in CONTROL.findall(form.partition("<details")[0]):
        control = dict(ATTRIBUTE.findall(one or several))
        name, kind = control["name"], control.get("type")
        if several:
            choices.setdefault(name, []).extend(map(unescape, OPTION.findall(inside)))
        elif kind in ("radio", "checkbox"):
            choices.setdefault(name, []).append(control["value"])
        else:
            yield name, control["value"] if kind == "hidden" else text
    for name, values in choices.items():
        yield name, values[int(token_hex(2), 16) % len(values)]
    yield from (("signalement-kind", ""), ("signalement-words", ""))


@dataclass(frozen=True)
class Reply:
    path: str
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def is_ours(self):
        """Neither the proxy's nor a captive portal's, nor an excuse."""
        return "X-Request-ID" in self.headers and self.status < 500

    @property
    def is_json(self):
        return self.headers.get("Content-Type", "").startswith("application/json")

    @property
    def page(self):
        return Page(self.path, self.body.decode())


class Browser:
    def __init__(self, port, cookie):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies = {"pixcertif": cookie}
        # As the proxy passes it on.
        self.fixed = {"X-Forwarded-Proto": "https", "Origin": f"https://127.0.0.1:{port}"}
        self.used_at = 0
        self.bytes = 0

    def visit(self, path, form=None):
        """A page as one navigates: redirections followed; None when it could not be had."""
        return self._follow(path, form and urlencode(form), "application/x-www-form-urlencoded")

    def ask(self, path, form=None):
        """As sitting.js: what the server says, or None when nobody of ours answers."""
        body = form and "".join(PART % each for each in form.items()) + f"--{BOUNDARY}--\r\n"
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        reply = self._follow(path, body, kind, Accept="application/json")
        if not reply or not reply.is_json:
            return reply and {"url": reply.path}
        return json.loads(reply.body)

    def _follow(self, path, body, kind, **headers):
        if body:
            headers |= {"Content-Type": kind}
        reply = self._send("POST" if body else "GET", path, body, headers)
        headers.pop("Content-Type", None)
        while reply and reply.status in (301, 302, 303):
            address = urlsplit(reply.headers["Location"])
            path = address.path + (f"?{address.query}" if address.query else "")
            reply = self._send("GET", path, None, headers)
        return reply if reply and reply.is_ours else None

    def _send(self, method, path, body, headers):
        if time.monotonic() - self.used_at > STILL_OPEN:
            self.connection.close()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.fixed, "Cookie": cookies, **headers}
        try:
            self.connection.request(method, path, body and body.encode(), headers)
            response = self.connection.getresponse()
            reply = Reply(path, response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return None
        self.used_at, self.bytes = time.monotonic(), len(reply.body)
        for line in reply.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return reply
