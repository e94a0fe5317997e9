from __future__ import annotations

import json
from fractions import Fraction

import pytest

from procurement.casefile.sizing import read_sizing
from procurement.casefile.sizing_whole import Further, sizing_whole
from procurement.exports.sizing import Sizing
from procurement.exports.sizing_json import sizing_json
from procurement.exports.sizing_lines import lines
from procurement.exports.sizing_policy import GATE, steps_of
from tests.procurement.casefile.test_sizing_whole import QUIET
from tests.procurement.plans import EXAMPLE


@pytest.fixture(scope="module")
def found() -> Sizing:
    return sizing_whole(read_sizing(EXAMPLE), further=Further(policy=True), wall_seconds=600, program="x", watch=QUIET)


def test_the_terminal_says_the_gate_each_policy_and_the_price_of_a_point(found: Sizing) -> None:
    told = list(lines(found))
    start = told.index("■ 정책 시나리오 / policy scenarios")
    assert told[start + 1].strip() == GATE
    words = "\n".join(told[start:])
    for one in ("1,748,962,000원", "1,799,252,000원", "문서 요약 2048/128", "수입 없이 / without imports", "1%p마다"):
        assert one in words


def test_the_json_is_exact_and_the_steps_add_up(found: Sizing) -> None:
    assert found.policies is not None
    assert found.policies.curve is not None
    told = json.loads(sizing_json(found))["policy"]
    assert told["years"] == ["2027년", "2028년", "2029년"]
    points, steps = told["curve"]["points"], list(steps_of(found.policies.curve))
    assert sum(one["won"] for one in told["steps"]) == points[-1]["won"] - points[0]["won"]
    for one, step in zip(told["steps"], steps, strict=True):
        assert Fraction(one["won_per_point"]) * 100 * (step.end - step.start) == step.won
    home = told["outcomes"][1]
    assert (home["mix"], home["supply"], home["asked"]["domestic_only"]) == (None, None, True)
