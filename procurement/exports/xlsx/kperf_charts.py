"""그래프 n: throughput and latency against concurrency with the limits, each native chart beside its small table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.title import Title, title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties
from openpyxl.worksheet.pagebreak import Break

from benchmarks.metrics import read_metric
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, at
from procurement.exports.xlsx.kperf_cover import TTFT_LIMIT, tpot_limit
from procurement.exports.xlsx.kperf_latency import latency_cell
from procurement.exports.xlsx.kperf_rates import output_cell
from procurement.exports.xlsx.kperf_results import REJECTED, WITHDRAWN, Result, condition, lengths_of

MOST_CURVES = 40
_FEWEST_POINTS = 2
_WIDTHS = (12, 16, 13, 13, 13, 3, *(12,) * 9)
_CHART_COLUMN = 7
_CHART_ROWS = 11
_WIDTH_CM, _HEIGHT_CM = 21, 5.6
_TITLE_SIZE = 1000  # hundredths of a point
_MEASURED_COLOUR, _LIMIT_COLOUR, _GRID_COLOUR = "000000", "595959", "D9D9D9"
_THIN, _MIDDLE, _THICK = 6350, 15875, 22225
_DASHES: tuple[Literal["dash", "sysDot", "lgDashDot"], ...] = ("dash", "sysDot", "lgDashDot")
Placed = tuple[int, Result]


@dataclass(frozen=True, slots=True)
class Curve:
    """One metric against concurrency: (row in the model's tables, concurrency, value), none of them missing."""

    metric: str
    heading: str
    points: tuple[tuple[int, Decimal, Decimal], ...]


_CURVES = (
    ("output_tps", "value", "출력 처리량 (tokens/s)"),
    ("ttft", "p90", "TTFT P90 (ms)"),
    ("tpot", "p90", "TPOT P90 (ms)"),
)


def groups(placed: tuple[Placed, ...]) -> tuple[tuple[Placed, ...], ...]:
    """The usable rows of each condition that was measured at two concurrencies or more, in the order of the rows."""
    found: dict[tuple[str | None, ...], list[Placed]] = {}
    for row, result in placed:
        if result.state not in {REJECTED, WITHDRAWN} and result.measurement.scenario.concurrency:
            found.setdefault(condition(result), []).append((row, result))
    several = (tuple(group) for group in found.values())
    return tuple(g for g in several if len({r.measurement.scenario.concurrency for _, r in g}) >= _FEWEST_POINTS)


def write_charts(
    book: Book,
    *,
    title: str,
    model: str,
    curves: tuple[tuple[Placed, ...], ...],
    rates: Page,
    latencies: Page,
    limits: tuple[Decimal, tuple[Decimal, ...]],
) -> None:
    """Write one model's charts; the tables beside them are formulas over the model's tables and the limits."""
    page = book.page(title, widths=_WIDTHS)
    page.text(1, 1, f"동시 요청 수에 따른 성능: {model}", look="title")
    more = f" 처음 {MOST_CURVES}개 조건만 그림(모두 {len(curves)}개)." if len(curves) > MOST_CURVES else ""
    page.text(2, 1, f"측정한 지점만 잇는다. 부적합·철회 측정값은 그리지 않는다.{more}", look="plain")
    row = 4
    for number, group in enumerate(curves[:MOST_CURVES]):
        if number:
            page.sheet.row_breaks.append(Break(id=row - 1))
        page.text(row, 1, _named(group[0][1]), look="heading")
        row += 1
        for curve in _curves(group):
            row = _curve(page, row, curve, rates=rates, latencies=latencies, limits=limits) + 1


def _named(result: Result) -> str:
    m = result.measurement
    used = "" if m.system.used is None else f" × {m.system.used}"
    isl, osl = (forms.NOT_MEASURED if n is None else f"{n.normalize():f}" for n in lengths_of(m))
    software = " ".join(part for part in (m.software.engine, m.software.engine_version) if part)
    system = m.system.accelerator or m.system.name or f"가속기 {forms.NOT_STATED}"
    precision = m.model.weight_precision or f"정밀도 {forms.NOT_STATED}"
    return ", ".join(part for part in (f"{system}{used}", precision, f"입력/출력 {isl}/{osl} 토큰", software) if part)


def _curves(group: tuple[Placed, ...]) -> Iterator[Curve]:
    for metric, statistic, heading in _CURVES:
        read = (
            (row, r.measurement, read_metric(r.measurement, metric=metric, statistic=statistic)) for row, r in group
        )
        points = tuple(
            (row, m.scenario.concurrency, value)
            for row, m, value in read
            if value is not None and m.scenario.concurrency is not None
        )
        if len({concurrency for _, concurrency, _ in points}) >= _FEWEST_POINTS:
            yield Curve(metric, heading, points)


def _curve(
    page: Page, row: int, curve: Curve, *, rates: Page, latencies: Page, limits: tuple[Decimal, tuple[Decimal, ...]]
) -> int:
    drawn = _limits(curve.metric, limits)
    page.texts(row, ("동시 요청 수", curve.heading, *(label for label, _, _ in drawn)), look="header")
    for here, (source, concurrency, value) in enumerate(curve.points, row + 1):
        page.formula(here, 1, f"={rates.ref(source, 7)}", concurrency, look="points")
        cell = output_cell(rates, source) if curve.metric == "output_tps" else ""
        page.formula(here, 2, f"={cell or latency_cell(latencies, source, name=curve.metric)}", value, look="measured")
        for column, (_, name, limit) in enumerate(drawn, 3):
            page.formula(here, column, f"={name}", limit, look="measured")
    last = row + len(curve.points)
    page.sheet.add_chart(_chart(page, row, last, curve, lines=len(drawn)), at(row, _CHART_COLUMN))
    return max(last, row + _CHART_ROWS)


def _limits(metric: str, limits: tuple[Decimal, tuple[Decimal, ...]]) -> list[tuple[str, str, Decimal]]:
    """Heading, name and value of each limit line."""
    if metric == "ttft":
        return [("한도 (ms)", TTFT_LIMIT, limits[0])]
    if metric == "tpot":
        return [(f"{n}등급 한도 (ms)", tpot_limit(n), limit) for n, limit in enumerate(limits[1], 1)]
    return []


def _chart(page: Page, header: int, last: int, curve: Curve, *, lines: int) -> ScatterChart:
    chart = ScatterChart(scatterStyle="lineMarker", style=2)
    chart.title, chart.legend = _title(curve.heading.partition(" (")[0]), Legend(legendPos="r")
    chart.x_axis.title, chart.y_axis.title = "동시 요청 수 (개)", curve.heading
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.number_format, chart.y_axis.number_format = "General", "#,##0"
    chart.x_axis.scaling.min = chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines = ChartLines(
        spPr=GraphicalProperties(ln=LineProperties(solidFill=_GRID_COLOUR, w=_THIN))
    )
    chart.x_axis.majorGridlines = None
    across = Reference(page.sheet, min_col=1, min_row=header + 1, max_row=last)
    for column in range(2, 3 + lines):
        series = Series(
            Reference(page.sheet, min_col=column, min_row=header, max_row=last), across, title_from_data=True
        )
        _drawn(series, limit=column - 3)
        chart.series.append(series)
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    return chart


def _title(text: str) -> Title:
    """A title that leaves the room to the curve."""
    title: Title = title_maker(text)
    small = ParagraphProperties(defRPr=CharacterProperties(sz=_TITLE_SIZE, b=True))
    for paragraph in title.tx.rich.p if title.tx and title.tx.rich else ():
        paragraph.pPr = small
    return title


def _drawn(series: XYSeries, *, limit: int) -> None:
    """A measured curve is solid with marks, a limit a thin grey line of its own dashes."""
    series.smooth = False
    if limit < 0:
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=_MEASURED_COLOUR, w=_THICK))
        filled = GraphicalProperties(solidFill=_MEASURED_COLOUR)
        series.marker = Marker("circle", size=6, spPr=filled)
    else:
        dash = _DASHES[limit % len(_DASHES)]
        line = LineProperties(solidFill=_LIMIT_COLOUR, w=_MIDDLE, prstDash=dash)
        series.graphicalProperties = GraphicalProperties(ln=line)
        series.marker = Marker("none")
