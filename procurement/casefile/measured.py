"""Which measurement feeds a gate or criterion of a bid, and, where none does, why not.

Of several measured points (steps of concurrency, several files) those count that were measured at the announced
model and lengths, and at the announced concurrency where one is given; that keep the measure's service level; and that
no check rejects and nobody has withdrawn. The best of them is read. Two measures may therefore read two points of one
file: a tender that wants throughput and latency of one and the same point gives the throughput a service level
(`slo`), or gives both a `concurrency`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from benchmarks.measurement import Measurement
from benchmarks.metrics import metric as metric_named
from benchmarks.metrics import read_metric
from benchmarks.slo import meets
from procurement.casefile.evidence import Examined
from procurement.casefile.scheme import Measure
from scoring.criteria import Evidence
from scoring.quantity import plain

_SHOWN = 5


def evidence_for(measure: Measure, *, candidates: Iterable[Examined]) -> Evidence:
    """The bid's value for a gate or criterion; None is 미측정, and the trace then says why each point does not count.

    Points that are equally good: the one whose id sorts first.
    """
    points = tuple(candidates)
    best = chosen(measure, candidates=points)
    if best is None:
        return Evidence(measure.subject, None, _why_not(points, measure))
    value = read_metric(best.measurement, metric=measure.metric, statistic=measure.statistic)
    return Evidence(measure.subject, None if value is None else Fraction(value), trace_of(best))


def chosen(measure: Measure, *, candidates: Iterable[Examined]) -> Examined | None:
    """The point that feeds the gate or criterion; None where none counts."""
    return _best([one for one in candidates if not _against(one, measure)], measure)


def trace_of(one: Examined) -> str:
    """File, place, short hash, concurrency, who measured, how far it is verified, names that differ (workbook.md)."""
    measurement = one.measurement
    who, in_flight = measurement.provenance, measurement.scenario.concurrency
    load = "" if in_flight is None else f", 동시 {in_flight.normalize():f}"
    url = f", {who.public_url}" if who.public_url else ""
    names = "".join(f", 파일의 {old!r} = {new!r}" for old, new in one.renamed)
    place = f"{_place(measurement)} (sha256 {measurement.source.sha256[:12]})"
    return f"{place}{load}, 측정 {who.measurer or '미기재'}, {who.verification}{url}{names}"


def _place(measurement: Measurement) -> str:
    return f"{measurement.source.filename} {measurement.source.where}"


def _best(usable: list[Examined], measure: Measure) -> Examined | None:
    sign = -1 if metric_named(measure.metric).better == "higher" else 1
    read_at = ((read_metric(c.measurement, metric=measure.metric, statistic=measure.statistic), c) for c in usable)
    known = [(sign * value, c.measurement.id, c) for value, c in read_at if value is not None]
    return min(known, key=lambda found: found[:2])[2] if known else None


def _against(one: Examined, measure: Measure) -> str:
    """Why a point does not count; empty when it does."""
    measurement = one.measurement
    if one.rejected:
        return "부적합 " + ", ".join(f"{f.rule}({f.observed})" for f in one.findings if f.level == "reject")
    if not one.usable:
        return "철회됨"
    if not _matches(measurement, measure):
        return "공고와 다른 조건"
    if not (kept := meets(measurement, slo=measure.slo)):
        return "서비스 수준 미측정" if kept is None else "서비스 수준 미달"
    if read_metric(measurement, metric=measure.metric, statistic=measure.statistic) is None:
        return f"{measure.metric} {measure.statistic} 없음"
    return ""


def _matches(measurement: Measurement, measure: Measure) -> bool:
    scenario = measurement.scenario
    same = (measurement.model.name, scenario.isl_target, scenario.osl_target) == (
        measure.model,
        measure.isl,
        measure.osl,
    )
    return same and measure.concurrency in (None, scenario.concurrency)


def _why_not(points: tuple[Examined, ...], measure: Measure) -> str:
    conditions = f"{measure.model} {plain(Fraction(measure.isl))}/{plain(Fraction(measure.osl))}"
    wanted = f"미측정: {conditions} 조건의 {measure.metric} {measure.statistic} 값이 없음"
    reasons = [f"{_place(one.measurement)} {_against(one, measure)}" for one in points]
    more = [f"외 {len(reasons) - _SHOWN}건"] if len(reasons) > _SHOWN else []
    return f"{wanted} ({'; '.join((*reasons[:_SHOWN], *more)) or '낸 증빙이 없음'})"
