from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from procurement.openings.opened import read_openings
from procurement.openings.reconciling import NotReconcilable, Reconciled, reconcile
from procurement.openings.setting import stated
from tests.procurement.openings.published import Bidder, official, read, response, row, terms

THREE = [
    Bidder(850_000_000, Decimal("75.1")),
    Bidder(900_000_000, Decimal("72.5")),
    Bidder(990_000_000, Decimal("70.25")),
]


def rows(bidders: list[Bidder] = THREE, ranks: str = "123") -> list[dict[str, Any]]:
    items = official(bidders, stated(terms()), terms())
    return [{**item, "opengRank": rank.strip()} for item, rank in zip(items, ranks, strict=True)]


def found(items: list[dict[str, Any]], *changes: tuple[str, str], more: str = "") -> Reconciled:
    return reconcile(read(items), terms=terms(*changes, more=more))


def refused(items: list[dict[str, Any]], *changes: tuple[str, str]) -> str:
    with pytest.raises(NotReconcilable) as caught:
        found(items, *changes)
    return str(caught.value)


def test_official_and_recomputed_scores_and_totals_of_every_bid() -> None:
    result = found(rows())
    assert [(str(x.price.official), str(x.price.ours), str(x.price.verdict)) for x in result.lines] == [
        ("20.0000", "20.0000", "같음"),
        ("18.8889", "18.8889", "같음"),
        ("17.1717", "17.1717", "같음"),
    ]
    assert [(str(x.total.ours), str(x.total.difference), str(x.total.verdict)) for x in result.lines] == [
        ("95.1000", "0.0000", "같음"),
        ("91.3889", "0.0000", "같음"),
        ("87.4217", "0.0000", "같음"),
    ]
    assert (result.lowest, result.checks, result.count("같음")) == (Fraction(850_000_000), (), 3)


def test_fewer_decimals_of_the_same_number_are_no_difference() -> None:
    items = rows()
    items[0] |= {"bidPrceEvlVal": "20", "totalEvlAmtVal": "95.1"}
    assert found(items).count("같음") == 3


def test_what_was_not_published_is_neither_same_nor_different() -> None:
    items = rows(ranks="   ")
    for item in items:
        item |= {"bidPrceEvlVal": "", "techEvlVal": "", "totalEvlAmtVal": ""}
    items[2] |= {"totalEvlAmtVal": "80"}
    result = found(items)
    assert (result.count("미공표"), [x.total.verdict for x in result.lines]) == (3, ["미공표", "미공표", "미산출"])
    assert result.lines[0].price.ours == Decimal("20.0000")
    assert result.lines[2].total.why == "기술점수 미공표 / the technical score is not published"


def test_a_bid_without_an_amount_spoils_no_other() -> None:
    items = rows()
    items[1] |= {"bidprcAmt": ""}
    result = found(items)
    assert [x.price.verdict for x in result.lines] == ["같음", "미산출", "같음"]
    assert result.findings.full == ()


def test_a_bid_below_the_lowest_valid_one_has_no_score() -> None:
    items = [*rows(), row(prcbdrBizno="9", bidprcAmt="700000000", rmrk="무효", bidPrceEvlVal="20")]
    result = found(items)
    last = result.lines[3]
    assert (str(last.price.verdict), last.pooled, result.lowest) == ("미산출", False, Fraction(850_000_000))


def test_remarks_say_who_is_eligible() -> None:
    words = ["정상", "협상평가부적격자", "전자입찰취소신청", "낙찰", ""]
    items = [row(prcbdrBizno=str(n), rmrk=word, techEvlVal="70") for n, word in enumerate(words)]
    result = found(items)
    assert [x.contestant.state for x in result.lines] == ["valid", "ineligible", "invalid", "valid", "valid"]
    assert [x.contestant.eligible for x in result.lines] == [True, False, False, True, True]


def test_the_technical_threshold_is_held_against_the_score_that_was_named() -> None:
    items = [row(techEvlVal="67.9999", techEvlNaturVal="70"), row(prcbdrBizno="2", techEvlVal="68")]
    assert [x.contestant.eligible for x in found(items).lines] == [False, True]
    raw = ('"techEvlVal"', '"techEvlNaturVal"')
    assert [x.contestant.eligible for x in found(items, raw).lines] == [True, True]


def test_a_remark_of_unknown_meaning_is_asked_for_and_its_answer_taken() -> None:
    items = [row(rmrk="보류")]
    assert '"보류" = "valid"(유효)' in refused(items)
    assert found(items, more='[remarks]\n"보류" = "ineligible"\n').lines[0].contestant.state == "ineligible"


def test_an_answer_about_a_remark_stands_above_its_words() -> None:
    assert found([row(rmrk="무효 아님")], more='[remarks]\n"무효 아님" = "valid"\n').lines[0].pooled


