"""The further questions of a sizing, asked of the solver under one time limit."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from benchmarks.table import Table
from procurement.exports.dossier import Sized
from procurement.exports.sizing_explored import Explored, Why
from procurement.exports.sizing_words import names_of
from procurement.sizing.asking import Child, Solving
from procurement.sizing.breakeven import price_break, speed_break
from procurement.sizing.capacity import NoCapacity
from procurement.sizing.frontier import frontier
from procurement.sizing.limit_prices import limit_prices
from procurement.sizing.problem import measured
from procurement.sizing.remedy import remedy
from procurement.sizing.solver import Watch


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked beyond the answer: points of the frontier, prices of limits, why a configuration is out."""

    frontier: int | None
    prices: bool
    why: str | None
    most_won: int | None = None


def explored(sized: Sized, *, wanted: Wanted, wall_seconds: float, watch: Watch) -> Explored:
    """The further answers; where nothing fits, what to change instead.

    Raises TableError for an unknown configuration, and Unproven, SolverStopped, SolverCrashed.
    """
    problem, solving = sized.problem, Child(time.monotonic() + wall_seconds, watch)
    if sized.mix is None:
        asked = wanted.prices or wanted.frontier or wanted.why
        return Explored(remedy=remedy(problem, solving=solving) if asked else None)
    points, most_won = wanted.frontier, wanted.most_won
    curve = frontier(problem, aim="performance", solving=solving, points=points, most_won=most_won) if points else None
    found = Explored(limit_prices(problem, solving=solving) if wanted.prices else (), curve)
    return found if wanted.why is None else _why(found, sized, wanted.why, solving)


def _why(found: Explored, sized: Sized, configuration: str, solving: Solving) -> Explored:
    problem = sized.problem
    known = [c.id for c in problem.configurations]
    if configuration not in known:
        raise Table("--why", {}).wrong(f"{configuration!r}: 그런 구성이 없음 / unknown; known: {', '.join(known)}")
    price = price_break(problem, configuration=configuration, solving=solving)
    speed = speed_break(problem, configuration=configuration, solving=solving)
    return replace(found, price_break=price, speed_break=speed, why=_standing(sized, configuration))


def _standing(sized: Sized, configuration: str) -> Why:
    """What a configuration is in the mix, and every reason that is known for its not being there."""
    problem, mix, names = sized.problem, sized.mix, names_of(sized)
    bought = () if mix is None else mix.purchases
    out = () if mix is None else tuple(one.why for one in mix.excluded if one.configuration == configuration)
    gaps = (c for c in problem.capacities if isinstance(c, NoCapacity) and c.configuration == configuration)
    barred = (p.why for p in problem.pairings if (configuration in p.configurations) == (p.kind == "never"))
    return Why(
        title=names[configuration],
        servers=sum(one.servers for one in bought if one.configuration == configuration),
        reasons=(*out, *(f"{names[gap.bucket]}: {gap.why}" for gap in gaps), *barred),
        rates=tuple((names[c.bucket], c.rate) for c in measured(problem) if c.configuration == configuration),
    )
