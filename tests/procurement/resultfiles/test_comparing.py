from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.findings import Finding
from benchmarks.measurement import Measurement, Power, Source, System, Throughput
from procurement.exports.xlsx.kperf_results import Results
from procurement.resultfiles.comparing import told_comparison
from tests.procurement.exports.kperf_cases import point, results_of


def system(name: str | None, rate: str | None, *, used: int | None = 2, watts: str | None = None) -> Measurement:
    output = None if rate is None else Decimal(rate)
    power = Power("node_wall", None if watts is None else Decimal(watts), "")
    named = System(None, None, name, used, 1)
    return replace(point("4"), system=named, throughput=Throughput(output, None, None, None), power=power)


def told(results: Results) -> list[str]:
    return list(told_comparison(results))[1:]


def test_systems_of_one_workload_stand_in_one_table() -> None:
    first, second = system("a", "100", watts="400"), system("b", "90.5", used=None, watts="200")
    assert told(results_of(first, second)) == [
        "  llama, 128/64, closed_loop, C=4",
        "    a × 2 vllm 0.9 fp8: 100.0000, 50.0000, 0.2500  [a.json /]",
        "    b vllm 0.9 fp8: 90.5000, 사용한 가속기 수를 모름, 0.4525  [a.json /]",
        "  견줄 상대가 없는 조건 0개 / workloads with nothing to compare",
    ]


def test_a_row_says_why_it_may_not_be_compared() -> None:
    other = system(None, "100")
    other = replace(other, model=replace(other.model, weight_precision="bf16"))
    lines = told(results_of(system("a", "100"), other))
    assert lines[2] == "    가속기 미기재 × 2 vllm 0.9 bf16: 100.0000, 50.0000, 미측정  [a.json /]"
    assert lines[3].startswith("      ✗ 정밀도 등급이 다릅니다: ")


def test_repeated_runs_are_one_row_with_their_interval() -> None:
    first = system("a", "100")
    again = replace(system("a", "110"), source=Source("vllm", "0.9", "b.json", "1" * 64, 10, "/"))
    row = next(line for line in told(results_of(first, again, system("b", "9"))) if line.startswith("    a"))
    assert row == "    a × 2 vllm 0.9 fp8: 105.0000 ± 63.53, 52.5000 ± 31.77, 미측정  [a.json / 외 1]"


def test_what_may_not_be_used_or_has_nobody_beside_it_is_no_row() -> None:
    reject = Finding("V05", "reject", "", "", "", "")
    bad = results_of(system("b", "9"), found=(reject,))
    made = results_of(system("a", "100"), system("c", None))
    open_loop = replace(point("4").scenario, concurrency=None, rate_offered=Decimal(2), load=None, isl_target=None)
    offered = results_of(replace(system("a", "1"), scenario=open_loop))
    together = replace(made, files=(*made.files, *bad.files, *offered.files))
    assert told(together) == ["  견줄 상대가 없는 조건 2개 / workloads with nothing to compare"]
