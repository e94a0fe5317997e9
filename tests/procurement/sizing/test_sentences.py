from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.linear import RULES
from procurement.sizing.sentences import explain, percent
from tests.procurement.sizing.builders import configuration, limits, problem

HELD = limits(
    budget=1_500_000_000,
    power_w=Decimal(12000),
    rack_units=42,
    vendor_share=Fraction(1, 2),
    min_vendors=2,
    max_vendors=3,
    domestic_share=DomesticShare(Fraction(3, 10), "below_threshold", 90_000_000, 100_000_000),
)
SERVERS = (configuration("npu", maximum=2), configuration("gpu", rack_units=None))
ASKED = problem(SERVERS, {"x": "5"}, {("npu", "x"): 2, ("gpu", "x"): 5}, held=HELD)


def test_every_rule_has_its_sentence_with_its_numbers() -> None:
    found = {one.rule: one.sentence for one in explain(ASKED, rules=RULES)}
    assert found.keys() == set(RULES)
    assert found["budget"] == "예산 1,500,000,000원 이하 / budget at most 1,500,000,000 KRW"
    assert found["power"] == "전력 12,000 W 이하 / power at most 12,000 W"
    assert found["rack"] == "랙 공간 42 U 이하 (값이 없어 제외: gpu) / rack space at most 42 U"
    assert found["min_vendors"] == "업체 2곳 이상 / at least 2 vendors"
    assert found["max_vendors"] == "업체 3곳 이하 / at most 3 vendors"
    assert found["maximum"].startswith("구성별 최대 대수: npu ≤ 2 / ")
    assert "50 % 이하 (구성마다 수요가 쓸 수 있는 대수까지만 구매: gpu ≤ 1, npu ≤ 3)" in found["vendor_share"]
    assert "30 % 이상 (근거: 협정 기준금액 미만" in found["domestic"]
    assert "구매액이 기준금액 100,000,000원 미만" in found["domestic"]


def test_only_what_is_asked_for_is_told() -> None:
    assert [one.rule for one in explain(ASKED, rules=("rack", "budget"))] == ["budget", "rack"]


def test_limits_that_are_not_set_have_no_sentence() -> None:
    bare = problem((configuration("npu"),), {"x": "1"}, {("npu", "x"): 1})
    assert explain(bare, rules=RULES) == ()


@pytest.mark.parametrize(
    ("share", "text"), [(Fraction(1, 2), "50 %"), (Fraction(1, 3), "33.33 %"), (Fraction(2, 3), "66.66 %")]
)
def test_shares_are_cut_not_rounded_up(share: Fraction, text: str) -> None:
    assert percent(share) == text
