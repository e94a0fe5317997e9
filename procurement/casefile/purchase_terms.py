"""How and when is bought: years, price tiers, packages, exclusions, certified pairs, terms of the total cost."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, cast

from benchmarks.table import Table
from procurement.casefile.purchase_demand import numbers
from procurement.sizing.offers import Bundle, Discount, Pairing, Tier
from procurement.sizing.problem import Year
from procurement.sizing.tco import Costs


def year_of(table: Table) -> Year:
    """One [[sizing.years]]. Raises TableError."""
    table.only("title", "budget")
    return Year(table.text("title"), table.optional_count("budget"))


def discount_of(table: Table) -> Discount:
    """One [[sizing.discounts]]: tiers = [[least, off], …]. Raises TableError."""
    table.only("id", "configurations", "by", "tiers")
    by = cast("Literal['servers', 'won']", table.choice("by", choices=("servers", "won")))
    tiers = tuple(Tier(_whole(least, table), off) for least, off in table.pairs("tiers"))
    return Discount(table.text("id"), table.texts("configurations"), by, tiers)


def bundle_of(table: Table) -> Bundle:
    """One [[sizing.bundles]]: contents = { "configuration" = servers, … }. Raises TableError."""
    table.only("id", "title", "contents", "price", "maximum")
    contents = table.table("contents")
    held = tuple((name, contents.count(name)) for name in contents.values)
    return Bundle(table.text("id"), table.text("title"), held, table.count("price"), table.optional_count("maximum"))


def pairing_of(table: Table) -> Pairing:
    """One [[sizing.pairings]]: which configurations alone, or never, may serve a model. Raises TableError."""
    table.only("model", "configurations", "kind", "why")
    kind = cast("Literal['only', 'never']", table.choice("kind", choices=("only", "never")))
    return Pairing(table.text("model"), table.texts("configurations"), kind, table.text("why"))


def exclusive_of(table: Table) -> tuple[str, ...]:
    """One [[sizing.exclusive]]: items = […], of which at most one is bought. Raises TableError."""
    return table.only("items").texts("items")


def costs_of(table: Table) -> Costs:
    """[sizing.costs]: every term is asked, none has a default but discounting (absent = none). Raises TableError."""
    table.only("years", "hours", "pue", "tariff", "maintenance", "residual", "discount")
    return Costs(
        years=table.count("years"),
        hours=table.number("hours"),
        pue=table.number("pue"),
        tariff=table.number("tariff"),
        maintenance=table.number("maintenance"),
        residual=numbers(table, "residual"),
        discount=table.optional_number("discount"),
    )


def _whole(value: Fraction, table: Table) -> int:
    if value.denominator != 1:
        raise table.wrong("tiers: 단계 시작은 정수여야 함 / the start of a tier is a whole number")
    return int(value)
