"""The keys under which a flat object of a load generator has its latencies, metric by statistic."""

from __future__ import annotations

from benchmarks.report import Statistic

Metrics = tuple[tuple[str, str, str], ...]
Statistics = tuple[tuple[str, Statistic], ...]


def latency_keys(
    metrics: Metrics, *, statistics: Statistics, pattern: str, unit: str
) -> tuple[tuple[str, str, Statistic, str, str], ...]:
    """What `Record.cells` wants of every metric (name, our quantity, definition) and statistic (name, ours).

    `pattern` makes the key of a `{metric}` and a `{statistic}`; `unit` is what the tool writes latencies in.
    """
    return tuple(
        (pattern.format(metric=name, statistic=word), quantity, statistic, unit, definition)
        for name, quantity, definition in metrics
        for word, statistic in statistics
    )
