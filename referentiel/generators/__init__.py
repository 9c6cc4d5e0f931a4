"""Questions made anew for each candidate: pure functions of a random source."""
