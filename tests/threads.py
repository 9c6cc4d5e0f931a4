"""Several people at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def all_at_once(number, act, *args):
    """What each of `number` threads got from `act`, all released together; an exception is kept
    as a result."""
    barrier = Barrier(number)

    def one(_):
        barrier.wait()
        try:
            return act(*args)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def in_rounds(acts, rounds):
    """What each of `acts` got in each of `rounds`, all released together round after round.

    Each has one thread and one connection for all its rounds; it is called with the round's own.
    """
    barrier = Barrier(len(acts), timeout=60)

    def one(act):
        try:
            return [turn(act, each) for each in rounds]
        finally:
            connection.close()

    def turn(act, each):
        barrier.wait()
        try:
            return act(each)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(zip(*pool.map(one, acts), strict=True))
