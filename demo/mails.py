"""The mails that the embedded platform has written to files instead of sending them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import mktime_tz, parsedate_tz
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class WrittenMail:
    at: datetime
    recipient: str
    title: str
    body: str


# Django's file backend ends each message with this line; a file may hold several.
END = b"\n" + b"-" * 79 + b"\n"


def written_mails(limit=50):
    """The newest first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)[:limit]
    texts = (text for file in files for text in file.read_bytes().split(END) if text.strip())
    mails = filter(None, map(_read, texts))
    return sorted(mails, key=lambda mail: mail.at, reverse=True)[:limit]


def _read(text):
    """The mail, or nothing of what was cut in two by a line of dashes in its text."""
    mail = message_from_bytes(text, policy=policy.default)
    body = mail.get_body(["plain"])
    if not mail["Date"] or body is None:
        return None
    at = datetime.fromtimestamp(mktime_tz(parsedate_tz(mail["Date"])), UTC)
    return WrittenMail(at, mail["To"], mail["Subject"], body.get_content())
