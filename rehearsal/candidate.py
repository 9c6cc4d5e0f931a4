"""Somebody who sits a test: from the door to the end screen, through whatever happens."""

import re
import time
from secrets import token_hex

from rehearsal.browser import Browser
from rehearsal.history import Given, History

DOOR = "/certification/"
STAGE = re.compile(r"/certification/(\d+)/(question|fin)?")
LONGEST_PAUSE = 5
# A page of ours that leads nowhere so often is a fault.
MOST_TURNS = 20


class Stuck(Exception):
    """A page of ours from which the candidate does not get on."""


class TimeUp(Exception):
    """The rehearsal does not wait any longer."""


class Candidate:
    """Plays what its page says; `until` is when it gives up, seconds as of time.monotonic."""

    def __init__(self, person, port, history=None, until=float("inf")):
        self.person = person
        self.browser = Browser(port, person["cookie"])
        self.history = History() if history is None else history
        self.until = until
        self.page = None
        self.turns = 0
        self.has_begun = False
        # What was typed stays in the browser when the page is lost, and comes back into it.
        self.kept = (None, None)

    @property
    def stage(self):
        """door, certification, question, fin; or the name of what we should never see."""
        if self.page is None:
            return "outside"
        if self.page.path == DOOR:
            return "door"
        found = STAGE.match(self.page.path)
        return (found[2] or "certification") if found else "elsewhere"

    @property
    def wants_code(self):
        return self.stage == "certification" and 'name="code"' in self.page.html

    def play(self, think, over):
        """To the end screen, or until it is over between two answers."""
        while self.stage != "fin" and not over.is_set():
            if self.stage == "question":
                think()
                self.mention()
            self.step()

    def step(self):
        """One thing that the page asks for."""
        self.turns += 1
        if self.turns > MOST_TURNS:
            raise Stuck(f"{self.page.path}: {said(self.page.html)}")
        if self.stage == "outside":
            self.page = self.open(DOOR)
        elif self.stage == "door":
            self.fill(DOOR, self.identity())
        elif self.stage == "question":
            self.answer()
        elif self.wants_code:
            self.type_code()
        elif self.stage == "certification" and self.page.action:
            self.fill(self.page.action, {})
        else:
            raise Stuck(f"sent to {self.page.path}: {said(self.page.html)}")

    def identity(self):
        day, month, year = self.person["birth_date"]
        names = {name: self.person[name] for name in ("number", "first_name", "birth_name")}
        return {**names, "day": day, "month": month, "year": year, "identifier": ""}

    def type_code(self):
        self.history.codes += self.has_begun
        self.fill(self.page.path, {"code": self.person["code"]})
        if self.stage == "question":
            self.has_begun, self.turns = True, 0

    # ── Forms of plain pages: when one is lost, the person asks for the page again ────────────

    def open(self, path):
        return self.insist(lambda: self.browser.visit(path)).page

    def fill(self, path, form):
        here, token = self.page.path, self.page.token
        reply = self.browser.visit(path, {"csrfmiddlewaretoken": token, **form})
        self.history.retries += reply is None
        self.page = reply.page if reply else self.open(here)

    # ── The page of a question, as sitting.js ─────────────────────────────────────────────────

    def answer(self):
        """Sent until it is heard; then the next page is there. A timed question is begun first."""
        form = self.page.answer(token_hex(4))
        if form is None:
            if not self.page.action:
                raise Stuck(f"{self.page.path}: {said(self.page.html)}")
            begun = {"csrfmiddlewaretoken": self.page.token}
            return self.turn(self.insist(lambda: self.browser.ask(self.page.action, begun)))
        given = self.write(form)
        self.history.sent.append(given)
        heard = self.insist(lambda: self.browser.ask(self.page.path, form))
        if heard.get("forget"):
            self.history.acknowledged.append(given)
            self.turns = 0
        return self.turn(heard)

    def mention(self):
        """What is being typed goes along with a question about the time; nobody insists."""
        if form := self.page.answer(token_hex(4)):
            self.write(form)
            self.browser.ask(self.page.path.replace("question", "temps"), form)

    def write(self, form):
        """« question-figures », the same again when the same question comes back."""
        question = form["question"]
        if self.kept[0] != question:
            self.kept = (question, f"{question}-{token_hex(4)}")
        if "r" in form:
            form["r"] = self.kept[1]
        test = int(STAGE.match(self.page.path)[1])
        return Given(test, int(question), form["key"], self.kept[1])

    def turn(self, heard):
        if "url" in heard:
            self.page = self.open(heard["url"])
        else:
            self.page = type(self.page)(self.page.path, heard["html"])

    def insist(self, ask):
        """The same words until they are heard, with the pauses of sitting.js."""
        begun, pause = time.monotonic(), 1
        while not (heard := ask()):
            self.history.retries += 1
            if time.monotonic() + pause > self.until:
                raise TimeUp(f"not heard for {time.monotonic() - begun:.0f} s")
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        self.history.longest_wait = max(self.history.longest_wait, time.monotonic() - begun)
        return heard


def said(html):
    """Enough of a page to know what it was."""
    words = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    return " ".join(words.split())[:300]
