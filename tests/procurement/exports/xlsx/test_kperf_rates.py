from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.findings import Finding
from benchmarks.measurement import Latency, Power, PowerScope, Throughput
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.kperf_results import Results
from tests.procurement.exports.kperf_cases import graded, point, powered, results_of
from tests.procurement.exports.reading import opened
from tests.procurement.exports.xlsx.test_kperf_results import offered


def table(results: Results) -> list[dict[object, object]]:
    sheet = opened(kperf_workbook(results).content, values=True)["성능 1"]
    header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=4))
    return [dict(zip(header, row, strict=True)) for row in rows]


def marks(row: dict[object, object], name: str) -> list[object]:
    return [row[f"{name} {grade}등급"] for grade in (1, 2, 3)]


def test_throughput_and_the_speed_of_a_user_which_is_a_formula() -> None:
    m = replace(point("3"), throughput=Throughput(Decimal(100), Decimal(9), Decimal(109), Decimal(2)))
    content = kperf_workbook(results_of(m)).content
    (row,) = table(results_of(m))
    rates = [value for name, value in row.items() if "처리량" in str(name) or "사용자" in str(name)]
    assert rates == [100, 109, 2, pytest.approx(100 / 3, rel=1e-15)]
    assert (
        opened(content)["성능 1"]["K5"].value == '=IF(AND(ISNUMBER(H5),ISNUMBER(G5)),IF(G5>0,H5/G5,"미측정"),"미측정")'
    )


@pytest.mark.parametrize("concurrency", ["0", None])
def test_without_concurrency_there_is_no_speed_of_a_user(concurrency: str | None) -> None:
    (row,) = table(results_of(point(concurrency)))
    assert row["사용자당 출력 (tokens/s)"] == "미측정"


def test_a_grade_is_o_at_the_limit_x_above_it_and_unknown_where_nothing_was_measured() -> None:
    unknown = ["미측정"] * 3
    assert [(marks(row, "TPOT"), marks(row, "NTPOT")) for row in table(results_of(*graded()))] == [
        (["O", "O", "O"], unknown),
        (["X", "X", "O"], unknown),
        (["X", "X", "X"], ["X", "X", "X"]),
        (unknown, ["X", "X", "O"]),
        (["X", "X", "X"], unknown),
        (unknown, unknown),
        (unknown, unknown),
    ]


@pytest.mark.parametrize(
    ("answered", "counted", "told"),
    [(11, None, " (표본 11)"), (29, 40, " (표본 29)"), (30, None, ""), (None, None, "")],
)
def test_a_grade_from_too_few_samples_says_so_in_its_cell(answered: int | None, counted: int | None, told: str) -> None:
    m = point("1", ttft="2000", tpot="40.5")
    latency = replace(m.latency, ttft=Latency(p90=Decimal(2000), n=counted))
    few = replace(m, counts=replace(m.counts, ok=answered), latency=latency)
    (row,) = table(results_of(few))
    assert marks(row, "TPOT") == [f"X{told}", f"X{told}", f"O{told}"]
    assert marks(row, "NTPOT") == ["미측정"] * 3
    assert row["표본 (응답한 요청)"] == (answered or "미측정")


def test_where_nobody_counted_the_answers_the_samples_of_the_latency_are_told() -> None:
    m = point("1")
    latency = replace(m.latency, ttft=Latency(p90=Decimal(9), n=12))
    (row,) = table(results_of(replace(m, counts=replace(m.counts, ok=None), latency=latency)))
    assert (marks(row, "TPOT"), row["표본 (응답한 요청)"]) == (["O (표본 12)"] * 3, 12)


def test_a_rejected_or_saturated_result_has_no_grade() -> None:
    reject = Finding("V05", "reject", "", "", "", "")
    (row,) = table(results_of(point("1"), found=(reject,)))
    assert (marks(row, "TPOT"), row["상태"]) == (["부적합"] * 3, "부적합")
    saturated = replace(offered("10", "5"), latency=point("1").latency)
    (row,) = table(results_of(saturated))
    assert (marks(row, "TPOT"), row["상태"]) == (["미측정"] * 3, "포화")


@pytest.mark.parametrize(
    ("scope", "words", "per_watt"),
    [
        ("accelerator_board", "가속기 보드", 0.25),
        ("node_wall", "서버 벽면", 0.25),
        ("rack_wall", "랙 벽면", 0.25),
        ("tdp_assumed", "정격(TDP) 가정", "미측정"),
        ("not_measured", "측정 안 함", "미측정"),
        (None, "미기재", "미측정"),
    ],
)
def test_throughput_per_watt_only_with_a_measured_scope(scope: PowerScope | None, words: str, per_watt: object) -> None:
    (row,) = table(results_of(powered(Power(scope, Decimal(400), ""))))
    assert (row["평균 전력 (W)"], row["전력 범위"], row["출력 tokens/s/W"]) == (400, words, per_watt)


@pytest.mark.parametrize("power", [Power("node_wall", None, ""), Power("node_wall", Decimal(0), "")])
def test_without_watts_there_is_no_throughput_per_watt(power: Power) -> None:
    (row,) = table(results_of(powered(power)))
    assert row["출력 tokens/s/W"] == "미측정"


def test_power_that_the_tool_itself_calls_invalid_divides_nothing() -> None:
    (row,) = table(results_of(powered(Power("node_wall", Decimal(400), "", valid=False))))
    assert (row["전력 범위"], row["출력 tokens/s/W"]) == ("도구가 무효로 판정", "미측정")
