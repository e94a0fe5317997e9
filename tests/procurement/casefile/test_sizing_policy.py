from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.casefile import sized
from procurement.casefile.sizing import SizingCase, read_sizing
from procurement.casefile.sizing_policy import policies_of
from procurement.exports.sizing_policy import Policies
from procurement.sizing.solver import Watch
from tests.procurement.casefile.test_sizing_whole import QUIET
from tests.procurement.plans import EXAMPLE


@pytest.fixture(scope="module")
def case() -> SizingCase:
    return read_sizing(EXAMPLE)


def found(case: SizingCase, *, seconds: float = 300, watch: Watch = QUIET) -> Policies | None:
    return policies_of(case, sized=sized(case.purchase, wall_seconds=300), wall_seconds=seconds, watch=watch)


def test_the_example_under_every_policy(case: SizingCase) -> None:
    """The figures of docs/examples/sizing-preset/README.md, where one of them is computed by hand."""
    told = found(case)
    assert told is not None
    costs = {one.policy.id: one.mix and one.mix.total_cost for one in told.outcomes}
    assert costs == {
        "performance": 1_748_962_000, "self-reliance": None, "middle": 1_799_252_000, "without-nvidia": None,
    }  # fmt: skip
    middle = next(one for one in told.outcomes if one.policy.id == "middle")
    assert all(
        share is None or share >= asked for asked, share in zip(middle.policy.shares, middle.shares, strict=True)
    )
    home = next(one for one in told.outcomes if one.policy.id == "self-reliance")
    assert len(home.unmeasured) == 2
    assert told.curve is not None
    assert told.curve.points[0].level < Fraction(1, 3) < told.curve.points[-1].level
    assert told.missing == ()


def test_what_is_not_answered_in_time_is_told_and_nothing_is_asked_without_terms(case: SizingCase) -> None:
    told = found(case, watch=Watch(lambda: True, None))
    assert told is not None
    assert (told.outcomes, told.curve, len(told.missing)) == ((), None, len(told.terms.policies) + 1)
    plain = replace(case, purchase=replace(case.purchase, policy=None))
    assert found(plain) is None
