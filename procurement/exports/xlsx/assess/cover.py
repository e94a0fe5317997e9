"""표지·기준전사표 of an assessment: what was assessed, by which rules and constants, the notes, the sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from procurement.exports.assessed import Assessed
from procurement.exports.handout import DIGEST_NAME, TENDER_NAME
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess.blocks import signatures
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.cover import Constant, write_value

_NOTE = {
    "second_hand": "2차 자료 값",
    "unconfirmed": "미확인 값",
    "score_as_entered": "입력한 점수",
    "below_threshold": "기준 금액 미만",
    "bonus_capped": "가점 한도",
    "one_suitable": "적합 1인",
    "lot": "추첨 기록",
}
_ID, _DIGEST = "공고번호", "입력 요약값"
_TOLD_APART = {_ID: TENDER_NAME, _DIGEST: DIGEST_NAME}
"""The lines by which a workbook that comes back is known for the one that went out."""
_NEGOTIATED = "없음: 협상에 의한 계약에만 쓰는 시트"
_ABSENT = (
    forms.POINTS, "평가표(위원별)", "서약·제척", forms.PANEL, forms.QUANTITATIVE, forms.REQUIREMENTS, forms.PRICES,
    forms.DIFFERENTIAL, forms.RANKING, "공개용 결과", forms.SCENARIOS, forms.MIX, forms.EVIDENCE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What the sheets of a kind hand to the cover: the cell and the words of the result."""

    cell: str
    result: str


def write_assessed_cover(book: Book, *, assessed: Assessed, constants: Sequence[Constant], written: Written) -> None:
    """Write the cover; the sheets must be there, the constants are named here (workbook.md, promises 1 and 4)."""
    page = book.page(forms.COVER, widths=(24, 38, 18, 24, 44, 12))
    page.text(1, 1, f"{assessed.kind} 계산 결과", look="title")
    row = _identity(page, assessed)
    page.text(row, 1, "결과", look="header")
    page.formula(row, 2, f"={written.cell}", written.result, look="verdict", what="결과")
    row = _standards(page, row + 2, constants)
    row = _notes(page, row + 1, assessed)
    row = _sheets(page, row + 1)
    signatures(page, row + 1)


def _identity(page: Page, assessed: Assessed) -> int:
    row = 3
    for label, value in _lines(assessed):
        page.text(row, 1, label, look="header")
        if label in _TOLD_APART:
            page.book.define(_TOLD_APART[label], place=page.ref(row, 2))
        row = page.paragraph(row, 2, value) + 1
    return row


def _lines(assessed: Assessed) -> Iterator[tuple[str, str]]:
    yield _ID, assessed.id
    yield "공고명", assessed.title
    yield "수요기관", assessed.agency
    yield "절차", assessed.kind
    yield "적용 규정 기준일", assessed.day.isoformat()
    for text in assessed.rules:
        yield f"규정 요약값 {text.id}", f"{text.title}, sha256 {text.digest}"
    yield _DIGEST, f"sha256 {assessed.digest} (assess.toml)"
    yield "감사기록 머리값", "해당 없음 (파일로 계산함)"
    yield "프로그램", assessed.program
    if assessed.example:
        yield "예시 표시", assessed.example


def _standards(page: Page, row: int, constants: Sequence[Constant]) -> int:
    page.text(row, 1, "기준전사표", look="heading")
    page.texts(row + 1, forms.STANDARDS_HEADER, look="header")
    for here, line in enumerate(constants, row + 2):
        page.texts(here, (line.label, ""))
        write_value(page, here, line)
        page.texts(here, (line.judgement, line.clause), column=4)
        page.text(here, 6, "", look="entry_text")
        page.book.define(line.name, place=page.ref(here, 3))
    return row + 2 + len(constants)


def _notes(page: Page, row: int, assessed: Assessed) -> int:
    page.text(row, 1, "주의", look="heading")
    page.texts(row + 1, ("구분", "내용", "근거"), look="header")
    lines = [(_NOTE.get(note.code, note.code), korean(note.text), note.clause) for note in assessed.notes]
    lines += [("조문 미확보", text, "") for text in assessed.open]
    for here, line in enumerate(lines, row + 2):
        page.texts(here, line)
    return row + 2 + len(lines)


def _sheets(page: Page, row: int) -> int:
    page.text(row, 1, "이 파일의 시트", look="heading")
    page.texts(row + 1, ("시트", "상태"), look="header")
    present = [(sheet.title, "있음") for sheet in page.book.workbook.worksheets if sheet is not page.sheet]
    lines = (*present, *((title, _NEGOTIATED) for title in _ABSENT))
    for here, line in enumerate(lines, row + 2):
        page.texts(here, line)
    return row + 2 + len(lines)
