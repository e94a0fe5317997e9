from __future__ import annotations

from fractions import Fraction

import pytest

from procurement.exports.xlsx.verdicts import after_deductions, on_total, technically_eligible, threshold_met
from scoring.result import Evaluation
from tests.procurement.exports.cases import tied
from tests.procurement.exports.evaluations import evaluated
from tests.procurement.exports.procedures import after_cut, by_points, by_total
from tests.scoring.tender import B, C, bid


def met(evaluation: Evaluation) -> list[tuple[bool, bool]]:
    return [
        (threshold_met(r, evaluation=evaluation), technically_eligible(r, evaluation=evaluation))
        for r in evaluation.results
    ]


def test_a_gate_that_fails_and_a_threshold_that_is_missed() -> None:
    assert met(evaluated(bids=(bid("A", price=900_000, power=9_000), B, C))) == [
        (True, False),
        (True, True),
        (False, False),
    ]


@pytest.mark.parametrize(("mark", "reached"), [("36.5", True), ("36.4999", False)])
def test_the_threshold_itself_is_enough(mark: str, reached: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    assert met(tied(((mark, "30", "10"),) * 3)) == [(reached, reached)]


def test_the_announced_points_are_tested() -> None:
    raw = evaluated(differential_step=Fraction(3))
    fixed = evaluated(differential_step=Fraction(3), differential_threshold_on="differential")
    assert [m for m, _ in met(raw)] == [r.technical_raw.exact >= r.threshold.exact for r in raw.results]
    assert [m for m, _ in met(fixed)] == [r.technical.exact >= r.threshold.exact for r in fixed.results]


def test_the_total_is_tested_once_the_price_is_scored_and_the_gates_before() -> None:
    assert met(by_total()) == [(True, True), (False, True), (False, True)]
    assert [after_deductions(made) for made in (by_total(), after_cut())] == [None, True]
    assert met(after_cut()) == [(False, True), (True, True)]
    assert [on_total(made) for made in (evaluated(), by_points(), by_total())] == [False, False, True]
