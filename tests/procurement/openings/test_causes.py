from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.openings.causes import VAT, causes
from procurement.openings.reconciling import Reconciled, reconcile
from procurement.openings.setting import stated
from scoring.rules.loading import on, shipped_rule
from tests.procurement.openings.published import Bidder, official, read, reconciled, terms

E = Fraction(1_000_000_000)
LEGACY = on(shipped_rule("kr.negotiation.national"), day=terms().day.replace(year=2018))
BIDDERS = st.lists(
    st.builds(
        Bidder,
        amount=st.integers(640_000_001, 1_080_000_000),
        technical=st.decimals(60, 80, places=4),
        remark=st.sampled_from(["정상", "정상", "정상", "협상평가부적격자", "무효"]),
    ),
    min_size=4,
    max_size=8,
)
MADE: dict[str, dict[str, Any]] = {
    "places 2": {"places": 2},
    "places 3": {"places": 3},
    "places 5": {"places": 5},
    "cut at 4": {"mode": "down"},
    "E × 1.1": {"reference": E * VAT},
    "E ÷ 1.1": {"reference": E / VAT},
    "bids ÷ 1.1": {"bid_factor": 1 / VAT},
    "bids × 1.1": {"bid_factor": VAT},
    "all bids": {"pool": "all"},
    "eligible": {"pool": "eligible_only"},
    "10 points": {"points": Fraction(10)},
    "30 points": {"points": Fraction(30)},
    "proportional": {"formula": "relative_lowest"},
    "older rules": {"formula": "two_slope_legacy", "rules": (LEGACY,)},
    "no floor": {"floor_lowest": False},
}
WORDS = {
    "places 2": "소수 2자리까지 반올림", "places 3": "소수 3자리까지 반올림", "places 5": "소수 5자리까지 반올림",
    "cut at 4": "소수 4자리까지 버림", "E × 1.1": "기준금액 E × 1.1", "E ÷ 1.1": "기준금액 E ÷ 1.1",
    "bids ÷ 1.1": "입찰금액 ÷ 1.1", "bids × 1.1": "입찰금액 × 1.1", "all bids": "최저가 L의 대상: 모든 투찰",
    "eligible": "최저가 L의 대상: 협상적격자만", "10 points": "가격 배점 10점", "30 points": "가격 배점 30점",
    "proportional": "구간 없이", "older rules": "2003-12-29부터의 규정 산식", "no floor": "하한으로 올리지 않음",
}  # fmt: skip


def told(found: Reconciled) -> list[str]:
    return [cause.text for cause in found.findings.full]


@pytest.mark.parametrize("name", MADE)
@settings(max_examples=25, deadline=None)
@given(bidders=BIDDERS)
def test_the_cause_that_was_made_is_among_those_that_explain_everything(name: str, bidders: list[Bidder]) -> None:
    found = reconciled(bidders, terms(), **MADE[name])
    if found.count("다름") + sum(line.price.verdict == "미산출" for line in found.lines) == 0:
        assert told(found) == []
        return
    assert any(WORDS[name] in text for text in told(found)), told(found)


@settings(max_examples=60, deadline=None)
@given(bidders=BIDDERS)
def test_what_was_computed_by_the_rules_differs_nowhere(bidders: list[Bidder]) -> None:
    found = reconciled(bidders, terms())
    assert [line.price.difference for line in found.lines if line.price.official is not None] == [
        Decimal(0) for line in found.lines if line.price.official is not None
    ]
    assert {line.total.verdict for line in found.lines} <= {"같음", "미공표"}
    assert (found.findings.full, found.findings.partial, found.checks) == ((), (), ())


FIVE = [
    Bidder(730_000_001, Decimal("75.1")),
    Bidder(771_234_567, Decimal("74.2")),
    Bidder(812_345_678, Decimal("73.3")),
    Bidder(923_456_789, Decimal("72.4")),
    Bidder(987_654_321, Decimal("71.5")),
]


