"""The bare formulas of other countries: all bids in, one exact figure and its text a bid out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scoring.quantity import plain

Points = tuple[Fraction, str]
Bids = tuple["QualityBid", ...]


class UnusableTerms(ValueError):
    """Bids or announced terms that a method cannot compute with."""


@dataclass(frozen=True, slots=True)
class QualityBid:
    """One bid: price P and quality Q (points of the offer, L in German texts), both above 0."""

    id: str
    price: Fraction
    quality: Fraction


@dataclass(frozen=True, slots=True)
class Terms:
    """What the notice announces; only what the method needs is given.

    `places` the figures are rounded to. `price_points` W. `ceiling`, `floor` B and F of the fixed line.
    `band` share of the best Z. `price_weight`, `quality_weight` GP and GL, X, P and T as shares.
    """

    places: int
    price_points: Fraction | None = None
    ceiling: Fraction | None = None
    floor: Fraction | None = None
    band: Fraction | None = None
    price_weight: Fraction | None = None
    quality_weight: Fraction | None = None


def relative_lowest(bids: Bids, terms: Terms) -> tuple[Points, ...]:
    """`W × Pmin/P + Q`. Source: SIGMA Brief 8; UK and EU practice."""
    lowest = min(b.price for b in bids)
    points = _w(terms)
    return tuple(
        _plus(b, points * lowest / b.price, f"{plain(points)} × {plain(lowest)} / {plain(b.price)}") for b in bids
    )


def linear_from_lowest(bids: Bids, terms: Terms) -> tuple[Points, ...]:
    """`W × max(0, 2 − P/Pmin) + Q`. Source: vergabe24, DTVP notice CXP4YYCM63P."""
    lowest = min(b.price for b in bids)
    return tuple(
        _plus(
            b,
            _w(terms) * max(Fraction(0), 2 - b.price / lowest),
            f"{plain(_w(terms))} × max(0, 2 − {plain(b.price)} / {plain(lowest)})",
        )
        for b in bids
    )


def linear_min_max(bids: Bids, terms: Terms) -> tuple[Points, ...]:
    """`W × (Pw − P)/(Pw − Pmin) + Q`; all equal prices get W. Held inadmissible in Germany. Source: vergabe24."""
    lowest, highest = min(b.price for b in bids), max(b.price for b in bids)
    if lowest == highest:
        return tuple(_plus(b, _w(terms), plain(_w(terms))) for b in bids)
    return tuple(
        _plus(
            b,
            _w(terms) * (highest - b.price) / (highest - lowest),
            f"{plain(_w(terms))} × ({plain(highest)} − {plain(b.price)}) / ({plain(highest)} − {plain(lowest)})",
        )
        for b in bids
    )


def linear_fixed_ceiling(bids: Bids, terms: Terms) -> tuple[Points, ...]:
    """`W × (B − P)/(B − F) + Q`; no rival changes it. A price outside F..B is UnusableTerms. Unconfirmed."""
    top, bottom = terms.ceiling or Fraction(0), terms.floor or Fraction(0)
    if bottom >= top:
        raise UnusableTerms(f"F = {plain(bottom)}, B = {plain(top)}: F < B 이어야 합니다 / F must be below B")
    outside = [b.id for b in bids if not bottom <= b.price <= top]
    if outside:
        raise UnusableTerms(
            f"{', '.join(outside)}: 가격이 F와 B 사이가 아니어서 산식이 정하지 않습니다 / price is outside F..B"
        )
    text = f"({plain(top)} − {plain(bottom)})"
    return tuple(
        _plus(
            b,
            _w(terms) * (top - b.price) / (top - bottom),
            f"{plain(_w(terms))} × ({plain(top)} − {plain(b.price)}) / {text}",
        )
        for b in bids
    )


def price_per_quality_point(bids: Bids, _terms: Terms) -> tuple[Points, ...]:
    """`P / Q`, the lowest wins. Source: UK Bid Evaluation Guidance Note, May 2021, §7.3."""
    return tuple((b.price / b.quality, f"{plain(b.price)} / {plain(b.quality)}") for b in bids)


def ufab_simple(bids: Bids, _terms: Terms) -> tuple[Points, ...]:
    """`Z = L/P`, the highest wins. Source: UfAB III 2003; VK Lüneburg 2023-09-05 VgK-20/2023."""
    return tuple((b.quality / b.price, f"{plain(b.quality)} / {plain(b.price)}") for b in bids)


def ufab_weighted(bids: Bids, terms: Terms) -> tuple[Points, ...]:
    """`Z = GL × L/Lavg − GP × P/Pavg`; the minus is unconfirmed. Source: IABG White Paper 2012-03-26."""
    gl, gp = terms.quality_weight or Fraction(0), terms.price_weight or Fraction(0)
    quality = sum((b.quality for b in bids), Fraction(0)) / len(bids)
    price = sum((b.price for b in bids), Fraction(0)) / len(bids)
    means = (_bracketed(quality), _bracketed(price))
    return tuple(
        (
            gl * b.quality / quality - gp * b.price / price,
            f"{plain(gl)} × {plain(b.quality)} / {means[0]} − {plain(gp)} × {plain(b.price)} / {means[1]}",
        )
        for b in bids
    )


def world_bank_rated(bids: Bids, terms: Terms) -> tuple[Points, ...]:
    """`Clow/C × X × 100 + T/Thigh × (1 − X) × 100`; raises UnusableTerms unless X < 1. Unconfirmed."""
    share = terms.price_weight or Fraction(0)
    if share >= 1:
        raise UnusableTerms(f"X = {plain(share)}: 1보다 작아야 합니다 / must be below 1")
    lowest, best, rest = min(b.price for b in bids), max(b.quality for b in bids), 1 - share
    return tuple(
        (
            100 * (lowest / b.price * share + b.quality / best * rest),
            f"100 × ({_of(lowest, b.price)} × {plain(share)} + {_of(b.quality, best)} × {plain(rest)})",
        )
        for b in bids
    )


def qcbs(bids: Bids, terms: Terms) -> tuple[Points, ...]:
    """`S = St × T + (100 × Fm/F) × P`, St of 100; raises UnusableTerms unless T + P = 1. Unconfirmed."""
    technical, price = terms.quality_weight or Fraction(0), terms.price_weight or Fraction(0)
    if technical + price != 1:
        raise UnusableTerms(f"T + P = {plain(technical + price)}: 1이어야 합니다 / must be 1")
    lowest = min(b.price for b in bids)
    return tuple(
        (
            b.quality * technical + 100 * lowest / b.price * price,
            f"{plain(b.quality)} × {plain(technical)} + 100 × {plain(lowest)} / {plain(b.price)} × {plain(price)}",
        )
        for b in bids
    )


def _of(part: Fraction, whole: Fraction) -> str:
    return f"{plain(part)} / {plain(whole)}"


def _bracketed(mean: Fraction) -> str:
    """A mean that no decimal holds is written as a fraction, which divides only as a whole in brackets."""
    return f"({plain(mean)})" if "/" in plain(mean) else plain(mean)


def _w(terms: Terms) -> Fraction:
    return terms.price_points or Fraction(0)


def _plus(bid: QualityBid, points: Fraction, formula: str) -> Points:
    return points + bid.quality, f"{formula} + {plain(bid.quality)}"
