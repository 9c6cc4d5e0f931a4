"""`python -m rehearsal.world ROOMS CANDIDATES [bank]`: who will come, in JSON."""

import json
import sys

from rehearsal.world import bank, rooms


def main():
    number, each, *others = sys.argv[1:]
    if "bank" in others:
        bank.build()
    json.dump(rooms.furnish(int(number), int(each)), sys.stdout)


main()
