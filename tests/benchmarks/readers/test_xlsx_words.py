from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.readers.xlsx_mapping import METRICS, NUMBERS, STATISTICS, TEXTS
from benchmarks.readers.xlsx_words import THROUGHPUT, Heading, condition_of, folded, heading_of, lengths_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("입력 길이", "isl"),
        ("입력 시퀀스 길이(ISL)", "isl"),
        ("ＩＳＬ", "isl"),
        ("출력 토큰 수", "osl"),
        ("Output tokens", "osl"),
        ("입력/출력 길이", "isl/osl"),
        ("ISL/OSL", "isl/osl"),
        ("동시 요청 수", "concurrency"),
        ("동시 사용자", "concurrency"),
        ("Concurrent users", "concurrency"),
        ("정밀도", "weight_precision"),
        ("NPU 카드 수", "used"),
        ("모델", "model"),
        ("제품명", "accelerator"),
        ("추론 소프트웨어 버전", "engine_version"),
        ("SDK 버전", "sdk_version"),
        ("측정기관", "measurer"),
        ("비고", ""),
        ("입력/출력 길이별 동시 요청 성능", ""),
        ("출력 처리량(tok/s)", ""),
        ("배치 크기", ""),
        ("목표 동시 요청", ""),
        ("동시 요청" + " " * 80, ""),
    ],
)
def test_a_heading_names_one_condition_or_none(text: str, expected: str) -> None:
    assert condition_of(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("TTFT P90(ms)",), Heading("ttft", "p90", "ms")),
        (("TTFT (ms)", "P90"), Heading("ttft", "p90", "ms")),
        (("결과 (단위: ms)", "TTFT", "P99.9"), Heading("ttft", "p99_9", "ms")),
        (("첫 토큰 지연(TTFT) 중앙값 [s]",), Heading("ttft", "p50", "s")),
        (("TPOT", "P50"), Heading("tpot", "p50", "")),
        (("출력 토큰당 시간 평균(밀리초)",), Heading("tpot", "mean", "ms")),
        (("NTPOT P90 (ms)",), Heading("ntpot", "p90", "ms")),
        (("토큰 간 지연(ITL) 최대(µs)",), Heading("itl", "max", "us")),
        (("지연시간(ms)", "E2E", "표준편차"), Heading("e2e", "std", "ms")),
        (("TTFT",), Heading("ttft", "", "")),
        (("처리량(tok/s)",), Heading(THROUGHPUT, "value", "tokens/s")),
        (("출력 처리량 (tok/s)",), Heading("output_tps", "value", "tokens/s")),
        (("전체 처리량(토큰/초)",), Heading("total_tps", "value", "tokens/s")),
        (("Input throughput (tokens/s)",), Heading("input_tps", "value", "tokens/s")),
        (("처리량 (req/s)",), Heading("rps", "value", "requests/s")),
        (("요청 처리량 (req/s)",), Heading("rps", "value", "requests/s")),
        (("평균 전력 (kW)",), Heading("power", "value", "kW")),
        (("전력 (MW)",), Heading("power", "value", "")),
        (("성공 요청 수",), Heading("ok", "value", "count")),
        (("총 요청 수",), Heading("sent", "value", "count")),
        (("TTFT, TPOT 결과", "TPOT P99 (ms)"), Heading("tpot", "p99", "ms")),
        (("TTFT, TPOT 결과 (ms)", "P99"), None),
        (("TTFT P50/P90 (ms)",), Heading("ttft", "", "ms")),
        (("throughput p90 tok/s",), None),
        (("사용자당 TPS",), None),
        (("TPS/user",), None),
        (("전성비 (tok/s/W)",), None),
        (("TTFT 목표 (ms)",), None),
        (("비고",), None),
        ((), None),
    ],
)
def test_the_nearest_text_that_says_it_counts(texts: tuple[str, ...], expected: Heading | None) -> None:
    assert heading_of(texts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("입력 128 / 출력 2048", (("isl", "128"), ("osl", "2048"))),
        ("ISL=128, OSL: 64 tokens", (("isl", "128"), ("osl", "64"))),
        ("ISL/OSL: 128/64, 동시 8", (("isl", "128"), ("osl", "64"))),
        ("입력/출력 길이 128/2048", (("isl", "128"), ("osl", "2048"))),
        ("동시 요청 수 8", (("concurrency", "8"),)),
        ("입력 토큰 길이 0", ()),
        ("입력/출력 길이별 결과, 2026년", ()),
    ],
)
def test_lengths_in_a_title_are_found(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert sorted(lengths_of(text)) == sorted(expected)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_means_something_known_or_nothing(texts: list[str]) -> None:
    heading = heading_of(texts)
    assert heading is None or heading.metric in {*METRICS, THROUGHPUT}
    assert heading is None or heading.statistic in {*STATISTICS, "value", ""}
    assert {condition_of(text) for text in texts} <= {*NUMBERS, *TEXTS, ""}
    assert all(int(number) > 0 for text in texts for _, number in lengths_of(text))
    assert [folded(folded(text)) for text in texts] == [folded(folded(folded(text))) for text in texts]
