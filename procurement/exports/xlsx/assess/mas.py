"""다수공급자계약 2단계경쟁: 제안요청 대상, 제안 입력 and 제안평가표, from the invitation to the order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from procurement.exports.assessed import MasCase
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess import blocks
from procurement.exports.xlsx.assess.cover import Written
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.cover import Constant, of_law
from scoring.mas import Proposal
from scoring.quantity import half_up
from scoring.result import Lot
from scoring.rules.schema import Rules

INVITED, ENTRIES, SHEET = "제안요청 대상", "제안 입력", "제안평가표"
ALLOWED, REFUSED_REQUEST = "적정", "제안요청을 다시 할 것"
COMPETES, NEED_NOT = "2단계경쟁 대상", "기준 금액 미만"
POSSIBLE, OVER, UNDER = "가능", "계약가격 초과", "하한 미만"
NOBODY = "제안 없음"
_HEADER, _FIRST = 10, 11


def mas_constants(rules: tuple[Rules, ...]) -> Iterator[Constant]:
    """The values of the rule in force. Raises RuleError."""
    yield of_law(rules, "중기간기준액", "중소기업자간 경쟁제품: 2단계경쟁 금액(원)", "mas.threshold_between_smes")
    yield of_law(rules, "일반기준액", "그 밖의 제품: 2단계경쟁 금액(원)", "mas.threshold")
    yield of_law(rules, "초대최소", "제안요청을 받는 계약상대자의 최소 수", "mas.invited_min")
    yield of_law(rules, "사유초대최소", "사유가 있을 때의 최소 수", "mas.invited_min_with_reason")
    yield of_law(rules, "한제조사허용", "한 제조사만 초대할 수 있으면 1, 없으면 0", "mas.one_manufacturer")
    yield of_law(
        rules, "가격하한율", "중소기업자간 경쟁제품: 계약가격에 대한 하한(%)", "mas.sme_price_floor", scale=100
    )
    yield of_law(rules, "비율자리", "제안가격/계약가격의 소수 자릿수", "mas.rate_places")


def write_mas(book: Book, *, case: MasCase, lots: tuple[Lot, ...]) -> Written:
    """Write the three sheets (물품 다수공급자계약 업무처리기준); returns the result. Raises NotForSheets."""
    last = _FIRST + max(len(case.proposals), 1) - 1
    keys = (("B", ">"), ("I", "<"), ("H", "<"))
    order = blocks.Order(f'($G${_FIRST}:$G${last}="{POSSIBLE}")', keys, _FIRST, last)
    invited = _invited(book, case)
    entries = _entries(book, case, lots, last)
    page = book.page(SHEET, widths=(26, 26, 10, 18, 18, 11, 14, 18, 9, 9, 7, 8, 20, 8), header_row=_HEADER)
    header = (
        "업체", "종합점수(입력)", "고용 우수", "제안가격(원)", "계약가격(원)", "계약가격 대비", "가격 판정",
        "동점 기준값", "고용 순서", "추첨 순서", "순위", "표 순서", "결과", "초대됨",
    )  # fmt: skip
    blocks.heading(page, SHEET, header, row=_HEADER)
    for row, one in enumerate(case.proposals, _FIRST):
        _proposal(page, row, one, case=case, entries=entries, invited=invited)
        _placed(page, row, one, case=case, entries=entries, lots=lots, order=order)
    _request(page, case, invited)
    written = _result(page, case, order)
    _listed(page, case, order)
    return written


def _invited(book: Book, case: MasCase) -> Page:
    page = book.page(INVITED, widths=(26, 30, 12), header_row=_HEADER)
    blocks.heading(page, INVITED, ("계약상대자", "제조사", "새 제조사"), row=_HEADER)
    lines: tuple[tuple[str, int | str], ...] = (
        ("구매 금액(원)", case.amount),
        ("중소기업자간 경쟁제품", blocks.yes(case.between_smes)),
        ("가격 유형", case.price_type),
        ("가격 하한 적용", blocks.yes(case.reserved_for_smes)),
        ("최소 수에 못 미친 사유", case.reason),
    )
    for row, (label, value) in enumerate(lines, 3):
        page.text(row, 1, label, look="header")
        if isinstance(value, str):
            page.text(row, 2, value, look="entry_words")
        else:
            blocks.entry(page, (row, 2), value, what=label, look="bid_won")
    blocks.choice(page, [((4, 2), (4, 2)), ((6, 2), (6, 2))], of=(forms.YES, forms.NO), title="예/아니오")
    blocks.choice(page, [((5, 2), (5, 2))], of=("A", "B"), title="가격 유형")
    blocks.limit(page, ((3, 2), (3, 2)), title="구매 금액", least="1", whole=True)
    seen: set[str] = set()
    for row, one in enumerate(case.suppliers, _FIRST):
        page.text(row, 1, one.id, look="entry_words")
        page.text(row, 2, one.manufacturer, look="entry_words")
        first = f"IF(SUMPRODUCT(EXACT(B${_FIRST}:B{row},B{row})*1)=1,1,0)"
        page.formula(row, 3, f"={first}", int(one.manufacturer not in seen), look="count")
        seen.add(one.manufacturer)
    return page


def _entries(book: Book, case: MasCase, lots: tuple[Lot, ...], last: int) -> Page:
    page = book.page(ENTRIES, widths=(24, 20, 20, 14, 44, 12, *blocks.LOT_WIDTHS), header_row=_HEADER)
    header = ("업체", "제안가격(원)", "계약가격(원)", "종합점수", "점수의 산식", "고용 우수기업", *blocks.LOT_HEADER)
    blocks.heading(page, ENTRIES, header, row=_HEADER)
    page.text(3, 1, "A형·B형의 가격 산식은 조문을 확보하지 못해 공고의 산식으로 계산한 점수를 적는다.", look="plain")
    page.text(
        4, 1, "추첨 순번은 점수와 동점 기준이 모두 같은 업체에만 쓰며, 동점자 모두에게 적어야 쓰인다.", look="plain"
    )
    for row, one in enumerate(case.proposals, _FIRST):
        page.text(row, 1, one.id)
        blocks.entry(page, (row, 2), one.price, what=f"{one.id} 제안가격", look="bid_won")
        blocks.entry(page, (row, 3), one.contract_price, what=f"{one.id} 계약가격", look="bid_won")
        blocks.entry(page, (row, 4), one.score, what=f"{one.id} 점수")
        page.text(row, 5, one.formula, look="entry_words")
        page.text(row, 6, blocks.yes(one.employs_well), look="entry_words")
        blocks.lot_cells(page, (row, 7), bid=one.id, lots=lots)
    for at, title in ((2, "제안가격"), (3, "계약가격"), (7, "추첨 순번")):
        blocks.limit(page, ((_FIRST, at), (last, at)), title=title, least="1", whole=True)
    blocks.choice(page, [((_FIRST, 6), (last, 6))], of=(forms.YES, forms.NO), title="고용 우수기업")
    return page


def _rate(one: Proposal, case: MasCase) -> Decimal:
    return half_up(Fraction(one.price, one.contract_price), places=case.rate_places)


def _proposal(page: Page, row: int, one: Proposal, *, case: MasCase, entries: Page, invited: Page) -> None:
    page.text(row, 1, one.id)
    page.formula(row, 2, f"={entries.ref(row, 4)}", one.score, look="points")
    page.formula(row, 3, f"={entries.ref(row, 6)}", blocks.yes(one.employs_well), look="centre")
    page.formula(row, 4, f"={entries.ref(row, 2)}", one.price, look="won")
    page.formula(row, 5, f"={entries.ref(row, 3)}", one.contract_price, look="won")
    rate = blocks.ratio(f"D{row}", f"E{row}", places="비율자리")
    page.formula(row, 6, f"={rate}", _rate(one, case), what=f"{one.id} 계약가격 대비")
    floored = f'AND({invited.ref(6, 2)}="{forms.YES}",ROUND(D{row}-가격하한율*E{row}/100,4)<0)'
    verdict = f'=IF(OR(D{row}<=0,D{row}>E{row}),"{OVER}",IF({floored},"{UNDER}","{POSSIBLE}"))'
    page.formula(row, 7, verdict, POSSIBLE, look="centre", what=f"{one.id} 가격 판정")
    key = one.price if case.price_type == "A" else _rate(one, case)
    page.formula(row, 8, f'=IF({invited.ref(5, 2)}="A",D{row},F{row})', key, look="points")
    page.formula(row, 9, f'=IF(C{row}="{forms.YES}",0,1)', int(not one.employs_well), look="count")
    every = invited.span((_FIRST, 1), (_FIRST + len(case.suppliers) - 1, 1))
    asked = f'=IF(SUMPRODUCT(EXACT({every},A{row})*1)>0,"{forms.YES}","{forms.NO}")'
    page.formula(row, 14, asked, forms.YES, look="centre", what=f"{one.id} 초대됨")


def _placed(
    page: Page,
    row: int,
    one: Proposal,
    *,
    case: MasCase,
    entries: Page,
    lots: tuple[Lot, ...],
    order: blocks.Order,
) -> None:
    places = blocks.positions(case.found.order)
    lines = blocks.lines([p.id for p in case.proposals], places)
    counted = f'IF(G{row}="{POSSIBLE}",'
    draw = order.draw(row, own=entries.ref(row, 7), every=entries.span((order.first, 7), (order.last, 7)))
    page.formula(row, 10, f"={counted}{draw},0)", blocks.drawn(lots).get(one.id, 0), look="count")
    rank = f'={counted}{order.place(row, drawn="J")},"")'
    page.formula(row, 11, rank, places[one.id], look="rank", what=f"{one.id} 순위")
    page.formula(row, 12, blocks.line_formula("K", row, first=order.first), lines[one.id], look="centre")
    first = f'IF(COUNTIF({order.column("K")},1)>1,"{blocks.TO_DRAW}","{blocks.FIRST_PLACE}")'
    outcome = f'=IF(K{row}="",G{row},IF(K{row}=1,{first},K{row}&"순위"))'
    page.formula(row, 13, outcome, _outcome(one.id, case), look="verdict", what=f"{one.id} 결과")


def _outcome(bid: str, case: MasCase) -> str:
    if bid in case.found.undecided:
        return blocks.TO_DRAW
    place = blocks.positions(case.found.order)[bid]
    return blocks.FIRST_PLACE if place == 1 else f"{place}순위"


def _request(page: Page, case: MasCase, invited: Page) -> None:
    """Whether the second stage is asked for, and whether the request went to enough suppliers and makers."""
    last = _FIRST + len(case.suppliers) - 1
    competes = COMPETES if case.competes else NEED_NOT
    least = f'IF({invited.ref(4, 2)}="{forms.YES}",중기간기준액,일반기준액)'
    makers = len({one.manufacturer for one in case.suppliers})
    enough = f'IF({invited.ref(7, 2)}="",초대최소,사유초대최소)'
    page.text(3, 1, "2단계경쟁", look="header")
    compared = f'=IF({invited.ref(3, 2)}>={least},"{COMPETES}","{NEED_NOT}")'
    page.formula(3, 2, compared, competes, look="verdict", what="2단계경쟁")
    page.text(4, 1, "제안요청 대상 수", look="header")
    count = len(case.suppliers)
    page.formula(4, 2, f"=COUNTA({invited.span((_FIRST, 1), (last, 1))})", count, look="rank", what="제안요청 대상 수")
    page.text(5, 1, "제조사 수", look="header")
    page.formula(5, 2, f"=SUM({invited.span((_FIRST, 3), (last, 3))})", makers, look="rank", what="제조사 수")
    page.text(6, 1, "제안요청 판정", look="header")
    judged = f'=IF(AND(B4>={enough},OR(한제조사허용=1,B5>1)),"{ALLOWED}","{REFUSED_REQUEST}")'
    page.formula(6, 2, judged, ALLOWED, look="verdict", what="제안요청 판정")


def _result(page: Page, case: MasCase, order: blocks.Order) -> Written:
    found, ranks = case.found, order.column("K")
    firsts = found.undecided or ((found.winner,) if found.winner else ())
    page.text(7, 1, "1순위 업체 수", look="header")
    page.formula(7, 2, f"=COUNTIF({ranks},1)", len(firsts), look="rank")
    told = f"{blocks.FIRST_PLACE}: {found.winner}" if found.winner else blocks.TO_DRAW if found.undecided else NOBODY
    name = f"INDEX({order.column('A')},MATCH(1,{ranks},0))"
    page.text(8, 1, "결과", look="header")
    formula = f'=IF(B7=0,"{NOBODY}",IF(B7>1,"{blocks.TO_DRAW}","{blocks.FIRST_PLACE}: "&{name}))'
    page.formula(8, 2, formula, told, look="verdict", what="결과")
    return Written(page.ref(8, 2), told)


def _listed(page: Page, case: MasCase, order: blocks.Order) -> None:
    listed = tuple(blocks.lines([p.id for p in case.proposals], blocks.positions(case.found.order)))
    scores = {p.id: p.score for p in case.proposals}
    shown = (
        blocks.Shown("업체", "A", "text", listed),
        blocks.Shown("종합점수", "B", "points", [scores[bid] for bid in listed]),
        blocks.Shown("결과", "M", "text", [_outcome(bid, case) for bid in listed]),
    )
    end = blocks.listing(page, order.last + 2, order=order, line="L", shown=shown)
    blocks.signatures(page, end + 2)
