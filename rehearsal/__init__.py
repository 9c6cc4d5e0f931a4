"""The whole platform, rehearsed: servers of its own, rooms full of candidates, and what goes wrong.

Clients speak HTTP as the pages' scripts do, and nothing of Django is loaded beside them: only
`rehearsal.world` is, which furnishes the database in a process of its own.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
