"""입찰가격 평가표: zone, lowest bid used and price points of every bid, by the formula of the rule's day."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, rounded
from procurement.exports.xlsx.verdicts import on_total, technically_eligible
from scoring.price import Offer, price_score
from scoring.quantity import plain
from scoring.result import BidResult, Evaluation, PriceScore
from scoring.rules.loading import number

Rates = tuple[Fraction, Fraction]
_HEADER = 6
_FIRST = _HEADER + 1
_ZONED = "IF(B{r}*100>=구간상한율*기준금액,{upper},IF(B{r}*100>=구간하한율*기준금액,{middle},{lower}))"
_SLOPE = "구간계수*(구간상한율*기준금액-B{r}*100)/((구간상한율-구간하한율)*기준금액)"
_MIDDLE = "가격배점*H{r}*100/(구간상한율*기준금액)+" + _SLOPE
_ZONE = (
    '=IF(B{r}*100>=구간상한율*기준금액,구간상한율&"% 이상",'
    'IF(B{r}*100>=구간하한율*기준금액,구간하한율&"% 이상 "&구간상한율&"% 미만",구간하한율&"% 미만"))'
)
FORMULAS = {
    "two_slope_2026": _ZONED.format(
        r="{r}", upper="가격배점*H{r}/B{r}", middle=_MIDDLE, lower="가격배점*저가점수율/100"
    ),
    "two_slope_legacy": _ZONED.format(
        r="{r}", upper="가격배점*H{r}/B{r}", middle=_MIDDLE, lower="가격배점*H{r}*100/(구간상한율*기준금액)+구간계수"
    ),
    "relative_lowest": "가격배점*H{r}/B{r}",
    "linear_from_lowest": "가격배점*MAX(0,2-B{r}/H{r})",
    "linear_fixed_ceiling": (
        'IF(AND(B{r}>=산식하한,B{r}<=산식상한),가격배점*(산식상한-B{r})/(산식상한-산식하한),"' + forms.NOT_OPENED + '")'
    ),
    "deviation_from_reserve": "가격배점-퍼센트당감점*ABS(기준율-ROUND(B{r}/기준금액,비율자리)*100)",
}
"""The rule's named formulas over the named constants; B = bid, H = lowest bid used."""


def write_prices(book: Book, *, evaluation: Evaluation, eligible: Mapping[str, str]) -> dict[str, str]:
    """Write 입찰가격 평가표; `eligible` holds each bid's technical verdict cell.

    Returns bid id -> the cell with its price points (협상에 의한 계약체결기준 별표; rules.md §1.1.4).
    """
    page = book.page(forms.PRICES, widths=(24, 18, 12, 8, 10, 18, 17, 18, 16, 11, 8, 12), header_row=_HEADER)
    page.text(1, 1, forms.PRICES, look="title")
    last = _FIRST + len(evaluation.results) - 1
    rates = _rates(evaluation)
    _lowest(page, evaluation, f"$F${_FIRST}:$F${last}")
    own = forms.THRESHOLD_OF_TOTAL if on_total(evaluation) else {}
    page.texts(_HEADER, tuple(own.get(word, word) for word in forms.PRICES_HEADER), look="header")
    for row, result in enumerate(evaluation.results, _FIRST):
        _bid(page, row, result, evaluation, rates=rates, eligible=eligible[result.bid.id])
    _limit(page, last)
    page.text(last + 2, 1, f"가격점수 산식: {evaluation.answers.price_formula} (조문은 기준전사표)", look="plain")
    page.text(last + 4, 1, "담당공무원 서명:                     (서명)", look="plain")
    return {r.bid.id: page.ref(row, 10) for row, r in enumerate(evaluation.results, _FIRST)}


def within_cells(evaluation: Evaluation) -> dict[str, str]:
    """Bid id -> the cell that will say whether its price is within the ceiling."""
    return _column(evaluation, "D")


def offer_cells(evaluation: Evaluation) -> dict[str, str]:
    """Bid id -> the cell with its price as bid, in won."""
    return _column(evaluation, "B")


def _column(evaluation: Evaluation, letter: str) -> dict[str, str]:
    sheet = quote_sheetname(forms.PRICES)
    return {r.bid.id: f"{sheet}!${letter}${row}" for row, r in enumerate(evaluation.results, _FIRST)}


def _lowest(page: Page, evaluation: Evaluation, pool: str) -> None:
    lowest = evaluation.lowest_price
    used = next((r.price.lowest_used for r in evaluation.results if r.price), None)
    page.text(3, 1, "최저 입찰금액(원)", look="header")
    page.formula(
        3, 2, f'=IF(COUNT({pool})=0,"",MIN({pool}))', "" if lowest is None else lowest, look="won", what="최저 입찰금액"
    )
    page.text(4, 1, "적용 최저가(원)", look="header")
    floored = f'=IF(B3="","",IF(하한적용="{forms.YES}",MAX(B3,구간하한율*기준금액/100),B3))'
    formula = floored if evaluation.answers.price_formula.startswith("two_slope") else "=B3"
    page.formula(4, 2, formula, "" if used is None else used, look="won", what="적용 최저가")


