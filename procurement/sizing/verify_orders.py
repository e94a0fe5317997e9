"""Orders recomputed: prices by the tiers reached, packages, exclusions, lots."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.sizing.check import Check, check
from procurement.sizing.choice import Choice, contents_of, orders_of
from procurement.sizing.offers import Discount, discounted
from procurement.sizing.problem import Problem, plan_years


def price_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """Where prices have tiers, each ordered server's price is the one that its order reaches."""
    for discount in problem.discounts:
        for year in range(plan_years(problem)):
            prices = _reached(problem, discount, choice, year)
            for order in orders_of(problem, choice=choice):
                if order.year == year and order.item in prices:
                    due = prices[order.item]
                    yield check("price", order.price, "=", due, unit="KRW", subject=order.item, year=year)


def package_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """No more of a package than there is; none ordered by itself that is not sold alone."""
    counts = _counts(problem, choice)
    for bundle in problem.bundles:
        if bundle.maximum is not None:
            yield check("maximum", counts.get(bundle.id, 0), "<=", bundle.maximum, unit="packages", subject=bundle.id)
    for configuration in problem.configurations:
        if not configuration.alone:
            count = counts.get(configuration.id, 0)
            yield check("alone", count, "<=", 0, unit="servers", subject=configuration.id)


def exclusive_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """At most one of what excludes one another is ordered."""
    counts = _counts(problem, choice)
    for items in problem.exclusive:
        taken = sum(1 for item in items if counts.get(item))
        yield check("exclusive", taken, "<=", 1, unit="items", subject=", ".join(items))


def lot_checks(problem: Problem, *, choice: Choice) -> Iterator[Check]:
    """Each lot is bought from one vendor."""
    held = {c.id: c for c in problem.configurations}
    for lot in sorted({c.lot for c in problem.configurations if c.lot}):
        vendors = {
            held[name].vendor
            for item in _counts(problem, choice)
            for name, _ in contents_of(problem, item=item)
            if held[name].lot == lot
        }
        yield check("lot", len(vendors), "<=", 1, unit="vendors", subject=lot)


def _counts(problem: Problem, choice: Choice) -> dict[str, int]:
    counts: dict[str, int] = {}
    for order in orders_of(problem, choice=choice):
        counts[order.item] = counts.get(order.item, 0) + order.count
    return counts


def _reached(problem: Problem, discount: Discount, choice: Choice, year: int) -> dict[str, int]:
    """The price of each configuration of a discount at the size of the year's order."""
    listed = {c.id: c.price for c in problem.configurations if c.id in discount.configurations}
    size = sum(
        order.count * (1 if discount.by == "servers" else listed[order.item])
        for order in orders_of(problem, choice=choice)
        if order.year == year and order.item in listed
    )
    off = next((tier.off for tier in reversed(discount.tiers) if tier.least <= size), None)
    return listed if off is None else {name: discounted(price, off=off) for name, price in listed.items()}
