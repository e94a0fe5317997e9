"""The answer: a purchase with its proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.capacity import NoCapacity
from procurement.sizing.check import Check
from procurement.sizing.choice import Order, Share, Unserved
from procurement.sizing.problem import Excluded
from procurement.sizing.tco import Parts


@dataclass(frozen=True, slots=True)
class Purchase:
    """Servers ordered of one configuration in all years, their cost in won, and what they carry.

    `cost` is of those ordered by themselves; packages have their price in the mix's orders. `load` is that of the year
    with the most of it, in servers at the utilisation planned with; `utilisation` is load over that year's servers that
    are not spares (None when there is none, or when models run in whole replicas).
    """

    configuration: str
    servers: int
    cost: int
    load: Decimal
    utilisation: Decimal | None


@dataclass(frozen=True, slots=True)
class VendorShare:
    """A vendor's part (0..1) of the cost."""

    vendor: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Informed:
    """The domestic share that was asked for and may not decide: what was reached, and why it only informs."""

    asked: Fraction
    reached: Fraction
    why: str


@dataclass(frozen=True, slots=True)
class Reached:
    """One aim of a stated order: what it reached and what no purchase can beat, in its own unit."""

    aim: str
    value: Fraction
    bound: Fraction | None
    proven: bool


@dataclass(frozen=True, slots=True)
class Mix:
    """A purchase with its proof.

    `scale` is the multiple of the demand that is served (1 but for `most_performance`); `served` the part (0..1) of
    weight × requests/s that is served, `unserved` the rest by bucket and year. `cost` is capital; `total_cost` and its
    unrounded parts follow the terms of the costs, None without them. `bound` is what no purchase can beat: won for
    `cheapest` (of the total cost where its terms are given), a scale for `most_performance`, a part for `most_served`;
    `gap` is the relative distance to it. `proven`: the solver proved the optimum and the distance to the bound is nil
    (below 1e-6 where it is not won). `ties_settled`: among equally good purchases this one follows the stated rule
    (cost where it is not the aim, then fewest servers, then as many as possible of the configuration whose id sorts
    first, as late as possible). `power_w` and `rack_units` are None when a server does not state them. `domestic_why`
    says on which basis the domestic share decided, empty when it did not. `aims` are what an order of aims reached.
    """

    purchases: tuple[Purchase, ...]
    shares: tuple[Share, ...]
    scale: Decimal
    cost: int
    bound: Decimal | None
    gap: Decimal | None
    proven: bool
    ties_settled: bool
    status: str
    solver: str
    power_w: Fraction | None
    rack_units: Fraction | None
    vendor_shares: tuple[VendorShare, ...]
    domestic_share: Fraction
    domestic_why: str
    informed: Informed | None
    checks: tuple[Check, ...]
    unmeasured: tuple[NoCapacity, ...]
    excluded: tuple[Excluded, ...]
    seconds: float = field(compare=False)
    orders: tuple[Order, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    served: Decimal = Decimal(1)
    total_cost: int | None = None
    cost_parts: Parts | None = None
    aims: tuple[Reached, ...] = ()
