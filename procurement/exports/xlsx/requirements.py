"""규격 비교표: each mandatory requirement against the measured value, and how many makers meet them all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page
from scoring.result import BidResult, Evaluation, GateResult

_HEADER = 3
_FIRST = _HEADER + 1


def write_requirements(book: Book, *, evaluation: Evaluation, manufacturers: Mapping[str, str]) -> dict[str, str]:
    """Write 규격 비교표; returns bid id -> the cell that says 충족 or 미충족 over all gates.

    A performance requirement is functional and reads "또는 동등 이상" (집행기준 제5조④5호).
    """
    page = book.page(forms.REQUIREMENTS, widths=(24, 40, 8, 14, 12, 16, 12, 60), header_row=_HEADER)
    page.text(1, 1, forms.REQUIREMENTS, look="title")
    page.text(2, 1, "요구값은 기능·성능 기준이며 동등 이상의 제품을 모두 인정한다.", look="plain")
    page.texts(_HEADER, forms.REQUIREMENTS_HEADER, look="header")
    count = len(evaluation.scheme.gates)
    if not count:
        page.text(_FIRST, 1, "공고에 필수규격이 없음", look="plain")
    for index, result in enumerate(evaluation.results):
        for row, gate in enumerate(result.gates, _FIRST + index * count):
            _gate(page, row, result, gate)
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
    page.texts(row, ("업체", "가속기 제조사", "", "판정"), look="header")
    count = len(evaluation.scheme.gates)
    found = {}
    for index, result in enumerate(evaluation.results):
        here, first = row + 1 + index, _FIRST + index * count
        page.texts(here, (result.bid.name, manufacturers.get(result.bid.id, ""), ""))
        met = f'COUNTIFS($G${first}:$G${first + count - 1},"{forms.MET}")={count}' if count else "TRUE"
        passed = forms.MET if all(gate.passed for gate in result.gates) else forms.NOT_MET
        formula = f'=IF({met},"{forms.MET}","{forms.NOT_MET}")'
        page.formula(here, 4, formula, passed, look="verdict", what=f"{result.bid.name} 필수규격")
        found[result.bid.id] = page.ref(here, 4)
    _makers(page, row + 1, evaluation, manufacturers)
    return found


def _makers(page: Page, first: int, evaluation: Evaluation, manufacturers: Mapping[str, str]) -> None:
    last = first + len(evaluation.results) - 1
    passing = {manufacturers[r.bid.id] for r in evaluation.results if all(gate.passed for gate in r.gates)}
    makers, verdicts = f"$B${first}:$B${last}", f"$D${first}:$D${last}"
    once = f'COUNTIFS({makers},{makers},{verdicts},"{forms.MET}")'
    formula = f'=ROUND(SUMPRODUCT(({verdicts}="{forms.MET}")/({once}+({verdicts}<>"{forms.MET}"))),0)'
    page.texts(last + 2, ("모든 필수규격을 충족하는 제조사 수", "", ""), look="header")
    page.formula(last + 2, 4, formula, len(passing), look="rank", what="충족 제조사 수")
    warning = '"2개 미만: 특정 규격 지정 여부를 검토하십시오.",""'
    text = "2개 미만: 특정 규격 지정 여부를 검토하십시오." if len(passing) < 2 else ""  # noqa: PLR2004 -- 규격 경쟁의 최소 제조사 수
    page.formula(last + 2, 5, f"=IF(D{last + 2}<2,{warning})", text, look="text")
