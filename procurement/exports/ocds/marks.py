"""Every evaluator's points without a name: the law shows them, and nobody may learn from a release whose they are."""

from __future__ import annotations

from fractions import Fraction

from benchmarks.writers.exact_json import Json
from scoring.criteria import Criterion
from scoring.quantity import decimal_of
from scoring.result import BidResult, Evaluation

_ABSENT = Fraction(-1)


def cards(evaluation: Evaluation) -> dict[str, list[Json]]:
    """For each bid the cards of the evaluators who marked it, each with its total and whether the trim drops it.

    An evaluator has one number in all bids. The numbers follow the marks themselves, best first, and not the names
    or the order of appointment, so that a list of the committee tells nothing; so does the choice of the card that
    is dropped among equal ones, which leaves the mean as it is. Source: 협상에 의한 계약체결기준 제7조⑩.
    """
    numbers = {name: number for number, name in enumerate(_numbered(evaluation), start=1)}
    return {result.bid.id: _cards(result, evaluation, numbers) for result in evaluation.results}


def _cards(result: BidResult, evaluation: Evaluation, numbers: dict[str, int]) -> list[Json]:
    given = {(m.evaluator, m.criterion): m.points for m in evaluation.marks if m.bid == result.bid.id}
    best_first = sorted(result.panel.totals, key=lambda one: (-one.total, numbers[one.evaluator]))
    cut = sum(1 for one in best_first if one.dropped == "high")
    ends = ("high",) * cut + ("none",) * (len(best_first) - 2 * cut) + ("low",) * cut
    dropped = dict(zip((one.evaluator for one in best_first), ends, strict=True))
    return [
        {
            "evaluator": str(numbers[one.evaluator]),
            "total": decimal_of(one.total),
            "dropped": dropped[one.evaluator],
            "scores": [_score(criterion, given[one.evaluator, criterion.id]) for criterion in _panel(evaluation)],
        }
        for one in sorted(result.panel.totals, key=lambda one: numbers[one.evaluator])
    ]


def _panel(evaluation: Evaluation) -> tuple[Criterion, ...]:
    return evaluation.scheme.of_kind("qualitative")


def _score(criterion: Criterion, points: Fraction) -> Json:
    return {"criterion": criterion.id, "score": decimal_of(points), "maximum": decimal_of(criterion.points)}


def _numbered(evaluation: Evaluation) -> list[str]:
    """The evaluators in the order of their marks; who gave the very same marks cannot be told apart anyway."""
    given = {(m.evaluator, m.bid, m.criterion): m.points for m in evaluation.marks}
    places = [(r.bid.id, c.id) for r in evaluation.results for c in _panel(evaluation)]
    vectors = {name: [given.get((name, *place), _ABSENT) for place in places] for name, _, _ in given}
    return sorted(vectors, key=lambda name: vectors[name], reverse=True)
