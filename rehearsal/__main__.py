"""`python -m rehearsal chaos` and `python -m rehearsal load`."""

import argparse
import secrets
import signal
import sys

from rehearsal import chaos, load
from rehearsal.installation import obstacle


def main():
    # Whoever ends us lets us end what we have started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    if why := obstacle():
        sys.exit(f"No rehearsal here: {why}.")
    if options.play == "chaos":
        return chaos.rehearse(options.minutes, options.clients, options.seed)
    numbers = options.rooms, options.candidates, options.seconds, options.think
    return load.rehearse(*numbers, with_content=options.content)


def arguments():
    parser = argparse.ArgumentParser(prog="python -m rehearsal", description=__doc__)
    plays = parser.add_subparsers(dest="play", required=True)
    chaotic = plays.add_parser("chaos", help="everything is killed while candidates answer")
    chaotic.add_argument("--minutes", type=float, default=10)
    chaotic.add_argument("--clients", type=int, default=50)
    chaotic.add_argument("--seed", type=int, default=secrets.randbelow(10_000))
    loaded = plays.add_parser("load", help="whole rooms answer as fast as they can")
    loaded.add_argument("--rooms", type=int, default=30)
    loaded.add_argument("--candidates", type=int, default=20)
    loaded.add_argument("--seconds", type=float, default=60)
    loaded.add_argument("--think", type=float, default=0, help="seconds over a question")
    loaded.add_argument("--content", action="store_true", help="the real questions")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
