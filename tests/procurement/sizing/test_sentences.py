from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.sizing.domestic import DomesticShare
from procurement.sizing.linear import RULES
from procurement.sizing.offers import Pairing
from procurement.sizing.problem import Year
from procurement.sizing.sentences import explain, percent
from procurement.sizing.tco import Costs
from tests.procurement.sizing.builders import configuration, limits, problem

HELD = limits(
    budget=1_500_000_000,
    power_w=Decimal(12000),
    rack_units=42,
    vendor_share=Fraction(1, 2),
    min_vendors=2,
    max_vendors=3,
    domestic_share=DomesticShare(Fraction(3, 10), "below_threshold", 90_000_000, 100_000_000),
    cooling_w=Decimal(20000),
    vendor_demand=Fraction(3, 5),
    running=7_000_000,
)
SERVERS = (configuration("npu", maximum=2), configuration("gpu", rack_units=None, power_w=None))
ASKED = replace(
    problem(SERVERS, {"x": "5"}, {("npu", "x"): 2, ("gpu", "x"): 5}, held=HELD),
    configurations=(replace(SERVERS[0], minimum=2, lot="가"), SERVERS[1]),
    years=(Year("2027년", 800_000_000), Year("2028년")),
    exclusive=(("npu", "gpu"),),
    pairings=(Pairing("llama", ("npu",), "only", "TTA 인증"), Pairing("llama", ("gpu",), "never", "미인증")),
    costs=Costs(2, Decimal(8760), Decimal("1.4"), Decimal(120), Decimal("0.08"), (Decimal(0), Decimal(0)), None),
)


def test_every_rule_has_its_sentence_with_its_numbers() -> None:
    found = {one.rule: one.sentence for one in explain(ASKED, rules=RULES)}
    assert found.keys() == set(RULES)
    assert found["budget"] == "예산 1,500,000,000원 이하 / budget at most 1,500,000,000 KRW"
    assert found["power"] == "전력 12,000 W 이하 (값이 없어 제외: gpu) / power at most 12,000 W"
    assert found["energy"].startswith("전기요금을 셀 수 있는 구성만 (값이 없어 제외: gpu) / ")
    assert found["cooling"] == "냉각 20,000 W 이하 (값이 없어 제외: npu, gpu) / cooling at most 20,000 W"
    assert found["year_budget"].startswith("연도별 예산 이하: 2027년 800,000,000원 / ")
    assert found["running"].startswith("연간 운영비(전기·유지보수) 7,000,000원 이하 / ")
    assert found["vendor_demand"].startswith("한 업체의 처리 비중 60 % 이하 / ")
    assert found["minimum"].startswith("주문 한 번의 최소 대수: npu ≥ 2 / ")
    assert found["lot"].startswith("구매단위(가)마다 한 업체 / ")
    assert found["exclusive"].startswith("다음 중 하나만 구매: npu, gpu / ")
    assert found["pairing"].startswith("llama: npu에서만 (TTA 인증); llama: gpu에서는 불가 (미인증) / ")
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
