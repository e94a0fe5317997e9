from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import metrics
from benchmarks.measurement import (
    Counts,
    Latencies,
    Latency,
    Measurement,
    Model,
    Power,
    Provenance,
    Scenario,
    Software,
    Source,
    System,
    Throughput,
)

FILES = Path(__file__).resolve().parent.parent / "files"


@pytest.fixture(scope="session")
def sample() -> Callable[[str], bytes]:
    """The bytes of a file in tests/files."""
    return lambda name: FILES.joinpath(name).read_bytes()


@pytest.fixture(scope="session")
def complete() -> Measurement:
    """A measurement with every number, consistent with each other: 4 requests in flight, 2 a second, 101 tokens each.

    E2E 2000 ms = TTFT 100 ms + TPOT 19 ms × 100; 2/s × 2 s ÷ 4 = 1.
    """
    return Measurement(
        id="complete",
        source=Source("tool", "1", "file.json", "0" * 64, 1, "/0"),
        provenance=Provenance(
            "시험소", "third_party_lab", None, tz_known=False, suite="", public_url="", verification="schema_valid"
        ),
        system=System("vendor", "server", "npu", used=2, nodes=1),
        software=Software("engine", "1.0", "sdk"),
        model=Model("model", "fp8"),
        scenario=Scenario(
            load="closed_loop",
            isl_target=Decimal(99),
            isl_mean=Decimal(99),
            osl_target=Decimal(101),
            osl_mean=Decimal(101),
            fixed_length=True,
            concurrency=Decimal(4),
            rate_offered=None,
            duration_s=Decimal(50),
        ),
        counts=Counts(sent=100, ok=100, failed=0, incomplete=0, zero_output=0),
        latency=Latencies(
            ttft=_latency(100, definition=metrics.TTFT),
            tpot=_latency(19, definition=metrics.TPOT),
            itl=_latency(19, definition=metrics.ITL_PER_CHUNK),
            ntpot=_latency(20, definition=metrics.NTPOT),
            e2e=_latency(2000, definition=metrics.E2E),
        ),
        throughput=Throughput(Decimal(202), Decimal(198), Decimal(400), Decimal(2)),
        power=Power("accelerator_board", Decimal(300), "board sensor"),
        verdict="VALID",
    )


def _latency(mean: int, *, definition: str) -> Latency:
    """Points around a mean: minimum 0.8, p50 0.9, p90 1.1, p95 1.2, p99 1.3, p99.9 1.4, maximum 1.5 of it."""
    points = (Decimal(mean) * Decimal(tenths) / 10 for tenths in (8, 9, 11, 12, 13, 14, 15))
    minimum, p50, p90, p95, p99, p99_9, maximum = points
    return Latency(
        mean=Decimal(mean),
        std=Decimal(1),
        minimum=minimum,
        p50=p50,
        p90=p90,
        p95=p95,
        p99=p99,
        p99_9=p99_9,
        maximum=maximum,
        n=100,
        definition=definition,
    )
