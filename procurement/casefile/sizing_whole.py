"""A folder's sizing with everything that was asked of it besides, as the command line and the jobs compute it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from procurement.casefile.case import sized
from procurement.casefile.purchase_policy import no_policy
from procurement.casefile.purchase_robust import not_asked
from procurement.casefile.sizing import SizingCase, sizing_of
from procurement.casefile.sizing_explore import Wanted, explored
from procurement.casefile.sizing_policy import policies_of
from procurement.casefile.sizing_robust import robust_of
from procurement.exports.sizing import Sizing
from procurement.sizing.solver import Watch

Phase = Literal["mix", "further", "robustness", "policy"]


class Cancelled(Exception):
    """The person who asked wants no answer any more."""


@dataclass(frozen=True, slots=True)
class Further:
    """What is asked beyond the mix.

    Points of the curve, prices of limits, why a configuration is out, robustness, the policies of [sizing.policy].
    """

    frontier: int | None = None
    prices: bool = False
    why: str | None = None
    robustness: bool = False
    policy: bool = False


def sizing_whole(
    case: SizingCase,
    *,
    further: Further,
    wall_seconds: float,
    program: str,
    watch: Watch,
    begin: Callable[[Phase], None] = lambda _: None,
) -> Sizing:
    """The mix and the further answers, each within `wall_seconds`; `begin` hears which is sought now.

    Raises REFUSALS, Cancelled, and what the further questions raise: SolverCrashed, SolverStopped, Unproven.
    """
    if further.robustness and case.purchase.robustness is None:
        raise not_asked("--robustness")
    if further.policy and case.purchase.policy is None:
        raise no_policy("--policy")
    begin("mix")
    found = sized(case.purchase, wall_seconds=wall_seconds, progress=watch.progress, should_cancel=watch.should_cancel)
    _go_on(watch)
    begin("further")
    most_won, aim = case.purchase.most_won, case.purchase.curve_aim
    wanted = Wanted(further.frontier, further.prices, further.why, most_won, aim)
    more = explored(found, wanted=wanted, wall_seconds=wall_seconds, watch=watch)
    sizing = replace(sizing_of(case, sized=found, program=program), explored=more)
    _go_on(watch)
    if further.robustness:
        begin("robustness")
        robust = robust_of(case, sized=found, wall_seconds=wall_seconds, watch=watch)
        sizing = replace(sizing, robust=robust)
        _go_on(watch)
    if further.policy:
        begin("policy")
        policies = policies_of(case, sized=found, wall_seconds=wall_seconds, watch=watch)
        sizing = replace(sizing, policies=policies)
        _go_on(watch)
    return sizing


def _go_on(watch: Watch) -> None:
    if watch.should_cancel is not None and watch.should_cancel():
        raise Cancelled
