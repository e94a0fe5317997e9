"""The question: which servers, how many, under which limits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.capacity import Capacity, Configuration, NoCapacity
from procurement.sizing.demand import Bucket, check_demand
from procurement.sizing.domestic import DomesticShare, standing
from procurement.sizing.linear import Rule


class ProblemError(ValueError):
    """The question cannot be computed with; the message says what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the purchase must keep: won, W, U, shares of value (0..1), numbers of vendors. None = no such limit."""

    budget: int | None
    power_w: Decimal | None
    rack_units: int | None
    vendor_share: Fraction | None
    min_vendors: int | None
    max_vendors: int | None
    domestic_share: DomesticShare | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Demand, what can be bought, what each pair carries, the limits, and spare servers per used configuration.

    `capacities` answers every (configuration, bucket) pair exactly once, with Capacity or NoCapacity.
    Source: sizing design §3, server-level version.
    """

    buckets: tuple[Bucket, ...]
    configurations: tuple[Configuration, ...]
    capacities: tuple[Capacity | NoCapacity, ...]
    limits: Limits
    spares: int


@dataclass(frozen=True, slots=True)
class Excluded:
    """A configuration that a limit keeps out because the figure the limit needs is not stated."""

    configuration: str
    rule: Rule
    why: str


def check_problem(problem: Problem) -> None:
    """Refuse what cannot be computed with. Raises ProblemError, DemandError or LegalBasisError."""
    check_demand(problem.buckets)
    _check_configurations(problem.configurations)
    _check_capacities(problem)
    _check_limits(problem.limits)
    _at_least(problem.spares, 0, "예비 대수 / spares")


def measured(problem: Problem) -> tuple[Capacity, ...]:
    """The pairs that a measurement answers for."""
    return tuple(c for c in problem.capacities if isinstance(c, Capacity))


def loads(problem: Problem) -> dict[tuple[str, str], Fraction]:
    """Servers of a configuration needed to carry all of a bucket: rate / (ρ T), by (configuration, bucket) id."""
    rates = {bucket.id: Fraction(bucket.rate) for bucket in problem.buckets}
    return {
        (c.configuration, c.bucket): rates[c.bucket] / (Fraction(c.utilisation) * c.rate) for c in measured(problem)
    }


def exclusions(problem: Problem) -> tuple[Excluded, ...]:
    """Configurations that cannot be used because power or rack units are limited and theirs are not stated."""
    found: list[Excluded] = []
    for configuration in problem.configurations:
        if problem.limits.power_w is not None and configuration.power_w is None:
            found.append(Excluded(configuration.id, "power", _unstated("소비전력", "power")))
        if problem.limits.rack_units is not None and configuration.rack_units is None:
            found.append(Excluded(configuration.id, "rack", _unstated("랙 높이", "rack units")))
    return tuple(found)


def _unstated(korean: str, english: str) -> str:
    return (
        f"{korean} 값이 없어 {korean} 한도 아래에서는 쓸 수 없습니다. "
        f"/ Its {english} is not stated, so it cannot be used under that limit."
    )


def _check_configurations(configurations: tuple[Configuration, ...]) -> None:
    _unique([c.id for c in configurations], "구성 / configuration")
    for configuration in configurations:
        where = configuration.id
        _at_least(configuration.price, 1, f"{where}: 가격 / price")
        _at_least(configuration.accelerators, 1, f"{where}: 가속기 수 / accelerators")
        _at_least(configuration.power_w, 0, f"{where}: 소비전력 / power")
        _at_least(configuration.rack_units, 0, f"{where}: 랙 높이 / rack units")
        _at_least(configuration.maximum, 0, f"{where}: 최대 대수 / maximum")


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
    _at_least(limits.budget, 0, "예산 / budget")
    _at_least(limits.power_w, 0, "전력 / power")
    _at_least(limits.rack_units, 0, "랙 / rack units")
    _at_least(limits.min_vendors, 0, "최소 업체 수 / min_vendors")
    _at_least(limits.max_vendors, 0, "최대 업체 수 / max_vendors")
    _fraction(limits.vendor_share, "업체 비중 / vendor_share")
    if limits.domestic_share is not None:
        _fraction(limits.domestic_share.share, "국산 비중 / domestic_share")
        standing(limits.domestic_share)


def _unique(names: list[str], what: str) -> None:
    repeated = sorted(name for name, times in Counter(names).items() if times > 1)
    if repeated or not names:
        raise ProblemError(
            f"{what}: 하나 이상, 서로 다른 이름이어야 합니다: {repeated} / at least one, and no id twice: {repeated}"
        )


def _at_least(value: Decimal | int | None, least: int, what: str) -> None:
    if value is not None and not (Decimal(value).is_finite() and value >= least):
        raise ProblemError(f"{what}: {value} — {least} 이상이어야 합니다. / must be at least {least}.")


def _fraction(value: Fraction | None, what: str) -> None:
    if value is not None and not 0 <= value <= 1:
        raise ProblemError(f"{what}: {value} — 0과 1 사이여야 합니다. / must lie between 0 and 1.")
