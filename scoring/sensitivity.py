"""How far announced points may move before another bid is first: exact, in closed form, never the award."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from scoring.criteria import Bid, Criterion
from scoring.quantity import sum_of
from scoring.result import BidResult, Evaluation

PRICE = "가격"
Scope = Literal["all", "technical"]
Row = tuple[Fraction, ...]


class NotAdditive(ValueError):
    """An evaluation whose totals are not a sum of points × share: 차등점수제, or no bid with a rank."""


@dataclass(frozen=True, slots=True)
class Additive:
    """The evaluation as `total = Σ points × share − deduction`, before any rounding.

    `bids` are the ranked ones in the announced order. `criteria`, `groups`, `points` (점) and each row
    of `shares` run in the announced order with the price last, which is a branch of its own. Shares
    lie in 0..1; the price share may pass 1 where the formula gives more than its points and no cap
    was announced. `winner` is the official first bid (of several undecided ones, the first announced).
    """

    bids: tuple[str, ...]
    criteria: tuple[str, ...]
    groups: tuple[str, ...]
    points: Row
    shares: tuple[Row, ...]
    deductions: Row
    winner: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Points a criterion may have, the others rescaled, with the winner still first or tied.

    At `low` or `high` the named challenger draws level; None where the end is 0 or the whole branch.
    """

    criterion: str
    points: Fraction
    low: Fraction
    high: Fraction
    low_challenger: str | None
    high_challenger: str | None


@dataclass(frozen=True, slots=True)
class Shift:
    """The fewest points to move between criteria for a rival to draw level, and the points after it.

    None where no points whatever let the rival draw level.
    """

    rival: str
    moved: Fraction | None
    points: Row | None


@dataclass(frozen=True, slots=True)
class Moved:
    """One criterion given other points, the others rescaled: who leads, and the winner's lead over the best rival."""

    criterion: str
    points: Fraction
    leader: str
    lead: Fraction | None


@dataclass(frozen=True, slots=True)
class _Rival:
    """A bid that is not the winner: the winner's lead over it in points, and the differences of shares."""

    bid: str
    lead: Fraction
    differences: Row


def additive(evaluation: Evaluation) -> Additive:
    """The ranked bids of an evaluation as points × shares that add up to the unrounded total.

    A qualitative share is the mean of the evaluators whose totals the trim kept, over the points (of
    tied totals those it happened to keep: criteria may differ by that choice, the total cannot). What
    is eligible stays as decided: moved points do not test the threshold again. Raises NotAdditive.
    Source: 협상에 의한 계약체결기준 제8조 (합산점수).
    """
    if evaluation.answers.differential_step is not None:
        raise NotAdditive(
            "차등점수제의 총점은 배점과 득점률의 합이 아닙니다. 입찰·위원 제외 분석을 쓰십시오 / "
            "rank-differential points are no weighted sum; leave bids and evaluators out instead"
        )
    ranked = [r for r in evaluation.results if r.rank is not None]
    if not ranked:
        raise NotAdditive("순위가 있는 입찰이 없습니다 / no bid has a rank")
    criteria, price = evaluation.scheme.criteria, evaluation.scheme.price_points
    marks = _kept_points(evaluation)
    return Additive(
        bids=tuple(r.bid.id for r in ranked),
        criteria=(*(c.id for c in criteria), PRICE),
        groups=(*(c.group for c in criteria), PRICE),
        points=(*(c.points for c in criteria), price),
        shares=tuple((*_shares(r, criteria=criteria, marks=marks), _price_of(r) / price) for r in ranked),
        deductions=tuple(_taken(r.bid) for r in ranked),
        winner=next(r.bid.id for r in ranked if r.rank == 1),
    )


def totals(model: Additive) -> Row:
    """Each bid's unrounded total in points, in the order of `model.bids`."""
    return tuple(
        sum_of(p * s for p, s in zip(model.points, row, strict=True)) - deduction
        for row, deduction in zip(model.shares, model.deductions, strict=True)
    )


def led(model: Additive) -> tuple[str, Fraction | None]:
    """Who leads before rounding, and the winner's lead over the best rival in points; None without a rival.

    Of equal totals the winner leads.
    """
    scores = list(zip(totals(model), model.bids, strict=True))
    own = next(score for score, bid in scores if bid == model.winner)
    best = max((score for score, bid in scores if bid != model.winner), default=None)
    leader = model.winner if best is None or own >= best else max(scores)[1]
    return leader, None if best is None else own - best


def stability(model: Additive, *, scope: Scope) -> tuple[Interval, ...]:
    """The weight stability interval of every criterion of the scope.

    With t points on a criterion and the others of the scope rescaled to keep its sum T, the lead over
    a rival is linear in t: `lead(t) = lead + (t − w)·(d − Σ others w·d / (T − w))`, d the difference of
    shares, so each rival is met at most once. `technical` leaves the price points alone, because the
    technical : price split is set by the rule; `all` lets the price move too. A winner that leads only
    after rounding has an interval of one point.
    """
    inside = _inside(model, scope=scope)
    rivals = _against(model)
    return tuple(_interval(model, place=j, inside=inside, rivals=rivals) for j in inside)


