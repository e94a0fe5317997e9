"""One demand under several policies: what each buys, what it costs, and what is still served when supply is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from procurement.sizing.asking import Solving, checked, once, with_rows
from procurement.sizing.fixed_service import Case, unserved_parts
from procurement.sizing.frontier import Frontier, frontier
from procurement.sizing.layout import Model
from procurement.sizing.limit_forms import scaled_row
from procurement.sizing.linear import Row
from procurement.sizing.loss import Loss, losses
from procurement.sizing.mix import Mix
from procurement.sizing.model import cheapest_model
from procurement.sizing.offers import Line
from procurement.sizing.problem import Problem, check_problem, measured, plan_years
from procurement.sizing.robust import standing


@dataclass(frozen=True, slots=True)
class Policy:
    """What a policy asks of the purchase besides the plan's own limits.

    `shares`: for each year of the plan the least domestic part (0..1) of the value ordered up to it, so that buying
    ahead of a year does not evade it; () asks none. `domestic_only`: nothing else is ordered. `without`: vendors of
    whom nothing is ordered. `basis` says in words where the figures come from.
    """

    id: str
    title: str
    shares: tuple[Fraction, ...] = ()
    domestic_only: bool = False
    without: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """The parts (0..1) of the last year's demand still served without one vendor, and without all imports.

    Servers of who is lost are gone; shares of the rest are chosen anew. `imports` None: nothing imported stands there.
    """

    vendors: tuple[Loss, ...]
    imports: Fraction | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The cheapest purchase under a policy, None where nothing fits; `shares` exact.

    `shares` are the domestic parts of the value ordered up to each year, None before the first order. `unmeasured`: the
    buckets that nothing which the policy allows was measured for.
    """

    policy: Policy
    mix: Mix | None
    shares: tuple[Fraction | None, ...] = ()
    supply: Supply | None = None
    unmeasured: tuple[str, ...] = ()


class PolicyNotKept(Exception):
    """The purchase that was found does not keep its policy in exact numbers; a fault of the program."""


def under(problem: Problem, *, policy: Policy, solving: Solving) -> Outcome:
    """The cheapest purchase for the whole demand under a policy, checked in exact integers.

    The plan's own domestic share is left out: policies are compared on the same ground. Raises ProblemError, Unproven,
    PolicyNotKept, and as `unserved_parts`. What may be done with the answer (planning and information, never a score):
    rules §1.7.
    """
    plain = _without_own_share(problem)
    check_problem(plain)
    model = cheapest_model(plain)
    model = with_rows(model, rows=_rows(plain, model, policy))
    mix = checked(plain, model=model, answer=once(model.linear, solving=solving))
    if mix is None:
        return Outcome(policy, None, unmeasured=_unmeasured(plain, policy))
    shares = yearly_shares(plain, mix=mix)
    _check_kept(plain, mix, policy, shares)
    return Outcome(policy, mix, shares, supply_of(plain, mix=mix, solving=solving))


def share_curve(problem: Problem, *, points: int, solving: Solving, lanes: int) -> Frontier:
    """The least cost for every domestic share of the value, without the plan's own domestic share. As `frontier`."""
    plain = _without_own_share(problem)
    return frontier(plain, aim="domestic", solving=solving, points=points, lanes=lanes)


def yearly_shares(problem: Problem, *, mix: Mix) -> tuple[Fraction | None, ...]:
    """The domestic part (0..1) of the value ordered up to each year; None where nothing was ordered yet."""
    home = _home(problem)
    found: list[Fraction | None] = []
    for year in range(plan_years(problem)):
        won = [(one.price * one.count, one.item in home) for one in mix.orders if one.year <= year]
        whole = sum(value for value, _ in won)
        found.append(Fraction(sum(value for value, own in won if own), whole) if whole else None)
    return tuple(found)


def supply_of(problem: Problem, *, mix: Mix, solving: Solving) -> Supply:
    """What is served in the last year when a vendor, or everything imported, is lost."""
    year = plan_years(problem) - 1
    servers = standing(problem, mix=mix, year=year)
    vendors = tuple(one for one in losses(problem, servers=servers, solving=solving, year=year) if one.kind == "vendor")
    own = {c.id for c in problem.configurations if c.domestic}
    left = {name: count for name, count in servers.items() if name in own}
    if all(name in own for name, count in servers.items() if count):
        return Supply(vendors, None)
    (missing,) = unserved_parts(problem, cases=[Case(left, {}, {})], solving=solving, year=year)
    return Supply(vendors, 1 - missing)


def _without_own_share(problem: Problem) -> Problem:
    return replace(problem, limits=replace(problem.limits, domestic_share=None))


def _unmeasured(problem: Problem, policy: Policy) -> tuple[str, ...]:
    allowed = {
        c.id
        for c in problem.configurations
        if c.existing or ((c.domestic or not policy.domestic_only) and c.vendor not in policy.without)
    }
    known = {one.bucket for one in measured(problem) if one.configuration in allowed}
    return tuple(bucket.id for bucket in problem.buckets if bucket.id not in known)


def _rows(problem: Problem, model: Model, policy: Policy) -> Iterable[Row]:
    home = _home(problem)
    barred = [column for line, column in model.lines.items() if _barred(problem, line, policy, home)]
    if barred:
        yield Row("", tuple((column, 1.0) for column in barred), "<=", 0.0)
    for year, share in enumerate(policy.shares):
        lines = [(line, column) for line, column in model.lines.items() if line.year <= year]
        terms = tuple((column, line.price * (share - (line.item in home))) for line, column in lines)
        if share and any(value for _, value in terms):
            yield scaled_row(terms, constant=Fraction(0), slack=())


def _barred(problem: Problem, line: Line, policy: Policy, home: frozenset[str]) -> bool:
    held = {c.id: c for c in problem.configurations}
    vendors = {held[name].vendor for name, _ in line.contents}
    return (policy.domestic_only and line.item not in home) or bool(vendors & set(policy.without))


def _home(problem: Problem) -> frozenset[str]:
    """What counts as domestic when it is ordered: a package where its first server is, as the share's limit counts."""
    own = {c.id for c in problem.configurations if c.domestic}
    return frozenset(own | {one.id for one in problem.bundles if one.contents[0][0] in own})


def _check_kept(problem: Problem, mix: Mix, policy: Policy, shares: Sequence[Fraction | None]) -> None:
    home, held = _home(problem), {c.id: c.vendor for c in problem.configurations}
    contents = {one.id: [held[name] for name, _ in one.contents] for one in problem.bundles}
    sellers = {vendor for one in mix.orders for vendor in contents.get(one.item, [held.get(one.item, "")])}
    kept = not (policy.domestic_only and any(one.item not in home for one in mix.orders))
    kept = kept and not sellers & set(policy.without)
    years = zip(policy.shares, shares, strict=False)
    if not kept or any(reached is not None and reached < asked for asked, reached in years):
        raise PolicyNotKept(f"{policy.title}: 정책을 지키지 않은 답 / the answer does not keep the policy")
