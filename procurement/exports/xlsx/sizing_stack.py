"""구성 누적: servers in service by year and configuration, stacked, as a native chart beside its table."""

from __future__ import annotations

from procurement.exports.dossier import Sized
from procurement.exports.sizing_json import servers_in_service
from procurement.exports.sizing_words import names_of
from procurement.exports.xlsx.book import Book, at
from procurement.exports.xlsx.sizing_charts import stacked
from procurement.exports.xlsx.sizing_layout import in_service, plan_rows
from procurement.exports.xlsx.sizing_needs import year_name
from procurement.sizing.mix import Mix
from procurement.sizing.problem import plan_years

SHEET = "구성 누적"
_HEADER_ROW = 3
_NAME = 20
_TITLES = "연도별 가동 서버 수", "연도", "가동 서버 수 (대)"


def write_stack(book: Book, *, sized: Sized, mix: Mix) -> None:
    """Write 구성 누적."""
    configurations, rows = sized.problem.configurations, plan_rows(sized, mix=mix)
    count = len(configurations)
    page = book.page(SHEET, widths=(14, *(_NAME,) * count, 10))
    page.text(1, 1, _TITLES[0], look="title")
    names = names_of(sized)
    page.texts(_HEADER_ROW, ("연도", *(names[c.id] for c in configurations), "계"), look="header")
    years = range(plan_years(sized.problem))
    for row, year in enumerate(years, _HEADER_ROW + 1):
        page.text(row, 1, year_name(sized, year))
        there = [servers_in_service(sized.problem, mix, c.id, year) for c in configurations]
        for column, (held, value) in enumerate(zip(configurations, there, strict=True), 2):
            formula = f"={in_service(rows, configuration=held.id, year=year)}"
            page.formula(row, column, formula, value, look="count")
        total = f"=SUM({at(row, 2)}:{at(row, count + 1)})"
        page.formula(row, count + 2, total, sum(there), look="count")
    stacked(page, rows=(_HEADER_ROW, _HEADER_ROW + len(years)), count=count, titles=_TITLES)
