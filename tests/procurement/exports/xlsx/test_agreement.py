from __future__ import annotations

from dataclasses import replace

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.agreement import HEADER, NOTE
from scoring.agreement import intraclass, kendall_w, panel_of
from scoring.quantity import half_up
from tests.procurement.exports.reading import table
from tests.procurement.exports.repeated import annexed


def test_the_figures_are_the_librarys() -> None:
    made, _ = annexed()
    panel = panel_of(made.evaluation.marks)
    w, icc = kendall_w(panel), intraclass(panel)
    assert w is not None
    assert icc is not None
    rows = table(made, forms.ROBUSTNESS)
    figures = f"Kendall W {half_up(w, places=4)}, 급내상관 ICC(2,1) {half_up(icc, places=4)} (1 = 완전 일치)"
    assert f"{figures}. {NOTE}" in [row[0] for row in rows]


def test_each_evaluator_stands_with_their_largest_lean() -> None:
    made, robust = annexed()
    assert robust.agreement is not None
    rows = table(made, forms.ROBUSTNESS)
    start = next(i for i, row in enumerate(rows) if tuple(row[: len(HEADER)]) == HEADER) + 1
    for severity, row in zip(robust.agreement.severities, rows[start : start + 4], strict=True):
        leans = [one for one in robust.agreement.leans if one.evaluator == severity.evaluator]
        largest = max(leans, key=lambda one: abs(one.points))
        assert row[:2] == [severity.evaluator, float(half_up(severity.points, places=4))]
        assert row[2:4] == [float(half_up(largest.points, places=4)), f"업체 {largest.bid}"]


def test_a_panel_that_ties_everything_has_no_figure() -> None:
    made, robust = annexed()
    assert robust.agreement is not None
    tied = replace(made, robust=replace(robust, agreement=replace(robust.agreement, w=None)))
    assert any("Kendall W 없음(모든 점수가 같음)" in str(row[0]) for row in table(tied, forms.ROBUSTNESS))
