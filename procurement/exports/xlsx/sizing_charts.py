"""Native charts of a sizing: Korean titles, axes with their units, and room for the longest label."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.pagebreak import Break

from procurement.exports.xlsx.book import Page, at
from procurement.exports.xlsx.layout import display_width

_WIDTH_CM, _HEIGHT_CM = 22, 9.5
_PAGE_POINTS, _CHART_POINTS, _LINE_POINTS = 451, 270, 16
_PAGE_DIGITS = 130
_AIR_LINES = 3
_DIGIT_CM = 0.21
_WIDEST_LABELS = 0.5
_AROUND_CM = 2.2
_GREYS = ("262626", "595959", "8C8C8C", "BFBFBF", "D9D9D9", "404040", "737373", "A6A6A6")
_DARK, _GRID = "404040", "D9D9D9"
_MILLIONS = "#,##0,,"


def stacked(page: Page, *, rows: tuple[int, int], count: int, titles: tuple[str, str, str]) -> None:
    """Columns stacked from `count` columns of the table in `rows` (header row, last row), drawn below it.

    `titles`: of the chart, of the years' axis, of the numbers' axis.
    """
    header, last = rows
    chart = _bars("col", titles)
    chart.grouping, chart.overlap = "stacked", 100
    chart.y_axis.number_format, chart.legend.position = "0", "b"
    for number, column in enumerate(range(2, count + 2)):
        chart.add_data(Reference(page.sheet, min_col=column, min_row=header, max_row=last), titles_from_data=True)
        fill = chart.series[number].graphicalProperties
        fill.solidFill, fill.line.solidFill = _GREYS[number % len(_GREYS)], "FFFFFF"
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=header + 1, max_row=last))
    _place(page, chart, last)


def bars_of_won(page: Page, *, rows: tuple[int, int], labels: Sequence[str], titles: tuple[str, str, str]) -> None:
    """Lying bars of column 2 in millions of won with the labels of column 1, in the table's order, drawn below it."""
    first, last = rows
    chart = _bars("bar", titles)
    chart.legend, chart.y_axis.number_format, chart.x_axis.scaling.orientation = None, _MILLIONS, "maxMin"
    chart.y_axis.crosses = "max"
    chart.add_data(Reference(page.sheet, min_col=2, min_row=first, max_row=last))
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=first, max_row=last))
    chart.series[0].graphicalProperties.solidFill = _DARK
    widest = max(display_width(label) for label in labels) / 10 * _DIGIT_CM
    left = min((_AROUND_CM + widest) / _WIDTH_CM, _WIDEST_LABELS)
    chart.layout = Layout(
        ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=left, y=0.2, w=0.94 - left, h=0.56)
    )
    _place(page, chart, last)


def curve_of_won(page: Page, *, rows: tuple[int, int], titles: tuple[str, str, str]) -> None:
    """Column 1 against won (column 2) in millions, as marked points joined in the table's order, drawn below it."""
    first, last = rows
    chart = ScatterChart(scatterStyle="lineMarker", style=2)
    chart.title, chart.x_axis.title, chart.y_axis.title = titles
    chart.legend, chart.x_axis.number_format, chart.y_axis.number_format = None, _MILLIONS, "0.00"
    chart.x_axis.delete = chart.y_axis.delete = False
    for axis in (chart.x_axis, chart.y_axis):
        axis.majorGridlines = _grid()
    across = Reference(page.sheet, min_col=2, min_row=first, max_row=last)
    series = Series(Reference(page.sheet, min_col=1, min_row=first, max_row=last), across)
    series.smooth, series.graphicalProperties = False, GraphicalProperties(ln=LineProperties(solidFill=_DARK))
    series.marker = Marker("circle", size=7, spPr=GraphicalProperties(solidFill=_DARK))
    chart.series.append(series)
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    _place(page, chart, last)


def _place(page: Page, chart: BarChart | ScatterChart, last: int) -> None:
    """Draw below the table, on a new page of print where the table leaves too little room."""
    shrunk = max(Fraction(1), Fraction(sum(page.widths), _PAGE_DIGITS))
    room = (_PAGE_POINTS * shrunk - _CHART_POINTS) / _LINE_POINTS - _AIR_LINES
    row = last + 2
    if sum(page.lines.get(line, 1) for line in range(1, last + 1)) > room:
        page.sheet.row_breaks.append(Break(id=last + 1))
        row += 1
    page.sheet.add_chart(chart, at(row, 1))


def _bars(kind: str, titles: tuple[str, str, str]) -> BarChart:
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth = kind, 2, 60
    chart.title, chart.x_axis.title, chart.y_axis.title = titles
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min, chart.y_axis.majorGridlines = 0, _grid()
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    return chart


def _grid() -> ChartLines:
    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_GRID)))
