"""The pages of a test, as a browser asks for them."""

from django.urls import reverse

from assessments import sitting
from assessments.models import Certification

DOOR_PAGE = reverse("assessments:join")


def page(name, certification, *args):
    return reverse(f"assessments:{name}", args=[certification.number, *args])


def enter(desk, typed):
    """Up to the page that asks for the code."""
    desk.post(DOOR_PAGE, typed)
    certification = Certification.objects.get()
    desk.post(page("informed", certification))
    return certification


def waiting(certification):
    return sitting.current(certification)


def reply(desk, certification, headers=None, **posted):
    posted = {"question": waiting(certification).pk, **posted}
    return desk.post(page("question", certification), posted, headers=headers)
