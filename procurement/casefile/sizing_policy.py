"""The policies of a folder compared on its demand, asked of the solver under one time limit."""

from __future__ import annotations

import time
from collections.abc import Iterator

from procurement.casefile.sizing import SizingCase
from procurement.exports.dossier import Sized
from procurement.exports.sizing_policy import Policies
from procurement.exports.sizing_robust import Missing
from procurement.sizing.asking import Child, Unproven
from procurement.sizing.fixed_service import Unanswered
from procurement.sizing.policy import Outcome, share_curve, under
from procurement.sizing.problem import ProblemError
from procurement.sizing.solver import SolverStopped, Watch

_UNANSWERED = (ProblemError, SolverStopped, Unanswered, Unproven)
_CURVE = "국산 비율과 비용의 곡선 / the curve of domestic share and cost"
_NO_CURVE = "수요를 모두 처리하는 구성이 한도 안에 없습니다. / No mix within the limits serves the whole demand."


def policies_of(case: SizingCase, *, sized: Sized, wall_seconds: float, watch: Watch) -> Policies | None:
    """Every policy's purchase and the curve; None without terms. What cannot be answered is told.

    Raises SolverCrashed.
    """
    terms = case.purchase.policy
    if terms is None:
        return None
    problem, missing = sized.problem, list[Missing]()
    solving = Child(time.monotonic() + wall_seconds, watch)

    def outcomes() -> Iterator[Outcome]:
        for policy in terms.policies:
            try:
                yield under(problem, policy=policy, solving=solving)
            except _UNANSWERED as reason:
                missing.append(Missing(policy.title, str(reason)))

    found = tuple(outcomes())
    try:
        curve = share_curve(problem, points=terms.points, solving=solving, lanes=solving.lanes)
    except _UNANSWERED as reason:
        missing.append(Missing(_CURVE, str(reason)))
        return Policies(terms, found, None, tuple(missing))
    if not curve.points:
        missing.append(Missing(_CURVE, _NO_CURVE))
        return Policies(terms, found, None, tuple(missing))
    return Policies(terms, found, curve, tuple(missing))
