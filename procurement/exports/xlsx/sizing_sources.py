"""근거: what the sizing rests on, who gave it, and which program answered it."""

from __future__ import annotations

from procurement.exports.sizing import Sizing
from procurement.exports.xlsx.book import Book, korean

SHEET = "근거"
_PROOF = (
    "구성은 풀이 프로그램이 낸 뒤 원래 수치로 모든 조건을 정수·분수로 다시 계산해 확인한 것만 내보낸다.",
    "처리 능력은 서비스 수준을 지킨 측정 지점에서만 나오며, 측정하지 않은 조합은 미측정으로 두고 추정하지 않는다.",
    "가격, 요청률, 한도, 전기요금, PUE, 유지보수율, 잔존율은 사용자가 정한 값이다.",
)


def write_basis(book: Book, *, sizing: Sizing) -> None:
    """Write 근거."""
    page = book.page(SHEET, widths=(24, 34, 70))
    page.text(1, 1, SHEET, look="title")
    rows = (
        ("제목", sizing.title),
        ("기준일", sizing.day.isoformat()),
        ("프로그램", sizing.program),
        ("예시 여부", sizing.example_note if sizing.example else "예시 아님"),
    )
    for row, (label, said) in enumerate(rows, 3):
        page.text(row, 1, label, look="header")
        page.text(row, 2, said, look="plain")
    row = 8
    for line in _PROOF:
        row = page.paragraph(row, 1, line) + 1
    page.texts(row + 1, ("구성", "무엇", "출처"), look="header")
    told = ((title, source) for title, sources in sizing.stated for source in sources)
    for here, (title, source) in enumerate(told, row + 2):
        page.texts(here, (title, "가격·전력·높이", korean(source)))
