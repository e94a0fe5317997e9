"""What to buy: the cheapest servers that serve the demand, or the most demand that a budget serves."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from procurement.sizing.capacity import NoCapacity
from procurement.sizing.choice import NINE_PLACES, Choice, Share, choice_of
from procurement.sizing.domestic import standing
from procurement.sizing.linear import Answer
from procurement.sizing.model import Model, cheapest_model, performance_model
from procurement.sizing.problem import Excluded, Problem, ProblemError, check_problem, exclusions, measured
from procurement.sizing.sentences import Conflict, explain
from procurement.sizing.solver import Progress, SolverStopped, Watch, run
from procurement.sizing.verify import Check, domestic_value, load_of, total, value_of, verify

PROVEN_GAP = Decimal("0.000001")


class NoMix(Exception):
    """No purchase keeps all limits. `conflict` names the limits that cannot hold together.

    `minimal` says that leaving out any one of them would let something fit; False when the time ended first.
    """

    def __init__(self, conflict: tuple[Conflict, ...], *, minimal: bool) -> None:
        self.conflict = conflict
        self.minimal = minimal
        limits = "; ".join(one.sentence for one in conflict)
        super().__init__(f"함께 지킬 수 없는 조건입니다: {limits} / These limits cannot be kept together.")


class UnservedDemand(Exception):
    """Some buckets have no measured capacity on any configuration; `reasons` holds why, pair by pair."""

    def __init__(self, titles: tuple[str, ...], reasons: tuple[NoCapacity, ...]) -> None:
        self.titles = titles
        self.reasons = reasons
        names = ", ".join(titles)
        super().__init__(
            f"어느 구성도 처리할 수 있다고 측정되지 않은 수요입니다: {names} "
            f"/ No configuration has a measured capacity for: {names}"
        )


class NotVerified(Exception):
    """The solver's mix breaks a constraint when recomputed from the raw figures; it is not handed out."""

    def __init__(self, broken: tuple[Check, ...]) -> None:
        self.broken = broken
        rules = ", ".join(f"{check.rule} {check.subject}".strip() for check in broken)
        super().__init__(f"재검산에서 어긋난 조건이 있습니다: {rules} / Recomputing found broken constraints: {rules}")


@dataclass(frozen=True, slots=True)
class Purchase:
    """Servers of one configuration, their cost in won, and what they carry.

    `load` is in servers at the utilisation planned with; `utilisation` is load over the servers that are not spares
    (None when there is none).
    """

    configuration: str
    servers: int
    cost: int
    load: Decimal
    utilisation: Decimal | None


@dataclass(frozen=True, slots=True)
class VendorShare:
    """A vendor's part (0..1) of the cost."""

    vendor: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Informed:
    """The domestic share that was asked for and may not decide: what was reached, and why it only informs."""

    asked: Fraction
    reached: Fraction
    why: str


@dataclass(frozen=True, slots=True)
class Mix:
    """A purchase with its proof.

    `scale` is the multiple of the demand that is served (1 for `cheapest`). `bound` is what no purchase can beat: won
    for `cheapest`, a scale for `most_performance`; `gap` is the relative distance to it. `proven`: the solver proved
    the optimum and the distance to the bound is nil (below 1e-6 for a scale). `ties_settled`: among equally good
    purchases this one follows the stated rule (cost for `most_performance`, then fewest servers, then as many as
    possible of the configuration whose id sorts first). `power_w` and `rack_units` are None when a bought server does
    not state them. `domestic_why` says on which basis the domestic share decided, empty when it did not.
    """

    purchases: tuple[Purchase, ...]
    shares: tuple[Share, ...]
    scale: Decimal
    cost: int
    bound: Decimal | None
    gap: Decimal | None
    proven: bool
    ties_settled: bool
    status: str
    solver: str
    power_w: Fraction | None
    rack_units: Fraction | None
    vendor_shares: tuple[VendorShare, ...]
    domestic_share: Fraction
    domestic_why: str
    informed: Informed | None
    checks: tuple[Check, ...]
    unmeasured: tuple[NoCapacity, ...]
    excluded: tuple[Excluded, ...]
    seconds: float = field(compare=False)


