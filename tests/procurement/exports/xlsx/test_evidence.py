from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.findings import Finding, Level
from benchmarks.measurement import Latencies, Latency, Power, Throughput
from procurement.exports.dossier import Evidenced
from procurement.exports.xlsx.evidence import verdict
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import table
from tests.procurement.sizing.builders import measurement


def found(**levels: Level) -> tuple[Finding, ...]:
    return tuple(Finding(rule, level, "", "", "", "") for rule, level in levels.items())


def rows(*items: Evidenced, title: str = "성능 근거") -> list[list[object]]:
    return [list(row) for row in table(dossier(evaluated(), evidence=items), title)[4:]]


def test_a_measurement_stands_with_its_conditions_and_numbers() -> None:
    m = measurement("m")
    full = replace(
        m,
        latency=Latencies(ttft=Latency(p90=Decimal("11.5"), p99=Decimal(12)), tpot=Latency(p90=Decimal(20))),
        throughput=Throughput(Decimal(128), Decimal(1), Decimal(384), Decimal(2)),
        power=Power("node_wall", Decimal("950.5"), ""),
    )
    assert rows(Evidenced("A", "업체 A", full, ())) == [
        [1, "업체 A", "npu", "1", "llama", "fp8", "vllm 0.9", 128, 64, 8, 11.5, 12, 20, 128,
         384, 2, 950.5],
    ]  # fmt: skip


def test_what_was_not_measured_or_stated_says_so() -> None:
    bare = measurement("m", used=None, accelerator=None, model=None, isl=None, osl=None, rps=None, output_tps=None,
                       tpot_p90=None)  # fmt: skip
    assert rows(Evidenced("A", "업체 A", bare, ())) == [
        [1, "업체 A", "미기재", "미기재", "미기재", "fp8", "vllm 0.9", "미측정", "미측정", 8, *["미측정"] * 7]
    ]


def test_every_measurement_has_its_source_and_what_the_checks_found() -> None:
    m = replace(measurement("m"), provenance=replace(measurement("m").provenance, public_url="https://example.org/a"))
    items = (Evidenced("A", "업체 A", m, found(V01="pass")), Evidenced("B", "업체 B", measurement("n"), ()))
    assert rows(*items, title="성능 근거 출처") == [
        [1, "업체 A", "a.json / https://example.org/a", "0" * 12, "시험소", "형식 확인", "이상 없음: V01"],
        [2, "업체 B", "a.json /", "0" * 12, "시험소", "형식 확인", "검사할 수 있는 값이 없음"],
    ]


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        (found(V01="pass", V02="not_applicable", V03="pass"), "이상 없음: V01, V03"),
        (found(V01="pass", V02="warn"), "주의: V02"),
        (found(V01="warn", V02="reject", V03="reject"), "부적합: V02, V03"),
        (found(V01="not_applicable"), "검사할 수 있는 값이 없음"),
    ],
)
def test_the_worst_finding_decides_the_words(findings: tuple[Finding, ...], words: str) -> None:
    assert verdict(findings) == words


def test_what_was_set_aside_is_shown_with_its_reason_and_a_rule_once() -> None:
    aside = Finding("V05", "overridden", "", "", "", "", override="예열 포함 확인 (홍길동, 2026-11-20)")
    said = "예외 적용: V05 예열 포함 확인 (홍길동, 2026-11-20); 주의: V22"
    assert verdict((aside, *found(V01="pass", V22="warn"), *found(V22="warn"))) == said
    assert verdict((aside, *found(D03="reject"), *found(D03="reject"))) == "부적합: D03"
