from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from benchmarks.findings import Finding
from benchmarks.measurement import Model
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.kperf_charts import MOST_CURVES, groups
from procurement.exports.xlsx.kperf_results import Result
from tests.procurement.exports.kperf_cases import point, results_of
from tests.procurement.exports.reading import opened


def charts(content: bytes) -> list[str]:
    archive = zipfile.ZipFile(BytesIO(content))
    names = sorted((n for n in archive.namelist() if n.startswith("xl/charts/chart")), key=lambda n: (len(n), n))
    return [archive.read(name).decode() for name in names]


def texts(chart: str) -> list[str]:
    return re.findall(r"<a:t>([^<]*)</a:t>", chart)


def test_throughput_and_latencies_are_drawn_with_titles_units_and_the_limits() -> None:
    content = kperf_workbook(results_of(point("1"), point("2"), point("8"))).content
    drawn = charts(content)
    assert [texts(chart) for chart in drawn] == [
        ["출력 처리량", "동시 요청 수 (개)", "출력 처리량 (tokens/s)"],
        ["TTFT P90", "동시 요청 수 (개)", "TTFT P90 (ms)"],
        ["TPOT P90", "동시 요청 수 (개)", "TPOT P90 (ms)"],
    ]
    assert [len(re.findall("<ser>", chart)) for chart in drawn] == [1, 2, 4]
    assert re.findall(r"<f>([^<]*)</f>", drawn[1]) == [
        "'그래프 1'!B17", "'그래프 1'!$A$18:$A$20", "'그래프 1'!$B$18:$B$20",
        "'그래프 1'!C17", "'그래프 1'!$A$18:$A$20", "'그래프 1'!$C$18:$C$20",
    ]  # fmt: skip
    sheet = opened(content, values=True)["그래프 1"]
    assert [[c.value for c in row[:3]] for row in sheet["A17:C20"]] == [
        ["동시 요청 수", "TTFT P90 (ms)", "한도 (ms)"], [1, 100, 2000], [2, 100, 2000], [8, 100, 2000],
    ]  # fmt: skip
    assert opened(content)["그래프 1"]["C18"].value == "=TTFT한도"


def test_a_point_that_was_not_measured_is_left_out_and_never_drawn_as_zero() -> None:
    content = kperf_workbook(results_of(point("1"), point("2", ttft=None), point("4"))).content
    sheet = opened(content, values=True)["그래프 1"]
    drawn = [row[0].value for row in sheet.iter_rows(min_row=18, max_row=20)]
    assert drawn == [1, 4, None]


def test_a_latency_of_one_point_is_no_curve() -> None:
    content = kperf_workbook(results_of(point("1"), point("2", ttft=None, tpot=None))).content
    assert [texts(chart)[0] for chart in charts(content)] == ["출력 처리량"]


def test_only_usable_points_of_one_condition_make_a_curve() -> None:
    rejected = Result(point("4"), (Finding("V05", "reject", "", "", "", ""),))
    other = Result(replace(point("8"), model=Model("llama", "bf16")), ())
    placed = (
        (5, Result(point("1"), ())),
        (6, rejected),
        (7, other),
        (8, Result(point("0"), ())),
        (9, Result(point(None), ())),
    )
    assert groups(placed) == ()
    two = (*placed, (10, Result(point("2"), ())))
    assert groups(two) == ((placed[0], two[-1]),)


def test_beyond_the_most_curves_the_sheet_says_so() -> None:
    several = [
        replace(point(c), scenario=replace(point(c).scenario, isl_target=Decimal(n)))
        for n in range(MOST_CURVES + 1)
        for c in ("1", "2")
    ]
    content = kperf_workbook(results_of(*several)).content
    assert len(charts(content)) == 3 * MOST_CURVES
    told = opened(content)["그래프 1"]["A2"].value
    assert told == "측정한 지점만 잇는다. 부적합·철회 측정값은 그리지 않는다. 처음 40개 조건만 그림(모두 41개)."
