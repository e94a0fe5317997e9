"""비용-성능 곡선, 한도의 가격, 진단: the further answers, with native charts where there is something to draw."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.marker import Marker

from procurement.exports.sizing_explored import Explored, explored_lines
from procurement.exports.xlsx.book import Book, at, korean
from procurement.sizing.frontier import Frontier
from procurement.sizing.limit_prices import LimitPrice

CURVE, PRICES, DIAGNOSIS = "비용-성능 곡선", "한도의 가격", "진단"


def write_explored(book: Book, *, explored: Explored) -> None:
    """Write a sheet for each further answer that there is."""
    if explored.frontier is not None and explored.frontier.points:
        _curve(book, explored.frontier)
    if explored.prices:
        _prices(book, explored.prices)
    told = tuple(explored_lines(Explored(remedy=explored.remedy, price_break=explored.price_break,
                                         speed_break=explored.speed_break)))  # fmt: skip
    if told:
        page = book.page(DIAGNOSIS, widths=(120,))
        page.text(1, 1, DIAGNOSIS, look="title")
        row = 2
        for line in told:
            row = page.paragraph(row + 1, 1, korean(line))


def _curve(book: Book, frontier: Frontier) -> None:
    page = book.page(CURVE, widths=(18, 20, 20, 12, 60))
    page.text(1, 1, CURVE, look="title")
    page.texts(3, ("수요의 배수", "비용(원)", "이보다 쌀 수 없음(원)", "증명", "구성"), look="header")
    for row, point in enumerate(frontier.points, 4):
        page.number(row, 1, point.level, look="measured")
        page.number(row, 2, point.won, look="won")
        if point.bound is None:
            page.text(row, 3, "없음")
        else:
            page.number(row, 3, point.bound, look="won")
        page.text(row, 4, "예" if point.proven else "아니오")
        page.text(row, 5, ", ".join(f"{one.configuration} {one.servers}대" for one in point.mix.purchases))
    last = 3 + len(frontier.points)
    chart = ScatterChart(scatterStyle="lineMarker", style=2)
    chart.title, chart.x_axis.title, chart.y_axis.title, chart.legend = CURVE, "비용 (원)", "덮인 수요의 배수", None
    chart.x_axis.delete = chart.y_axis.delete = False
    across = Reference(page.sheet, min_col=2, min_row=4, max_row=last)
    series = Series(Reference(page.sheet, min_col=1, min_row=4, max_row=last), across, title="증명된 점")
    series.marker, series.smooth = Marker("circle", size=6), False
    chart.series.append(series)
    chart.width, chart.height = 22, 11
    page.sheet.add_chart(chart, at(last + 2, 1))


def _prices(book: Book, prices: tuple[LimitPrice, ...]) -> None:
    page = book.page(PRICES, widths=(44, 20, 20, 20, 24))
    page.text(1, 1, PRICES, look="title")
    header = (
        "한도",
        "없애면 줄어드는 비용(원)",
        "한 단위 넓히면 절감(원)",
        "한 단위 좁히면 증가(원)",
        "완화 문제의 국소 값(참고, 원)",
    )
    page.texts(3, header, look="header")
    for row, one in enumerate(prices, 4):
        page.text(row, 1, korean(one.limit.words))
        page.number(row, 2, one.won, look="won")
        page.number(row, 3, one.looser, look="won")
        if one.tighter is None:
            page.text(row, 4, "맞는 구성 없음")
        else:
            page.number(row, 4, one.tighter, look="won")
        page.number(row, 5, one.local, look="won")
    last = 3 + len(prices)
    chart = BarChart()
    chart.type, chart.style, chart.legend, chart.title = "bar", 2, None, "한도를 없애면 줄어드는 비용 (원)"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.add_data(Reference(page.sheet, min_col=2, min_row=4, max_row=last))
    chart.set_categories(Reference(page.sheet, min_col=1, min_row=4, max_row=last))
    chart.width, chart.height = 22, 11
    page.sheet.add_chart(chart, at(last + 2, 1))
