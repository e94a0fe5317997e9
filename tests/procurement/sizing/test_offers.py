from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from procurement.sizing.figures import ProblemError
from procurement.sizing.offers import Bundle, Discount, Line, Tier, check_offers, discounted, lines_of
from tests.procurement.sizing.builders import configuration

NPU = configuration("npu", price=301, vendor="v", domestic=True)
CARD = replace(configuration("card", price=0, vendor="v", domestic=True), alone=False)
BOTH = (NPU, CARD)
TIERS = Discount("가격표", ("npu",), "servers", (Tier(5, Fraction(1, 10)), Tier(10, Fraction(1, 2))))
PACK = Bundle("pack", "혼합 서버", (("npu", 1), ("card", 2)), 500)


def check(**changes: Any) -> None:
    given: dict[str, Any] = {"discounts": (TIERS,), "bundles": (PACK,), "exclusive": (("npu", "pack"),)}
    check_offers(BOTH, **{**given, **changes})


def test_every_item_year_and_tier_is_a_line_with_its_price() -> None:
    found = lines_of(BOTH, discounts=(TIERS,), bundles=(PACK,), years=2)
    assert [(line.item, line.year, line.tier, line.price) for line in found] == [
        ("npu", 0, 0, 301), ("npu", 0, 1, 271), ("npu", 0, 2, 151),
        ("npu", 1, 0, 301), ("npu", 1, 1, 271), ("npu", 1, 2, 151),
        ("pack", 0, 0, 500), ("pack", 1, 0, 500),
    ]  # fmt: skip
    assert found[-1] == Line("pack", 1, 0, 500, (("npu", 1), ("card", 2)))


def test_a_discount_is_rounded_half_up_to_the_won() -> None:
    assert [discounted(301, off=Fraction(1, n)) for n in (2, 3, 7)] == [151, 201, 258]


def test_sound_offers_pass() -> None:
    check()
    check(discounts=(), bundles=(), exclusive=())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"discounts": (replace(TIERS, configurations=("card",)),)},
            "가격 단계: 모르는|가격 단계 / price tiers: 모르는",
        ),
        ({"discounts": (TIERS, replace(TIERS, id="둘"))}, "가격 단계의 구성"),
        ({"discounts": (replace(TIERS, tiers=()),)}, "가격표: 단계는"),
        ({"discounts": (replace(TIERS, tiers=TIERS.tiers[::-1]),)}, "가격표: 단계는"),
        ({"discounts": (replace(TIERS, tiers=(Tier(1, Fraction(1)),)),)}, "가격표: 단계는"),
        ({"discounts": (replace(TIERS, tiers=(Tier(0, Fraction(0)),)),)}, "가격표: 단계 시작"),
        ({"discounts": (replace(TIERS, tiers=(Tier(1, Fraction(2)),)),)}, "가격표: 할인율"),
        ({"bundles": (replace(PACK, id="npu"),)}, "구성·묶음"),
        ({"bundles": (replace(PACK, price=0),)}, "pack: 묶음 .*가격"),
        ({"bundles": (replace(PACK, maximum=-1),)}, "pack: 묶음 .*최대"),
        ({"bundles": (replace(PACK, contents=()),)}, "pack: 묶음"),
        ({"bundles": (replace(PACK, contents=(("gpu", 1),)),)}, "모르는 이름"),
        ({"bundles": (replace(PACK, contents=(("npu", 0),)),)}, "pack: 묶음 .*대수"),
        ({"exclusive": (("npu", "gpu"),)}, "동시 구매 불가"),
    ],
)
def test_contradicting_offers_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        check(**changes)


@pytest.mark.parametrize("change", [{"vendor": "w"}, {"domestic": False}])
def test_a_package_of_two_vendors_or_origins_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ProblemError, match="한 업체의"):
        check_offers((NPU, replace(CARD, **change)), discounts=(), bundles=(PACK,), exclusive=())
