"""규격 비교표: each mandatory requirement against the measured value, and how many makers meet them all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from scoring.result import BidResult, Evaluation, GateResult

_HEADER = 3
_FIRST = _HEADER + 1
_FEWEST_MAKERS = 2


def write_requirements(
    book: Book, *, evaluation: Evaluation, manufacturers: Mapping[str, str], edges: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    """Write 규격 비교표; returns bid id -> the cell that says 충족 or 미충족 over all gates.

    `edges` is (bid id, gate id) -> what its repeats say of the limit.
    A performance requirement is functional and reads "또는 동등 이상" (집행기준 제5조④5호).
    """
    page = book.page(forms.REQUIREMENTS, widths=(26, 40, 8, 12, 12, 14, 10, 50, 40), header_row=_HEADER)
    page.text(1, 1, forms.REQUIREMENTS, look="title")
    page.text(2, 1, "요구값은 기능·성능 기준이며 동등 이상의 제품을 모두 인정한다.", look="plain")
    page.texts(_HEADER, forms.REQUIREMENTS_HEADER, look="header")
    count = len(evaluation.scheme.gates)
    if not count:
        page.text(_FIRST, 1, "공고에 필수규격이 없음", look="plain")
    for index, result in enumerate(evaluation.results):
        for row, gate in enumerate(result.gates, _FIRST + index * count):
            _gate(page, row, result, gate)
            page.text(row, 9, edges.get((result.bid.id, gate.gate.id), forms.NO_EDGE))
    return _verdicts(page, _FIRST + count * len(evaluation.results) + 2, evaluation, manufacturers)


def _gate(page: Page, row: int, result: BidResult, outcome: GateResult) -> None:
    gate, value = outcome.gate, outcome.evidence.value if outcome.evidence else None
    page.texts(row, (result.bid.name, f"{gate.title} (또는 동등 이상)"))
    page.text(row, 3, "이상" if gate.comparison == ">=" else "이하", look="centre")
    page.number(row, 4, gate.limit, look="measured")
    page.text(row, 5, gate.unit, look="centre")
    if isinstance(value, Fraction):
        page.number(row, 6, value, look="entry")
    else:
        page.text(row, 6, value or forms.NOT_MEASURED, look="entry_text")
    formula = f'=IF(ISNUMBER(F{row}),IF(F{row}{gate.comparison}D{row},"{forms.MET}","{forms.NOT_MET}"),'
    formula += f'"{forms.NOT_MEASURED}")'
    page.formula(row, 7, formula, verdict(outcome), look="verdict", what=f"{result.bid.name} {gate.title}")
    page.text(row, 8, outcome.evidence.trace if outcome.evidence else forms.NOT_MEASURED)


def verdict(outcome: GateResult) -> str:
    """충족, 미충족, or 미측정 where there is no number to compare."""
    if outcome.evidence is None or not isinstance(outcome.evidence.value, Fraction):
        return forms.NOT_MEASURED
    return forms.MET if outcome.passed else forms.NOT_MET


def _verdicts(page: Page, row: int, evaluation: Evaluation, manufacturers: Mapping[str, str]) -> dict[str, str]:
    page.texts(row, ("업체", "가속기 제조사", "집계", "판정"), look="header")
    count, found = len(evaluation.scheme.gates), {}
    for index, result in enumerate(evaluation.results):
        here, first = row + 1 + index, _FIRST + index * count
        page.texts(here, (result.bid.name, manufacturers.get(result.bid.id) or forms.NOT_STATED))
        met = f'COUNTIF($G${first}:$G${first + count - 1},"{forms.MET}")={count}' if count else "TRUE"
        passed = forms.MET if all(gate.passed for gate in result.gates) else forms.NOT_MET
        formula = f'=IF({met},"{forms.MET}","{forms.NOT_MET}")'
        page.formula(here, 4, formula, passed, look="verdict", what=f"{result.bid.name} 필수규격")
        found[result.bid.id] = page.ref(here, 4)
    _makers(page, row + 1, evaluation, manufacturers)
    return found


def _makers(page: Page, first: int, evaluation: Evaluation, manufacturers: Mapping[str, str]) -> None:
    """Count each maker once, at its first bid that meets every requirement; a maker not stated is not counted."""
    last, counted = first + len(evaluation.results) - 1, {""}
    for row, result in enumerate(evaluation.results, first):
        maker = manufacturers.get(result.bid.id, "") if all(gate.passed for gate in result.gates) else ""
        same = f'SUMPRODUCT(EXACT(B${first}:B{row},B{row})*(D${first}:D{row}="{forms.MET}"))=1'
        formula = f'=IF(AND(D{row}="{forms.MET}",B{row}<>"{forms.NOT_STATED}",{same}),1,0)'
        page.formula(row, 3, formula, 0 if maker in counted else 1, look="count")
        counted.add(maker)
    page.texts(last + 2, ("모든 필수규격을 충족하는 제조사 수", "", ""), look="header")
    makers = len(counted) - 1
    page.formula(last + 2, 4, f"=SUM(C{first}:C{last})", makers, look="rank", what="충족 제조사 수")
    warning = forms.ONE_MAKER if makers < _FEWEST_MAKERS else ""
    page.formula(last + 2, 5, f'=IF(D{last + 2}<{_FEWEST_MAKERS},"{forms.ONE_MAKER}","")', warning, look="plain")
