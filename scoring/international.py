"""Evaluation methods of other countries, by name: price scores, price per point, Richtwertmethoden, World Bank."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.international_formulas import (
    Points,
    QualityBid,
    Terms,
    UnusableTerms,
    linear_fixed_ceiling,
    linear_from_lowest,
    linear_min_max,
    price_per_quality_point,
    qcbs,
    relative_lowest,
    ufab_simple,
    ufab_weighted,
    world_bank_rated,
)
from scoring.lots import groups_of
from scoring.provenance import notes_on_sources
from scoring.quantity import half_up, plain
from scoring.result import Note, Number
from scoring.rules.loading import number, rule
from scoring.rules.schema import Reference, Rules


class UnknownMethod(ValueError):
    """A method name that does not exist; Utley and Telgen have no text to be computed from."""


@dataclass(frozen=True, slots=True)
class Method:
    """A named formula for all bids, which terms it needs, and whether the highest or the lowest figure wins."""

    compute: Callable[[tuple[QualityBid, ...], Terms], tuple[Points, ...]]
    needs: tuple[str, ...]
    lowest_wins: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Each bid's figure, the bids in groups from the first on (ties stay together), those outside the band, notes."""

    method: str
    figures: tuple[tuple[str, Number], ...]
    order: tuple[tuple[str, ...], ...]
    outside_band: tuple[str, ...]
    notes: tuple[Note, ...]


METHODS = {
    "relative_lowest": Method(relative_lowest, ("price_points",)),
    "linear_from_lowest": Method(linear_from_lowest, ("price_points",)),
    "linear_min_max": Method(linear_min_max, ("price_points",)),
    "linear_fixed_ceiling": Method(linear_fixed_ceiling, ("price_points", "ceiling", "floor")),
    "price_per_quality_point": Method(price_per_quality_point, (), lowest_wins=True),
    "ufab_simple": Method(ufab_simple, ()),
    "ufab_extended": Method(ufab_simple, ("band",)),
    "ufab_weighted": Method(ufab_weighted, ("price_weight", "quality_weight")),
    "world_bank_rated": Method(world_bank_rated, ("price_weight",)),
    "qcbs": Method(qcbs, ("price_weight", "quality_weight")),
}


def compare(bids: Iterable[QualityBid], *, method: str, terms: Terms, rules: Iterable[Rules]) -> Compared:
    """The bids by one announced method, ranked on the figures rounded to the announced places; ties are left open.

    `rules` must hold `method.<name>`: its confidence stands in the notes (unconfirmed formulas say so).
    Raises UnknownMethod, UnusableTerms, RuleError. Source: the method's own reference.
    """
    texts, given = tuple(rules), tuple(bids)
    chosen = _method(method)
    source = rule(texts, key=f"method.{method}")
    _check(given, method=method, needs=chosen.needs, terms=terms)
    points = chosen.compute(given, terms)
    figures = tuple(
        (b.id, _number(p, terms=terms, clause=source.reference)) for b, p in zip(given, points, strict=True)
    )
    sign = 1 if chosen.lowest_wins else -1
    keys = {bid: (sign * Fraction(figure.value),) for bid, figure in figures}
    outside: tuple[str, ...] = ()
    said = [source.key]
    if method == "ufab_extended":
        said += ["ufab_extended.band_max", "ufab_extended.decided_by"]
        outside = _outside(figures, band=_band(terms, most=number(texts, key="ufab_extended.band_max")))
        keys = {b.id: (-b.quality,) for b in given if b.id not in outside}
    return Compared(
        method=method,
        figures=figures,
        order=groups_of(keys),
        outside_band=outside,
        notes=notes_on_sources(texts, keys=said),
    )


def _method(name: str) -> Method:
    if name not in METHODS:
        raise UnknownMethod(
            f"{name}: 그런 평가 방식이 없습니다 / no such method; there are: {', '.join(METHODS)}. "
            f"Utley와 Telgen의 산식은 확보하지 못했습니다 / no text of the Utley and Telgen formulas was found"
        )
    return METHODS[name]


def _number(points: Points, *, terms: Terms, clause: Reference) -> Number:
    exact, formula = points
    return Number(value=half_up(exact, places=terms.places), exact=exact, formula=formula, inputs=(), clause=clause)


def _outside(figures: tuple[tuple[str, Number], ...], *, band: Fraction) -> tuple[str, ...]:
    best = max(figure.exact for _, figure in figures)
    return tuple(sorted(bid for bid, figure in figures if figure.exact < best * (1 - band)))


def _band(terms: Terms, *, most: Fraction) -> Fraction:
    band = terms.band or Fraction(0)
    if not 0 < band <= most:
        raise UnusableTerms(
            f"band = {plain(band)}: 0 초과 {plain(most)} 이하여야 합니다 / must be above 0, at most {plain(most)}"
        )
    return band


def _check(bids: tuple[QualityBid, ...], *, method: str, needs: tuple[str, ...], terms: Terms) -> None:
    if not bids or len({b.id for b in bids}) < len(bids):
        raise UnusableTerms("입찰이 없거나 같은 입찰이 두 번 있습니다 / there is no bid, or one is given twice")
    for one in bids:
        if one.price <= 0 or one.quality <= 0:
            raise UnusableTerms(
                f"{one.id}: 가격 {plain(one.price)}, 품질 {plain(one.quality)}: 0보다 커야 합니다 / must be above 0"
            )
    for key in needs:
        value: Fraction | None = getattr(terms, key)
        if value is None or value < 0 or (value == 0 and key != "floor"):
            raise UnusableTerms(f"{method}: {key}: 공고의 값이 필요합니다 (0 초과) / needs the notice's {key}, above 0")
