"""Foreign methods: 비교 입력 and 비교표, the method's formula over the bids and the announced terms."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.exports.assessed import ComparisonCase
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.assess import blocks
from procurement.exports.xlsx.assess.cover import Written
from procurement.exports.xlsx.book import Book, Exact, Page
from procurement.exports.xlsx.cover import Constant, of_law
from scoring.international import METHODS
from scoring.international_formulas import QualityBid
from scoring.quantity import sum_of
from scoring.result import Number
from scoring.rules.loading import rule
from scoring.rules.schema import Rules

ENTRIES, SHEET = "비교 입력", "비교표"
OUTSIDE, TIED = "범위 밖", "같은 값: 방식이 가리지 않음"
_EXTENDED = "ufab_extended"
_HEADER, _FIRST = 10, 11
_MOST_PLACES = 10
FORMULAS = {
    "relative_lowest": "가격배점*$B$3/B{r}+C{r}",
    "linear_from_lowest": "가격배점*MAX(0,2-B{r}/$B$3)+C{r}",
    "linear_min_max": "IF($B$3=$B$4,가격배점,가격배점*($B$4-B{r})/($B$4-$B$3))+C{r}",
    "linear_fixed_ceiling": (
        "IF(AND(B{r}>=산식하한,B{r}<=산식상한),가격배점*(산식상한-B{r})/(산식상한-산식하한)+C{r},"
        f'"{forms.NOT_OPENED}")'
    ),
    "price_per_quality_point": "B{r}/C{r}",
    "ufab_simple": "C{r}/B{r}",
    "ufab_extended": "C{r}/B{r}",
    "ufab_weighted": "품질가중*C{r}/$B$7-가격가중*B{r}/$B$5",
    "world_bank_rated": "100*($B$3/B{r}*가격가중+C{r}/$B$6*(1-가격가중))",
    "qcbs": "C{r}*품질가중+100*$B$3/B{r}*가격가중",
}
"""The methods over B = price, C = quality, and B3..B7 = lowest, highest, mean price, highest, mean quality."""
_TERMS = {
    "price_points": ("가격배점", "가격 배점 W"),
    "ceiling": ("산식상한", "산식의 상한 B"),
    "floor": ("산식하한", "산식의 하한 F"),
    "band": ("허용폭", "가장 좋은 값에서 벗어나도 되는 비율"),
    "price_weight": ("가격가중", "가격의 가중"),
    "quality_weight": ("품질가중", "품질의 가중"),
}


def comparison_constants(case: ComparisonCase, *, rules: tuple[Rules, ...]) -> Iterator[Constant]:
    """The method with its source, and the terms it needs as the notice gives them. Raises RuleError."""
    source, notice = rule(rules, key=f"method.{case.found.method}"), "공고로 정함 (assess.toml)"
    yield Constant("비교방식", "비교 방식", case.found.method, str(source.reference), judgement=source.description)
    yield Constant("값자리", "값의 소수 자릿수", case.terms.places, notice)
    for key in METHODS[case.found.method].needs:
        value = getattr(case.terms, key)
        yield Constant(*_TERMS[key], blocks.share(value, what=key), notice, key)
    if case.found.method == _EXTENDED:
        yield of_law(rules, "허용폭한도", "허용폭의 한도", "ufab_extended.band_max")


def write_comparison(book: Book, *, case: ComparisonCase) -> Written:
    """Write both sheets (the method's own source stands on 기준전사표); returns the result. Raises NotForSheets."""
    if case.terms.places > _MOST_PLACES:
        raise blocks.NotForSheets(
            f"places = {case.terms.places}: 통합문서는 소수 {_MOST_PLACES}자리까지입니다. -o 없이 계산하십시오 / "
            f"a workbook goes to {_MOST_PLACES} places, leave out -o"
        )
    last = _FIRST + len(case.bids) - 1
    order = _order(case, last)
    entries = _entries(book, case, last)
    page = book.page(SHEET, widths=(24, 22, 14, 24, 20, 12, 8, 8, 28), header_row=_HEADER)
    header = ("업체", "가격", "품질", "값(반올림 전)", "값", "범위 안", "순위", "표 순서", "결과")
    blocks.heading(page, SHEET, header, row=_HEADER)
    _summary(page, case)
    for row, one in enumerate(case.bids, _FIRST):
        _figure(page, row, one, case=case, entries=entries, last=last)
        _placed(page, row, one, case=case, order=order)
    written = _result(page, case, order)
    listed = tuple(blocks.lines([one.id for one in case.bids], blocks.positions(case.found.order)))
    figures = dict(case.found.figures)
    shown = (
        blocks.Shown("업체", "A", "text", listed),
        blocks.Shown("값", "E", "points", [figures[bid].value for bid in listed]),
    )
    end = blocks.listing(page, last + 2, order=order, line="H", shown=shown)
    blocks.signatures(page, end + 2)
    return written


def _order(case: ComparisonCase, last: int) -> blocks.Order:
    sign = "<" if METHODS[case.found.method].lowest_wins else ">"
    key = ("C", ">") if case.found.method == _EXTENDED else ("E", sign)
    return blocks.Order(f'($F${_FIRST}:$F${last}="{forms.YES}")', (key,), _FIRST, last)


def _entries(book: Book, case: ComparisonCase, last: int) -> Page:
    page = book.page(ENTRIES, widths=(24, 22, 16), header_row=_HEADER)
    blocks.heading(page, ENTRIES, ("업체", "가격", "품질"), row=_HEADER)
    page.text(3, 1, "품질은 공고한 평가의 결과 점수이다. 노란 칸을 고치면 비교표가 다시 계산된다.", look="plain")
    for row, one in enumerate(case.bids, _FIRST):
        page.text(row, 1, one.id)
        blocks.entry(page, (row, 2), one.price, what=f"{one.id} 가격")
        blocks.entry(page, (row, 3), one.quality, what=f"{one.id} 품질")
    for at, title in ((2, "가격"), (3, "품질")):
        blocks.limit(page, ((_FIRST, at), (last, at)), title=title, least="0")
    return page


def _summary(page: Page, case: ComparisonCase) -> None:
    last = _FIRST + len(case.bids) - 1
    prices, qualities = [one.price for one in case.bids], [one.quality for one in case.bids]
    count = len(case.bids)
    lines: tuple[tuple[str, str, str, Exact], ...] = (
        ("최저 가격", "MIN", "B", min(prices)),
        ("최고 가격", "MAX", "B", max(prices)),
        ("평균 가격", "SUM", "B", sum_of(prices) / count),
        ("최고 품질", "MAX", "C", max(qualities)),
        ("평균 품질", "SUM", "C", sum_of(qualities) / count),
    )
    for row, (label, function, letter, value) in enumerate(lines, 3):
        every = f"${letter}${_FIRST}:${letter}${last}"
        mean = f"/COUNT({every})" if function == "SUM" else ""
        page.text(row, 1, label, look="header")
        page.formula(row, 2, f"={function}({every}){mean}", value, look="points", what=label)


def _figure(page: Page, row: int, one: QualityBid, *, case: ComparisonCase, entries: Page, last: int) -> None:
    number: Number = dict(case.found.figures)[one.id]
    page.text(row, 1, one.id)
    page.formula(row, 2, f"={entries.ref(row, 2)}", one.price, look="points")
    page.formula(row, 3, f"={entries.ref(row, 3)}", one.quality, look="points")
    page.formula(row, 4, f"={FORMULAS[case.found.method].format(r=row)}", number.exact, look="points")
    rounded = f"ROUND(ROUND(D{row},MAX(11,값자리+5)),값자리)"
    formula = f'=IF(ISNUMBER(D{row}),{rounded},"{forms.NOT_OPENED}")'
    page.formula(row, 5, formula, number.value, look="points", what=f"{one.id} 값")
    within = f"ISNUMBER(D{row})"
    if case.found.method == _EXTENDED:
        best = f"MAX($D${_FIRST}:$D${last})"
        within = f"D{row}/{best}-(1-허용폭)>=-0.000000000001"
    word = blocks.yes(one.id not in case.found.outside_band)
    page.formula(row, 6, f'=IF({within},"{forms.YES}","{forms.NO}")', word, look="centre", what=f"{one.id} 범위 안")


def _placed(page: Page, row: int, one: QualityBid, *, case: ComparisonCase, order: blocks.Order) -> None:
    places = blocks.positions(case.found.order)
    lines = blocks.lines([bid.id for bid in case.bids], places)
    counted = f'IF(F{row}="{forms.YES}",'
    formula = f'={counted}{order.place(row)},"")'
    page.formula(row, 7, formula, places.get(one.id, ""), look="rank", what=f"{one.id} 순위")
    page.formula(row, 8, blocks.line_formula("G", row, first=order.first), lines.get(one.id, ""), look="centre")
    first = f'IF(COUNTIF({order.column("G")},1)>1,"{TIED}","{blocks.FIRST_PLACE}")'
    outcome = f'=IF(G{row}="","{OUTSIDE}",IF(G{row}=1,{first},G{row}&"순위"))'
    page.formula(row, 9, outcome, _outcome(one.id, case), look="verdict", what=f"{one.id} 결과")


def _outcome(bid: str, case: ComparisonCase) -> str:
    place = blocks.positions(case.found.order).get(bid)
    if place is None:
        return OUTSIDE
    if place > 1:
        return f"{place}순위"
    return TIED if len(case.found.order[0]) > 1 else blocks.FIRST_PLACE


def _result(page: Page, case: ComparisonCase, order: blocks.Order) -> Written:
    first = case.found.order[0] if case.found.order else ()
    told = f"{blocks.FIRST_PLACE}: {first[0]}" if len(first) == 1 else TIED
    ranks = order.column("G")
    name = f"INDEX({order.column('A')},MATCH(1,{ranks},0))"
    page.text(8, 1, "결과", look="header")
    formula = f'=IF(COUNTIF({ranks},1)=1,"{blocks.FIRST_PLACE}: "&{name},"{TIED}")'
    page.formula(8, 2, formula, told, look="verdict", what="결과")
    return Written(page.ref(8, 2), told)
