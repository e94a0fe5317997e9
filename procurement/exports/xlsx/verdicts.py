"""What the sheets say of a bid before its price counts."""

from __future__ import annotations

from scoring.result import BidResult, Evaluation


def threshold_met(result: BidResult, *, evaluation: Evaluation) -> bool:
    """Whether the technical points reach the announced share (제8조①), gates and price aside."""
    on_raw = evaluation.answers.differential_threshold_on == "raw"
    tested = result.technical_raw if on_raw else result.technical
    return tested.exact >= result.threshold.exact


def technically_eligible(result: BidResult, *, evaluation: Evaluation) -> bool:
    """Whether every gate and the technical threshold are met, whatever the price."""
    return all(gate.passed for gate in result.gates) and threshold_met(result, evaluation=evaluation)
