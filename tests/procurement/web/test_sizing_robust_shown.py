from __future__ import annotations

import json

from procurement.casefile.sizing import read_sizing
from procurement.casefile.sizing_whole import Further, sizing_whole
from procurement.exports.sizing_json import sizing_json
from procurement.web.sizing_figures import names_of
from procurement.web.sizing_robust_shown import robust_of
from tests.procurement.casefile.test_sizing_whole import QUIET
from tests.procurement.plans import EXAMPLE


def test_the_example_says_how_much_it_withstands() -> None:
    found = sizing_whole(
        read_sizing(EXAMPLE), further=Further(robustness=True), wall_seconds=600, program="x", watch=QUIET
    )
    told = json.loads(sizing_json(found))
    shown = robust_of(told["robustness"], names_of(told))
    assert [line.name for line in shown.served] == ["2027년", "2028년", "2029년"]
    assert shown.served[0].cells[0] == "1,000 / 1,000"
    assert {line.name for line in shown.losses} >= {"FuriosaAI", "NVIDIA"}
    assert (shown.samples, shown.seed) == (1000, 1)
    assert shown.dearer[0].won == f"{told['robustness']['assured']['won']:,}"
    assert len(shown.missing) == len(told["robustness"]["missing"])
