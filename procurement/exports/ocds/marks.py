"""Every evaluator's points, masked, as the extension of a release holds them."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.writers.exact_json import Json
from procurement.exports.masked import MaskedCard, masked_cards
from scoring.criteria import Criterion
from scoring.quantity import decimal_of
from scoring.result import Evaluation


def cards(evaluation: Evaluation) -> dict[str, list[Json]]:
    """For each bid the cards of the evaluators who marked it, each with its total and whether the trim drops it.

    Source: 협상에 의한 계약체결기준 제7조⑩.
    """
    return {bid: [_card(one) for one in held] for bid, held in masked_cards(evaluation).items()}


def _card(one: MaskedCard) -> Json:
    return {
        "evaluator": str(one.number),
        "total": decimal_of(one.total),
        "dropped": one.dropped or "none",
        "scores": [_score(criterion, points) for criterion, points in one.points],
    }


def _score(criterion: Criterion, points: Fraction) -> Json:
    return {"criterion": criterion.id, "score": decimal_of(points), "maximum": decimal_of(criterion.points)}
