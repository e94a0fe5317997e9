"""A file's figures computed again from its own requests, and where the two differ: rules D01-D03, Jeoul's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from benchmarks import metrics
from benchmarks.findings.finding import Finding, Level, shown
from benchmarks.findings.tolerances import tolerance
from benchmarks.measurement import Latencies, Latency
from benchmarks.metrics import latency_field
from benchmarks.percentiles import Method, distribution, unweighted
from benchmarks.report import Cell, Report, Request, Row
from benchmarks.units import convert

DETAIL_TITLES = {
    "D01": "저울 자체 규칙: 요청 수와 토큰 합계 = 요청별 기록 / Jeoul's own: counts and token totals = the requests",
    "D02": "저울 자체 규칙: 토큰 없는 응답을 뺀 통계 / Jeoul's own: statistics without the answers that have no token",
    "D03": "저울 자체 규칙: 지연 통계 = 요청별 기록에서 다시 셈한 값 / Jeoul's own: latencies = computed again",
}
Known = tuple[Decimal | None, int]
_LATENCIES = ("ttft", "tpot", "itl", "ntpot", "e2e")
_LOWER_CDF = "GuideLLM"  # its percentiles are not interpolated, its ITL and TPOT weighted by tokens
_COUNTS_EMPTY = ("vLLM", "SGLang")  # an answer with no token enters their TTFT and E2E as 0
_COUNTED = ("ok", "failed", "input_tokens", "output_tokens")
_MEANS = (("isl_mean", "input_tokens"), ("osl_mean", "output_tokens"))


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What the requests of a step say. Counts; token totals of answered requests; latencies in ms.

    `latency` leaves out answered requests with no token; `as_counted` treats them as the tool does. None = the detail
    does not give it for every request that counts.
    """

    ok: int
    failed: int
    zero_output: int | None
    input_tokens: int | None
    output_tokens: int | None
    latency: Latencies
    as_counted: Latencies


def recomputed(requests: Iterable[Request], *, tool: str) -> Recomputed:
    """The counts, token totals and latency statistics of requests, by the tool's own percentile method.

    TPOT is (E2E − TTFT) ÷ (output tokens − 1) of each request with two tokens or more; ITL the gaps of all requests,
    for GuideLLM the TPOT weighted by output tokens − 1. Source: formats.md §1.1 to §1.4.
    """
    every = tuple(requests)
    answered = tuple(request for request in every if request.ok)
    with_tokens = tuple(request for request in answered if request.output_tokens != 0)
    known = all(request.output_tokens is not None for request in answered)
    empty = len(answered) - len(with_tokens) if tool.startswith(_COUNTS_EMPTY) else 0
    latency = _latencies(with_tokens, tool=tool)
    return Recomputed(
        ok=len(answered),
        failed=len(every) - len(answered),
        zero_output=len(answered) - len(with_tokens) if known else None,
        input_tokens=_sum(request.input_tokens for request in answered),
        output_tokens=_sum(request.output_tokens for request in answered),
        latency=latency,
        as_counted=_with_zeros(latency, with_tokens, zeros=[Decimal(0)] * empty) if empty else latency,
    )


def _sum(tokens: Iterable[int | None]) -> int | None:
    listed = list(tokens)
    known = [one for one in listed if one is not None]
    return sum(known) if known and len(known) == len(listed) else None


def _latencies(requests: tuple[Request, ...], *, tool: str) -> Latencies:
    return _cdf(requests, method="lower_cdf") if tool.startswith(_LOWER_CDF) else _linear(requests)


def _linear(requests: tuple[Request, ...]) -> Latencies:
    several = (request for request in requests if request.output_tokens != 1)
    return Latencies(
        ttft=_plain((request.ttft for request in requests), definition=metrics.TTFT),
        tpot=_plain(map(_tpot, several), definition=metrics.TPOT),
        itl=unweighted((gap for request in requests for gap in request.gaps), definition=metrics.ITL_PER_CHUNK),
        e2e=_plain((request.e2e for request in requests), definition=metrics.E2E),
    )


def _with_zeros(latency: Latencies, requests: tuple[Request, ...], *, zeros: list[Decimal]) -> Latencies:
    """The same where every answer with no token has a TTFT and an E2E of 0."""
    ttft = _plain([*(request.ttft for request in requests), *zeros], definition=metrics.TTFT)
    e2e = _plain([*(request.e2e for request in requests), *zeros], definition=metrics.E2E)
    return replace(latency, ttft=ttft, e2e=e2e)


def _plain(values: Iterable[Decimal | None], *, definition: str) -> Latency | None:
    """None also where one request lacks its value: statistics of a part are not those of the whole."""
    listed = list(values)
    known = [value for value in listed if value is not None]
    return unweighted(known, definition=definition) if len(known) == len(listed) else None


