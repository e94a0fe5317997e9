from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from openpyxl.chart import BarChart

from procurement.exports.dossier import Dossier
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.swings import HEADER, MOST
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.quantity import half_up
from scoring.tornado import tornado
from tests.procurement.exports.evaluations import evaluated
from tests.procurement.exports.reading import opened, table
from tests.procurement.exports.recalculated import Value
from tests.procurement.exports.repeated import RUNS, annexed


def swings(made: Dossier) -> list[list[Value]]:
    rows = table(made, forms.ROBUSTNESS)
    start = next(i for i, row in enumerate(rows) if tuple(row[: len(HEADER)]) == HEADER)
    end = next(i for i in range(start, len(rows)) if rows[i][0] is None)
    return [row[: len(HEADER)] for row in rows[start + 1 : end]]


def told(made: Dossier) -> str:
    rows = table(made, forms.ROBUSTNESS)
    return str(rows[next(i for i, row in enumerate(rows) if "토네이도" in str(row[0])) + 1][0])


def test_every_swing_is_the_librarys_widest_first() -> None:
    made, robust = annexed(*RUNS)
    assert robust.lead is not None
    for found, row in zip(robust.swings, swings(made), strict=True):
        figures = (found.figure, *found.figures, *found.leads, *(end - robust.lead for end in found.leads))
        assert row[1:8] == [float(half_up(value, places=4)) for value in figures]
    assert robust.swings == tornado(made.evaluation, repeats=tuple(one.values for one in RUNS))


def test_points_knots_and_measured_values_are_named() -> None:
    rows = swings(annexed(*RUNS)[0])
    names = [str(row[0]) for row in rows]
    assert {"구현방안: 배점", "처리량: 기준값", "처리량: 업체 A의 측정값", "처리량: 업체 B의 측정값"} <= set(names)
    measured = rows[names.index("처리량: 업체 A의 측정값")]
    assert measured[8:] == ["업체 B", "업체 A"]


def test_it_is_said_what_was_moved_and_by_how_much() -> None:
    moved = "배점 ±10 %(나머지는 같은 비율로), 평가 기준값 ±5 %"
    assert told(annexed()[0]) == (
        f"공식 앞섬 1.3889점(반올림 전 총점). {moved}, 반복 측정 없음(측정값은 움직이지 않음)"
    )
    assert told(annexed(*RUNS)[0]).endswith(f"{moved}, 반복 측정값 ±1 표준편차")


def test_only_the_widest_are_shown_and_that_is_said() -> None:
    made, robust = annexed()
    many = replace(made, robust=replace(robust, swings=robust.swings * 4))
    assert len(swings(many)) == MOST
    assert told(many).endswith(f"폭이 큰 {MOST}개만 보임(모두 {4 * len(robust.swings)}개)")


def test_the_chart_reads_the_changes_in_the_table() -> None:
    made, robust = annexed()
    sheet = opened(evaluation_workbook(made).content)[forms.ROBUSTNESS]
    [chart] = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 -- openpyxl has no public list of them
    assert isinstance(chart, BarChart)
    header = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == HEADER[0])
    last = header + min(len(robust.swings), 12)
    spans = [series.val.numRef.f for series in chart.series]
    assert spans == [f"'{forms.ROBUSTNESS}'!${c}${header + 1}:${c}${last}" for c in "GH"]


def test_without_a_sum_of_points_there_are_no_swings() -> None:
    made, robust = annexed(*RUNS, evaluation=evaluated(differential_step=Fraction(3, 2)))
    assert (robust.lead, robust.swings, robust.noise) == (None, (), None)
    assert told(made) == "견줄 업체가 없거나 총점이 배점과 득점률의 합이 아니어서 계산하지 않음"
