"""`make bench`: every figure in one table, and a failure when one cannot be had."""

import os
import platform
import sys
import time
import traceback

from django.core.management import call_command

from bench import (
    cold_start,
    imports,
    marking,
    outbox,
    pages,
    papers,
    planning,
    profile,
    session_papers,
    sessions,
    tests_sat,
)

SECTIONS = [
    cold_start,
    pages,
    papers,
    session_papers,
    outbox,
    marking,
    profile,
    sessions,
    planning,
    imports,
    tests_sat,
]


def prepare():
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", verbosity=0, interactive=False)


def show(name, value, remark=""):
    print(f"{name:<42}{value:>16}  {remark}".rstrip(), flush=True)


def measure(section):
    """Print the figures of one section as they come; say whether all did."""
    try:
        for row in section.figures():
            show(*row)
    except Exception:
        show(section.__name__, "NOT MEASURED")
        traceback.print_exc()
        return False
    return True


def main():
    begun = time.perf_counter()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, SQLite, DEBUG off\n")
    prepare()
    results = [measure(section) for section in SECTIONS]
    print(f"\n{time.perf_counter() - begun:.0f} s in all")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
