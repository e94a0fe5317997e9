"""How far the mix of a folder still serves when things turn out otherwise, asked of the solver under one time limit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import TypeVar

from benchmarks.measurement import Measurement
from procurement.casefile.purchase_servers import Server, usable
from procurement.casefile.sizing import SizingCase
from procurement.exports.dossier import Sized
from procurement.exports.sizing_robust import Missing, Robust, RobustTerms, YearServed
from procurement.exports.sizing_words import names_of, year_title
from procurement.sizing.asking import Child, Unproven
from procurement.sizing.fixed_service import Unanswered
from procurement.sizing.loss import Loss, losses
from procurement.sizing.mix import Mix
from procurement.sizing.problem import Problem, ProblemError, measured, plan_years
from procurement.sizing.queueing import Delay, NoArrivals, NotSimulated, simulate, stations_of
from procurement.sizing.robust import Assured, assured, carrying, standing, with_bad_luck
from procurement.sizing.scenarios import Robustness, Spread, robustness, scenarios
from procurement.sizing.solver import SolverStopped, Watch
from procurement.sizing.spread import run_factors

_UNANSWERED = (NoArrivals, NotSimulated, ProblemError, SolverStopped, Unanswered, Unproven)
_NOTHING = "한도 안에 그런 구성이 없습니다. / No mix within the limits does."
_POOLS = (
    "복제본 단위 배치에서는 서버 전체가 한 줄로 기다리는 모의가 맞지 않습니다. "
    "/ Where models run in whole replicas, requests do not wait in one line for the whole server."
)

Found = TypeVar("Found")


def robust_of(case: SizingCase, *, sized: Sized, wall_seconds: float, watch: Watch) -> Robust | None:
    """The robustness of the mix by the case's own terms; None without a mix or terms.

    What cannot be answered is told, the rest stands. Raises ProblemError for a spread that is none, SolverCrashed.
    """
    terms = case.purchase.robustness
    if terms is None or sized.mix is None:
        return None
    spread, single = _spread(case.servers, terms, sized)
    scenarios(sized.problem, spread=spread, count=1)
    ask = _Asking(sized.problem, sized.mix, terms, spread, Child(time.monotonic() + wall_seconds, watch))
    runs = tuple(one for server in case.servers for one in usable(server))
    return Robust(
        terms=terms,
        year=year_title(sized, terms.year),
        served=tuple(ask.served(sized)),
        losses=ask.told("업체·서버 상실 / loss of a vendor or a server", ask.losses) or (),
        delays=tuple(ask.delays(runs, names_of(sized))),
        gamma=ask.bought("동시에 늘어난 수요를 처리하는 구성 / a mix for demands higher at once", ask.gamma),
        assured=ask.bought("더 자주 모두 처리하는 구성 / a mix that serves more often", ask.assured),
        single=single,
        missing=tuple(ask.missing),
    )


def _spread(servers: tuple[Server, ...], terms: RobustTerms, sized: Sized) -> tuple[Spread, tuple[str, ...]]:
    """The spread to draw from, and the titles of the pairs whose own was asked for and never measured."""
    spread = Spread(terms.demand, terms.bucket, terms.measured or Fraction(0), terms.seed, terms.shape)
    if terms.measured is not None:
        return spread, ()
    runs, names = {server.configuration.id: usable(server) for server in servers}, names_of(sized)
    buckets = {bucket.id: bucket for bucket in sized.problem.buckets}
    known = {
        (c.configuration, c.bucket): run_factors(c, bucket=buckets[c.bucket], measurements=runs[c.configuration])
        for c in measured(sized.problem)
    }
    single = tuple(f"{names[c]} · {names[b]}" for (c, b), factors in known.items() if not factors)
    return replace(spread, runs=tuple(one for one in known.items() if one[1])), single


@dataclass(frozen=True, slots=True)
class _Asking:
    """The questions of one mix, and those that found no answer."""

    problem: Problem
    mix: Mix
    terms: RobustTerms
    spread: Spread
    solving: Child
    missing: list[Missing] = field(default_factory=list)

    def told(self, what: str, ask: Callable[[], Found]) -> Found | None:
        return told(self.missing, what, ask)

    def bought(self, what: str, ask: Callable[[], Found | None]) -> Found | None:
        before = len(self.missing)
        found = self.told(what, ask)
        if found is None and len(self.missing) == before:
            self.missing.append(Missing(what, _NOTHING))
        return found

    def served(self, sized: Sized) -> Iterator[YearServed]:
        for year in range(plan_years(self.problem)):
            title = year_title(sized, year)
            what = f"{title} 모두 처리하는 경우 / cases served whole".strip()
            found = self.told(what, partial(self._often, self.mix, self.spread, year))
            if found is not None:
                yield YearServed(title, found)

    def losses(self) -> tuple[Loss, ...]:
        servers = standing(self.problem, mix=self.mix, year=self.terms.year)
        return losses(self.problem, servers=servers, solving=self.solving, year=self.terms.year)

    def gamma(self) -> Mix | None:
        most, buckets = self.terms.gamma_more, self.terms.gamma
        return with_bad_luck(self.problem, most=most, buckets=buckets, solving=self.solving)

    def assured(self) -> Assured | None:
        terms, year = self.terms, self.terms.year
        found = assured(
            self.problem, spread=self.spread, count=terms.sought, part=terms.part, solving=self.solving, year=year
        )
        fresh = replace(self.spread, seed=self.spread.seed + 1)
        return None if found is None else replace(found, outside=self._often(found.mix, fresh, year))

    def delays(self, runs: tuple[Measurement, ...], names: dict[str, str]) -> Iterator[Delay]:
        year = self.terms.year
        for name in sorted({part.configuration for part in self.mix.shares if part.year == year}):
            yield from self.told(f"{names[name]}: 대기 모의 / queueing", partial(self._waiting, name, runs)) or ()

    def _waiting(self, configuration: str, runs: tuple[Measurement, ...]) -> tuple[Delay, ...]:
        if self.problem.pools:
            raise NotSimulated(_POOLS)
        year, terms = self.terms.year, self.terms
        servers = carrying(self.problem, mix=self.mix, year=year)
        shares = [part for part in self.mix.shares if part.configuration == configuration]
        stations = stations_of(self.problem, servers=servers, shares=shares, measurements=runs, year=year)
        return simulate(stations, requests=terms.requests, seed=terms.seed, service=terms.service)

    def _often(self, mix: Mix, spread: Spread, year: int) -> Robustness:
        servers = carrying(self.problem, mix=mix, year=year)
        drawn = scenarios(self.problem, spread=spread, count=self.terms.samples)
        return robustness(self.problem, servers=servers, drawn=drawn, spread=spread, solving=self.solving, year=year)


def told(missing: list[Missing], what: str, ask: Callable[[], Found]) -> Found | None:
    """The answer; where there is none, why not stands among the missing."""
    try:
        return ask()
    except _UNANSWERED as reason:
        missing.append(Missing(what, str(reason)))
        return None
