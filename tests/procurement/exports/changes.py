"""One input of an evaluation changed at random, as a person changes one cell, and everything evaluated again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TypedDict, Unpack

from procurement.exports.xlsx.ranking import with_bonus
from scoring.checks import UnusableAnswers, UnusableScheme
from scoring.criteria import (
    Bid,
    Bonus,
    Criterion,
    Deduction,
    Evidence,
    Grades,
    Ladder,
    Linear,
    Mark,
    Piecewise,
    Ratio,
    Scheme,
)
from scoring.evaluation import evaluate
from scoring.lots import UnusableLot
from scoring.panel import TooFewEvaluators, UnusableMarks
from scoring.price import UnusablePrice
from scoring.result import Answers, Evaluation, Lot
from scoring.rules.loading import RuleError

Drawn = Evaluation | None
_REFUSALS = (
    RuleError, TooFewEvaluators, UnusableAnswers, UnusableLot, UnusableMarks, UnusablePrice, UnusableScheme,
)  # fmt: skip
_TRIES = 200
_REDRAWN = 30


class Given(TypedDict, total=False):
    scheme: Scheme
    answers: Answers
    bids: tuple[Bid, ...]
    marks: tuple[Mark, ...]
    lots: tuple[Lot, ...]


def again(was: Evaluation, **given: Unpack[Given]) -> Evaluation:
    """The evaluation with these inputs in the place of its own; a lot on a tie that is gone is taken away."""
    try:
        return _evaluated(was, given)
    except UnusableLot:
        return _evaluated(was, given | {"lots": ()})


def _evaluated(was: Evaluation, given: Given) -> Evaluation:
    own = Given(scheme=was.scheme, answers=was.answers, bids=bids_of(was), marks=was.marks, lots=was.lots)
    both = own | given
    return evaluate(
        both["scheme"],
        rules=was.rules,
        answers=both["answers"],
        bids=both["bids"],
        marks=both["marks"],
        lots=both["lots"],
        sitting=was.sitting,
    )


def bids_of(evaluation: Evaluation) -> tuple[Bid, ...]:
    return tuple(result.bid for result in evaluation.results)


def changed(was: Evaluation, random: Random, *, kinds: tuple[str, ...] = ()) -> tuple[str, Evaluation]:
    """Which kind of input was changed, and the evaluation with it; what the library refuses is drawn again."""
    for _ in range(_TRIES):
        kind = random.choice(kinds or tuple(CHANGES))
        try:
            found = CHANGES[kind](was, random)
        except _REFUSALS:
            continue
        if found and found.input_digest != was.input_digest:
            return kind, found
    raise AssertionError(kinds)


def several(was: Evaluation, random: Random, *, count: int) -> tuple[tuple[str, ...], Evaluation]:
    """So many inputs changed one after the other, and which kinds they were."""
    kinds = []
    for _ in range(count):
        kind, was = changed(was, random)
        kinds.append(kind)
    return tuple(kinds), was


def like(was: Evaluation, random: Random) -> Evaluation:
    """Another tender by the same rules: up to four bids more, and thirty inputs drawn again."""
    more = [random.choice(bids_of(was)) for _ in range(0 if was.sitting else random.randint(0, 4))]
    named = [(replace(bid, id=f"더{n}", name=f"업체 더{n}"), bid.id) for n, bid in enumerate(more)]
    marks = [replace(mark, bid=bid.id) for bid, source in named for mark in was.marks if mark.bid == source]
    larger = again(was, bids=(*bids_of(was), *(bid for bid, _ in named)), marks=(*was.marks, *marks))
    return several(larger, random, count=_REDRAWN)[1]


def _mark(was: Evaluation, random: Random) -> Drawn:
    """Any mark, or one that makes the evaluator's total equal to another's."""
    if not was.marks:
        return None
    old = random.choice(was.marks)
    most = _criterion(was, old.criterion).points
    drawn = [most * Fraction(random.randint(0, 80), 80), most * Fraction(random.randint(0, 10), 10)]
    totals = {t.evaluator: t.total for r in was.results if r.bid.id == old.bid for t in r.panel.totals}
    level = old.points + Fraction(random.choice([*totals.values()])) - Fraction(totals[old.evaluator])
    drawn += [level] if 0 <= level <= most else []
    new = replace(old, points=random.choice(drawn))
    return again(was, marks=tuple(new if mark is old else mark for mark in was.marks))


def _criterion(was: Evaluation, name: str) -> Criterion:
    return next(c for c in was.scheme.criteria if c.id == name)


def _price(was: Evaluation, random: Random) -> Drawn:
    """Another bid's amount, the edge of a price zone or of the ceiling, or any amount."""
    e, ceiling = was.answers.e_amount, was.answers.ceiling
    edges = [e * rate // 100 + step for rate in (60, 70, 80, 90) for step in (-1, 0, 1)]
    amounts = [*edges, ceiling, ceiling + 1, *(b.price for b in bids_of(was))]
    price = random.choice([random.choice(amounts), random.randint(e // 2, e + e // 20)])
    return _with_bid(was, random, lambda bid: replace(bid, price=price))


def _with_bid(was: Evaluation, random: Random, change: Callable[[Bid], Bid]) -> Evaluation:
    old = random.choice(bids_of(was))
    return again(was, bids=tuple(change(bid) if bid is old else bid for bid in bids_of(was)))


def _measured(was: Evaluation, random: Random) -> Drawn:
    """A value of a quantitative criterion: at a step, between the ends, another grade, or not measured."""
    criteria = was.scheme.of_kind("quantitative")
    if not criteria:
        return None
    criterion = random.choice(criteria)
    values = _values(criterion, random)
    if criterion.missing_share is not None:
        values.append(None)
    return _with_evidence(was, random, criterion.id, random.choice(values))


def _values(criterion: Criterion, random: Random) -> list[Fraction | str | None]:
    match criterion.value:
        case Grades(shares):
            return [name for name, _ in shares]
        case Ladder(steps, _):
            edges = [limit for limit, _ in steps]
        case Piecewise(knots, _):
            edges = [value for value, _ in knots]
        case Linear(floor, target, _) | Ratio(floor, target, _):
            edges = [floor, target]
        case None:
            raise TypeError(criterion.id)
    low, high = min(edges), max(edges)
    between = low + (high - low) * Fraction(random.randint(1, 999), 1000)
    return [*edges, between, between, high + 1, high - Fraction(1, 1000)]


def _with_evidence(was: Evaluation, random: Random, subject: str, value: Fraction | str | None) -> Evaluation:
    def told(bid: Bid) -> Bid:
        others = tuple(e for e in bid.evidence if e.subject != subject)
        return replace(bid, evidence=(*others, Evidence(subject, value, "시험")))

    return _with_bid(was, random, told)


def _gate(was: Evaluation, random: Random) -> Drawn:
    """A value at, above or below the limit of a requirement, or not measured."""
    if not was.scheme.gates:
        return None
    gate = random.choice(was.scheme.gates)
    value = random.choice((gate.limit, gate.limit + 1, gate.limit - Fraction(1, 8), None))
    return _with_evidence(was, random, gate.id, value)


def _deduction(was: Evaluation, random: Random) -> Drawn:
    points = random.choice((Fraction(0), Fraction(5), Fraction(random.randint(1, 50_000), 10_000)))
    old = random.choice(was.results)
    if old.deduction.exact == points:
        return None
    new = replace(old.bid, deductions=(Deduction(points, "시험", "시험"),))
    return again(was, bids=tuple(new if bid is old.bid else bid for bid in bids_of(was)))


def _bonus(was: Evaluation, random: Random) -> Drawn:
    if not with_bonus(was):
        return None
    old, points = random.choice(was.results), Fraction(random.randint(0, 50), 10)
    if points == (old.bonus.exact if old.bonus else 0):
        return None
    new = replace(old.bid, bonuses=(Bonus(points, "시험"),))
    return again(was, bids=tuple(new if bid is old.bid else bid for bid in bids_of(was)))


def _lot(was: Evaluation, random: Random) -> Drawn:
    if not was.lots:
        return None
    lots = tuple(replace(lot, bids=tuple(random.sample(lot.bids, len(lot.bids)))) for lot in was.lots)
    return again(was, lots=lots)


def _answer(was: Evaluation, random: Random) -> Drawn:
    """One line of 기준전사표."""
    given, e = was.answers, was.answers.e_amount
    drawn = [
        replace(given, e_amount=e + random.randint(-e // 5, e // 5)),
        replace(
            given, ceiling=random.choice([b.price for b in bids_of(was) if b.price is not None]) - random.choice((0, 1))
        ),
        replace(given, cap_at_pmax=not given.cap_at_pmax),
        replace(given, l_pool="valid_all" if given.l_pool == "eligible_only" else "eligible_only"),
    ]
    if given.price_formula.startswith("two_slope"):
        drawn.append(replace(given, floor_l=not given.floor_l))
    if was.sitting is None:
        drawn.append(replace(given, trim_k=random.randint(0, 2)))
    if given.differential_step is not None:
        drawn.append(replace(given, differential_step=Fraction(random.randint(1, 30), 10)))
        drawn.append(replace(given, differential_pool="eligible_only" if given.differential_pool == "all" else "all"))
    return again(was, answers=random.choice(drawn))


def _points(was: Evaluation, random: Random) -> Drawn:
    """Points of one criterion moved to another, or to the price; two cells of 배점표."""
    scheme, step = was.scheme, Fraction(random.randint(1, 40), 10)
    giver, taker = random.sample((*scheme.criteria, None), 2)
    criteria = tuple(
        replace(c, points=c.points + (step if c is taker else -step)) if c in {giver, taker} else c
        for c in scheme.criteria
    )
    price = scheme.price_points + (step if taker is None else -step if giver is None else 0)
    return again(was, scheme=replace(scheme, criteria=criteria, price_points=price))


CHANGES: dict[str, Callable[[Evaluation, Random], Drawn]] = {
    "mark": _mark,
    "price": _price,
    "measured": _measured,
    "gate": _gate,
    "deduction": _deduction,
    "bonus": _bonus,
    "lot": _lot,
    "answer": _answer,
    "points": _points,
}
