from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from procurement.openings.opened import read_openings
from procurement.openings.reconciling import reconcile
from procurement.openings.setting import stated
from procurement.openings.telling import basis, causes_told, counts, lines, notices, told
from tests.procurement.openings.published import Bidder, official, read, reconciled, response, terms
from tests.procurement.openings.test_causes import FIVE

TEN = {"points": Fraction(10)}


def test_the_table_has_a_row_per_bid_under_aligned_columns() -> None:
    said = list(lines(reconciled(FIVE[:2], terms())))
    start = next(n for n, line in enumerate(said) if line.lstrip().startswith("업체 "))
    assert [line.split() for line in said[start + 1 : start + 3]] == [
        ["업체0", "730,000,001", "19.6500", "19.6500", "0.0000", "같음", "94.7500", "94.7500", "같음", "-"],
        ["업체1", "771,234,567", "18.8253", "18.8253", "0.0000", "같음", "93.0253", "93.0253", "같음", "-"],
    ]
    assert said[0] == "■ 시험 구매 (R26BK00000001-000 분류 0 재입찰 000) [negotiation_national]"
    assert said[-1] == "■ 가격점수 / price scores: 같음 2, 다름 0, 미공표 0, 미산출 0"


def test_the_basis_names_rule_day_amount_points_and_lowest_bid() -> None:
    assert basis(reconciled(FIVE, terms())) == (
        ("규정", "(계약예규) 협상에 의한 계약체결기준 (2026-03-02의 값), 산식 two_slope_2026, 소수 4자리 반올림"),
        ("기준금액 E", "사업예산 1,000,000,000원 (부가가치세 포함)"),
        ("배점", "기술 80, 가격 20"),
        ("최저가 L", "730,000,001원 (대상 valid_all)"),
    )


def test_the_likeliest_cause_stands_apart_from_those_that_cannot_be_told_apart() -> None:
    found = reconciled([FIVE[3], FIVE[4]], terms(), **TEN)
    said = list(causes_told(found.findings))
    assert said[0].startswith("■ 가장 그럴듯한 까닭 / likeliest cause: 가격 배점 10점")
    twin = reconciled(FIVE, terms(), reference=Fraction(1_100_000_000))
    assert "  공표 값만으로는 구별되지 않는 다른 까닭 / causes that the figures do not tell apart:" in list(
        causes_told(twin.findings)
    )


def test_causes_of_some_and_every_reason_are_told() -> None:
    items = official(FIVE, stated(terms()), terms())
    items[1]["bidPrceEvlVal"] = "18.83"
    items[2]["bidPrceEvlVal"] = "1"
    found = reconcile(read(items), terms=terms())
    said = list(lines(found))
    assert counts(found) == "같음 3, 다름 2, 미공표 0, 미산출 0"
    partial = said.index("■ 일부만 설명하는 까닭 / causes that explain some")
    assert said[partial + 1].endswith("explains 1, breaks 2")
    assert "  업체2 가격 다름: 설명하지 못함 / not explained" in said
    assert "■ 공표 값끼리 맞지 않는 것 / official figures against each other" in said


def test_notices_of_the_file_and_of_bids_without_technical_scores() -> None:
    items = official(FIVE[:1], stated(terms()), terms())
    items[0] |= {"techEvlVal": "", "totalEvlAmtVal": ""}
    second = {**items[0], "rbidNo": "001"}
    given = terms(("[points]", 'rbidNo = "001"\n[points]'))
    found = reconcile(read_openings(response([*items, second]), filename="o.json"), terms=given)
    assert [line.rpartition(" / ")[2] for line in notices(found)] == [
        "not looked at: R26BK00000001-000 분류 0 재입찰 000",
        "eligible by the remark alone",
    ]
    assert "■ 파일에 대해 알릴 것 / about the file" in list(lines(found))
    raw = reconcile(read(items), terms=terms(('"techEvlVal"', '"techEvlNaturVal"')))
    assert len(notices(raw)) == 1


def test_long_names_and_missing_amounts_keep_the_table() -> None:
    items = official([Bidder(900_000_000, Decimal(70))], stated(terms()), terms())
    items[0] |= {"prcbdrNm": "가" * 60, "bidprcAmt": ""}
    said = list(lines(reconcile(read(items), terms=terms())))
    assert any(f"{'가' * 24}…" in line and " - " in line for line in said)


def test_an_example_says_so_first() -> None:
    given = terms(("[points]", 'example_note = "지어냄"\n[points]'))
    assert list(lines(reconciled(FIVE, given)))[1] == "  [예시 / example] 지어냄"


def test_json_holds_every_number_as_text_with_formula_and_clause() -> None:
    found = told(reconciled(FIVE, terms(), **TEN))
    assert json.loads(json.dumps(found)) == found
    bids = found["bids"]
    assert isinstance(bids, list)
    first = bids[4]
    assert isinstance(first, dict)
    assert {key: first[key] for key in ("amount", "price_official", "price_computed", "price_verdict")} == {
        "amount": "987654321",
        "price_official": "7.3913",
        "price_computed": "14.7825",
        "price_verdict": "다름",
    }
    assert first["price_formula"] == "20 × 730000001 / 987654321"
    assert first["price_clause"].startswith("(계약예규) 협상에 의한 계약체결기준")
    assert first["price_cause"] == found["likeliest_cause"] == "가격 배점 10점 / 10 price points"
    assert told(reconciled(FIVE, terms()))["likeliest_cause"] == ""
