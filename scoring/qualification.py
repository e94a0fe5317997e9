"""적격심사 (물품): from the lowest price on, the first bid whose total reaches the pass mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.lots import Groups, check_lots, groups_of
from scoring.price import Offer, deviation_from_reserve, reserve_ratio
from scoring.provenance import notes_on_sources
from scoring.qualification_forms import Form, NoFloor, floor_price, floor_rate, qualification_form
from scoring.quantity import half_up, plain, total_of
from scoring.result import Lot, Note, Number
from scoring.rules.loading import number, places, rule
from scoring.rules.schema import Rules


class UnusableCandidate(ValueError):
    """A bid of a qualification tender that cannot be: repeated, no price, or points out of range."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One bid: price in won, 납품이행능력 points as the officer scored them, 신인도 (+3..−3), and 결격."""

    id: str
    price: int
    capability: Fraction
    reliability: Fraction = Fraction(0)
    disqualified: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """A bid with its points; `ratio` = P/예정가격 rounded before it is used.

    `floor` = the lowest price in won that passes with the bid's 납품이행능력 (낙찰하한), None where none does.
    """

    candidate: Candidate
    ratio: Decimal
    price: Number
    capability: Number
    total: Number
    passes: bool
    floor: Number | None


@dataclass(frozen=True, slots=True)
class Qualification:
    """The outcome: bids in the order of examination, those above the 예정가격, the winner or why there is none.

    `examined` holds every bid within the 예정가격, also those after the winner, whose documents the
    rule never asks for: what comes after the winner is information only. `order` has the same bids in
    groups, several in one while they wait for their lot.
    """

    form: Form
    order: Groups
    examined: tuple[Examined, ...]
    above_reserve: tuple[str, ...]
    winner: str | None
    undecided: tuple[str, ...]
    without_winner: str
    notes: tuple[Note, ...]


def qualification(
    candidates: Iterable[Candidate], *, reserve: int, form: str, rules: Iterable[Rules], lots: tuple[Lot, ...] = ()
) -> Qualification:
    """Examine the bids not above the 예정가격 (won) from the lowest; the first that reaches the pass mark wins.

    Of equal prices the higher total goes first, then the recorded lot. Raises UnusableCandidate,
    UnusableLot, and NotObtained or RuleError for a form the rules do not hold. Source: 조달청
    물품구매적격심사 세부기준 (제6079호, 2024-01-01; 2026-05-26).
    """
    texts, given = tuple(rules), tuple(candidates)
    table = qualification_form(form, rules=texts)
    _check(given, reserve=reserve, form=table, rules=texts)
    tie = rule(texts, key="tie_order")
    check_lots(lots, order=tuple(str(tie.value).split(", ")), clause=tie.reference)
    scored = {c.id: examined(c, reserve=reserve, form=table, rules=texts) for c in given if c.price <= reserve}
    keys = {i: (Fraction(one.candidate.price), -one.total.exact) for i, one in scored.items()}
    groups = groups_of(keys, lots=lots)
    first = next((group for group in groups if scored[group[0]].passes), ())
    return Qualification(
        form=table,
        order=groups,
        examined=tuple(scored[i] for group in groups for i in group),
        above_reserve=tuple(sorted(c.id for c in given if c.price > reserve)),
        winner=first[0] if len(first) == 1 else None,
        undecided=first if len(first) > 1 else (),
        without_winner=_without(first, form=table),
        notes=(*table.notes, *notes_on_sources(texts, keys=("qualification_disqualified_points", tie.key))),
    )


def examined(candidate: Candidate, *, reserve: int, form: Form, rules: Iterable[Rules]) -> Examined:
    """One bid's points: price by the form, 납품이행능력 with 신인도 filling a shortage only, 결격. Raises RuleError.

    The price points are those of the formula, also below zero: no text floors them, and such a bid cannot pass.
    """
    texts = tuple(rules)
    ratio_places = number(texts, key="deviation_from_reserve.ratio_places")
    decimals = places(texts, step="price")
    price = price_points(candidate.price, reserve=reserve, form=form, ratio_places=ratio_places, decimals=decimals)
    capability = _capability(candidate, form=form, decimals=decimals, rules=texts)
    total = total_of((price.value, capability.value))
    return Examined(
        candidate=candidate,
        ratio=reserve_ratio(Fraction(candidate.price), reserve=Fraction(reserve), places=int(ratio_places)),
        price=price,
        capability=capability,
        total=Number(
            value=total,
            exact=Fraction(total),
            formula=f"{price.value} + {capability.value}",
            inputs=(("입찰가격", str(price.value)), ("납품이행능력", str(capability.value))),
            clause=form.clause,
        ),
        passes=Fraction(total) >= form.pass_mark,
        floor=_floor(Fraction(capability.value), reserve=reserve, form=form),
    )


