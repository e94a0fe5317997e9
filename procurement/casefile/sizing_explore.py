"""The further questions of a sizing, asked of the solver under one time limit; what has no answer says why."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from benchmarks.table import Table
from procurement.exports.dossier import Sized
from procurement.exports.sizing_explored import Explored, Why
from procurement.exports.sizing_robust import Missing
from procurement.exports.sizing_words import CURVE_WORDS, names_of
from procurement.sizing.asking import Child, Unproven
from procurement.sizing.breakeven import PriceBreak, SpeedBreak, price_break, speed_break
from procurement.sizing.capacity import NoCapacity
from procurement.sizing.frontier import Aim, Frontier, drawing_of, frontier
from procurement.sizing.limit_prices import LimitPrice, limit_prices
from procurement.sizing.limit_values import limited
from procurement.sizing.problem import Problem, ProblemError, measured
from procurement.sizing.remedy import Remedy, Step, alone, remedy
from procurement.sizing.solver import SolverStopped, Watch

_UNANSWERED = (ProblemError, SolverStopped, Unproven)
_PRICES = "한도의 가격 / price of each limit"
_REMEDY = "가장 적게 바꾸어 맞추는 방법 / cheapest set of changes"
_ALONE = "하나만 바꾸어 맞추는 방법 / a single limit that is enough"
_NO_SINGLE = "한도 하나만 바꾸어서는 맞는 구성이 없습니다. / No single limit is enough."
_NO_LIMIT = "값이 있는 한도가 없습니다. / There is no limit with a number."
_NOT_WHOLE = "수요를 모두 처리하는 구성이 한도 안에 없습니다. / No mix within the limits serves the whole demand."
_NO_CHANGE = (
    "수를 정한 한도를 아무리 바꾸어도 맞는 구성이 없습니다. 위의 까닭을 보십시오. "
    "/ No change of the limits with a number is enough; see the reasons above."
)
_FITS = (
    "바꾸지 않아도 맞는 구성이 있습니다. 시간을 늘려 다시 구하십시오(--seconds). "
    "/ Something fits without a change; ask again with more time (--seconds)."
)
_BASIS = (
    "여기부터의 답은 수요를 모두 처리하는 가장 싼 구성에 대한 것이며, 다른 목적으로 구한 위 구성의 것이 아닙니다. "
    "/ From here on the answers are about the cheapest mix that serves the whole demand, not about the mix found above."
)

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked beyond the answer: points of the curve, prices of limits, why a configuration is out.

    The curve is of cost against `aim` and ends at `most_won`.
    """

    frontier: int | None
    prices: bool
    why: str | None
    most_won: int | None = None
    aim: Aim = "performance"


def explored(sized: Sized, *, wanted: Wanted, wall_seconds: float, watch: Watch) -> Explored:
    """The further answers; where nothing fits, what to change instead. What cannot be answered is told.

    Raises TableError for an unknown configuration, ProblemError for a curve without an end, and SolverCrashed.
    """
    ask = _Asking(sized, wanted, Child(time.monotonic() + wall_seconds, watch))
    ask.check()
    if sized.mix is None:
        return ask.instead()
    return Explored(
        prices=ask.prices(), frontier=ask.curve(), price_break=ask.price(), speed_break=ask.speed(),
        why=None if wanted.why is None else _standing(sized, wanted.why), missing=tuple(ask.missing),
        basis=_BASIS if sized.objective != "cheapest" and ask.any() else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asking:
    """The questions of one sizing, and those that found no answer."""

    sized: Sized
    wanted: Wanted
    solving: Child
    missing: list[Missing] = field(default_factory=list)

    @property
    def problem(self) -> Problem:
        return self.sized.problem

    def check(self) -> None:
        """Refuse what cannot be meant before anything is computed."""
        known, why = [c.id for c in self.problem.configurations], self.wanted.why
        if why is not None and why not in known:
            raise Table("--why", {}).wrong(f"{why!r}: 그런 구성이 없음 / unknown; known: {', '.join(known)}")
        if self.wanted.frontier:
            drawing_of(self.problem, aim=self.wanted.aim, most_won=self.wanted.most_won)

    def told(self, what: str, ask: Callable[[], Found | None], nothing: str = _NOT_WHOLE) -> Found | None:
        """The answer; where there is none, why not stands among the missing."""
        try:
            found, why = ask(), nothing
        except _UNANSWERED as reason:
            found, why = None, str(reason)
        if not found:
            self.missing.append(Missing(what, why))
        return found or None

    def any(self) -> bool:
        return bool(self.wanted.prices or self.wanted.frontier or self.wanted.why)

    def instead(self) -> Explored:
        """What to change where nothing fits, where anything was asked."""
        if not self.any():
            return Explored()
        found: Remedy | None = self.told(_REMEDY, partial(remedy, self.problem, solving=self.solving), _NO_CHANGE)
        if found is not None and not found.steps:
            self.missing.append(Missing(_REMEDY, _FITS))
            found = None
        single: tuple[Step, ...] | None = self.told(_ALONE, self._single, _NO_SINGLE) if found else None
        return Explored(remedy=found, alone=single or (), missing=tuple(self.missing))

    def _single(self) -> tuple[Step, ...]:
        """Each limit that is enough when it alone moves, and where to."""
        tried = (alone(self.problem, limit=limit, solving=self.solving) for limit in limited(self.problem))
        return tuple(Step(one.limit, one.to) for one in tried if one.to is not None)

    def prices(self) -> tuple[LimitPrice, ...]:
        if not self.wanted.prices:
            return ()
        ask, nothing = partial(limit_prices, self.problem, solving=self.solving), _NOT_WHOLE
        return self.told(_PRICES, ask, nothing if limited(self.problem) else _NO_LIMIT) or ()

    def curve(self) -> Frontier | None:
        wanted = self.wanted
        return self.told(CURVE_WORDS[wanted.aim][0], self._drawn) if wanted.frontier else None

    def _drawn(self) -> Frontier | None:
        wanted, points = self.wanted, self.wanted.frontier or 0
        found = frontier(
            self.problem, aim=wanted.aim, solving=self.solving, points=points, most_won=wanted.most_won,
            lanes=self.solving.lanes,
        )  # fmt: skip
        return found if found.points else None

    def price(self) -> PriceBreak | None:
        why = self.wanted.why
        ask = partial(price_break, self.problem, configuration=why or "", solving=self.solving)
        return None if why is None else self.told("가격의 경계 / border of the price", ask)

    def speed(self) -> SpeedBreak | None:
        why = self.wanted.why
        ask = partial(speed_break, self.problem, configuration=why or "", solving=self.solving)
        return None if why is None else self.told("처리율의 경계 / border of the throughput", ask)


def _standing(sized: Sized, configuration: str) -> Why:
    """What a configuration is in the mix, and every reason that is known for its not being there."""
    problem, mix, names = sized.problem, sized.mix, names_of(sized)
    bought = () if mix is None else mix.purchases
    out = () if mix is None else tuple(one.why for one in mix.excluded if one.configuration == configuration)
    gaps = (c for c in problem.capacities if isinstance(c, NoCapacity) and c.configuration == configuration)
    barred = (p.why for p in problem.pairings if (configuration in p.configurations) == (p.kind == "never"))
    return Why(
        title=names[configuration],
        servers=sum(one.servers for one in bought if one.configuration == configuration),
        reasons=(*out, *(f"{names[gap.bucket]}: {gap.why}" for gap in gaps), *barred),
        rates=tuple((names[c.bucket], c.rate) for c in measured(problem) if c.configuration == configuration),
    )
