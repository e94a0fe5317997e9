from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.prices import FORMULAS, within_cells
from scoring.result import Evaluation
from tests.procurement.exports.cases import exactly_pmax, half_tie, over_pmax
from tests.procurement.exports.evaluations import dossier, evaluated, goods_rules, workbook
from tests.procurement.exports.procedures import priced
from tests.procurement.exports.reading import opened, table
from tests.procurement.exports.recalculated import formulas
from tests.scoring.tender import A, B, C, bid

SHEET = forms.PRICES
LOW = (A, B, bid("C", price=600_000))


def points(evaluation: Evaluation) -> list[tuple[object, ...]]:
    """Of every bid the points before and after rounding, and whether they are more than announced."""
    rows = table(dossier(evaluation), SHEET)[6 : 6 + len(evaluation.results)]
    return [tuple(row[8:11]) for row in rows]


def test_every_bid_from_price_to_points() -> None:
    rows = table(dossier(evaluated()), SHEET)
    assert tuple(rows[5]) == forms.PRICES_HEADER
    assert rows[2][:2] == ["최저 입찰금액(원)", 800_000]
    assert rows[7][:11] == ["업체 B", 800_000, 80, "예", "적격", 800_000, "80% 이상", 800_000, 10, 10, None]
    assert rows[8][:8] == ["업체 C", 720_000, 72, "예", "부적격", None, "70% 이상 80% 미만", 800_000]
    assert rows[8][8:11] == ["미산출", "미산출", None]


def test_an_envelope_left_closed_is_told_and_never_a_number() -> None:
    evaluation = evaluated(bids=(A, B, replace(C, price=None)))
    rows = table(dossier(evaluation), SHEET)
    assert rows[8][:7] == ["업체 C", "미개봉", None, "미개봉", "부적격", None, "미개봉"]
    assert rows[8][7:11] == [None, "미산출", "미산출", None]
    last = table(dossier(evaluation), forms.RANKING)
    assert "부적격: 기술점수 기준 미달. 가격 미개봉." in [cell for row in last for cell in row]


@pytest.mark.parametrize("formula", ["two_slope_2026", "two_slope_legacy", "relative_lowest"])
def test_the_formula_of_the_rule_stands_in_every_row(formula: str) -> None:
    found = formulas(workbook(evaluated(price_formula=formula)))
    assert [found[SHEET, f"I{row}"] for row in (7, 8, 9)] == [
        f'=IF(F{row}="","미산출",{FORMULAS[formula].format(r=row)})' for row in (7, 8, 9)
    ]


@pytest.mark.parametrize("formula", ["linear_from_lowest", "linear_fixed_ceiling"])
def test_the_announced_lines_stand_in_every_row(formula: str) -> None:
    found = formulas(workbook(priced(formula)))
    assert [found[SHEET, f"I{row}"] for row in (7, 8, 9)] == [
        f'=IF(F{row}="","미산출",{FORMULAS[formula].format(r=row)})' for row in (7, 8, 9)
    ]
    assert FORMULAS["linear_from_lowest"] == "가격배점*MAX(0,2-B{r}/H{r})"
    line = "가격배점*(산식상한-B{r})/(산식상한-산식하한)"
    assert FORMULAS["linear_fixed_ceiling"] == f'IF(AND(B{{r}}>=산식하한,B{{r}}<=산식상한),{line},"미산출")'


def test_the_upper_zone_is_lowest_over_bid_and_the_constants_have_names() -> None:
    assert FORMULAS["relative_lowest"] == "가격배점*H{r}/B{r}"
    assert FORMULAS["two_slope_2026"] == (
        "IF(B{r}*100>=구간상한율*기준금액,가격배점*H{r}/B{r},IF(B{r}*100>=구간하한율*기준금액,"
        "가격배점*H{r}*100/(구간상한율*기준금액)+"
        "구간계수*(구간상한율*기준금액-B{r}*100)/((구간상한율-구간하한율)*기준금액),"
        "가격배점*저가점수율/100))"
    )


@pytest.mark.parametrize(("floored", "used"), [(True, 700_000), (False, 600_000)])
def test_the_lowest_bid_is_raised_to_the_floor_where_announced(floored: bool, used: int) -> None:  # noqa: FBT001 -- a parameter of the test
    made = evaluated(bids=LOW, l_pool="valid_all", floor_l=floored)
    rows = table(dossier(made), SHEET)
    assert [row[1] for row in rows[2:4]] == [600_000, used]
    assert formulas(workbook(made))[SHEET, "B4"] == (
        '=IF(B3="","",IF(하한적용="예",MAX(B3,구간하한율*기준금액/100),B3))'
    )


def test_without_slopes_there_is_no_zone_and_no_floor() -> None:
    made = evaluated(price_formula="deviation_from_reserve", rules=goods_rules())
    assert [row[6] for row in table(dossier(made), SHEET)[6:9]] == ["구간 없음"] * 3
    assert formulas(workbook(made))[SHEET, "B4"] == "=B3"


@pytest.mark.parametrize(("cap", "given"), [(True, 10), (False, 10.75)])
def test_points_over_the_announced_are_marked_and_cut_only_where_announced(cap: bool, given: float) -> None:  # noqa: FBT001 -- a parameter of the test
    assert points(over_pmax(cap=cap))[0] == (10.75, given, "초과")


def test_exactly_the_announced_points_are_not_over() -> None:
    made = exactly_pmax()
    assert points(made)[0] == (16, 16, None)
    assert formulas(workbook(made))[SHEET, "K7"] == '=IF(ISNUMBER(I7),IF(ROUND(I7,10)>가격배점,"초과",""),"")'


def test_a_half_of_the_last_place_goes_up() -> None:
    made = half_tie("relative_lowest")
    assert points(made) == [(16.00085, 16.0009, None), (20, 20, None)]
    assert formulas(workbook(made))[SHEET, "J7"] == (
        '=IF(ISNUMBER(I7),ROUND(ROUND(IF(배점상한적용="예",MIN(가격배점,I7),I7),11),가격자리),"미산출")'
    )


def test_nobody_within_the_ceiling_leaves_no_lowest_bid() -> None:
    rows = table(dossier(evaluated(ceiling=1)), SHEET)
    assert [row[1] for row in rows[2:4]] == [None, None]
    assert [row[3:6] for row in rows[6:9]] == [["아니오", "적격", None]] * 2 + [["아니오", "부적격", None]]
    assert points(evaluated(ceiling=1)) == [("미산출", "미산출", None)] * 3


def test_a_bid_is_a_whole_number_of_won_above_zero() -> None:
    [rule] = opened(workbook(evaluated()))[SHEET].data_validations.dataValidation
    assert (rule.type, rule.operator, rule.formula1, str(rule.sqref)) == ("whole", "greaterThan", "0", "B7:B9")


def test_the_cells_that_say_whether_a_price_is_within_the_ceiling() -> None:
    places = within_cells(evaluated())
    assert places == {"A": f"'{SHEET}'!$D$7", "B": f"'{SHEET}'!$D$8", "C": f"'{SHEET}'!$D$9"}
    assert formulas(workbook(evaluated()))[SHEET, "D7"] == '=IF(B7<=적격상한,"예","아니오")'
