"""Further answers of a small tender: everything asked of what fits, and what to change where nothing does."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from procurement.casefile import sized
from procurement.casefile.sizing import SizingCase, read_sizing, sizing_of
from procurement.casefile.sizing_explore import Wanted, explored
from procurement.exports.sizing import Sizing
from procurement.sizing.solver import Watch
from tests.procurement.casefile.folder import TENDER, small_case, write

QUIET = Watch(None, None)


def tender_case(folder: Path, budget: int) -> SizingCase:
    small_case(folder)
    write(folder / "tender.toml", TENDER.replace("budget = 1000000000", f"budget = {budget}"))
    return read_sizing(folder)


@cache
def explored_sizing(budget: int) -> Sizing:
    with TemporaryDirectory() as name:
        case = tender_case(Path(name) / "case", budget)
    found = sized(case.purchase, wall_seconds=60)
    wanted = Wanted(3, prices=True, why="A")
    more = explored(found, wanted=wanted, wall_seconds=60, watch=QUIET)
    return replace(sizing_of(case, sized=found, program="Jeoul"), explored=more)
