"""What the sheets say of a bid before its price counts, and of the threshold once it does."""

from __future__ import annotations

from fractions import Fraction

from scoring.eligibility import eligibility_on
from scoring.result import BidResult, Evaluation
from scoring.rules.loading import known


def on_total(evaluation: Evaluation) -> bool:
    """Whether the rule tests technical + price points, and not the technical points. Raises RuleError."""
    return eligibility_on(evaluation.rules) == "total"


def after_deductions(evaluation: Evaluation) -> bool | None:
    """Whether deductions count when the total is tested; None where nobody has said so."""
    found = known(evaluation.rules, key="eligibility_after_deductions")
    return None if found is None else found.value is True


def threshold_met(result: BidResult, *, evaluation: Evaluation) -> bool:
    """Whether the tested points reach the threshold (제8조①; 지방: the total), gates and ceiling aside."""
    on_raw = evaluation.answers.differential_threshold_on == "raw"
    points = (result.technical_raw if on_raw else result.technical).exact
    if not on_total(evaluation):
        return points >= result.threshold.exact
    if result.price is None:
        return False
    cut = result.deduction.exact if after_deductions(evaluation) else Fraction(0)
    return points + Fraction(result.price.number.value) - cut >= result.threshold.exact


def technically_eligible(result: BidResult, *, evaluation: Evaluation) -> bool:
    """Whether every gate and the technical threshold, where there is one, are met, whatever the price."""
    gates = all(gate.passed for gate in result.gates)
    return gates and (on_total(evaluation) or threshold_met(result, evaluation=evaluation))
