from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.throttle import (
    FOREVER,
    Guesses,
    Policy,
)
from tests.threads import all_at_once

POLICY = Policy(
    "test",
    free=3,
    wait=timedelta(minutes=2),
    longest=timedelta(minutes=10),
    forgotten_after=timedelta(hours=1),
    blocked_after=8,
)


NOW = datetime(2027, 3, 11, 8, tzinfo=UTC)


@pytest.mark.parametrize(("guesses", "minutes"), [(3, 2), (4, 4), (5, 8), (6, 10), (7, 10)])
def test_wait_doubles_up_to_the_longest(guesses, minutes):
    assert POLICY.closed_until(guesses, NOW) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(("guesses", "until"), [(0, None), (2, None), (8, FOREVER), (500, FOREVER)])
def test_few_guesses_cost_nothing_and_too_many_block(guesses, until):
    assert POLICY.closed_until(guesses, NOW) == until


@pytest.mark.parametrize(("minutes", "left"), [(0, 100), (30, 50), (59, 1), (60, 0), (600, 0)])
def test_count_of_an_address_fades(minutes, left):
    assert replace(POLICY, fades=True).left_of(100, timedelta(minutes=minutes)) == left


@pytest.mark.parametrize(("minutes", "left"), [(0, 100), (59, 100), (60, 0)])
def test_count_of_an_account_stays_until_it_is_forgotten(minutes, left):
    assert POLICY.left_of(100, timedelta(minutes=minutes)) == left


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def guess(times=1):
    return [Guesses.objects.count_one(POLICY, "léa") for _ in range(times)][-1]


@pytest.mark.django_db
def test_free_guesses_are_heard_then_a_wait_is_asked(clock):
    assert guess(3) is None
    assert guess().seconds == 120


@pytest.mark.django_db
def test_guess_refused_is_not_counted(clock):
    guess(3 + 20)

    assert Guesses.objects.get().number == 3


@pytest.mark.django_db
def test_guess_is_heard_again_after_the_wait(clock):
    guess(3)
    clock.shift(timedelta(minutes=2, seconds=1))

    assert guess() is None
    assert guess().seconds == 240


@pytest.mark.django_db
def test_too_many_guesses_block_until_a_person_forgets_them(clock):
    for _ in range(8):
        guess()
        clock.shift(timedelta(minutes=11))
    clock.shift(timedelta(days=30))

    assert guess().is_block

    Guesses.objects.forget(POLICY, "léa")
    assert guess() is None


@pytest.mark.django_db
def test_long_quiet_starts_the_count_again(clock):
    guess(2)
    clock.shift(timedelta(hours=1, seconds=1))

    assert guess(3) is None


@pytest.mark.django_db
def test_asking_counts_nothing(clock):
    assert Guesses.objects.refusal_of(POLICY, "léa") is None
    assert not Guesses.objects.exists()

    guess(4)
    assert Guesses.objects.refusal_of(POLICY, "léa").seconds == 120


@pytest.mark.django_db
def test_policies_and_people_are_counted_apart(clock):
    guess(4)

    assert Guesses.objects.count_one(POLICY, "kim-anh") is None
    assert Guesses.objects.count_one(Policy("other", 3, *[timedelta(1)] * 3), "léa") is None


@pytest.mark.django_db
def test_row_names_no_one(clock):
    guess()

    assert "léa" not in Guesses.objects.get().key


@pytest.mark.django_db
def test_sweep_forgets_old_counts_but_no_block(clock):
    Guesses.objects.count_one(POLICY, "old")
    for _ in range(8):
        guess()
        clock.shift(timedelta(minutes=11))
    clock.shift(timedelta(days=3))

    Guesses.objects.forget_stale()

    assert [row.number for row in Guesses.objects.all()] == [8]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs concurrent transactions")
@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_are_not_all_heard():
    answers = all_at_once(20, Guesses.objects.count_one, POLICY, "léa")

    assert sum(answer is None for answer in answers) == 3
