"""What an act costs: seconds of processor of each part, and what is asked of the database."""

# Apart from the others, what only says where a transaction begins and ends; and not what the
# database asks itself, to check its foreign keys.
COUNTS = """
SELECT coalesce(sum(calls) FILTER (WHERE NOT bound), 0),
       coalesce(sum(calls) FILTER (WHERE bound), 0)
FROM (SELECT calls, query ~* '^(begin|commit|rollback|savepoint|release)' AS bound
      FROM pg_stat_statements WHERE query !~ 'pg_stat_statements|FOR KEY SHARE OF x') AS statements
"""
PARTS = ("web", "postgresql", "worker")


class Costs:
    """Between the two ends of a `with`."""

    def __init__(self, installation):
        self.installation = installation

    def _now(self):
        with self.installation.connect() as connection:
            counts = connection.execute(COUNTS).fetchone()
        times = {name: self.installation.parts[name].seconds for name in PARTS}
        return times, *counts

    def __enter__(self):
        self.before = self._now()
        return self

    def __exit__(self, *_):
        (before, queries, bounds), (after, *counts) = self.before, self._now()
        self.seconds = {name: after[name] - before[name] for name in PARTS}
        self.queries, self.bounds = counts[0] - queries, counts[1] - bounds
