"""What asks for the site from inside: health for the proxy and the containers, figures for Prometheus.

Answered before anything else: whoever asks knows neither the site's name nor HTTPS, and gets no cookie and no page.
"""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from emgek.operations import metrics
from emgek.operations.patience import SHORT, patient


class Probes:
    """Middleware: answer /health/live, /health/ready and /metrics."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else self.get_response(request)


def live(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; whatever else is gone, starting it anew would not help."""
    return said("alive")


def ready(request: HttpRequest) -> HttpResponse:
    """Say whether this process can do its work: the database answers and has all migrations."""
    try:
        with patient(SHORT):
            with connection.cursor() as cursor:
                cursor.execute("select 1")
            if not is_migrated():
                return said("migrations are missing: run manage.py migrate", status=503)
    except (DatabaseError, ImproperlyConfigured):
        return said("the database does not answer", status=503)
    return said("ready")


def is_migrated() -> bool:
    """Say whether the database has every migration of this release; once it has, it keeps them."""
    try:
        return _found_migrated()
    except LookupError:
        return False


@cache
def _found_migrated() -> bool:
    """Return True, or raise LookupError, which is not remembered."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError
    return True


def figures(request: HttpRequest) -> HttpResponse:
    """Hand the figures to whoever has the token (`Authorization: Bearer …`); to all others there is no such page."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(token, settings.METRICS_TOKEN):
        return said("not found", status=404)
    return HttpResponse(metrics.written(), content_type=metrics.CONTENT_TYPE)


def said(words: str, *, status: int = 200) -> HttpResponse:
    """Return a line that nobody keeps."""
    headers = {"Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8"}
    return HttpResponse(f"{words}\n", status=status, headers=headers)


PROBES = {"/health/live": live, "/health/ready": ready, "/metrics": figures}