def _cdf(requests: tuple[Request, ...], *, method: Method) -> Latencies:
    several = [request for request in requests if request.output_tokens != 1]
    return Latencies(
        ttft=_weighted([(request.ttft, 1) for request in requests], method=method, definition=metrics.TTFT),
        tpot=_weighted([(_tpot(request), 1) for request in several], method=method, definition=metrics.TPOT),
        itl=_weighted(
            [(_tpot(request), (request.output_tokens or 1) - 1) for request in several],
            method=method,
            definition=metrics.ITL_PER_REQUEST,
        ),
        ntpot=_weighted(
            [(_over_all(request), request.output_tokens or 0) for request in requests],
            method=method,
            definition=metrics.NTPOT,
        ),
        e2e=_weighted([(request.e2e, 1) for request in requests], method=method, definition=metrics.E2E),
    )


def _weighted(values: list[Known], *, method: Method, definition: str) -> Latency | None:
    known = [(value, weight) for value, weight in values if value is not None]
    return distribution(known, method=method, definition=definition) if len(known) == len(values) else None


def _tpot(request: Request) -> Decimal | None:
    if request.e2e is None or request.ttft is None or request.output_tokens is None:
        return None
    return (request.e2e - request.ttft) / (request.output_tokens - 1)


def _over_all(request: Request) -> Decimal | None:
    return request.e2e / request.output_tokens if request.e2e is not None and request.output_tokens else None


def detail_findings(report: Report) -> tuple[Finding, ...]:
    """D01-D03: every figure of a file that its own requests contradict, at its place; none where they agree.

    D01 and D03 reject beyond 1 % (5 % for GuideLLM's ITL and NTPOT); D02 shows answers with no token, warns up to V11's
    share of them and rejects above.
    These rules are Jeoul's own; V11 and formats.md §0.5 are their reason.
    """
    return tuple(finding for row in report.rows if row.requests for finding in _row(row, tool=report.tool))


def _row(row: Row, *, tool: str) -> Iterator[Finding]:
    found = recomputed(row.requests, tool=tool)
    yield from _counts(row, found)
    yield from _empty(row, found)
    both = (found.as_counted, _at_ties(row.requests) if tool.startswith(_LOWER_CDF) else found.as_counted)
    # GuideLLM's own last token comes before its end of the request, from which we compute
    derived = {"itl", "ntpot"} if tool.startswith(_LOWER_CDF) else set()
    for cell in row.cells:
        if cell.quantity in _LATENCIES and cell.statistic != "n":
            if cell.quantity not in derived:
                yield from _latency(cell, both, name="D03")
            elif cell.statistic != "std":
                yield from _latency(cell, both, name="D03 derived")


def _at_ties(requests: tuple[Request, ...]) -> Latencies:
    """The percentiles where a rounded sum of weights falls just short of a point that it meets exactly."""
    with_tokens = tuple(request for request in requests if request.ok and request.output_tokens != 0)
    return _cdf(with_tokens, method="upper_cdf")


def _latency(cell: Cell, both: tuple[Latencies, Latencies], *, name: str) -> Iterator[Finding]:
    """A finding where the file's figure is neither of the two."""
    value = convert(cell.value, unit=cell.unit, to="ms")
    differing = [tuple(_differing("D03", cell, value=value, again=_again(cell, one), name=name)) for one in both]
    if all(differing):
        yield from differing[0]


def _again(cell: Cell, latencies: Latencies) -> Decimal | None:
    latency: Latency | None = getattr(latencies, cell.quantity)
    return getattr(latency, latency_field(cell.statistic)) if latency else None


def _counts(row: Row, found: Recomputed) -> Iterator[Finding]:
    again: dict[str, Decimal | None] = {}
    for name in _COUNTED:
        amount: int | None = getattr(found, name)
        again[name] = None if amount is None else Decimal(amount)
    for mean, tokens in _MEANS:
        total = again[tokens]
        again[mean] = total / found.ok if total is not None and found.ok else None
    if any(cell.quantity == "incomplete" and cell.value for cell in row.cells):
        again["failed"] = None  # what the end of the run cut off is not answered either
    for cell in row.cells:
        if cell.quantity in again:
            yield from _differing("D01", cell, value=cell.value, again=again[cell.quantity])


def _differing(rule: str, cell: Cell, *, value: Decimal, again: Decimal | None, name: str = "") -> Iterator[Finding]:
    band = tolerance(name or rule)
    if again is None or value == again or (again and band.holds(value / again)):
        return
    seen = f"{cell.quantity} {cell.statistic} = {shown(value)}; 요청별 / from the requests {shown(again)}"
    yield Finding(rule, "reject", DETAIL_TITLES[rule], cell.where, seen, f"{band} ×")


def _empty(row: Row, found: Recomputed) -> Iterator[Finding]:
    if not found.zero_output:
        return
    most = tolerance("V11")
    level: Level = "warn" if most.holds(Decimal(found.zero_output) / found.ok) else "reject"
    seen = [f"{found.zero_output}/{found.ok}"]
    for name in ("ttft", "e2e"):
        counted, true = getattr(found.as_counted, name), getattr(found.latency, name)
        if counted and true:
            seen.append(f"{name} mean {shown(counted.mean)} → {shown(true.mean)} ms")
    yield Finding("D02", level, DETAIL_TITLES["D02"], row.where or "/", "; ".join(seen), f"0; {most}")
