from __future__ import annotations

from benchmarks.metrics import METRICS
from benchmarks.table import read_table
from procurement.casefile.handouts.wording import definition, requirements_of, scored_of
from procurement.casefile.scheme import Announced, announced
from procurement.exports.handout import Requirement
from tests.procurement.casefile.folder import TENDER

MEASURED = "측정 결과 파일 원본(K-Perf, GuideLLM 등)과 측정 기관"


def scheme(text: str = TENDER) -> Announced:
    return announced(read_table(text.encode(), filename="tender.toml"))


def test_each_requirement_is_a_functional_sentence_or_equivalent() -> None:
    assert requirements_of(scheme()) == (
        Requirement(
            "first_token",
            "첫 토큰 지연시간 P90: 첫 토큰 지연(TTFT) P90 60 ms 이하일 것 (또는 동등 이상)",
            "60 ms 이하",
            "모델 mock-model; 입력 128 토큰, 출력 64 토큰; 제안자가 정한 동시 요청 가운데 가장 좋은 값; "
            "정의: 요청을 보낸 때부터 첫 토큰까지, 요청마다",
            MEASURED,
        ),
        Requirement(
            "server_power",
            "서버 전력: 5,000 W 이하일 것 (또는 동등 이상)",
            "5,000 W 이하",
            "",
            "제안서에 값과 출처를 적음",
        ),
    )


def test_what_is_scored_is_said_apart_with_its_service_level() -> None:
    first, second = scored_of(scheme())
    assert (first.id, first.value, second.id) == ("throughput", "10점 (tokens/s)", "per_token")
    assert "서비스 수준: 첫 토큰 지연(TTFT) P90 60 ms 이하" in first.conditions
    assert first.sentence == "출력 처리량: 출력 처리량"


def test_a_concurrency_of_the_notice_is_a_condition() -> None:
    text = TENDER.replace(
        'model = "mock-model", isl = 128, osl = 64 }', 'model = "m", isl = 1024, osl = 64, concurrency = 16 }'
    )
    assert "모델 m; 입력 1,024 토큰, 출력 64 토큰; 동시 요청 16" in requirements_of(scheme(text))[0].conditions
    half = TENDER.replace("limit = 60\n", "limit = 1060.5\n")
    assert requirements_of(scheme(half))[0].value == "1,060.5 ms 이하"


def test_every_metric_that_may_score_is_defined_in_korean() -> None:
    defined = {one.id: definition(one.id) for one in METRICS if one.id != "itl"}
    assert defined["output_tps_per_accelerator"] == "시스템 전체의 출력 토큰 수 ÷ 시간 ÷ 사용한 가속기 수"
    assert defined["rps"] == "시스템 전체의 응답한 요청 수 ÷ 시간"
    assert len(set(defined.values())) == len(defined)
