"""What was computed of a tender, as it was kept and as it comes out now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from procurement.casefile import REFUSALS, in_words
from procurement.models import Result
from procurement.models.result import TECHNICAL
from procurement.selectors.cases import final_case, technical_case
from scoring.result import Evaluation, Number


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A kept result beside the same computed now; `fault` is empty where nothing differs."""

    result: Result
    fault: str


def outcome_of(evaluation: Evaluation) -> str:
    """Every number of every bid as text, in the order of the bids' ids, for comparing to the last decimal."""
    rows = [
        {
            "bid": one.bid.id,
            "technical": _value(one.technical),
            "price": _value(one.price.number if one.price else None),
            "total": _value(one.total),
            "eligible": one.eligible,
            "because": list(one.ineligible_because),
            "rank": one.rank,
        }
        for one in sorted(evaluation.results, key=lambda one: one.bid.id)
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def recomputed() -> Iterator[Recomputed]:
    """Every kept result computed again from the files, oldest first."""
    for result in Result.objects.select_related("tender").order_by("at", "pk").iterator(chunk_size=50):
        yield Recomputed(result, _fault(result))


def _fault(result: Result) -> str:
    compute = technical_case if result.kind == TECHNICAL else final_case
    try:
        evaluation = compute(result.tender).evaluation
    except REFUSALS as refusal:
        return f"다시 계산할 수 없습니다: {in_words(refusal)}"
    if evaluation.input_digest != result.input_digest:
        return "계산의 입력(공고, 입찰, 채점 또는 규정 파일)이 바뀌었습니다 / what it was computed from was changed"
    if outcome_of(evaluation) != result.outcome:
        return "같은 입력에서 다른 결과가 나옵니다 / the same inputs give another result"
    return ""


def _value(number: Number | None) -> str | None:
    return None if number is None else str(number.value)
