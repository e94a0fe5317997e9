from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.price import FORMULAS, Offer, UnknownFormula, UnusablePrice, formula_named, price_score
from scoring.quantity import exact
from scoring.result import PriceScore
from scoring.rules.loading import NotObtained, on, shipped_rule
from scoring.rules.schema import Reference, Rule, Rules

DAY = date(2026, 11, 22)
NATIONAL = shipped_rule("kr.negotiation.national")
NOW = (on(NATIONAL, day=date(2026, 11, 22)),)
GOODS = (on(shipped_rule("kr.goods.qualification"), day=date(2026, 11, 22)),)
OFFER = Offer(price=exact(90), lowest=exact(78), reference=exact(100), points=exact(20), floor_lowest=True)


def score(offer: Offer = OFFER, *, formula: str = "two_slope_2026", cap: bool = False) -> PriceScore:
    return price_score(offer, formula=formula, rules=NOW, cap_at_pmax=cap)


def test_a_price_score_shows_its_working() -> None:
    found = score()
    assert (found.zone, found.lowest_used, found.ratio, found.over_pmax) == (
        "P ≥ 0.8E",
        exact(78),
        Fraction(9, 10),
        False,
    )
    assert (str(found.number.value), found.number.exact) == ("17.3333", Fraction(52, 3))
    assert found.number.formula == "20 × 78 / 90"
    assert dict(found.number.inputs) == {
        "Pmax": "20",
        "P": "90",
        "E": "100",
        "L": "78",
        "L 적용": "78",
        "upper_limit": "0.8",
        "lower_limit": "0.7",
        "slope_points": "2",
        "low_price_share": "0.3",
    }
    assert found.number.clause.article == "별표"


def test_between_the_limits_the_slope_is_added() -> None:
    found = score(replace(OFFER, price=exact(76), lowest=exact(72)))
    assert found.zone == "0.7E ≤ P < 0.8E"
    assert found.number.formula == "20 × 72 / 80 + 2 × (80 − 76) / (80 − 70)"
    assert str(found.number.value) == "18.8000"


def test_the_upper_limit_itself_has_no_slope() -> None:
    found = score(replace(OFFER, price=exact(80), lowest=exact(72)))
    assert (found.zone, found.number.formula) == ("P ≥ 0.8E", "20 × 72 / 80")


def test_below_the_lower_limit_a_share_of_the_points_is_given() -> None:
    found = score(replace(OFFER, price=exact("69.999999"), lowest=exact(60)))
    assert (found.zone, str(found.number.value), found.number.formula) == ("P < 0.7E", "6.0000", "20 × 0.3")


@pytest.mark.parametrize(("floor", "used", "points"), [(True, "70", "15.5556"), (False, "60", "13.3333")])
def test_the_lowest_price_is_raised_only_where_the_tender_says_so(*, floor: bool, used: str, points: str) -> None:
    found = score(replace(OFFER, lowest=exact(60), floor_lowest=floor))
    assert (found.lowest_used, str(found.number.value)) == (exact(used), points)


@pytest.mark.parametrize(
    ("price", "floor", "zone", "points"),
    [
        ("55", True, "P < 0.6E", "17.0000"),
        ("55", False, "P < 0.6E", "15.7500"),
        ("60", True, "0.6E ≤ P < 0.8E", "17.0000"),
        ("79.99", True, "0.6E ≤ P < 0.8E", "19.9985"),
        ("80", True, "P ≥ 0.8E", "20.0000"),
    ],
)
def test_the_legacy_formula_counts_a_price_below_the_limit_as_the_limit(
    *,
    price: str,
    floor: bool,
    zone: str,
    points: str,
) -> None:
    offer = replace(OFFER, price=exact(price), lowest=exact(price), floor_lowest=floor)
    found = score(offer, formula="two_slope_legacy")
    assert (found.zone, str(found.number.value)) == (zone, points)


