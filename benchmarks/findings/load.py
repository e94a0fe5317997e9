"""What queueing allows: V07 requests in flight, V08 requests that decode, V13 saturation, V23 goodput."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.findings.finding import Finding, Level, finding, graded, hard, shown, unknown
from benchmarks.findings.identities import output_length, sum_of_parts
from benchmarks.findings.tolerances import Tolerance, tolerance
from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric

_CLOSED = frozenset({"closed_loop", "single_stream"})
_ONE = Decimal(1)


def little(measurement: Measurement) -> Finding:
    """V07: requests in flight by Little's law over the concurrency: never above 1, in a closed loop hardly below."""
    usual, most = _bands(measurement)
    ratio = _in_flight(measurement)
    if ratio is None:
        return unknown(measurement, "V07", allowed=str(usual))
    return finding(measurement, "V07", graded(ratio, usual=usual, most=most), observed=shown(ratio), allowed=str(usual))


def _bands(measurement: Measurement) -> tuple[Tolerance, Tolerance]:
    """The usual and the widest band; a short run fills and empties, so that it may stay further below 1."""
    usual, most = (tolerance(name, tool=measurement.source.tool) for name in ("V07 usual", "V07 most"))
    if _e2e_is_derived(measurement):
        around = tolerance("V06 long-tailed", tool=measurement.source.tool)
        most = replace(most, high=(most.high or _ONE) * (around.high or _ONE))
    if measurement.scenario.load not in _CLOSED:
        return replace(usual, low=None), replace(most, low=None)
    steady, duration = _ONE, measurement.scenario.duration_s
    if duration and (e2e := read_metric(measurement, metric="e2e", statistic="mean")):
        steady = max(Decimal(0), _ONE - e2e / 1000 / duration)
    return tuple(replace(band, low=min(band.low or _ONE, steady)) for band in (usual, most))  # type: ignore[return-value]  # two in, two out


def _e2e_is_derived(measurement: Measurement) -> bool:
    """Whether E2E is added up from means over answers of several lengths, which is as rough as V06 allows."""
    measured = read_metric(measurement, metric="e2e", statistic="mean")
    return measured is None and measurement.scenario.fixed_length is not True


def _in_flight(measurement: Measurement) -> Decimal | None:
    """Requests in flight by Little's law over the concurrency; E2E from its parts where the file leaves it out."""
    concurrency, rps = measurement.scenario.concurrency, measurement.throughput.rps
    e2e = read_metric(measurement, metric="e2e", statistic="mean") or sum_of_parts(measurement, statistic="mean")
    if not concurrency or rps is None or e2e is None:
        return None
    return rps * e2e / 1000 / concurrency


def decoding(measurement: Measurement) -> Finding:
    """V08: output rate × TPOT over concurrency × (1 − TTFT ÷ E2E), in a closed loop; first tokens are not decoded.

    Too little of it is hard only where V07 does not already say that fewer requests were in flight.
    """
    found = hard(measurement, "V08", value=_decoding(measurement))
    in_flight = _in_flight(measurement)
    idle = in_flight is not None and in_flight < (_bands(measurement)[0].low or 0)
    return replace(found, level="warn") if found.level == "reject" and idle else found


def _decoding(measurement: Measurement) -> Decimal | None:
    concurrency, rate = measurement.scenario.concurrency, measurement.throughput.output_tps
    ttft, tpot, e2e = (read_metric(measurement, metric=name, statistic="mean") for name in ("ttft", "tpot", "e2e"))
    if measurement.scenario.load not in _CLOSED or not concurrency or rate is None:
        return None
    if ttft is None or tpot is None or e2e is None or e2e <= ttft:
        return None
    osl = output_length(measurement)
    decoded = rate if not osl else rate * (osl - 1) / osl
    return decoded * tpot / 1000 / (concurrency * (1 - ttft / e2e))


def rate_kept(measurement: Measurement) -> Finding:
    """V13: achieved over offered request rate in an open loop; below the limit the system is saturated."""
    band, ratio = tolerance("V13", tool=measurement.source.tool), _achieved(measurement)
    if ratio is None:
        return unknown(measurement, "V13", allowed=str(band))
    seen = shown(ratio) if band.holds(ratio) else f"{shown(ratio)} 포화 / saturated"
    return finding(measurement, "V13", "pass" if band.holds(ratio) else "warn", observed=seen, allowed=str(band))


def saturated(measurement: Measurement) -> bool:
    """Whether an open-loop run got less through than was offered, so that its latencies judge no service level.

    They grow with the length of the run. False also where nothing is known of the rates. Source: formats.md §4, V13.
    """
    ratio = _achieved(measurement)
    return ratio is not None and not tolerance("V13", tool=measurement.source.tool).holds(ratio)


def _achieved(measurement: Measurement) -> Decimal | None:
    offered, rps = measurement.scenario.rate_offered, measurement.throughput.rps
    if measurement.scenario.load != "open_loop" or not offered or rps is None:
        return None
    return rps / offered


def goodput(measurement: Measurement) -> Finding:
    """V23: requests per second within the service level are at most all of them."""
    good, rps = measurement.throughput.goodput_rps, measurement.throughput.rps
    if good is None or rps is None:
        return unknown(measurement, "V23", allowed="≤ rps")
    level: Level = "pass" if good <= rps else "warn"
    return finding(measurement, "V23", level, observed=f"{shown(good)}; rps {shown(rps)}", allowed="≤ rps")
