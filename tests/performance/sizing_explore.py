"""python -m tests.performance.sizing_explore: the frontier and the scenarios of a made-up question of 20 × 100.

Figures, never a verdict. Everything runs in this process and times are of the processor, not of the clock on the wall.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from procurement.sizing.arrays import arrays_of
from procurement.sizing.asking import cheapest_mix
from procurement.sizing.capacity import Capacity, Configuration, NoCapacity
from procurement.sizing.demand import Bucket
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.fixed_service import Case, change_of, service_of
from procurement.sizing.frontier import at_level, climb, drawing_of, relaxed_curve
from procurement.sizing.highs import solve
from procurement.sizing.linear import Answer, Change, Linear, Mode
from procurement.sizing.problem import Limits, Problem
from procurement.sizing.scenarios import Spread, scenarios
from procurement.sizing.series import answers
from procurement.sizing.stages import Asked
from tests.procurement.sizing.builders import BATCH

LEVELS, SCENARIOS, COLD = 20, 1000, 50
SEED = 20261122


def here(linear: Linear, changes: Sequence[Change], /, *, mode: Mode) -> tuple[Answer, ...]:
    """Solve in this process."""
    asked = Asked(mode, solve, 1e-3, lambda: 600.0, lambda _gap, _nodes: None)
    return answers(arrays_of(linear), changes=tuple(changes), asked=asked)


def question(*, configurations: int = 20, buckets: int = 100) -> Problem:
    """Vendors, a domestic third, spares, a limit on one vendor's share and a least number of vendors."""
    draw = Random(SEED)  # noqa: S311 the same made-up question every time
    held = tuple(
        Configuration(f"c{n:02d}", f"v{n % 6}", f"서버 {n}", n % 3 == 0, "npu", 8, draw.randint(20, 400) * 1_000_000,
                      Decimal(draw.randint(10, 100) * 100), 4, None)
        for n in range(configurations)
    )  # fmt: skip
    asked = tuple(
        Bucket(f"b{n:03d}", f"수요 {n}", "llama", 128, 64, Decimal(draw.randint(20, 400)) / 10, BATCH)
        for n in range(buckets)
    )
    pairs = tuple(_pair(draw, c, b) for c in held for b in asked)
    return Problem(asked, held, pairs, Limits(None, None, None, Fraction(1, 2), 3, None, None), 1)


def _pair(draw: Random, configuration: Configuration, bucket: Bucket) -> Capacity | NoCapacity:
    if draw.random() < 0.35:
        return NoCapacity(configuration.id, bucket.id, "미측정")
    rate = Fraction(configuration.price, 10_000_000) * Fraction(draw.randint(60, 160), 100)
    return Capacity(configuration.id, bucket.id, rate, Decimal("0.8"), "m", 1, "측정")


def frontier_figures(asked: Problem) -> None:
    """The curve by relaxation, points with the jump rule, and 20 cold solves."""
    drawing = drawing_of(asked, aim="domestic", mode="fast")
    first = at_level(drawing, level=None, solving=here)
    if first is None:
        return
    levels = [first.level + (Fraction(9, 10) - first.level) * Fraction(n, LEVELS - 1) for n in range(LEVELS)]
    began = time.process_time()
    curve = relaxed_curve(drawing, levels=levels, solving=here)
    by_curve, began = time.process_time() - began, time.process_time()
    steps, solved = climb(drawing, levels=levels, first=first, solving=here)
    by_jump, began = time.process_time() - began, time.process_time()
    cold = [at_level(drawing, level=level, solving=here) for level in levels]
    by_cold = time.process_time() - began
    far = sum(1 - low.won / step.won for low, step in zip(curve, steps, strict=True)) / LEVELS
    worst = max(float(point.gap or 0) for point in steps)
    say(f"cost x domestic share, {LEVELS} levels: curve {by_curve:.2f} s, points {by_jump:.1f} s")
    say(f"  {solved} of {LEVELS} solved; as many cold {by_cold:.1f} s, {sum(p is not None for p in cold)} found")
    say(f"  than cold: curve {by_cold / by_curve:.0f}x, points {by_cold / by_jump:.1f}x faster")
    say(f"  curve below the points by {far:.3%} in the mean, worst gap of a point {worst:.3%}")


def scenario_figures(asked: Problem) -> None:
    """A purchase under many scenarios, with the basis carried on and without."""
    mix = cheapest_mix(replace(asked, limits=replace(asked.limits, domestic_share=_home())), solving=quickly)
    if mix is None:
        return
    servers = {p.configuration: p.servers - asked.spares for p in mix.purchases}
    for title, speed in (("demand", Fraction(0)), ("demand and rates", Fraction(1, 20))):
        say(f"{title} vary:")
        _try(asked, servers, Spread(Fraction(1, 10), Fraction(1, 10), speed, SEED))


def _try(asked: Problem, servers: dict[str, int], spread: Spread) -> None:
    drawn = scenarios(asked, spread=spread, count=SCENARIOS)
    service = service_of(asked, standing=servers, year=0)
    changes = [change_of(service, case=Case(servers, one.demand, one.speed)) for one in drawn]
    began = time.process_time()
    warm = here(service.linear, changes, mode="relaxed")
    by_warm, began = time.process_time() - began, time.process_time()
    cold = [here(service.linear, [change], mode="relaxed")[0] for change in changes[:COLD]]
    by_cold = (time.process_time() - began) * SCENARIOS / COLD
    alike = all(abs((a.bound or 0) - (b.bound or 0)) < 1e-6 for a, b in zip(warm, cold, strict=False))
    kept = sum((one.bound or 0) <= 1e-7 for one in warm)
    ratio = by_cold / by_warm
    say(f"  {SCENARIOS} scenarios: warm {by_warm:.1f} s, cold {by_cold:.1f} s (from {COLD}), {ratio:.1f}x")
    say(f"  same values: {alike}; served whole in {kept}")


def quickly(linear: Linear, changes: Sequence[Change], /, *, mode: Mode) -> tuple[Answer, ...]:
    """A purchase that is good enough to be tried, taken as if it were proven."""
    return tuple(replace(one, proven=True) for one in here(linear, changes, mode="fast" if mode == "prove" else mode))


def _home() -> DomesticShare:
    return DomesticShare(Fraction(3, 10), "sme_setaside", None, None)


def say(line: str) -> None:
    """One line of figures."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    made = question(configurations=size, buckets=size * 5)
    scenario_figures(made)
    frontier_figures(made)
