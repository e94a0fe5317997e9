"""종합평가표·협상순위: totals, eligibility and order as formulas, ties by the rule, and a stop where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import quote_sheetname

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.reasons import reason, reason_formula
from procurement.exports.xlsx.tiebreak import FIRST, LevelSources, nested_order, write_levels
from procurement.exports.xlsx.verdicts import threshold_met
from scoring.result import BidResult, Evaluation

_FIRST = FIRST
_HEADER = _FIRST - 1
_RAW, _VERDICT = "D", "H"
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
    return _column(evaluation, _RAW)


def verdict_cells(evaluation: Evaluation) -> dict[str, str]:
    """Bid id -> the cell that will say whether its technical part is 적격."""
    return _column(evaluation, _VERDICT)


def _column(evaluation: Evaluation, letter: str) -> dict[str, str]:
    sheet = quote_sheetname(forms.RANKING)
    return {r.bid.id: f"{sheet}!${letter}${row}" for row, r in enumerate(evaluation.results, _FIRST)}


def write_ranking(book: Book, *, evaluation: Evaluation, parts: Parts) -> None:
    """Write 종합평가표·협상순위 (협상에 의한 계약체결기준 제8조)."""
    widths = (22, 10, 10, 10, 10, 10, 9, 9, 8, 9, 10, 8, 10, 6, 6, 28, 12)
    page = book.page(forms.RANKING, widths=widths, header_row=_HEADER)
    page.text(1, 1, forms.RANKING, look="title")
    page.texts(_HEADER, forms.RANKING_HEADER, look="header")
    last = _FIRST + len(evaluation.results) - 1
    keys = ("$M", "$E", *write_levels(book, evaluation=evaluation, sources=parts.levels))
    for row, result in enumerate(evaluation.results, _FIRST):
        _technical(page, row, result, parts)
        _eligibility(page, row, result, evaluation, parts)
        _total(page, row, result, parts)
        _rank(page, row, result, evaluation, keys)
    _order(page, last + 3, evaluation)
    page.text(last + len(evaluation.results) + 5, 1, "계약담당공무원 서명:                 (서명)", look="plain")


def _technical(page: Page, row: int, result: BidResult, parts: Parts) -> None:
    bid = result.bid
    page.text(row, 1, bid.name)
    page.formula(row, 2, f"={parts.panel[bid.id]}", result.panel.number.value)
    page.formula(row, 3, f"={parts.quantitative[bid.id]}", result.quantitative.value)
    raw = f'=IF(AND(ISNUMBER(B{row}),ISNUMBER(C{row})),ROUND(B{row}+C{row},10),"{forms.NOT_FILLED}")'
    page.formula(row, 4, raw, result.technical_raw.value, what=f"{bid.name} 기술계")
    technical = f"={parts.technical.get(bid.id, f'D{row}')}"
    page.formula(row, 5, technical, result.technical.value, what=f"{bid.name} 적용 기술점수")
    page.formula(row, 6, "=ROUND(기술배점*적격비율/100,10)", result.threshold.exact, what="기준점수")


def _eligibility(page: Page, row: int, result: BidResult, evaluation: Evaluation, parts: Parts) -> None:
    bid = result.bid
    tested = _tested(evaluation)
    met = all(gate.passed for gate in result.gates)
    enough = threshold_met(result, evaluation=evaluation)
    within = bid.price <= evaluation.answers.ceiling
    page.formula(row, 7, f"={parts.gates[bid.id]}", forms.MET if met else forms.NOT_MET, look="centre")
    technical = f'AND(G{row}="{forms.MET}",ISNUMBER({tested}{row}),ROUND({tested}{row}-F{row},8)>=0)'
    page.formula(
        row,
        8,
        f"=IF({technical},{_words(forms.ELIGIBLE)},{_words(forms.NOT_ELIGIBLE)})",
        forms.ELIGIBLE if met and enough else forms.NOT_ELIGIBLE,
        look="centre",
    )
    page.formula(row, 9, f"={parts.within[bid.id]}", forms.YES if within else forms.NO, look="centre")
    both = f'AND(H{row}="{forms.ELIGIBLE}",I{row}="{forms.YES}")'
    page.formula(
        row,
        10,
        f"=IF({both},{_words(forms.ELIGIBLE)},{_words(forms.NOT_ELIGIBLE)})",
        forms.ELIGIBLE if result.eligible else forms.NOT_ELIGIBLE,
        look="verdict",
        what=f"{bid.name} 협상적격",
    )


def _words(text: str) -> str:
    return f'"{text}"'


def _total(page: Page, row: int, result: BidResult, parts: Parts) -> None:
    bid = result.bid
    price = result.price.number.value if result.price else forms.NOT_OPENED
    page.formula(row, 11, f"={parts.price[bid.id]}", price)
    page.number(row, 12, result.deduction.exact, look="entry")
    formula = f'=IF(AND(ISNUMBER(E{row}),ISNUMBER(K{row})),ROUND(E{row}+K{row}-L{row},10),"{forms.NOT_OPENED}")'
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
    why = reason_formula(row, first=first, last=last, tested=_tested(evaluation))
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
