"""Why each bid stands where it stands, as a formula and as the same words from the evaluation."""

from __future__ import annotations

from dataclasses import dataclass

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.verdicts import on_total, threshold_met
from scoring.lots import negotiation_order
from scoring.result import BidResult, Evaluation


@dataclass(frozen=True, slots=True)
class Words:
    """What a miss of the threshold and a tie are called by the rule in force."""

    missed: str
    settled: str
    open: str


def words(evaluation: Evaluation) -> Words:
    """The words for the rule of this evaluation. Raises RuleError."""
    by_lot = negotiation_order(evaluation.rules)[-1] == "lot"
    return Words(
        missed=forms.OUT_TOTAL if on_total(evaluation) else forms.OUT_POINTS,
        settled=forms.BY_LOT if by_lot else forms.BY_ITEMS,
        open=forms.TO_DRAW if by_lot else forms.UNDECIDED,
    )


def reason_formula(row: int, *, first: int, last: int, reached: str, said: Words) -> str:
    """The formula of 사유·동점처리 in a row of 종합평가표; `reached` is true where the threshold is met."""
    eligible = f'($J${first}:$J${last}="{forms.ELIGIBLE}")'
    alike = {letter: f"(${letter}${first}:${letter}${last}={letter}{row})" for letter in "EMN"}
    out = f'IF(G{row}="{forms.MET}",""," {forms.OUT_GATES}")&IF({reached},""," {said.missed}")'
    out += f'&IF(I{row}="{forms.YES}","",IF(I{row}="{forms.CLOSED}"," {forms.OUT_CLOSED}"," {forms.OUT_PRICE}"))'
    order = f'IF(SUMPRODUCT({eligible}*{alike["M"]})>1,"{forms.BY_TECHNICAL}","{forms.BY_TOTAL}")'
    order = f'IF(SUMPRODUCT({eligible}*{alike["M"]}*{alike["E"]})>1,"{said.settled}",{order})'
    order = f'IF(SUMPRODUCT({eligible}*{alike["N"]})>1,"{said.open}",{order})'
    return f'=IF(J{row}="{forms.ELIGIBLE}",{order},"{forms.NOT_ELIGIBLE}:"&{out})'


def reason(result: BidResult, *, evaluation: Evaluation) -> str:
    """The same words from the program's own numbers (제8조①, ②)."""
    if result.eligible:
        return _order(result, words(evaluation), [r for r in evaluation.results if r.eligible and r is not result])
    said = words(evaluation)
    faults = (
        (all(gate.passed for gate in result.gates), forms.OUT_GATES),
        (threshold_met(result, evaluation=evaluation), said.missed),
        (result.bid.price is not None, forms.OUT_CLOSED),
        (result.bid.price is None or result.bid.price <= evaluation.answers.ceiling, forms.OUT_PRICE),
    )
    return f"{forms.NOT_ELIGIBLE}:" + "".join(f" {fault}" for kept, fault in faults if not kept)


def _order(result: BidResult, said: Words, others: list[BidResult]) -> str:
    if any(r.rank == result.rank for r in others):
        return said.open
    equal = [r for r in others if r.total and result.total and r.total.value == result.total.value]
    if any(r.technical.value == result.technical.value for r in equal):
        return said.settled
    return forms.BY_TECHNICAL if equal else forms.BY_TOTAL
