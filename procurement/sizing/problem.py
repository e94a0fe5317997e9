"""The question: which servers, how many, when, under which limits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.capacity import Capacity, Configuration, NoCapacity
from procurement.sizing.demand import Bucket, check_demand, rate_in
from procurement.sizing.domestic import DomesticShare, standing
from procurement.sizing.figures import ProblemError, at_least, known, part, unique
from procurement.sizing.linear import Rule
from procurement.sizing.offers import Bundle, Discount, Line, Pairing, check_offers, lines_of
from procurement.sizing.tco import Costs, check_costs

__all__ = [
    "Excluded",
    "Limits",
    "Problem",
    "ProblemError",
    "Year",
    "check_problem",
    "exclusions",
    "lines",
    "loads",
    "measured",
    "plan_years",
]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the purchase must keep: won, W, U, shares (0..1), numbers of vendors. None = no such limit.

    `budget` is capital over all years. `running` is won a year for energy and maintenance, undiscounted, and needs the
    terms of the costs. `vendor_share` is of the value bought, `vendor_demand` of the requests/s served, in every year.
    """

    budget: int | None
    power_w: Decimal | None
    rack_units: int | None
    vendor_share: Fraction | None
    min_vendors: int | None
    max_vendors: int | None
    domestic_share: DomesticShare | None
    cooling_w: Decimal | None = None
    vendor_demand: Fraction | None = None
    running: int | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the plan; `budget` in won is what its orders may cost (None = no limit of its own)."""

    title: str
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Demand, what can be bought, what each pair carries, the limits, and spare servers per used configuration.

    `capacities` answers every (configuration, bucket) pair exactly once, with Capacity or NoCapacity. `years` are the
    years of the plan (empty = one order, one year). `exclusive` are sets of configurations and packages of which at
    most one is bought. With `costs` the least total cost is sought, without them the least capital. With `pools` every
    model runs in whole replicas of its own on each configuration, and each such pool keeps `spares` replicas instead
    of spare servers. Source: sizing design §3.
    """

    buckets: tuple[Bucket, ...]
    configurations: tuple[Configuration, ...]
    capacities: tuple[Capacity | NoCapacity, ...]
    limits: Limits
    spares: int
    years: tuple[Year, ...] = ()
    discounts: tuple[Discount, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()
    pairings: tuple[Pairing, ...] = ()
    costs: Costs | None = None
    pools: bool = False


@dataclass(frozen=True, slots=True)
class Excluded:
    """A configuration that is kept out because a figure that a limit or the costs need is not stated."""

    configuration: str
    rule: Rule
    why: str


def check_problem(problem: Problem) -> None:
    """Refuse what cannot be computed with. Raises ProblemError, DemandError or LegalBasisError."""
    check_demand(problem.buckets, years=plan_years(problem))
    _check_configurations(problem.configurations)
    _check_capacities(problem)
    _check_limits(problem.limits)
    at_least(problem.spares, least=0, what="예비 대수 / spares")
    check_offers(
        problem.configurations,
        discounts=problem.discounts,
        bundles=problem.bundles,
        exclusive=problem.exclusive,
    )
    _check_plan(problem)


def plan_years(problem: Problem) -> int:
    """How many years the plan has."""
    return len(problem.years) or 1


def lines(problem: Problem) -> tuple[Line, ...]:
    """Everything that can be ordered, with its year and price."""
    return lines_of(
        problem.configurations, discounts=problem.discounts, bundles=problem.bundles, years=plan_years(problem)
    )


def measured(problem: Problem) -> tuple[Capacity, ...]:
    """The pairs that a measurement answers for."""
    return tuple(c for c in problem.capacities if isinstance(c, Capacity))


def loads(problem: Problem, *, year: int = 0) -> dict[tuple[str, str], Fraction]:
    """Servers needed to carry all of a bucket in a year, rate / (ρ T), by (configuration, bucket)."""
    rates = {bucket.id: rate_in(bucket, year=year) for bucket in problem.buckets}
    return {
        (c.configuration, c.bucket): rates[c.bucket] / (Fraction(c.utilisation) * c.rate) for c in measured(problem)
    }


def exclusions(problem: Problem) -> tuple[Excluded, ...]:
    """Configurations that cannot be used because what is limited or paid for is not stated of them."""
    limits, found = problem.limits, []
    for c in problem.configurations:
        if limits.power_w is not None and c.power_w is None:
            found.append(Excluded(c.id, "power", _unstated("소비전력", "power")))
        if limits.rack_units is not None and c.rack_units is None:
            found.append(Excluded(c.id, "rack", _unstated("랙 높이", "rack units")))
        if limits.cooling_w is not None and c.cooling_w is None:
            found.append(Excluded(c.id, "cooling", _unstated("냉각 부하", "cooling load")))
        if problem.costs is not None and c.power_w is None:
            found.append(Excluded(c.id, "energy", _NO_ENERGY))
    return tuple(found)


_NO_ENERGY = (
    "소비전력 값이 없어 전기요금을 셀 수 없으므로 총비용 비교에서 쓸 수 없습니다. "
    "/ Its power is not stated, so its energy cannot be paid for and it cannot be used."
)


def _unstated(korean: str, english: str) -> str:
    return (
        f"{korean} 값이 없어 {korean} 한도 아래에서는 쓸 수 없습니다. "
        f"/ Its {english} is not stated, so it cannot be used under that limit."
    )


def _check_configurations(configurations: tuple[Configuration, ...]) -> None:
    unique((c.id for c in configurations), what="구성 / configuration")
    for configuration in configurations:
        where = configuration.id
        at_least(configuration.price, least=1 if configuration.alone else 0, what=f"{where}: 가격 / price")
        at_least(configuration.accelerators, least=1, what=f"{where}: 가속기 수 / accelerators")
        at_least(configuration.power_w, least=0, what=f"{where}: 소비전력 / power")
        at_least(configuration.rack_units, least=0, what=f"{where}: 랙 높이 / rack units")
        at_least(configuration.maximum, least=0, what=f"{where}: 최대 대수 / maximum")
        at_least(configuration.minimum, least=1, what=f"{where}: 최소 주문 / minimum")
        at_least(configuration.existing, least=0, what=f"{where}: 보유 대수 / existing")
        at_least(configuration.lead_years, least=0, what=f"{where}: 납기(년) / lead_years")
        at_least(configuration.cooling_w, least=0, what=f"{where}: 냉각 부하 / cooling")
        at_least(configuration.devices, least=1, what=f"{where}: 카드당 논리 장치 / devices")
        if 0 < (configuration.maximum or 0) < configuration.minimum:
            raise ProblemError(
                f"{where}: 최소 주문 {configuration.minimum}대가 최대 {configuration.maximum}대보다 많습니다. "
                "/ The least order is more than the maximum."
            )


def _check_capacities(problem: Problem) -> None:
    asked = Counter((c.id, b.id) for c in problem.configurations for b in problem.buckets)
    given = Counter((c.configuration, c.bucket) for c in problem.capacities)
    if asked != given:
        pair = min((asked - given) or (given - asked))
        raise ProblemError(
            f"구성·수요 쌍 {pair}의 용량이 없거나 겹치거나 모르는 이름입니다. "
            f"/ Capacity of the pair {pair} is missing, repeated or of an unknown name; answer every pair once."
        )
    for capacity in measured(problem):
        if capacity.rate <= 0 or not 0 < capacity.utilisation <= 1:
            raise ProblemError(
                f"{capacity.configuration}·{capacity.bucket}: 처리율은 0보다, 사용률은 0보다 크고 1 이하여야 합니다. "
                "/ The rate must be above zero and the utilisation above zero and at most one."
            )


def _check_limits(limits: Limits) -> None:
    at_least(limits.budget, least=0, what="예산 / budget")
    at_least(limits.power_w, least=0, what="전력 / power")
    at_least(limits.rack_units, least=0, what="랙 / rack units")
    at_least(limits.cooling_w, least=0, what="냉각 / cooling")
    at_least(limits.running, least=0, what="연간 운영비 / running")
    at_least(limits.min_vendors, least=0, what="최소 업체 수 / min_vendors")
    at_least(limits.max_vendors, least=0, what="최대 업체 수 / max_vendors")
    part(limits.vendor_share, what="업체 비중 / vendor_share")
    part(limits.vendor_demand, what="업체 처리 비중 / vendor_demand")
    if limits.domestic_share is not None:
        part(limits.domestic_share.share, what="국산 비중 / domestic_share")
        standing(limits.domestic_share)


def _check_plan(problem: Problem) -> None:
    for year in problem.years:
        at_least(year.budget, least=0, what=f"{year.title}: 예산 / budget")
    for pairing in problem.pairings:
        known(pairing.configurations, among=(c.id for c in problem.configurations), what=f"{pairing.model}: 인증")
        known([pairing.model], among=(b.model for b in problem.buckets), what="인증 모델 / model of a pairing")
    if problem.costs is not None:
        check_costs(problem.costs, plan_years=plan_years(problem))
    elif problem.limits.running is not None:
        raise ProblemError(
            "연간 운영비 한도에는 전기요금 등 비용 조건이 필요합니다. "
            "/ A limit on running cost needs the terms of the costs."
        )
    shut = {out.configuration for out in exclusions(problem)}
    dark = sorted(c.id for c in problem.configurations if c.existing and c.id in shut)
    if dark:
        raise ProblemError(
            f"보유 서버의 소비전력·랙 높이·냉각 부하가 필요합니다: {dark} "
            f"/ State power, rack units and cooling of the servers already there: {dark}"
        )
