"""The same evaluation without one bid or one evaluator: whether the winner or the order hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from scoring.criteria import Bid, Mark
from scoring.evaluation import evaluate
from scoring.lots import Groups
from scoring.panel import TooFewEvaluators, evaluators_of
from scoring.result import Evaluation, Lot
from scoring.sitting import Sitting, without_bid, without_evaluator


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the official evaluation gives without one bid or evaluator.

    `winners` hold rank 1 (several while undecided). `order_changed` compares the ranks of the bids
    that stay. `lead` = the former winner's total over the best other, in points; None where it has no
    rank or no rival. `refused` says why nothing could be computed.
    """

    left_out: str
    winners: tuple[str, ...]
    winner_changed: bool
    order_changed: bool
    lead: Decimal | None
    refused: str = ""


def without_each_loser(evaluation: Evaluation) -> tuple[LeftOut, ...]:
    """Evaluate again without each bid that is not first, also those that are not eligible.

    A change is the alarm of a relative rule (points × lowest/bid, 차등점수제): a bid that cannot win
    decided who does. Raises what `evaluate` raises. Source: Stilger, Siderius, van Raaij 2017 (ranking paradox).
    """
    losers = [r.bid for r in evaluation.results if r.rank != 1]
    return tuple(_without_bid(evaluation, bid=bid) for bid in losers if len(evaluation.results) > 1)


def without_each_evaluator(evaluation: Evaluation) -> tuple[LeftOut, ...]:
    """Evaluate again without each evaluator's marks, in the order of their names.

    Where too few would be left for the trim, `refused` says so. Raises what `evaluate` raises otherwise.
    """
    return tuple(_without_evaluator(evaluation, evaluator=e) for e in evaluators_of(evaluation.marks))


def _without_bid(evaluation: Evaluation, *, bid: Bid) -> LeftOut:
    bids = (r.bid for r in evaluation.results if r.bid != bid)
    sitting = evaluation.sitting and without_bid(evaluation.sitting, bid=bid.id)
    again = _again(evaluation, bids=bids, marks=(m for m in evaluation.marks if m.bid != bid.id), sitting=sitting)
    return _compared(evaluation, again=again, left_out=bid.id)


def _without_evaluator(evaluation: Evaluation, *, evaluator: str) -> LeftOut:
    marks = (m for m in evaluation.marks if m.evaluator != evaluator)
    marked = dict.fromkeys(m.bid for m in evaluation.marks if m.evaluator == evaluator)
    try:
        sitting = evaluation.sitting and without_evaluator(evaluation.sitting, evaluator=evaluator, marked=marked)
        again = _again(evaluation, bids=(r.bid for r in evaluation.results), marks=marks, sitting=sitting)
    except TooFewEvaluators as refusal:
        winners = _winners(evaluation)
        return LeftOut(evaluator, winners, winner_changed=False, order_changed=False, lead=None, refused=str(refusal))
    return _compared(evaluation, again=again, left_out=evaluator)


def _again(
    evaluation: Evaluation, *, bids: Iterable[Bid], marks: Iterable[Mark], sitting: Sitting | None
) -> Evaluation:
    run = partial(
        evaluate,
        evaluation.scheme,
        rules=evaluation.rules,
        answers=evaluation.answers,
        bids=tuple(bids),
        marks=tuple(marks),
        sitting=sitting,
    )
    again = run()
    lots = tuple(_still(evaluation.lots, tied=again.undecided))
    return run(lots=lots) if lots else again


def _still(lots: tuple[Lot, ...], *, tied: Groups) -> Iterator[Lot]:
    """The drawn order of those who are still tied with each other; no lot was drawn for any other tie."""
    for group in tied:
        for lot in lots:
            if set(group) <= set(lot.bids):
                yield replace(lot, bids=tuple(bid for bid in lot.bids if bid in group))


def _compared(evaluation: Evaluation, *, again: Evaluation, left_out: str) -> LeftOut:
    before, after = _winners(evaluation), _winners(again)
    staying = {r.bid.id for r in again.results}
    return LeftOut(
        left_out=left_out,
        winners=after,
        winner_changed=before != after,
        order_changed=_order(evaluation, of=staying) != _order(again, of=staying),
        lead=_lead(again, winner=before[0]) if before else None,
    )


def _winners(evaluation: Evaluation) -> tuple[str, ...]:
    return tuple(r.bid.id for r in evaluation.results if r.rank == 1)


def _order(evaluation: Evaluation, *, of: set[str]) -> list[set[str]]:
    """Those of some bids that share a rank, first rank first."""
    ranks = sorted({r.rank for r in evaluation.results if r.rank is not None})
    groups = [{r.bid.id for r in evaluation.results if r.rank == rank} & of for rank in ranks]
    return [group for group in groups if group]


def _lead(evaluation: Evaluation, *, winner: str) -> Decimal | None:
    ranked = {r.bid.id: r.total.value for r in evaluation.results if r.rank is not None and r.total}
    others = [total for bid, total in ranked.items() if bid != winner]
    return ranked[winner] - max(others) if winner in ranked and others else None
