from __future__ import annotations

import json

from procurement.casefile.sizing import read_sizing
from procurement.casefile.sizing_whole import Further, sizing_whole
from procurement.exports.sizing_json import sizing_json
from procurement.web.sizing_figures import names_of
from procurement.web.sizing_policy_shown import policies_of
from tests.procurement.casefile.test_sizing_whole import QUIET
from tests.procurement.plans import EXAMPLE


def test_policies_stand_side_by_side_with_what_they_cost_more_and_lose() -> None:
    found = sizing_whole(read_sizing(EXAMPLE), further=Further(policy=True), wall_seconds=600, program="x", watch=QUIET)
    told = json.loads(sizing_json(found))
    shown = policies_of(told["policy"], names_of(told))
    first, home, middle, own = shown.scenarios
    assert (first.won, first.more, middle.more) == ("1,748,962,000", "0", "+50,290,000")
    assert (home.found, home.won, len(home.unmeasured), own.found) == (False, "–", 2, False)
    assert [line.name for line in first.lost] == ["FuriosaAI 없이", "NVIDIA 없이", "수입 없이"]
    assert middle.basis == "지어낸 값"
    assert [year for year, _, _ in middle.years] == ["2027년", "2028년", "2029년"]
    assert shown.phased
    assert shown.curve is not None
    assert shown.curve.unit == "%"
    assert len(shown.steps) == len(shown.curve.points) - 1