@pytest.mark.parametrize(("cap", "points"), [(False, "10.7500"), (True, "10.0000")])
def test_a_score_above_the_points_is_told_and_cut_only_where_the_tender_says_so(*, cap: bool, points: str) -> None:
    low = replace(OFFER, price=exact(70), lowest=exact(70), points=exact(10))
    found = score(low, cap=cap)
    assert (str(found.number.value), found.over_pmax) == (points, True)
    working = "10 × 70 / 80 + 2 × (80 − 70) / (80 − 70)"
    assert found.number.formula == (f"min({working}, 10)" if cap else working)


def test_exactly_the_points_is_not_above_them() -> None:
    assert score(replace(OFFER, price=exact(70), lowest=exact(70), points=exact(16))).over_pmax is False


def test_the_relative_formula_names_the_notice_as_its_source() -> None:
    found = score(formula="relative_lowest")
    assert (str(found.number.value), str(found.number.clause)) == ("17.3333", "공고의 가격 평점 산식 relative_lowest")
    assert found.zone == "P ≥ L"


def test_the_qualification_formula_follows_its_own_rules() -> None:
    offer = Offer(exact(88), exact(88), exact(100), exact(70), floor_lowest=False)
    found = price_score(offer, formula="deviation_from_reserve", rules=GOODS, cap_at_pmax=False)
    assert (str(found.number.value), found.number.formula) == ("66.0000", "70 − 2 × |0.9 − 0.8800| × 100")
    title, konews = "조달청 물품구매적격심사 세부기준", "https://konews.tistory.com/585"
    assert (found.zone, found.number.clause) == (
        "P / 예정가격",
        Reference(f"{title} 별표; {title} 별표2", "", konews, "조달청공고 제2026-260호; 2015-12-07 시행"),
    )


def test_a_ratio_above_the_base_rate_loses_as_much_as_one_below() -> None:
    offer = Offer(exact(92), exact(88), exact(100), exact(70), floor_lowest=False)
    found = price_score(offer, formula="deviation_from_reserve", rules=GOODS, cap_at_pmax=False)
    assert (str(found.number.value), found.over_pmax) == ("66.0000", False)


def test_a_formula_without_its_constants_on_that_day_is_refused() -> None:
    rules = (on(NATIONAL, day=date(2025, 1, 1)),)
    with pytest.raises(NotObtained, match="two_slope_2026"):
        price_score(OFFER, formula="two_slope_2026", rules=rules, cap_at_pmax=False)


@pytest.mark.parametrize(("field", "symbol"), [("price", "P"), ("lowest", "L"), ("reference", "E"), ("points", "Pmax")])
def test_amounts_must_be_more_than_zero(field: str, symbol: str) -> None:
    values = {"price": OFFER.price, "lowest": OFFER.lowest, "reference": OFFER.reference, "points": OFFER.points}
    offer = Offer(**{**values, field: exact(0)}, floor_lowest=True)
    with pytest.raises(UnusablePrice, match=f"^{symbol} = 0: 0보다 커야 합니다"):
        score(offer)


def test_the_lowest_price_cannot_be_above_the_price() -> None:
    with pytest.raises(UnusablePrice, match="L = 91 > P = 90"):
        score(replace(OFFER, lowest=exact(91)))


def test_an_unknown_formula_names_those_there_are() -> None:
    with pytest.raises(UnknownFormula, match=r"cheapest: .*two_slope_2026, two_slope_legacy, relative_lowest"):
        formula_named("cheapest")


def constants(**values: str) -> Rules:
    """The constants of a notice's formula."""
    found = tuple(
        Rule(f"linear_fixed_ceiling.{key}", key, "원", DAY, Decimal(value), Reference("공고", "8"), "read")
        for key, value in values.items()
    )
    return Rules("notice.test", "공고", DAY, found, (), (), "")


@pytest.mark.parametrize(
    ("price", "points"), [("100", "20.0000"), ("150", "10.0000"), ("166", "6.8000"), ("200", "0.0000")]
)
def test_twice_the_lowest_price_scores_nothing_on_the_line_from_the_lowest(price: str, points: str) -> None:
    offer = Offer(exact(price), exact(100), exact(1000), exact(20), floor_lowest=False)
    assert str(score(offer, formula="linear_from_lowest").number.value) == points
    dear = score(replace(offer, price=exact(300)), formula="linear_from_lowest")
    assert (dear.zone, str(dear.number.value), dear.number.formula) == (
        "P ≥ 2L",
        "0.0000",
        "20 × max(0, 2 − 300 / 100)",
    )


