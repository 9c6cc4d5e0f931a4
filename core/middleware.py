"""What surrounds every request: its line in the log, and what browsers may keep of its page."""

import re
import time
from uuid import uuid4

import structlog
from django.utils import timezone
from structlog.contextvars import bound_contextvars

log = structlog.get_logger("request")

REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestLog:
    """One line a request, with the route's pattern and never the address typed; an id that the
    person can quote and that follows into tasks; and when it arrived, before any work."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.arrived_at = timezone.now()
        if "charset" in request.content_params:
            # Our pages are in UTF-8 and browsers answer in kind: another one is somebody's trick.
            request.encoding = "utf-8"
        given = request.headers.get("X-Request-ID", "")
        request.id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        with bound_contextvars(request_id=request.id):
            response = self._answer(request)
        response["X-Request-ID"] = request.id
        return response

    def _answer(self, request):
        begun = time.perf_counter()
        response = self.get_response(request)
        log.info(
            "request",
            method=request.method,
            route=getattr(request.resolver_match, "route", None),
            status=response.status_code,
            ms=round((time.perf_counter() - begun) * 1000),
            user=_user_id(request),
        )
        return response


def _user_id(request):
    """Only if the page asked who is there: the log makes no query of its own."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user else None


class PrivatePages:
    """On a computer that a class shares, nothing of a signed-in page stays behind."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response
