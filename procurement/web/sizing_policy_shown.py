"""Policies side by side, as the page's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from procurement.web.asking import tongue
from procurement.web.robustness import WHOLE, Line, bar
from procurement.web.sizing_curve import Curve, curve_of
from procurement.web.sizing_figures import Told, percent, won
from scoring.quantity import half_up

NONE = "–"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One policy: its title and source, what it buys and costs, or why nothing fits."""

    title: str
    basis: str
    found: bool
    servers: str
    won: str
    more: str
    power: str
    domestic: str
    vendors: str
    lost: tuple[Line, ...]
    unmeasured: tuple[str, ...]
    proven: bool
    years: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownPolicies:
    """The table, the curve and what each percentage point costs."""

    gate: str
    scenarios: tuple[Scenario, ...]
    curve: Curve | None
    steps: tuple[tuple[str, str, str], ...]
    missing: tuple[tuple[str, str], ...]

    @property
    def phased(self) -> bool:
        """Whether any purchase is spread over years."""
        return any(one.years for one in self.scenarios)


def policies_of(told: Told, names: dict[str, str]) -> ShownPolicies:
    """The stored answers as the page shows them; the first purchase is what the others are dearer than."""
    years, first = told["years"], next((one["mix"]["won"] for one in told["outcomes"] if one["mix"]), 0)
    return ShownPolicies(
        gate=tongue(told["gate"]),
        scenarios=tuple(_scenario(one, names, years, first) for one in told["outcomes"]),
        curve=curve_of(told["curve"], names=names),
        steps=tuple(_step(one) for one in told["steps"]),
        missing=tuple((tongue(one["what"]), tongue(one["why"])) for one in told["missing"]),
    )


def _scenario(one: Told, names: dict[str, str], years: list[str], first: int) -> Scenario:
    mix = one["mix"]
    unmeasured = tuple(names[bucket] for bucket in one["unmeasured"])
    title, basis = tongue(one["title"]), one["basis"]
    if mix is None:
        return Scenario(title, basis, found=False, servers=NONE, won=NONE, more=NONE, power=NONE, domestic=NONE,
                        vendors=NONE, lost=(), unmeasured=unmeasured, proven=False, years=())  # fmt: skip
    bought = [f"{names[part['configuration']]} {part['servers']}" for part in mix["servers"] if part["servers"]]
    return Scenario(
        title=title,
        basis=basis,
        found=True,
        servers=", ".join(bought),
        won=won(mix["won"]),
        more=f"{mix['won'] - first:+,}" if mix["won"] != first else "0",
        power=NONE if mix["power_w"] is None else f"{half_up(Fraction(mix['power_w']) / 1000, places=1):,f}",
        domestic=percent(mix["domestic_share"]),
        vendors=", ".join(f"{part['vendor']} {percent(part['share'])}" for part in mix["vendor_shares"]),
        lost=tuple(_lost(one["supply"])) if one["supply"] else (),
        unmeasured=(),
        proven=mix["proven"],
        years=tuple(_years(one, names, years)),
    )


def _lost(supply: Told) -> Iterator[Line]:
    for loss in supply["vendors"]:
        yield _served(gettext("%(vendor)s 없이") % {"vendor": loss["vendor"]}, loss["served"])
    if supply["imports"] is not None:
        yield _served(gettext("수입 없이"), supply["imports"])


def _served(name: str, part: str) -> Line:
    return Line(name, (percent(part),), (bar(Fraction(0), WHOLE * Fraction(part), "range"),))


def _years(one: Told, names: dict[str, str], years: list[str]) -> Iterator[tuple[str, str, str]]:
    """Of each year of a plan with several: its title, its orders, the domestic part of the value bought up to it."""
    for year, title in enumerate(years if len(years) > 1 else ()):
        ordered = (part for part in one["mix"]["orders"] if part["year"] == year)
        orders = [f"{names.get(part['item'], part['item'])} {part['count']}" for part in ordered]
        share = one["shares"][year]
        yield title, ", ".join(orders) or NONE, NONE if share is None else percent(share)


def _step(one: Told) -> tuple[str, str, str]:
    per_point = half_up(Fraction(one["won_per_point"]), places=0)
    return f"{percent(one['start'])} → {percent(one['end'])}", f"{one['won']:,}", f"{per_point:,f}"
