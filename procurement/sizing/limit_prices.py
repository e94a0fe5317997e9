"""What every limit costs: the purchase without it, one unit looser or tighter, and the relaxation's local price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from procurement.sizing.asking import Solving, cheapest_mix, cheapest_mixes, each, first_aim, won_of
from procurement.sizing.limit_values import AT_LEAST, UNITS, Limited, freed, limited, moved
from procurement.sizing.linear import Linear
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
    moves = [_moves(problem, limit) for limit in limited(problem)]
    wons = _wons([p for move in moves for p in (move.without, move.looser, move.tighter)], solving)
    local = _relaxed([problem, *(move.looser for move in moves)], solving)
    rows = zip(moves, wons[::3], wons[1::3], wons[2::3], local[1:], strict=True)
    return tuple(_price(move.limit, won_of(now), found, _saved(local[0], near)) for move, *found, near in rows)


@dataclass(frozen=True, slots=True)
class _Moves:
    """The problem without a limit, and with one unit of room more and less, None where it cannot move so far."""

    limit: Limited
    without: Problem
    looser: Problem | None
    tighter: Problem | None


def _moves(problem: Problem, limit: Limited) -> _Moves:
    room, less = _neighbour(limit, sign=1), _neighbour(limit, sign=-1)
    return _Moves(
        limit,
        _let_go(problem, limit),
        None if room is None else moved(problem, limit=room),
        None if less is None else moved(problem, limit=less),
    )


def _price(limit: Limited, now: int, found: Sequence[int | None], local: Fraction) -> LimitPrice:
    without, looser, tighter = found
    return LimitPrice(
        limit=limit,
        unit=ONE[UNITS[limit.rule]],
        won=now - (now if without is None else without),
        looser=now - (now if looser is None else looser),
        tighter=None if tighter is None else tighter - now,
        local=local,
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


def _wons(problems: Sequence[Problem | None], solving: Solving) -> tuple[int | None, ...]:
    """What the cheapest purchase of each costs; None where there is none or no problem."""
    asked = [problem for problem in problems if problem is not None]
    found = iter(cheapest_mixes(asked, solving=solving))
    mixes = (None if problem is None else next(found) for problem in problems)
    return tuple(None if mix is None else won_of(mix) for mix in mixes)


def _relaxed(problems: Sequence[Problem | None], solving: Solving) -> tuple[Fraction | None, ...]:
    """Least cost of the relaxation of each."""
    models = [None if problem is None else first_aim(cheapest_model(problem)) for problem in problems]
    asked = [_loose(model.linear) for model in models if model is not None]
    found = iter(each(asked, solving=solving, mode="relaxed"))
    return tuple(None if model is None else Fraction(next(found).bound or 0) * model.won for model in models)


def _saved(tight: Fraction | None, loose: Fraction | None) -> Fraction:
    """The relaxation's saving for one unit of room; nothing where there is no room."""
    return Fraction(0) if tight is None or loose is None else tight - loose


def _loose(linear: Linear) -> Linear:
    return replace(linear, columns=tuple(replace(column, integer=False) for column in linear.columns))
