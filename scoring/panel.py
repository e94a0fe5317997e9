"""Evaluators' marks become one score a bid: totals by evaluator, extremes dropped, mean of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from scoring.criteria import Criterion, Mark
from scoring.quantity import half_up, plain, sum_of
from scoring.result import EvaluatorTotal, Number, PanelScore
from scoring.rules.schema import Reference


class UnusableMarks(ValueError):
    """Marks that cannot be counted: out of range, missing, twice, or for an unknown bid or criterion."""


class TooFewEvaluators(ValueError):
    """After dropping the highest and lowest totals no evaluator would be left."""


def panel_scores(
    marks: Iterable[Mark],
    *,
    criteria: tuple[Criterion, ...],
    bids: tuple[str, ...],
    trim_k: int,
    places: int,
    clause: Reference,
    excused: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[PanelScore, ...]:
    """The panel score of each bid, in the order of `bids`; `criteria` are the qualitative ones.

    Every evaluator who marked anything must have marked every bid on every criterion, but for the
    `excused` pairs of evaluator and bid, which have no marks. Raises UnusableMarks and TooFewEvaluators.
    Source: PPS 제안서평가 세부기준 제12조②.
    """
    given = tuple(marks)
    check_marks(given, criteria=criteria, bids=bids, excused=excused)
    seats = ((e, bid) for e in evaluators_of(given) for bid in bids)
    points: dict[tuple[str, str], list[Fraction]] = {seat: [] for seat in seats if seat not in excused}
    for mark in given:
        points[mark.evaluator, mark.bid].append(mark.points)
    totals = {key: sum_of(values) for key, values in points.items()}
    if criteria and {bid for _, bid in totals} < set(bids):
        trimmed_mean((), trim_k=trim_k)  # a bid that nobody marked is refused as any other with too few
    return tuple(
        panel_score(
            tuple((evaluator, total) for (evaluator, marked), total in totals.items() if marked == bid),
            trim_k=trim_k,
            places=places,
            clause=clause,
        )
        for bid in bids
    )


def panel_score(totals: tuple[tuple[str, Fraction], ...], *, trim_k: int, places: int, clause: Reference) -> PanelScore:
    """One bid's score from (evaluator, total) pairs: exactly `trim_k` highest and lowest totals dropped.

    Of tied totals only as many as needed are dropped (이중 하나만 제외): of the highest the first in
    the order given, of the lowest the last, so that no evaluator is dropped twice. The mean is the
    same whichever goes. Source: PPS 제안서평가 세부기준 제12조②.
    """
    values = tuple(total for _, total in totals)
    exact = trimmed_mean(values, trim_k=trim_k) if values else Fraction(0)
    best_first = sorted(range(len(values)), key=lambda i: -values[i])
    high, low = best_first[:trim_k], best_first[len(values) - trim_k :]
    shown = tuple(
        EvaluatorTotal(evaluator=evaluator, total=total, dropped=_dropped(i, high=high, low=low))
        for i, (evaluator, total) in enumerate(totals)
    )
    kept = [plain(t.total) for t in shown if not t.dropped]
    number = Number(
        value=half_up(exact, places=places),
        exact=exact,
        formula=f"({' + '.join(kept)}) / {len(kept)}" if kept else "정성평가 항목 없음 / no qualitative criteria",
        inputs=(("평가위원 수", str(len(totals))), ("제외 수(최고·최저 각각)", str(trim_k))),
        clause=clause,
    )
    return PanelScore(totals=shown, number=number)


def trimmed_mean(values: Sequence[Fraction], *, trim_k: int) -> Fraction:
    """The exact mean without the `trim_k` highest and `trim_k` lowest values. Raises TooFewEvaluators."""
    kept = sorted(values)[trim_k : len(values) - trim_k]
    if trim_k < 0 or not kept:
        raise TooFewEvaluators(
            f"평가위원이 {len(values)}명이면 최고·최저 {trim_k}명씩 제외할 수 없습니다 / "
            f"{len(values)} evaluators are too few to drop {trim_k} highest and {trim_k} lowest"
        )
    return sum(kept, Fraction(0)) / len(kept)


def evaluators_of(marks: Iterable[Mark]) -> tuple[str, ...]:
    """The evaluators, with numbers in their names in numeric order (위원2 before 위원10)."""
    return in_order({mark.evaluator for mark in marks})


def in_order(evaluators: Iterable[str]) -> tuple[str, ...]:
    """Names with the numbers in them in numeric order."""
    return tuple(sorted(evaluators, key=_by_number))


def check_marks(
    marks: tuple[Mark, ...],
    *,
    criteria: tuple[Criterion, ...],
    bids: tuple[str, ...],
    excused: frozenset[tuple[str, str]] = frozenset(),
) -> None:
    """Raise UnusableMarks unless there is exactly one mark in range for each evaluator, bid and criterion.

    `excused` pairs of evaluator and bid must have none.
    """
    points = {criterion.id: criterion.points for criterion in criteria}
    known_bids = frozenset(bids)
    seen: set[tuple[str, str, str]] = set()
    for mark in marks:
        _refuse_unknown(mark, criteria=points, bids=known_bids)
        if not 0 <= mark.points <= points[mark.criterion]:
            raise UnusableMarks(
                f"{_where(mark)}: {plain(mark.points)}점: 0점과 배점 {plain(points[mark.criterion])}점 사이여야 합니다"
                f" / must be between 0 and {plain(points[mark.criterion])}"
            )
        if (mark.evaluator, mark.bid) in excused:
            raise UnusableMarks(
                f"{_where(mark)}: 이 입찰의 평가에서 빠진 위원의 점수입니다 / the evaluator was excused from this bid"
            )
        seen.add((mark.evaluator, mark.bid, mark.criterion))
    if len(seen) < len(marks):
        raise UnusableMarks(f"{_where(_first_repeated(marks))}: 점수가 두 번 있습니다 / is marked twice")
    evaluators = evaluators_of(marks)
    if points and not evaluators:
        raise UnusableMarks("평가위원 점수가 하나도 없습니다 / there are no marks at all")
    seats = ((e, bid) for e in evaluators for bid in bids)
    _refuse_gaps(seen, seats=(seat for seat in seats if seat not in excused), criteria=tuple(points))


def _refuse_unknown(mark: Mark, *, criteria: dict[str, Fraction], bids: frozenset[str]) -> None:
    if mark.bid not in bids:
        raise UnusableMarks(f"{_where(mark)}: 없는 입찰입니다 / there is no such bid: {mark.bid}")
    if mark.criterion not in criteria:
        raise UnusableMarks(
            f"{_where(mark)}: 정성평가 항목이 아닙니다 / is not a qualitative criterion: {mark.criterion}"
        )


def _first_repeated(marks: tuple[Mark, ...]) -> Mark:
    keys = [(m.evaluator, m.bid, m.criterion) for m in marks]
    return next(mark for i, mark in enumerate(marks) if keys[i] in keys[:i])


def _refuse_gaps(
    seen: set[tuple[str, str, str]], *, seats: Iterable[tuple[str, str]], criteria: tuple[str, ...]
) -> None:
    for evaluator, bid in seats:
        for criterion in criteria:
            if (evaluator, bid, criterion) not in seen:
                raise UnusableMarks(
                    f"{evaluator}, {bid}, {criterion}: 점수가 없습니다. 미채점은 0점이 아닙니다 / "
                    f"mark is missing; a missing mark is not zero"
                )


def _where(mark: Mark) -> str:
    return f"{mark.evaluator}, {mark.bid}, {mark.criterion}"


def _dropped(place: int, *, high: list[int], low: list[int]) -> Literal["", "high", "low"]:
    if place in high:
        return "high"
    return "low" if place in low else ""


def _by_number(name: str) -> tuple[tuple[int, str], ...]:
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
