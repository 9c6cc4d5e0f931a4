"""The public pages, and the pages that say what went wrong."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from core.showcase import showcase


@login_not_required
@require_safe
def page(request, template):
    """A public page that only says something."""
    return render(request, template)


@login_not_required
@require_safe
def components(request):
    """Every component in every state, for whoever builds pages."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "core/components.html", showcase())


def failure(request, status, **context):
    """A page that stands alone: it asks nothing of the database, which may be what failed."""
    context = {"request_id": getattr(request, "id", ""), **context}
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)


def too_many_requests(request):
    return failure(request, 429)


def bad_request(request, exception):
    """Django blames the browser for a sign-in session that could not be saved; it was the database,
    away at that moment."""
    if isinstance(exception, SessionInterrupted):
        return away(request)
    return failure(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request, exception):
    return failure(request, 403)


def csrf_failure(request, reason=""):
    return failure(request, 403, stale=True)


def not_found(request, exception):
    return failure(request, 404)


def server_error(request):
    """A database that is away or too busy comes back; anything else is our fault."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return away(request)
    return failure(request, 500)


def away(request):
    response = failure(request, 503, retry=request.method in ("GET", "HEAD"))
    response["Retry-After"] = 15
    return response
