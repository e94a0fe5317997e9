"""What is sold on other terms than so much a server: price tiers, packages, and what excludes one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from procurement.sizing.capacity import Configuration
from procurement.sizing.figures import ProblemError, at_least, known, part, unique


@dataclass(frozen=True, slots=True)
class Tier:
    """From `least` on (servers or won at list prices, as the discount says), every server is `off` (0..1) cheaper."""

    least: int
    off: Fraction


@dataclass(frozen=True, slots=True)
class Discount:
    """All-unit price tiers on the servers of `configurations` that one year's order holds outside packages.

    `by` says what a tier is reached with: the number of those servers, or their value at list prices. Below the first
    tier list prices hold; the tier that is reached holds for every server of the order. A price after discount is
    rounded half up to the won, per server. Source: sizing design §3 (9).
    """

    id: str
    configurations: tuple[str, ...]
    by: Literal["servers", "won"]
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """An all-or-nothing package at one price in won: `contents` are configurations and how many of each.

    A server that holds cards of several kinds is a package of its parts: one configuration per kind of card, not sold
    `alone`, each with its own measured capacity. `maximum` is the most packages in all (None = no such limit).
    Source: sizing design §3 (8).
    """

    id: str
    title: str
    contents: tuple[tuple[str, int], ...]
    price: int
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which configurations may serve a model: `only` these (certified for it), or all but these (`never`).

    `why` is the reason as given, for example the certificate. Source: sizing design §3 (10).
    """

    model: str
    configurations: tuple[str, ...]
    kind: Literal["only", "never"]
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be ordered in one year at one price in won, and the servers it brings.

    `item` is a configuration's or a package's id; `tier` counts the tiers reached (0 = list price).
    """

    item: str
    year: int
    tier: int
    price: int
    contents: tuple[tuple[str, int], ...]


def discounted(price: int, *, off: Fraction) -> int:
    """A price after a discount, rounded half up to the won."""
    return int(price * (1 - off) + Fraction(1, 2))


def lines_of(
    configurations: Iterable[Configuration], *, discounts: Sequence[Discount], bundles: Iterable[Bundle], years: int
) -> tuple[Line, ...]:
    """Everything that can be ordered, by item, year and tier: servers sold alone at each price, and packages."""
    off = {name: (Fraction(0), *(t.off for t in d.tiers)) for d in discounts for name in d.configurations}
    single = [
        Line(c.id, year, tier, discounted(c.price, off=rate), ((c.id, 1),))
        for c in sorted(configurations, key=lambda c: c.id)
        if c.alone
        for year in range(years)
        for tier, rate in enumerate(off.get(c.id, (Fraction(0),)))
    ]
    packed = [Line(b.id, year, 0, b.price, b.contents) for b in bundles for year in range(years)]
    return (*single, *sorted(packed, key=lambda line: (line.item, line.year)))


def check_offers(
    configurations: Sequence[Configuration],
    *,
    discounts: Sequence[Discount],
    bundles: Sequence[Bundle],
    exclusive: Sequence[Sequence[str]],
) -> None:
    """Refuse tiers, packages and exclusions that contradict themselves or name what is not there.

    A package is of one vendor and all domestic or all not, so that its price counts whole for either share.
    Raises ProblemError.
    """
    ids = [c.id for c in configurations]
    alone = [c.id for c in configurations if c.alone]
    unique((*ids, *(b.id for b in bundles)), what="구성·묶음 / configurations and packages")
    priced = [name for d in discounts for name in d.configurations]
    known(priced, among=alone, what="가격 단계 / price tiers")
    if priced:
        unique(priced, what="가격 단계의 구성 / configurations with price tiers")
        unique([d.id for d in discounts], what="가격 단계 / price tiers")
    for discount in discounts:
        _check_tiers(discount)
    for bundle in bundles:
        _check_bundle(bundle, configurations)
    for items in exclusive:
        known(items, among=(*ids, *(b.id for b in bundles)), what="동시 구매 불가 / exclusive")


def _check_tiers(discount: Discount) -> None:
    for tier in discount.tiers:
        at_least(tier.least, least=1, what=f"{discount.id}: 단계 시작 / least of a tier")
        part(tier.off, what=f"{discount.id}: 할인율 / discount")
    rising = all(low.least < high.least for low, high in pairwise(discount.tiers))
    if not (discount.tiers and rising and all(tier.off < 1 for tier in discount.tiers)):
        raise ProblemError(
            f"{discount.id}: 단계는 하나 이상, 시작이 커지는 순서로, 할인율은 1보다 작게 넣으십시오. "
            f"/ {discount.id}: give at least one tier, their starts rising, each discount below one."
        )


def _check_bundle(bundle: Bundle, configurations: Sequence[Configuration]) -> None:
    what = f"{bundle.id}: 묶음 / package"
    at_least(bundle.price, least=1, what=f"{what}: 가격 / price")
    at_least(bundle.maximum, least=0, what=f"{what}: 최대 / maximum")
    names = [name for name, _ in bundle.contents]
    unique(names, what=what)
    known(names, among=(c.id for c in configurations), what=what)
    for _, count in bundle.contents:
        at_least(count, least=1, what=f"{what}: 대수 / servers")
    held = [c for c in configurations if c.id in names]
    if len({(c.vendor, c.domestic) for c in held}) > 1:
        raise ProblemError(
            f"{what}: 한 업체의, 국산 여부가 같은 구성만 묶을 수 있습니다. "
            "/ holds one vendor's configurations only, all domestic or none."
        )
