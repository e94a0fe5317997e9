"""Mixes to solve: published ones, and made-up ones of any size with every limit active."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from procurement.sizing.linear import Draft, Linear, Stage

CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "sizing"
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a purchase must keep; None: not asked."""

    spares: int = 0
    least_order: int = 0
    budget: float | None = None
    kilowatts: float | None = None
    rack_units: float | None = None
    vendor_share: float | None = None
    domestic_share: float | None = None
    vendors: int = 0


@dataclass(frozen=True, slots=True)
class Instance:
    """Servers j with price, power, height, vendor; `load[j, b]` is how many of j would carry all of bucket b."""

    cost: tuple[float, ...]
    price: tuple[float, ...]
    kilowatts: tuple[float, ...]
    rack_units: tuple[float, ...]
    vendor: tuple[int, ...]
    domestic: tuple[bool, ...]
    buckets: int
    load: dict[Pair, float]
    step: float = 0.0

    def bound(self) -> float:
        """Σ over buckets of the cheapest way to carry it: no purchase without spares beats it."""
        least = [float("inf")] * self.buckets
        for (j, b), load in self.load.items():
            least[b] = min(least[b], self.cost[j] * load)
        return sum(least)


@dataclass(slots=True)
class _Writing:
    instance: Instance
    limits: Limits
    draft: Draft = field(default_factory=Draft)
    servers: list[int] = field(default_factory=list)
    used: list[int] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def capacity(self) -> None:
        """Servers, shares and what ties them; the strong link where a spare or a least order makes use count."""
        instance, limits, draft = self.instance, self.limits, self.draft
        carried: list[list[tuple[int, float]]] = [[] for _ in instance.cost]
        for (j, _), load in instance.load.items():
            carried[j].append((0, load))
        self.most = [-(-sum(x for _, x in one) // 1) + limits.spares + limits.least_order for one in carried]
        self.servers = [draft.column(upper=most, integer=True) for most in self.most]
        fixed = limits.spares or limits.least_order
        self.used = [draft.column(upper=1, integer=True) for _ in self.most] if fixed else []
        share = {pair: draft.column(upper=1, integer=False) for pair in instance.load}
        served: list[list[tuple[int, float]]] = [[] for _ in range(instance.buckets)]
        carried = [[] for _ in instance.cost]
        for (j, b), column in share.items():
            served[b].append((column, 1.0))
            carried[j].append((column, instance.load[j, b]))
        for one in served:
            draft.row("", one, sense="=", limit=1.0)
        for j, server in enumerate(self.servers):
            spare = [(self.used[j], float(limits.spares))] if fixed else []
            draft.row("", [*carried[j], *spare, (server, -1.0)], sense="<=", limit=0.0)
            if fixed:
                draft.row("", [(server, 1.0), (self.used[j], -self.most[j])], sense="<=", limit=0.0)
                draft.row("", [(server, -1.0), (self.used[j], float(limits.least_order))], sense="<=", limit=0.0)
        if fixed:
            for (j, _), column in share.items():
                draft.row("", [(column, 1.0), (self.used[j], -1.0)], sense="<=", limit=0.0)

    def totals(self) -> None:
        """Budget, power, rack; shares of value by vendor and at home; how many vendors."""
        instance, limits, row = self.instance, self.limits, self.draft.row
        for rule, most, each in (
            ("budget", limits.budget, instance.price),
            ("power", limits.kilowatts, instance.kilowatts),
            ("rack", limits.rack_units, instance.rack_units),
        ):
            if most is not None:
                row(rule, zip(self.servers, each, strict=True), sense="<=", limit=most)
        if limits.domestic_share is not None:
            at_home = [p * (d - limits.domestic_share) for p, d in zip(instance.price, instance.domestic, strict=True)]
            row("domestic", zip(self.servers, at_home, strict=True), sense=">=", limit=0.0)
        most = 1.0 if limits.vendor_share is None else limits.vendor_share
        for vendor in sorted(set(instance.vendor)) if most < 1 else ():
            part = [p * ((v == vendor) - most) for p, v in zip(instance.price, instance.vendor, strict=True)]
            row("vendor_share", zip(self.servers, part, strict=True), sense="<=", limit=0.0)
        if limits.vendors:
            self.vendors()

    def vendors(self) -> None:
        """At least so many vendors, each with something in use."""
        present = []
        for vendor in sorted(set(self.instance.vendor)):
            column = self.draft.column(upper=1, integer=True)
            own = [(used, -1.0) for used, v in zip(self.used, self.instance.vendor, strict=True) if v == vendor]
            self.draft.row("min_vendors", [(column, 1.0), *own], sense="<=", limit=0.0)
            present.append((column, 1.0))
        self.draft.row("min_vendors", present, sense=">=", limit=float(self.limits.vendors))


def linear_of(instance: Instance, *, limits: Limits = Limits()) -> Linear:
    """The program of design §3: shares of buckets, whole servers, strong links, limits."""
    writing = _Writing(instance, limits)
    writing.capacity()
    writing.totals()
    cost = tuple(zip(writing.servers, instance.cost, strict=True))
    return Linear(tuple(writing.draft.columns), tuple(writing.draft.rows), (Stage(cost, instance.step),), (), ())


def made_up(servers: int, buckets: int, *, seed: int) -> Instance:
    """Prices in million won; made like the published synthetic instance, of which 20 servers and 100 buckets are held.

    Two in three pairs exist; a bucket's second cheapest way costs a fifth more than its cheapest, the middle one more
    than twice as much; a server's total cost is 1.5 to 1.7 times its price.
    """
    random = Random(seed)  # noqa: S311 -- made-up servers, nothing secret
    price = tuple(round(random.lognormvariate(5.7, 0.4), 1) for _ in range(servers))
    vendor = tuple(random.randrange(max(4, servers // 8)) for _ in range(servers))
    domestic = tuple(v % 5 < 2 for v in vendor)
    able = [p / 330 * random.uniform(0.85, 1.15) * (0.9 if d else 1.0) for p, d in zip(price, domestic, strict=True)]
    demand = [random.lognormvariate(0.1, 1.1) for _ in range(buckets)]
    load = {
        (j, b): demand[b] / (able[j] * random.lognormvariate(0, 0.55))
        for j in range(servers)
        for b in range(buckets)
        if random.random() < 0.65
    }
    return Instance(
        cost=tuple(round(p * random.uniform(1.5, 1.7), 3) for p in price),
        price=price,
        kilowatts=tuple(round(p / 52 * random.uniform(0.6, 1.7), 2) for p in price),
        rack_units=tuple(float(random.choice((2, 4, 5, 8, 10))) for _ in price),
        vendor=vendor,
        domestic=domestic,
        buckets=buckets,
        load=load,
    )


def synth(seed: int) -> tuple[Instance, dict[str, Any]]:
    """The published-with-optimum instance of 20 servers and 100 buckets, and its optima."""
    with gzip.open(CASES / "synth" / f"synth_20x100_seed{seed}.json.gz") as file:
        raw = json.load(file)
    load = {(j, b): x for j, row in enumerate(raw["load"]) for b, x in enumerate(row) if x is not None}
    none = tuple(raw["cost"]), tuple(raw["price"]), tuple(raw["kw"]), tuple(raw["ru"]), tuple(raw["vend"])
    return Instance(*none, tuple(raw["dom"]), len(raw["load"][0]), load), raw["oracle"]
