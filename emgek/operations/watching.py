"""The outermost middleware: gives a request its id, and tells of its answer in a log line and in figures."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from emgek.operations import counting
from emgek.operations.logs import new_id, request_id, route_of
from publishing.serving import is_copy

log = logging.getLogger("emgek.requests")


class Watching:
    """Middleware: what was asked by route, how it was answered, and how long that took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(new_id(request.headers.get("X-Request-ID", "")))
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            if not is_copy(request):  # an export asks for every page there is, and tells of it in its own way
                tell(request, response, time.perf_counter() - started)
        finally:
            request_id.reset(token)
        return response


def tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Write the line of an answer and count it; `seconds` are until its head is ready."""
    route, method = route_of(request), request.method if request.method in counting.METHODS else "OTHER"
    counting.count(route, method, response.status_code, seconds)
    if settings.LOG_LINES:
        figures = {"route": route, "method": method, "status": response.status_code, "ms": round(seconds * 1000, 1)}
        log.info("answered", extra=figures)
