"""[sizing.robustness]: how far demand and rates may turn out otherwise, and how often the purchase has to serve."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import cast, get_args

from benchmarks.table import Table, TableError
from procurement.exports.sizing_robust import RobustTerms
from procurement.sizing.problem import Year
from procurement.sizing.queueing import Service
from procurement.sizing.scenarios import Shape

_KEYS = (
    "year", "shape", "demand", "bucket", "measured", "samples", "seed", "part", "sought", "gamma", "gamma_more",
    "requests", "service",
)  # fmt: skip
_MOST_SAMPLES, _MOST_SOUGHT, _MOST_REQUESTS = 10_000, 500, 100_000
_REPEATS = "repeats"
_MEND = """\
[sizing.robustness]이 없습니다. 다음을 정해 적으십시오 / there is no [sizing.robustness]; decide and write:
  [sizing.robustness]
  year = "2029년"      # 어느 해인지, [[sizing.years]]가 있을 때만 / which year, only where there are years
  shape = "even"       # "even" 아래 수는 ± 폭 / half width, "normal" 상대 표준편차 / relative deviation
  demand = 0.1         # 수요 전체가 함께 / all demand together
  bucket = 0.05        # 수요마다 따로 / each demand by itself
  measured = 0.02      # 측정 처리율, 또는 "repeats" 반복 측정에서 / measured rates, or from repeated runs
  samples = 1000       # 시나리오 수 / scenarios
  seed = 1             # 난수 시드 / seed of the draws
  part = 0.95          # 이 비율의 시나리오를 감당 / serve this part of the scenarios
  sought = 100         # 그 구성을 찾을 시나리오 수 / scenarios that purchase is sought with
  gamma = 1            # 동시에 늘어날 수요 수 / how many demands turn out higher at once
  gamma_more = 0.2     # 늘어나는 비율 / by how much
  requests = 20000     # 대기 모의의 요청 수 / requests of the queueing simulation
  service = "fixed"    # 처리 시간 "fixed" 또는 "exponential" / service times"""


def robust_terms_of(table: Table, *, years: Sequence[Year]) -> RobustTerms:
    """The terms of the robustness; every one is asked, none has a default. Raises TableError."""
    table.only(*_KEYS)
    measured = table.scalar("measured")
    if isinstance(measured, str) and measured != _REPEATS:
        raise table.wrong(f'measured = {measured!r}: 수 또는 "repeats" / a number or "repeats"')
    return RobustTerms(
        year=_year(table, years),
        shape=cast("Shape", table.choice("shape", choices=get_args(Shape))),
        demand=Fraction(table.number("demand")),
        bucket=Fraction(table.number("bucket")),
        measured=None if isinstance(measured, str) else Fraction(measured),
        samples=_at_most(table, "samples", _MOST_SAMPLES),
        seed=table.whole("seed"),
        part=_part(table),
        sought=_at_most(table, "sought", _MOST_SOUGHT),
        gamma=table.whole("gamma"),
        gamma_more=Fraction(table.number("gamma_more")),
        requests=_at_most(table, "requests", _MOST_REQUESTS),
        service=cast("Service", table.choice("service", choices=get_args(Service))),
    )


def not_asked(where: str) -> TableError:
    """The refusal of a robustness whose terms nobody has decided, with what to write."""
    return Table(where, {}).wrong(_MEND)


def _year(table: Table, years: Sequence[Year]) -> int:
    if years:
        titles = tuple(year.title for year in years)
        return titles.index(table.choice("year", choices=titles))
    if "year" in table.values:
        raise table.wrong("year: [[sizing.years]]가 없는 계획임 / the plan has no [[sizing.years]]")
    return 0


def _at_most(table: Table, key: str, most: int) -> int:
    count = table.count(key)
    if count > most:
        raise table.wrong(f"{key} = {count:,}: {most:,} 이하 / at most {most:,}")
    return count


def _part(table: Table) -> Fraction:
    part = Fraction(table.number("part"))
    if not 0 < part <= 1:
        raise table.wrong(f"part = {float(part)}: 0보다 크고 1 이하 (0.95 = 95 %) / above 0 and at most 1")
    return part
