"""수요: each mix of lengths as it was covered by measured lengths, and what no measurement covers."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.traffic_coverage import Bin, Uncovered
from procurement.exports.sizing import Covered
from procurement.exports.xlsx.book import Book, Page, at, korean

SHEET = "수요"
_WIDTHS = (34, 16, 16, 16, 18, 30)
_HEADER = ("측정한 길이(입력/출력)", "요청 수", "요청 비중", "토큰 비중", "요청률(req/s)")
_MOST_LENGTHS = 200
_NOTE = (
    "요청마다 두 길이가 모두 그 이상인 가장 작은 측정 길이로 센다. "
    "어느 것보다도 긴 요청은 덮지 못한 것이고 처리한다고 세지 않는다."
)
_NONE = "길이 분포로 준 수요가 없음: 길이와 요청률을 그대로 적은 수요뿐이다."


def write_coverage(book: Book, *, covered: tuple[Covered, ...]) -> None:
    """Write 수요: shares by formula from counts of requests; what is not covered stands in a row of its own."""
    page = book.page(SHEET, widths=_WIDTHS)
    page.text(1, 1, "수요와 측정이 덮는 범위", look="title")
    page.text(2, 1, _NOTE if covered else _NONE, look="plain")
    row = 4
    for one in covered:
        row = _covered(page, row, one) + 2


def _covered(page: Page, row: int, covered: Covered) -> int:
    page.text(row, 1, f"{covered.title} ({covered.model})", look="heading")
    for said in covered.sources:
        row = page.paragraph(row + 1, 1, korean(said))
    if covered.upper_ends:
        row = page.paragraph(row + 1, 1, "길이는 각 구간의 위 끝이므로 요청을 실제보다 길게 센다.")
    if covered.left_out:
        row = page.paragraph(row + 1, 1, f"입력이나 출력 토큰이 없는 요청 {covered.left_out:,}건은 세지 않았다.")
    page.text(row + 1, 1, "전체 요청률(req/s)", look="header")
    page.number(row + 1, 2, covered.rate, look="entry")
    return _longer(page, _table(page, row + 2, covered, rate=f"$B${row + 1}"), covered)


def _table(page: Page, row: int, covered: Covered, *, rate: str) -> int:
    """Bins, what is not covered, and the sum; returns the last row."""
    page.texts(row, _HEADER, look="header")
    out, rest = covered.coverage, covered.coverage.uncovered
    first, last = row + 1, row + len(out.bins) + 1
    lines: list[tuple[str, Bin | Uncovered]] = [(f"{b.target.isl}/{b.target.osl}", b) for b in out.bins]
    for here, (title, part) in enumerate([*lines, ("덮지 못함", rest)], first):
        page.text(here, 1, title)
        page.number(here, 2, part.requests, look="won")
        page.formula(here, 3, f"=B{here}/B${last + 1}", part.request_share, look="share")
        page.number(here, 4, part.token_share, look="share")
        asked = part.request_share * Fraction(covered.rate)
        page.formula(here, 5, f"=C{here}*{rate}", asked, look="measured")
    everything = sum(part.requests for _, part in lines) + rest.requests
    page.text(last + 1, 1, "계", look="header")
    for column, value, look in (
        (2, everything, "won"),
        (3, 1, "share"),
        (4, 1, "share"),
        (5, covered.rate, "measured"),
    ):
        cells = f"{at(first, column)}:{at(last, column)}"
        page.formula(last + 1, column, f"=SUM({cells})", value, look=look, what=f"{covered.title} 계")
    return last + 1


def _longer(page: Page, row: int, covered: Covered) -> int:
    """The lengths that nothing covers, most requests first."""
    rest = covered.coverage.uncovered
    if not rest.lengths:
        return row
    page.texts(row + 2, ("덮지 못한 길이(입력/출력)", "요청 수"), look="header")
    for here, one in enumerate(rest.lengths[:_MOST_LENGTHS], row + 3):
        page.text(here, 1, f"{one.lengths.isl}/{one.lengths.osl}")
        page.number(here, 2, one.requests, look="won")
    row += 2 + len(rest.lengths[:_MOST_LENGTHS])
    if len(rest.lengths) > _MOST_LENGTHS:
        row = page.paragraph(row + 1, 1, f"모두 {len(rest.lengths):,}종이며 나머지는 JSON에 있다.")
    return row
