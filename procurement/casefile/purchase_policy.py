"""[sizing.policy]: which policies a plan is compared under; every share is stated with its source, none is guessed."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.table import Table, TableError
from procurement.casefile.purchase_demand import numbers
from procurement.exports.sizing_policy import PolicyTerms
from procurement.sizing.policy import Policy
from procurement.sizing.problem import Problem, plan_years

_KEYS, _OWN = ("points", "shares", "basis", "own"), ("id", "title", "shares", "domestic_only", "without", "basis")
MOST_POINTS = 41
FIRST = Policy("performance", "성능 우선: 국산 비율을 묻지 않음 / performance first")
HOME = Policy("self-reliance", "자립: 국산만 / self-reliance", domestic_only=True)
MIDDLE = ("middle", "중간: 국산 비율을 해마다 / the middle way")
_MEND = """\
[sizing.policy]가 없습니다. 다음을 정해 적으십시오 / there is no [sizing.policy]; decide and write:
  [sizing.policy]
  points = 11                   # 국산 비율과 비용 곡선의 점 / points of the curve of domestic share and cost
  shares = [0.3, 0.5, 0.7]      # 중간: 그 해까지 산 값의 국산 비율, 해마다 / of the value bought up to each year
  basis = "…"                   # 그 비율의 출처 / where those shares come from"""


def policy_terms_of(table: Table, *, problem: Problem) -> PolicyTerms:
    """The policies to compare: performance first and self-reliance always, the middle way by its shares, own ones.

    Raises TableError for shares that are none, without a source, or not one for each year, and for unknown vendors.
    """
    table.only(*_KEYS)
    points = table.count("points")
    if points > MOST_POINTS:
        raise table.wrong(f"points = {points}: {MOST_POINTS} 이하 / at most {MOST_POINTS}")
    years = plan_years(problem)
    middle = (
        [Policy(*MIDDLE, shares=_shares(table, years), basis=table.text("basis"))] if "shares" in table.values else []
    )
    own = [_own(one, problem) for one in table.tables("own")]
    policies = (FIRST, HOME, *middle, *own)
    names = [one.id for one in policies]
    if len(set(names)) < len(names):
        raise table.wrong(f"own: id가 겹침 / an id is there twice: {', '.join(names)}")
    return PolicyTerms(policies, points)


def no_policy(where: str) -> TableError:
    """The refusal of a comparison that nobody has described, with what to write."""
    return Table(where, {}).wrong(_MEND)


def _own(table: Table, problem: Problem) -> Policy:
    table.only(*_OWN)
    without = table.texts("without") if "without" in table.values else ()
    vendors = {c.vendor for c in problem.configurations}
    if unknown := sorted(set(without) - vendors):
        raise table.wrong(f"without: {unknown[0]!r}: 그런 업체가 없음 / no such vendor; known: {sorted(vendors)}")
    shares = _shares(table, plan_years(problem)) if "shares" in table.values else ()
    basis = table.text("basis") if shares else table.optional_text("basis") or ""
    only = table.optional_flag("domestic_only") or False
    return Policy(table.text("id"), table.text("title"), shares, domestic_only=only, without=without, basis=basis)


def _shares(table: Table, years: int) -> tuple[Fraction, ...]:
    found = tuple(Fraction(one) for one in numbers(table, "shares"))
    if len(found) != years:
        raise table.wrong(f"shares: {len(found)}개인데 계획은 {years}해 / {len(found)} shares for {years} years")
    if any(not 0 <= one <= 1 for one in found):
        raise table.wrong("shares: 0과 1 사이 / from 0 to 1")
    return found
