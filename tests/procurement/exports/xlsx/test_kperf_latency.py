from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.measurement import Counts, Latencies, Latency, System
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.kperf_results import Results
from tests.procurement.exports.kperf_cases import point, results_of
from tests.procurement.exports.reading import opened


def rows(results: Results) -> list[list[object]]:
    sheet = opened(kperf_workbook(results).content, values=True)["지연 1"]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def latency(*values: int | None) -> Latency:
    p50, p90, p99 = (None if value is None else Decimal(value) for value in values)
    return Latency(p50=p50, p90=p90, p99=p99)


def test_every_percentile_stands_under_its_own_heading() -> None:
    latencies = Latencies(
        ttft=latency(1, 2, 3), tpot=latency(4, 5, 6), itl=latency(10, 11, 12), ntpot=latency(7, 8, 9),
        e2e=latency(13, 14, 15),
    )  # fmt: skip
    measured = replace(
        point("4"), latency=latencies, counts=Counts(sent=19, ok=16, failed=17, incomplete=18, zero_output=0)
    )
    header, row = rows(results_of(measured))
    assert dict(zip(header, row, strict=True)) == {
        "번호": 1, "가속기": "npu", "수": 1, "정밀도": "fp8", "입력(토큰)": 128, "출력(토큰)": 64, "동시 요청": 4,
        "TTFT P50 (ms)": 1, "TTFT P90 (ms)": 2, "TTFT P99 (ms)": 3,
        "TPOT P50 (ms)": 4, "TPOT P90 (ms)": 5, "TPOT P99 (ms)": 6,
        "NTPOT P50 (ms)": 7, "NTPOT P90 (ms)": 8, "NTPOT P99 (ms)": 9,
        "ITL P50 (ms)": 10, "ITL P90 (ms)": 11, "ITL P99 (ms)": 12,
        "E2E P50 (ms)": 13, "E2E P90 (ms)": 14, "E2E P99 (ms)": 15,
        "성공": 16, "실패": 17, "미완": 18, "전체": 19,
    }  # fmt: skip


def test_what_was_not_measured_or_stated_says_so() -> None:
    bare = replace(
        point(None),
        latency=Latencies(ttft=latency(None, 2, None)),
        counts=Counts(None, None, None, None, None),
        system=System(None, "box", None, None, None),
    )
    (_, row) = rows(results_of(bare))
    missing = "미측정"
    assert row == [1, "box", "미기재", "fp8", 128, 64, missing, missing, 2, *[missing] * 17]


def test_every_digit_of_a_number_is_stored() -> None:
    digits = Decimal("57.66788277504702")
    (_, row) = rows(results_of(point("1", ttft=str(digits))))
    assert row[8] == float(digits)
