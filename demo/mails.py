"""The mails that the embedded platform has written to files instead of sending them."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class WrittenMail:
    at: datetime
    recipient: str
    title: str
    body: str


def written_mails(limit=50):
    """The newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [_read(file) for file in files[:limit]]


def _read(file):
    # Django's file backend ends each message with a line of dashes.
    text = file.read_bytes().rpartition(b"\n" + b"-" * 79)[0]
    mail = message_from_bytes(text, policy=policy.default)
    return WrittenMail(
        parsedate_to_datetime(mail["Date"]), mail["To"], mail["Subject"], mail.get_content()
    )