def price_points(price: int, *, reserve: int, form: Form, ratio_places: Fraction, decimals: int) -> Number:
    """`B − k × |R − round(P/예정가격)| × 100`, the ratio rounded first, the points rounded to `decimals`."""
    offer = Offer(Fraction(price), Fraction(price), Fraction(reserve), form.price_points, floor_lowest=False)
    scored = deviation_from_reserve(
        offer, base_rate=form.base_rate, points_per_percent=form.points_per_percent, ratio_places=ratio_places
    )
    return Number(
        value=half_up(scored.exact, places=decimals),
        exact=scored.exact,
        formula=scored.formula,
        inputs=(("P", str(price)), ("예정가격", str(reserve))),
        clause=form.clause,
    )


def _capability(candidate: Candidate, *, form: Form, decimals: int, rules: tuple[Rules, ...]) -> Number:
    filled = min(candidate.capability + candidate.reliability, form.other_points)
    taken = number(rules, key="qualification_disqualified_points") if candidate.disqualified else Fraction(0)
    parts = f"min({plain(candidate.capability)} + {plain(candidate.reliability)}, {plain(form.other_points)})"
    clause = rule(rules, key="reliability_points_range").reference
    return Number(
        value=half_up(filled - taken, places=decimals),
        exact=filled - taken,
        formula=f"{parts} − {plain(taken)}" if taken else parts,
        inputs=(("납품이행능력", plain(candidate.capability)), ("신인도", plain(candidate.reliability))),
        clause=clause,
    )


def _floor(other_points: Fraction, *, reserve: int, form: Form) -> Number | None:
    try:
        price = floor_price(form, other_points=other_points, reserve=reserve)
    except NoFloor:
        return None
    rate = floor_rate(form, other_points=other_points)
    return Number(
        value=Decimal(price),
        exact=rate * reserve,
        formula=f"원 미만 올림 {reserve} × {plain(rate)}",
        inputs=(("예정가격", str(reserve)), ("입찰가격 외 점수", plain(other_points))),
        clause=form.clause,
    )


def _without(first: tuple[str, ...], *, form: Form) -> str:
    if not first:
        return f"종합평점 {plain(form.pass_mark)}점 이상인 입찰이 없음 / no bid reaches the pass mark"
    if len(first) > 1:
        return f"{', '.join(first)}: 가격과 종합평점이 같음, 추첨하여 기록할 것 / equal, draw a lot and record it"
    return ""


def _check(candidates: tuple[Candidate, ...], *, reserve: int, form: Form, rules: tuple[Rules, ...]) -> None:
    if len({c.id for c in candidates}) < len(candidates) or reserve <= 0:
        raise UnusableCandidate(
            f"예정가격 {reserve}원: 0보다 커야 하고 입찰 번호는 서로 달라야 합니다 / reserve above 0, ids once each"
        )
    most = number(rules, key="reliability_points_range")
    for one in candidates:
        if one.price <= 0 or not 0 <= one.capability <= form.other_points:
            raise UnusableCandidate(
                f"{one.id}: 가격 {one.price}원, 납품이행능력 {plain(one.capability)}점: 가격은 0보다 크고 점수는 "
                f"{plain(form.other_points)}점 이하여야 합니다 / price above 0, points from 0 to the form's"
            )
        if abs(one.reliability) > most:
            raise UnusableCandidate(
                f"{one.id}: 신인도 {plain(one.reliability)}점: −{plain(most)}점과 +{plain(most)}점 사이여야 합니다 / "
                f"reliability points are within ±{plain(most)}"
            )
