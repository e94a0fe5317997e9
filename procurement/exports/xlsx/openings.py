"""개찰 대조: official scores beside live formulas of the rules of the day, their difference, and its cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Exact, Page, at, korean, rounded
from procurement.exports.xlsx.checks import write_checks
from procurement.exports.xlsx.freeze import frozen
from procurement.exports.xlsx.prices import FORMULAS
from procurement.exports.xlsx.workbook import Sheets
from procurement.openings.reconciling import Compared, Line, Reconciled
from procurement.openings.setting import computed
from procurement.openings.telling import STATES, basis_told, causes_told, counts, notices
from scoring.price import formula_named
from scoring.rules.loading import number

SHEET, CAUSES = "개찰 대조", "까닭과 점검"
_HEADER = (
    "업체", "투찰금액(원)", "기준금액 대비", "비고", "상태", "최저가 대상", "대상 금액(원)", "적용 최저가(원)",
    "산출값", "가격점수(계산)", "가격점수(공표)", "차이(공표−계산)", "판정", "까닭",
    "기술점수(공표)", "합계(계산)", "합계(공표)", "차이(공표−계산)", "판정", "까닭", "공표 순위",
)  # fmt: skip
_WIDTHS = (24, 17, 13, 16, 11, 9, 17, 17, 17, 13, 13, 12, 9, 36, 13, 13, 13, 12, 9, 30, 9)
_SCALES = {"upper_limit": 100, "lower_limit": 100, "low_price_share": 100, "base_rate": 100}
_NAMES = {
    "upper_limit": "구간상한율",
    "lower_limit": "구간하한율",
    "slope_points": "구간계수",
    "low_price_share": "저가점수율",
    "ceiling": "산식상한",
    "floor": "산식하한",
    "base_rate": "기준율",
    "points_per_percent": "퍼센트당감점",
    "ratio_places": "비율자리",
}
_NONE = "미산출"
_NO_CHECKS = "공표 값끼리 맞지 않는 것은 없음."


def opening_workbook(found: Reconciled) -> Sheets:
    """The reconciliation as .xlsx bytes, the same every time: 개찰 대조, 까닭과 점검, 검산."""
    terms = found.terms
    example = " (예시: 지어낸 값)" if terms.example else ""
    book = Book(heading=f"{terms.title}{example}", label="[예시] " if terms.example else "")
    _write(book, found)
    _write_causes(book, found)
    pairs = write_checks(book)
    book.finish()
    stamp = f"{terms.day.isoformat()}T00:00:00Z"
    return Sheets(content=frozen(book.workbook, cached=book.cached, stamp=stamp), pairs=pairs)


def _write(book: Book, found: Reconciled) -> None:
    constants = tuple(_constants(found))
    header = len(constants) + 7
    page = book.page(SHEET, widths=_WIDTHS, header_row=header)
    page.text(1, 2, "개찰결과 대조표", look="title")
    page.text(2, 2, f"{found.terms.title} ({found.opening.key})", look="plain")
    for row, (name, value, where) in enumerate(constants, 3):
        page.text(row, 1, name, look="header")
        if isinstance(value, str):
            page.text(row, 2, value, look="centre")
        else:
            page.number(row, 2, value, look="won" if name in ("기준금액", "적격상한") else "points")
        page.text(row, 3, where, look="plain")
        book.define(name, place=page.ref(row, 2))
    first, last = header + 1, header + len(found.lines)
    _lowest(page, header - 3, found, pool=f"$G${first}:$G${last}")
    page.texts(header, _HEADER, look="header")
    for row, line in enumerate(found.lines, first):
        _line(page, row, line, found, lowest=header - 2)
    page.text(last + 2, 2, f"가격점수: {counts(found)}", look="plain")


def _constants(found: Reconciled) -> Iterator[tuple[str, Exact | str, str]]:
    terms, answers = found.terms, found.terms.answers
    law = f"{terms.rules[0].title}, {terms.day}의 값"
    yield "가격배점", terms.price_points, "reconcile.toml [points]"
    kind = f"{forms.E_KIND[answers.e_kind]}, {forms.VAT[answers.e_vat]}"
    yield "기준금액", answers.e_amount, f"reconcile.toml [amounts]: {kind}"
    yield "적격상한", answers.ceiling, "reconcile.toml [answers] ceiling"
    yield "가격자리", terms.places, f"{law}, 반올림"
    yield "하한적용", forms.YES if answers.floor_l else forms.NO, "reconcile.toml [answers] floor_L"
    yield "배점상한적용", forms.YES if answers.cap_at_pmax else forms.NO, "reconcile.toml [answers] cap_at_pmax"
    formula = answers.price_formula
    for key in formula_named(formula).constants:
        scale = _SCALES.get(key, 1)
        yield _NAMES[key], number(terms.rules, key=f"{formula}.{key}") * scale, f"{law}: {formula}.{key}"


def _lowest(page: Page, row: int, found: Reconciled, *, pool: str) -> None:
    page.text(row, 1, "최저 입찰금액(원)", look="header")
    lowest: Fraction | str = "" if found.lowest is None else found.lowest
    page.formula(row, 2, f'=IF(COUNT({pool})=0,"",MIN({pool}))', lowest, look="won", what="최저 입찰금액")
    page.text(row, 3, f"대상: {forms.POOL[found.terms.answers.l_pool]}", look="plain")
    page.text(row + 1, 1, "적용 최저가(원)", look="header")
    floored = f'=IF(B{row}="","",IF(하한적용="{forms.YES}",MAX(B{row},구간하한율*기준금액/100),B{row}))'
    formula = floored if found.setting.formula.startswith("two_slope") else f"=B{row}"
    page.formula(row + 1, 2, formula, _used(found), look="won", what="적용 최저가")


def _used(found: Reconciled) -> Fraction | str:
    """L as the formula uses it, the same for every bid."""
    setting, lowest = found.setting, found.lowest
    if lowest is None:
        return ""
    if not (setting.formula.startswith("two_slope") and setting.floor_lowest):
        return lowest
    return max(lowest, number(setting.rules, key=f"{setting.formula}.lower_limit") * setting.reference)


def _line(page: Page, row: int, line: Line, found: Reconciled, *, lowest: int) -> None:
    bid = line.contestant.bid
    page.text(row, 1, bid.bidder)
    _given(page, row, 2, bid.amount, look="won")
    ratio = "" if bid.amount is None else Fraction(100 * bid.amount, found.terms.answers.e_amount)
    page.formula(row, 3, f'=IF(ISNUMBER(B{row}),B{row}/기준금액*100,"")', ratio, look="percent")
    page.texts(row, (bid.remark, _state(line)), column=4)
    page.text(row, 6, forms.COUNTED if line.pooled else forms.LEFT_OUT, look="centre")
    pooled = bid.amount if line.pooled and bid.amount is not None else ""
    page.formula(row, 7, f'=IF(F{row}="{forms.COUNTED}",B{row},"")', pooled, look="won")
    page.formula(row, 8, f"=$B${lowest}", _used(found), look="won")
    _score(page, row, line, found, lowest=lowest)
    _comparison(page, row, 10, line.price, what=f"{bid.bidder} 가격점수")
    _given(page, row, 15, bid.technical, look="score")
    total = f'=IF(AND(ISNUMBER(J{row}),ISNUMBER(O{row})),J{row}+O{row},"{_NONE}")'
    ours = _NONE if line.total.ours is None else line.total.ours
    page.formula(row, 16, total, ours, look="total", what=f"{bid.bidder} 합계")
    _comparison(page, row, 16, line.total, what=f"{bid.bidder} 합계")
    page.text(row, 21, bid.rank_text, look="centre")


def _state(line: Line) -> str:
    contestant = line.contestant
    return forms.NOT_ELIGIBLE if contestant.state == "valid" and not contestant.eligible else STATES[contestant.state]


def _score(page: Page, row: int, line: Line, found: Reconciled, *, lowest: int) -> None:
    """산출값 and 가격점수(계산); a bid below L, which only one outside the pool can be, has none."""
    name, score = line.contestant.bid.bidder, line.computed
    formula = FORMULAS[found.setting.formula].format(r=row)
    possible = f"AND(ISNUMBER(B{row}),ISNUMBER($B${lowest - 1}))"
    inner = f'=IF({possible},IF(B{row}>=$B${lowest - 1},{formula},"{_NONE}"),"{_NONE}")'
    page.formula(row, 9, inner, _before_cap(line, found), look="exact", what=f"{name} 산출값")
    capped = f'IF(배점상한적용="{forms.YES}",MIN(가격배점,I{row}),I{row})'
    points = f'=IF(ISNUMBER(I{row}),{rounded(capped, places="가격자리")},"{_NONE}")'
    page.formula(row, 10, points, score.points if score else _NONE, look="total", what=f"{name} 가격점수")


def _before_cap(line: Line, found: Reconciled) -> Fraction | str:
    """What the formula gave; the comparison keeps the points after the cap."""
    score = computed(line.contestant, setting=replace(found.setting, cap=False), lowest=found.lowest)
    return score.derived.number.exact if score else _NONE


def _comparison(page: Page, row: int, column: int, compared: Compared, *, what: str) -> None:
    """Official value, difference, verdict and cause, to the right of our value in `column`."""
    ours, official = at(row, column), at(row, column + 1)
    _given(page, row, column + 1, compared.official, look="score")
    apart = f"ROUND({official}-{ours},{forms.SUM_PLACES})"
    both = f"AND(ISNUMBER({ours}),ISNUMBER({official}))"
    difference = "" if compared.difference is None else compared.difference
    page.formula(row, column + 2, f'=IF({both},{apart},"")', difference, look="score", what=f"{what} 차이")
    verdict = f'=IF(ISNUMBER({official}),IF(ISNUMBER({ours}),IF({apart}=0,"같음","다름"),"{_NONE}"),"미공표")'
    page.formula(row, column + 3, verdict, compared.verdict, look="verdict", what=f"{what} 판정")
    page.text(row, column + 4, korean(compared.why))


def _given(page: Page, row: int, column: int, value: Decimal | int | None, *, look: str) -> None:
    if value is None:
        page.text(row, column, "미공표", look="centre")
    else:
        page.number(row, column, value, look=look)


def _write_causes(book: Book, found: Reconciled) -> None:
    page = book.page(CAUSES, widths=(120,))
    page.text(1, 1, CAUSES, look="title")
    row = 2
    for said in (basis_told(found), causes_told(found.findings), found.checks or (_NO_CHECKS,), notices(found)):
        row += 1
        for line in said:
            row = page.paragraph(row, 1, korean(line)) + 1
