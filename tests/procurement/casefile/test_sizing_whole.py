from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile.sizing import read_sizing
from procurement.casefile.sizing_whole import Cancelled, Further, sizing_whole
from procurement.sizing.solver import Watch
from tests.procurement.plans import EXAMPLE, small

QUIET = Watch(None, None)


def test_each_part_that_was_asked_is_there_and_is_told_when_it_begins() -> None:
    phases: list[str] = []
    found = sizing_whole(
        read_sizing(EXAMPLE), further=Further(prices=True, robustness=True), wall_seconds=600, program="x",
        watch=QUIET, begin=phases.append,
    )  # fmt: skip
    assert phases == ["mix", "further", "robustness"]
    assert found.explored.prices
    assert found.explored.frontier is None
    assert found.robust is not None
    assert found.policies is None


def test_policies_are_the_last_part(tmp_path: Path) -> None:
    phases: list[str] = []
    found = sizing_whole(
        read_sizing(EXAMPLE), further=Further(policy=True), wall_seconds=600, program="x", watch=QUIET,
        begin=phases.append,
    )  # fmt: skip
    assert phases == ["mix", "further", "policy"]
    assert found.policies is not None
    (tmp_path / "sizing.toml").write_bytes(small()["sizing.toml"])
    with pytest.raises(TableError, match="points = 11"):
        sizing_whole(read_sizing(tmp_path), further=Further(policy=True), wall_seconds=600, program="x", watch=QUIET)


def test_robustness_that_the_file_does_not_ask_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sizing.toml").write_bytes(small()["sizing.toml"])
    with pytest.raises(TableError, match="robustness"):
        sizing_whole(
            read_sizing(tmp_path), further=Further(robustness=True), wall_seconds=600, program="x", watch=QUIET
        )


@pytest.mark.parametrize("phase", ["mix", "further", "robustness"])
def test_who_cancels_gets_no_answer(phase: str) -> None:
    begun: list[str] = []
    watch = Watch(lambda: phase in begun, None)
    with pytest.raises(Cancelled):
        sizing_whole(
            read_sizing(EXAMPLE), further=Further(robustness=True), wall_seconds=600, program="x", watch=watch,
            begin=begun.append,
        )  # fmt: skip
    assert begun[-1] == phase