def cheapest(
    problem: Problem,
    *,
    wall_seconds: float,
    should_cancel: Callable[[], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Mix:
    """The least cost that serves the whole demand and keeps every limit.

    Raises ProblemError, DemandError, LegalBasisError (input), UnservedDemand, NoMix (nothing fits), SolverStopped,
    SolverCrashed, NotVerified. Source: sizing design §3.
    """
    _ask(problem)
    return _solved(problem, cheapest_model(problem), wall_seconds, Watch(should_cancel, progress))


def most_performance(
    problem: Problem,
    *,
    wall_seconds: float,
    should_cancel: Callable[[], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Mix:
    """The largest multiple of the whole demand that the budget and the other limits let be served.

    Every bucket grows alike. Needs a budget. A budget that cannot serve a thousandth of the demand is NoMix.
    Raises as `cheapest`. Source: sizing design §3.2.
    """
    _ask(problem)
    if problem.limits.budget is None:
        raise ProblemError(
            "최대 성능을 구하려면 예산이 필요합니다. / The most performance is sought under a budget; state one."
        )
    return _solved(problem, performance_model(problem), wall_seconds, Watch(should_cancel, progress))


def _ask(problem: Problem) -> None:
    check_problem(problem)
    able = {capacity.bucket for capacity in measured(problem)}
    unable = [bucket for bucket in problem.buckets if bucket.id not in able]
    if unable:
        names = {bucket.id for bucket in unable}
        reasons = tuple(c for c in problem.capacities if isinstance(c, NoCapacity) and c.bucket in names)
        raise UnservedDemand(tuple(bucket.title for bucket in unable), reasons)


def _solved(problem: Problem, model: Model, wall_seconds: float, watch: Watch) -> Mix:
    started = time.monotonic()
    answer = run(model.linear, wall_seconds=wall_seconds, watch=watch)
    return replace(mix_of(problem, model=model, answer=answer), seconds=time.monotonic() - started)


def mix_of(problem: Problem, *, model: Model, answer: Answer) -> Mix:
    """The solver's answer as a checked mix. Raises NoMix, SolverStopped or NotVerified; `seconds` is left 0."""
    if answer.infeasible:
        raise NoMix(explain(problem, rules=answer.conflict), minimal=answer.minimal)
    if not answer.values:
        raise SolverStopped(
            f"제한 시간 안에 가능한 구성을 찾지 못했습니다 ({answer.status}). "
            f"/ No purchase was found in the time allowed ({answer.status})."
        )
    choice = choice_of(problem, model=model, answer=answer)
    checks = verify(problem, choice=choice)
    broken = tuple(check for check in checks if not check.ok)
    if broken:
        raise NotVerified(broken)
    return _mix(problem, model, answer, choice, checks)


def _mix(problem: Problem, model: Model, answer: Answer, choice: Choice, checks: tuple[Check, ...]) -> Mix:
    cost = value_of(problem, choice=choice)
    bound, gap = _bound(model, answer, cost, choice.scale)
    reached = Fraction(domestic_value(problem, choice=choice), cost)
    why, informed = _standing(problem, reached)
    return Mix(
        purchases=_purchases(problem, choice),
        shares=choice.shares,
        scale=choice.scale,
        cost=cost,
        bound=bound,
        gap=gap,
        proven=answer.proven and gap is not None and gap <= (PROVEN_GAP if model.layout.scale is not None else 0),
        ties_settled=answer.ties_settled,
        status=answer.status,
        solver=answer.solver,
        power_w=total(problem, choice=choice, figure="power_w"),
        rack_units=total(problem, choice=choice, figure="rack_units"),
        vendor_shares=_vendor_shares(problem, choice, cost),
        domestic_share=reached,
        domestic_why=why,
        informed=informed,
        checks=checks,
        unmeasured=tuple(c for c in problem.capacities if isinstance(c, NoCapacity)),
        excluded=exclusions(problem),
        seconds=0.0,
    )


def _bound(model: Model, answer: Answer, cost: int, scale: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The solver's bound in won, raised to the next amount that prices can add up to, or as a scale."""
    if answer.bound is None:
        return None, None
    if model.layout.scale is not None:
        highest = max(Decimal(-answer.bound).quantize(NINE_PLACES), scale)
        return highest, (highest - scale) / scale
    won = Fraction(answer.bound) * model.won / model.step
    least = min(ceil(won - Fraction(1, 10**6)) * model.step, cost)
    return Decimal(least), Decimal(cost - least) / cost


def _standing(problem: Problem, reached: Fraction) -> tuple[str, Informed | None]:
    domestic = problem.limits.domestic_share
    if domestic is None:
        return "", None
    stands = standing(domestic)
    if stands.decides:
        return stands.why, None
    return "", Informed(domestic.share, reached, stands.why)


def _purchases(problem: Problem, choice: Choice) -> tuple[Purchase, ...]:
    found: list[Purchase] = []
    for configuration in sorted(problem.configurations, key=lambda c: c.id):
        servers = choice.servers[configuration.id]
        if servers:
            load = load_of(problem, choice=choice, configuration=configuration.id)
            carrying = servers - problem.spares
            use = _decimal(load / carrying) if carrying else None
            found.append(Purchase(configuration.id, servers, servers * configuration.price, _decimal(load), use))
    return tuple(found)


def _vendor_shares(problem: Problem, choice: Choice, cost: int) -> tuple[VendorShare, ...]:
    names = sorted({c.vendor for c in problem.configurations})
    spent = ((name, value_of(problem, choice=choice, vendor=name)) for name in names)
    return tuple(VendorShare(name, Fraction(won, cost)) for name, won in spent if won)


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(NINE_PLACES)
