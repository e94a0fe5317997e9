"""What to buy: the cheapest servers that serve the demand, or the most demand that the limits let be served."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from procurement.sizing.capacity import NoCapacity
from procurement.sizing.choice import choice_of
from procurement.sizing.linear import Answer
from procurement.sizing.model import Model, cheapest_model, performance_model, served_model
from procurement.sizing.model_pools import replicas_of
from procurement.sizing.problem import Problem, ProblemError, check_problem, measured
from procurement.sizing.purchase import Informed, Mix, Purchase, Reached, VendorShare
from procurement.sizing.purchase_of import PROVEN_GAP, purchase_of
from procurement.sizing.sentences import Conflict, explain, late
from procurement.sizing.solver import Progress, SolverStopped, Watch, run
from procurement.sizing.verify import Check, verify

__all__ = [
    "PROVEN_GAP",
    "Informed",
    "Mix",
    "NoMix",
    "NotVerified",
    "Purchase",
    "Reached",
    "UnservedDemand",
    "VendorShare",
    "ask",
    "cheapest",
    "mix_of",
    "most_performance",
    "most_served",
]


class NoMix(Exception):
    """No purchase keeps all limits. `conflict` names the limits that cannot hold together.

    `minimal` says that leaving out any one of them would let something fit; False when the time ended first. Without
    any, `late` names the demands that nothing delivered in time serves.
    """

    def __init__(self, conflict: tuple[Conflict, ...], *, minimal: bool, late: tuple[str, ...] = ()) -> None:
        self.conflict = conflict
        self.minimal = minimal
        said = "; ".join(one.sentence for one in conflict)
        super().__init__(
            f"함께 지킬 수 없는 조건입니다: {said} / These limits cannot be kept together."
            if conflict
            else _too_late(late)
        )


def _too_late(late: tuple[str, ...]) -> str:
    named = f": {', '.join(late)}" if late else ""
    return (
        "한도를 모두 풀어도 제때 들어와 수요를 처리할 구성이 없습니다. 납기(lead_years), 보유 대수를 보십시오"
        f"{named} / Even without limits, nothing there in time serves the demand; see lead_years and existing"
        f"{named}"
    )


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


def cheapest(
    problem: Problem,
    *,
    wall_seconds: float,
    should_cancel: Callable[[], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Mix:
    """The least cost that serves the whole demand and keeps every limit: total where its terms are given, else capital.

    Raises ProblemError, DemandError, LegalBasisError (input), UnservedDemand, NoMix (nothing fits), SolverStopped,
    SolverCrashed, NotVerified. Source: sizing design §3.
    """
    ask(problem)
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
    ask(problem)
    if problem.limits.budget is None:
        raise ProblemError(
            "최대 성능을 구하려면 예산이 필요합니다. / The most performance is sought under a budget; state one."
        )
    return _solved(problem, performance_model(problem), wall_seconds, Watch(should_cancel, progress))


def most_served(
    problem: Problem,
    *,
    wall_seconds: float,
    should_cancel: Callable[[], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Mix:
    """The most demand served within the limits, by weight × requests/s over all years; then the least cost.

    What is not served, also for want of a measurement, is in the mix by bucket and year. Raises as `cheapest`, but for
    UnservedDemand. Source: sizing design §3 (1), §3.2.
    """
    _check(problem)
    return _solved(problem, served_model(problem), wall_seconds, Watch(should_cancel, progress))


def _check(problem: Problem) -> None:
    check_problem(problem)
    if problem.pools:
        replicas_of(problem)


def ask(problem: Problem) -> None:
    """Refuse what cannot be computed with, and a demand that some bucket's want of measurements leaves unserved.

    Raises ProblemError, DemandError, LegalBasisError, UnservedDemand.
    """
    _check(problem)
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
        raise NoMix(explain(problem, rules=answer.conflict), minimal=answer.minimal, late=late(problem))
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
    return purchase_of(problem, model=model, answer=answer, choice=choice, checks=checks)
