"""One operating point as Jeoul keeps it: one unit, one definition, None where nothing was measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

Role = Literal["vendor", "buyer", "third_party_lab", "certifier", "community"]
Verification = Literal[
    "self_declared", "schema_valid", "consistency_checked", "reproduced", "witnessed", "certified", "withdrawn"
]
LoadKind = Literal["closed_loop", "open_loop", "offline", "single_stream", "static_batch", "trace"]
PowerScope = Literal["accelerator_board", "node_wall", "rack_wall", "tdp_assumed", "not_measured"]


@dataclass(frozen=True, slots=True)
class Source:
    """The file a measurement was read from and the place in it (JSON pointer, line or cell)."""

    tool: str
    tool_version: str
    filename: str
    sha256: str
    size: int
    where: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who measured, when, and how far that has been verified."""

    measurer: str | None
    measurer_role: Role | None
    measured_at: datetime | None
    tz_known: bool
    suite: str
    public_url: str
    verification: Verification


@dataclass(frozen=True, slots=True)
class System:
    """The hardware under test. `accelerator` is a catalogue id or a name; `used` counts accelerators that ran."""

    vendor: str | None
    name: str | None
    accelerator: str | None
    used: int | None
    nodes: int | None


@dataclass(frozen=True, slots=True)
class Software:
    """The serving engine and the vendor's stack."""

    engine: str | None
    engine_version: str | None
    sdk_version: str | None


@dataclass(frozen=True, slots=True)
class Model:
    """The language model as named in the file and its number formats."""

    name: str | None
    weight_precision: str | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """The load: kind, token lengths (targets and observed means), concurrency or offered rate (req/s)."""

    load: LoadKind | None
    isl_target: Decimal | None
    isl_mean: Decimal | None
    osl_target: Decimal | None
    osl_mean: Decimal | None
    fixed_length: bool | None
    concurrency: Decimal | None
    rate_offered: Decimal | None
    duration_s: Decimal | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Requests sent, answered, failed, cut off by the end of the run, answered with no token."""

    sent: int | None
    ok: int | None
    failed: int | None
    incomplete: int | None
    zero_output: int | None


@dataclass(frozen=True, slots=True)
class Latency:
    """Statistics of one latency in ms. `definition` names what was measured, `derived` that we computed it."""

    mean: Decimal | None = None
    std: Decimal | None = None
    minimum: Decimal | None = None
    p50: Decimal | None = None
    p90: Decimal | None = None
    p95: Decimal | None = None
    p99: Decimal | None = None
    p99_9: Decimal | None = None
    maximum: Decimal | None = None
    n: int | None = None
    definition: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Latencies:
    """TTFT, TPOT (first token excluded, always), ITL, NTPOT (E2E over all tokens), E2E; None = 미측정."""

    ttft: Latency | None = None
    tpot: Latency | None = None
    itl: Latency | None = None
    ntpot: Latency | None = None
    e2e: Latency | None = None


@dataclass(frozen=True, slots=True)
class Throughput:
    """Totals of the whole system: tokens/s out, in and both, requests/s or samples/s, requests/s within the SLO."""

    output_tps: Decimal | None
    input_tps: Decimal | None
    total_tps: Decimal | None
    rps: Decimal | None
    goodput_rps: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """Mean power in W and what it covers; never compared across scopes.

    Energy in J over the same window, samples taken in it and the longest gap between two of them in s.
    `valid` is what the measuring tool said of its own power figures; None when it says nothing.
    """

    scope: PowerScope | None
    average_w: Decimal | None
    method: str
    energy_j: Decimal | None = None
    joules_per_output_token: Decimal | None = None
    samples: int | None = None
    longest_gap_s: Decimal | None = None
    valid: bool | None = None


@dataclass(frozen=True, slots=True)
class Parallelism:
    """How the model was spread: degrees of tensor, pipeline, data and expert parallelism; None = not said."""

    tp: int | None = None
    pp: int | None = None
    dp: int | None = None
    ep: int | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One operating point (one load step of one run). Units: ms, tokens/s, req/s, W, s; None = 미측정.

    `verdict` is what the measuring tool itself said of the run (MLPerf's "Result is"); None when it says nothing.
    """

    id: str
    source: Source
    provenance: Provenance
    system: System
    software: Software
    model: Model
    scenario: Scenario
    counts: Counts
    latency: Latencies
    throughput: Throughput
    power: Power
    parallelism: Parallelism = Parallelism()
    verdict: Literal["VALID", "INVALID"] | None = None