def shifts(model: Additive, *, scope: Scope) -> tuple[Shift, ...]:
    """For each rival the fewest points moved between criteria of the scope that end the lead; fewest first.

    The exact optimum of: minimise `Σ|w' − w| / 2` subject to `w' ≥ 0`, `Σ w' = Σ w`, lead(w') ≤ 0.
    Proof: write w' − w as r taken (0 ≤ r ≤ w) and a given, both of mass m. The lead falls by
    `Σ r·d − Σ a·d`, which for a given m is largest when all of a goes to the criterion of the smallest
    d and r is taken from the largest d downwards. That largest fall grows with m, so the first m at
    which it covers the lead is the least. With two criteria this is `lead / (d₁ − d₂)`.
    """
    inside = _inside(model, scope=scope)
    found = [_shift(model, rival=rival, inside=inside) for rival in _against(model)]
    return tuple(sorted(found, key=lambda s: (s.moved is None, s.moved or 0, s.rival)))


def moved_weights(model: Additive, *, tolerances: Row, scope: Scope) -> tuple[Moved, ...]:
    """Each criterion of the scope with its published tolerance (점) taken off, then added; the others rescaled.

    `tolerances` stand in the order of `model.criteria`; points stay between 0 and the scope's sum.
    """
    inside = _inside(model, scope=scope)
    whole = sum_of(model.points[j] for j in inside)
    asked = [(j, model.points[j] + sign * tolerances[j]) for j in inside for sign in (-1, 1)]
    return tuple(_moved(model, place=j, to=min(max(t, Fraction(0)), whole), inside=inside) for j, t in asked)


def _kept_points(evaluation: Evaluation) -> dict[tuple[str, str], Fraction]:
    kept = {(t.evaluator, r.bid.id) for r in evaluation.results for t in r.panel.totals if not t.dropped}
    given: dict[tuple[str, str], list[Fraction]] = {}
    for mark in evaluation.marks:
        if (mark.evaluator, mark.bid) in kept:
            given.setdefault((mark.bid, mark.criterion), []).append(mark.points)
    return {key: sum_of(points) / len(points) for key, points in given.items()}


def _shares(
    result: BidResult, *, criteria: Iterable[Criterion], marks: dict[tuple[str, str], Fraction]
) -> Iterable[Fraction]:
    items = {item.criterion.id: item.number.exact for item in result.items}
    for c in criteria:
        yield (items[c.id] if c.id in items else marks[result.bid.id, c.id]) / c.points


def _taken(bid: Bid) -> Fraction:
    return sum_of(d.points for d in bid.deductions) - sum_of(b.points for b in bid.bonuses)


def _price_of(result: BidResult) -> Fraction:
    return result.price.number.exact if result.price else Fraction(0)


def _inside(model: Additive, *, scope: Scope) -> range:
    return range(len(model.criteria) - (scope == "technical"))


def _against(model: Additive) -> tuple[_Rival, ...]:
    rows = zip(model.bids, model.shares, totals(model), strict=True)
    of = {bid: (shares, total) for bid, shares, total in rows}
    own, best = of[model.winner]
    return tuple(
        _Rival(bid, best - total, tuple(a - b for a, b in zip(own, shares, strict=True)))
        for bid, (shares, total) in of.items()
        if bid != model.winner
    )


def _slope(model: Additive, *, differences: Row, place: int, inside: range) -> Fraction:
    """Change of the lead for each point that goes to one criterion from all the others of the scope."""
    others = [j for j in inside if j != place]
    rest = sum_of(model.points[j] for j in others)
    return differences[place] - sum_of(model.points[j] * differences[j] for j in others) / rest


def _interval(model: Additive, *, place: int, inside: range, rivals: tuple[_Rival, ...]) -> Interval:
    weight, whole = model.points[place], sum_of(model.points[j] for j in inside)
    lows, highs = [(Fraction(0), "")], [(whole, "")]
    for rival in rivals if len(inside) > 1 else ():
        slope = _slope(model, differences=rival.differences, place=place, inside=inside)
        met = weight - max(rival.lead, Fraction(0)) / slope if slope else weight
        if rival.lead < 0 or (slope > 0 and met >= 0):
            lows.append((met, rival.bid))
        if rival.lead < 0 or (slope < 0 and met <= whole):
            highs.append((met, rival.bid))
    if len(inside) == 1:
        lows = [(whole, "")]
    (low, below), (high, above) = max(lows, key=_bound), min(highs, key=_bound)
    return Interval(model.criteria[place], weight, low, high, below or None, above or None)


def _bound(end: tuple[Fraction, str]) -> Fraction:
    return end[0]


def _shift(model: Additive, *, rival: _Rival, inside: range) -> Shift:
    d, need = rival.differences, max(rival.lead, Fraction(0))
    points = list(model.points)
    to = min(inside, key=lambda j: d[j])
    for j in sorted(inside, key=lambda j: -d[j]):
        if need == 0 or d[j] == d[to]:
            break
        taken = min(points[j], need / (d[j] - d[to]))
        points[j], points[to] = points[j] - taken, points[to] + taken
        need -= taken * (d[j] - d[to])
    if need:
        return Shift(rival.bid, None, None)
    moved = sum_of(abs(after - before) for after, before in zip(points, model.points, strict=True)) / 2
    return Shift(rival.bid, moved, tuple(points))


def _moved(model: Additive, *, place: int, to: Fraction, inside: range) -> Moved:
    others = [j for j in inside if j != place]
    rest = sum_of(model.points[j] for j in others)
    to = to if others else model.points[place]
    scale = (rest + model.points[place] - to) / rest if others else Fraction(1)
    points = [p * scale if j in others else p for j, p in enumerate(model.points)]
    points[place] = to
    leader, lead = led(replace(model, points=tuple(points)))
    return Moved(model.criteria[place], to, leader, lead)
