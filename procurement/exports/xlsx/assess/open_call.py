"""지원사업 공모: 공고 배점, 과제 입력, 단계별 심사 and 선정표, to the last won of the budget."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from procurement.exports.assessed import CallCase
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess import blocks
from procurement.exports.xlsx.assess.cover import Written
from procurement.exports.xlsx.assess.funding import RANK, STOPS, write_funding
from procurement.exports.xlsx.book import Book, Page, at
from procurement.exports.xlsx.cover import Constant
from scoring.open_call import Decision, Item
from scoring.quantity import plain

TABLE, ENTRIES, SHEET = "공고 배점", "과제 입력", "단계별 심사"
SUITABLE, UNSUITABLE = "적합", "부적합"
PASSED, FAILED = "통과", "미달"
_HEADER, _FIRST = 5, 6
_ITEMS_FROM = 6


def call_constants(case: CallCase) -> Iterator[Constant]:
    """What the notice announced; no rule gives any of it."""
    call, notice = case.call, "공모 공고 (assess.toml)"
    yield Constant("예산", "예산(원)", blocks.whole(call.budget, what="예산"), notice, "budget", least=1)
    yield Constant(
        "가점한도", "인정하는 가점의 한도(점)", blocks.share(call.bonus_max, what="가점 한도"), notice, "bonus"
    )
    choices = tuple(STOPS.values())
    yield Constant("초과처리", "예산에 들지 않는 과제가 나오면", STOPS[call.on_overrun], notice, choices=choices)
    yield Constant("예비자리", "예비 선정 수", blocks.whole(call.reserves, what="예비 선정 수"), notice, "reserves")


def write_call(book: Book, *, case: CallCase) -> Written:
    """Write the four sheets (the call's own notice); returns the result. Raises NotForSheets."""
    table = _table(book, case)
    entries = _entries(book, case, table)
    page = _stages(book, case, table, entries)
    return write_funding(book, case=case, stages=page, entries=entries, first=_FIRST)


def _items(case: CallCase) -> list[Item]:
    return [item for stage in case.call.stages for item in stage.items]


def _table(book: Book, case: CallCase) -> Page:
    """Stages in columns A to C, items in E to G."""
    page = book.page(TABLE, widths=(28, 12, 14, 4, 24, 30, 12), header_row=_HEADER)
    header = ("단계", "기준점수", "순위에 반영", "", "단계", "항목", "배점")
    blocks.heading(page, TABLE, header, row=_HEADER)
    page.text(3, 1, "공고를 낸 기관이 정한 단계와 배점이다.", look="plain")
    for row, stage in enumerate(case.call.stages, _FIRST):
        page.text(row, 1, stage.title)
        blocks.entry(page, (row, 2), stage.pass_mark, what=f"{stage.title} 기준점수")
        page.text(row, 3, blocks.yes(stage.id in case.call.ranked_by), look="entry_words")
    titles = {item.id: stage.title for stage in case.call.stages for item in stage.items}
    for row, item in enumerate(_items(case), _FIRST):
        page.texts(row, (titles[item.id], item.title), column=5)
        blocks.entry(page, (row, 7), item.points, what=f"{item.title} 배점")
    last = _FIRST + len(case.call.stages) - 1
    blocks.limit(page, ((_FIRST, 2), (last, 2)), title="기준점수", least="0")
    blocks.choice(page, [((_FIRST, 3), (last, 3))], of=(forms.YES, forms.NO), title="순위에 반영")
    return page


def _entries(book: Book, case: CallCase, table: Page) -> Page:
    items = _items(case)
    page = book.page(ENTRIES, widths=(24, 20, 12, 40, 10, *(14 for _ in items)), header_row=_HEADER)
    blocks.heading(page, ENTRIES, ("과제", "신청액(원)", "적합성", "사유", "가점"), row=_HEADER)
    page.texts(_HEADER, [f"{item.title} ({plain(item.points)}점)" for item in items], look="header", column=_ITEMS_FROM)
    page.text(3, 1, "채점하지 않은 칸은 비워 둔다. 빈칸은 0점이 아니다.", look="plain")
    for row, one in enumerate(case.projects, _FIRST):
        page.text(row, 1, one.id)
        blocks.entry(page, (row, 2), one.requested, what=f"{one.id} 신청액", look="bid_won")
        page.text(row, 3, SUITABLE if one.suitable else UNSUITABLE, look="entry_words")
        page.text(row, 4, one.why, look="entry_words")
        blocks.entry(page, (row, 5), one.bonus, what=f"{one.id} 가점")
        points = {given.item: given.points for given in one.given}
        for column, item in enumerate(items, _ITEMS_FROM):
            blocks.entry(page, (row, column), points.get(item.id), what=f"{one.id} {item.title}")
    _limits(page, case, table)
    return page


def _limits(page: Page, case: CallCase, table: Page) -> None:
    last = _FIRST + max(len(case.projects), 1) - 1
    blocks.limit(page, ((_FIRST, 2), (last, 2)), title="신청액", least="1", whole=True)
    blocks.choice(page, [((_FIRST, 3), (last, 3))], of=(SUITABLE, UNSUITABLE), title="적합성")
    blocks.limit(page, ((_FIRST, 5), (last, 5)), title="가점", least="0")
    for number in range(len(_items(case))):
        column = _ITEMS_FROM + number
        blocks.limit(
            page, ((_FIRST, column), (last, column)), title="배점", least="0", most=table.ref(_FIRST + number, 7)
        )


def _stages(book: Book, case: CallCase, table: Page, entries: Page) -> Page:
    """Points and verdict of every stage, then the total, the rank and the line of every project (columns from RANK)."""
    stages = case.call.stages
    page = book.page(SHEET, widths=(24, 11, 12, 10, 8, 8, *(12 for _ in range(2 * len(stages)))), header_row=_HEADER)
    blocks.heading(page, SHEET, ("과제", "적합성", "종합점수", "인정 가점", "순위", "표 순서"), row=_HEADER)
    heads = [word for stage in stages for word in (stage.title, "판정")]
    page.texts(_HEADER, heads, look="header", column=_ITEMS_FROM + 1)
    for row, decision in enumerate(case.decisions, _FIRST):
        page.text(row, 1, decision.project.id)
        word = SUITABLE if decision.project.suitable else UNSUITABLE
        page.formula(row, 2, f"={entries.ref(row, 3)}", word, look="centre")
        _scored(page, row, decision, case=case, table=table, entries=entries)
        _ranked(page, row, decision, case=case, table=table, entries=entries)
    return page


def _scored(page: Page, row: int, decision: Decision, *, case: CallCase, table: Page, entries: Page) -> None:
    points, first = dict(decision.stages), _ITEMS_FROM
    before = f'B{row}="{SUITABLE}"'
    for number, stage in enumerate(case.call.stages):
        column, name = 7 + 2 * number, f"{decision.project.id} {stage.title}"
        given = entries.span((row, first), (row, first + len(stage.items) - 1))
        summed = f'IF(COUNT({given})={len(stage.items)},ROUND(SUM({given}),10),"{forms.NOT_FILLED}")'
        found = points.get(stage.id)
        page.formula(row, column, f'=IF({before},{summed},"")', found.exact if found else "", look="points", what=name)
        here, mark = at(row, column), table.ref(_FIRST + number, 2)
        judged = f'IF(ROUND({here}-{mark},8)>=0,"{PASSED}","{FAILED}")'
        word = (PASSED if found.exact >= stage.pass_mark else FAILED) if found else ""
        page.formula(
            row, column + 1, f"=IF(ISNUMBER({here}),{judged},{here})", word, look="centre", what=f"{name} 판정"
        )
        before, first = f'{at(row, column + 1)}="{PASSED}"', first + len(stage.items)


def _ranked(page: Page, row: int, decision: Decision, *, case: CallCase, table: Page, entries: Page) -> None:
    stages, last = case.call.stages, _FIRST + len(case.decisions) - 1
    end = get_column_letter(6 + 2 * len(stages))
    through = f'IF({end}{row}="{PASSED}",'
    counted = [
        f'IF({table.ref(_FIRST + number, 3)}="{forms.YES}",{at(row, 7 + 2 * number)},0)'
        for number in range(len(stages))
    ]
    bonus = min(decision.project.bonus, case.call.bonus_max)
    total = decision.total.exact if decision.total else ""
    name = decision.project.id
    formula = f'={through}ROUND({"+".join(counted)}+D{row},10),"")'
    page.formula(row, 3, formula, total, look="points", what=f"{name} 종합점수")
    page.formula(row, 4, f"=MIN({entries.ref(row, 5)},가점한도)", bonus, look="points")
    order = blocks.Order(f'(${end}${_FIRST}:${end}${last}="{PASSED}")', (("C", ">"),), _FIRST, last)
    place = decision.rank or ""
    page.formula(row, RANK, f'={through}{order.place(row)},"")', place, look="rank", what=f"{name} 순위")
    places = {d.project.id: d.rank for d in case.decisions if d.rank}
    line = blocks.lines([d.project.id for d in case.decisions], places).get(name, "")
    page.formula(row, RANK + 1, blocks.line_formula("E", row, first=_FIRST), line, look="centre")
