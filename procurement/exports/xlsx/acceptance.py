"""검수: promised and delivered side by side, limits and verdicts as live formulas, and room for signatures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from benchmarks.acceptance import LIMIT_PLACES, Acceptance, Line, Point
from benchmarks.measurement import Measurement
from benchmarks.metrics import metric
from procurement.exports.acceptance import Handover
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.acceptance_sources import write_acceptance_sources
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.checks import write_checks
from procurement.exports.xlsx.freeze import frozen
from procurement.exports.xlsx.workbook import Sheets

SHEET = "검수"
_ENTRIES = ("계약번호", "계약명", "수요기관", "계약상대자", "납품 장소", "납품일", "검수일")
_HEADER = (
    "번호", "조건", "지표", "통계", "단위", "좋은 쪽", "입찰값", "허용 오차(%)", "한계값", "검수값", "차이(%)", "판정",
    "비고",
)  # fmt: skip
_WIDTHS = (5, 30, 26, 12, 12, 12, 13, 11, 13, 13, 10, 9, 34)
_SIGNERS = ("검수자", "입회자", "계약담당공무원", "계약상대자")
_SIGNATURE = ("구분", "소속", "직위", "성명", "서명 또는 인", "날짜")
_LOWER, _HIGHER = "낮을수록", "높을수록"
_NOTE = (
    "한계값은 입찰값에 공고의 허용 오차를 더하거나 뺀 값이다. 조건(가속기, 수, 모델, 정밀도, 길이, 부하, 동시 요청)이 "
    f"같은 측정끼리만 견주며, 재지 않은 값은 미측정이다. 값은 소수 {LIMIT_PLACES}자리까지 견준다."
)
_NO_TIME = "1980-01-01T00:00:00Z"


def acceptance_workbook(handover: Handover) -> Sheets:
    """The comparison as .xlsx bytes, the same every time: 검수, 검수 출처 and 검산; `pairs` counts those of 검산."""
    example = handover.acceptance.terms.example
    book = Book(
        heading=f"성능 검수{' (예시: 허용 오차는 지어낸 값)' if example else ''}", label="[예시] " if example else ""
    )
    _write(book, handover)
    write_acceptance_sources(book, handover=handover)
    pairs = write_checks(book)
    book.finish()
    return Sheets(content=frozen(book.workbook, cached=book.cached, stamp=_stamp(handover.acceptance)), pairs=pairs)


def _stamp(acceptance: Acceptance) -> str:
    """The last moment of measuring on delivery: the library reads no clock."""
    delivered = [point.delivered for point in acceptance.points if point.delivered]
    moments = [one.provenance.measured_at for one in delivered if one.provenance.measured_at]
    return f"{max(moments).date().isoformat()}T00:00:00Z" if moments else _NO_TIME


def _write(book: Book, handover: Handover) -> None:
    acceptance = handover.acceptance
    page = book.page(SHEET, widths=_WIDTHS, header_row=len(_ENTRIES) + 9)
    page.text(1, 1, "성능 검수 조서", look="title")
    page.text(2, 1, handover.program, look="plain")
    for row, label in enumerate(_ENTRIES, 4):
        page.text(row, 2, label, look="header")
        page.text(row, 3, "", look="entry_text")
    row = len(_ENTRIES) + 4
    page.text(row, 2, "허용 오차의 근거", look="header")
    page.text(row, 3, acceptance.terms.source, look="plain")
    page.text(row + 1, 2, "종합 판정", look="header")
    first, lines = row + 6, _lines(acceptance)
    _overall(page, row + 1, first, len(lines), acceptance)
    page.text(row + 3, 1, _NOTE, look="plain")
    page.texts(first - 1, _HEADER, look="header")
    for here, (number, point, line) in enumerate(lines, first):
        _line(page, here, number, point, line)
    _signatures(page, first + len(lines) + 1)


def _lines(acceptance: Acceptance) -> list[tuple[int, Point, Line]]:
    return [(number, point, line) for number, point in enumerate(acceptance.points, 1) for line in point.lines]


def _overall(page: Page, row: int, first: int, count: int, acceptance: Acceptance) -> None:
    span = f"$L${first}:$L${first + count - 1}"
    formula = f'=IF(COUNTIF({span},"부적합")>0,"부적합",IF(COUNTIF({span},"미측정")>0,"미측정","적합"))'
    page.formula(row, 3, formula, acceptance.verdict, look="verdict", what="종합 판정")


def _line(page: Page, row: int, number: int, point: Point, line: Line) -> None:
    known, tolerance = metric(line.tolerance.metric), line.tolerance
    page.number(row, 1, number, look="count")
    page.texts(row, (_condition(point.bid), known.korean, tolerance.statistic, known.unit), column=2)
    page.text(row, 6, _LOWER if known.better == "lower" else _HIGHER, look="centre")
    _value(page, row, 7, line.promised)
    page.number(row, 8, tolerance.worse_by_percent, look="points")
    _value(page, row, 10, line.delivered)
    _formulas(page, row, f"{number} {known.korean} {tolerance.statistic}", line)
    notes = tuple(korean(note) for note in point.notes)
    page.text(row, 13, "\n".join(notes) if point.delivered else "검수에서 재지 않은 조건")


def _condition(bid: Measurement) -> str:
    scenario = bid.scenario
    lengths = "/".join(_plain(one) for one in (scenario.isl_target, scenario.osl_target))
    names = f"{bid.model.name or forms.NOT_STATED} {bid.model.weight_precision or forms.NOT_STATED}"
    return f"{names}, 입력/출력 {lengths}, 동시 {_plain(scenario.concurrency)}"


def _plain(value: Decimal | None) -> str:
    return forms.NOT_STATED if value is None else f"{value.normalize():f}"


def _value(page: Page, row: int, column: int, value: Decimal | None) -> None:
    if value is None:
        page.text(row, column, forms.NOT_MEASURED, look="centre")
    else:
        page.number(row, column, value, look="measured")


def _formulas(page: Page, row: int, what: str, line: Line) -> None:
    worse = f'IF(F{row}="{_LOWER}",H{row},-H{row})'
    limit = f'=IF(ISNUMBER(G{row}),G{row}*(100+{worse})/100,"{forms.NOT_MEASURED}")'
    reached = forms.NOT_MEASURED if line.limit is None else line.limit
    page.formula(row, 9, limit, reached, look="measured", what=f"{what} 한계값")
    both = f"AND(ISNUMBER(G{row}),ISNUMBER(J{row}))"
    apart = f'=IF({both},IF(G{row}=0,"{forms.NOT_MEASURED}",(J{row}-G{row})/G{row}*100),"{forms.NOT_MEASURED}")'
    page.formula(row, 11, apart, _apart(line), look="measured", what=f"{what} 차이")
    limit_held, found_held = (f"ROUND({column}{row},{LIMIT_PLACES})" for column in "IJ")
    kept = f'IF(F{row}="{_LOWER}",{found_held}<={limit_held},{found_held}>={limit_held})'
    verdict = f'=IF({both},IF({kept},"적합","부적합"),"{forms.NOT_MEASURED}")'
    page.formula(row, 12, verdict, line.verdict, look="verdict", what=f"{what} 판정")


def _apart(line: Line) -> Fraction | str:
    """How far the delivered value is from the promised one, in percent."""
    if line.promised is None or line.delivered is None or not line.promised:
        return forms.NOT_MEASURED
    return (Fraction(line.delivered) - Fraction(line.promised)) / Fraction(line.promised) * 100


def _signatures(page: Page, row: int) -> None:
    page.texts(row, _SIGNATURE, look="header", column=2)
    for here, who in enumerate(_SIGNERS, row + 1):
        page.text(here, 2, who, look="header")
        page.texts(here, ("\n",) * (len(_SIGNATURE) - 1), look="entry_text", column=3)
