from __future__ import annotations

import pytest

from procurement.exports.xlsx import forms
from scoring.result import Evaluation
from tests.procurement.exports.cases import measured_only
from tests.procurement.exports.evaluations import dossier, evaluated, workbook
from tests.procurement.exports.procedures import twelve
from tests.procurement.exports.reading import table
from tests.procurement.exports.recalculated import Value, formulas
from tests.scoring.tender import A, B, C, marks_for

SHEET = forms.PANEL


def even(trim: int) -> Evaluation:
    """Seven evaluators who all give the same."""
    marks = tuple(m for b in (A, B, C) for m in marks_for(b.id, plan=(25,) * 7))
    return evaluated(marks=marks, trim_k=trim)


def dropped(evaluation: Evaluation) -> list[list[Value]]:
    """Of every bid the marks of the evaluators who are left out."""
    count = len(evaluation.results)
    evaluators = len(evaluation.results[0].panel.totals)
    return [row[1 : evaluators + 1] for row in table(dossier(evaluation), SHEET)[count + 6 : 2 * count + 6]]


def test_totals_kept_and_mean_of_every_bid() -> None:
    rows = table(dossier(evaluated()), SHEET)
    assert rows[2] == ["업체", "위원1", "위원2", "위원3", "위원4", "반영 인원", "평균"]
    assert rows[3:6] == [
        ["업체 A", 64, 64, 63, 66, 2, 64],
        ["업체 B", 63, 62, 61, 65, 2, 62.5],
        ["업체 C", 50, 52, 51, 50, 2, 50.5],
    ]


def test_highest_and_lowest_are_dropped_bid_by_bid() -> None:
    assert dropped(evaluated()) == [
        [None, None, "최저 제외", "최고 제외"],
        [None, None, "최저 제외", "최고 제외"],
        [None, "최고 제외", None, "최저 제외"],
    ]


@pytest.mark.parametrize(
    ("trim", "marks"),
    [
        (0, [None] * 7),
        (1, ["최고 제외", *[None] * 5, "최저 제외"]),
        (2, ["최고 제외", "최고 제외", None, None, None, "최저 제외", "최저 제외"]),
    ],
)
def test_of_equal_totals_the_first_is_the_highest_and_the_last_the_lowest(trim: int, marks: list[Value]) -> None:
    made = even(trim)
    assert dropped(made) == [marks] * 3
    assert table(dossier(made), SHEET)[3][8:] == [7 - 2 * trim, 61]


def test_who_is_dropped_is_found_from_the_totals_and_the_announced_number() -> None:
    high = "SUMPRODUCT(--($B$5:$E$5>$C$5))+SUMPRODUCT(--($B$5:$C$5=$C$5))<=절사수"
    low = "SUMPRODUCT(--($B$5:$E$5<$C$5))+SUMPRODUCT(--($C$5:$E$5=$C$5))<=절사수"
    found = formulas(workbook(evaluated()))
    assert found[SHEET, "C11"] == f'=IF({high},"최고 제외",IF({low},"최저 제외",""))'


def test_a_mean_needs_every_total_and_leaves_the_dropped_out() -> None:
    found = formulas(workbook(evaluated()))
    assert found[SHEET, "B5"] == "='평가표 위원1'!$D$8"
    assert found[SHEET, "F5"] == '=IF(COUNT($B5:$E5)=COLUMNS($B5:$E5),SUMPRODUCT(--($B11:$E11="")),0)'
    mean = 'ROUND(ROUND(SUMPRODUCT(--($B11:$E11=""),$B5:$E5)/F5,11),평균자리)'
    assert found[SHEET, "G5"] == f'=IF(F5=0,"미기입",{mean})'


def test_the_ranking_takes_the_mean() -> None:
    found = formulas(workbook(even(1)))
    assert [found[forms.RANKING, f"B{row}"] for row in (4, 5, 6)] == [f"='{SHEET}'!$J${row}" for row in (4, 5, 6)]


def test_without_a_panel_the_mean_is_zero() -> None:
    made = measured_only()
    assert table(dossier(made), SHEET)[2:5] == [["업체", "반영 인원", "평균"], ["A", 0, 0], ["B", 0, 0]]
    assert formulas(workbook(made))[forms.RANKING, "B4"] == f"='{SHEET}'!$C$4"


def test_who_is_away_stands_in_the_table_and_is_no_total() -> None:
    rows = table(dossier(twelve()), SHEET)
    header, a = rows[2], rows[3]
    assert header == ["업체", *(f"위원{n}" for n in range(1, 14)), "반영 인원", "평균"]
    assert [a[i] for i in (3, 7, 12, 14)] == ["제척·회피", "교체", "불참", 6]
    assert a[15] == float(twelve().results[0].panel.number.value)
    assert [row[3] for row in rows[4:6]] == [54, 56]
    found = formulas(workbook(twelve()))
    assert found[SHEET, "O4"] == '=IF(COUNT($B4:$N4)=COLUMNS($B4:$N4)-3,SUMPRODUCT(--($B10:$N10="")),0)'
    high = "SUMPRODUCT(ISNUMBER($B$4:$N$4)*($B$4:$N$4>$C$4))+SUMPRODUCT(ISNUMBER($B$4:$C$4)*($B$4:$C$4=$C$4))"
    assert high in found[SHEET, "C10"]
