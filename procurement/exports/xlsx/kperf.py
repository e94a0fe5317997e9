"""K-Perf 성능 측정표: measured results as tables and charts by model, in an unofficial layout (kperf.md §1.1)."""

from __future__ import annotations

from datetime import UTC, datetime

from benchmarks.slo_thresholds import Thresholds, thresholds
from procurement.exports.xlsx.book import Book
from procurement.exports.xlsx.checks import write_checks
from procurement.exports.xlsx.freeze import frozen
from procurement.exports.xlsx.kperf_charts import groups, write_charts
from procurement.exports.xlsx.kperf_cover import COVER, NOT_STATED_MODEL, TITLE, write_kperf_cover
from procurement.exports.xlsx.kperf_latency import FIRST, write_latencies
from procurement.exports.xlsx.kperf_rates import write_rates
from procurement.exports.xlsx.kperf_results import Result, Results, by_model
from procurement.exports.xlsx.kperf_sources import write_sources
from procurement.exports.xlsx.workbook import Sheets


def kperf_workbook(results: Results) -> Sheets:
    """Everything that was read as .xlsx bytes; equal results give equal bytes (workbook.md).

    A model has a sheet of throughput and grades, one of latencies, and one of charts where a condition was measured
    at two concurrencies or more. K-Perf's own layout is not public, which the first sheet says (kperf.md §1.4).
    """
    book, limits = Book(heading=TITLE), thresholds()
    # equal measurements of one file read twice are two rows: a row is known by its place, not by its id
    numbers = {id(result): number for number, result in enumerate(results.every, 1)}
    sheets = []
    for place, (model, found) in enumerate(by_model(results.every), 1):
        numbered = tuple((numbers[id(result)], result) for result in found)
        sheets.append((model, _model(book, place, model or NOT_STATED_MODEL, numbered, limits)))
    write_sources(book, results=results)
    pairs = write_checks(book)
    write_kperf_cover(book, results=results, limits=limits, sheets=tuple(sheets))
    book.workbook.move_sheet(COVER, 1 - len(book.workbook.worksheets))
    book.workbook.active = 0
    book.finish()
    return Sheets(content=frozen(book.workbook, cached=book.cached, stamp=_stamp(results, limits)), pairs=pairs)


def _model(book: Book, place: int, model: str, numbered: tuple[tuple[int, Result], ...], limits: Thresholds) -> str:
    """Write the sheets of one model; returns their names."""
    titles = [f"성능 {place}", f"지연 {place}"]
    grades = len(limits.tpot_ms)
    latencies = write_latencies(book, title=titles[1], model=model, numbered=numbered)
    rates = write_rates(book, title=titles[0], model=model, numbered=numbered, latencies=latencies, grades=grades)
    book.workbook.move_sheet(titles[0], -1)
    placed = tuple((row, result) for row, (_, result) in enumerate(numbered, FIRST))
    if curves := groups(placed):
        titles.append(f"그래프 {place}")
        held = (limits.ttft_ms, limits.tpot_ms)
        write_charts(book, title=titles[2], model=model, curves=curves, rates=rates, latencies=latencies, limits=held)
    return ", ".join(titles)


def _stamp(results: Results, limits: Thresholds) -> str:
    """The newest day something was measured on, else the day of the limits: the file's own date, no clock."""
    moments = [at for result in results.every if (at := result.measurement.provenance.measured_at)]
    first = datetime(limits.since.year, limits.since.month, limits.since.day, tzinfo=UTC)
    return max(moments, default=first).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
