"""성능 n: throughput, speed per user, service grades and throughput per watt of one model, as live formulas."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from benchmarks.findings.counts import samples
from benchmarks.findings.tolerances import tolerance
from benchmarks.measurement import Measurement
from benchmarks.metrics import read_metric
from benchmarks.slo import TpotDefinition, grade
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Exact, Page, at
from procurement.exports.xlsx.kperf_cover import FEWEST_SAMPLES, TTFT_LIMIT, tpot_limit
from procurement.exports.xlsx.kperf_latency import FIRST, HEADER_ROW, latency_cell, put, write_conditions
from procurement.exports.xlsx.kperf_results import SATURATED, USABLE, Result

SCOPES = {
    "accelerator_board": "가속기 보드",
    "node_wall": "서버 벽면",
    "rack_wall": "랙 벽면",
    "tdp_assumed": "정격(TDP) 가정",
    "not_measured": "측정 안 함",
}
_MEASURED_SCOPES = ("accelerator_board", "node_wall", "rack_wall")
_INVALID = "도구가 무효로 판정"
_HEADER = (
    "번호", "가속기", "수", "정밀도", "입력(토큰)", "출력(토큰)", "동시 요청",
    "출력 처리량 (tokens/s)", "전체 처리량 (tokens/s)", "요청 처리량 (req/s)", "사용자당 출력 (tokens/s)",
    "TTFT P90 (ms)", "TPOT P90 (ms)", "NTPOT P90 (ms)",
)  # fmt: skip
_POWER_HEADER = ("평균 전력 (W)", "전력 범위", "출력 tokens/s/W", "상태", "표본 (응답한 요청)")
_OUTPUT, _PER_USER, _TTFT = 8, 11, 12
_DEFINITIONS: tuple[tuple[TpotDefinition, int], ...] = (("tpot", 13), ("ntpot", 14))
_FIRST_GRADE = 15


def write_rates(
    book: Book,
    *,
    title: str,
    model: str,
    numbered: tuple[tuple[int, Result], ...],
    latencies: Page,
    grades: int,
) -> Page:
    """Write one model's main sheet over its latency sheet (same rows); `grades` is how many TPOT limits there are."""
    widths = (6, 22, 8, 9, 9, 9, 9, 11, 11, 10, 11, 10, 10, 10, *(11,) * 2 * grades, 10, 13, 11, 10, 10)
    page = book.page(title, widths=widths, header_row=HEADER_ROW)
    page.text(1, 2, f"처리량과 등급: {model}", look="title")
    page.text(2, 2, "등급: O 한도 이하, X 초과. 앞쪽은 TPOT(첫 토큰 제외), 뒤쪽은 NTPOT(첫 토큰 포함)", look="plain")
    page.text(3, 2, "(표본 n): P90에 필요한 표본보다 적은 응답에서 낸 등급. NTPOT은 K-Perf 도구의 TPOT", look="plain")
    page.texts(HEADER_ROW, _HEADER, look="header")
    _grade_headers(page, grades)
    page.texts(HEADER_ROW, _POWER_HEADER, look="header", column=_FIRST_GRADE + 2 * grades)
    for row, (number, result) in enumerate(numbered, FIRST):
        write_conditions(page, row, number, result.measurement)
        _rates(page, row, result.measurement)
        _latencies(page, row, result.measurement, latencies)
        _power(page, row, result.measurement, column=_FIRST_GRADE + 2 * grades)
        page.text(row, _FIRST_GRADE + 2 * grades + 3, result.state, look="centre")
        put(page, row, _FIRST_GRADE + 2 * grades + 4, samples(result.measurement), look="count")
        _grades(page, row, result, grades)
    return page


def output_cell(page: Page, row: int) -> str:
    """The cell of the output throughput in a row of the sheet."""
    return page.ref(row, _OUTPUT)


def _grade_headers(page: Page, grades: int) -> None:
    for offset, (definition, _) in enumerate(_DEFINITIONS):
        for number in range(1, grades + 1):
            column = _FIRST_GRADE + offset * grades + number - 1
            page.text(HEADER_ROW, column, f"{definition.upper()} {number}등급", look="header")


