"""Which requests the figures rest on: V10 answered, V11 with no token, V20 called valid, V22 enough of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from benchmarks.findings.amounts import LATENCIES
from benchmarks.findings.finding import Finding, Level, finding, graded, shown, unknown
from benchmarks.findings.tolerances import tolerance
from benchmarks.measurement import Latency, Measurement

_PERCENTILES = (("p90", "V22 p90"), ("p99", "V22 p99"))


def answered(measurement: Measurement) -> Finding:
    """V10: answered over answered and failed; what the end of the run cut off is no failure."""
    counts = measurement.counts
    usual, most = (tolerance(name, tool=measurement.source.tool) for name in ("V10 usual", "V10 most"))
    failed = counts.failed
    if failed is None and counts.sent is not None and counts.ok is not None:
        failed = counts.sent - counts.ok - (counts.incomplete or 0)
    if counts.ok is None or failed is None or counts.ok + failed <= 0:
        return unknown(measurement, "V10", allowed=str(usual))
    level = graded(Decimal(counts.ok) / (counts.ok + failed), usual=usual, most=most)
    return finding(measurement, "V10", level, observed=f"{counts.ok}/{counts.ok + failed}", allowed=str(usual))


def empty(measurement: Measurement) -> Finding:
    """V11: successes with no token; where nobody counted them, a short mean output length is a sign of them."""
    counts, most = measurement.counts, tolerance("V11", tool=measurement.source.tool)
    if counts.zero_output is None or not counts.ok:
        return _too_short(measurement)
    share = Decimal(counts.zero_output) / counts.ok
    level: Level = "pass" if not counts.zero_output else "warn" if most.holds(share) else "reject"
    return finding(measurement, "V11", level, observed=f"{counts.zero_output}/{counts.ok}", allowed=f"0; {most}")


def _too_short(measurement: Measurement) -> Finding:
    mean, target = measurement.scenario.osl_mean, measurement.scenario.osl_target
    band = tolerance("V11 by length", tool=measurement.source.tool)
    if mean is None or not target or band.holds(mean / target):
        return unknown(measurement, "V11", allowed=f"0; {tolerance('V11', tool=measurement.source.tool)}")
    seen = f"평균 출력 / mean output {shown(mean / target)} × {target}"
    return finding(measurement, "V11", "warn", observed=seen, allowed=str(band))


def verdict(measurement: Measurement) -> Finding:
    """V20: what the measuring tool itself says of the run."""
    if measurement.verdict is None:
        return unknown(measurement, "V20", allowed="VALID")
    level: Level = "pass" if measurement.verdict == "VALID" else "reject"
    return finding(measurement, "V20", level, observed=measurement.verdict, allowed="VALID")


def enough(measurement: Measurement) -> Finding:
    """V22: a p90 rests on 30 answered requests and a p99 on 100, or it is marked."""
    asked = {name: band for latency in _known(measurement) for name, band in _PERCENTILES if getattr(latency, name)}
    bands = {name: tolerance(band, tool=measurement.source.tool) for name, band in asked.items()}
    allowed = ", ".join(f"{name} {band}" for name, band in sorted(bands.items()))
    amount = samples(measurement)
    if not bands or amount is None:
        return unknown(measurement, "V22", allowed=allowed or "p90, p99")
    level: Level = "pass" if all(band.holds(amount) for band in bands.values()) else "warn"
    return finding(measurement, "V22", level, observed=f"n = {amount}", allowed=allowed)


def samples(measurement: Measurement) -> Decimal | None:
    """Requests answered; where they were not counted, the samples of the latency with the fewest; None = 미측정."""
    if measurement.counts.ok is not None:
        return Decimal(measurement.counts.ok)
    counted = [latency.n for latency in _known(measurement) if latency.n is not None]
    return Decimal(min(counted)) if counted else None


def _known(measurement: Measurement) -> Iterator[Latency]:
    found = (getattr(measurement.latency, name) for name in LATENCIES)
    return (latency for latency in found if latency is not None)
