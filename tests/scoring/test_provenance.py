from __future__ import annotations

from datetime import date

import pytest

from scoring.provenance import notes_on_sources
from scoring.rules.loading import RuleError, on, shipped_rule

RULES = tuple(on(shipped_rule(i), day=date(2026, 11, 22)) for i in ("kr.two.stage", "kr.goods.qualification"))


def test_only_what_was_not_read_is_noted() -> None:
    keys = ("two_stage.min_suitable", "suitable_tie_order", "deviation_from_reserve.base_rate")
    found = notes_on_sources(RULES, keys=keys)
    assert [(note.code, note.clause) for note in found] == [
        ("unconfirmed", "국가계약법 시행령 동가입찰의 낙찰자 결정"),
        ("second_hand", "조달청 물품구매적격심사 세부기준 별표"),
    ]
    assert found[0].text == (
        "같은 가격의 순위: 추첨: price, lot 순서의 이름: 확인하지 못한 값 / unconfirmed "
        "(일반적인 절차로 알려져 있으나 조문을 확인하지 못함)"
    )


def test_a_note_without_a_remark_ends_with_the_confidence() -> None:
    (found,) = notes_on_sources(RULES, keys=("price_points",))
    assert found.text == "입찰가격 배점 B (별표2): 70 점: 조문 원본이 아니라 옮겨 적은 글로 확인함 / known second-hand"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(RuleError, match="nothing_here"):
        notes_on_sources(RULES, keys=("nothing_here",))
