"""2단계입찰·동시입찰: 입찰 입력 and 개찰표, from the suitability of the specifications to the lowest price."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.exports.assessed import StagedCase
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess import blocks
from procurement.exports.xlsx.assess.cover import Written
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.cover import Constant, of_law
from scoring.result import Lot
from scoring.rules.schema import Rules
from scoring.two_stage import Entry

ENTRIES, SHEET = "입찰 입력", "규격·가격 개찰표"
SUITABLE, UNSUITABLE = "적합", "부적합"
OPENED, CLOSED = "개찰", "개찰하지 않음"
ABOVE, NO_PRICE, NOT_TO_OPEN = "예정가격 초과", "가격 미기입", "개찰할 수 없는 가격"
NOBODY, TOO_FEW = "예정가격 이하의 적합한 입찰이 없음", "규격이 적합한 입찰이 모자라 가격을 보지 않음"
UNSEEN = "가격을 보지 않음"
_HEADER, _FIRST = 8, 9


def staged_constants(case: StagedCase, *, rules: tuple[Rules, ...]) -> Iterator[Constant]:
    """예정가격 and how many suitable bids the rule asks for before a price is looked at. Raises RuleError."""
    yield Constant("예정가격", "예정가격(원)", case.reserve, "예정가격조서 (assess.toml)", least=1)
    yield of_law(rules, "최소적합수", "가격을 보는 데 필요한 적합 입찰 수", f"{case.kind}.min_suitable")


def write_staged(book: Book, *, case: StagedCase, lots: tuple[Lot, ...]) -> Written:
    """Write both sheets (조달청 내자구매업무 처리규정 제35조, 제36조); returns the result. Raises NotForSheets."""
    blocks.held(case.reserve, what="예정가격")
    last = _FIRST + max(len(case.entries), 1) - 1
    order = blocks.Order(f'($D${_FIRST}:$D${last}="{forms.YES}")', (("C", "<"),), _FIRST, last)
    entries = _entries(book, case, lots, last)
    page = book.page(SHEET, widths=(24, 14, 20, 12, 10, 8, 8, 22, 44), header_row=_HEADER)
    header = (
        "업체",
        "규격",
        "입찰금액(원)",
        "예정가격 이하",
        "추첨 순서",
        "순위",
        "표 순서",
        "결과",
        "적합 여부의 사유",
    )
    blocks.heading(page, SHEET, header, row=_HEADER)
    written = _result(page, case, entries, order)
    for row, one in enumerate(case.entries, _FIRST):
        _priced(page, row, one, case=case, entries=entries)
        _placed(page, row, one, case=case, entries=entries, lots=lots, order=order)
    places = blocks.positions(case.found.order)
    ids = [one.id for one in case.entries]
    listed = tuple(blocks.lines(ids, places))
    outcomes = [_outcome(one, case) for bid in listed for one in case.entries if one.id == bid]
    shown = (blocks.Shown("업체", "A", "text", listed), blocks.Shown("결과", "H", "text", outcomes))
    end = blocks.listing(page, last + 2, order=order, line="G", shown=shown)
    blocks.signatures(page, end + 2)
    return written


def _entries(book: Book, case: StagedCase, lots: tuple[Lot, ...], last: int) -> Page:
    page = book.page(ENTRIES, widths=(24, 12, 44, 20, *blocks.LOT_WIDTHS), header_row=_HEADER)
    header = ("업체", "규격", "적합 여부의 사유", "입찰금액(원)", *blocks.LOT_HEADER)
    blocks.heading(page, ENTRIES, header, row=_HEADER)
    page.text(3, 1, "노란 칸을 고치면 개찰표가 다시 계산된다. 개찰할 수 없는 입찰의 금액 칸은 비워 둔다.", look="plain")
    page.text(4, 1, "추첨 순번은 금액이 같은 업체에만 쓰며, 동가 입찰자 모두에게 적어야 쓰인다.", look="plain")
    for row, one in enumerate(case.entries, _FIRST):
        page.text(row, 1, one.id)
        page.text(row, 2, SUITABLE if one.suitable else UNSUITABLE, look="entry_words")
        page.text(row, 3, one.why, look="entry_words")
        blocks.entry(page, (row, 4), one.price, what=f"{one.id} 입찰금액", look="bid_won")
        blocks.lot_cells(page, (row, 5), bid=one.id, lots=lots)
    blocks.choice(page, [((_FIRST, 2), (last, 2))], of=(SUITABLE, UNSUITABLE), title="규격")
    blocks.limit(page, ((_FIRST, 4), (last, 4)), title="입찰금액", least="1", whole=True)
    blocks.limit(page, ((_FIRST, 5), (last, 5)), title="추첨 순번", least="1", whole=True)
    return page


def _opened(case: StagedCase) -> bool:
    """Whether prices are looked at: the library leaves `order` and the tie empty otherwise."""
    return not case.found.without_winner.endswith("no price is looked at")


def _result(page: Page, case: StagedCase, entries: Page, order: blocks.Order) -> Written:
    found, ranks = case.found, order.column("F")
    suitable = sum(one.suitable for one in case.entries)
    words = entries.span((order.first, 2), (order.last, 2))
    firsts = found.undecided or ((found.winner,) if found.winner else ())
    page.text(3, 1, "규격이 적합한 입찰 수", look="header")
    page.formula(3, 2, f'=COUNTIF({words},"{SUITABLE}")', suitable, look="rank", what="적합 입찰 수")
    page.text(4, 1, "가격 개찰", look="header")
    opened = OPENED if _opened(case) else CLOSED
    page.formula(4, 2, f'=IF(B3>=최소적합수,"{OPENED}","{CLOSED}")', opened, look="verdict", what="가격 개찰")
    page.text(5, 1, "1순위 업체 수", look="header")
    page.formula(5, 2, f"=COUNTIF({ranks},1)", len(firsts), look="rank")
    page.text(6, 1, "결과", look="header")
    name = f"INDEX({order.column('A')},MATCH(1,{ranks},0))"
    won = f'IF(B5>1,"{blocks.TO_DRAW}","{blocks.FIRST_PLACE}: "&{name})'
    told = f"{blocks.FIRST_PLACE}: {found.winner}" if found.winner else blocks.TO_DRAW if found.undecided else NOBODY
    told = told if _opened(case) else TOO_FEW
    page.formula(6, 2, f'=IF(B4="{CLOSED}","{TOO_FEW}",IF(B5=0,"{NOBODY}",{won}))', told, look="verdict", what="결과")
    return Written(page.ref(6, 2), told)


def _priced(page: Page, row: int, one: Entry, *, case: StagedCase, entries: Page) -> None:
    price = entries.ref(row, 4)
    seen = one.price if one.suitable and _opened(case) and one.price is not None else None
    page.text(row, 1, one.id)
    word = SUITABLE if one.suitable else UNSUITABLE
    page.formula(row, 2, f"={entries.ref(row, 2)}", word, look="centre")
    shown = f'IF(ISNUMBER({price}),{price},"{NO_PRICE}")'
    wrong = f'IF(ISNUMBER({price}),"{NOT_TO_OPEN}","")'
    formula = f'=IF(AND(B{row}="{SUITABLE}",$B$4="{OPENED}"),{shown},{wrong})'
    page.formula(row, 3, formula, "" if seen is None else seen, look="won")
    within = "" if seen is None else blocks.yes(seen <= case.reserve)
    test = f'=IF(ISNUMBER(C{row}),IF(C{row}<=예정가격,"{forms.YES}","{forms.NO}"),"")'
    page.formula(row, 4, test, within, look="centre", what=f"{one.id} 예정가격 이하")
    page.formula(row, 9, f'={entries.ref(row, 3)}&""', one.why, look="text")


def _placed(
    page: Page,
    row: int,
    one: Entry,
    *,
    case: StagedCase,
    entries: Page,
    lots: tuple[Lot, ...],
    order: blocks.Order,
) -> None:
    places = blocks.positions(case.found.order)
    lines = blocks.lines([entry.id for entry in case.entries], places)
    counted = f'IF(D{row}="{forms.YES}",'
    draw = order.draw(row, own=entries.ref(row, 5), every=entries.span((order.first, 5), (order.last, 5)))
    drawn = blocks.drawn(lots).get(one.id, 0) if one.id in places else 0
    page.formula(row, 5, f"={counted}{draw},0)", drawn, look="count")
    rank = f'={counted}{order.place(row, drawn="E")},"")'
    page.formula(row, 6, rank, places.get(one.id, ""), look="rank", what=f"{one.id} 순위")
    page.formula(row, 7, blocks.line_formula("F", row, first=order.first), lines.get(one.id, ""), look="centre")
    first = f'IF($B$5>1,"{blocks.TO_DRAW}","{blocks.FIRST_PLACE}")'
    ranked = f'IF(F{row}="","{ABOVE}",IF(F{row}=1,{first},F{row}&"순위"))'
    seen = f'IF($B$4="{CLOSED}",IF(C{row}="","{UNSEEN}",C{row}),IF(ISNUMBER(C{row}),{ranked},C{row}))'
    formula = f'=IF(B{row}="{SUITABLE}",{seen},IF(C{row}="","규격 {UNSUITABLE}",C{row}))'
    page.formula(row, 8, formula, _outcome(one, case), look="verdict", what=f"{one.id} 결과")


def _outcome(one: Entry, case: StagedCase) -> str:
    if not one.suitable:
        return f"규격 {UNSUITABLE}"
    if not _opened(case):
        return UNSEEN
    place = blocks.positions(case.found.order).get(one.id)
    if place is None:
        return ABOVE
    if one.id in case.found.undecided:
        return blocks.TO_DRAW
    return blocks.FIRST_PLACE if place == 1 else f"{place}순위"
