from __future__ import annotations

from pathlib import Path

import pytest

from procurement.casefile.assess.reading import REFUSALS, in_words
from tests.procurement.casefile.assess.folder import assessed

LOT = """[[lot]]
bids = ["나래", "가온"]
day = 2026-11-02
witnessed_by = "감사담당 (가상)"
record = "추첨조서 (예시)"
"""
EQUAL = 'id = "가온"\nprice = 114156413\ncapability = 27.5'


def refused(folder: Path, kind: str, *changes: tuple[str, str]) -> str:
    with pytest.raises(REFUSALS) as caught:
        assessed(folder, kind, *changes)
    return in_words(caught.value)


def test_the_first_that_reaches_the_pass_mark_from_the_lowest_price(tmp_path: Path) -> None:
    found = assessed(tmp_path, "qualification").found
    assert found.result == "낙찰 예정: 나래 / first"
    assert [(p.place, p.ids) for p in found.places] == [(1, ("가온",)), (2, ("나래",))]
    assert found.places[1].why == "114,156,413원, 예정가격의 0.8903, 종합평점 95.5600: 적격 / passes"
    assert found.left_out == (("다솜", "예정가격 초과 / above the reserve price"),)
    assert [(label, str(number.value)) for label, number in found.numbers[4:]] == [
        ("나래 입찰가격", "68.0600"),
        ("나래 납품이행능력", "27.5000"),
        ("나래 종합평점", "95.5600"),
        ("나래 낙찰하한(원)", "107383555"),
    ]


def test_of_equal_price_and_total_nobody_stands_first_before_the_lot(tmp_path: Path) -> None:
    twin = ('id = "가온"\nprice = 100000000\ncapability = 29\nreliability = 1', EQUAL)
    waiting = assessed(tmp_path, "qualification", twin).found
    assert [(p.place, p.ids) for p in waiting.places] == [(1, ("가온", "나래"))]
    assert waiting.places[0].why.startswith("가온 114,156,413원")
    assert "추첨하여 기록할 것" in waiting.result
    drawn = assessed(tmp_path, "qualification", twin, ("[qualification]", f"{LOT}\n[qualification]")).found
    assert [(p.place, p.ids) for p in drawn.places] == [(1, ("나래",)), (2, ("가온",))]
    assert (
        drawn.notes[-1].text
        == "2026-11-02 추첨 나래 > 가온 (입회 감사담당 (가상), 기록 추첨조서 (예시)) / recorded lot"
    )
    assert drawn.notes[-1].clause == "조달청 물품구매적격심사 세부기준 낙찰자 결정"


def test_reliability_may_be_taken_off_and_disqualification_costs_the_rules_points(tmp_path: Path) -> None:
    changes = (
        ("reliability = 1", "reliability_penalty = 2"),
        ("capability = 27.5", "capability = 27.5\ndisqualified = true"),
    )
    found = assessed(tmp_path, "qualification", *changes).found
    assert [number.formula for label, number in found.numbers if label.endswith("납품이행능력")] == [
        "min(29 + -2, 30)",
        "min(27.5 + 0, 30) − 30",
    ]
    assert found.result == "종합평점 85점 이상인 입찰이 없음 / no bid reaches the pass mark"


@pytest.mark.parametrize("kind", ["two-stage", "simultaneous"])
def test_equal_prices_are_ordered_by_the_recorded_lot_and_wait_for_it_otherwise(tmp_path: Path, kind: str) -> None:
    found = assessed(tmp_path, kind).found
    assert [(p.place, p.ids) for p in found.places] == [(1, ("나래",)), (2, ("가온",))]
    assert [(note.code, note.text[:10]) for note in found.notes[-1:]] == [("lot", "2026-11-02")]
    assert found.left_out == (("다솜", "규격 부적합: 메모리 용량이 요구값에 미달 / not suitable"),)
    open_tie = assessed(tmp_path, kind, (LOT, "")).found
    assert [(p.place, p.ids) for p in open_tie.places] == [(1, ("가온", "나래"))]
    assert open_tie.result.endswith(
        "가온, 나래: 같은 가격, 추첨하여 기록할 것 / equal prices, draw a lot and record it"
    )


def test_a_price_that_may_not_be_opened_is_refused_and_too_few_are_told(tmp_path: Path) -> None:
    unsuitable = ('id = "나래"\nsuitable = true', 'id = "나래"\nsuitable = false')
    assert "가격을 개찰할 수 없는 입찰인데" in refused(tmp_path, "two-stage", unsuitable, (LOT, ""))
    prices = ("price = 850000000\n", "")
    found = assessed(tmp_path, "two-stage", unsuitable, (LOT, ""), prices).found
    assert found.result.startswith("2단계입찰: 2단계입찰: 규격이 적합한 입찰이 1건으로 2건이 되지 않아")
    assert found.left_out[0] == ("가온", "가격을 보지 않음: 규격 요구사항을 모두 충족 / no price looked at")


def test_a_suitable_bid_above_the_reserve_price_is_left_out(tmp_path: Path) -> None:
    found = assessed(tmp_path, "two-stage", ("reserve = 900000000", "reserve = 800000000"), (LOT, "")).found
    assert found.left_out[0] == ("가온", "850,000,000원: 예정가격 800,000,000원 초과 / above the reserve price")
    assert found.places == ()


def test_the_reserve_price_is_the_mean_of_the_four_drawn(tmp_path: Path) -> None:
    found = assessed(tmp_path, "reserve-price").found
    assert found.result == "예정가격 1,002,900,008원 / reserve price"
    assert found.numbers[0][1].inputs[1] == ("추첨 번호", "3, 7, 11, 15")
    assert "추첨 번호 (3, 7, 11)" in refused(
        tmp_path, "reserve-price", ("drawn = [3, 7, 11, 15]", "drawn = [3, 7, 11]")
    )
    assert "prices: 정수의 배열이어야 함" in refused(
        tmp_path,
        "reserve-price",
        ("prices = [", "prices = 1 # ["),
        ("    98", "# 98"),
        ("    1002", "# 1002"),
        ("]\ndrawn", "drawn"),
    )


def test_a_foreign_method_ranks_price_and_quality(tmp_path: Path) -> None:
    found = assessed(tmp_path, "comparison").found
    assert (found.result, [p.ids for p in found.places]) == ("낙찰 예정: 가온 / first", [("가온",), ("나래",)])
    assert found.places[0].why == "가온 2000.0000 = 150000 / 75"
    tied = assessed(tmp_path, "comparison", ("price = 140000", "price = 120000")).found
    assert tied.result == "가온, 나래: 같은 값, 방식이 가리지 않음 / equal, the method does not decide"
    world = assessed(
        tmp_path, "comparison", ('"price_per_quality_point"', '"world_bank_rated"\nprice_weight = 0.3')
    ).found
    assert [str(number.value) for _, number in world.numbers] == ["98.0000", "86.0000"]
    assert {note.code for note in world.notes} == {"unconfirmed"}
    band = ('"price_per_quality_point"', '"ufab_extended"\nband = 0.1')
    assert assessed(tmp_path, "comparison", band).found.left_out == (("나래", "범위 밖 / outside the band"),)
    assert "price_points: 공고의 값이 필요합니다" in refused(
        tmp_path, "comparison", ("price_per_quality_point", "relative_lowest")
    )
