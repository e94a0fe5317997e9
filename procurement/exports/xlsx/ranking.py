"""종합평가표·협상순위: totals, eligibility and order as formulas, ties by the rule, and a stop where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.pagebreak import Break

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.reasons import reason, reason_formula, words
from procurement.exports.xlsx.tiebreak import FIRST, LevelSources, nested_order, write_ties
from procurement.exports.xlsx.verdicts import on_total, technically_eligible
from scoring.eligibility import eligibility_on
from scoring.result import BidResult, Evaluation
from scoring.rules.loading import known

_FIRST = FIRST
_HEADER = _FIRST - 1
_RAW, _VERDICT = "D", "H"
_ON_ONE_PAGE = 8  # of more bids the order stands on a page of its own, its header above its lines
_THRESHOLD = {
    "technical": "=ROUND(기술배점*적격비율/100,10)",
    "technical_points": "=적격기술점수",
    "total": "=적격합산점수",
}
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Bid id -> the cell of each part that the ranking adds up."""

    panel: Mapping[str, str]
    quantitative: Mapping[str, str]
    gates: Mapping[str, str]
    technical: Mapping[str, str]
    within: Mapping[str, str]
    price: Mapping[str, str]
    levels: LevelSources


def raw_cells(evaluation: Evaluation) -> dict[str, str]:
    """Bid id -> the cell that will hold its raw technical points."""
    return column_cells(evaluation, _RAW)


def verdict_cells(evaluation: Evaluation) -> dict[str, str]:
    """Bid id -> the cell that will say whether its technical part is 적격."""
    return column_cells(evaluation, _VERDICT)


def column_cells(evaluation: Evaluation, letter: str) -> dict[str, str]:
    """Bid id -> its cell in a column of 종합평가표."""
    sheet = quote_sheetname(forms.RANKING)
    return {r.bid.id: f"{sheet}!${letter}${row}" for row, r in enumerate(evaluation.results, _FIRST)}


def write_ranking(book: Book, *, evaluation: Evaluation, parts: Parts) -> None:
    """Write 종합평가표·협상순위 (협상에 의한 계약체결기준 제8조)."""
    widths = (22, 10, 10, 10, 10, 10, 9, 9, 8, 9, 10, 8, 10, 6, 6, 28, 12, *((8,) if with_bonus(evaluation) else ()))
    page = book.page(forms.RANKING, widths=widths, header_row=_HEADER)
    page.text(1, 1, forms.RANKING, look="title")
    page.texts(_HEADER, _header(evaluation), look="header")
    last = _FIRST + len(evaluation.results) - 1
    keys = ("$M", "$E", *write_ties(book, evaluation=evaluation, sources=parts.levels))
    for row, result in enumerate(evaluation.results, _FIRST):
        _technical(page, row, result, evaluation, parts)
        _eligibility(page, row, result, evaluation, parts)
        _total(page, row, result, evaluation, parts)
        _rank(page, row, result, evaluation, keys)
    if len(evaluation.results) > _ON_ONE_PAGE:
        page.sheet.row_breaks.append(Break(id=last + 1))
    _order(page, last + 3, evaluation)
    page.text(last + len(evaluation.results) + 5, 1, "계약담당공무원 서명:                 (서명)", look="plain")


def _header(evaluation: Evaluation) -> tuple[str, ...]:
    own = forms.THRESHOLD_OF_TOTAL if on_total(evaluation) else {}
    return (
        *(own.get(word, word) for word in forms.RANKING_HEADER),
        *((forms.BONUS,) if with_bonus(evaluation) else ()),
    )


def with_bonus(evaluation: Evaluation) -> bool:
    """Whether the rules know points that are added to the total (가점)."""
    return known(evaluation.rules, key="bonus_points_max") is not None


def _technical(page: Page, row: int, result: BidResult, evaluation: Evaluation, parts: Parts) -> None:
    bid = result.bid
    page.text(row, 1, bid.name)
    page.formula(row, 2, f"={parts.panel[bid.id]}", result.panel.number.value)
    page.formula(row, 3, f"={parts.quantitative[bid.id]}", result.quantitative.value)
    raw = f'=IF(AND(ISNUMBER(B{row}),ISNUMBER(C{row})),ROUND(B{row}+C{row},10),"{forms.NOT_FILLED}")'
    page.formula(row, 4, raw, result.technical_raw.value, what=f"{bid.name} 기술계")
    technical = f"={parts.technical.get(bid.id, f'D{row}')}"
    page.formula(row, 5, technical, result.technical.value, what=f"{bid.name} 적용 기술점수")
    page.formula(row, 6, _THRESHOLD[eligibility_on(evaluation.rules)], result.threshold.exact, what="기준점수")


def _eligibility(page: Page, row: int, result: BidResult, evaluation: Evaluation, parts: Parts) -> None:
    bid = result.bid
    met = all(gate.passed for gate in result.gates)
    within = forms.CLOSED
    if bid.price is not None:
        within = forms.YES if bid.price <= evaluation.answers.ceiling else forms.NO
    page.formula(row, 7, f"={parts.gates[bid.id]}", forms.MET if met else forms.NOT_MET, look="centre")
    technical = f'AND(G{row}="{forms.MET}",{_points_reached(row, evaluation)})'
    page.formula(
        row,
        8,
        f"=IF({technical},{_words(forms.ELIGIBLE)},{_words(forms.NOT_ELIGIBLE)})",
        forms.ELIGIBLE if technically_eligible(result, evaluation=evaluation) else forms.NOT_ELIGIBLE,
        look="centre",
    )
    page.formula(row, 9, f"={parts.within[bid.id]}", within, look="centre")
    page.formula(
        row,
        10,
        _verdict(row, evaluation),
        forms.ELIGIBLE if result.eligible else forms.NOT_ELIGIBLE,
        look="verdict",
        what=f"{bid.name} 협상적격",
    )


