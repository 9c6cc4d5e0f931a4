"""How a page comes to a session of its centre, in this chapter and the later ones."""

from django.shortcuts import get_object_or_404

READ_AND_POST = ["GET", "HEAD", "POST"]


def session_of(centre, number):
    """A session of this centre, with what its pages show."""
    sessions = centre.sessions.with_enrolled().select_related("created_by", "level")
    session = get_object_or_404(sessions.with_details(), number=number)
    session.centre = centre
    return session
