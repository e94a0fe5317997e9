"""A measurement as an llm-d Benchmark Report 0.2.1, one operating point a report; formats.md §1.11 and §3.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from benchmarks.measurement import Latency, Measurement
from benchmarks.writers.exact_json import Json, exact_json

VERSION = "0.2.1"
_TOOL = "jeoul"
_LATENCIES = (
    ("ttft", "time_to_first_token", "ms"),
    ("tpot", "time_per_output_token", "ms/token"),
    ("itl", "inter_token_latency", "ms/token"),
    ("ntpot", "normalized_time_per_output_token", "ms/token"),
    ("e2e", "request_latency", "ms"),
)
_STATISTICS = (
    ("mean", "mean", "mean"),
    ("std", "std", "stddev"),
    ("min", "minimum", "min"),
    ("p50", "p50", "p50"),
    ("p90", "p90", "p90"),
    ("p95", "p95", "p95"),
    ("p99", "p99", "p99"),
    ("p99_9", "p99_9", "p99p9"),
    ("max", "maximum", "max"),
)
_RATES = (
    ("input_tps", "input_token_rate", "tokens/s"),
    ("output_tps", "output_token_rate", "tokens/s"),
    ("total_tps", "total_token_rate", "tokens/s"),
    ("rps", "request_rate", "queries/s"),
)


def report(measurement: Measurement) -> bytes:
    """The report as JSON in UTF-8, numbers with every digit; what was not measured is absent.

    Units: ms, ms/token, tokens/s, queries/s. The schema's own fields hold what they have room for; the rest (latencies
    without a mean, sample sizes, power, the source file and its SHA-256) stands in `native` of a component `jeoul`,
    from which `benchmarks.readers.llmd` reads it back. Source: Benchmark Report schema 0.2.1 of llm-d-benchmark.
    """
    content: dict[str, Json] = {
        "version": VERSION,
        "run": _run(measurement),
        "scenario": {"stack": [_component(measurement)], **_load(measurement)},
        "results": {"request_performance": {"aggregate": _aggregate(measurement)}},
    }
    return exact_json(content)


def _known(fields: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in fields.items() if value is not None}


def _run(measurement: Measurement) -> Json:
    provenance, seconds = measurement.provenance, measurement.scenario.duration_s
    start = provenance.measured_at.isoformat() if provenance.measured_at and provenance.tz_known else None
    time = _known({"start": start, "duration": None if seconds is None else f"PT{seconds:f}S"})
    return _known({"uid": measurement.id, "user": provenance.measurer, "time": time or None})


def _load(measurement: Measurement) -> dict[str, Json]:
    """The wanted load; the schema asks for an input length, without which all of it stays in `native`."""
    if not _has_load(measurement):
        return {}
    scenario, source = measurement.scenario, measurement.source
    fields = {
        "tool": source.tool,
        "tool_version": source.tool_version,
        "source": "unknown",
        "input_seq_len": _length(scenario.isl_target),
        "output_seq_len": _length(scenario.osl_target),
        "rate_qps": scenario.rate_offered or None,
        "concurrency": scenario.concurrency if scenario.concurrency and scenario.concurrency >= 1 else None,
    }
    return {"load": {"metadata": {}, "standardized": _known(fields), "native": {}}}


def _has_load(measurement: Measurement) -> bool:
    return measurement.scenario.isl_target is not None


def _length(value: Decimal | None) -> Json:
    return None if value is None else {"distribution": "other", "value": value}


def _aggregate(measurement: Measurement) -> Json:
    latency: dict[str, Json] = {}
    for name, key, unit in _LATENCIES:
        found: Latency | None = getattr(measurement.latency, name)
        if found is not None and found.mean is not None:
            latency[key] = _statistics(found, unit=unit)
    rates = {key: _mean(getattr(measurement.throughput, name), unit=unit) for name, key, unit in _RATES}
    return _known({"requests": _requests(measurement), "latency": latency, "throughput": _known(rates)})


def _statistics(latency: Latency, *, unit: str) -> Json:
    return {"units": unit, **_known({key: getattr(latency, field) for _, field, key in _STATISTICS})}


def _mean(value: Decimal | None, *, unit: str) -> Json:
    return None if value is None else {"units": unit, "mean": value}


def _requests(measurement: Measurement) -> Json:
    counts, scenario = measurement.counts, measurement.scenario
    if counts.sent is None:
        return None
    fields: dict[str, Json] = {
        "total": counts.sent,
        "failures": counts.failed,
        "incomplete": counts.incomplete,
        "input_length": _mean(scenario.isl_mean, unit="count"),
        "output_length": _mean(scenario.osl_mean, unit="count"),
    }
    return _known(fields)


def _component(measurement: Measurement) -> Json:
    """Jeoul's own component of the stack: kind `generic`, which may hold anything."""
    config: dict[str, Json] = {
        "source": _source(measurement),
        "definitions": _definitions(measurement),
        "facts": _facts(measurement),
        "figures": [
            {"quantity": quantity, "statistic": statistic, "value": value}
            for quantity, statistic, value in _figures(measurement)
            if value is not None
        ],
    }
    return {
        "metadata": {"label": _TOOL, "cfg_id": measurement.source.sha256},
        "standardized": {"kind": "generic", "tool": _TOOL, "tool_version": ""},
        "native": {"config": config},
    }