def test_two_valid_rows_of_one_bidder_are_refused_and_a_cancelled_one_is_not() -> None:
    two = [row(bidprcAmt="900000000"), row(bidprcAmt="800000000")]
    assert "two valid rows of one bidder" in refused(two)
    assert found([two[0], {**two[1], "rmrk": "전자입찰취소신청"}]).lowest == 900_000_000
    nameless = [{**one, "prcbdrBizno": ""} for one in two]
    assert found(nameless).lowest == 800_000_000


def test_one_opening_of_several_has_to_be_named() -> None:
    items = [row(), row(rbidNo="001", bidprcAmt="700")]
    assert "name one with bidNtceOrd" in refused(items)
    result = found(items, ("[points]", 'rbidNo = "001"\n[points]'))
    assert (result.lowest, [key.rebid for key in result.others]) == (Fraction(700), ["000"])
    assert "holds no such opening" in refused(items, ("R26BK00000001", "R26BK99999999"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"totalEvlAmtVal": "90.1"}, "설명하지 못함 / not explained: 감점"),
        ({"totalEvlAmtVal": "91.39"}, "합계를 소수 2자리로 줄여 적은 듯함"),
        ({"totalEvlAmtVal": "98.8889", "techEvlNaturVal": "80"}, "기술평가점수가 아니라 기술평가원점수를 더함"),
        ({"bidPrceEvlVal": "17.5", "totalEvlAmtVal": "90"}, "가격점수의 차이가 합계로 이어짐"),
        ({"bidPrceEvlVal": "", "totalEvlAmtVal": "90.1"}, "설명하지 못함"),
    ],
)
def test_why_a_total_differs(change: dict[str, str], why: str) -> None:
    items = rows()
    items[1] |= change
    total = found(items).lines[1].total
    assert (total.verdict, total.why[: len(why)]) == ("다름", why)


def test_a_total_without_any_price_score() -> None:
    items = rows()
    items[1] |= {"bidprcAmt": "", "bidPrceEvlVal": ""}
    assert found(items).lines[1].total.why == "가격점수를 낼 수 없음 / no price score"


def test_ranks_that_do_not_follow_the_totals_are_told() -> None:
    (said,) = found(rows(ranks="213")).checks
    assert said.startswith("순위가 공표 합계를 따르지 않음: 1위 업체1 91.3889, 2위 업체0 95.1000 / the ranks")
    assert len(found(rows(ranks="112")).checks) == 1


def test_ranks_that_the_recomputed_totals_would_turn_are_told() -> None:
    items = rows()
    items[1] |= {"bidPrceEvlVal": "23", "totalEvlAmtVal": "95.5", "opengRank": "1"}
    items[0] |= {"opengRank": "2"}
    above, ranks = found(items).checks
    assert above == "업체1: 공표 가격점수 23이 배점을 넘음 / above the price points"
    assert ranks.startswith("순위가 다시 계산한 합계를 따르지 않음: 1위 업체1 91.3889, 2위 업체0 95.1000 / the ranks")


def test_equal_totals_stand_by_their_technical_score() -> None:
    twins = [Bidder(900_000_000, Decimal(75)), Bidder(900_000_000, Decimal(75))]
    assert found(rows(twins, ranks="12")).checks == ()


def test_figures_that_cannot_be_are_told() -> None:
    items = rows()
    items[0] |= {"techEvlVal": "80.5"}
    items[2] |= {"techEvlVal": "60", "totalEvlAmtVal": "77.1717"}
    assert found(items).checks == (
        "업체0: 공표 합계 95.1000 ≠ 기술 80.5 + 가격 20.0000 / not the sum",
        "업체0: 공표 기술점수 80.5이 배점을 넘음 / above the technical points",
        "업체2: 협상적격이 아닌데 순위가 있음 / ranked though not eligible",
    )


def test_an_opening_where_nobody_is_valid_has_no_lowest_bid() -> None:
    result = found([row(rmrk="무효", bidprcAmt="5")])
    assert (result.lowest, result.lines[0].computed) == (None, None)


def test_the_threshold_of_the_total_is_held_against_official_totals() -> None:
    local = (("negotiation_national", "negotiation_local"), ("2026-03-02", "2026-08-01"))
    notice = "".join(
        f'"two_slope_2026.{key}" = {value}\n'
        for key, value in (("upper_limit", 0.8), ("lower_limit", 0.7), ("slope_points", 2), ("low_price_share", 0.3))
    )
    more = f'[notice]\nsource = "p"\neligibility_on = "total"\nprice_places = 4\nprice_rounding = "half_up"\n{notice}'
    items = rows()
    items[2] |= {"techEvlVal": "50", "totalEvlAmtVal": "67.1717"}
    openings = read_openings(response(items), filename="o.json")
    checks = reconcile(openings, terms=terms(*local, more=more)).checks
    assert checks == ("업체2: 협상적격이 아닌데 순위가 있음 / ranked though not eligible",)
