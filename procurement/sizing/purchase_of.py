"""A checked choice as the answer that is handed out: purchases, parts of the value, bound and gap."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from math import ceil

from procurement.sizing.capacity import NoCapacity
from procurement.sizing.check import Check
from procurement.sizing.choice import NINE_PLACES, Choice, orders_of, servers_there
from procurement.sizing.demand import rate_in
from procurement.sizing.domestic import standing
from procurement.sizing.layout import Model
from procurement.sizing.linear import Answer
from procurement.sizing.loads import load_of
from procurement.sizing.problem import Problem, exclusions, plan_years
from procurement.sizing.purchase import Informed, Mix, Purchase, VendorShare
from procurement.sizing.verify_money import cost_parts, domestic_value, total, total_cost, value_of

PROVEN_GAP = Decimal("0.000001")


def purchase_of(problem: Problem, *, model: Model, answer: Answer, choice: Choice, checks: tuple[Check, ...]) -> Mix:
    """The choice with its bound and gap; `seconds` is left 0."""
    cost, served = value_of(problem, choice=choice), _served(problem, choice)
    bound, gap = _bound(model, answer, reached=_aim(problem, model, choice, served))
    by_won = model.layout.scale is None and not model.layout.unserved
    domestic = Fraction(domestic_value(problem, choice=choice), cost or 1)
    why, informed = _standing(problem, domestic)
    return Mix(
        purchases=_purchases(problem, choice),
        shares=choice.shares,
        scale=choice.scale,
        cost=cost,
        bound=bound,
        gap=gap,
        proven=answer.proven and gap is not None and gap <= (0 if by_won else PROVEN_GAP),
        ties_settled=answer.ties_settled,
        status=answer.status,
        solver=answer.solver,
        power_w=total(problem, choice=choice, figure="power_w"),
        rack_units=total(problem, choice=choice, figure="rack_units"),
        vendor_shares=_vendor_shares(problem, choice, cost),
        domestic_share=domestic,
        domestic_why=why,
        informed=informed,
        checks=checks,
        unmeasured=tuple(c for c in problem.capacities if isinstance(c, NoCapacity)),
        excluded=exclusions(problem),
        seconds=0.0,
        orders=orders_of(problem, choice=choice),
        unserved=choice.unserved,
        served=served,
        total_cost=total_cost(problem, choice=choice),
        cost_parts=cost_parts(problem, choice=choice),
    )


def _aim(problem: Problem, model: Model, choice: Choice, served: Decimal) -> Decimal:
    """What the first objective reached, recomputed."""
    if model.layout.scale is not None:
        return choice.scale
    if model.layout.unserved:
        return served
    cost = total_cost(problem, choice=choice)
    return Decimal(value_of(problem, choice=choice) if cost is None else cost)


def _bound(model: Model, answer: Answer, *, reached: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The solver's bound in won, raised to the next amount that prices can add up to, or as a scale or part served."""
    if answer.bound is None:
        return None, None
    if model.layout.scale is not None or model.layout.unserved:
        whole = Decimal(0 if model.layout.scale is not None else 1)
        highest = max((whole - Decimal(answer.bound)).quantize(NINE_PLACES), reached)
        return highest, (highest - reached) / highest if highest else Decimal(0)
    won = Fraction(answer.bound) * model.won / model.step
    least = min(ceil(won - Fraction(1, 10**6)) * model.step + model.constant, int(reached))
    return Decimal(least), (reached - least) / reached if reached else Decimal(0)


def _served(problem: Problem, choice: Choice) -> Decimal:
    """The part (0..1) of weight × requests/s over all years that is not unserved, cut to nine places."""
    rates = {
        (b.id, year): Fraction(b.weight) * rate_in(b, year=year)
        for b in problem.buckets
        for year in range(plan_years(problem))
    }
    lost = sum((rates[u.bucket, u.year] * Fraction(u.share) for u in choice.unserved), Fraction(0))
    part = 1 - lost / sum(rates.values())
    return (Decimal(part.numerator) / Decimal(part.denominator)).quantize(NINE_PLACES, rounding=ROUND_DOWN)


def _standing(problem: Problem, reached: Fraction) -> tuple[str, Informed | None]:
    domestic = problem.limits.domestic_share
    if domestic is None:
        return "", None
    stands = standing(domestic)
    if stands.decides:
        return stands.why, None
    return "", Informed(domestic.share, reached, stands.why)


def _purchases(problem: Problem, choice: Choice) -> tuple[Purchase, ...]:
    bought = [c.id for c in problem.configurations if choice.servers[c.id]]
    return tuple(_purchase(problem, choice, name) for name in sorted(bought))


def _purchase(problem: Problem, choice: Choice, name: str) -> Purchase:
    alone = [order for order in orders_of(problem, choice=choice) if order.item == name]
    years = range(plan_years(problem))
    load, year = max((load_of(problem, choice=choice, configuration=name, year=t), -t) for t in years)
    carrying = servers_there(problem, choice=choice, configuration=name, year=-year) - problem.spares
    use = _decimal(load / carrying) if carrying > 0 and not problem.pools else None
    cost = sum(order.count * order.price for order in alone)
    return Purchase(name, choice.servers[name], cost, _decimal(load), use)


def _vendor_shares(problem: Problem, choice: Choice, cost: int) -> tuple[VendorShare, ...]:
    names = sorted({c.vendor for c in problem.configurations})
    spent = ((name, value_of(problem, choice=choice, vendor=name)) for name in names)
    return tuple(VendorShare(name, Fraction(won, cost)) for name, won in spent if won)


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(NINE_PLACES)
