"""The draw, as the public platform was seen to do it, and as ours adds to it."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.draw import QUESTIONS_PER_COMPETENCE, Shown, Variant, ask, choose
from assessments.models import MOST_QUESTIONS
from profiles.profile import Shown as Known
from profiles.profile import profile_of
from referentiel.content import read_all
from referentiel.models import SEEDS
from referentiel.worth import PIX
from tests.golden import cases

CASES = cases("generation.json")


def draw(competences, shown, random):
    """Here a skill is known by its variants; without any, it cannot be asked."""
    chosen = choose(competences, [each for each in shown if each.skill])
    return ask(chosen, {each.skill: each.skill for each in chosen}, random)


def askable(case, skill):
    return [
        challenge
        for challenge in case["challenges"]
        if skill["id"] in challenge["skills"]
        and case["locale"] in challenge["locales"]
        and challenge["status"] == "validé"
    ]


def shown_in(case):
    """The validated skills of a case, and what each could be asked by."""
    elements = {element["skill"]: element for element in case["knowledge_elements"]}
    for skill in case["skills"]:
        element = elements.get(skill["id"])
        if element and element["status"] == "validated":
            variants = tuple(
                Variant(
                    challenge["id"],
                    seen=frozenset({0} if challenge["id"] == element["answered_challenge"] else ()),
                )
                for challenge in askable(case, skill)
            )
            yield Shown(
                variants,
                skill["competence"],
                skill["name"][:-1],
                skill["difficulty"],
                element["source"] == "direct",
            )


def profile_in(case):
    return profile_of(
        Known(
            element["competence"],
            element["status"] == "validated",
            round(element["earned_pix"] * PIX),
        )
        for element in case["knowledge_elements"]
    )


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_draws_what_was_seen(case):
    profile, expected = profile_in(case), case["expected"]
    assert len(profile.testable) == expected["certifiable_competences"]
    if "error" in expected:
        assert profile.missing
        return
    for line in expected["profile"]:
        standing = profile.standing(line["competence"])
        assert (standing.level, standing.pix) == (line["level"], line["pix"])

    shown = list(shown_in(case))
    outcomes = {
        tuple(each.challenge for each in draw(profile.testable, shown, Random(seed)))
        for seed in range(200)
    }

    seen = expected.get("outcomes") or [[line["challenge"] for line in expected["questions"]]]
    assert outcomes == {tuple(outcome) for outcome in seen}


ONE = (Variant("c"),)


def skill(tube, difficulty, *, direct=True, variants=ONE):
    return Shown(variants, "1.1", tube, difficulty, direct)


def tubes(drawn):
    return [f"{each.shown.tube}{each.shown.difficulty}" for each in drawn]


def test_tubes_are_spread_among_equals():
    shown = [skill("a", 5), skill("a", 4), skill("b", 4), skill("c", 4)]

    assert tubes(draw(["1.1"], shown, Random(1))) == ["a5", "b4", "c4"]


def test_inferred_skills_serve_only_where_none_was_shown_directly():
    shown = [skill("a", 5, direct=False), skill("b", 2), skill("c", 7, direct=False)]

    assert tubes(draw(["1.1"], shown, Random(1))) == ["b2"]
    assert tubes(draw(["1.1"], [shown[0], shown[2]], Random(1))) == ["c7", "a5"]


def test_direct_skill_that_nothing_asks_leaves_its_place_to_the_inferred():
    shown = [skill("a", 5, variants=()), skill("b", 2, direct=False)]

    assert tubes(draw(["1.1"], shown, Random(1))) == ["b2"]


def test_generated_question_is_one_that_training_did_not_ask():
    asked = frozenset(range(99))

    for seed in range(50):
        [drawn] = draw(["1.1"], [skill("a", 3, variants=(Variant("c", 100, asked),))], Random(seed))
        assert drawn.seed == 99


def test_same_source_draws_the_same():
    shown = [skill(tube, n, variants=(Variant("c", 100),)) for tube in "abc" for n in range(1, 9)]

    assert draw(["1.1"], shown, Random(7)) == draw(["1.1"], shown, Random(7))
    assert draw(["1.1"], shown, Random(7)) != draw(["1.1"], shown, Random(8))


SKILLS = st.lists(
    st.builds(
        Shown,
        competence=st.sampled_from(["1.1", "1.2", "5.2"]),
        tube=st.sampled_from("abcde"),
        difficulty=st.integers(1, 8),
        is_direct=st.booleans(),
        skill=st.lists(
            st.builds(
                Variant,
                st.text("xyz", min_size=1, max_size=2),
                st.integers(1, 4),
                st.frozensets(st.integers(0, 3)),
            ),
            max_size=3,
        ).map(tuple),
    ),
    max_size=30,
    unique_by=lambda shown: (shown.competence, shown.tube, shown.difficulty),
)


@given(SKILLS, st.integers())
def test_every_draw_keeps_the_rules(shown, seed):
    drawn = draw(["5.2", "1.1"], shown, Random(seed))

    codes = [each.shown.competence for each in drawn]
    assert codes == sorted(codes)
    assert set(codes) == {s.competence for s in shown if s.skill} - {"1.2"}
    assert all(codes.count(code) <= QUESTIONS_PER_COMPETENCE for code in codes)
    for each in drawn:
        variants = each.shown.skill
        mine = [variant for variant in variants if variant.challenge == each.challenge]
        assert any(each.seed < variant.seeds for variant in mine)
        if any(variant.unseen for variant in variants):
            assert any(each.seed in variant.unseen for variant in mine)


def everything():
    """The real content, each skill with its variants."""
    for competence in read_all()[0]:
        for tube in competence.tubes:
            for skill in tube.skills:
                variants = tuple(
                    Variant(each.id, SEEDS if each.generator else 1) for each in skill.challenges
                )
                yield variants, competence.code, tube.name, skill.difficulty


def somebody(content, random):
    """At ease here and not there; some of it shown directly, some of it inferred."""
    ability = {code: random.randint(0, 8) for code in {place[1] for place in content}}
    for variants, code, tube, difficulty in content:
        if difficulty <= ability[code] and random.random() < 0.9:
            seen = frozenset(random.sample(range(SEEDS), 5))
            known = tuple(Variant(each.challenge, each.seeds, seen) for each in variants)
            yield Shown(known, code, tube, difficulty, random.random() < 0.6)


def test_ten_thousand_profiles_over_the_real_content():
    """R45, T3: no error, nothing asked twice, three at most of a competence, 48 in all."""
    content, random = list(everything()), Random(2026)
    for _ in range(10_000):
        shown = list(somebody(content, random))
        codes = {each.competence for each in shown}
        drawn = draw(codes, shown, random)

        asked = [each.challenge for each in drawn]
        each_code = Counter(each.shown.competence for each in drawn)
        assert len(set(asked)) == len(asked) <= MOST_QUESTIONS
        assert set(each_code) == codes
        assert max(each_code.values(), default=0) <= QUESTIONS_PER_COMPETENCE
