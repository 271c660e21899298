"""What this web server counts while it answers.

A count belongs to one process; under gunicorn the processes of one server share files (gunicorn.conf.py), so that each
of them tells for all.
"""

import os

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, multiprocess

METHODS = {"GET", "HEAD", "POST", "OPTIONS"}

ANSWERS = Counter("emgek_answers", "Answers of Django by route, method and status.", ["route", "method", "status"])
SECONDS = Histogram(
    "emgek_answer_seconds",
    "Seconds until an answer of Django was made, by route.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
PAGES = Counter("emgek_pages", "Pages given out by the front of the site.")
PAGES_MADE = Counter("emgek_pages_made", "Pages made for that; the others were finished before.")


def count(route: str, method: str, status: int, seconds: float) -> None:
    """Count one answer."""
    ANSWERS.labels(route, method, status).inc()
    SECONDS.labels(route).observe(seconds)


def counted() -> CollectorRegistry:
    """Return the counts of all processes of this web server."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return registry


def finished_before() -> tuple[int, int]:
    """Return how many pages were given out, and how many of these were finished before."""
    registry = counted()
    given, made = (
        int(registry.get_sample_value(name) or 0) for name in ("emgek_pages_total", "emgek_pages_made_total")
    )
    return given, max(0, given - made)
