"""The further questions of a sizing, asked of the solver under one time limit."""

from __future__ import annotations

import time
from dataclasses import dataclass

from benchmarks.table import Table
from procurement.exports.dossier import Sized
from procurement.exports.sizing_explored import Explored
from procurement.sizing.asking import Child, Solving
from procurement.sizing.breakeven import price_break, speed_break
from procurement.sizing.frontier import frontier
from procurement.sizing.limit_prices import limit_prices
from procurement.sizing.problem import Problem
from procurement.sizing.remedy import remedy
from procurement.sizing.solver import Watch


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked beyond the answer: points of the frontier, prices of limits, why a configuration is out."""

    frontier: int | None
    prices: bool
    why: str | None


def explored(sized: Sized, *, wanted: Wanted, wall_seconds: float, watch: Watch) -> Explored:
    """The further answers; where nothing fits, what to change instead.

    Raises TableError for an unknown configuration, and Unproven, SolverStopped, SolverCrashed.
    """
    problem, solving = sized.problem, Child(time.monotonic() + wall_seconds, watch)
    if sized.mix is None:
        asked = wanted.prices or wanted.frontier or wanted.why
        return Explored(remedy=remedy(problem, solving=solving) if asked else None)
    curve = frontier(problem, aim="performance", solving=solving, points=wanted.frontier) if wanted.frontier else None
    found = Explored(limit_prices(problem, solving=solving) if wanted.prices else (), curve)
    return found if wanted.why is None else _why(found, problem, wanted.why, solving)


def _why(found: Explored, problem: Problem, configuration: str, solving: Solving) -> Explored:
    known = [c.id for c in problem.configurations]
    if configuration not in known:
        raise Table("--why", {}).wrong(f"{configuration!r}: 그런 구성이 없음 / unknown; known: {', '.join(known)}")
    price = price_break(problem, configuration=configuration, solving=solving)
    speed = speed_break(problem, configuration=configuration, solving=solving)
    return Explored(found.prices, found.frontier, price, speed)
