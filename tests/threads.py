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
