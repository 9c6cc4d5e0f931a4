"""What is kept of the papers of a session: when they were made, sent, gathered."""

from papers.bundles import Bundle
from papers.convocations import Convocation
from papers.prints import Print

__all__ = ["Bundle", "Convocation", "Print"]
