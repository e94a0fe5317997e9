"""One figure moved at a time: how far the first bid's lead swings, as a table and a native bar chart."""

from __future__ import annotations

from fractions import Fraction

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties

from procurement.exports.dossier import Robust
from procurement.exports.xlsx.book import Page, at
from scoring.quantity import half_up, plain
from scoring.tornado import KNOTS_MOVE, POINTS_MOVE, Swing

HEADER = (
    "움직인 값", "공식 값", "내린 값", "올린 값", "내렸을 때 앞섬(점)", "올렸을 때 앞섬(점)", "내린 변화", "올린 변화",
    "내리면", "올리면",
)  # fmt: skip
MOST = 20
_CHARTED = 12
_CM_OF_CHART, _CM_OF_BAR, _CM_OF_ROW = 3.0, 0.7, 0.5
_PLACES = 4
_DARK, _LIGHT = "595959", "BFBFBF"


def write_swings(page: Page, row: int, *, robust: Robust, names: dict[str, str], titles: dict[str, str]) -> int:
    """The widest swings first and their chart; returns the last row that is taken."""
    page.text(row, 1, "값 하나씩 움직였을 때 1순위의 앞섬 (토네이도)", look="heading")
    page.text(row + 1, 1, _told(robust), look="plain")
    if robust.lead is None or not robust.swings:
        return row + 1
    page.texts(row + 2, HEADER, look="header")
    shown = robust.swings[:MOST]
    for here, swing in enumerate(shown, row + 3):
        page.text(here, 1, _label(swing, names, titles))
        _figures(page, here, swing, robust.lead)
        page.texts(here, tuple(names[bid] for bid in swing.leaders), column=9)
    last = row + 2 + len(shown)
    chart = _chart(page, row + 2, rows=min(len(shown), _CHARTED))
    page.sheet.add_chart(chart, at(last + 2, 1))
    return last + 3 + round(chart.height / _CM_OF_ROW)


def _told(robust: Robust) -> str:
    if robust.lead is None:
        return "견줄 업체가 없거나 총점이 배점과 득점률의 합이 아니어서 계산하지 않음"
    moved = f"배점 ±{plain(100 * POINTS_MOVE)} %(나머지는 같은 비율로), 평가 기준값 ±{plain(100 * KNOTS_MOVE)} %"
    runs = "반복 측정값 ±1 표준편차" if robust.runs else "반복 측정 없음(측정값은 움직이지 않음)"
    more = f". 폭이 큰 {MOST}개만 보임(모두 {len(robust.swings)}개)" if len(robust.swings) > MOST else ""
    return f"공식 앞섬 {half_up(robust.lead, places=_PLACES)}점(반올림 전 총점). {moved}, {runs}{more}"


def _label(swing: Swing, names: dict[str, str], titles: dict[str, str]) -> str:
    title = titles[swing.criterion]
    if swing.kind == "points":
        return f"{title}: 배점"
    return f"{title}: 기준값" if swing.kind == "knot" else f"{title}: {names[swing.bid]}의 측정값"


def _figures(page: Page, row: int, swing: Swing, lead: Fraction) -> None:
    figures = (swing.figure, *swing.figures, *swing.leads, *(end - lead for end in swing.leads))
    for column, value in enumerate(figures, 2):
        page.number(row, column, half_up(value, places=_PLACES), look="measured")


def _chart(page: Page, header: int, *, rows: int) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "clustered", 100, 40
    chart.title, chart.y_axis.title = "1순위 앞섬의 변화(점)", None
    chart.add_data(
        Reference(page.sheet, min_col=7, max_col=8, min_row=header, max_row=header + rows), titles_from_data=True
    )
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=header + 1, max_row=header + rows))
    for series, colour in zip(chart.series, (_DARK, _LIGHT), strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.invertIfNegative = False
    chart.x_axis.scaling.orientation, chart.x_axis.tickLblPos = "maxMin", "low"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.legend.position = "0.00", "b"
    chart.x_axis.tickLblSkip = 1
    chart.width, chart.height = 26, _CM_OF_CHART + _CM_OF_BAR * rows
    return chart
