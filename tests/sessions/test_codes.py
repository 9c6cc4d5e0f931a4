"""Codes that are said aloud and typed by hand."""

import re

from sessions.codes import draw_access_code, draw_number, draw_password, typed


def test_codes_hold_only_signs_that_are_not_taken_for_one_another():
    for _ in range(200):
        assert re.fullmatch("[BCDFGHJKMPQRTVWXZ]{4}[2346789]{2}", draw_access_code())
        assert re.fullmatch("[BCDFGHJKMPQRTVWXZ2346789]{8}", draw_password())
        assert 100_000 <= draw_number() <= 999_999


def test_typed_code_ignores_case_spaces_and_dashes():
    assert {typed(text) for text in ("KMTR47", "kmtr 47", " Kmtr-47 ", "km\u202ftr_47")} == {
        "KMTR47"
    }
