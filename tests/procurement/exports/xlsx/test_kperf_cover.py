from __future__ import annotations

from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.kperf_results import Refused
from tests.procurement.exports.kperf_cases import point, results_of
from tests.procurement.exports.reading import opened


def test_the_first_sheet_says_what_it_is_and_is_not() -> None:
    sheet = opened(kperf_workbook(results_of(point("1"))).content).worksheets[0]
    assert (sheet.title, sheet["A1"].value) == ("표지·기준값", "K-Perf 성능 측정표")
    assert sheet["A2"].value == (
        "비공식 배치: K-Perf 공식 엑셀 서식은 공개되지 않음 / "
        "unofficial layout: the official K-Perf workbook is not public"
    )
    assert (
        sheet["A3"].value == "· 이 측정값은 K-Perf 인증 결과가 아니다. 측정 도구가 남긴 결과 파일을 그대로 옮긴 것이다."
    )


def test_amounts_limits_and_models_stand_on_it() -> None:
    results = results_of(point("1"), point("2"), refused=[Refused("b", "못 읽음")])
    sheet = opened(kperf_workbook(results).content).worksheets[0]
    held = {str(row[0].value): row[1].value for row in sheet.iter_rows() if row[0].value and row[1].value is not None}
    assert {key: held[key] for key in ("읽은 파일", "읽지 못한 파일", "측정점", "부적합·철회 측정점", "프로그램")} == {
        "읽은 파일": 1, "읽지 못한 파일": 1, "측정점": 2, "부적합·철회 측정점": 0, "프로그램": "Jeoul 시험",
    }  # fmt: skip
    limits = {key: value for key, value in held.items() if "P90" in key}
    assert limits == {"TTFT P90": 2000, "TPOT P90, 1등급": 30, "TPOT P90, 2등급": 40, "TPOT P90, 3등급": 50}
    assert held["성능 1, 지연 1, 그래프 1"] == "llama"
    assert held["등급에 필요한 표본 (V22)"] == 30


def test_the_limits_say_since_when_from_where_and_how_sure() -> None:
    sheet = opened(kperf_workbook(results_of(point("1"))).content).worksheets[0]
    said = " ".join(str(row[0].value) for row in sheet.iter_rows())
    assert "공식 기준으로 확인되지 않음). 2026-06-13부터. 출처: github.com/ByoungjunSeo/KPerf_TTA @ 658756b" in said