@pytest.mark.parametrize(("price", "points"), [("40", "20.0000"), ("100", "0.0000"), ("60", "13.3333")])
def test_the_fixed_line_depends_on_no_rival(price: str, points: str) -> None:
    rules = (*NOW, constants(ceiling="100", floor="40"))
    for lowest in ("1", price):
        offer = Offer(exact(price), exact(lowest), exact(1000), exact(20), floor_lowest=True)
        found = price_score(offer, formula="linear_fixed_ceiling", rules=rules, cap_at_pmax=False)
        assert (str(found.number.value), str(found.number.clause)) == (points, "공고 8")


def test_the_lines_tell_their_zone_and_their_working() -> None:
    offer = Offer(exact(60), exact(50), exact(1000), exact(20), floor_lowest=True)
    rules = (*NOW, constants(ceiling="100", floor="40"))
    fixed = price_score(offer, formula="linear_fixed_ceiling", rules=rules, cap_at_pmax=False)
    assert (fixed.zone, fixed.number.formula) == ("F ≤ P ≤ B", "20 × (100 − 60) / (100 − 40)")
    assert score(offer, formula="linear_from_lowest").zone == "P < 2L"


@pytest.mark.parametrize(("price", "ceiling", "floor"), [("101", "100", "40"), ("39", "100", "40"), ("40", "40", "40")])
def test_the_fixed_line_says_nothing_of_other_prices(price: str, ceiling: str, floor: str) -> None:
    offer = Offer(exact(price), exact(1), exact(1000), exact(20), floor_lowest=True)
    with pytest.raises(UnusablePrice, match=f"F = {floor} 이상 B = {ceiling} 이하여야 하고 F < B"):
        price_score(
            offer,
            formula="linear_fixed_ceiling",
            rules=(*NOW, constants(ceiling=ceiling, floor=floor)),
            cap_at_pmax=False,
        )


def test_a_formula_without_constants_cites_the_rule_that_names_it() -> None:
    rules = (*NOW, on(shipped_rule("intl.price.formulas"), day=DAY))
    offer = Offer(exact(100), exact(90), exact(1000), exact(20), floor_lowest=False)
    found = price_score(offer, formula="relative_lowest", rules=rules, cap_at_pmax=False)
    assert str(found.number.clause) == "SIGMA Brief 8; UK and EU practice relative lowest price"


def test_each_formula_takes_exactly_the_constants_it_names() -> None:
    for formula in FORMULAS.values():
        given = list(inspect.signature(formula.compute).parameters)[1:]
        assert tuple(given) == formula.constants


amounts = st.integers(1, 2000)


@given(
    one=amounts,
    other=amounts,
    lowest=amounts,
    points=st.integers(1, 50),
    floor=st.booleans(),
    formula=st.sampled_from(("two_slope_2026", "two_slope_legacy", "relative_lowest", "linear_from_lowest")),
)
def test_a_lower_price_never_scores_less_within_a_zone(
    *,
    one: int,
    other: int,
    lowest: int,
    points: int,
    floor: bool,
    formula: str,
) -> None:
    low, high = sorted((one, other))
    base = Offer(exact(low), exact(min(lowest, low)), exact(1000), exact(points), floor_lowest=floor)
    cheap, dear = score(base, formula=formula), score(replace(base, price=exact(high)), formula=formula)
    if cheap.zone == dear.zone:
        assert cheap.number.value >= dear.number.value


@given(amounts, amounts, st.integers(16, 50))
def test_from_16_points_on_no_score_is_above_the_points(price: int, lowest: int, points: int) -> None:
    offer = Offer(exact(price), exact(min(price, lowest)), exact(1000), exact(points), floor_lowest=True)
    if offer.price >= exact(700):
        assert score(offer).over_pmax is False
