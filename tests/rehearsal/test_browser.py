"""The browser of a rehearsal fills in a question as sitting.js sends it."""

from random import Random

from rehearsal.browser import Page
from rehearsal.disturbance import plan

HIDDEN = """<form class="card" method="post" data-key="x"><input type="hidden"
 name="csrfmiddlewaretoken" value="t0ken"><input type="hidden" name="question" value="7"><input
 type="hidden" name="key" value="a">%s<button name="pass" value="ask">Je passe</button>
 <details><select name="signalement-kind"><option value="E1">…</option></select></details></form>"""
SENT = {"csrfmiddlewaretoken": "t0ken", "question": "7", "key": "a"}
REPORT = {"signalement-kind": "", "signalement-words": ""}


def answer(fields):
    return Page("/", HIDDEN % fields).answer("7-0f")


def test_text_is_written():
    assert answer('<input type="text" name="r">') == {**SENT, "r": "7-0f", **REPORT}


def test_one_choice_is_ticked():
    ticks = '<input type="radio" name="choix" value="3"><input type="radio" name="choix" value="3">'

    assert answer(ticks) == {**SENT, "choix": "3", **REPORT}


def test_something_is_chosen_in_a_list():
    options = '<option value="" selected>Choisir…</option><option value="l&#x27;une">l’une</option>'

    assert answer(f'<select name="r">{options}</select>') == {**SENT, "r": "l'une", **REPORT}


def test_page_without_a_question_is_not_filled_in():
    assert Page("/", "<form method='post'></form>").answer("7-0f") is None


def test_same_seed_kills_the_same():
    assert plan(Random(4), 60) == plan(Random(4), 60)
    assert plan(Random(4), 60) != plan(Random(5), 60)
