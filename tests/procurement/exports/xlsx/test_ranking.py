from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from procurement.exports.xlsx.ranking import raw_cells, verdict_cells
from scoring.criteria import Deduction
from scoring.result import Evaluation
from tests.procurement.exports.cases import by_technical, tied
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import table
from tests.scoring.tender import A, B, C

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
