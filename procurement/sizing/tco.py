"""Total cost of ownership: capital, energy, maintenance and what is left, all from figures the user gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.capacity import Configuration
from procurement.sizing.figures import ProblemError, at_least, part
from procurement.sizing.offers import Line


@dataclass(frozen=True, slots=True)
class Costs:
    """The terms of the total cost over `years` years from the first order on; none of them has a default.

    `hours` a year at the stated power, `pue` (at least 1), `tariff` in won per kWh, `maintenance` as part of the price
    paid, a year; `residual` the part of the price that is left after 1, 2, … `years` years of service; `discount` the
    yearly rate, None for no discounting. Flows of a year count at its beginning: the first year is not discounted.
    Source: sizing design §3 (c_j).
    """

    years: int
    hours: Decimal
    pue: Decimal
    tariff: Decimal
    maintenance: Decimal
    residual: tuple[Decimal, ...]
    discount: Decimal | None


@dataclass(frozen=True, slots=True)
class Parts:
    """Won of capital, energy and maintenance, and what is left of the price (to be taken off), before rounding."""

    capital: Fraction
    energy: Fraction
    maintenance: Fraction
    residual: Fraction

    @property
    def won(self) -> int:
        """The sum in whole won, rounded half up."""
        return int(self.capital + self.energy + self.maintenance - self.residual + Fraction(1, 2))


def energy_won(watts: Decimal, *, costs: Costs) -> Fraction:
    """Won a year: kW × PUE × hours × tariff."""
    return Fraction(watts) / 1000 * Fraction(costs.pue) * Fraction(costs.hours) * Fraction(costs.tariff)


def present_value(won: Fraction, *, year: int, costs: Costs) -> Fraction:
    """What an amount of a year (0 = the first) counts today."""
    return won / (1 + Fraction(costs.discount or 0)) ** year


def cost_of(line: Line, *, costs: Costs, configurations: Mapping[str, Configuration]) -> Parts:
    """The parts of what one unit of a line costs over all years, discounted where a rate is given.

    Capital falls due in the year of the order; energy and maintenance from delivery to the end of the horizon; the
    residual at the end of it, by years of service. Parts of a package are delivered on their own lead times; its
    maintenance and residual go by the latest.
    """
    price, held = Fraction(line.price), [(configurations[name], count) for name, count in line.contents]
    energy = sum((_energy(c, line.year, costs) * count for c, count in held), Fraction(0))
    start = line.year + max(c.lead_years for c, _ in held)
    upkeep = sum((present_value(price, year=t, costs=costs) for t in range(start, costs.years)), Fraction(0))
    served = costs.years - start
    left = Fraction(costs.residual[served - 1]) if served > 0 else Fraction(1)
    return Parts(
        capital=present_value(price, year=line.year, costs=costs),
        energy=energy,
        maintenance=upkeep * Fraction(costs.maintenance),
        residual=present_value(price * left, year=costs.years, costs=costs),
    )


def running_won(line: Line, *, year: int, costs: Costs, configurations: Mapping[str, Configuration]) -> Fraction:
    """Won of energy and maintenance that one unit of a line costs in one year, not discounted."""
    held = [(configurations[name], count) for name, count in line.contents]
    delivered = [(c, count) for c, count in held if line.year + c.lead_years <= year]
    energy = sum((energy_won(c.power_w or Decimal(0), costs=costs) * n for c, n in delivered), Fraction(0))
    upkeep = line.price * Fraction(costs.maintenance) if len(delivered) == len(held) else Fraction(0)
    return energy + upkeep


def existing_energy(configurations: Iterable[Configuration], *, costs: Costs) -> Fraction:
    """Won a year of energy for the servers already there; they are free otherwise."""
    return sum((energy_won(c.power_w or Decimal(0), costs=costs) * c.existing for c in configurations), Fraction(0))


def existing_cost(configurations: Iterable[Configuration], *, costs: Costs) -> int:
    """Won of energy for the servers already there over all years, discounted where a rate is given."""
    yearly = existing_energy(configurations, costs=costs)
    in_all = sum((present_value(yearly, year=t, costs=costs) for t in range(costs.years)), Fraction(0))
    return int(in_all + Fraction(1, 2))


def check_costs(costs: Costs, *, plan_years: int) -> None:
    """Refuse terms that cannot be computed with. Raises ProblemError."""
    at_least(costs.years, least=plan_years, what="총비용 기간(년) / years of the total cost")
    at_least(costs.hours, least=0, what="연간 가동시간 / hours a year")
    at_least(costs.pue, least=1, what="PUE")
    at_least(costs.tariff, least=0, what="전기요금(원/kWh) / tariff")
    at_least(costs.maintenance, least=0, what="유지보수요율 / maintenance rate")
    at_least(costs.discount, least=0, what="할인율 / discount rate")
    for value in costs.residual:
        part(value, what="잔존가치 비율 / residual")
    if len(costs.residual) != costs.years:
        raise ProblemError(
            f"잔존가치 비율은 1년부터 {costs.years}년까지 {costs.years}개가 필요합니다: {len(costs.residual)}개입니다. "
            f"/ Give {costs.years} residual shares, one for each number of years; there are {len(costs.residual)}."
        )


def _energy(configuration: Configuration, ordered: int, costs: Costs) -> Fraction:
    yearly = energy_won(configuration.power_w or Decimal(0), costs=costs)
    served = range(ordered + configuration.lead_years, costs.years)
    return sum((present_value(yearly, year=t, costs=costs) for t in served), Fraction(0))
