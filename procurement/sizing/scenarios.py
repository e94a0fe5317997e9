"""Demand and measured rates that turn out otherwise: how often a purchase still serves everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Literal

from procurement.sizing.asking import Solving
from procurement.sizing.figures import ProblemError
from procurement.sizing.fixed_service import Case, unserved_parts
from procurement.sizing.problem import Problem, measured

Shape = Literal["even", "normal"]
FINENESS = 10**6
FURTHEST = 3


@dataclass(frozen=True, slots=True)
class Spread:
    """How far demand and measured rates may turn out from the plan, as parts of it (0.2 = 20 % up or down).

    `demand` for all buckets alike and `bucket` for each by itself, `speed` for each measured pair by itself. `shape`:
    each is drawn evenly between its ends, or is the standard deviation of a normal law that is cut at FURTHEST of
    them. `runs`: of the pairs named here a rate is drawn among these factors, those of its repeated runs. `seed`
    decides every draw. All are the user's figures.
    """

    demand: Fraction
    bucket: Fraction
    speed: Fraction
    seed: int
    shape: Shape = "even"
    runs: tuple[tuple[tuple[str, str], tuple[Fraction, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One draw: factors on each bucket's rate, and on each pair's measured rate."""

    demand: Mapping[str, Fraction]
    speed: Mapping[tuple[str, str], Fraction]


@dataclass(frozen=True, slots=True)
class Robustness:
    """Of `scenarios` drawn with `seed`, how many a purchase serves whole; the mean and the worst part unserved."""

    scenarios: int
    seed: int
    served: int
    mean_unserved: Fraction
    worst_unserved: Fraction


def scenarios(problem: Problem, *, spread: Spread, count: int) -> tuple[Scenario, ...]:
    """`count` draws. The same seed gives the same draws for every purchase (common random numbers).

    Raises ProblemError for a spread that is not from 0 to below 1, of a normal law not to below 1 / FURTHEST.
    """
    furthest = FURTHEST if spread.shape == "normal" else 1
    for part in (spread.demand, spread.bucket, spread.speed):
        if not 0 <= part * furthest < 1:
            raise ProblemError(
                f"변동 폭 {part}: 0 이상 {Fraction(1, furthest)} 미만이어야 합니다. "
                f"/ a spread is from 0 to below {Fraction(1, furthest)}."
            )
    return tuple(_scenario(problem, spread, _draw(spread.seed, number)) for number in range(count))


def robustness(
    problem: Problem,
    *,
    servers: Mapping[str, int],
    drawn: Sequence[Scenario],
    spread: Spread,
    solving: Solving,
    year: int = 0,
) -> Robustness:
    """Serve every scenario with the servers that carry load; shares are chosen anew in each, servers are not.

    `servers` by configuration: leave spares out to keep them idle. Raises as `unserved_parts`.
    """
    cases = [Case(servers, scenario.demand, scenario.speed) for scenario in drawn]
    parts = unserved_parts(problem, cases=cases, solving=solving, year=year)
    return Robustness(
        scenarios=len(parts),
        seed=spread.seed,
        served=sum(1 for part in parts if not part),
        mean_unserved=sum(parts, Fraction(0)) / max(len(parts), 1),
        worst_unserved=max(parts, default=Fraction(0)),
    )


def _scenario(problem: Problem, spread: Spread, draw: Random) -> Scenario:
    together = _factor(draw, spread.demand, spread.shape)
    demand = {b.id: together * _factor(draw, spread.bucket, spread.shape) for b in problem.buckets}
    pairs, runs = sorted((c.configuration, c.bucket) for c in measured(problem)), dict(spread.runs)
    speed = {p: draw.choice(runs[p]) if p in runs else _factor(draw, spread.speed, spread.shape) for p in pairs}
    return Scenario(demand, speed)


def _draw(seed: int, number: int) -> Random:
    return Random(f"{seed}/{number}")  # noqa: S311 draws that anyone can repeat, not secrets


def _factor(draw: Random, part: Fraction, shape: Shape) -> Fraction:
    """Between 1 - part and 1 + part, or around 1, in millionths of the part; drawn even where the part is 0."""
    whole = part.denominator * FINENESS
    steps = draw.randint(-FINENESS, FINENESS) if shape == "even" else _normal(draw)
    return Fraction(whole + part.numerator * steps, whole)


def _normal(draw: Random) -> int:
    """Millionths of a standard deviation, drawn again beyond FURTHEST."""
    while True:
        steps = round(draw.gauss(0, 1) * FINENESS)
        if abs(steps) <= FURTHEST * FINENESS:
            return steps
