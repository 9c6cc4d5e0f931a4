"""A test beside the public platform's: started, answered, scored, with as much content as theirs.

Theirs, measured on a machine of this kind: a start 61 SQL and 44 to 55 ms of CPU, growing with the
content; a question 4.9 to 5.2 ms in 2 to 4 requests; a score 32 SQL and 44 to 59 ms.
"""

import re
from datetime import timedelta
from itertools import count
from time import process_time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments import sitting
from assessments.closing import close
from assessments.joining import join
from assessments.models import Certification, Preparation, Scoring
from bench.session_papers import session_of
from candidates.models import Candidate
from centres.models import Centre, Room
from profiles.models import KnowledgeElement
from referentiel.drafts import qroc
from referentiel.models import Area, Challenge, Competence, Question, Skill, Tube
from referentiel.worth import LEVEL
from sessions.models import Session

COMPETENCES, TUBES, VARIANTS = 16, 6, 4
STARTS = 20
SUM = qroc("Combien font un et un, écrit en chiffres ?", "2", label="Réponse")
CODE = "KMTR47"
QUESTION = re.compile(r'name="question" value="(\d+)"')
numbers = count(1)


def figures():
    session = session_now()
    fill(1)
    yield from starts(session, "3,072 challenges")
    fill(2)
    yield from starts(session, "6,144 challenges")
    yield from answers(session)
    yield from scores()


def session_now():
    user = User.objects.create_user(username="bench.tests", first_name="Nadia", last_name="F.")
    centre = Centre.objects.create(
        name="Lycée", kind="sco", street="1 rue Neuve", town="Paris", department="75", head="A. N."
    )
    session = session_of(Room.objects.create(centre=centre, name="T", posts=30), user, 1, days=-3)
    now = timezone.now()
    hours = {"starts_at": now, "ends_at": now + timedelta(hours=2), "access_code": CODE}
    Session.objects.filter(pk=session.pk).update(**hours)
    return Session.objects.get(pk=session.pk)


def fill(series):
    """768 skills of 16 competences, each asked in 4 ways."""
    for number in range(COMPETENCES):
        area, _ = Area.objects.get_or_create(code=number // 4 + 1, defaults={"name": "D"})
        competence, _ = Competence.objects.get_or_create(
            code=f"{number // 4 + 1}.{number % 4 + 1}", defaults={"area": area, "name": "C"}
        )
        for tube in range(TUBES):
            name = f"bench{series}-{number}-{tube}"
            fill_tube(Tube.objects.create(competence=competence, name=name, title="T"))


def fill_tube(tube):
    skills = [Skill(tube=tube, difficulty=d, title="S", worth=LEVEL // TUBES) for d in range(1, 9)]
    made = [
        Challenge(
            skill=skill,
            name=f"{tube.name}-{skill.difficulty}-{variant}",
            fingerprint="f",
            type="QROC",
            accessibility="Texte.",
        )
        for skill in Skill.objects.bulk_create(skills)
        for variant in range(VARIANTS)
    ]
    Question.objects.bulk_create(
        Question(challenge=challenge, seed=0, content=SUM.to_json())
        for challenge in Challenge.objects.bulk_create(made)
    )


def candidate(session):
    """Level 4 in 16 competences: 512 skills shown."""
    number = next(numbers)
    user = User.objects.create_user(username=f"bench.test{number}", first_name="Léa")
    user.accept_terms()
    skills = Skill.objects.filter(difficulty__lte=6, tube__name__startswith="bench1")
    skills = [skill for skill in skills if (skill.difficulty + skill.tube_id) % 9][:512]
    KnowledgeElement.objects.bulk_create(
        KnowledgeElement(
            user=user,
            skill=skill,
            status="validated",
            source="direct",
            worth=skill.worth,
            at=timezone.now() - timedelta(hours=1),
        )
        for skill in skills
    )
    letters = chr(97 + number // 26) + chr(97 + number % 26)
    person = {"birth_name": f"N{letters}", "first_name": "Léa", "birth_date": "2010-12-04"}
    row = Candidate(session=session, birth_department="34", birth_commune="Béziers", **person)
    row.clean_fields(exclude=["key", "session"])
    row.set_key()
    row.save(force_insert=True)
    return user, join(user, number=session.number, **person | {"birth_date": row.birth_date})


def measured(deed):
    """Its CPU in milliseconds and its SQL, transactions' own words included."""
    with CaptureQueriesContext(connection) as queries:
        begun = process_time()
        deed()
        spent = process_time() - begun
    return spent * 1000, len(queries)


def starts(session, size):
    tests = [candidate(session)[1] for _ in range(STARTS)]
    for label, ahead in (("drawn in the request", False), ("prepared", True)):
        half = tests[: STARTS // 2] if ahead else tests[STARTS // 2 :]
        if ahead:
            Preparation.objects.filter(certification__in=half).work_off()
        found = [measured(lambda pk=test.pk: sitting.enter(fresh(pk))) for test in half]
        cpu, queries = map(min, zip(*found, strict=True))
        yield f"start, {label}, {size}", f"{cpu:.1f} ms", f"CPU; {queries} SQL"


def fresh(pk):
    """As the page of the code has it."""
    return Certification.objects.at_a_seat().get(pk=pk)


def answers(session):
    user, certification = candidate(session)
    client = Client(SERVER_NAME="localhost", headers={"Accept": "application/json"})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    number = certification.number
    client.post(reverse("assessments:informed", args=[number]), secure=True)
    code = {"code": CODE}
    client.post(reverse("assessments:certification", args=[number]), code, secure=True)
    where = reverse("assessments:question", args=[number])
    html, spent = client.get(where, secure=True).json()["html"], []
    while html:
        posted = {"question": QUESTION.search(html)[1], "reponse": "2"}
        said, cost = answered(client, where, posted)
        html = said.get("html")
        spent.append((*cost, len(html or "")))
    cpu, queries, size = sorted(spent)[len(spent) // 2]
    yield "answer and next page", f"{cpu:.1f} ms", f"CPU, median of 48; {queries} SQL with session"
    yield "page of a question", f"{size / 1024:.1f} kB", "its HTML, before compression"


def answered(client, where, posted):
    said = {}

    def post():
        said.update(client.post(where, posted, secure=True).json())

    return said, measured(post)


def scores():
    tests = Certification.objects.filter(state="started")
    for certification in tests:
        close(certification, Certification.End.TIME)
    found = [measured(scoring.attempt) for scoring in Scoring.objects.due()]
    cpu, queries = sorted(found)[len(found) // 2]
    yield "score of a test", f"{cpu:.1f} ms", f"CPU, median of {len(found)}; {queries} SQL"
