"""Pages that anybody asks for: the server's time and the queries, network left out."""

import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

TIMES = 50
PAGES = {"home page": "home", "sign-in page": "account_login"}


def figures():
    client = Client(SERVER_NAME="localhost")
    for label, route in PAGES.items():
        address = reverse(route)
        visit(client, address)  # templates are read once
        yield label, *cost(client, address)


def cost(client, address):
    """The median time of a page, and its queries, counted before the next page forgets them."""
    with CaptureQueriesContext(connection) as queries:
        visit(client, address)
    number = len(queries)
    milliseconds = statistics.median(visit(client, address) for _ in range(TIMES))
    return f"{milliseconds:.1f} ms", f"median of {TIMES}, {number} SQL queries"


def visit(client, address):
    begun = time.perf_counter()
    response = client.get(address, secure=True)
    milliseconds = (time.perf_counter() - begun) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return milliseconds
