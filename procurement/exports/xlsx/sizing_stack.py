"""구성 누적: servers in service by year and configuration, stacked, as a native chart beside its table."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference

from procurement.exports.dossier import Sized
from procurement.exports.sizing_json import servers_in_service
from procurement.exports.sizing_words import names_of, year_title
from procurement.exports.xlsx.book import Book, Page, at
from procurement.sizing.mix import Mix
from procurement.sizing.problem import plan_years

SHEET = "구성 누적"
_HEADER_ROW = 3
_NAME = 16
_GREYS = ("262626", "595959", "8C8C8C", "BFBFBF", "D9D9D9", "404040", "737373", "A6A6A6")


def write_stack(book: Book, *, sized: Sized, mix: Mix) -> None:
    """Write 구성 누적."""
    configurations = sized.problem.configurations
    page = book.page(SHEET, widths=(14, *(_NAME,) * len(configurations), 10))
    page.text(1, 1, "연도별 가동 서버 수", look="title")
    names = names_of(sized)
    page.texts(_HEADER_ROW, ("연도", *(names[c.id] for c in configurations), "계"), look="header")
    years = range(plan_years(sized.problem))
    for row, year in enumerate(years, _HEADER_ROW + 1):
        _year(page, row, [servers_in_service(sized.problem, mix, c.id, year) for c in configurations])
        page.text(row, 1, year_title(sized, year) or "첫해")
    last = _HEADER_ROW + len(years)
    page.sheet.add_chart(_chart(page, last, len(configurations)), at(last + 2, 1))


def _year(page: Page, row: int, servers: list[int]) -> None:
    for column, count in enumerate(servers, 2):
        page.number(row, column, count, look="count")
    total = f"=SUM({at(row, 2)}:{at(row, len(servers) + 1)})"
    page.formula(row, len(servers) + 2, total, sum(servers), look="count")


def _chart(page: Page, last: int, count: int) -> BarChart:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.style = "col", "stacked", 100, 2
    chart.title, chart.y_axis.title = "가동 서버 수 (대)", "대"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.scaling.min, chart.y_axis.majorUnit = "0", 0, None
    for number, column in enumerate(range(2, count + 2)):
        data = Reference(page.sheet, min_col=column, min_row=_HEADER_ROW, max_row=last)
        chart.add_data(data, titles_from_data=True)
        fill = chart.series[number].graphicalProperties
        fill.solidFill = _GREYS[number % len(_GREYS)]
        fill.line.solidFill = "FFFFFF"
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=_HEADER_ROW + 1, max_row=last))
    chart.legend.position = "b"
    chart.width, chart.height = 22, 11
    return chart
