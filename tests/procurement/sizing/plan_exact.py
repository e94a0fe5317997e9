"""An oracle for whole plans that shares nothing with the code under test: every order of every year enumerated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product

from procurement.sizing.capacity import Capacity, Configuration
from procurement.sizing.problem import Problem
from tests.procurement.sizing.exact import Matrix, maximum

Counts = Mapping[tuple[str, int], int]
NOTHING = Decimal("Infinity")


@dataclass(frozen=True)
class Plan:
    """One way to order: how many of each item (configuration or package) in each year."""

    asked: Problem
    counts: Counts

    @property
    def years(self) -> int:
        return max(len(self.asked.years), 1)

    @cached_property
    def held(self) -> dict[str, Configuration]:
        return {c.id: c for c in self.asked.configurations}

    @cached_property
    def packs(self) -> dict[str, dict[str, int]]:
        return {b.id: dict(b.contents) for b in self.asked.bundles}

    @cached_property
    def bought(self) -> dict[tuple[str, int], int]:
        """Servers by configuration and year, packages opened."""
        found = {(c, t): 0 for c in self.held for t in range(self.years)}
        for (item, t), n in self.counts.items():
            for name, each in self.packs.get(item, {item: 1}).items():
                found[name, t] += n * each
        return found

    def all_of(self, name: str) -> int:
        return sum(self.bought[name, t] for t in range(self.years))

    def stock(self, name: str, year: int) -> int:
        c = self.held[name]
        return c.existing + sum(self.bought[name, t] for t in range(self.years) if t + c.lead_years <= year)

    def price(self, item: str, year: int) -> int:
        """All-unit tiers by the size of the year's order; half up to the won."""
        if item in self.packs:
            return next(b.price for b in self.asked.bundles if b.id == item)
        listed = self.held[item].price
        for d in self.asked.discounts:
            if item in d.configurations:
                each = {n: 1 if d.by == "servers" else self.held[n].price for n in d.configurations}
                size = sum(self.counts.get((n, year), 0) * each[n] for n in d.configurations)
                off = max((t.off for t in d.tiers if t.least <= size), default=Fraction(0))
                return (2 * listed * (off.denominator - off.numerator) + off.denominator) // (2 * off.denominator)
        return listed

    @cached_property
    def spent(self) -> dict[tuple[str, int], int]:
        return {(item, t): n * self.price(item, t) for (item, t), n in self.counts.items() if n}

    def seller(self, item: str) -> Configuration:
        return self.held[next(iter(self.packs.get(item, {item: 1})))]

    @property
    def capital(self) -> int:
        return sum(self.spent.values())

    @property
    def servers(self) -> int:
        return sum(self.bought.values()) + sum(n for (item, _), n in self.counts.items() if item in self.packs)

    def running(self, year: int) -> Fraction:
        """Energy and maintenance of one year."""
        costs = self.asked.costs
        assert costs is not None
        kilowatt = Fraction(costs.pue) * Fraction(costs.hours) * Fraction(costs.tariff) / 1000
        watts = sum(Fraction(c.power_w or 0) * self.stock_beyond(c, year) for c in self.asked.configurations)
        kept = Fraction(0)
        for (item, t), won in self.spent.items():
            late = max(self.held[name].lead_years for name in self.packs.get(item, {item: 1}))
            kept += won * Fraction(costs.maintenance) if t + late <= year else 0
        return watts * kilowatt + kept

    def stock_beyond(self, c: Configuration, year: int) -> int:
        return c.existing + sum(self.bought[c.id, t] for t in range(self.years) if t + c.lead_years <= year)

    @property
    def total(self) -> Fraction:
        """Capital or total cost, not rounded."""
        costs = self.asked.costs
        if costs is None:
            return Fraction(self.capital)
        shrink = 1 / (1 + Fraction(costs.discount or 0))
        won = sum((self.running(t) * shrink**t for t in range(costs.years)), Fraction(0))
        for (item, t), paid in self.spent.items():
            late = max(self.held[name].lead_years for name in self.packs.get(item, {item: 1}))
            age = costs.years - t - late
            left = Fraction(costs.residual[age - 1]) if age > 0 else 1
            won += paid * (shrink**t - left * shrink**costs.years)
        return won

    def allowed(self) -> bool:
        """Every limit and term but those on who serves what."""
        limits, everyone = self.asked.limits, self.asked.configurations
        vendors: dict[str, int] = {}
        for (item, _), won in self.spent.items():
            vendors[self.seller(item).vendor] = vendors.get(self.seller(item).vendor, 0) + won
        home = sum(won for (item, _), won in self.spent.items() if self.seller(item).domestic)
        there = [(c, self.all_of(c.id) + c.existing) for c in everyone]
        lots = [{c.vendor for c in everyone if c.lot == lot and self.all_of(c.id)} for lot in {c.lot for c in everyone}
                if lot]  # fmt: skip
        ordered = {item for (item, _), n in self.counts.items() if n}
        share = limits.domestic_share
        tests = [
            all(c.maximum is None or self.all_of(c.id) <= c.maximum for c in everyone),
            all(n == 0 or n >= self.held[name].minimum for (name, _), n in self.bought.items()),
            all(b.maximum is None or sum(self.counts[b.id, t] for t in range(self.years)) <= b.maximum
                for b in self.asked.bundles),
            all(len(ordered & set(items)) <= 1 for items in self.asked.exclusive),
            all(len(names) <= 1 for names in lots),
            limits.budget is None or self.capital <= limits.budget,
            all(y.budget is None or sum(won for (_, t), won in self.spent.items() if t == number) <= y.budget
                for number, y in enumerate(self.asked.years)),
            limits.power_w is None or sum(n * (NOTHING if c.power_w is None else c.power_w) for c, n in there if n)
            <= limits.power_w,
            limits.rack_units is None or sum(n * (c.rack_units or 0) for c, n in there) <= limits.rack_units,
            limits.cooling_w is None or sum(n * (NOTHING if c.cooling_w is None else c.cooling_w)
                                            for c, n in there if n) <= limits.cooling_w,
            limits.vendor_share is None or all(won <= limits.vendor_share * self.capital for won in vendors.values()),
            limits.min_vendors is None or len(vendors) >= limits.min_vendors,
            limits.max_vendors is None or len(vendors) <= limits.max_vendors,
            share is None or share.legal_basis == "none" or home >= share.share * self.capital,
        ]  # fmt: skip
        if not all(tests):
            return False
        costs, most = self.asked.costs, limits.running
        if costs is not None and any(self.all_of(c.id) and c.power_w is None for c in everyone):
            return False
        return costs is None or most is None or all(self.running(t) <= most for t in range(costs.years))

    def serves(self) -> bool:
        """Whether every year's demand can be carried in whole."""
        return all(self.carried(year, weighted=False) >= 1 for year in range(self.years))

    def carried(self, year: int, *, weighted: bool) -> Fraction:
        """The largest multiple of the demand carried, or the largest weighted requests/s within it."""
        return max((self._program(year, rooms, weighted) for rooms in self._rooms(year)), default=Fraction(0))

    def _rooms(self, year: int) -> Iterator[dict[tuple[str, str], Fraction]]:
        """What each configuration (or each of its pools) can carry, in servers."""
        models = sorted({b.model for b in self.asked.buckets}) if self.asked.pools else [""]
        choices = []
        for name in sorted(self.held):
            stock, spare = self.stock(name, year), self.asked.spares
            if not self.asked.pools:
                idle = stock <= spare and self.all_of(name) == 0
                if stock < spare and stock > self.held[name].existing:
                    return
                choices.append([[(name, "", Fraction(0 if idle else max(stock - spare, 0)))]])
                continue
            held = self._replicas(name)
            splits = product(*(range(stock * held.get(m, 0) + 1) for m in models))
            choices.append([
                [(name, m, Fraction(max(n - spare, 0), held[m])) for m, n in zip(models, split, strict=True) if n]
                for split in splits
                if sum(Fraction(n, held[m]) for m, n in zip(models, split, strict=True) if n) <= stock
            ])  # fmt: skip
        for rooms in product(*choices):
            yield {(name, m): room for pools in rooms for name, m, room in pools}

    def _replicas(self, name: str) -> dict[str, int]:
        model = {b.id: b.model for b in self.asked.buckets}
        pairs = (c for c in self.asked.capacities if isinstance(c, Capacity) and c.configuration == name)
        return {model[c.bucket]: c.replicas for c in pairs}

    def _program(self, year: int, rooms: dict[tuple[str, str], Fraction], weighted: bool) -> Fraction:  # noqa: FBT001 -- own helper
        buckets = {b.id: b for b in self.asked.buckets}
        barred = {(c, p.model) for p in self.asked.pairings for c in self.held
                  if (c in p.configurations) == (p.kind == "never")}  # fmt: skip
        pairs = [c for c in self.asked.capacities if isinstance(c, Capacity)
                 and (c.configuration, buckets[c.bucket].model) not in barred]  # fmt: skip
        rates = {n: Fraction(b.rate) * Fraction(b.growth[year] if b.growth else 1) for n, b in buckets.items()}
        rows: Matrix = []
        right: list[Fraction] = []
        for name in self.held:
            for m in sorted({b.model for b in buckets.values()}) if self.asked.pools else [""]:
                rows.append([Fraction(0), *(
                    rates[p.bucket] / (p.rate * Fraction(p.utilisation))
                    if p.configuration == name and m in ("", buckets[p.bucket].model) else Fraction(0) for p in pairs
                )])  # fmt: skip
                right.append(rooms.get((name, m), Fraction(0)))
        for name in buckets:
            inside = [Fraction(p.bucket == name) for p in pairs]
            rows += [[Fraction(not weighted), *(-value for value in inside)]] if not weighted else []
            right += [Fraction(0)] if not weighted else []
            rows.append([Fraction(-(not weighted)), *inside])
            right.append(Fraction(weighted))
        most = self.asked.limits.vendor_demand
        for vendor in {c.vendor for c in self.held.values()} if most is not None else ():
            rows.append([Fraction(0), *(
                rates[p.bucket] * ((self.held[p.configuration].vendor == vendor) - (most or 0)) for p in pairs
            )])  # fmt: skip
            right.append(Fraction(0))
        goal = [Fraction(not weighted), *(
            rates[p.bucket] * Fraction(buckets[p.bucket].weight) * weighted for p in pairs
        )]  # fmt: skip
        return maximum(rows, right, goal)


