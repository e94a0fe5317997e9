"""What follows from a file's own list of requests: counts, token totals, one length or not, latencies."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.detail import recomputed
from benchmarks.measurement import Latency
from benchmarks.report import Cell, Fact, Request, Statistic

_LATENCIES = ("ttft", "tpot", "itl", "e2e")
_STATISTICS: tuple[Statistic, ...] = ("mean", "std", "min", "p50", "p90", "p95", "p99", "p99_9", "max", "n")


def counts(requests: tuple[Request, ...], *, where: str) -> list[Cell]:
    """Requests sent, answered, failed, answered with no token, and the tokens of the answered ones.

    A total stands only where every answered request says its tokens.
    """
    answered = [request for request in requests if request.ok]
    cells = [
        _cell("sent", len(requests), "count", where),
        _cell("ok", len(answered), "count", where),
        _cell("failed", len(requests) - len(answered), "count", where),
    ]
    for quantity, tokens in (
        ("input_tokens", [request.input_tokens for request in answered]),
        ("output_tokens", [request.output_tokens for request in answered]),
    ):
        known = [token for token in tokens if token is not None]
        if known and len(known) == len(tokens):
            cells.append(_cell(quantity, sum(known), "tokens", where))
    return cells + zero_output(requests, where=where)


def zero_output(requests: tuple[Request, ...], *, where: str) -> list[Cell]:
    """Answers without a token; nothing where an answered request does not say its tokens, or none was answered."""
    lengths = _lengths(requests)
    return [_cell("zero_output", lengths.count(0), "count", where)] if lengths else []


def fixed_length(requests: tuple[Request, ...], *, where: str) -> list[Fact]:
    """Whether all answers had one length; nothing where that is not known."""
    lengths = _lengths(requests)
    return [Fact("fixed_length", "true" if len(set(lengths)) == 1 else "false", where)] if lengths else []


def latencies(requests: tuple[Request, ...], *, tool: str, where: str) -> list[Cell]:
    """The statistics of a file that has only requests, computed by the tool's percentile method, in ms, said derived.

    A latency that one answered request with a token lacks is left out. Source: benchmarks.detail.recomputed.
    """
    found = recomputed(requests, tool=tool).latency
    named: dict[str, Latency | None] = {name: getattr(found, name) for name in _LATENCIES}
    return [
        Cell(name, statistic, Decimal(value), "ms", metrics.DERIVED + latency.definition, where)
        for name, latency in named.items()
        for statistic in _STATISTICS
        if latency and (value := getattr(latency, metrics.latency_field(statistic))) is not None
    ]


def _lengths(requests: tuple[Request, ...]) -> list[int | None]:
    lengths = [request.output_tokens for request in requests if request.ok]
    return [] if None in lengths else lengths


def _cell(quantity: str, amount: int, unit: str, where: str) -> Cell:
    return Cell(quantity, "value", Decimal(amount), unit, "counted over the file's requests", where)
