"""Why each bid stands where it stands, as a formula and as the same words from the evaluation."""

from __future__ import annotations

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.verdicts import threshold_met
from scoring.result import BidResult, Evaluation


def reason_formula(row: int, *, first: int, last: int, tested: str) -> str:
    """The formula of 사유·동점처리 in a row of 종합평가표; `tested` is the column of the tested technical points."""
    eligible = f'($J${first}:$J${last}="{forms.ELIGIBLE}")'
    alike = {letter: f"(${letter}${first}:${letter}${last}={letter}{row})" for letter in "EMN"}
    reached = f"IF(ISNUMBER({tested}{row}),ROUND({tested}{row}-F{row},8)>=0,FALSE)"
    out = f'IF(G{row}="{forms.MET}",""," {forms.OUT_GATES}")&IF({reached},""," {forms.OUT_POINTS}")'
    out += f'&IF(I{row}="{forms.YES}",""," {forms.OUT_PRICE}")'
    order = f'IF(SUMPRODUCT({eligible}*{alike["M"]})>1,"{forms.BY_TECHNICAL}","{forms.BY_TOTAL}")'
    order = f'IF(SUMPRODUCT({eligible}*{alike["M"]}*{alike["E"]})>1,"{forms.BY_ITEMS}",{order})'
    order = f'IF(SUMPRODUCT({eligible}*{alike["N"]})>1,"{forms.UNDECIDED}",{order})'
    return f'=IF(J{row}="{forms.ELIGIBLE}",{order},"{forms.NOT_ELIGIBLE}:"&{out})'


def reason(result: BidResult, *, evaluation: Evaluation) -> str:
    """The same words from the program's own numbers (제8조①, ②)."""
    if result.eligible:
        return _order(result, [r for r in evaluation.results if r.eligible and r is not result])
    faults = (
        (all(gate.passed for gate in result.gates), forms.OUT_GATES),
        (threshold_met(result, evaluation=evaluation), forms.OUT_POINTS),
        (result.bid.price <= evaluation.answers.ceiling, forms.OUT_PRICE),
    )
    return f"{forms.NOT_ELIGIBLE}:" + "".join(f" {words}" for kept, words in faults if not kept)


def _order(result: BidResult, others: list[BidResult]) -> str:
    if any(r.rank == result.rank for r in others):
        return forms.UNDECIDED
    equal = [r for r in others if r.total and result.total and r.total.value == result.total.value]
    if any(r.technical.value == result.technical.value for r in equal):
        return forms.BY_ITEMS
    return forms.BY_TECHNICAL if equal else forms.BY_TOTAL
