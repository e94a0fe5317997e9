"""예정가격: 예비가격 입력 and 예정가격조서, the range, the draw, the mean and the rounding as formulas."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement.exports.assessed import ReserveCase
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess import blocks
from procurement.exports.xlsx.assess.cover import Written
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.cover import Constant, of_law
from scoring.quantity import plain
from scoring.rules.schema import Rules

ENTRIES, SHEET = "예비가격 입력", "예정가격조서"
AUTHORITY = {"national": "국가", "local": "지방"}
WITHIN, OUTSIDE, TWICE, DRAWN = "범위 안", "범위 밖", "중복", "추첨"
SOUND, WRONG = "이상 없음", "예비가격이나 추첨 번호를 고칠 것"
_HEADER, _FIRST = 10, 11


def reserve_constants(rules: tuple[Rules, ...]) -> Iterator[Constant]:
    """The values of 복수예비가격 in force. Raises RuleError."""
    yield of_law(
        rules, "국가편차율", "국가: 기초금액에서 벗어날 수 있는 비율(±%)", "reserve_spread.national", scale=100
    )
    yield of_law(rules, "지방편차율", "지방: 기초금액에서 벗어날 수 있는 비율(±%)", "reserve_spread.local", scale=100)
    yield of_law(rules, "예비가격수", "작성하는 예비가격의 수", "reserve_prices_prepared")
    yield of_law(rules, "추첨수", "추첨해 평균하는 예비가격의 수", "reserve_prices_drawn")


def write_reserve_price(book: Book, *, case: ReserveCase) -> Written:
    """Write both sheets (조달청 내자구매업무 처리규정 제30조, 제37조); returns the result. Raises NotForSheets."""
    entries = _entries(book, case)
    page = book.page(SHEET, widths=(26, 20, 10, 20, 12, 10), header_row=_HEADER)
    blocks.heading(page, SHEET, ("번호", "예비가격(원)", "추첨", "추첨된 금액(원)", "범위", "중복"), row=_HEADER)
    given = case.preliminary
    last = _FIRST + len(given.prices) - 1
    _bounds(page, case, entries)
    for row, price in enumerate(given.prices, _FIRST):
        _price(page, row, price, case=case, entries=entries)
    written = _mean(page, case, entries)
    blocks.signatures(page, last + 3)
    return written


def _entries(book: Book, case: ReserveCase) -> Page:
    given = case.preliminary
    page = book.page(ENTRIES, widths=(22, 22, 4, 14, 14), header_row=_HEADER)
    blocks.heading(page, ENTRIES, ("번호", "예비가격(원)", "", "추첨 차례", "추첨 번호"), row=_HEADER)
    page.text(3, 1, "기초금액(원)", look="header")
    blocks.entry(page, (3, 2), given.base, what="기초금액", look="bid_won")
    page.text(4, 1, "적용", look="header")
    page.text(4, 2, AUTHORITY[given.authority], look="entry_words")
    page.text(5, 1, "단가입찰", look="header")
    page.text(5, 2, blocks.yes(given.unit_price), look="entry_words")
    page.text(7, 1, "추첨은 담당자가 하고 그 결과만 옮겨 적는다.", look="plain")
    for row, price in enumerate(given.prices, _FIRST):
        page.number(row, 1, row - _FIRST + 1, look="count")
        blocks.entry(page, (row, 2), price, what=f"예비가격 {row - _FIRST + 1}번", look="bid_won")
    for row, place in enumerate(given.drawn, _FIRST):
        page.number(row, 4, row - _FIRST + 1, look="count")
        blocks.entry(page, (row, 5), place, what="추첨 번호")
    last, drawn = _FIRST + len(given.prices) - 1, _FIRST + len(given.drawn) - 1
    blocks.choice(page, [((4, 2), (4, 2))], of=tuple(AUTHORITY.values()), title="적용")
    blocks.choice(page, [((5, 2), (5, 2))], of=(forms.YES, forms.NO), title="단가입찰")
    blocks.limit(page, ((3, 2), (3, 2)), title="기초금액", least="1", whole=True)
    blocks.limit(page, ((_FIRST, 2), (last, 2)), title="예비가격", least="1", whole=True)
    blocks.limit(page, ((_FIRST, 5), (drawn, 5)), title="추첨 번호", least="1", most=str(len(given.prices)), whole=True)
    return page


def _bounds(page: Page, case: ReserveCase, entries: Page) -> None:
    spread = f'IF({entries.ref(4, 2)}="{AUTHORITY["national"]}",국가편차율,지방편차율)'
    given = case.preliminary
    low, high = given.base * (1 - case.spread), given.base * (1 + case.spread)
    base = entries.ref(3, 2)
    page.text(3, 1, "예비가격의 하한(원)", look="header")
    page.formula(3, 2, f"=ROUND({base}*(100-{spread})/100,4)", low, look="points", what="예비가격의 하한")
    page.text(4, 1, "예비가격의 상한(원)", look="header")
    page.formula(4, 2, f"=ROUND({base}*(100+{spread})/100,4)", high, look="points", what="예비가격의 상한")


def _price(page: Page, row: int, price: int, *, case: ReserveCase, entries: Page) -> None:
    given = case.preliminary
    place = row - _FIRST + 1
    chosen = place in given.drawn
    every = entries.span((_FIRST, 2), (_FIRST + len(given.prices) - 1, 2))
    draws = entries.span((_FIRST, 5), (_FIRST + len(given.drawn) - 1, 5))
    page.number(row, 1, place, look="count")
    page.formula(row, 2, f"={entries.ref(row, 2)}", price, look="won")
    page.formula(row, 3, f'=IF(COUNTIF({draws},A{row})>0,"{DRAWN}","")', DRAWN if chosen else "", look="centre")
    page.formula(row, 4, f'=IF(C{row}="{DRAWN}",B{row},"")', price if chosen else "", look="won")
    page.formula(row, 5, f'=IF(AND(B{row}>=$B$3,B{row}<=$B$4),"{WITHIN}","{OUTSIDE}")', WITHIN, look="centre")
    page.formula(row, 6, f'=IF(COUNTIF({every},B{row})>1,"{TWICE}","")', "", look="centre")


def _mean(page: Page, case: ReserveCase, entries: Page) -> Written:
    last = _FIRST + len(case.preliminary.prices) - 1
    drawn = f"$D${_FIRST}:$D${last}"
    price = case.found.number
    page.text(5, 1, "추첨된 금액의 평균(원)", look="header")
    page.formula(5, 2, f"=SUM({drawn})/COUNT({drawn})", price.exact, look="points", what="추첨된 금액의 평균")
    page.text(6, 1, "예정가격(원)", look="header")
    formula = f'=IF({entries.ref(5, 2)}="{forms.YES}",B5,ROUNDUP(B5,0))'
    page.formula(6, 2, formula, price.value, look="points", what="예정가격")
    page.text(7, 1, "점검", look="header")
    faults = f'COUNTIF($E${_FIRST}:$E${last},"{OUTSIDE}")+COUNTIF($F${_FIRST}:$F${last},"{TWICE}")'
    counts = f"COUNT($B${_FIRST}:$B${last})=예비가격수,COUNT({drawn})=추첨수"
    page.formula(7, 2, f'=IF(AND({counts},{faults}=0),"{SOUND}","{WRONG}")', SOUND, look="verdict", what="점검")
    page.text(8, 1, "결과", look="header")
    told = f"예정가격 {plain(Fraction(price.value))}원"
    page.formula(8, 2, f'=IF(B7="{SOUND}","예정가격 "&B6&"원",B7)', told, look="verdict", what="결과")
    return Written(page.ref(8, 2), told)
