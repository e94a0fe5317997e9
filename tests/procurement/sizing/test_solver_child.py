from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from procurement.sizing.arrays import arrays_of
from procurement.sizing.linear import Change, Column, Linear, Row, Stage
from procurement.sizing.model import cheapest_model
from procurement.sizing.problem import Problem
from procurement.sizing.solver_child import Heartbeat, answer, main
from procurement.sizing.wire import Order, read_answers
from tests.procurement.sizing.builders import configuration, in_process, problem

WHOLE = Column(0, 9, integer=True)
COUNT = Stage(((0, 1.0), (1, 1.0)), 1.0)
TIES = (COUNT, Stage(((0, -1.0),), 1.0), Stage(((1, -1.0),), 1.0))
FIVE = Row("", ((0, 1.0), (1, 1.0)), ">=", 4.5)


def quiet(_gap: float, _nodes: float) -> None:
    pass


def running_out(after: int) -> Callable[[], float]:
    """Seconds left: plenty for the first `after` solves, then none."""
    left = iter([60.0] * after)
    return lambda: next(left, 0.0)


def hard(servers: int, buckets: int) -> Problem:
    """A fixed instance whose proof takes long: many configurations, alike but never equal, two spares for each used."""
    state = 7

    def draw(below: int) -> int:
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return (state >> 8) % below

    configurations = tuple(configuration(f"c{j:02d}", price=1_000_003 + 37_003 * draw(30)) for j in range(servers))
    rates = {f"b{b:02d}": str(3 + draw(9)) for b in range(buckets)}
    carried = {(c.id, name): 10 + draw(30) for c in configurations for name in rates}
    return problem(configurations, rates, carried, spares=2)


def test_ties_are_broken_in_the_stated_order() -> None:
    found = answer(Linear((WHOLE, WHOLE), (FIVE,), (COUNT,), TIES, ()), remaining=lambda: 60.0, report=quiet)
    assert (found.values, found.bound, found.proven, found.ties_settled) == ((5.0, 0.0), 5.0, True, True)


@pytest.mark.parametrize("solves", [1, 2, 3, 4])
def test_ties_left_open_for_want_of_time_are_said_to_be(solves: int) -> None:
    linear = Linear((WHOLE, WHOLE), (FIVE,), (COUNT,), TIES, ())
    found = answer(linear, remaining=running_out(solves), report=quiet)
    assert (sum(found.values), found.proven, found.ties_settled) == (5.0, True, False)


def test_a_conflict_names_only_the_rules_it_needs() -> None:
    rows = (
        Row("budget", ((0, 1.0),), "<=", 3.0),
        Row("rack", ((0, 1.0),), ">=", 4.0),
        Row("power", ((0, 1.0),), "<=", 8.0),
    )
    found = answer(Linear((WHOLE, WHOLE), rows, (COUNT,), TIES, ()), remaining=lambda: 60.0, report=quiet)
    assert (found.infeasible, found.values, found.conflict, found.minimal) == (True, (), ("rack", "budget"), True)


def test_a_conflict_cut_short_is_still_a_conflict_but_not_called_minimal() -> None:
    rows = (
        Row("budget", ((0, 1.0),), "<=", 3.0),
        Row("rack", ((0, 1.0),), ">=", 4.0),
        Row("power", ((0, 1.0),), "<=", 8.0),
    )
    found = answer(Linear((WHOLE, WHOLE), rows, (COUNT,), TIES, ()), remaining=running_out(1), report=quiet)
    assert (found.conflict, found.minimal) == (("rack", "power", "budget"), False)


def test_an_optimum_that_time_did_not_allow_to_prove_is_not_called_proven() -> None:
    asked = hard(40, 80)
    mix = in_process(asked, cheapest_model(asked), seconds=4)
    assert (mix.status, mix.proven, mix.ties_settled) == ("Time limit reached", False, False)
    assert mix.gap is not None
    assert 0 < mix.gap < 1


def test_main_writes_the_answer_where_it_is_told(tmp_path: Path) -> None:
    told: list[tuple[float, float]] = []
    program = arrays_of(cheapest_model(hard(10, 20)).linear)
    order = Order(program, (Change(),), "prove", 5e-4, os.getppid(), time.monotonic() + 6, 2**32)
    main(order, into=tmp_path / "answer.npz", report=lambda gap, nodes: told.append((gap, nodes)))
    with (tmp_path / "answer.npz").open("rb") as file:
        (found,) = read_answers(file)
    assert found.values != ()
    assert told != []


def test_a_heartbeat_repeats_the_newest_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heart = Heartbeat(parent=os.getppid(), room=tmp_path)
    heart.report(float("inf"), 7)
    heart.start()
    time.sleep(0.2)
    heart.stopped.set()
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told == [{"gap": sys.float_info.max, "nodes": 7}] * 2
