"""Results whose K-Perf workbooks are opened and recalculated: files of the tools, limits kept and missed, gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from benchmarks.findings import Finding
from benchmarks.measurement import Latencies, Latency, Measurement, Model, Power, Throughput
from procurement.exports.xlsx.kperf_results import Refused, Result, ResultFile, Results
from procurement.resultfiles.answers import AnswerSheet
from procurement.resultfiles.folder import found_files
from procurement.resultfiles.reading import gathered, read_file
from tests.procurement.sizing.builders import measurement

FILES = Path(__file__).resolve().parents[2] / "files"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def results_of(*measurements: Measurement, found: tuple[Finding, ...] = (), refused: Iterable[Refused] = ()) -> Results:
    """Measurements as the rows of one file, each with these findings."""
    results = tuple(Result(m, found) for m in measurements)
    file = ResultFile("a.json", "vllm", "vllm", "0.9", "0" * 64, 10, ("고침 / repaired",), results)
    return Results((file,), tuple(refused), (), "Jeoul 시험")


def point(
    concurrency: str | None, *, ttft: str | None = "100", tpot: str | None = "20", ntpot: str | None = None
) -> Measurement:
    """A load step of one system with these P90s in ms; 100 tokens/s out."""
    m = measurement(f"c{concurrency}", output_tps="100")
    latency = Latencies(ttft=_p90(ttft), tpot=_p90(tpot), ntpot=_p90(ntpot))
    scenario = replace(m.scenario, concurrency=None if concurrency is None else Decimal(concurrency))
    return replace(m, scenario=scenario, latency=latency)


def _p90(value: str | None) -> Latency | None:
    return None if value is None else Latency(p90=Decimal(value), definition="시험 정의")


def powered(power: Power) -> Measurement:
    return replace(point("4"), power=power)


def kperf_cases() -> dict[str, Results]:
    names = ("kperf_result.json", "guidellm_v2.json", "vllm_c4.json", "vllm_chat_c8.json", "aiperf_c4.json")
    read = [read_file(found, answers=AnswerSheet()) for found in found_files(FILES / name for name in names)]
    bare = replace(
        point(None, ttft=None, tpot=None), throughput=Throughput(None, None, None, None), model=Model(None, None)
    )
    return {
        "tools": gathered(read, program="Jeoul 시험"),
        "grades": results_of(*graded()),
        "power": results_of(*(powered(Power(scope, Decimal(300), "")) for scope in ("node_wall", "tdp_assumed", None))),
        "ratios": results_of(replace(point("3"), throughput=Throughput(Decimal("0.1"), None, None, Decimal(7)))),
        "bare": results_of(bare, replace(bare, provenance=replace(bare.provenance, measured_at=NOON))),
        "refused": results_of(
            point("1"), point("64"), refused=[Refused("b.txt", "line 1: 못 읽음 / no", "고침 / mend")]
        ),
    }


def graded() -> tuple[Measurement, ...]:
    """On the limit, above it, one of the two missing, by the other definition, and nothing to judge."""
    return (
        point("1", ttft="2000", tpot="30"),
        point("2", ttft="2000", tpot="40.5"),
        point("4", ttft="2000.5", tpot="10"),
        point("8", ttft="100", tpot=None, ntpot="45"),
        point("16", ttft=None, tpot="60"),
        point("32", ttft=None, tpot="20"),
        point("64", ttft=None, tpot=None),
    )