def _source(measurement: Measurement) -> Json:
    source, provenance = measurement.source, measurement.provenance
    return _known(
        {
            "filename": source.filename,
            "sha256": source.sha256,
            "bytes": source.size,
            "where": source.where,
            "tool": source.tool,
            "tool_version": source.tool_version,
            "verification": provenance.verification,
            "measurer_role": provenance.measurer_role,
        }
    )


def _definitions(measurement: Measurement) -> Json:
    found: list[tuple[str, Latency | None]] = [(name, getattr(measurement.latency, name)) for name, _, _ in _LATENCIES]
    return {name: latency.definition for name, latency in found if latency is not None and latency.definition}


def _facts(measurement: Measurement) -> Json:
    provenance, system, software = measurement.provenance, measurement.system, measurement.software
    model, scenario, power = measurement.model, measurement.scenario, measurement.power
    local = provenance.measured_at if not provenance.tz_known else None
    return _known(
        {
            "accelerator": system.accelerator,
            "vendor": system.vendor,
            "system_name": system.name,
            "engine": software.engine,
            "engine_version": software.engine_version,
            "sdk_version": software.sdk_version,
            "model": model.name,
            "weight_precision": model.weight_precision,
            "measurer": provenance.measurer,
            "suite": provenance.suite or None,
            "public_url": provenance.public_url or None,
            "date_local": local.strftime("%Y%m%d-%H%M%S") if local else None,
            "load": scenario.load,
            "fixed_length": _word(scenario.fixed_length),
            "verdict": measurement.verdict,
            "power_scope": power.scope,
            "power_method": power.method or None,
            "power_valid": _word(power.valid),
        }
    )


def _word(value: bool | None) -> str | None:  # noqa: FBT001  the value itself is shown
    return None if value is None else "true" if value else "false"


def _figures(measurement: Measurement) -> Iterator[tuple[str, str, Decimal | int | None]]:
    """What the schema has no place for."""
    yield from _other_latencies(measurement)
    yield from _other_values(measurement)
    yield from _unplaced(measurement)


def _other_latencies(measurement: Measurement) -> Iterator[tuple[str, str, Decimal | int | None]]:
    """Sample sizes, and the points of a latency without the mean the schema asks for."""
    for name, _, _ in _LATENCIES:
        latency: Latency | None = getattr(measurement.latency, name)
        if latency is not None:
            yield name, "n", latency.n
            if latency.mean is None:
                yield from ((name, statistic, getattr(latency, field)) for statistic, field, _ in _STATISTICS)


def _other_values(measurement: Measurement) -> Iterator[tuple[str, str, Decimal | int | None]]:
    counts, system, power, spread = measurement.counts, measurement.system, measurement.power, measurement.parallelism
    yield "ok", "value", counts.ok
    yield "zero_output", "value", counts.zero_output
    yield "used", "value", system.used
    yield "nodes", "value", system.nodes
    yield from ((name, "value", getattr(spread, name)) for name in ("tp", "pp", "dp", "ep"))
    yield "goodput_rps", "value", measurement.throughput.goodput_rps
    yield "duration", "value", measurement.scenario.duration_s
    yield "power", "value", power.average_w
    yield "energy", "value", power.energy_j
    yield "energy_per_output_token", "value", power.joules_per_output_token
    yield "power_samples", "value", power.samples
    yield "power_gap", "value", power.longest_gap_s


def _unplaced(measurement: Measurement) -> Iterator[tuple[str, str, Decimal | int | None]]:
    """What has a place in the schema only beside something else that is missing here, or is too small for it."""
    scenario, counts = measurement.scenario, measurement.counts
    if not _has_load(measurement):
        yield "osl_target", "value", scenario.osl_target
    if not (_has_load(measurement) and scenario.concurrency and scenario.concurrency >= 1):
        yield "concurrency", "value", scenario.concurrency
    if not (_has_load(measurement) and scenario.rate_offered):
        yield "rate_offered", "value", scenario.rate_offered
    if counts.sent is None:
        yield "failed", "value", counts.failed
        yield "incomplete", "value", counts.incomplete
        yield "isl_mean", "value", scenario.isl_mean
        yield "osl_mean", "value", scenario.osl_mean
