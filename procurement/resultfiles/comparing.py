"""Measured systems side by side in lines for a terminal: of one model, length and load, with what forbids comparing."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.comparison import Figure, Row, compare
from benchmarks.measurement import Measurement
from procurement.exports.xlsx.kperf_results import USABLE, Results, lengths_of

_NOT_MEASURED = "미측정"
_FEWEST = 2
Workload = tuple[str, ...]


def told_comparison(results: Results) -> Iterator[str]:
    """A table for each workload that two operating points or more were measured on; the first is the reference.

    Output tokens/s of the system, per accelerator and per watt; a row says why it may not be compared with the first.
    """
    groups: dict[Workload, list[Measurement]] = {}
    for result in results.every:
        if result.state == USABLE and result.measurement.throughput.output_tps is not None:
            groups.setdefault(_workload(result.measurement), []).append(result.measurement)
    yield "■ 비교: 출력 처리량 tokens/s (시스템, 가속기당, W당) / comparison: per system, per accelerator, per watt"
    alone = 0
    for workload, measured in groups.items():
        rows = compare(measured).rows
        if len(rows) < _FEWEST:
            alone += 1
            continue
        yield f"  {', '.join(workload)}"
        for row in rows:
            yield from _row(row)
    yield f"  견줄 상대가 없는 조건 {alone}개 / workloads with nothing to compare"


def _workload(measurement: Measurement) -> Workload:
    m, scenario = measurement, measurement.scenario
    lengths = "/".join(_NOT_MEASURED if n is None else f"{n.normalize():f}" for n in lengths_of(m))
    users, rate = scenario.concurrency, scenario.rate_offered
    load = (
        f"C={users.normalize():f}" if users is not None else "",
        f"{rate.normalize():f} req/s" if rate is not None else "",
    )
    named = (m.model.name or "모델 미기재", lengths, scenario.load or "", *load)
    return tuple(part for part in named if part)


def _row(row: Row) -> Iterator[str]:
    key, first = row.key, row.runs[0].source
    system = key.accelerator or key.system or "가속기 미기재"
    used = "" if key.used is None else f" × {key.used}"
    software = " ".join(part for part in (key.engine, key.engine_version, key.weight_precision) if part)
    figures = ", ".join(map(_figure, (row.per_system, row.per_accelerator, row.per_watt)))
    more = f" 외 {len(row.runs) - 1}" if len(row.runs) > 1 else ""
    yield f"    {system}{used} {software}: {figures}  [{first.filename} {first.where}{more}]"
    yield from (f"      ✗ {difference}" for difference in row.differences)


def _figure(figure: Figure) -> str:
    """The mean with half the width of its 95 % interval where there were several runs."""
    if figure.value is None:
        return figure.why.partition(" / ")[0]
    spread = f" ± {figure.interval.half_width:,.2f}" if figure.interval else ""
    return f"{figure.value:,.4f}{spread}"
