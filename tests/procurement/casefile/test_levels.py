from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from benchmarks.slo import Limit, Slo
from procurement.casefile.levels import service_levels
from procurement.casefile.scheme import Announced, Measure
from procurement.exports.dossier import ServiceLevel
from scoring.criteria import Gate, Scheme

SPEED = Measure(
    "speed", "output_tps", "value", "llama", Decimal(128), Decimal(64), None, Slo(ttft_p90_ms=Decimal(2000))
)
LATENCY = replace(SPEED, subject="wait", metric="tpot", statistic="p99", slo=Slo())


def announced(*measures: Measure) -> Announced:
    gates = tuple(Gate(m.subject, "", "ms", "<=", Fraction(51, 2)) for m in measures)
    return Announced(Scheme((), gates, Fraction(10)), measures, (), ())


def level(subject: str, limit: Limit) -> ServiceLevel:
    return ServiceLevel(subject, "llama", Decimal(128), Decimal(64), limit)


def test_service_levels_of_measures_and_gates_on_a_latency_are_told() -> None:
    assert service_levels(announced(SPEED, LATENCY)) == (
        level("speed", Limit("ttft", "p90", Decimal(2000))),
        level("wait", Limit("tpot", "p99", Decimal("25.5"))),
    )


def test_a_criterion_on_a_latency_is_no_limit() -> None:
    scored = replace(announced(LATENCY), scheme=Scheme((), (), Fraction(10)))
    assert service_levels(scored) == ()
