"""The limits in words with their numbers, Korean first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.domestic import BASIS_WORDS, DomesticShare, standing
from procurement.sizing.linear import Rule
from procurement.sizing.model import most_useful
from procurement.sizing.offer_sentences import offer_sentences
from procurement.sizing.problem import Limits, Problem, exclusions, measured


@dataclass(frozen=True, slots=True)
class Conflict:
    """One limit of a conflicting set, and its sentence."""

    rule: Rule
    sentence: str


def explain(problem: Problem, *, rules: Iterable[str]) -> tuple[Conflict, ...]:
    """The sentence of each rule, Korean then English, with the numbers of this problem."""
    wanted = set(rules)
    return tuple(Conflict(rule, sentence) for rule, sentence in _sentences(problem) if rule in wanted)


def late(problem: Problem) -> tuple[str, ...]:
    """Each demand and year in which no configuration measured for it can be there yet, in words."""
    packed = {name for bundle in problem.bundles for name, _ in bundle.contents}
    held = {c.id: c for c in problem.configurations if c.existing or c.alone or c.id in packed}
    titles = [year.title for year in problem.years] or [""]
    first: dict[str, int] = {}
    for one in measured(problem):
        if one.configuration in held:
            year = 0 if held[one.configuration].existing else held[one.configuration].lead_years
            first[one.bucket] = min(year, first.get(one.bucket, year))
    return tuple(
        f"{title} {bucket.title}".strip()
        for year, title in enumerate(titles)
        for bucket in problem.buckets
        if first.get(bucket.id, len(titles)) > year
    )


def percent(share: Fraction) -> str:
    """A share of 0..1 as per cent with at most two decimals; cut, not rounded up."""
    cut = Decimal(share.numerator * 10000 // share.denominator) / 100
    return f"{cut:f} %"


def _sentences(problem: Problem) -> Iterable[tuple[Rule, str]]:
    yield from _money_sentences(problem)
    yield from _physical_sentences(problem)
    counts = ", ".join(f"{name} ≤ {most}" for name, most in sorted(most_useful(problem).items()))
    useful = f"구성마다 수요가 쓸 수 있는 대수까지만 구매: {counts}"
    yield from _vendor_sentences(problem.limits, useful)
    if problem.limits.domestic_share is not None:
        yield "domestic", _domestic_sentence(problem.limits.domestic_share, useful)
    yield from offer_sentences(problem)


def _money_sentences(problem: Problem) -> Iterable[tuple[Rule, str]]:
    limits = problem.limits
    if limits.budget is not None:
        yield "budget", f"예산 {limits.budget:,}원 이하 / budget at most {limits.budget:,} KRW"
    yearly = ", ".join(f"{year.title} {year.budget:,}원" for year in problem.years if year.budget is not None)
    if yearly:
        yield "year_budget", f"연도별 예산 이하: {yearly} / within each year's budget"
    if limits.running is not None:
        won = f"{limits.running:,}"
        yield "running", f"연간 운영비(전기·유지보수) {won}원 이하 / energy and maintenance at most {won} KRW a year"


def _physical_sentences(problem: Problem) -> Iterable[tuple[Rule, str]]:
    limits = problem.limits
    if limits.power_w is not None:
        watts = f"{limits.power_w:,} W"
        yield "power", f"전력 {watts} 이하{_left_out(problem, 'power')} / power at most {watts}"
    if limits.rack_units is not None:
        units = f"{limits.rack_units:,} U"
        yield "rack", f"랙 공간 {units} 이하{_left_out(problem, 'rack')} / rack space at most {units}"
    if limits.cooling_w is not None:
        watts = f"{limits.cooling_w:,} W"
        yield "cooling", f"냉각 {watts} 이하{_left_out(problem, 'cooling')} / cooling at most {watts}"
    dark = _left_out(problem, "energy")
    if dark:
        yield "energy", f"전기요금을 셀 수 있는 구성만{dark} / only configurations whose power is stated"


def _vendor_sentences(limits: Limits, useful: str) -> Iterable[tuple[Rule, str]]:
    if limits.vendor_share is not None:
        share = percent(limits.vendor_share)
        yield "vendor_share", f"한 업체의 금액 비중 {share} 이하 ({useful}) / one vendor at most {share} of the value"
    if limits.vendor_demand is not None:
        share = percent(limits.vendor_demand)
        yield "vendor_demand", f"한 업체의 처리 비중 {share} 이하 / one vendor serves at most {share} of the requests"
    if limits.min_vendors is not None:
        yield "min_vendors", f"업체 {limits.min_vendors}곳 이상 / at least {limits.min_vendors} vendors"
    if limits.max_vendors is not None:
        yield "max_vendors", f"업체 {limits.max_vendors}곳 이하 / at most {limits.max_vendors} vendors"


def _domestic_sentence(domestic: DomesticShare, useful: str) -> str:
    share, basis = percent(domestic.share), BASIS_WORDS[domestic.legal_basis]
    cap = ""
    if standing(domestic).capped:
        cap = f", 구매액이 기준금액 {domestic.threshold_won:,}원 미만이어야 함 (must stay under the threshold)"
    return f"국산 금액 비중 {share} 이상 (근거: {basis}; {useful}){cap} / domestic share of the value at least {share}"


def _left_out(problem: Problem, rule: Rule) -> str:
    names = [out.configuration for out in exclusions(problem) if out.rule == rule]
    return f" (값이 없어 제외: {', '.join(names)})" if names else ""
