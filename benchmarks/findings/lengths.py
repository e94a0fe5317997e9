"""What the lengths of answers do to the figures: V09 ITL per chunk, V12 answers shorter than was set."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.findings.finding import Finding, finding, graded, shown, unknown
from benchmarks.findings.tolerances import tolerance
from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric


def per_token(measurement: Measurement) -> Finding:
    """V09: mean ITL over mean TPOT; where they differ the ITL is per streamed chunk, which is only noted."""
    band, ratio = tolerance("V09", tool=measurement.source.tool), _itl_over_tpot(measurement)
    if ratio is None:
        return unknown(measurement, "V09", allowed=str(band))
    seen = shown(ratio) if band.holds(ratio) else f"{shown(ratio)} 조각 단위 / per chunk"
    return finding(measurement, "V09", "pass" if band.holds(ratio) else "note", observed=seen, allowed=str(band))


def _itl_over_tpot(measurement: Measurement) -> Decimal | None:
    itl, tpot = (read_metric(measurement, metric=name, statistic="mean") for name in ("itl", "tpot"))
    return itl / tpot if itl is not None and tpot else None


def as_set(measurement: Measurement) -> Finding:
    """V12: mean output length over the length that was set."""
    mean, target = measurement.scenario.osl_mean, measurement.scenario.osl_target
    usual, most = (tolerance(name, tool=measurement.source.tool) for name in ("V12 usual", "V12 most"))
    if mean is None or not target:
        return unknown(measurement, "V12", allowed=str(usual))
    level = graded(mean / target, usual=usual, most=most)
    return finding(measurement, "V12", level, observed=shown(mean / target), allowed=str(usual))
