"""Price formulas by name, never edited (a new rule gets a new name), and the guarded price score."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.quantity import half_up, plain
from scoring.result import Number, PriceScore
from scoring.rules.loading import known, number, places, rule
from scoring.rules.schema import Reference, Rules


class UnusablePrice(ValueError):
    """A price, lowest price, reference amount or points that no formula can use."""


class UnknownFormula(ValueError):
    """A price formula name that does not exist."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a price formula is given; amounts in won and in one VAT basis.

    `lowest` = L, `reference` = E (추정가격, 사업예산 or 예정가격), `points` = Pmax.
    `floor_lowest` whether L is raised to the formula's lower limit.
    """

    price: Fraction
    lowest: Fraction
    reference: Fraction
    points: Fraction
    floor_lowest: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """A formula's result before rounding: the zone of P, the L it used, and the numbers put in."""

    zone: str
    lowest_used: Fraction
    exact: Fraction
    formula: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A named formula and the rule keys (`<name>.<key>`) that hold its constants."""

    compute: Callable[..., Scored]
    constants: tuple[str, ...]


def relative_lowest(offer: Offer) -> Scored:
    """`Pmax × L / P`. Source: UK, EU and Korean practice (SIGMA Brief 8)."""
    return _proportional(offer, lowest=offer.lowest, zone="P ≥ L")


def linear_from_lowest(offer: Offer) -> Scored:
    """`Pmax × max(0, 2 − P/L)`: L scores all points, 2L and more none. Source: vergabe24; DTVP CXP4YYCM63P."""
    lowest = offer.lowest
    text = f"{plain(offer.points)} × max(0, 2 − {plain(offer.price)} / {plain(lowest)})"
    exact = offer.points * max(Fraction(0), 2 - offer.price / lowest)
    return Scored(zone="P < 2L" if exact else "P ≥ 2L", lowest_used=lowest, exact=exact, formula=text)


def linear_fixed_ceiling(offer: Offer, *, ceiling: Fraction, floor: Fraction) -> Scored:
    """`Pmax × (B − P)/(B − F)`, B and F announced in won; no rival changes it.

    Raises UnusablePrice unless F < B and F ≤ P ≤ B: the formula says nothing of other prices. Source unconfirmed.
    """
    if not floor <= offer.price <= ceiling or floor == ceiling:
        raise UnusablePrice(
            f"P = {plain(offer.price)}: F = {plain(floor)} 이상 B = {plain(ceiling)} 이하여야 하고 F < B여야 합니다 / "
            f"the price must be from F to B, and F below B"
        )
    span = f"({plain(ceiling)} − {plain(floor)})"
    return Scored(
        zone="F ≤ P ≤ B",
        lowest_used=offer.lowest,
        exact=offer.points * (ceiling - offer.price) / (ceiling - floor),
        formula=f"{plain(offer.points)} × ({plain(ceiling)} − {plain(offer.price)}) / {span}",
    )


def two_slope_2026(
    offer: Offer,
    *,
    upper_limit: Fraction,
    lower_limit: Fraction,
    slope_points: Fraction,
    low_price_share: Fraction,
) -> Scored:
    """협상에 의한 계약체결기준 별표 (제40호, 2026-01-02; second-hand transcription).

    `P ≥ 0.8E: Pmax·L/P`; `0.7E ≤ P < 0.8E: Pmax·L/(0.8E) + 2(0.8E − P)/(0.8E − 0.7E)`;
    `P < 0.7E: Pmax × 30 %`; L below 0.7E counts as 0.7E where `floor_lowest`.
    """
    floor = lower_limit * offer.reference
    lowest = max(offer.lowest, floor) if offer.floor_lowest else offer.lowest
    if offer.price < floor:
        return Scored(
            zone=f"P < {plain(lower_limit)}E",
            lowest_used=lowest,
            exact=offer.points * low_price_share,
            formula=f"{plain(offer.points)} × {plain(low_price_share)}",
        )
    if offer.price >= upper_limit * offer.reference:
        return _proportional(offer, lowest=lowest, zone=f"P ≥ {plain(upper_limit)}E")
    zone = f"{plain(lower_limit)}E ≤ P < {plain(upper_limit)}E"
    upper = upper_limit * offer.reference
    return _sloped(offer, lowest=lowest, price=offer.price, upper=upper, lower=floor, slope=slope_points, zone=zone)


def two_slope_legacy(offer: Offer, *, upper_limit: Fraction, lower_limit: Fraction, slope_points: Fraction) -> Scored:
    """The formula from 2003-12-29 until about 2018 (second-hand, several agreeing transcriptions).

    `P ≥ 0.8E: Pmax·L/P`; below: `Pmax·L/(0.8E) + 2(0.8E − P)/(0.8E − 0.6E)`, where P below 0.6E
    counts as 0.6E; L below 0.6E counts as 0.6E where `floor_lowest`.
    """
    floor, upper = lower_limit * offer.reference, upper_limit * offer.reference
    lowest = max(offer.lowest, floor) if offer.floor_lowest else offer.lowest
    if offer.price >= upper:
        return _proportional(offer, lowest=lowest, zone=f"P ≥ {plain(upper_limit)}E")
    low = offer.price < floor
    zone = f"P < {plain(lower_limit)}E" if low else f"{plain(lower_limit)}E ≤ P < {plain(upper_limit)}E"
    price = max(offer.price, floor)
    return _sloped(offer, lowest=lowest, price=price, upper=upper, lower=floor, slope=slope_points, zone=zone)


def deviation_from_reserve(
    offer: Offer, *, base_rate: Fraction, points_per_percent: Fraction, ratio_places: Fraction
) -> Scored:
    """적격심사: `B − k × |R − r4(P/예정가격)| × 100`, the ratio rounded first; E is the 예정가격.

    Source: 조달청 물품구매적격심사 세부기준 별표; nine published award floors hold only with the rounded ratio.
    """
    ratio = reserve_ratio(offer.price, reserve=offer.reference, places=int(ratio_places))
    exact = offer.points - points_per_percent * abs(base_rate - Fraction(ratio)) * 100
    text = f"{plain(offer.points)} − {plain(points_per_percent)} × |{plain(base_rate)} − {ratio}| × 100"
    return Scored(zone="P / 예정가격", lowest_used=offer.lowest, exact=exact, formula=text)


FORMULAS = {
    "two_slope_2026": Formula(two_slope_2026, ("upper_limit", "lower_limit", "slope_points", "low_price_share")),
    "two_slope_legacy": Formula(two_slope_legacy, ("upper_limit", "lower_limit", "slope_points")),
    "relative_lowest": Formula(relative_lowest, ()),
    "linear_from_lowest": Formula(linear_from_lowest, ()),
    "linear_fixed_ceiling": Formula(linear_fixed_ceiling, ("ceiling", "floor")),
    "deviation_from_reserve": Formula(deviation_from_reserve, ("base_rate", "points_per_percent", "ratio_places")),
}


def price_score(offer: Offer, *, formula: str, rules: Iterable[Rules], cap_at_pmax: bool) -> PriceScore:
    """The price points of one bid, rounded once at the rule's places (소수점 다섯째 자리에서 반올림).

    `over_pmax` tells that the formula gave more than Pmax; `cap_at_pmax` cuts it. Raises
    UnusablePrice, UnknownFormula, and NotObtained or RuleError for constants the rules do not hold.
    """
    texts = tuple(rules)
    _refuse_unusable(offer)
    chosen = formula_named(formula)
    constants = {key: number(texts, key=f"{formula}.{key}") for key in chosen.constants}
    scored = chosen.compute(offer, **constants)
    over = scored.exact > offer.points
    capped = over and cap_at_pmax
    exact = offer.points if capped else scored.exact
    return PriceScore(
        zone=scored.zone,
        lowest_used=scored.lowest_used,
        ratio=offer.price / offer.reference,
        over_pmax=over,
        number=Number(
            value=half_up(exact, places=places(texts, step="price")),
            exact=exact,
            formula=f"min({scored.formula}, {plain(offer.points)})" if capped else scored.formula,
            inputs=_inputs(offer, scored=scored, constants=constants),
            clause=_clause(formula, chosen=chosen, rules=texts),
        ),
    )


def formula_named(name: str) -> Formula:
    """A price formula by its name; UnknownFormula names those there are."""
    if name not in FORMULAS:
        known = ", ".join(FORMULAS)
        raise UnknownFormula(f"{name}: 그런 가격 평점 산식이 없습니다 / no such price formula; there are: {known}")
    return FORMULAS[name]


def reserve_ratio(price: Fraction, *, reserve: Fraction, places: int) -> Decimal:
    """P / 예정가격, rounded half up before it is used (적격심사)."""
    return half_up(price / reserve, places=places)


def award_floor_passes(
    ratio: Fraction,
    *,
    points: Fraction,
    points_per_percent: Fraction,
    base_rate: Fraction,
    other_points: Fraction,
    pass_mark: Fraction,
) -> bool:
    """Whether a bid at `ratio` of the 예정가격 reaches the pass mark: `N + B − k|R − r4(x)|·100 ≥ T` (낙찰하한율)."""
    offer = Offer(price=ratio, lowest=ratio, reference=Fraction(1), points=points, floor_lowest=False)
    scored = deviation_from_reserve(
        offer, base_rate=base_rate, points_per_percent=points_per_percent, ratio_places=Fraction(4)
    )
    return other_points + scored.exact >= pass_mark


def preference_margin(base: Fraction, *, rate: Fraction) -> Decimal:
    """The amount added to a foreign bid for comparison only, in whole units (ADB; 7 CFR 1787 App. A)."""
    return half_up(base * rate, places=0)


def _proportional(offer: Offer, *, lowest: Fraction, zone: str) -> Scored:
    text = f"{plain(offer.points)} × {plain(lowest)} / {plain(offer.price)}"
    return Scored(zone=zone, lowest_used=lowest, exact=offer.points * lowest / offer.price, formula=text)


def _sloped(
    offer: Offer, *, lowest: Fraction, price: Fraction, upper: Fraction, lower: Fraction, slope: Fraction, zone: str
) -> Scored:
    exact = offer.points * lowest / upper + slope * (upper - price) / (upper - lower)
    text = (
        f"{plain(offer.points)} × {plain(lowest)} / {plain(upper)}"
        f" + {plain(slope)} × ({plain(upper)} − {plain(price)}) / ({plain(upper)} − {plain(lower)})"
    )
    return Scored(zone=zone, lowest_used=lowest, exact=exact, formula=text)


def _refuse_unusable(offer: Offer) -> None:
    amounts = (("P", offer.price), ("L", offer.lowest), ("E", offer.reference), ("Pmax", offer.points))
    for name, amount in amounts:
        if amount <= 0:
            raise UnusablePrice(f"{name} = {plain(amount)}: 0보다 커야 합니다 / must be more than zero")
    if offer.lowest > offer.price:
        raise UnusablePrice(
            f"L = {plain(offer.lowest)} > P = {plain(offer.price)}: "
            f"최저입찰가격이 입찰가격보다 높습니다 / the lowest price is above the price"
        )


def _inputs(offer: Offer, *, scored: Scored, constants: dict[str, Fraction]) -> tuple[tuple[str, str], ...]:
    given = (
        ("Pmax", offer.points),
        ("P", offer.price),
        ("E", offer.reference),
        ("L", offer.lowest),
        ("L 적용", scored.lowest_used),
        *constants.items(),
    )
    return tuple((name, plain(amount)) for name, amount in given)


def _clause(name: str, *, chosen: Formula, rules: tuple[Rules, ...]) -> Reference:
    if chosen.constants:
        return _together([rule(rules, key=f"{name}.{constant}").reference for constant in chosen.constants])
    if method := known(rules, key=f"method.{name}"):
        return method.reference
    return Reference(title="공고의 가격 평점 산식", article=name)


def _together(references: list[Reference]) -> Reference:
    """One reference for all the clauses that constants come from, each clause once."""
    cited: dict[str, Reference] = {}
    for reference in references:
        cited.setdefault(str(reference), reference)
    own = list(cited.values())
    if len(own) == 1:
        return own[0]
    return Reference(
        title="; ".join(cited),
        article="",
        href=" ".join(dict.fromkeys(reference.href for reference in own if reference.href)),
        gazette="; ".join(dict.fromkeys(reference.gazette for reference in own if reference.gazette)),
    )
