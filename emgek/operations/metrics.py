"""The site's figures for Prometheus: what this web server answered, and how the whole site stands."""

from collections.abc import Iterator

from django.db import DatabaseError
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from emgek.operations import standing
from emgek.operations.counting import counted

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Standing(Collector):
    """What the database says when Prometheus asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures; without a database only that there is none."""
        up = GaugeMetricFamily("emgek_database_up", "Whether the database answers.")
        try:
            figures = list(standing_figures())
        except DatabaseError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from figures


def standing_figures() -> Iterator[GaugeMetricFamily]:
    """Yield tasks by state, the number of the last act, and when each piece of upkeep last went well."""
    tasks = GaugeMetricFamily("emgek_tasks", "Tasks off the request by state.", labels=["state"])
    for state, number in standing.tasks().items():
        tasks.add_metric([state], number)
    yield tasks
    acts = GaugeMetricFamily("emgek_journal_acts", "Number of the journal's last act.")
    acts.add_metric([], standing.head().number)
    yield acts
    upkeep = GaugeMetricFamily("emgek_upkeep_well_timestamp_seconds", "When it last went well.", labels=["job"])
    for one in standing.upkeep():
        if one.well_at:
            upkeep.add_metric([one.job], one.well_at.timestamp())
    yield upkeep


def written() -> bytes:
    """Return all figures as Prometheus reads them."""
    registry = CollectorRegistry()
    registry.register(Standing())
    return generate_latest(counted()) + generate_latest(registry)
