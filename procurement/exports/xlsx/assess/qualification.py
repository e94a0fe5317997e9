"""적격심사: 입찰 입력, 적격심사표 and 낙찰하한, every point and place a formula over the inputs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from procurement.exports.assessed import QualificationCase
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess import blocks
from procurement.exports.xlsx.assess.cover import Written
from procurement.exports.xlsx.book import Book, Page, rounded
from procurement.exports.xlsx.cover import Constant, of_law
from procurement.exports.xlsx.freeze import Cached
from scoring.price import reserve_ratio
from scoring.qualification import Candidate, Examined
from scoring.qualification_forms import RATIO_PLACES, floor_rate, form_keys
from scoring.result import Lot
from scoring.rules.schema import Rules

ENTRIES, SHEET, FLOORS = "입찰 입력", "적격심사표", "낙찰하한"
BELOW, ABOVE, LATER, NOBODY, NO_FLOOR = (
    "기준 미달",
    "예정가격 초과",
    "뒤 순위(참고)",
    "합격점 이상인 입찰이 없음",
    "없음",
)
_HEADER, _FIRST = 6, 7
_FIELDS = {
    "other_points": ("이행배점", "납품이행능력 배점 N"),
    "price_points": ("입찰배점", "입찰가격 배점 B"),
    "points_per_percent": ("퍼센트당감점", "1%p당 감점 k"),
    "base_rate": ("기준율", "가격 점수가 가장 높은 비율 R"),
    "pass_mark": ("합격점", "낙찰자로 결정되는 종합평점 T"),
}
_LISTED = (("A", "text"), ("G", "score"), ("L", "text"))
_PRICE = "입찰배점-퍼센트당감점*ABS(기준율-{ratio})*100"


def qualification_constants(case: QualificationCase, *, rules: tuple[Rules, ...]) -> Iterator[Constant]:
    """예정가격 and the values of the 별표 in force. Raises RuleError."""
    yield Constant("예정가격", "예정가격(원)", case.reserve, "예정가격조서 (assess.toml)", least=1)
    yield Constant("별표", "적용 별표", case.found.form.name, "공고로 정함 (assess.toml)")
    keys = form_keys(case.found.form.name)
    for field, (name, label) in _FIELDS.items():
        if field in keys:
            yield of_law(rules, name, label, keys[field])
        else:
            yield Constant(name, label, case.found.form.other_points, f"{case.found.form.clause}: 100 − 입찰가격 배점")
    yield of_law(rules, "비율자리", "입찰가격/예정가격의 소수 자릿수", "deviation_from_reserve.ratio_places")
    yield of_law(rules, "평점자리", "평점의 소수 자릿수", "price_places")
    yield of_law(rules, "신인도한도", "신인도 가점·감점의 한도(±)", "reliability_points_range")
    yield of_law(rules, "결격감점", "결격사유의 감점", "qualification_disqualified_points")


def write_qualification(book: Book, *, case: QualificationCase, lots: tuple[Lot, ...]) -> Written:
    """Write the three sheets (조달청 물품구매적격심사 세부기준); returns the result. Raises NotForSheets."""
    blocks.held(case.reserve, what="예정가격")
    entries = _entries(book, case, lots)
    page = book.page(SHEET, widths=(22, 18, 10, 11, 12, 12, 12, 12, 9, 9, 8, 20, 9), header_row=_HEADER)
    page.text(1, 1, SHEET, look="title")
    header = (
        "업체", "입찰금액(원)", "예정가격 이하", "예정가격 대비", "입찰가격 평점", "납품이행 능력", "종합평점", "판정",
        "추첨 순서", "심사 순위", "표 순서", "결과", "적격 순위",
    )  # fmt: skip
    page.texts(_HEADER, header, look="header")
    for row, one in enumerate(case.candidates, _FIRST):
        _examined(page, row, one, case=case, entries=entries)
        _placed(page, row, one, case=case, entries=entries, lots=lots)
    written = _result(page, case)
    _listed(page, case)
    _floors(book, page, case)
    return written


def _last(case: QualificationCase) -> int:
    return _FIRST + max(len(case.candidates), 1) - 1


def _entries(book: Book, case: QualificationCase, lots: tuple[Lot, ...]) -> Page:
    page = book.page(ENTRIES, widths=(24, 20, 16, 16, 12, *blocks.LOT_WIDTHS), header_row=_HEADER)
    page.text(1, 1, ENTRIES, look="title")
    page.text(3, 1, "노란 칸을 고치면 적격심사표가 다시 계산된다. 신인도는 가점에서 감점을 뺀 값이다.", look="plain")
    page.text(
        4, 1, "추첨 순번은 가격과 종합평점이 모두 같은 업체에만 쓰며, 동점자 모두에게 적어야 쓰인다.", look="plain"
    )
    header = ("업체", "입찰금액(원)", "납품이행능력(점)", "신인도(점)", "결격사유", *blocks.LOT_HEADER)
    page.texts(_HEADER, header, look="header")
    for row, one in enumerate(case.candidates, _FIRST):
        page.text(row, 1, one.id)
        blocks.entry(page, (row, 2), one.price, what=f"{one.id} 입찰금액", look="bid_won")
        blocks.entry(page, (row, 3), one.capability, what=f"{one.id} 납품이행능력")
        blocks.entry(page, (row, 4), one.reliability, what=f"{one.id} 신인도")
        page.text(row, 5, blocks.yes(one.disqualified), look="entry_words")
        blocks.lot_cells(page, (row, 6), bid=one.id, lots=lots)
    last = _last(case)
    blocks.limit(page, ((_FIRST, 2), (last, 2)), title="입찰금액", least="1", whole=True)
    blocks.limit(page, ((_FIRST, 3), (last, 3)), title="납품이행능력", least="0", most="이행배점")
    blocks.limit(page, ((_FIRST, 4), (last, 4)), title="신인도", least="-신인도한도", most="신인도한도")
    blocks.choice(page, [((_FIRST, 5), (last, 5))], of=(forms.YES, forms.NO), title="결격사유")
    blocks.limit(page, ((_FIRST, 6), (last, 6)), title="추첨 순번", least="1", whole=True)
    return page


def _scored(case: QualificationCase) -> dict[str, Examined]:
    return {one.candidate.id: one for one in case.found.examined}


def _examined(page: Page, row: int, one: Candidate, *, case: QualificationCase, entries: Page) -> None:
    """The points of a bid; one above the 예정가격 has none."""
    found = _scored(case).get(one.id)
    within = f'IF(C{row}="{forms.YES}",'
    page.text(row, 1, one.id)
    page.formula(row, 2, f"={entries.ref(row, 2)}", one.price, look="won")
    page.formula(
        row, 3, f'=IF(B{row}<=예정가격,"{forms.YES}","{forms.NO}")', blocks.yes(found is not None), look="centre"
    )
    ratio = blocks.ratio(f"B{row}", "예정가격", places="비율자리")
    page.formula(row, 4, f'={within}{ratio},"")', found.ratio if found else "", what=f"{one.id} 예정가격 대비")
    price = rounded(_PRICE.format(ratio=f"D{row}"), places="평점자리")
    page.formula(row, 5, f'={within}{price},"")', found.price.value if found else "", what=f"{one.id} 입찰가격")
    taken = f'IF({entries.ref(row, 5)}="{forms.YES}",결격감점,0)'
    filled = f"MIN({entries.ref(row, 3)}+{entries.ref(row, 4)},이행배점)-{taken}"
    capability = f'={within}{rounded(filled, places="평점자리")},"")'
    page.formula(row, 6, capability, found.capability.value if found else "", what=f"{one.id} 납품이행능력")
    total = found.total.value if found else ""
    page.formula(row, 7, f'={within}ROUND(E{row}+F{row},10),"")', total, look="total", what=f"{one.id} 종합평점")
    word = (forms.ELIGIBLE if found.passes else BELOW) if found else ABOVE
    verdict = f'={within}IF(ROUND(G{row}-합격점,8)>=0,"{forms.ELIGIBLE}","{BELOW}"),"{ABOVE}")'
    page.formula(row, 8, verdict, word, look="verdict", what=f"{one.id} 판정")


def _placed(
    page: Page, row: int, one: Candidate, *, case: QualificationCase, entries: Page, lots: tuple[Lot, ...]
) -> None:
    last = _last(case)
    counted = f'($C${_FIRST}:$C${last}="{forms.YES}")'
    order = blocks.Order(counted, (("B", "<"), ("G", ">")), _FIRST, last)
    found = _scored(case).get(one.id)
    place = 1 + next((_before(case, n) for n, group in enumerate(case.found.order) if one.id in group), 0)
    passing = found is not None and found.passes
    draw = order.draw(row, own=entries.ref(row, 6), every=entries.span((_FIRST, 6), (last, 6)))
    within = f'IF(C{row}="{forms.YES}",'
    page.formula(row, 9, f"={within}{draw},0)", blocks.drawn(lots).get(one.id, 0) if found else 0, look="count")
    rank = f'={within}{order.place(row, drawn="I")},"")'
    page.formula(row, 10, rank, place if found else "", look="rank", what=f"{one.id} 심사 순위")
    line = [c.id for c in _lines(case)].index(one.id) + 1 if found else ""
    page.formula(row, 11, f'=IF(J{row}="","",J{row}+COUNTIF(J${_FIRST}:J{row},J{row})-1)', line, look="centre")
    page.formula(row, 13, f'=IF(H{row}="{forms.ELIGIBLE}",J{row},"")', place if passing else "", look="centre")
    won = f'IF($B$4>1,"{blocks.TO_DRAW}","{blocks.FIRST_PLACE}")'
    outcome = f'=IF(M{row}="",H{row},IF(M{row}=$B$3,{won},"{LATER}"))'
    page.formula(row, 12, outcome, _outcome(one.id, case), look="verdict", what=f"{one.id} 결과")


def _before(case: QualificationCase, group: int) -> int:
    return sum(map(len, case.found.order[:group]))


def _lines(case: QualificationCase) -> list[Candidate]:
    """The bids within the 예정가격 in the order of examination, tied ones in the order of the table."""
    ranks = {bid: n for n, group in enumerate(case.found.order) for bid in group}
    return sorted((one for one in case.candidates if one.id in ranks), key=lambda one: ranks[one.id])


def _outcome(bid: str, case: QualificationCase) -> str:
    found = _scored(case).get(bid)
    if found is None:
        return ABOVE
    if bid == case.found.winner:
        return blocks.FIRST_PLACE
    if bid in case.found.undecided:
        return blocks.TO_DRAW
    return LATER if found.passes else BELOW


def _result(page: Page, case: QualificationCase) -> Written:
    """The best place that passes, how many share it, and the result in words."""
    last, found = _last(case), case.found
    passing = f"$M${_FIRST}:$M${last}"
    firsts = found.undecided or ((found.winner,) if found.winner else ())
    best: int | str = next(
        (1 + _before(case, n) for n, group in enumerate(found.order) if firsts and group[0] in firsts), ""
    )
    page.text(3, 1, "적격한 가장 앞 순위", look="header")
    page.formula(3, 2, f'=IF(COUNT({passing})=0,"",MIN({passing}))', best, look="rank")
    page.text(4, 1, "그 순위의 업체 수", look="header")
    page.formula(4, 2, f'=IF(B3="",0,COUNTIF({passing},B3))', len(firsts), look="rank")
    page.text(5, 1, "결과", look="header")
    name = f"INDEX($A${_FIRST}:$A${last},MATCH(B3,{passing},0))"
    words = f'=IF(B3="","{NOBODY}",IF(B4>1,"{blocks.TO_DRAW}","{blocks.FIRST_PLACE}: "&{name}))'
    told = f"{blocks.FIRST_PLACE}: {found.winner}" if found.winner else blocks.TO_DRAW if found.undecided else NOBODY
    page.formula(5, 2, words, told, look="verdict", what="결과")
    return Written(page.ref(5, 2), told)


def _listed(page: Page, case: QualificationCase) -> None:
    """The order of examination, and the signatures."""
    last = _last(case)
    page.texts(last + 2, ("심사 순서", "업체", "종합평점", "결과"), look="header")
    listed = _lines(case)
    lines = f"$K${_FIRST}:$K${last}"
    for line, _ in enumerate(case.candidates, 1):
        row = last + 2 + line
        one = listed[line - 1] if line <= len(listed) else None
        page.number(row, 1, line, look="count")
        values: tuple[Cached, ...] = ("", "", "")
        if one is not None:
            values = one.id, _scored(case)[one.id].total.value, _outcome(one.id, case)
        for at, value in enumerate(values, 2):
            letter, look = _LISTED[at - 2]
            found = f'=IFERROR(INDEX(${letter}${_FIRST}:${letter}${last},MATCH($A{row},{lines},0)),"")'
            page.formula(row, at, found, value, look=look)
    blocks.signatures(page, last + len(case.candidates) + 5)


def _floors(book: Book, sheet: Page, case: QualificationCase) -> None:
    """낙찰하한 of every bid within the 예정가격, and the proof that it passes."""
    page = book.page(FLOORS, widths=(24, 16, 14, 14, 20, 14, 14, 20), header_row=_HEADER)
    page.text(1, 1, FLOORS, look="title")
    page.text(3, 1, "납품이행능력 평점이 그대로일 때 합격점에 이르는 가장 낮은 입찰금액이다.", look="plain")
    page.text(
        4, 1, "하한율 = R − (B + 납품이행능력 − T) ÷ (100k)를 비율의 자리에서 올리고 반 단위를 뺀 값", look="plain"
    )
    header = (
        "업체",
        "입찰가격 외 점수",
        "여유(점)",
        "하한율",
        "하한금액(원)",
        "그 비율",
        "그때의 점수",
        "낙찰하한(원)",
    )
    page.texts(_HEADER, header, look="header")
    for row, one in enumerate(case.candidates, _FIRST):
        page.text(row, 1, one.id)
        _floor(page, row, sheet.ref(row, 6), _scored(case).get(one.id), case)


def _floor(page: Page, row: int, capability: str, found: Examined | None, case: QualificationCase) -> None:
    spare, rate, price, ratio, points, floor = _floor_values(found, case) if found else ("",) * 6
    tens = "10^비율자리"
    page.formula(row, 2, f"={capability}", found.capability.value if found else "")
    page.formula(row, 3, f'=IF(B{row}="","",ROUND(B{row}+입찰배점-합격점,10))', spare)
    units = f"ROUNDUP(ROUND((기준율-C{row}/(100*퍼센트당감점))*{tens},7),0)"
    lowest = f'IF(C{row}<0,"{NO_FLOOR}",MAX({units}-0.5,0)/{tens})'
    page.formula(row, 4, f'=IF(C{row}="","",{lowest})', rate, look="points")
    won = f"MAX(ROUNDUP(ROUND(2*D{row}*{tens},0)*예정가격/(2*{tens}),0),1)"
    page.formula(row, 5, f'=IF(ISNUMBER(D{row}),{won},"")', price, look="won")
    rated = blocks.ratio(f"E{row}", "예정가격", places="비율자리")
    page.formula(row, 6, f'=IF(ISNUMBER(E{row}),{rated},"")', ratio)
    scored = f"ROUND({_PRICE.format(ratio=f'F{row}')}+B{row},10)"
    page.formula(row, 7, f'=IF(ISNUMBER(F{row}),{scored},"")', points)
    answer = f'=IF(B{row}="","",IF(ISNUMBER(G{row}),IF(ROUND(G{row}-합격점,8)>=0,E{row},"{NO_FLOOR}"),"{NO_FLOOR}"))'
    what = f"{found.candidate.id} 낙찰하한" if found else ""
    page.formula(row, 8, answer, floor, look="won", what=what)


def _floor_values(found: Examined, case: QualificationCase) -> tuple[Cached | Fraction, ...]:
    """여유, 하한율, 하한금액, its ratio, its points, and 낙찰하한, as the formulas give them."""
    form, others = case.found.form, Fraction(found.capability.value)
    spare = others + form.price_points - form.pass_mark
    if spare < 0:
        return spare, NO_FLOOR, "", "", "", NO_FLOOR
    rate = floor_rate(form, other_points=others)
    price = max(math.ceil(rate * case.reserve), 1)
    ratio = reserve_ratio(Fraction(price), reserve=Fraction(case.reserve), places=RATIO_PLACES)
    points = form.price_points - form.points_per_percent * abs(form.base_rate - Fraction(ratio)) * 100 + others
    return spare, rate, price, ratio, points, found.floor.value if found.floor else NO_FLOOR