def _bid(
    page: Page, row: int, result: BidResult, evaluation: Evaluation, *, rates: Rates | None, eligible: str
) -> None:
    bid, price = result.bid, result.price
    page.text(row, 1, bid.name)
    verdict = forms.ELIGIBLE if technically_eligible(result, evaluation=evaluation) else forms.NOT_ELIGIBLE
    page.formula(row, 5, f"={eligible}", verdict, look="centre")
    if bid.price is None:
        page.texts(row, (forms.CLOSED, "", forms.CLOSED), look="centre", column=2)
        page.texts(row, ("", forms.CLOSED, "", forms.NOT_OPENED, forms.NOT_OPENED, "", ""), look="centre", column=6)
        return
    page.number(row, 2, bid.price, look="bid_won")
    ratio = Fraction(100 * bid.price, evaluation.answers.e_amount)
    page.formula(row, 3, f"=B{row}/기준금액*100", ratio, look="percent", what=f"{bid.name} 기준금액 대비")
    within = bid.price <= evaluation.answers.ceiling
    page.formula(
        row, 4, f'=IF(B{row}<=적격상한,"{forms.YES}","{forms.NO}")', forms.YES if within else forms.NO, look="centre"
    )
    opened = f'AND(D{row}="{forms.YES}",OR(최저가대상="{forms.POOL["valid_all"]}",E{row}="{forms.ELIGIBLE}"))'
    page.formula(row, 6, f'=IF({opened},B{row},"")', bid.price if price else "", look="won")
    if rates:
        page.formula(row, 7, _ZONE.format(r=row), _zone(ratio, rates), look="centre")
    else:
        page.text(row, 7, "구간 없음", look="centre")
    page.formula(row, 8, "=$B$4", _used(evaluation), look="won")
    _score(page, row, Fraction(bid.price), result, evaluation)


def _used(evaluation: Evaluation) -> Fraction | str:
    return next((r.price.lowest_used for r in evaluation.results if r.price), "")


def _rates(evaluation: Evaluation) -> Rates | None:
    formula = evaluation.answers.price_formula
    if not formula.startswith("two_slope"):
        return None
    upper, lower = (number(evaluation.rules, key=f"{formula}.{key}") for key in ("upper_limit", "lower_limit"))
    return upper * 100, lower * 100


def _zone(ratio: Fraction, rates: Rates) -> str:
    upper, lower = (plain(rate) for rate in rates)
    if ratio >= rates[0]:
        return f"{upper}% 이상"
    return f"{lower}% 이상 {upper}% 미만" if ratio >= rates[1] else f"{lower}% 미만"


def _score(page: Page, row: int, own: Fraction, result: BidResult, evaluation: Evaluation) -> None:
    price = result.price
    formula = FORMULAS[evaluation.answers.price_formula].format(r=row)
    exact = _before_cap(own, price, evaluation) if price else forms.NOT_OPENED
    page.formula(row, 9, f'=IF(F{row}="","{forms.NOT_OPENED}",{formula})', exact, look="exact")
    capped = f'IF(배점상한적용="{forms.YES}",MIN(가격배점,I{row}),I{row})'
    points = f'=IF(ISNUMBER(I{row}),{rounded(capped, places="가격자리")},"{forms.NOT_OPENED}")'
    value = price.number.value if price else forms.NOT_OPENED
    page.formula(row, 10, points, value, look="total", what=f"{result.bid.name} 가격점수")
    over = f'=IF(ISNUMBER(I{row}),IF(ROUND(I{row},{forms.SUM_PLACES})>가격배점,"{forms.OVER}",""),"")'
    page.formula(row, 11, over, forms.OVER if price and price.over_pmax else "", look="centre")
    page.text(row, 12, "", look="entry_text")


def _before_cap(own: Fraction, price: PriceScore, evaluation: Evaluation) -> Fraction:
    """What the formula gave; the evaluation keeps the points after the cap."""
    answers = evaluation.answers
    if not (price.over_pmax and answers.cap_at_pmax):
        return price.number.exact
    offer = Offer(
        price=own,
        lowest=Fraction(evaluation.lowest_price or own),
        reference=Fraction(answers.e_amount),
        points=evaluation.scheme.price_points,
        floor_lowest=answers.floor_l,
    )
    return price_score(offer, formula=answers.price_formula, rules=evaluation.rules, cap_at_pmax=False).number.exact


def _limit(page: Page, last: int) -> None:
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0", allow_blank=False)
    rule.errorTitle, rule.error = "투찰금액", "0보다 큰 원 단위 정수를 넣으십시오."
    page.validate(rule, spans=[((_FIRST, 2), (last, 2))])
