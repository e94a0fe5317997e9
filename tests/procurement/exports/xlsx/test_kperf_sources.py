from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from benchmarks.findings import Finding
from benchmarks.measurement import Latencies
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.kperf_results import Refused, Results
from tests.procurement.exports.kperf_cases import point, results_of
from tests.procurement.exports.reading import opened

ASIDE = Finding("V05", "overridden", "시간 / time", "/0", "1.1", "≤ 1.02", override="예열 포함 (홍길동, 2026-11-20)")
WARN = Finding("V22", "warn", "표본 / samples", "/0", "n = 11", "≥ 30")
TOGETHER = Finding("V17", "warn", "같은 내용 / the same", "b.json /", "= a.json /", "≠")


def rows(results: Results, title: str) -> list[list[object]]:
    sheet = opened(kperf_workbook(results).content, values=True)[title]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_every_row_has_its_file_place_digest_tool_and_measurer() -> None:
    m = point("1")
    dated = replace(m.provenance, measured_at=datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC), tz_known=True)
    assert rows(results_of(replace(m, provenance=dated)), "출처")[0][:12] == [
        1, "a.json", "/", "0" * 12, "vllm 0.9", "vllm 0.9", "동시 요청 고정, 60.0초", "시험소", "시험기관",
        "2026-11-20 01:02:03 +0000", "형식 확인", 1,
    ]  # fmt: skip


def test_a_local_time_and_an_offered_rate_say_what_they_are() -> None:
    m = point("1")
    local = replace(m.provenance, measured_at=datetime(2026, 11, 20, tzinfo=UTC), measurer=None, measurer_role=None)
    open_loop = replace(m.scenario, load="open_loop", rate_offered=Decimal("0.5"), duration_s=None)
    found = rows(results_of(replace(m, provenance=local, scenario=open_loop)), "출처")[0]
    assert found[6:10] == ["요청률 고정, 0.5 req/s 제시", "미기재", "미기재", "2026-11-20 00:00:00 시간대 미기재"]


def test_a_name_given_by_a_person_is_shown_beside_the_files_own() -> None:
    results = results_of(point("1"))
    (file,) = results.files
    renamed = replace(file.results[0], renamed=(("x", "npu"),))
    found = rows(replace(results, files=(replace(file, results=(renamed,)),)), "출처")
    assert found[0][13] == "x → npu"


def test_each_set_of_definitions_is_listed_once_with_its_number() -> None:
    results = results_of(point("1"), point("2"), replace(point("4"), latency=Latencies()))
    assert [row[11] for row in rows(results, "출처")] == [1, 1, 2]
    assert rows(results, "정의") == [[1, "TTFT", "시험 정의"], [1, "TPOT", "시험 정의"], [2, None, "지연 없음"]]


def test_files_read_and_refused_are_listed_with_the_whole_digest_and_repairs() -> None:
    assert rows(results_of(point("1"), refused=[Refused("b", "line 1: 못 읽음 / no")]), "파일") == [
        ["a.json", "vllm", "vllm 0.9", "0" * 64, 10, 1, "고침"],
        ["b", "읽지 못함", None, None, None, None, "line 1: 못 읽음"],
    ]


def test_every_finding_above_pass_is_listed_with_what_was_set_aside() -> None:
    made = replace(results_of(point("1"), found=(ASIDE, WARN)), together=(TOGETHER,))
    plain = replace(made.files[0].results[0], findings=(ASIDE, WARN, replace(WARN, level="pass")))
    made = replace(made, files=(replace(made.files[0], results=(plain,)),))
    assert rows(made, "검사 결과") == [
        [1, "V05", "예외 적용", "시간", "/0", "1.1", "≤ 1.02", "예열 포함 (홍길동, 2026-11-20)"],
        [1, "V22", "주의", "표본", "/0", "n = 11", "≥ 30", None],
        ["여럿", "V17", "주의", "같은 내용", "b.json /", "= a.json /", "≠", None],
    ]