@pytest.mark.parametrize("name", [name for name in MADE if name not in ("all bids", "eligible", "older rules")])
def test_with_bids_in_every_zone_the_made_cause_stands_first(name: str) -> None:
    bidders = [*FIVE, Bidder(690_000_003, Decimal(70))]
    found = reconciled(bidders, terms(), **MADE[name])
    assert found.count("다름") > 0
    twin = {"E × 1.1": "bids", "E ÷ 1.1": "bids", "bids × 1.1": "E", "bids ÷ 1.1": "E"}.get(name, "")
    kinds = [cause.kind for cause in found.findings.full if cause.kind != twin]
    assert WORDS[name] in next(cause.text for cause in found.findings.full if cause.kind == kinds[0])


def test_the_lowest_of_other_bids_is_recognised() -> None:
    below = [*FIVE, Bidder(705_000_000, Decimal(60), "협상평가부적격자")]
    assert WORDS["eligible"] in told(reconciled(below, terms(), pool="eligible_only"))[0]
    void = [*FIVE, Bidder(705_000_000, Decimal(60), "무효")]
    assert WORDS["all bids"] in told(reconciled(void, terms(), pool="all"))[0]


def test_the_rules_of_another_day_are_recognised() -> None:
    assert WORDS["older rules"] in told(reconciled(FIVE, terms(), **MADE["older rules"]))[0]


def test_another_amount_of_the_notice_is_tried_as_e() -> None:
    given_terms = terms(("budget = 1000000000", "budget = 1000000000\nestimated = 930000000"))
    found = reconciled(FIVE, given_terms, reference=Fraction(930_000_000))
    assert "E = 추정가격 930,000,000원" in told(found)[0]


def test_two_causes_together_are_found_where_one_does_not_explain_all() -> None:
    found = reconciled(FIVE, terms(), points=Fraction(10), places=2)
    assert any("가격 배점 10점" in text and "소수 2자리까지 반올림" in text for text in told(found))
    assert all(", 그리고 " in text and ", and " in text for text in told(found))


def test_a_slip_in_one_bid_is_not_explained_and_the_others_stay_right() -> None:
    items = official(FIVE, stated(terms()), terms())
    items[2]["bidPrceEvlVal"] = "11.1111"
    from_slip = reconciled_rows(items)
    assert (from_slip.findings.full, from_slip.count("다름"), from_slip.count("같음")) == ((), 1, 4)
    assert from_slip.lines[2].price.why == "설명하지 못함 / not explained"


def test_a_cause_of_some_bids_is_named_with_what_it_breaks() -> None:
    items = official(FIVE, replace(stated(terms()), places=2), terms())
    items[1]["bidPrceEvlVal"] = "1.2345"
    found = reconciled_rows(items)
    best = found.findings.partial[0]
    assert (found.findings.full, best.cause.text.partition(" / ")[0]) == ((), "소수 2자리까지 반올림")
    assert (best.explained, best.broken) == ((2, 3, 4), ())
    assert [line.price.why.partition(" / ")[0] for line in found.lines][:3] == ["", "설명하지 못함", WORDS["places 2"]]


def reconciled_rows(items: list[dict[str, Any]]) -> Reconciled:
    return reconcile(read(items), terms=terms())


def test_the_stated_reading_is_no_cause_and_none_comes_twice() -> None:
    setting = stated(terms())
    kinds = [cause.kind for cause in causes(setting, terms=terms())]
    assert list(dict.fromkeys(kinds)) == ["E", "bids", "L", "rounding", "points", "formula", "floor", "cap"]
    assert len(kinds) > 40


def test_a_formula_of_a_text_that_was_not_obtained_is_not_tried() -> None:
    texts = [cause.text for cause in causes(stated(terms()), terms=terms()) if cause.kind == "formula"]
    assert [text[:10] for text in texts] == ["2026-01-02", "2003-12-29", "구간 없이 최저가에"]
