from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from profiles import practice as practices
from profiles.models import Answer, Asked, KnowledgeElement, profile_at
from referentiel.content import read_all
from referentiel.loading import load
from referentiel.models import Challenge, Competence
from tests.factories import UserFactory
from tests.referentiel.test_content import competence as written
from tests.referentiel.test_content import write
from tests.threads import all_at_once

__all__ = ["write"]


@pytest.fixture
def content(db, write, tmp_path):
    write(written())
    load(read_all(tmp_path)[0])


@pytest.fixture
def competence(content):
    return Competence.objects.get(code="1.1")


@pytest.fixture
def lea(db):
    return UserFactory(username="lea.fontaine")


@pytest.fixture
def practice(lea, competence):
    return practices.begin(lea, competence)


def play(practice, knows):
    """The whole practice of somebody who knows up to these difficulties."""
    while asked := practices.current(practice):
        skill = asked.challenge.skill
        right = skill.difficulty <= knows[skill.tube.name]
        practices.answer(asked, "2" if right else "1")


@pytest.mark.parametrize(("tri", "somme"), [(0, 4), (2, 4), (4, 4), (4, 6), (4, 8)])
def test_practice_finds_the_level(lea, practice, tri, somme):
    play(practice, {"tri": tri, "somme": somme})

    practice.refresh_from_db()
    assert practice.state == "finished"
    standing = profile_at(lea, timezone.now()).standing("1.1")
    assert standing.level == tri + somme - 4
    assert practice.asked.count() <= 8


def test_practice_is_taken_up_where_it_stopped(lea, competence, practice):
    first = practices.current(practice)

    assert practices.current(practices.begin(lea, competence)) == first
    assert Asked.objects.count() == 1


def test_first_answer_stands(practice):
    asked = practices.current(practice)
    practices.answer(asked, "1")

    with pytest.raises(practices.AlreadyAnswered):
        practices.answer(asked, "2")

    assert Answer.objects.get().result == "ko"
    assert not KnowledgeElement.objects.filter(status="validated").exists()


def test_skipping_shows_nothing_good(practice):
    practices.skip(practices.current(practice))

    assert Answer.objects.get().result == "aband"
    assert set(KnowledgeElement.objects.values_list("status", flat=True)) == {"invalidated"}


def test_profile_is_read_as_of_an_instant(lea, practice):
    before = timezone.now()
    play(practice, {"tri": 4, "somme": 8})

    assert profile_at(lea, before).pix == 0
    assert profile_at(lea, timezone.now()).pix == 64


def test_answer_after_the_time_is_right_too_late(practice, time_machine):
    asked = practices.current(practice)
    Challenge.objects.update(timer=60)
    asked = Asked.objects.get()
    assert asked.waits_for_its_clock
    Asked.objects.update(begun_at=timezone.now())
    time_machine.move_to(timezone.now() + timedelta(seconds=61))

    given = practices.answer(Asked.objects.get(), "2")

    assert given.result == "timedout"


def test_reset_waits_seven_days_and_hides_what_was_shown(lea, competence, practice, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    assert practices.reset(lea, competence) is False
    play(practice, {"tri": 4, "somme": 8})
    time_machine.shift(timedelta(days=7, seconds=-1))
    assert practices.reset(lea, competence) is False

    time_machine.shift(1)
    assert practices.reset(lea, competence) is True

    time_machine.shift(1)
    assert profile_at(lea, timezone.now()).pix == 0
    assert practices.current(practices.begin(lea, competence)) is not None


def test_second_practice_prefers_challenges_not_met_yet(lea, competence, practice, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    play(practice, {"tri": 4, "somme": 8})
    met = set(Asked.objects.values_list("question__challenge__name", flat=True))
    time_machine.shift(timedelta(days=8))
    practices.reset(lea, competence)
    time_machine.shift(1)

    again = practices.begin(lea, competence)
    play(again, {"tri": 4, "somme": 8})

    assert met.isdisjoint(again.asked.values_list("question__challenge__name", flat=True))


def test_what_others_show_is_not_mine(lea, practice):
    play(practice, {"tri": 4, "somme": 8})

    assert profile_at(UserFactory(), timezone.now()).pix == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_two_tabs_get_one_question_and_keep_one_answer(practice):
    asked = all_at_once(8, practices.current, practice)
    assert len({each.pk for each in asked}) == 1

    answers = all_at_once(8, practices.answer, asked[0], "2")
    assert sum(isinstance(each, Answer) for each in answers) == 1
    assert Answer.objects.count() == 1
