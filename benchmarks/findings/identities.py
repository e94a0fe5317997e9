"""What must add up: V03 tokens, V04 output, V05 requests, V06 the parts of a latency, V16 a static batch."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.findings.finding import Finding, hard
from benchmarks.findings.tolerances import tolerance
from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric


def total(measurement: Measurement) -> Finding:
    """V03: input + output rate over the total rate."""
    throughput, isl = measurement.throughput, measurement.scenario.isl_mean
    given = throughput.input_tps
    given = throughput.rps * isl if given is None and throughput.rps is not None and isl is not None else given
    ratio = None
    if given is not None and throughput.output_tps is not None and throughput.total_tps:
        ratio = (given + throughput.output_tps) / throughput.total_tps
    return hard(measurement, "V03", value=ratio)


def output(measurement: Measurement) -> Finding:
    """V04: request rate × mean output length over the output rate; one request off of few only warns."""
    throughput, osl = measurement.throughput, measurement.scenario.osl_mean
    ratio = None
    if throughput.rps is not None and osl is not None and throughput.output_tps:
        ratio = throughput.rps * osl / throughput.output_tps
    return _but_for_the_edge(measurement, "V04", ratio)


def answered(measurement: Measurement) -> Finding:
    """V05: request rate × duration over the requests that were answered; one request off of few only warns."""
    rps, duration, ok = measurement.throughput.rps, measurement.scenario.duration_s, measurement.counts.ok
    ratio = rps * duration / ok if rps is not None and duration is not None and ok else None
    return _but_for_the_edge(measurement, "V05", ratio)


def _but_for_the_edge(measurement: Measurement, rule: str, ratio: Decimal | None) -> Finding:
    """A tool's request rate can leave out requests at the edge of its window: so few off only warn."""
    found, ok = hard(measurement, rule, value=ratio), measurement.counts.ok
    edge = tolerance("V04 V05 edge", tool=measurement.source.tool)
    if found.level == "reject" and ratio is not None and ok and edge.holds(abs(ratio - 1) * ok):
        return replace(found, level="warn")
    return found


def parts(measurement: Measurement) -> Finding:
    """V06: TTFT + TPOT × (output length − 1) over E2E, of means; hard only where all answers have one length.

    Where a mean is missing the medians are compared, which may differ more and only warn. Five times off is a slip
    of a unit and always hard.
    """
    for statistic in ("mean", "p50"):
        whole = read_metric(measurement, metric="e2e", statistic=statistic)
        added = sum_of_parts(measurement, statistic=statistic)
        if whole and added is not None:
            return _parts(measurement, added / whole, statistic=statistic)
    return hard(measurement, "V06", value=None, name=_band(measurement, "mean"))


def _parts(measurement: Measurement, ratio: Decimal, *, statistic: str) -> Finding:
    name = _band(measurement, statistic)
    found = hard(measurement, "V06", value=ratio, name=name)
    soft = name != "V06 fixed length" and tolerance("V06 most").holds(ratio)
    return replace(found, level="warn") if soft and found.level == "reject" else found


def _band(measurement: Measurement, statistic: str) -> str:
    if statistic == "p50":
        return "V06 medians"
    return "V06 fixed length" if measurement.scenario.fixed_length is True else "V06 long-tailed"


def sum_of_parts(measurement: Measurement, *, statistic: str) -> Decimal | None:
    """TTFT + TPOT × (mean output length − 1) in ms, of means or medians; None where one is missing."""
    ttft, tpot = (read_metric(measurement, metric=name, statistic=statistic) for name in ("ttft", "tpot"))
    osl = output_length(measurement)
    return None if ttft is None or tpot is None or osl is None else ttft + tpot * (osl - 1)


def output_length(measurement: Measurement) -> Decimal | None:
    """Mean output tokens, as measured, as output rate ÷ request rate or, of a static batch, as set."""
    throughput, scenario = measurement.throughput, measurement.scenario
    if scenario.osl_mean is not None:
        return scenario.osl_mean
    if throughput.output_tps and throughput.rps:
        return throughput.output_tps / throughput.rps
    return scenario.osl_target if scenario.load == "static_batch" else None


def static_batch(measurement: Measurement) -> Finding:
    """V16: total rate × mean latency over (input + output length) × batch, of a static batch.

    Without the total rate, output rate × latency over output length × batch.
    """
    scenario, throughput = measurement.scenario, measurement.throughput
    isl = scenario.isl_target if scenario.isl_mean is None else scenario.isl_mean
    osl = scenario.osl_target if scenario.osl_mean is None else scenario.osl_mean
    e2e = read_metric(measurement, metric="e2e", statistic="mean")
    rate, tokens = throughput.total_tps, isl + osl if isl is not None and osl is not None else None
    if rate is None:
        rate, tokens = throughput.output_tps, osl
    ratio = None
    if scenario.load == "static_batch" and rate is not None and e2e and tokens and scenario.concurrency:
        ratio = rate * e2e / 1000 / (tokens * scenario.concurrency)
    return hard(measurement, "V16", value=ratio)