def _rates(page: Page, row: int, measurement: Measurement) -> None:
    throughput, concurrency = measurement.throughput, measurement.scenario.concurrency
    for column, value in enumerate((throughput.output_tps, throughput.total_tps, throughput.rps), _OUTPUT):
        put(page, row, column, value)
    users, output = at(row, _OUTPUT - 1), at(row, _OUTPUT)
    formula = f'=IF(AND(ISNUMBER({output}),ISNUMBER({users})),IF({users}>0,{output}/{users},"미측정"),"미측정")'
    _derived(page, row, _PER_USER, formula, _ratio(throughput.output_tps, concurrency), what="사용자당 출력")


def _ratio(value: Decimal | None, by: Decimal | None) -> Fraction | None:
    return None if value is None or not by else Fraction(value) / Fraction(by)


def _derived(page: Page, row: int, column: int, formula: str, value: Fraction | None, *, what: str) -> None:
    shown: Exact | str = forms.NOT_MEASURED if value is None else value
    page.formula(row, column, formula, shown, look="centre" if value is None else "measured", what=what)


def _latencies(page: Page, row: int, measurement: Measurement, latencies: Page) -> None:
    for column, name in enumerate(("ttft", "tpot", "ntpot"), _TTFT):
        value = read_metric(measurement, metric=name, statistic="p90")
        shown: Decimal | str = forms.NOT_MEASURED if value is None else value
        look = "centre" if value is None else "measured"
        page.formula(row, column, f"={latency_cell(latencies, row, name=name)}", shown, look=look)


def _grades(page: Page, row: int, result: Result, grades: int) -> None:
    state, amount = (at(row, _FIRST_GRADE + 2 * grades + offset) for offset in (3, 4))
    few = _few(result.measurement)
    for offset, (definition, column) in enumerate(_DEFINITIONS):
        marks = grade(result.measurement, definition=definition).marks
        for number, mark in enumerate(marks, 1):
            formula = _grade(state, amount, at(row, _TTFT), at(row, column), tpot_limit(number))
            graded = mark.mark + few if mark.mark != forms.NOT_MEASURED else forms.NOT_MEASURED
            shown = graded if result.state in {USABLE, SATURATED} else result.state
            what = f"{definition.upper()} {number}등급"
            page.formula(row, _FIRST_GRADE + offset * grades + number - 1, formula, shown, look="verdict", what=what)


def _few(measurement: Measurement) -> str:
    """What is put behind a grade whose P90s rest on too few answered requests (V22)."""
    amount = samples(measurement)
    return "" if amount is None or tolerance("V22 p90").holds(amount) else f" (표본 {amount})"


def _grade(state: str, amount: str, ttft: str, tpot: str, limit: str) -> str:
    """X for a measured value above its limit, O for two that are not, else 미측정; unusable figures get no grade.

    A grade from too few samples says their number.
    """
    few = f'IF(ISNUMBER({amount}),IF({amount}<{FEWEST_SAMPLES}," (표본 "&{amount}&")",""),"")'
    over = f"IF(ISNUMBER({ttft}),{ttft}>{TTFT_LIMIT},FALSE),IF(ISNUMBER({tpot}),{tpot}>{limit},FALSE)"
    both = f'IF(AND(ISNUMBER({ttft}),ISNUMBER({tpot})),"O"&{few},"미측정")'
    judged = f'IF(OR({over}),"X"&{few},{both})'
    return f'=IF({state}="{SATURATED}","미측정",IF({state}="{USABLE}",{judged},{state}))'


def _power(page: Page, row: int, measurement: Measurement, *, column: int) -> None:
    power, output = measurement.power, measurement.throughput.output_tps
    put(page, row, column, power.average_w)
    scope = _INVALID if power.valid is False else SCOPES.get(power.scope or "", forms.NOT_STATED)
    page.text(row, column + 1, scope, look="centre")
    known = ",".join(f'{at(row, column + 1)}="{SCOPES[name]}"' for name in _MEASURED_SCOPES)
    watts, rate = at(row, column), at(row, _OUTPUT)
    ratio = f'IF({watts}>0,{rate}/{watts},"미측정")'
    formula = f'=IF(AND(ISNUMBER({rate}),ISNUMBER({watts}),OR({known})),{ratio},"미측정")'
    usable = power.valid is not False and power.scope in _MEASURED_SCOPES
    value = _ratio(output, power.average_w) if usable else None
    _derived(page, row, column + 2, formula, value, what="전력당 출력")
