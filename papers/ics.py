"""The appointment of a convocation, as calendars read it (RFC 5545)."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from sessions.models import Session

MOST_BYTES = 74  # of a line; what is longer goes on the next one, after a space


def event(letter, sequence):
    """A calendar of one event; sent again with a greater sequence, it replaces the one before."""
    session, centre = letter.session, letter.session.centre
    cancelled = session.state == Session.State.CANCELLED
    host = urlsplit(settings.SITE_URL).hostname
    lines = {
        "BEGIN": "VCALENDAR",
        "VERSION": "2.0",
        "PRODID": "-//Pix Certif//Convocation//FR",
        "METHOD": "CANCEL" if cancelled else "PUBLISH",
    }
    happening = {
        "UID": f"convocation-{letter.candidate.pk}@{host}",
        "SEQUENCE": str(sequence),
        "DTSTAMP": _instant(timezone.now()),
        "DTSTART": _instant(letter.arrives_at),
        "DTEND": _instant(session.ends_at),
        "SUMMARY": _text(f"Certification Pix, {centre.name}"),
        "LOCATION": _text(f"{session.place}, {session.address}"),
        "STATUS": "CANCELLED" if cancelled else "CONFIRMED",
    }
    body = [*_lines(lines), "BEGIN:VEVENT", *_lines(happening), "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{line}\r\n" for line in body)


def _instant(at):
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words):
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


def _lines(values):
    return [_folded(f"{name}:{value}") for name, value in values.items()]


def _folded(line):
    """Never in the middle of a letter."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > MOST_BYTES:
            parts.append(part)
            part = " "
        part += sign
    return "\r\n".join([*parts, part])
