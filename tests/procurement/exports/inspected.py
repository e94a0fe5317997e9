"""Acceptance tests to be written as workbooks: accepted, refused, not measured, and hostile names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.acceptance import Terms, Tolerance, accepted
from benchmarks.findings import findings
from benchmarks.measurement import Measurement
from procurement.exports.acceptance import Handover
from tests.benchmarks.test_acceptance import bids, late

TERMS = Terms(
    "예시 제안요청서 7.2",
    example=False,
    tolerances=(
        Tolerance("ttft", "p90", Decimal(10)),
        Tolerance("tpot", "p99", Decimal("2.5")),
        Tolerance("output_tps", "value", Decimal(5)),
        Tolerance("power", "value", Decimal(0)),
    ),
)


def handover(promised: list[Measurement], delivered: list[Measurement], terms: Terms = TERMS) -> Handover:
    found = accepted(promised, delivered=delivered, terms=terms)
    seen = tuple((one.id, findings(one)) for one in (*promised, *delivered))
    return Handover(found, seen, "Jeoul 시험")


def handovers() -> dict[str, Handover]:
    """By name; 미측정 stands in the last line of all but `accepted`, where power was not asked for."""
    first, second, third = bids()
    asked = replace(TERMS, tolerances=TERMS.tolerances[:3])
    odd = replace(first, model=replace(first.model, name='=1+1\n"x"'), software=replace(first.software, engine="@a"))
    nobody = replace(first.provenance, measurer=None, measured_at=None)
    unknown = replace(late(first), provenance=nobody, counts=replace(first.counts, ok=None))
    zero = replace(first, throughput=replace(first.throughput, output_tps=Decimal(0)))
    return {
        "accepted": handover([first], [late(first)], asked),
        "failed": handover([first, second, third], [late(first, ttft="69.773602485656741"), late(third, tps="1")]),
        "edge": handover(
            [late(first, ttft="100", tps="100", name="b")],
            [late(first, ttft="110", tps="95")],
            replace(asked, example=True),
        ),
        "hostile": handover([odd], [late(odd)]),
        "unknown": handover([first], [unknown]),
        "zero": handover([zero], [late(first)], asked),
    }
