from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from procurement.openings.opened import Key
from procurement.openings.terms import REFUSALS, read_terms
from tests.procurement.openings.published import terms

LOCAL = """
[notice]
source = "공고 5쪽"
eligibility_on = "total"
price_places = 4
price_rounding = "half_up"
"two_slope_2026.upper_limit" = 0.8
"two_slope_2026.lower_limit" = 0.7
"two_slope_2026.slope_points" = 2
"two_slope_2026.low_price_share" = 0.3
"""
TO_LOCAL = (("negotiation_national", "negotiation_local"), ("2026-03-02", "2026-08-01"))
EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "reconcile" / "reconcile.toml"


def test_the_answers_the_rules_and_the_threshold_of_the_day() -> None:
    found = terms()
    assert (found.title, found.example, found.day) == ("시험 구매", "", date(2026, 3, 2))
    assert (found.price_points, found.technical_points, found.threshold) == (Fraction(20), Fraction(80), Fraction(68))
    assert (found.basis, found.tested, found.places) == ("technical", "techEvlVal", 4)
    assert found.which == Key("R26BK00000001", "", "", "")
    assert found.amounts == (("budget", 1_000_000_000),)
    assert [text.id for text in found.rules] == ["kr.negotiation.national"]


def test_one_of_several_openings_and_remarks_can_be_named() -> None:
    found = terms(("[points]", 'rbidNo = "001"\n[points]'), more='[remarks]\n"보류" = "valid"\n"가" = "invalid"\n')
    assert (found.which.rebid, found.remarks) == ("001", (("가", "invalid"), ("보류", "valid")))


def test_where_the_law_is_silent_the_notice_answers() -> None:
    found = terms(*TO_LOCAL, more=LOCAL)
    assert (found.basis, found.threshold, found.places) == ("total", Fraction(70), 4)
    assert [text.id for text in found.rules] == ["kr.negotiation.local", "notice.reconcile"]
    assert found.rules[1].rules[0].value == "total"


def test_foreign_methods_take_everything_from_the_notice() -> None:
    more = '[notice]\nsource = "p"\nprice_places = 2\nprice_rounding = "half_up"\neligibility_share = 0.6\n'
    change = ("negotiation_national", "negotiation_international")
    found = terms(change, ("2026-03-02", "2026-11-22"), ("two_slope_2026", "relative_lowest"), more=more)
    assert (found.places, found.threshold) == (2, Fraction(48))
    with pytest.raises(REFUSALS, match="eligibility_share"):
        terms(change, ("2026-03-02", "2026-11-22"), ("two_slope_2026", "relative_lowest"), more=more[:-24])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("budget = 1000000000\n", ""), "'budget' is missing"),
        (("price = 20", "price = 30"), "adding up to 100"),
        (("price = 20", "price = 0"), "both above 0"),
        (('E_vat = "incl"', 'E_vat = "excl"'), "different VAT bases"),
        (('E_vat = "incl"\nbid_vat = "incl"', 'E_vat = "excl"\nbid_vat = "excl"'), "E_vat = incl"),
        (('L_pool = "valid_all"\n', ""), "L_pool: 최저입찰가격 L은"),
        (("two_slope_2026", "two_slope"), "must be one of"),
        (("2026-03-02", "2020-03-02"), "value on 2020-03-02 was not obtained"),
        (("ceiling = 1000000000", "ceiling = 0"), "ceiling = 0"),
        (("techEvlVal", "bidPrceEvlVal"), "must be one of techEvlVal, techEvlNaturVal"),
        (("negotiation_national", "mas"), "must be one of"),
        (('title = "시험 구매"', 'title = "시험"\ncolour = 1'), "unknown key 'colour'"),
    ],
)
def test_what_is_missing_or_contradicts_is_asked_for(change: tuple[str, str], says: str) -> None:
    with pytest.raises(REFUSALS) as caught:
        terms(change)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('[notice]\nsource = "p"\nprice_places = 2\n', r"notice: price_places: 규정이 정한 값\(4\)"),
        ("[notice]\nprice_places = 2\n", "'source' is missing"),
        ('[notice]\nsource = "p"\ntotal_points = 90\n', "unknown key 'total_points'"),
        ('[remarks]\n"보류" = "maybe"\n', "must be one of valid, ineligible, invalid"),
    ],
)
def test_the_notice_decides_only_what_the_law_leaves_open(more: str, says: str) -> None:
    with pytest.raises(REFUSALS, match=says):
        terms(more=more)


def test_on_a_day_whose_formula_was_not_obtained_the_notice_gives_it() -> None:
    more = (
        '[notice]\nsource = "p"\n"two_slope_2026.upper_limit" = 0.8\n"two_slope_2026.lower_limit" = 0.6\n'
        '"two_slope_2026.slope_points" = 2\n"two_slope_2026.low_price_share" = 0.3\n'
    )
    found = terms(("2026-03-02", "2021-03-02"), more=more)
    assert found.rules[1].rules[0].value == Decimal("0.3")


def test_the_example_is_read_and_says_that_it_is_made_up() -> None:
    found = read_terms(EXAMPLE.read_bytes(), filename=EXAMPLE.name)
    assert found.example.startswith("예시: 공고번호, 업체, 금액, 점수는 지어낸 값이다.")
