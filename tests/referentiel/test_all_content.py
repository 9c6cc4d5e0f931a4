"""The content itself: every file sound, every generator good for a hundred questions."""

import re
from collections import Counter
from functools import cache
from io import StringIO

import pytest
from django.core.management import call_command

from referentiel.content import check_draft, read_all
from referentiel.marking import Result, mark

SEEDS = range(100)
HEAVIEST = 300_000


@cache
def content():
    return read_all()


def all_challenges():
    chapters, _ = content()
    tubes = [tube for chapter in chapters for tube in chapter.tubes]
    return [each for tube in tubes for skill in tube.skills for each in skill.challenges]


GENERATED = [each for each in all_challenges() if each.generator]
WRITTEN = [each for each in all_challenges() if not each.generator]


def drafts_of(challenge):
    return [challenge.make(seed) for seed in SEEDS]


def test_content_has_no_fault():
    _, faults = content()

    assert faults == []


@pytest.mark.parametrize("challenge", GENERATED, ids=lambda each: each.id)
def test_generator_makes_a_hundred_good_questions(challenge):
    drafts = drafts_of(challenge)

    for draft in drafts:
        check_draft(draft)
    assert challenge.make(7) == drafts[7]
    different = {(draft.instruction, draft.choices, draft.fields, draft.files) for draft in drafts}
    assert len(different) >= 90
    assert max(len(file.content) for draft in drafts for file in draft.files or [EMPTY]) < HEAVIEST


class EMPTY:
    content = b""


@pytest.mark.parametrize("challenge", GENERATED, ids=lambda each: each.id)
def test_answer_of_one_neighbour_is_seldom_that_of_the_other(challenge):
    drafts = drafts_of(challenge)

    pairs = zip(drafts, drafts[1:], strict=False)
    copied = [mark(mine.key, others.right_answer()) is Result.OK for mine, others in pairs]

    # Among four choices, chance alone gives one in four.
    assert sum(copied) <= (50 if drafts[0].choices else 25)


@pytest.mark.parametrize("challenge", WRITTEN, ids=lambda each: each.id)
def test_written_question_is_explained_and_well_set(challenge):
    draft = challenge.make(0)

    text = " ".join((draft.instruction, draft.explanation, *draft.choices))
    assert draft.explanation
    assert re.search(r"\w'\w| [;!?»]|« ", re.sub(r"`[^`]*`", "", text)) is None


def test_right_choice_is_at_every_place():
    places = Counter(
        challenge.make(0).solution[0] for challenge in WRITTEN if challenge.make(0).type == "QCU"
    )

    assert min(places[place] for place in (1, 2, 3, 4)) >= 0.15 * sum(places.values())


def test_right_choice_is_not_given_away_by_its_length():
    questions = [challenge.make(0) for challenge in WRITTEN if challenge.make(0).type == "QCU"]
    longest = [
        max(range(len(each.choices)), key=lambda n: len(each.choices[n])) + 1 == each.solution[0]
        for each in questions
    ]

    assert sum(longest) <= 0.4 * len(questions)


def test_report_counts_what_is_there():
    words = StringIO()

    call_command("referentiel_report", stdout=words)

    chapters, _ = content()
    assert f"Total, {len(chapters)} compétences, 0 faute(s)" in words.getvalue()
    assert f"épreuves {len(all_challenges())}" in words.getvalue()
