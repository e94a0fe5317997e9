"""Figures for Prometheus: how long requests take, and how jobs stand. Nothing of what the pages hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from procurement import __version__
from procurement.models import AuditHead, Job, JobState

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
OWN = CollectorRegistry()
REQUESTS = Histogram(
    "jeoul_request_seconds",
    "Seconds until a request was answered",
    ("page", "method", "status"),
    buckets=SECONDS,
    registry=OWN,
)


class Kept(Collector):
    """What the database says; the same from every process."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Jobs by kind and state, the wait of the oldest, the length of the record, the version."""
        jobs = GaugeMetricFamily("jeoul_jobs", "Jobs", labels=("kind", "state"))
        for row in Job.objects.order_by("kind", "state").values("kind", "state").annotate(count=Count("pk")):
            jobs.add_metric((row["kind"], row["state"]), row["count"])
        yield jobs
        since = Job.objects.filter(state=JobState.WAITING).aggregate(since=Min("asked_at"))["since"]
        waits = (self.at - since).total_seconds() if since else 0.0
        yield GaugeMetricFamily("jeoul_job_wait_seconds", "Seconds that the oldest waiting job has waited", value=waits)
        head = AuditHead.objects.get().number
        yield GaugeMetricFamily("jeoul_record_entries", "Entries of the record", value=head)
        version = GaugeMetricFamily("jeoul_version", "The program's version", labels=("version",))
        version.add_metric((__version__,), 1)
        yield version


def observe(*, page: str, method: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    REQUESTS.labels(page, method, str(status)).observe(seconds)


def exposition(*, at: datetime) -> bytes:
    """All figures in Prometheus' text format; of every process where PROMETHEUS_MULTIPROC_DIR is shared."""
    kept = CollectorRegistry()
    kept.register(Kept(at))
    requests = OWN
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        requests = CollectorRegistry()
        MultiProcessCollector(requests)  # type: ignore[no-untyped-call]  # the library has no types there
    return generate_latest(requests) + generate_latest(kept)
