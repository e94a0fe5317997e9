"""차등점수 산출표: raw points in order, the gap that applies at each step, and each bid's fixed points."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from procurement.exports.xlsx.freeze import Cached
from scoring.result import BidResult, Evaluation

_HEADER = 3
_FIRST = _HEADER + 1


def write_differential(
    book: Book, *, evaluation: Evaluation, raw: Mapping[str, str], pool: Mapping[str, str]
) -> dict[str, str]:
    """Write 차등점수 산출표; `raw` and `pool` hold each bid's raw points and 적격 cell.

    Returns bid id -> the cell with its differential points. D1 = full points,
    Di = Di-1 − max(step, raw gap) (SW 기술성 평가기준 지침 제4조⑤).
    """
    page = book.page(forms.DIFFERENTIAL, widths=(26, 14, 18, 14, 14, 14), header_row=_HEADER)
    page.text(1, 1, forms.DIFFERENTIAL, look="title")
    page.texts(_HEADER, forms.DIFFERENTIAL_HEADER, look="header")
    count = len(evaluation.results)
    steps_at = _FIRST + count + 3
    for row, result in enumerate(evaluation.results, _FIRST):
        _bid(page, row, result, evaluation, cells=(raw[result.bid.id], pool[result.bid.id]), steps=steps_at)
    page.texts(steps_at - 1, forms.DIFFERENTIAL_STEPS, look="header")
    ranked = _in_order(evaluation)
    for index in range(count):
        _step(page, steps_at, index, ranked=ranked, raws=f"$C${_FIRST}:$C${_FIRST + count - 1}")
        step = evaluation.answers.differential_step if index < len(ranked) else None
        page.formula(steps_at + index, 4, f'=IF(B{steps_at + index}="","",차등점수차)', "" if step is None else step)
    return {r.bid.id: page.ref(row, 5) for row, r in enumerate(evaluation.results, _FIRST)}


def _in_order(evaluation: Evaluation) -> tuple[BidResult, ...]:
    taking_part = (r for r in evaluation.results if r.differential is not None)
    return tuple(sorted(taking_part, key=lambda r: r.technical_raw.value, reverse=True))


def _bid(
    page: Page, row: int, result: BidResult, evaluation: Evaluation, *, cells: tuple[str, str], steps: int
) -> None:
    raw, eligible = cells
    # The verdict may rest on these very points; referring to it then would go round in a circle.
    tested_raw = evaluation.answers.differential_threshold_on == "raw"
    last = steps + len(evaluation.results) - 1
    found = f"MATCH(C{row},$B${steps}:$B${last},0)"
    part = result.differential
    page.text(row, 1, result.bid.name)
    everyone = f'차등대상="{forms.RANKED["all"]}"'
    counted = f'OR({everyone},{eligible}="{forms.ELIGIBLE}")' if tested_raw else everyone
    pool = f'=IF(AND(ISNUMBER({raw}),{counted}),"{forms.COUNTED}","{forms.LEFT_OUT}")'
    page.formula(row, 2, pool, forms.COUNTED if part else forms.LEFT_OUT, look="centre")
    page.formula(row, 3, f'=IF(B{row}="{forms.COUNTED}",{raw},"")', result.technical_raw.value if part else "")
    ranks = f'=IF(B{row}="{forms.COUNTED}",INDEX($A${steps}:$A${last},{found}),"")'
    page.formula(row, 4, ranks, part.rank if part else "", look="rank")
    value = result.technical.value
    formula = f'=IF(B{row}="{forms.COUNTED}",INDEX($F${steps}:$F${last},{found}),{raw})'
    page.formula(row, 5, formula, value, look="total", what=f"{result.bid.name} 차등점수")


def _step(page: Page, first: int, index: int, *, ranked: tuple[BidResult, ...], raws: str) -> None:
    row, above = first + index, first + index - 1
    here = ranked[index].differential if index < len(ranked) else None
    raw = ranked[index].technical_raw.value if here else ""
    page.formula(row, 2, f'=IFERROR(LARGE({raws},{index + 1}),"")', raw)
    if index == 0:
        gap, applied, rank, points = "0", "0", "1", "기술배점"
    else:
        gap, applied = f"ROUND(B{above}-B{row},{forms.SUM_PLACES})", f"IF(C{row}=0,0,MAX(D{row},C{row}))"
        rank, points = f"IF(C{row}=0,A{above},{index + 1})", f"ROUND(F{above}-E{row},{forms.SUM_PLACES})"
    values: tuple[Cached | Fraction, ...] = ("", "", "", "")
    if here is not None:
        tied = index > 0 and raw == ranked[index - 1].technical_raw.value
        gaps = (0, 0) if tied else (here.raw_gap, here.applied_gap)
        values = (here.rank, *gaps, here.number.value)
    formulas = (rank, gap, applied, points)
    for column, formula, value in zip((1, 3, 5, 6), formulas, values, strict=True):
        page.formula(row, column, f'=IF(B{row}="","",{formula})', value, look="rank" if column == 1 else "score")
