"""Small random questions with every term of the offers, for comparison with full enumeration."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from procurement.sizing.capacity import Configuration
from procurement.sizing.domestic import DomesticShare
from procurement.sizing.offers import Bundle, Discount, Pairing, Tier
from procurement.sizing.problem import Problem, Year
from procurement.sizing.tco import Costs
from tests.procurement.sizing.builders import configuration, limits, problem

MILLION = 1_000_000


def question(draw: Random) -> Problem:
    """One question: one or two years, two or three configurations, one or two buckets, each term by chance."""
    years = draw.choice([1, 1, 2])
    names = ["a", "b", "c"][: 2 if years == 2 else draw.choice([2, 3])]
    buckets = ["x", "y"][: draw.choice([1, 2])]
    servers = {(c, b): draw.choice([2, 3, 4, 5, None]) for c in names for b in buckets}
    for b in buckets:
        servers["a", b] = servers["a", b] or 3
    asked = problem(
        tuple(_configuration(draw, name) for name in names),
        {b: str(draw.choice([1, 2, 3])) for b in buckets},
        servers,
        spares=draw.choice([0, 0, 1]),
    )
    asked = replace(asked, buckets=tuple(
        replace(b, model=draw.choice(["llama", "qwen"]), weight=Decimal(draw.choice([1, 2])),
                growth=tuple(Decimal(draw.choice(["0.5", "1", "1.5"])) for _ in range(years)))
        for b in asked.buckets
    ))  # fmt: skip
    plan = tuple(Year(str(2027 + t), draw.choice([None, None, None, 9 * MILLION])) for t in range(years))
    asked = replace(asked, years=plan)
    asked = _offers(draw, asked, names)
    asked = _terms(draw, asked, names)
    return replace(asked, pools=draw.random() < 0.2 and len(asked.configurations) == 2 and years == 1)


def _configuration(draw: Random, name: str) -> Configuration:
    held = configuration(
        name,
        price=draw.randint(1, 6) * MILLION,
        vendor=draw.choice(["v1", "v2"]),
        domestic=draw.random() < 0.5,
        power_w="900" if name == "a" else draw.choice(["500", "700.5", "900", "900", None]),
        maximum=draw.choice([None, None, None, None, 3]),
    )
    existing = draw.choice([0, 0, 0, 1]) if held.power_w is not None else 0
    return replace(
        held,
        minimum=draw.choice([1, 1, 1, 2]),
        existing=existing,
        lead_years=0 if name == "a" else draw.choice([0, 0, 0, 1]),
        cooling_w=None if draw.random() < 0.1 and not existing else Decimal(draw.choice([400, 800])),
        lot=draw.choice(["", "가"]),
    )


def _offers(draw: Random, asked: Problem, names: list[str]) -> Problem:
    discounts: tuple[Discount, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    if draw.random() < 0.4:
        who = tuple(draw.sample(names, draw.choice([1, 2])))
        tiers = (Tier(2, Fraction(1, 10)), Tier(3, Fraction(1, 3)))
        if draw.random() < 0.5:
            discounts = (Discount("d", who, "servers", tiers),)
        else:
            discounts = (Discount("d", who, "won", (Tier(draw.randint(3, 12) * MILLION, Fraction(1, 7)),)),)
    if draw.random() < 0.3:
        first = asked.configurations[0]
        alike = [c.id for c in asked.configurations if (c.vendor, c.domestic) == (first.vendor, first.domestic)]
        contents = tuple((name, draw.choice([1, 2])) for name in alike[:2])
        bundles = (Bundle("pack", "묶음", contents, draw.randint(1, 9) * MILLION, draw.choice([None, 1])),)
        if draw.random() < 0.4:
            part = replace(first, alone=False, price=0)
            asked = replace(asked, configurations=(part, *asked.configurations[1:]))
            discounts = tuple(d for d in discounts if "a" not in d.configurations)
    exclusive = (draw.choice([("a", "b"), ("b", "pack") if bundles else ("b", "a")]),) if draw.random() < 0.2 else ()
    return replace(asked, discounts=discounts, bundles=bundles, exclusive=exclusive)


def _terms(draw: Random, asked: Problem, names: list[str]) -> Problem:
    residual = tuple(Decimal(n) / 10 for n in (5, 2, 0))
    costs = Costs(3, Decimal(1000), Decimal("1.5"), Decimal(draw.choice([100, 800])), Decimal("0.1"), residual,
                  draw.choice([None, Decimal("0.045")])) if draw.random() < 0.4 else None  # fmt: skip
    held = limits(
        budget=draw.choice([None, None, None, 15 * MILLION]),
        power_w=draw.choice([None, None, None, Decimal(3000)]),
        rack_units=draw.choice([None, None, None, 16]),
        cooling_w=draw.choice([None, None, None, Decimal(2400)]),
        vendor_share=draw.choice([None, None, None, Fraction(2, 3)]),
        vendor_demand=draw.choice([None, None, None, Fraction(2, 3)]),
        min_vendors=draw.choice([None, None, None, 2]),
        max_vendors=draw.choice([None, None, None, None, 1]),
        domestic_share=draw.choice([None, None, None, DomesticShare(Fraction(1, 3), "sme_setaside", None, None)]),
        running=draw.choice([None, None, 5 * MILLION]) if costs is not None else None,
    )
    pairings: tuple[Pairing, ...] = ()
    if draw.random() < 0.2:
        who = (draw.choice(names),)
        pairings = (Pairing(asked.buckets[0].model, who, draw.choice(["only", "never"]), "인증"),)
    return replace(asked, costs=costs, limits=held, pairings=pairings)
