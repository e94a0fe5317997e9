"""Why a configuration is not bought: the price and the throughput at which it would be, each proven on both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from procurement.sizing.asking import Solving, checked, first_aim, once, with_rows, won_of
from procurement.sizing.layout import Model
from procurement.sizing.linear import Row
from procurement.sizing.model import cheapest_model
from procurement.sizing.model_orders import most_ordered
from procurement.sizing.problem import Problem, ProblemError, check_problem, measured
from procurement.sizing.purchase import Mix
from procurement.sizing.tco import cost_of

TOLERANCE = Fraction(1, 1000)
MOST_FASTER = 1024
NEWTON = 8


@dataclass(frozen=True, slots=True)
class PriceBreak:
    """`brings`: the highest price in won at which a cheapest purchase holds it; at one won more none does.

    It is the price itself when that brings it in already, None when not even 1 won does. `without` is what the cheapest
    purchase without it costs, None when nothing else serves. `monotone`: no limit rests on prices, so that every lower
    price brings it in as well; else `brings` is a border, proven on both sides, and there may be another.
    """

    configuration: str
    price: int
    brings: int | None
    without: int | None
    monotone: bool


@dataclass(frozen=True, slots=True)
class SpeedBreak:
    """All measured rates of a configuration multiplied: at `brings` a cheapest purchase holds it, at `leaves` none.

    The two lie within `tolerance` of each other (relative). `brings` None: not even at MOST_FASTER times the rates;
    `leaves` None: the rates as measured bring it in already.
    """

    configuration: str
    brings: Fraction | None
    leaves: Fraction | None
    tolerance: Fraction


def price_break(problem: Problem, *, configuration: str, solving: Solving) -> PriceBreak:
    """The highest price at which a cheapest purchase holds a configuration, to the won.

    Each trial compares the cheapest purchase with at least one such server to the cheapest without; the next price
    comes from their difference per server (Newton), inside proven borders. Raises ProblemError when it is not sold
    alone, Unproven, and as `cheapest`. Source: sizing design §3.5.
    """
    check_problem(problem)
    sold = most_ordered(problem)
    monotone = not (_rests_on_prices(problem) and sold.get(configuration, 0))
    held = {c.id: c for c in problem.configurations}[configuration]
    if not held.alone:
        raise ProblemError(f"{configuration}: 단독 판매가 아닙니다. / It has no price of its own.")
    without = _without(problem, configuration, solving)

    def over(price: int) -> Fraction | None:
        return _over(_priced(problem, configuration, price), configuration, solving, without)

    brings = None
    if sold[configuration]:
        step = _won_per_won(problem, configuration)
        brings = _highest(over, step=step, price=held.price, monotone=monotone)
    return PriceBreak(configuration, held.price, brings, without, monotone=monotone)


def speed_break(
    problem: Problem, *, configuration: str, solving: Solving, tolerance: Fraction = TOLERANCE
) -> SpeedBreak:
    """The smallest factor on all measured rates of a configuration with which a cheapest purchase holds it.

    By bisection to `tolerance`, both ends proven. Raises ProblemError when nothing was measured of it, Unproven, and as
    `cheapest`. Source: sizing design §3.5.
    """
    check_problem(problem)
    if not any(c.configuration == configuration for c in measured(problem)):
        raise ProblemError("측정한 처리율이 없어 배수를 물을 수 없습니다. / No rate was measured to be multiplied.")
    without = _without(problem, configuration, solving)

    def brings(factor: Fraction) -> bool:
        over = _over(_faster(problem, configuration, factor), configuration, solving, without)
        return over is not None and over <= 0

    low, high = Fraction(1), Fraction(2)
    if brings(low):
        return SpeedBreak(configuration, low, None, tolerance)
    while not brings(high):
        low, high = high, high * 2
        if high > MOST_FASTER:
            return SpeedBreak(configuration, None, low, tolerance)
    while high - low > tolerance * low:
        middle = (low + high) / 2
        low, high = (low, middle) if brings(middle) else (middle, high)
    return SpeedBreak(configuration, high, low, tolerance)


def _highest(over: Callable[[int], Fraction | None], *, step: Fraction, price: int, monotone: bool) -> int | None:
    """The price that brings it in whose next one does not; where Newton does not close in, the borders are halved.

    Where none can be held and no limit rests on prices (`monotone`), no price changes that.
    """
    low, high, at = 0, price + 1, price
    trial = 0
    while high - low > 1:
        more = over(at)
        if more is None and monotone:
            return None
        if more is not None and more <= 0:
            low = at
        else:
            high = at
        trial += 1
        guess = (low + high) // 2 if more is None or trial >= NEWTON else floor(at - more / step)
        at = min(max(guess, low + 1), high - 1)
    return low or None


def _over(problem: Problem, configuration: str, solving: Solving, without: int | None) -> Fraction | None:
    """Won by which each server held makes the purchase dearer than one without; None when none can be held."""
    found = _cheapest(problem, configuration, solving, forced=True)
    if found is None:
        return None
    servers = next(p.servers for p in found.purchases if p.configuration == configuration)
    return Fraction(0 if without is None else won_of(found) - without, servers)


def _without(problem: Problem, configuration: str, solving: Solving) -> int | None:
    found = _cheapest(problem, configuration, solving, forced=False)
    return None if found is None else won_of(found)


def _cheapest(problem: Problem, configuration: str, solving: Solving, *, forced: bool) -> Mix | None:
    """The cheapest purchase with at least one of a configuration, or without any; None when nothing fits."""
    model = first_aim(cheapest_model(problem))
    bound = with_rows(model, rows=[_present(model, configuration, forced=forced)])
    return checked(problem, model=bound, answer=once(bound.linear, solving=solving))


def _present(model: Model, configuration: str, *, forced: bool) -> Row:
    servers = tuple((layout.servers[configuration], 1.0) for layout in model.years)
    return Row("", servers, ">=", 1.0) if forced else Row("", servers, "<=", 0.0)


def _priced(problem: Problem, configuration: str, price: int) -> Problem:
    changed = (replace(c, price=price) if c.id == configuration else c for c in problem.configurations)
    return replace(problem, configurations=tuple(changed))


def _faster(problem: Problem, configuration: str, factor: Fraction) -> Problem:
    pairs = {(c.configuration, c.bucket): replace(c, rate=c.rate * factor) for c in measured(problem)
             if c.configuration == configuration}  # fmt: skip
    changed = (pairs.get((c.configuration, c.bucket), c) for c in problem.capacities)
    return replace(problem, capacities=tuple(changed))


def _won_per_won(problem: Problem, configuration: str) -> Fraction:
    """How much of the cost one won of price is: 1 for capital, more or less with maintenance and residual."""
    if problem.costs is None:
        return Fraction(1)
    line = next(line for line in cheapest_model(problem).lines if line.item == configuration)
    held = {c.id: c for c in problem.configurations}
    parts = cost_of(line, costs=problem.costs, configurations=held)
    return (parts.capital + parts.maintenance - parts.residual) / line.price or Fraction(1)


def _rests_on_prices(problem: Problem) -> bool:
    limits = problem.limits
    money = (limits.budget, limits.vendor_share, limits.running, limits.domestic_share)
    return any(one is not None for one in (*money, *(year.budget for year in problem.years))) or bool(problem.discounts)
