"""What must be true of every test, its questions, its answers and its result: each is asked of the
whole base at once, so that the number of queries does not grow with it."""

from datetime import timedelta

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from assessments.clock import GRACE
from assessments.draw import QUESTIONS_PER_COMPETENCE
from assessments.models import MOST_QUESTIONS, Answer, Certification, Question
from candidates.models import Candidate
from core.invariants import invariant
from sessions.models import Session
from sessions.timing import TEST_DURATION

# The sweep closes tests each minute.
CLOSED_WITHIN = timedelta(seconds=60)
SCORED_WITHIN = timedelta(minutes=10)
FINISHED = Q(state="finished")
BEGUN = Q(state__in=["started", "finished"])
SENT = ["finalised", "in_jury", "published"]
SCORING = {"waiting": "en attente", "failed": "échoué", "done": "fait puis perdu", None: "absent"}


@invariant("INV-01", "un seul test par candidat et par session")
def one_test_for_each():
    tests = Certification.objects.values("candidate").annotate(tests=Count("pk"))
    for row in tests.filter(tests__gt=1):
        yield "candidat {candidate}, {tests} tests".format(**row)


@invariant("INV-02", "au plus 3 questions par compétence et 48 par test, aux rangs 1 à n")
def questions_in_their_places():
    tests = (
        Question.objects.order_by()
        .values("certification")
        .annotate(
            questions=Count("pk"),
            ranks=Count("position", distinct=True),
            first=Min("position"),
            last=Max("position"),
        )
    )
    sound = Q(ranks=F("questions"), first=1, last=F("questions"), questions__lte=MOST_QUESTIONS)
    for row in tests.filter(~sound):
        yield "certification {certification}, {questions} questions de {first} à {last}".format(
            **row
        )
    asked = Question.objects.values("certification", "competence").annotate(asked=Count("pk"))
    for row in asked.filter(asked__gt=QUESTIONS_PER_COMPETENCE):
        yield "certification {certification}, {asked} questions en {competence}".format(**row)


@invariant("INV-03", "un test prêt a toutes ses questions, un test en préparation aucune")
def no_test_is_half_made():
    """As many as were drawn, which the test remembers."""
    asked = Question.objects.filter(certification=OuterRef("pk")).order_by().values("certification")
    asked = asked.annotate(number=Count("pk")).values("number")
    half = Certification.objects.annotate(asked=Coalesce(asked, 0)).exclude(asked=F("total"))
    for row in half.values("number", "state", "asked", "total"):
        yield "test {number} ({state}), {asked} questions sur {total}".format(**row)


@invariant("INV-04", "une seule réponse par question, et chaque réponse dans son test")
def answers_in_their_places():
    answers = Answer.objects.values("question").annotate(answers=Count("pk"))
    for row in answers.filter(answers__gt=1):
        yield "question {question}, {answers} réponses".format(**row)
    test = Certification.objects.filter(questions=OuterRef("question"))
    for row in Answer.objects.filter(~Exists(test)).values("pk", "question"):
        yield "réponse {pk}, question {question} d’aucun test".format(**row)


@invariant("INV-05", "aucune réponse plus de 30 secondes après la fin du temps")
def no_answer_too_late():
    """Of a test that goes on after its own time, minutes added and pauses are asked too: those of
    its last answer decide for the others."""
    candidate = "question__certification__candidate"
    extra_time = Cast(f"{candidate}__extra_time", IntegerField()) * Value(TEST_DURATION / 100)
    own_time = Value(TEST_DURATION + GRACE) + ExpressionWrapper(extra_time, DurationField())
    late = Answer.objects.filter(received_at__gt=F(f"{candidate}__session__started_at") + own_time)
    last = dict(late.values_list("question__certification").annotate(Max("received_at")))
    for test in Certification.objects.with_clock().in_bulk(last).values():
        at = last[test.pk]
        if at > test.closes_at(at):
            yield f"test {test.number}, réponse du {at:%d/%m/%Y à %H:%M:%S} UTC"


@invariant("INV-06", "aucun test ouvert plus de 60 secondes après sa fin")
def no_test_outlives_its_time():
    on_the_clock = Certification.objects.exclude(candidate__session__started_at=None)
    for test in on_the_clock.overdue(timezone.now() - CLOSED_WITHIN):
        yield f"test {test.number}"


@invariant("INV-07", "un test terminé a un motif de fin, et un score dans les 10 minutes")
def what_is_ended_is_scored():
    known = Q(end__in=Certification.End.values)
    wrong = Certification.objects.filter(FINISHED & ~known | ~FINISHED & ~Q(end=""))
    for row in wrong.values("number", "state", "end"):
        yield "test {number} ({state}), motif de fin « {end} »".format(**row)
    # From the closing, which may come long after the end that it writes down.
    late = Q(scoring=None) | Q(scoring__created_at__lt=timezone.now() - SCORED_WITHIN)
    unscored = Certification.objects.filter(FINISHED & late, results=None)
    for number, state in unscored.values_list("number", "scoring__state"):
        yield f"test {number} sans score, calcul {SCORING.get(state, state)}"


@invariant("INV-08", "un compte par candidat et un candidat par compte, dans chaque session")
def one_account_for_each():
    linked = Candidate.objects.enrolled().exclude(user=None)
    candidates = linked.values("session", "user").annotate(candidates=Count("pk"))
    for row in candidates.filter(candidates__gt=1):
        yield "session {session}, compte {user}, {candidates} candidats".format(**row)
    people = linked.values("session", "key", "birth_date", "twin")
    accounts = people.annotate(accounts=Count("user", distinct=True), candidate=Min("pk"))
    for row in accounts.filter(accounts__gt=1):
        yield "session {session}, candidat {candidate}, {accounts} comptes".format(**row)


@invariant("INV-09", "un test est celui d’un inscrit, commencé avec le code et à temps")
def who_sits_may_sit():
    listed = Exists(Candidate.objects.filter(pk=OuterRef("candidate")))
    clock = Q(candidate__started_at=None) | Q(candidate__session__started_at=None)
    faults = {
        "sans candidat": ~listed,
        "sans compte": Q(candidate__user=None),
        "commencé, candidat retiré de la liste": BEGUN & Q(candidate__removed_at__isnull=False),
        "commencé sans le code": BEGUN & (Q(seat="") | clock),
        "commencé après la finalisation": Q(started_at__gt=F("candidate__session__finalised_at")),
    }
    for fault, rule in faults.items():
        for number in Certification.objects.filter(rule).values_list("number", flat=True):
            yield f"test {number} {fault}"


@invariant("INV-10", "une session finalisée a sa date, plus de test en cours, pas de réponse après")
def finalised_is_over():
    """Its own row, and the status of each candidate, come with the chapter of finalisation."""
    sent, dated = Q(state__in=SENT), Q(finalised_at__isnull=False)
    sessions = Session.objects.filter(sent & ~dated | ~sent & dated)
    for number, state in sessions.values_list("number", "state"):
        yield f"session {number} ({state}), mal datée"
    tests = Certification.objects.filter(state="started", candidate__session__state__in=SENT)
    for number in tests.values_list("number", flat=True):
        yield f"test {number} en cours"
    test = "question__certification"
    late = Answer.objects.filter(received_at__gt=F(f"{test}__candidate__session__finalised_at"))
    for number in late.values_list(f"{test}__number", flat=True).distinct():
        yield f"test {number}, réponse après la finalisation"
