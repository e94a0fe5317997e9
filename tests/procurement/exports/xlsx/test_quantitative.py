from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.xlsx import forms
from scoring.criteria import Bid, Ladder
from scoring.result import Evaluation
from tests.procurement.exports.cases import may_be_missing, tied
from tests.procurement.exports.curves import curves, knotted
from tests.procurement.exports.edges import EDGES
from tests.procurement.exports.evaluations import dossier, evaluated, workbook
from tests.procurement.exports.reading import line, opened, table
from tests.procurement.exports.recalculated import formulas
from tests.scoring.tender import DELIVERY, SCHEME, A, B, C, bid

SHEET = forms.QUANTITATIVE
STEPS, SHARES = "'정량 환산 기준'!$D$8:$D$9", "'정량 환산 기준'!$E$8:$E$9"


def without(subject: str, given: Bid) -> Bid:
    return replace(given, evidence=tuple(e for e in given.evidence if e.subject != subject))


def unmeasured() -> Evaluation:
    """A's three values, of which two were never measured."""
    return evaluated(may_be_missing(), bids=(without("speed", without("credit", A)), B, C))


def test_values_become_shares_and_points() -> None:
    made = evaluated(bids=(bid("A", price=900_000, speed=77, credit="B", delivery=2), B, C))
    rows = table(dossier(made), SHEET)
    assert tuple(rows[2]) == forms.QUANTITATIVE_HEADER
    assert [row[:9] for row in rows[3:6]] == [
        ["업체 A", "처리량", 10, 77, "tok/s", 0.77, 7.7, None, "시험"],
        ["업체 A", "경영상태", 5, "B", None, 0.9, 4.5, None, "시험"],
        ["업체 A", "납품실적", 5, 2, None, 0.8, 4, None, "시험"],
    ]
    assert line(rows, "업체 A", after=15)[6] == 16.2


def test_what_repeats_say_of_a_step_stands_beside_the_value() -> None:
    rows = table(replace(dossier(evaluated()), edges=EDGES), SHEET)
    assert rows[2][10] == "반복 측정과 경계"
    assert [row[10] for row in rows[3:9]] == [
        "해당 없음",
        "해당 없음",
        "납품실적: 같은 조건 2회 측정 2.5~2.75, 안에 경계 없음",
        "해당 없음",
        "해당 없음",
        "납품실적: 반복 측정 없음. 다시 재면 경계를 넘을지 알 수 없습니다",
    ]


def test_a_missing_value_is_named_and_earns_the_announced_share() -> None:
    rows = table(dossier(unmeasured()), SHEET)
    assert [row[3:9] for row in rows[3:6]] == [
        ["미측정", "tok/s", 0.2, 2, "미측정", "미측정"],
        ["미측정", None, 0.2, 1, "미측정", "미측정"],
        [3, None, 1, 5, None, "시험"],
    ]


def test_the_announced_share_comes_from_its_cell_and_without_one_the_bid_cannot_be_scored() -> None:
    asked, allowed = formulas(workbook(evaluated())), formulas(workbook(unmeasured()))
    assert asked[SHEET, "F4"].endswith(',"평가 불가")')
    assert allowed[SHEET, "F4"].endswith(",'배점표'!$G$7/100)")
    assert allowed[SHEET, "F5"].startswith('=IF(OR(D5="",D5="미측정"),\'배점표\'!$G$8/100,')


def test_steps_are_reached_from_above_or_below() -> None:
    less = replace(DELIVERY, value=Ladder(((Fraction(1), Fraction(1)), (Fraction(3), Fraction(4, 5))), "lower"))
    lower = evaluated(replace(SCHEME, criteria=(*SCHEME.criteria[:5], less)))
    for made, sign in ((evaluated(), ">="), (lower, "<=")):
        best = f"SUMPRODUCT(MAX((D6{sign}{STEPS})*{SHARES}))/100"
        assert formulas(workbook(made))[SHEET, "F6"] == f"=IF(ISNUMBER(D6),{best},'배점표'!$G$9/100)"


def test_ratios_and_knots_become_shares_and_points() -> None:
    rows = table(dossier(knotted((1000, 450, 2500))), SHEET)
    assert [row[5:7] for row in rows[3:9]] == [[0.5, 5], [0.2, 2], [0, 0], [0.92, 9.2], [1, 10], [0.2, 2]]


def test_the_formulas_of_curves_read_the_announced_cells() -> None:
    found = formulas(workbook(knotted((1000, 450, 2500))))
    at = "'정량 환산 기준'!"
    logs = f"LN(D4/{at}$D$5)/LN({at}$D$4/{at}$D$5)"
    assert found[SHEET, "F4"] == f'=IF(ISNUMBER(D4),IF(D4>0,MAX(0,MIN(1,{logs})),"평가 불가"),"평가 불가")'
    left, right = f"{at}$D$6:$D$6", f"{at}$D$7:$D$7"
    part = f"(D5>={right})+(D5>{left})*(D5<{right})*(D5-{left})/({right}-{left})"
    gains = f"SUMPRODUCT(({at}$E$7:$E$7-{at}$E$6:$E$6)*({part}))"
    along = f"(INDEX({at}$E$6:$E$7,1)+{gains})/100"
    assert found[SHEET, "F5"] == f'=IF(ISNUMBER(D5),{along},"평가 불가")'
    assert found[SHEET, "G5"] == f'=IF(ISNUMBER(F5),ROUND(ROUND(C5*F5,11),{at}$F$6),"평가 불가")'


def test_a_curve_that_was_never_measured_says_so_and_earns_the_announced_share() -> None:
    rows = table(dossier(curves()), SHEET)
    assert [row[3:8] for row in rows[3 + 17 * 4 : 3 + 18 * 4]] == [
        ["미측정", "단위", pytest.approx(1 / 3), points, "미측정"] for points in (1.667, 1.667, 1.67, 1.6667)
    ]


def test_a_line_rounds_at_its_announced_places_and_steps_and_grades_do_not() -> None:
    found = formulas(workbook(evaluated()))
    assert found[SHEET, "G4"] == "=IF(ISNUMBER(F4),ROUND(ROUND(C4*F4,11),'정량 환산 기준'!$F$4),\"평가 불가\")"
    assert found[SHEET, "G5"] == '=IF(ISNUMBER(F5),ROUND(ROUND(C5*F5,11),10),"평가 불가")'


def test_a_sum_needs_every_item() -> None:
    found = formulas(workbook(evaluated()))
    assert found[SHEET, "G17"] == '=IF(COUNT(G7:G9)=ROWS(G7:G9),ROUND(SUM(G7:G9),10),"평가 불가")'


def test_nothing_quantitative_sums_to_zero() -> None:
    made = tied((("45", "28", "9"),) * 3)
    assert line(table(dossier(made), SHEET), "업체 A")[6] == 0
    assert {place: f for (title, place), f in formulas(workbook(made)).items() if title == SHEET} == {"G7": "=0"}


def test_a_grade_is_chosen_from_the_announced_ones() -> None:
    [rule] = opened(workbook(evaluated()))[SHEET].data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", "='정량 환산 기준'!$D$6:$D$7")
    assert sorted(str(rule.sqref).split()) == ["D11", "D5", "D8"]
