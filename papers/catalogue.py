"""The papers of a session: which there are, for when, and what each of them needs to know."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import segno
from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from centres.rooms import LOADS, POINTS
from papers.letters import Letter
from sessions.timing import length_of_test

# As many are made in a few seconds; a pile of them comes in several files.
LETTERS_PER_FILE = 100


class Moment(StrEnum):
    BEFORE = "Avant le jour"
    DAY = "Le jour même"
    INCIDENT = "En cas d’incident"


@dataclass(frozen=True)
class Paper:
    """One template makes the page and the PDF; `facts` says what it needs beside the session."""

    slug: str
    title: str
    purpose: str
    template: str
    audience: str
    moment: Moment
    facts: Callable
    orientation: str = "portrait"
    # Whether it goes out of date when the list of candidates changes.
    lists_people: bool = False
    bears_code: bool = False
    # A letter to each: to nobody, there is none.
    one_each: bool = False
    # Which fields of AskedForm its address may carry.
    asks: tuple[str, ...] = ()

    def filename(self, session, part=1):
        return f"{self.slug}-{session.number}{f'-{part}' if part > 1 else ''}.pdf"

    def parts(self, session):
        """In how many files: one, but for a pile of letters, which may be none or several."""
        if not self.one_each:
            return 1
        return -(-session.candidates.enrolled().count() // LETTERS_PER_FILE)

    def context(self, session, **asked):
        """What its template reads; `asked` may name one candidate, blank rows, a password."""
        return {
            "centre": session.centre,
            "session": session,
            "document": self,
            "made_at": timezone.now(),
            "pdf": True,
            **self.facts(session, **asked),
        }


def attendance(session, blank=None):
    # The test is a later chapter's: only its name is known here.
    numbered = session.candidates.enrolled().annotate(test_number=F("certification__number"))
    candidates = list(numbered)
    blank = session.centre.walk_in_rows if blank is None else blank
    first = len(candidates) + 1
    return {"candidates": candidates, "blank_rows": range(first, first + blank)}


def convocations(session, candidate=None, part=None):
    first = LETTERS_PER_FILE * ((part or 1) - 1)
    several = session.candidates.enrolled()[first : first + LETTERS_PER_FILE]
    candidates = [candidate] if candidate else several
    return {"letters": [Letter(each, session) for each in candidates]}


def invigilator_kit(session, password=""):
    return {"qr": qr_code("home"), "password": password}


def instructions(session):
    """When tests end if the code is given at the hour planned; how many have more time. Their
    names are on the attendance sheet: nobody is to read these aloud."""
    slower = session.candidates.enrolled().exclude(extra_time=0)
    numbers = Counter(slower.values_list("extra_time", flat=True))
    starts_at = session.starts_at
    return {
        "ends_at": starts_at + length_of_test(),
        "slower": [
            (more, numbers[more], starts_at + length_of_test(more)) for more in sorted(numbers)
        ],
    }


def notice(session):
    return {"qr": qr_code("assessments:join")}


def room_checklist(session):
    check = session.room.last_check if session.room else None
    return {
        "check": check,
        "answers": check.points if check else [(point, None) for point in POINTS],
        "loads": LOADS,
    }


def report(session, candidate=None):
    return {"candidate": candidate}


def qr_code(page):
    """As a picture that is its own address."""
    return segno.make(settings.SITE_URL + reverse(page), error="m").svg_data_uri()


PAPERS = (
    Paper(
        "convocations",
        "Convocations",
        "Une lettre par candidat, dans l’ordre de la liste : quand, où, quoi apporter.",
        "papers/convocations.html",
        "Pour les candidats",
        Moment.BEFORE,
        convocations,
        lists_people=True,
        one_each=True,
        asks=("candidat", "partie"),
    ),
    Paper(
        "preparation-de-salle",
        "Check-list de préparation de salle",
        "Les points à vérifier, avec les réponses de la dernière vérification.",
        "papers/room_checklist.html",
        "Pour le personnel informatique",
        Moment.BEFORE,
        room_checklist,
    ),
    Paper(
        "emargement",
        "Feuille d’émargement, PV de session",
        "Qui est là, qui signe, ce qui est signalé : à garder deux ans.",
        "papers/attendance.html",
        "Pour les surveillants",
        Moment.DAY,
        attendance,
        orientation="landscape",
        lists_people=True,
        asks=("vides",),
    ),
    Paper(
        "kit-du-surveillant",
        "Kit du surveillant",
        "Une page : numéro de session, mot de passe, code d’accès à découper, quoi faire.",
        "papers/invigilator_kit.html",
        "Pour les surveillants",
        Moment.DAY,
        invigilator_kit,
        bears_code=True,
    ),
    Paper(
        "consignes-a-lire",
        "Consignes à lire aux candidats",
        "À voix haute, quand toute la salle attend le code.",
        "papers/instructions.html",
        "Pour les surveillants",
        Moment.DAY,
        instructions,
        lists_people=True,
    ),
    Paper(
        "notice-candidat",
        "Notice candidat, à afficher",
        "Dix étapes en grand, avec le numéro de session, sur une feuille A4.",
        "papers/candidate_notice.html",
        "Pour les candidats",
        Moment.DAY,
        notice,
        orientation="landscape",
    ),
    Paper(
        "notice-a-projeter",
        "Notice candidat, à projeter",
        "La même, au format d’un écran (16:9).",
        "papers/candidate_notice.html",
        "Pour les candidats",
        Moment.DAY,
        notice,
        orientation="landscape slide",
    ),
    Paper(
        "pv-d-incident",
        "PV d’incident",
        "Tout ce qui peut compter pour le jury, avec les codes de signalement.",
        "papers/incident_report.html",
        "Pour les surveillants",
        Moment.INCIDENT,
        report,
    ),
    Paper(
        "pv-de-fraude",
        "PV de fraude",
        "Un par personne et par fait ; le test n’est pas interrompu.",
        "papers/fraud_report.html",
        "Pour les surveillants et les référents",
        Moment.INCIDENT,
        report,
        asks=("candidat",),
    ),
)
BY_SLUG = {paper.slug: paper for paper in PAPERS}
