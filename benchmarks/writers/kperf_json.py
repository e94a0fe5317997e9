"""kperf_result.json of KPerf_TTA: a list, one object per load step (kperf.md §1.2, formats.md §1.2)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from benchmarks import metrics
from benchmarks.measurement import Latency, Measurement
from benchmarks.writers.exact_json import Json, exact_json

NOT_MEASURED = "N/A"
_LATENCIES = (
    ("ttft_ms", "ttft", metrics.TTFT),
    ("tpot_ms", "ntpot", metrics.NTPOT),
    ("itl_ms", "itl", metrics.ITL_PER_REQUEST),
    ("e2el_ms", "e2e", metrics.E2E),
)
_PERCENTILES = ("p50", "p90", "p99")
_REQUESTS = (("successful", "ok"), ("errored", "failed"), ("incomplete", "incomplete"), ("total", "sent"))


def rows(measurements: Iterable[Measurement]) -> bytes:
    """The measurements as the JSON that KPerf_TTA writes, in ms and tokens/s; what was not measured is "N/A".

    Each field means what the tool means by it: `tpot_ms` includes the first token (our NTPOT), `itl_ms` is the ITL of
    a request, `throughput_tok_s` is input + output, `tps_per_user_tok_s` the output of the whole system. A latency of
    another definition is "N/A", never converted, and so is `throughput_tok_s_p90`, which Jeoul does not keep. Model,
    lengths, device and date have no place in the format. Source: kperf.md §1.2, formats.md §0.3 and §1.2.
    """
    return exact_json([_row(one) for one in measurements])


def _row(measurement: Measurement) -> Json:
    counts, throughput = measurement.counts, measurement.throughput
    return {
        "concurrency": _number(measurement.scenario.concurrency),
        "requests": {key: _number(getattr(counts, name)) for key, name in _REQUESTS},
        **{key: _latency(measurement, name, definition) for key, name, definition in _LATENCIES},
        "throughput_tok_s": _number(throughput.total_tps),
        "throughput_tok_s_p90": NOT_MEASURED,
        "tps_per_user_tok_s": _number(throughput.output_tps),
    }


def _latency(measurement: Measurement, name: str, definition: str) -> Json:
    found: Latency | None = getattr(measurement.latency, name)
    same = found if found and found.definition == definition else Latency()
    return {percentile: _number(getattr(same, percentile)) for percentile in _PERCENTILES}


def _number(value: Decimal | int | None) -> Json:
    return NOT_MEASURED if value is None else value
