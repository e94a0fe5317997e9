"""The policies of a folder compared on its demand, asked of the solver under one time limit."""

from __future__ import annotations

import time
from functools import partial

from procurement.casefile.sizing import SizingCase
from procurement.casefile.sizing_robust import told
from procurement.exports.dossier import Sized
from procurement.exports.sizing_policy import Policies
from procurement.exports.sizing_robust import Missing
from procurement.sizing.asking import Child
from procurement.sizing.policy import share_curve, under
from procurement.sizing.solver import Watch

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

    asked = ((one.title, partial(under, problem, policy=one, solving=solving)) for one in terms.policies)
    outcomes = tuple(found for title, ask in asked if (found := told(missing, title, ask)) is not None)
    draw = partial(share_curve, problem, points=terms.points, solving=solving, lanes=solving.lanes)
    curve = told(missing, _CURVE, draw)
    if curve is not None and not curve.points:
        missing.append(Missing(_CURVE, _NO_CURVE))
        curve = None
    return Policies(terms, outcomes, curve, tuple(missing))
