from __future__ import annotations

from fractions import Fraction

import pytest

from procurement.exports.xlsx.verdicts import technically_eligible, threshold_met
from scoring.result import Evaluation
from tests.procurement.exports.cases import tied
from tests.procurement.exports.evaluations import evaluated
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
