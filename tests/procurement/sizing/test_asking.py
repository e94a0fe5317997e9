from __future__ import annotations

import time

import pytest

from procurement.sizing.asking import Child, Unproven, cheapest_mix, first_aim, once, settled, won_of
from procurement.sizing.model import cheapest_model
from procurement.sizing.solver import Watch
from tests.procurement.sizing.asking import here, out_of_time
from tests.procurement.sizing.builders import configuration, limits, problem, servers_of

ASKED = problem((configuration("a", price=400), configuration("b", price=500)), {"x": "3"},
                {("a", "x"): 2, ("b", "x"): 4})  # fmt: skip


def test_a_child_answers_as_this_process_does() -> None:
    child = Child(time.monotonic() + 60, Watch(None, None))
    mix = cheapest_mix(ASKED, solving=child)
    assert mix is not None
    assert mix == cheapest_mix(ASKED, solving=here)
    assert (servers_of(mix), won_of(mix)) == ({"b": 1}, 500)


def test_nothing_fits_is_an_answer_of_its_own() -> None:
    tight = problem(ASKED.configurations, {"x": "3"}, {("a", "x"): 2}, held=limits(budget=1))
    assert cheapest_mix(tight, solving=here) is None
    assert settled(cheapest_model(tight).linear, solving=here) is None


def test_without_proof_nothing_exact_is_said() -> None:
    with pytest.raises(Unproven, match="증명"):
        cheapest_mix(ASKED, solving=out_of_time)
    with pytest.raises(Unproven):
        settled(cheapest_model(ASKED).linear, solving=out_of_time)


def test_the_first_aim_alone_breaks_no_ties() -> None:
    model = first_aim(cheapest_model(ASKED))
    assert (len(model.linear.stages), model.linear.ties) == (1, ())
    assert once(model.linear, solving=here).proven
