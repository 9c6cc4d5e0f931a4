"""The demonstration's own page: who can sign in, today's code, the mails."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from demo.mails import written_mails
from demo.people import KNOWN
from demo.second_factor import todays_code


@login_not_required
@never_cache
@require_safe
def home(request):
    """Only where the whole world is invented: it shows passwords and other people's mails."""
    if not settings.DEMO:
        raise Http404
    context = {"people": KNOWN, "code": todays_code(), "mails": written_mails()}
    return render(request, "demo/home.html", context)
