"""서약서: what each evaluator signs before seeing anything of a bid; and the record of what was declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from procurement.exports.handout import FORM_VERSION, SPECIMEN, Form, Notice
from procurement.exports.xlsx.handouts.paper import HEADER, Paper, Stamp, safe_names
from scoring.digest import canonical, sha256_of

PLEDGE, DECLARED = "서약서", "서약·제척 기록"
GROUNDS = (
    "직전 연도 1월 1일 이후 그 업체의 용역, 자문, 연구 등에 참여함 (하도급 포함)",
    "이 평가의 당사자임",
    "최근 3년 안에 그 업체에 재직함",
    "그 업체의 후원이나 협찬을 받음",
    "그 밖에 공정하게 평가하기 어려운 사정이 있음",
)
"""Grounds of recusal as 협상에 의한 계약 제안서평가 세부기준 제5조② (조달청, 2020) lists them, in short."""
_SOURCE = "제척 사유는 조달청 협상에 의한 계약 제안서평가 세부기준 제5조②(2020)를 줄인 것. 현행 조문을 확인할 것."
_HOW = "업체마다 한 칸에 ○표 하고, 이해관계가 있으면 어느 사유인지 번호와 내용을 적습니다."
_WIDTHS, _HEADINGS = (30, 20, 20, 64), ("업체", "이해관계 없음", "이해관계 있음", "사유 번호와 내용")
_RECORD = ("평가위원", "업체", "서약", "내용", "서약 일시")
_UNNAMED = ("업체:", "업체:", "업체:")


@dataclass(frozen=True, slots=True)
class Declared:
    """What one evaluator declared of one bid: `interest` is "" for none, `at` the moment as it is printed."""

    evaluator: str
    bidder: str
    interest: str
    at: str


def pledges(notice: Notice) -> tuple[Form, ...]:
    """One paper for each evaluator with the bidders as evaluators see them; before bidders are known one specimen."""
    if not notice.bidders:
        return (_pledge(notice, SPECIMEN, _UNNAMED, f"{PLEDGE}_{SPECIMEN}.xlsx"),)
    names = safe_names(notice.evaluators, prefix=PLEDGE)
    bidders = tuple(bidder.shown for bidder in notice.bidders)
    return tuple(_pledge(notice, who, bidders, filename) for who, filename in names.items())


def _pledge(notice: Notice, who: str, bidders: tuple[str, ...], filename: str) -> Form:
    digest = sha256_of("pledge", str(FORM_VERSION), canonical((notice.tender_id, notice.title, bidders, who)))
    paper = Paper(Stamp(notice, "notice", who, f"평가위원 {who}", digest))
    page = paper.sheet(PLEDGE, widths=_WIDTHS, heading="이해관계 서약서", header=_HEADINGS, how=_HOW)
    row = HEADER + 1
    for bidder in bidders:
        page.text(row, 1, bidder)
        for column in range(2, len(_HEADINGS) + 1):
            page.blank(row, column, look="entry_words")
        page.lines[row] = 2
        row += 1
    for number, ground in enumerate(GROUNDS, 1):
        row = page.paragraph(row + 1, 1, f"{number}. {ground}")
    row = page.paragraph(row + 1, 1, _SOURCE)
    row = page.paragraph(row + 2, 1, "위와 같이 서약하며, 평가하면서 알게 된 것을 밖에 알리지 않겠습니다.")
    paper.sign(page, row + 2, ("서약일", "소속, 성명", "서명"))
    return paper.form(filename)


def declarations(notice: Notice, *, declared: Iterable[Declared], program: str) -> Form:
    """서약·제척 기록: every declaration with its moment, in the given order; for the agency and its auditors."""
    rows = tuple(declared)
    digest = sha256_of("declared", str(FORM_VERSION), canonical((notice.tender_id, notice.title, rows)))
    paper = Paper(Stamp(notice, "notice", "", "내부용", digest))
    widths = (22, 34, 20, 60, 24)
    page = paper.sheet(DECLARED, widths=widths, heading="평가위원 서약·제척 기록", header=_RECORD, how=program)
    for row, one in enumerate(rows, HEADER + 1):
        said = "이해관계 있음: 평가하지 않음" if one.interest else "이해관계 없음"
        page.texts(row, (one.evaluator, one.bidder, said, one.interest, one.at))
    paper.sign(page, HEADER + len(rows) + 3, ("작성일", "계약담당자 성명", "서명"))
    return paper.form("서약_제척_기록.xlsx")
