"""지연 n: the latencies and request counts of one model, precision × lengths × concurrency; 미측정 where none is."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.measurement import Latency, Measurement
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.kperf_results import Result, lengths_of

HEADER_ROW = 4
FIRST = HEADER_ROW + 1
_LATENCIES = (("TTFT", "ttft"), ("TPOT", "tpot"), ("NTPOT", "ntpot"), ("ITL", "itl"), ("E2E", "e2e"))
_PERCENTILES = ("p50", "p90", "p99")
_HEADER = (
    "번호", "가속기", "수", "정밀도", "입력(토큰)", "출력(토큰)", "동시 요청",
    *(f"{name} {percentile.upper()} (ms)" for name, _ in _LATENCIES for percentile in _PERCENTILES),
    "성공", "실패", "미완", "전체",
)  # fmt: skip
_NOTE = (
    "지연은 ms, 낮을수록 좋음. 번호는 출처 시트의 번호.",
    "소수 둘째 자리까지 보이고 칸에는 파일의 값이 그대로 있음.",
)
_FIRST_LATENCY = 8
_FIRST_COUNT = _FIRST_LATENCY + len(_LATENCIES) * len(_PERCENTILES)
_WIDTHS = (6, 22, 8, 9, 9, 9, 9, *(11,) * 15, *(8,) * 4)
Value = Decimal | int | None


def latency_cell(page: Page, row: int, *, name: str) -> str:
    """The cell of the P90 of ttft, tpot or ntpot in a row of the sheet."""
    place = next(n for n, (_, known) in enumerate(_LATENCIES) if known == name)
    return page.ref(row, _FIRST_LATENCY + 3 * place + 1)


def write_latencies(book: Book, *, title: str, model: str, numbered: tuple[tuple[int, Result], ...]) -> Page:
    """Write one model's latency sheet, a row a measurement in the order given; numbers lead to 출처."""
    page = book.page(title, widths=_WIDTHS, header_row=HEADER_ROW)
    page.text(1, 2, f"지연과 요청 수: {model}", look="title")
    page.texts(2, _NOTE[:1], look="plain", column=2)
    page.texts(3, _NOTE[1:], look="plain", column=2)
    page.texts(HEADER_ROW, _HEADER, look="header")
    for row, (number, result) in enumerate(numbered, FIRST):
        write_conditions(page, row, number, result.measurement)
        _latencies(page, row, result.measurement)
        counts = result.measurement.counts
        for offset, value in enumerate((counts.ok, counts.failed, counts.incomplete, counts.sent)):
            put(page, row, _FIRST_COUNT + offset, value, look="count")
    return page


def write_conditions(page: Page, row: int, number: int, measurement: Measurement) -> None:
    """The first seven columns of both tables of a model."""
    m = measurement
    page.number(row, 1, number, look="count")
    page.text(row, 2, m.system.accelerator or m.system.name or forms.NOT_STATED)
    if m.system.used is None:
        page.text(row, 3, forms.NOT_STATED)
    else:
        page.number(row, 3, m.system.used, look="count")
    page.text(row, 4, m.model.weight_precision or forms.NOT_STATED)
    for column, value in enumerate((*lengths_of(m), m.scenario.concurrency), 5):
        put(page, row, column, value, look="points")


def put(page: Page, row: int, column: int, value: Value, *, look: str = "measured") -> None:
    """A number, or 미측정."""
    if value is None:
        page.text(row, column, forms.NOT_MEASURED, look="centre")
    else:
        page.number(row, column, value, look=look)


def _latencies(page: Page, row: int, measurement: Measurement) -> None:
    column = _FIRST_LATENCY
    for _, name in _LATENCIES:
        latency: Latency = getattr(measurement.latency, name) or Latency()
        for percentile in _PERCENTILES:
            put(page, row, column, getattr(latency, percentile), look="latency")
            column += 1