def plans(asked: Problem, most: Mapping[str, int]) -> Iterator[Plan]:
    """Every plan that keeps all limits, up to so many of each item in a year."""
    years = max(len(asked.years), 1)
    cells = [(item, t) for item in sorted(most) for t in range(years) if in_time(asked, item, t)]
    idle = {(item, t): 0 for item in sorted(most) for t in range(years)}
    for counts in product(*(range(most[item] + 1) for item, _ in cells)):
        plan = Plan(asked, idle | dict(zip(cells, counts, strict=True)))
        if plan.allowed():
            yield plan


def in_time(asked: Problem, item: str, year: int) -> bool:
    names = next((dict(b.contents) for b in asked.bundles if b.id == item), {item: 1})
    lead = min(c.lead_years for c in asked.configurations if c.id in names)
    return year + lead < max(len(asked.years), 1)


def cheapest_plan(asked: Problem, most: Mapping[str, int]) -> Plan | None:
    """The cheapest plan that serves everything; among equals one with the fewest servers. None when nothing fits."""
    ranked = sorted(plans(asked, most), key=lambda plan: (plan.total, plan.servers))
    return next((plan for plan in ranked if plan.serves()), None)


def most_weight(asked: Problem, most: Mapping[str, int]) -> Fraction:
    """The largest weighted requests/s over all years that any plan serves."""
    years = range(max(len(asked.years), 1))
    return max((sum((p.carried(t, weighted=True) for t in years), Fraction(0)) for p in plans(asked, most)),
               default=Fraction(-1))  # fmt: skip


def most_whole(asked: Problem, most: Mapping[str, int]) -> Fraction:
    """The largest multiple of the whole demand that any plan serves in every year; 0 when nothing fits."""
    years = range(max(len(asked.years), 1))
    return max((min(p.carried(t, weighted=False) for t in years) for p in plans(asked, most)), default=Fraction(0))
