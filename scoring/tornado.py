"""How far the winner's lead moves when one announced or measured figure moves: exact, an annex, never the award."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from scoring.acceptability_noise import Repeats
from scoring.criteria import Criterion, Ladder, Linear, Piecewise, Ratio, ValueFunction
from scoring.precise import to_decimal, working_context
from scoring.quantity import sum_of
from scoring.result import Evaluation, ItemScore
from scoring.sensitivity import Additive, additive, led, moved_weights
from scoring.value import points_of

POINTS_MOVE = Fraction(1, 10)
KNOTS_MOVE = Fraction(1, 20)
Kind = Literal["points", "knot", "value"]


@dataclass(frozen=True, slots=True)
class Swing:
    """One figure moved down and up: the winner's lead in points, and who leads, at either end.

    `points`: a criterion's points ± 10 %, the others rescaled within the technical points. `knot`: a
    figure of its value function ± 5 %. `value`: what a `bid` was scored with ± one standard deviation
    of its repeated runs. `figure` is the official one, in points or in the criterion's unit.
    """

    kind: Kind
    criterion: str
    bid: str
    figure: Fraction
    figures: tuple[Fraction, Fraction]
    leads: tuple[Fraction, Fraction]
    leaders: tuple[str, str]

    @property
    def width(self) -> Fraction:
        """Points between the two leads."""
        return abs(self.leads[1] - self.leads[0])


def tornado(evaluation: Evaluation, *, repeats: tuple[Repeats, ...] = ()) -> tuple[Swing, ...]:
    """Every figure moved alone, the widest swing first; empty without a rival.

    Left still: a knot of 0, and one whose move would reach its neighbour. Leads are before rounding.
    Raises NotAdditive. Source: one-at-a-time sensitivity (tornado), Clemen & Reilly 2001 ch. 5.
    """
    model = additive(evaluation)
    if led(model)[1] is None:
        return ()
    found = (*_points(model), *_knots(model, evaluation), *_values(model, evaluation, repeats))
    return tuple(sorted(found, key=lambda swing: -swing.width))


def deviation(values: tuple[Fraction, ...]) -> Fraction:
    """The standard deviation of repeated runs (n − 1), to 70 digits; two runs or more."""
    mean = sum_of(values) / len(values)
    variance = sum_of((value - mean) ** 2 for value in values) / (len(values) - 1)
    return Fraction(working_context().sqrt(to_decimal(variance)))


def _points(model: Additive) -> Iterator[Swing]:
    moved = moved_weights(model, tolerances=tuple(p * POINTS_MOVE for p in model.points), scope="technical")
    for points, low, high in zip(model.points, moved[::2], moved[1::2], strict=False):
        leads = (low.lead or Fraction(0), high.lead or Fraction(0))
        figures, leaders = (low.points, high.points), (low.leader, high.leader)
        yield Swing("points", low.criterion, "", points, figures, leads, leaders)


def _knots(model: Additive, evaluation: Evaluation) -> Iterator[Swing]:
    for criterion in evaluation.scheme.of_kind("quantitative"):
        for place, knot in enumerate(_knots_of(criterion.value)):
            ends = [_with_knot(criterion.value, place=place, to=knot * (1 + sign * KNOTS_MOVE)) for sign in (-1, 1)]
            if knot and all(_same_order(criterion.value, end) for end in ends):
                models = [_rescored(model, evaluation, replace(criterion, value=end)) for end in ends]
                figures = (knot * (1 - KNOTS_MOVE), knot * (1 + KNOTS_MOVE))
                yield _swing("knot", criterion.id, "", figure=knot, figures=figures, models=models)


def _values(model: Additive, evaluation: Evaluation, repeats: tuple[Repeats, ...]) -> Iterator[Swing]:
    criteria = {c.id: c for c in evaluation.scheme.criteria}
    items = _items(evaluation)
    for one in repeats:
        criterion, item = criteria[one.criterion], items[one.bid, one.criterion]
        value = _value_of(item)
        if value is None:
            continue
        spread = deviation(one.values)
        figures = (value - spread, value + spread)
        shares = [_share(criterion, value=figure) for figure in figures]
        at = (model.bids.index(one.bid), model.criteria.index(one.criterion))
        models = [_with_share(model, at=at, share=share) for share in shares]
        yield _swing("value", criterion.id, one.bid, figure=value, figures=figures, models=models)


def _swing(
    kind: Kind,
    criterion: str,
    bid: str,
    *,
    figure: Fraction,
    figures: tuple[Fraction, Fraction],
    models: list[Additive],
) -> Swing:
    (low, low_lead), (high, high_lead) = (led(model) for model in models)
    leads = (low_lead or Fraction(0), high_lead or Fraction(0))
    return Swing(kind, criterion, bid, figure, figures, leads, (low, high))


def _knots_of(function: ValueFunction | None) -> tuple[Fraction, ...]:
    match function:
        case Linear(floor=floor, target=target) | Ratio(floor=floor, target=target):
            return (floor, target)
        case Ladder(steps=pairs) | Piecewise(knots=pairs):
            return tuple(value for value, _ in pairs)
    return ()


def _with_knot(function: ValueFunction | None, *, place: int, to: Fraction) -> ValueFunction | None:
    match function:
        case Linear() | Ratio():
            return replace(function, floor=to) if place == 0 else replace(function, target=to)
        case Ladder(steps=pairs):
            return replace(function, steps=(*pairs[:place], (to, pairs[place][1]), *pairs[place + 1 :]))
        case Piecewise(knots=pairs):
            return replace(function, knots=(*pairs[:place], (to, pairs[place][1]), *pairs[place + 1 :]))
    return function


def _same_order(before: ValueFunction | None, after: ValueFunction | None) -> bool:
    steps = zip(pairwise(_knots_of(before)), pairwise(_knots_of(after)), strict=True)
    return all((b - a) * (d - c) > 0 for (a, b), (c, d) in steps)


def _rescored(model: Additive, evaluation: Evaluation, criterion: Criterion) -> Additive:
    """The model with every measured value of one criterion scored by another value function."""
    items, column = _items(evaluation), model.criteria.index(criterion.id)
    for row, bid in enumerate(model.bids):
        value = _value_of(items[bid, criterion.id])
        if value is not None:
            model = _with_share(model, at=(row, column), share=_share(criterion, value=value))
    return model


def _items(evaluation: Evaluation) -> dict[tuple[str, str], ItemScore]:
    return {(r.bid.id, item.criterion.id): item for r in evaluation.results for item in r.items}


def _value_of(item: ItemScore) -> Fraction | None:
    value = item.evidence.value if item.evidence else None
    return value if isinstance(value, Fraction) else None


def _share(criterion: Criterion, *, value: Fraction) -> Fraction:
    function = criterion.value
    if isinstance(function, Ratio):
        value = max(value, min(function.floor, function.target))
    return points_of(criterion, value=value)[0] / criterion.points


def _with_share(model: Additive, *, at: tuple[int, int], share: Fraction) -> Additive:
    row, column = at
    cells = model.shares[row]
    changed = (*cells[:column], share, *cells[column + 1 :])
    return replace(model, shares=(*model.shares[:row], changed, *model.shares[row + 1 :]))
