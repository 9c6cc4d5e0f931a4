"""The demonstration's own page: who can sign in, today's code, the mails."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from demo.mails import written_mails
from demo.people import KNOWN, READY
from demo.second_factor import todays_code
from sessions.models import Session


@login_not_required
@never_cache
@require_safe
def home(request):
    """Only where the whole world is invented: it shows passwords and other people's mails."""
    if not settings.DEMO:
        raise Http404
    context = {
        "people": KNOWN,
        "code": todays_code(),
        "mails": written_mails(),
        "tests": list(who_may_sit()),
    }
    return render(request, "demo/home.html", context)


def who_may_sit():
    """Who may sit a test now, and the session with what they type at its door."""
    now = timezone.now()
    sessions = Session.objects.filter(state="running", starts_at__lt=now, ends_at__gt=now)
    for session in sessions.select_related("centre"):
        for person in READY:
            names = {"first_name": person.first_name, "birth_name": person.last_name}
            able = session.candidates.enrolled().exclude(certification__state="finished")
            if able.filter(**names).exists():
                yield person, session
