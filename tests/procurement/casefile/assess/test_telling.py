from __future__ import annotations

import json
from pathlib import Path

from procurement.casefile.assess.telling import lines, told
from tests.procurement.casefile.assess.folder import assessed


def test_the_lines_hold_result_order_derivations_notes_and_what_is_open(tmp_path: Path) -> None:
    said = list(lines(assessed(tmp_path, "qualification")))
    assert said[:3] == [
        "■ [예시] AI 서버 구매 적격심사 (EX-Q-001, 가상데이터원 (예시 기관)) [qualification]",
        "  [예시 / example] 예시: 기관, 업체, 금액, 점수는 지어낸 값이다.",
        "■ 결과 / result: 낙찰 예정: 나래 / first",
    ]
    assert "  나래 입찰가격 = 68.0600 = 70 − 2 × |0.9 − 0.8903| × 100 (조달청 물품구매적격심사 세부기준 별표2)" in said
    assert "  -  다솜: 예정가격 초과 / above the reserve price" in said
    assert [line for line in said if line.startswith("■")][2:] == ["■ 산출 근거 / derivations", "■ 주의 / notes"]
    assert list(lines(assessed(tmp_path, "mas")))[-3] == "■ 조문을 확보하지 못한 값 / values that no text gives"


def test_a_real_case_is_not_called_an_example(tmp_path: Path) -> None:
    line = 'example_note = "예시: 기관, 업체, 금액, 점수는 지어낸 값이다."\n'
    assert "example" not in list(lines(assessed(tmp_path, "reserve-price", (line, ""))))[1]


def test_the_json_holds_the_same_exactly(tmp_path: Path) -> None:
    found = json.loads(
        json.dumps(told(assessed(tmp_path, "reserve-price", ("11, 15]", "11, 14]"))), ensure_ascii=False)
    )
    assert found["result"] == "예정가격 1,002,200,008원 / reserve price"
    assert found["numbers"] == [
        {
            "label": "예정가격",
            "value": "1002200008",
            "exact": "1002200007.75",
            "formula": "원 미만 올림 (986100002 + 997300006 + 1008500010 + 1016900013) / 4",
            "clause": "조달청 내자구매업무 처리규정 제37조제2항",
        }
    ]
    assert (found["places"], found["left_out"], found["not_obtained"]) == ([], [], [])
    mas = told(assessed(tmp_path, "mas"))
    assert mas["places"] == [
        {"place": "1", "ids": "나래", "why": "나래 91.5점, 165,000,000원"},
        {"place": "2", "ids": "가온", "why": "가온 91.5점, 170,000,000원"},
    ]