def _points_reached(row: int, evaluation: Evaluation) -> str:
    """Whether the technical points reach the threshold; where the total is tested nothing is asked of them alone."""
    tested = f"{_tested(evaluation)}{row}"
    return f"ISNUMBER({tested})" if on_total(evaluation) else f"ISNUMBER({tested}),ROUND({tested}-F{row},8)>=0"


def _total_reached(row: int, evaluation: Evaluation) -> str:
    tested = f"{_tested(evaluation)}{row}"
    total = f'{tested}+K{row}-IF(감점후판정="{forms.YES}",L{row},0)'
    return f"IF(AND(ISNUMBER({tested}),ISNUMBER(K{row})),ROUND({total}-F{row},8)>=0,FALSE)"


def _verdict(row: int, evaluation: Evaluation) -> str:
    both = f'H{row}="{forms.ELIGIBLE}",I{row}="{forms.YES}"'
    if not on_total(evaluation):
        return f"=IF(AND({both}),{_words(forms.ELIGIBLE)},{_words(forms.NOT_ELIGIBLE)})"
    unsaid = f'AND(ISNUMBER(K{row}),L{row}<>0,감점후판정="{forms.NOT_DECIDED}")'
    reached = f"AND({both},{_total_reached(row, evaluation)})"
    return f'=IF({unsaid},"{forms.NOT_FILLED}",IF({reached},{_words(forms.ELIGIBLE)},{_words(forms.NOT_ELIGIBLE)}))'


def _words(text: str) -> str:
    return f'"{text}"'


def _total(page: Page, row: int, result: BidResult, evaluation: Evaluation, parts: Parts) -> None:
    bid = result.bid
    price = result.price.number.value if result.price else forms.NOT_OPENED
    page.formula(row, 11, f"={parts.price[bid.id]}", price)
    page.number(row, 12, result.deduction.exact, look="entry")
    added = f"+R{row}" if with_bonus(evaluation) else ""
    formula = f'=IF(AND(ISNUMBER(E{row}),ISNUMBER(K{row})),ROUND(E{row}+K{row}-L{row}{added},10),"{forms.NOT_OPENED}")'
    if added:
        page.number(row, 18, result.bonus.exact if result.bonus else 0, look="entry")
    total = result.total.value if result.total else forms.NOT_OPENED
    page.formula(row, 13, formula, total, look="total", what=f"{bid.name} 합계")


def _rank(page: Page, row: int, result: BidResult, evaluation: Evaluation, keys: Keys) -> None:
    first, last = _FIRST, _FIRST + len(evaluation.results) - 1
    eligible = f'($J${first}:$J${last}="{forms.ELIGIBLE}")'
    better = nested_order(keys, row=row, first=first, last=last)
    formula = f'=IF(J{row}="{forms.ELIGIBLE}",1+SUMPRODUCT({eligible}*({better})),"")'
    rank = "" if result.rank is None else result.rank
    page.formula(row, 14, formula, rank, look="rank", what=f"{result.bid.name} 순위")
    line = _listed(evaluation).index(result) + 1 if result.rank else ""
    page.formula(row, 15, f'=IF(N{row}="","",N{row}+COUNTIF(N${first}:N{row},N{row})-1)', line, look="centre")
    tested = f"{_tested(evaluation)}{row}"
    points = f"IF(ISNUMBER({tested}),ROUND({tested}-F{row},8)>=0,FALSE)"
    reached = _total_reached(row, evaluation) if on_total(evaluation) else points
    why = reason_formula(row, first=first, last=last, reached=reached, said=words(evaluation))
    page.formula(row, 16, why, reason(result, evaluation=evaluation), look="text")
    page.text(row, 17, "", look="entry_text")


def _listed(evaluation: Evaluation) -> list[BidResult]:
    """The ranked bids, those that share a rank in the order of the table."""
    return sorted((r for r in evaluation.results if r.rank), key=lambda r: r.rank or 0)


def _tested(evaluation: Evaluation) -> str:
    return "D" if evaluation.answers.differential_threshold_on == "raw" else "E"


def _order(page: Page, row: int, evaluation: Evaluation) -> None:
    """The bids in negotiation order; bids that the rule cannot order stand one below the other with one rank."""
    first, last = _FIRST, _FIRST + len(evaluation.results) - 1
    page.texts(row - 1, ("협상순위", "순위", "합계"), look="header")
    listed = _listed(evaluation)
    for line in range(1, len(evaluation.results) + 1):
        here, result = row + line - 1, listed[line - 1] if line <= len(listed) else None
        values = (result.bid.name, result.rank or "", result.total.value) if result and result.total else ("", "", "")
        for column, source, value, look in zip((1, 2, 3), "ANM", values, ("text", "rank", "total"), strict=True):
            found = f"INDEX(${source}${first}:${source}${last},MATCH({line},$O${first}:$O${last},0))"
            page.formula(here, column, f'=IFERROR({found},"")', value, look=look)
