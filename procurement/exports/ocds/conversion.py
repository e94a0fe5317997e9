"""How a value becomes points, as the local extension writes it and as a draft reads it back."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, cast

from benchmarks.table import Table
from benchmarks.writers.exact_json import Json
from scoring.criteria import Grades, Ladder, Linear, Piecewise, Ratio, ValueFunction
from scoring.quantity import decimal_of

_KINDS = ("linear", "ratio", "piecewise", "ladder", "grades")
_BETTER = ("higher", "lower")


def conversion_json(value: ValueFunction) -> dict[str, Json]:
    """The value function with its numbers exact, {kind, floor, target, steps, better, places} as far as it has them.

    Raises NotExact for a number that no decimal writes.
    """
    match value:
        case Linear(floor=floor, target=target, places=places):
            return {"kind": "linear", "floor": decimal_of(floor), "target": decimal_of(target), "places": places}
        case Ratio(floor=floor, target=target, places=places):
            return {"kind": "ratio", "floor": decimal_of(floor), "target": decimal_of(target), "places": places}
        case Piecewise(knots=knots, places=places):
            return {"kind": "piecewise", "steps": _steps(knots), "places": places}
        case Ladder(steps=steps, better=better):
            return {"kind": "ladder", "better": better, "steps": _steps(steps)}
        case Grades(shares=shares):
            return {"kind": "grades", "steps": [{"grade": name, "share": decimal_of(share)} for name, share in shares]}


def conversion_of(table: Table) -> ValueFunction:
    """The value function of a `conversion` object. Raises TableError with its place."""
    match table.choice("kind", choices=_KINDS):
        case "linear":
            return Linear(*_ends(table), table.whole("places"))
        case "ratio":
            return Ratio(*_ends(table), table.whole("places"))
        case "piecewise":
            return Piecewise(_pairs(table), table.whole("places"))
        case "ladder":
            return Ladder(_pairs(table), cast("Literal['higher', 'lower']", table.choice("better", choices=_BETTER)))
    steps = table.tables("steps")
    return Grades(tuple((step.text("grade"), Fraction(step.number("share"))) for step in steps))


def _ends(table: Table) -> tuple[Fraction, Fraction]:
    return Fraction(table.number("floor")), Fraction(table.number("target"))


def _pairs(table: Table) -> tuple[tuple[Fraction, Fraction], ...]:
    return tuple((Fraction(step.number("value")), Fraction(step.number("share"))) for step in table.tables("steps"))


def _steps(pairs: Iterable[tuple[Fraction, Fraction]]) -> list[Json]:
    return [{"value": decimal_of(value), "share": decimal_of(share)} for value, share in pairs]
