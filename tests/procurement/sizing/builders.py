from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypedDict, Unpack

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
    Verification,
)
from benchmarks.slo import Slo
from procurement.sizing.capacity import Capacity, Configuration, NoCapacity
from procurement.sizing.demand import Bucket
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.mix import Mix, mix_of
from procurement.sizing.model import Model as Program
from procurement.sizing.model import cheapest_model, performance_model, served_model
from procurement.sizing.problem import Limits, Problem
from procurement.sizing.solver_child import answer

BATCH = Slo()


class LimitValues(TypedDict, total=False):
    budget: int | None
    power_w: Decimal | None
    rack_units: int | None
    vendor_share: Fraction | None
    min_vendors: int | None
    max_vendors: int | None
    domestic_share: DomesticShare | None
    cooling_w: Decimal | None
    vendor_demand: Fraction | None
    running: int | None


def limits(**given: Unpack[LimitValues]) -> Limits:
    return replace(Limits(None, None, None, None, None, None, None), **given)


def bucket(name: str, *, rate: str = "1", slo: Slo = BATCH) -> Bucket:
    return Bucket(name, f"수요 {name}", "llama", 128, 64, Decimal(rate), slo)


def configuration(
    name: str,
    *,
    price: int = 100,
    vendor: str | None = None,
    domestic: bool = False,
    power_w: str | None = "1000",
    rack_units: int | None = 4,
    maximum: int | None = None,
    accelerators: int = 8,
) -> Configuration:
    power = None if power_w is None else Decimal(power_w)
    title = f"서버 {name}"
    return Configuration(
        name, vendor or f"v-{name}", title, domestic, "npu", accelerators, price, power, rack_units, maximum
    )


def problem(
    configurations: tuple[Configuration, ...],
    rates: Mapping[str, str],
    servers: Mapping[tuple[str, str], int | str | Fraction | None],
    *,
    held: Limits | None = None,
    spares: int = 0,
) -> Problem:
    """`rates`: requests/s by bucket; `servers`: requests/s one server carries, by (configuration, bucket)."""
    capacities = tuple(
        NoCapacity(c.id, b, "미측정") if servers.get((c.id, b)) is None else capacity(c.id, b, servers[c.id, b])
        for c in configurations
        for b in rates
    )
    buckets = tuple(bucket(name, rate=rate) for name, rate in rates.items())
    return Problem(buckets, configurations, capacities, held or limits(), spares)


def capacity(configuration: str, bucket: str, rate: int | str | Fraction | None) -> Capacity:
    return Capacity(configuration, bucket, Fraction(rate or 0), Decimal(1), f"m-{configuration}-{bucket}", 1, "측정")


def in_process(asked: Problem, program: Program, *, seconds: float = 60.0) -> Mix:
    found = answer(program.linear, remaining=lambda: seconds, report=lambda _gap, _nodes: None)
    return mix_of(asked, model=program, answer=found)


def cheapest_here(asked: Problem) -> Mix:
    return in_process(asked, cheapest_model(asked))


def most_here(asked: Problem) -> Mix:
    return in_process(asked, performance_model(asked))


def served_here(asked: Problem) -> Mix:
    return in_process(asked, served_model(asked))


def servers_of(mix: Mix) -> dict[str, int]:
    return {purchase.configuration: purchase.servers for purchase in mix.purchases}


def measurement(
    name: str,
    *,
    used: int | None = 1,
    accelerator: str | None = "npu",
    model: str | None = "llama",
    isl: str | None = "128",
    osl: str | None = "64",
    rps: str | None = "2",
    output_tps: str | None = "128",
    tpot_p90: str | None = "20",
    verification: Verification = "schema_valid",
) -> Measurement:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Measurement(
        name,
        Source("vllm", "0.9", "a.json", "0" * 64, 10, "/"),
        Provenance("시험소", "third_party_lab", None, tz_known=False, suite="", public_url="",
                   verification=verification),
        System("vendor", "box", accelerator, used, 1),
        Software("vllm", "0.9", None),
        Model(model, "fp8"),
        Scenario("closed_loop", number(isl), None, number(osl), None, fixed_length=True, concurrency=Decimal(8),
                 rate_offered=None, duration_s=Decimal(60)),
        Counts(100, 100, 0, 0, 0),
        Latencies(tpot=Latency(p90=number(tpot_p90))),
        Throughput(number(output_tps), None, None, number(rps)),
        Power(None, None, ""),
    )  # fmt: skip
