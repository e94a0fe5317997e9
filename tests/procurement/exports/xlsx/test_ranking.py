from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.xlsx.ranking import raw_cells, verdict_cells
from scoring.criteria import Deduction
from scoring.result import Evaluation
from tests.procurement.exports.cases import by_technical, tied
from tests.procurement.exports.evaluations import dossier, evaluated, marks_of, panel_only, plain_bid, workbook
from tests.procurement.exports.procedures import after_cut, by_points, by_total, drawn_lot, with_bonus
from tests.procurement.exports.reading import opened, table
from tests.procurement.exports.recalculated import formulas
from tests.scoring.tender import A, B, C

SHEET = "종합평가표·협상순위"

TITLE = "종합평가표·협상순위"
SAME, OTHER = (("45", "28", "9"),) * 3, (("46", "27", "9"),) * 3


def ranks(evaluation: Evaluation) -> list[tuple[object, object, object]]:
    """Each bid's name, rank, and place in the list, in the order of the table."""
    rows = table(dossier(evaluation), TITLE)[3 : 3 + len(evaluation.results)]
    return [(row[0], row[13], row[14]) for row in rows]


def order(evaluation: Evaluation) -> list[list[object]]:
    count = len(evaluation.results)
    return [list(row[:3]) for row in table(dossier(evaluation), TITLE)[5 + count : 5 + 2 * count]]


def test_the_parts_add_up_to_the_total() -> None:
    assert [row[1:15] for row in table(dossier(evaluated()), TITLE)[3:6]] == [
        [64, 20, 84, 84, 76.5, "충족", "적격", "예", "적격", 8.8889, 0, 92.8889, 1, 1],
        [62.5, 19, 81.5, 81.5, 76.5, "충족", "적격", "예", "적격", 10, 0, 91.5, 2, 2],
        [50.5, 12, 62.5, 62.5, 76.5, "충족", "부적격", "예", "부적격", "미산출", 0, "미산출", None, None],
    ]


def test_the_bids_are_listed_in_negotiation_order() -> None:
    assert order(evaluated(bids=(C, B, A))) == [["업체 A", 1, 92.8889], ["업체 B", 2, 91.5], [None, None, None]]


def test_a_deduction_is_taken_from_the_total() -> None:
    warned = replace(A, deductions=(Deduction(Fraction(5), "사전접촉", "제14조의2"),))
    rows = table(dossier(evaluated(bids=(warned, B, C))), TITLE)
    assert rows[3][11:14] == [5, 87.8889, 2]


def test_differential_points_replace_the_raw_ones_in_the_total() -> None:
    rows = table(dossier(evaluated(differential_step=Fraction(3))), TITLE)
    assert [row[3:5] for row in rows[3:6]] == [[84, 90], [81.5, 87], [62.5, 68]]


def test_an_equal_total_is_ordered_by_technical_points() -> None:
    assert ranks(by_technical()) == [("업체 B", 2, 2), ("업체 A", 1, 1)]


def test_an_equal_total_and_technical_score_is_ordered_by_the_largest_criterion() -> None:
    assert ranks(tied(SAME, OTHER)) == [("업체 A", 2, 2), ("업체 B", 1, 1)]


def test_bids_that_the_rule_cannot_order_share_a_rank_and_are_all_listed() -> None:
    evaluation = tied(SAME, OTHER, SAME)
    assert ranks(evaluation) == [("업체 A", 2, 2), ("업체 B", 1, 1), ("업체 C", 2, 3)]
    assert order(evaluation) == [["업체 B", 1, 92], ["업체 A", 2, 92], ["업체 C", 2, 92]]


def test_a_bid_that_is_not_eligible_has_no_rank() -> None:
    assert ranks(evaluated())[2] == ("업체 C", None, None)


def test_the_limit_is_shown_as_it_is_tested() -> None:
    assert {row[5] for row in table(dossier(evaluated()), TITLE)[3:6]} == {76.5}


def test_other_sheets_know_where_the_raw_points_and_verdicts_will_stand() -> None:
    evaluation = evaluated()
    assert raw_cells(evaluation)["B"] == "'종합평가표·협상순위'!$D$5"
    assert verdict_cells(evaluation)["C"] == "'종합평가표·협상순위'!$H$6"


def test_the_total_is_tested_with_a_live_formula_and_its_own_headings() -> None:
    rows, found = table(dossier(by_total()), SHEET), formulas(workbook(by_total()))
    assert (rows[2][5], rows[2][7], rows[3][5]) == ("기준점수(합산)", "규격 적격", 70)
    assert [row[7] for row in rows[3:6]] == ["적격"] * 3
    assert [row[9] for row in rows[3:6]] == ["적격", "부적격", "부적격"]
    assert found[SHEET, "F4"] == "=적격합산점수"
    assert found[SHEET, "H4"] == '=IF(AND(G4="충족",ISNUMBER(D4)),"적격","부적격")'
    total = 'ROUND(D4+K4-IF(감점후판정="예",L4,0)-F4,8)>=0'
    reached = f"IF(AND(ISNUMBER(D4),ISNUMBER(K4)),{total},FALSE)"
    verdict = f'IF(AND(H4="적격",I4="예",{reached}),"적격","부적격")'
    assert found[SHEET, "J4"] == f'=IF(AND(ISNUMBER(K4),L4<>0,감점후판정="미정"),"미기입",{verdict})'
    assert [row[9] for row in table(dossier(after_cut()), SHEET)[3:5]] == ["부적격", "적격"]


def test_a_threshold_of_technical_points_is_that_of_the_notice() -> None:
    rows = table(dossier(by_points()), SHEET)
    assert (rows[2][5], rows[3][5], [row[7] for row in rows[3:5]]) == ("기준점수", 59, ["적격", "부적격"])
    assert formulas(workbook(by_points()))[SHEET, "F4"] == "=적격기술점수"


def test_bonuses_have_a_column_where_a_rule_knows_them() -> None:
    rows = table(dossier(with_bonus()), SHEET)
    assert rows[2][17] == "가점"
    assert [(row[11], row[12], row[13], row[17]) for row in rows[3:5]] == [(0, 92.8889, 2, 0), (5, 93, 1, 5)]
    assert formulas(workbook(with_bonus()))[SHEET, "M4"].endswith('ROUND(E4+K4-L4+R4,10),"미산출")')


def test_ties_are_ordered_by_the_recorded_lot_and_shared_without_one() -> None:
    assert [row[13] for row in table(dossier(drawn_lot()), SHEET)[3:6]] == [2, 1, 3]
    assert [row[13] for row in table(dossier(drawn_lot(())), SHEET)[3:6]] == [1, 1, 3]
    assert "'동점 처리'!$C" in formulas(workbook(drawn_lot()))[SHEET, "N4"]


@pytest.mark.parametrize(("bids", "breaks"), [(8, []), (9, [13])])
def test_of_many_bids_the_order_stands_on_a_page_of_its_own(bids: int, breaks: list[int]) -> None:
    scheme = panel_only((84,))
    names = [f"업체{number}" for number in range(bids)]
    marks = marks_of(scheme, dict.fromkeys(names, (("80",),) * 3))
    made = evaluated(scheme, bids=tuple(plain_bid(name, 900_000) for name in names), marks=marks)
    sheet = opened(workbook(made))["종합평가표·협상순위"]
    assert [one.id for one in sheet.row_breaks.brk] == breaks
    assert not breaks or sheet["A14"].value == "협상순위"
