"""What every limit costs: the purchase without it, one unit looser or tighter, and the relaxation's local price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from procurement.sizing.asking import Solving, cheapest_mix, first_aim, won_of
from procurement.sizing.layout import Model
from procurement.sizing.limit_values import AT_LEAST, UNITS, Limited, freed, limited, moved
from procurement.sizing.linear import Change, Linear
from procurement.sizing.model import cheapest_model
from procurement.sizing.problem import Problem, check_problem

ONE: dict[str, Fraction] = {
    "KRW": Fraction(1_000_000),
    "W": Fraction(1000),
    "U": Fraction(1),
    "share": Fraction(1, 100),
    "vendors": Fraction(1),
}


@dataclass(frozen=True, slots=True)
class LimitPrice:
    """Won that one limit costs, all exact but for `local`.

    `won`: the cheapest purchase as asked, less the cheapest without the limit. `looser`: won saved by one `unit` of
    room more; `tighter`: won to be paid for one less, None when nothing fits then or the limit cannot move so far.
    `local`: won a unit by the relaxation; purchases jump, so that it holds nearby at the best.
    """

    limit: Limited
    unit: Fraction
    won: int
    looser: int
    tighter: int | None
    local: Fraction


def limit_prices(problem: Problem, *, solving: Solving) -> tuple[LimitPrice, ...]:
    """The price of every limit with a number; empty when nothing fits. Units: ONE.

    Raises Unproven, and as `cheapest`. Source: sizing design §3.5.
    """
    check_problem(problem)
    now = cheapest_mix(problem, solving=solving)
    if now is None:
        return ()
    return tuple(_price(problem, limit, won_of(now), solving) for limit in limited(problem))


def _price(problem: Problem, limit: Limited, now: int, solving: Solving) -> LimitPrice:
    room, less = _neighbour(limit, sign=1), _neighbour(limit, sign=-1)
    without = _won(_let_go(problem, limit), solving)
    looser = now if room is None else _won(moved(problem, limit=room), solving)
    tighter = None if less is None else _won(moved(problem, limit=less), solving)
    return LimitPrice(
        limit=limit,
        unit=ONE[UNITS[limit.rule]],
        won=now - (now if without is None else without),
        looser=now - (now if looser is None else looser),
        tighter=None if tighter is None else tighter - now,
        local=_local(problem, None if room is None else moved(problem, limit=room), solving),
    )


def _neighbour(limit: Limited, *, sign: int) -> Limited | None:
    """The limit with one unit of room more (1) or less (-1); None where the value would leave its range."""
    step = ONE[UNITS[limit.rule]] * sign * (-1 if limit.rule in AT_LEAST else 1)
    value = limit.value + step
    most = 1 if limit.unit == "share" else None
    return replace(limit, value=value) if value >= 0 and (most is None or value <= most) else None


def _let_go(problem: Problem, limit: Limited) -> Problem:
    if limit.rule != "year_budget":
        return freed(problem, rules={limit.rule})
    years = (replace(y, budget=None) if str(n) == limit.subject else y for n, y in enumerate(problem.years))
    return replace(problem, years=tuple(years))


def _won(problem: Problem, solving: Solving) -> int | None:
    mix = cheapest_mix(problem, solving=solving)
    return None if mix is None else won_of(mix)


def _local(problem: Problem, looser: Problem | None, solving: Solving) -> Fraction:
    """The relaxation's saving for one unit of room."""
    if looser is None:
        return Fraction(0)
    models = (first_aim(cheapest_model(problem)), first_aim(cheapest_model(looser)))
    tight, loose = (_relaxed(model, solving) for model in models)
    return tight - loose


def _relaxed(model: Model, solving: Solving) -> Fraction:
    answer = solving(_loose(model.linear), (Change(),), mode="relaxed")[0]
    return Fraction(answer.bound or 0) * model.won


def _loose(linear: Linear) -> Linear:
    return replace(linear, columns=tuple(replace(column, integer=False) for column in linear.columns))
