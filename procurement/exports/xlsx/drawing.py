"""Native charts of an evaluation, told apart without colour: patterns, kinds of marks, dashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.title import title_maker
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.pagebreak import Break

from procurement.exports.xlsx.book import Page, at
from procurement.exports.xlsx.layout import display_width

Titles = tuple[str, str, str]
"""Of the chart, of the axis of names or of the quantity across, of the axis of numbers or upwards."""
Pattern = Literal["wdUpDiag", "wdDnDiag", "dkHorz"]
_WIDTH_CM = 24
_BAR_CM, _AROUND_BARS_CM, _TALLEST_CM = 0.9, 4.7, 15.0
_MOST_NAMED = 8
_PLOT_CM, _MARKS_CM = 9.5, 11.0
_PAGE_POINTS, _PAGE_DIGITS, _LINE_POINTS, _POINTS_PER_CM = 451, 130, 16, 28.35
_DIGIT_CM, _WIDEST_NAMES = 0.2, 0.4
_AXIS_CM, _TITLE_CM, _FOOT_CM = 1.6, 1.6, 2.9
_ROW_CM = 0.52
_BLACK, _WHITE, _GREY, _GRID = "000000", "FFFFFF", "595959", "D9D9D9"
_THIN, _MIDDLE, _THICK = 6350, 12700, 22225
_FILLS: tuple[tuple[str, Pattern | None], ...] = (
    ("595959", None), ("", "wdUpDiag"), ("D9D9D9", None), ("000000", None), ("FFFFFF", None), ("", "wdDnDiag"),
    ("8C8C8C", None), ("", "dkHorz"),
)  # fmt: skip
Symbol = Literal["circle", "square", "diamond", "triangle", "x", "plus", "star"]
_SYMBOLS: tuple[Symbol, ...] = ("circle", "square", "diamond", "triangle", "x", "plus", "star")
_DASHES: tuple[Literal["dash", "sysDot", "lgDashDot"], ...] = ("dash", "sysDot", "lgDashDot")
Side = Literal["t", "b", "r", "l"]


@dataclass(frozen=True, slots=True)
class Table:
    """What bars are drawn from: (header, last row), the columns stacked, the column of the names and what they say."""

    rows: tuple[int, int]
    columns: range
    names: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Columns (across, upwards) of rows first..last, and the cell with its name; a limit is dashed, without marks."""

    across: int
    upwards: int
    rows: tuple[int, int]
    name: tuple[int, int]
    limit: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Rows first..last with columns (name, across, upwards), the side of each mark that its name stands on, a limit."""

    rows: tuple[int, int]
    columns: tuple[int, int, int]
    sides: Sequence[Side]
    limit: Curve | None


def bars(page: Page, row: int, *, table: Table, titles: Titles) -> int:
    """Lying bars, stacked from the columns of the table; drawn from `row` on, returns the first free row below."""
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth, chart.grouping, chart.overlap = "bar", 2, 50, "stacked", 100
    _headed(chart, titles)
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    chart.y_axis.scaling.min = 0
    header, last = table.rows
    for number, column in enumerate(table.columns):
        chart.add_data(Reference(page.sheet, min_col=column, min_row=header, max_row=last), titles_from_data=True)
        chart.series[number].graphicalProperties = _filled(number)
    chart.set_categories(Reference(page.sheet, min_col=table.names, min_row=header + 1, max_row=last))
    if len(table.columns) == 1:
        chart.legend = None
    chart.height = min(_AROUND_BARS_CM + _BAR_CM * (last - header), _TALLEST_CM)
    chart.layout = _room(table.labels, height=chart.height)
    return _placed(page, chart, row)


def points(page: Page, row: int, *, marks: Marks, titles: Titles) -> int:
    """A mark of its own kind for each row, with its name beside it where names do not cover each other.

    Drawn from `row` on; returns the first free row below.
    """
    name, across, upwards = marks.columns
    chart = _plot(titles)
    chart.height = _MARKS_CM
    for number, line in enumerate(range(marks.rows[0], marks.rows[1] + 1)):
        series = _series(page, Curve(across, upwards, (line, line), (line, name)))
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
        series.marker = _mark(number)
        if len(marks.sides) <= _MOST_NAMED:
            series.dLbls = _named(marks.sides[number])
        chart.series.append(series)
    if marks.limit:
        _add(chart, page, marks.limit, number=0)
    return _placed(page, chart, row)


def curves(page: Page, row: int, *, lines: Sequence[Curve], titles: Titles) -> int:
    """Measured curves and their limits, both axes from zero; returns the first free row below."""
    chart = _plot(titles)
    chart.x_axis.scaling.min = chart.y_axis.scaling.min = 0
    for number, line in enumerate(lines):
        _add(chart, page, line, number=number)
    return _placed(page, chart, row)


def _add(chart: ScatterChart, page: Page, line: Curve, *, number: int) -> None:
    series = _series(page, line)
    series.graphicalProperties = GraphicalProperties(ln=_stroke(number, limit=line.limit))
    series.marker = Marker("none") if line.limit else _mark(number)
    chart.series.append(series)


def _plot(titles: Titles) -> ScatterChart:
    chart = ScatterChart(scatterStyle="lineMarker", style=2)
    _headed(chart, titles)
    chart.x_axis.majorGridlines, chart.x_axis.number_format = _grid(), "#,##0"
    chart.height = _PLOT_CM
    return chart


def _headed(chart: BarChart | ScatterChart, titles: Titles) -> None:
    chart.title, chart.x_axis.title, chart.y_axis.title = title_maker(titles[0]), *titles[1:]
    chart.title.overlay = False
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "General", _grid()
    chart.legend = Legend(legendPos="b", overlay=False)
    chart.width = _WIDTH_CM


def _series(page: Page, line: Curve) -> XYSeries:
    upwards, across = (
        Reference(page.sheet, min_col=column, min_row=line.rows[0], max_row=line.rows[1])
        for column in (line.upwards, line.across)
    )
    series: XYSeries = Series(upwards, across)
    series.tx, series.smooth = SeriesLabel(strRef=StrRef(page.ref(*line.name))), False
    return series


def _filled(number: int) -> GraphicalProperties:
    """Shades and hatches in turn, no two alike side by side, each with a black edge."""
    shade, pattern = _FILLS[number % len(_FILLS)]
    edge = LineProperties(solidFill=_BLACK, w=_THIN)
    if pattern is None:
        return GraphicalProperties(solidFill=shade, ln=edge)
    inks = ColorChoice(prstClr="black"), ColorChoice(prstClr="white")
    return GraphicalProperties(pattFill=PatternFillProperties(prst=pattern, fgClr=inks[0], bgClr=inks[1]), ln=edge)


def _mark(number: int) -> Marker:
    """Black marks of every kind, then hollow ones."""
    hollow = number // len(_SYMBOLS) % 2
    edge = LineProperties(solidFill=_BLACK, w=_MIDDLE)
    filled = GraphicalProperties(solidFill=_WHITE if hollow else _BLACK, ln=edge)
    return Marker(_SYMBOLS[number % len(_SYMBOLS)], size=9, spPr=filled)


def _named(side: Side) -> DataLabelList:
    shown = DataLabelList(showSerName=True, showVal=False, showCatName=False, showLegendKey=False, showPercent=False)
    shown.position = side
    return shown


def _stroke(number: int, *, limit: bool) -> LineProperties:
    if limit:
        return LineProperties(solidFill=_GREY, w=_MIDDLE, prstDash=_DASHES[number % len(_DASHES)])
    return LineProperties(solidFill=_BLACK, w=_THICK)


def _grid() -> ChartLines:
    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=_THIN)))


def _room(labels: Sequence[str], *, height: float) -> Layout:
    """Room at the left for the longest name, above for the title, at the foot for the axis and the legend."""
    widest = max(display_width(label) for label in labels) / 10 * _DIGIT_CM
    left = min((_AXIS_CM + widest) / _WIDTH_CM, _WIDEST_NAMES)
    top, inner = _TITLE_CM / height, 1 - (_TITLE_CM + _FOOT_CM) / height
    return Layout(ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=left, y=top, w=0.96 - left, h=inner))


def _placed(page: Page, chart: BarChart | ScatterChart, row: int) -> int:
    """Draw at `row`, on a new page of print where what stands above leaves too little room."""
    breaks = page.sheet.row_breaks
    begin = max((one.id for one in breaks.brk), default=0) + 1
    above = sum(page.lines.get(line, 1) for line in range(begin, row)) * _LINE_POINTS
    shrunk = max(1.0, sum(page.widths) / _PAGE_DIGITS)
    if above + chart.height * _POINTS_PER_CM > _PAGE_POINTS * shrunk:
        breaks.append(Break(id=row - 1))
    page.sheet.add_chart(chart, at(row, 1))
    return row + ceil(chart.height / _ROW_CM) + 1
