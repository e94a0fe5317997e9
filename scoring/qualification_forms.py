"""적격심사 별표: points, slope and pass mark of each form, and the lowest price that can win (낙찰하한)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.price import award_floor_passes
from scoring.provenance import notes_on_sources
from scoring.quantity import plain
from scoring.result import Note
from scoring.rules.loading import number, rule
from scoring.rules.schema import Reference, Rules

APPENDIX_2 = "appendix_2"
FIELDS = ("other_points", "price_points", "points_per_percent", "base_rate", "pass_mark")
RATIO_PLACES = 4
RATIO_UNITS = 10**RATIO_PLACES
HALF_A_UNIT = Fraction(1, 2 * RATIO_UNITS)


class NoFloor(ValueError):
    """No price reaches the pass mark with these points."""


@dataclass(frozen=True, slots=True)
class Form:
    """One 별표: N other points, B price points, k points a percent, best ratio R, pass mark T."""

    name: str
    other_points: Fraction
    price_points: Fraction
    points_per_percent: Fraction
    base_rate: Fraction
    pass_mark: Fraction
    clause: Reference
    notes: tuple[Note, ...]


def qualification_form(name: str, *, rules: Iterable[Rules]) -> Form:
    """A form by its name: `appendix_2` (물품 별표2) or one of kr.qualification.forms. Raises RuleError, NotObtained."""
    texts = tuple(rules)
    keys = form_keys(name)
    found = {field: number(texts, key=key) for field, key in keys.items()}
    return Form(
        name=name,
        other_points=found.get("other_points", 100 - found["price_points"]),
        price_points=found["price_points"],
        points_per_percent=found["points_per_percent"],
        base_rate=found["base_rate"],
        pass_mark=found["pass_mark"],
        clause=rule(texts, key=keys["price_points"]).reference,
        notes=notes_on_sources(texts, keys=keys.values()),
    )


def form_keys(name: str) -> dict[str, str]:
    """Field -> the rule that gives it; 별표2 has none for `other_points`, which is 100 less its price points."""
    if name != APPENDIX_2:
        return {field: f"form.{name}.{field}" for field in FIELDS}
    deviation = "deviation_from_reserve"
    keys = {"price_points": "price_points", "pass_mark": "pass_mark"}
    return keys | {field: f"{deviation}.{field}" for field in ("points_per_percent", "base_rate")}


def floor_rate(form: Form, *, other_points: Fraction) -> Fraction:
    """The lowest P/예정가격 that passes with `other_points` obtained (낙찰하한율), in closed form.

    `R − (B − T + N)/(100k)` rounded up to the four decimals of the ratio, minus 0.00005: the ratio is
    rounded half up before it is used. Raises NoFloor. Source: nine published award floors.
    """
    spare = form.price_points + other_points - form.pass_mark
    if spare < 0:
        raise NoFloor(_no_floor(form, other_points=other_points))
    wanted = (form.base_rate - spare / (100 * form.points_per_percent)) * RATIO_UNITS
    units = -(-wanted.numerator // wanted.denominator)
    return max(Fraction(units, RATIO_UNITS) - HALF_A_UNIT, Fraction(0))


def floor_price(form: Form, *, other_points: Fraction, reserve: int) -> int:
    """The lowest price in won that passes at this 예정가격, in closed form from `floor_rate`. Raises NoFloor."""
    wanted = floor_rate(form, other_points=other_points) * reserve
    price = max(-(-wanted.numerator // wanted.denominator), 1)
    if not _passes(Fraction(price, reserve), form, other_points):
        raise NoFloor(_no_floor(form, other_points=other_points))
    return price


def floor_price_by_search(form: Form, *, other_points: Fraction, reserve: int) -> int:
    """The same by trying prices: up to R × 예정가격 the points only rise, so that halving finds the lowest.

    Written without the closed form, to hold it. Raises NoFloor.
    """
    best = form.base_rate * reserve
    rising = range(1, best.numerator // best.denominator + 1)
    place = bisect_left(rising, x=True, key=lambda price: _passes(Fraction(price, reserve), form, other_points))
    price = place + 1
    if not _passes(Fraction(price, reserve), form, other_points):
        raise NoFloor(_no_floor(form, other_points=other_points))
    return price


def _passes(ratio: Fraction, form: Form, other_points: Fraction) -> bool:
    return award_floor_passes(
        ratio,
        points=form.price_points,
        points_per_percent=form.points_per_percent,
        base_rate=form.base_rate,
        other_points=other_points,
        pass_mark=form.pass_mark,
    )


def _no_floor(form: Form, *, other_points: Fraction) -> str:
    return (
        f"{form.name}: 입찰가격 외 {plain(other_points)}점으로는 {plain(form.pass_mark)}점에 이르는 가격이 없습니다 / "
        f"no price reaches the pass mark with these points"
    )
