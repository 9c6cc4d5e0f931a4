"""The rows of the ground floor, each in the file of what it is for."""

from core.health import Heartbeat
from core.journal import JournalEntry
from core.mail import Mail
from core.throttle import Guesses

__all__ = ["Guesses", "Heartbeat", "JournalEntry", "Mail"]
