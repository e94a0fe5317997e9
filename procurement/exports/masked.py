"""Every evaluator's points without a name: the law shows them, and nobody may learn from them whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.criteria import Criterion
from scoring.result import BidResult, Evaluation

_ABSENT = Fraction(-1)


@dataclass(frozen=True, slots=True)
class MaskedCard:
    """What one evaluator gave one bid, under a number; `dropped` tells whether the trim leaves the total out."""

    number: int
    total: Fraction
    dropped: Literal["", "high", "low"]
    points: tuple[tuple[Criterion, Fraction], ...]


def masked_cards(evaluation: Evaluation) -> dict[str, tuple[MaskedCard, ...]]:
    """For each bid the cards of the evaluators who marked it, by their numbers.

    The choice of the card that is dropped among equal ones follows the numbers too, which leaves the mean as
    it is. Source: 협상에 의한 계약체결기준 제7조⑩.
    """
    numbers = public_numbers(evaluation)
    return {result.bid.id: _cards(result, evaluation, numbers) for result in evaluation.results}


def public_numbers(evaluation: Evaluation) -> dict[str, int]:
    """Evaluator -> a number, one in all bids.

    The numbers follow the marks themselves, best first, and not the names or the order of appointment, so that
    a list of the committee tells nothing; who gave the very same marks cannot be told apart anyway.
    """
    given = {(m.evaluator, m.bid, m.criterion): m.points for m in evaluation.marks}
    places = [(r.bid.id, c.id) for r in evaluation.results for c in evaluation.scheme.of_kind("qualitative")]
    vectors = {name: [given.get((name, *place), _ABSENT) for place in places] for name, _, _ in given}
    in_order = sorted(vectors, key=lambda name: vectors[name], reverse=True)
    return {name: number for number, name in enumerate(in_order, start=1)}


def _cards(result: BidResult, evaluation: Evaluation, numbers: dict[str, int]) -> tuple[MaskedCard, ...]:
    given = {(m.evaluator, m.criterion): m.points for m in evaluation.marks if m.bid == result.bid.id}
    dropped = _dropped(result, numbers)
    return tuple(
        MaskedCard(
            numbers[one.evaluator],
            one.total,
            dropped[one.evaluator],
            tuple((c, given[one.evaluator, c.id]) for c in evaluation.scheme.of_kind("qualitative")),
        )
        for one in sorted(result.panel.totals, key=lambda one: numbers[one.evaluator])
    )


def _dropped(result: BidResult, numbers: dict[str, int]) -> dict[str, Literal["", "high", "low"]]:
    best_first = sorted(result.panel.totals, key=lambda one: (-one.total, numbers[one.evaluator]))
    cut = sum(1 for one in best_first if one.dropped == "high")
    ends: dict[str, Literal["", "high", "low"]] = {one.evaluator: "" for one in best_first}
    ends |= {one.evaluator: "high" for one in best_first[:cut]}
    return ends | {one.evaluator: "low" for one in best_first[len(best_first) - cut :]}
