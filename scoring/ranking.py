"""Who may negotiate, in which order, and why each bid stands where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.criteria import Mark, Scheme
from scoring.quantity import decimal_of, plain, sum_of
from scoring.result import BidResult, DifferentialScore, Number
from scoring.rules.schema import Reference

Levels = tuple[tuple[Fraction, Fraction], ...]
Key = tuple[Decimal, Decimal, tuple[Fraction, ...]]

UNDECIDED = (
    "합산점수, 기술능력평가 점수, 배점이 큰 항목의 점수까지 모두 같고 규정이 순서를 정하지 않아 담당자가 정해야 함 / "
    "equal on total, technical and every criterion; the rule gives no order, a person must decide"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One eligible bid on its way to a rank: its rounded total and technical points."""

    bid: str
    total: Decimal
    technical: Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """A bid's rank (1 is first; undecided bids share one) and what decided it.

    `by` = total, technical or items; empty while undecided.
    """

    bid: str
    rank: int
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places from the first on, and the groups that the rule cannot order (ids sorted)."""

    places: tuple[Place, ...]
    undecided: tuple[tuple[str, ...], ...]


def rank(standings: Iterable[Standing], *, levels: Callable[[str], Levels] = lambda _: ()) -> Ranking:
    """Order bids by total, then technical points, then the criteria with the most points (제8조②).

    `levels` gives a bid's (points, score) pairs, largest points first; criteria of equal points
    count together. It is asked only for bids equal on total and technical points. What is still
    equal shares a rank and is `undecided`: the national text has no lot (추첨), and no order of ids
    or of input may stand in for one.
    """
    given = sorted(standings, key=lambda s: s.bid)
    keys = {s.bid: (s.total, s.technical) for s in given}
    tied = {s.bid for s in given if list(keys.values()).count(keys[s.bid]) > 1}
    level = {s.bid: levels(s.bid) if s.bid in tied else () for s in given}
    full = {s.bid: (s.total, s.technical, tuple(score for _, score in level[s.bid])) for s in given}
    ordered = sorted(given, key=lambda s: full[s.bid], reverse=True)
    places = tuple(_place(s, full=full, level=level[s.bid]) for s in ordered)
    shared = sorted({p.rank for p in places if not p.by})
    return Ranking(
        places=places,
        undecided=tuple(tuple(sorted(p.bid for p in places if p.rank == number)) for number in shared),
    )


def passes_threshold(technical: Fraction, *, technical_points: Fraction, share: Fraction) -> bool:
    """`technical ≥ share × technical_points`, exact (제8조①; share 0.85)."""
    return technical >= share * technical_points


def levels_of(results: Sequence[BidResult], *, scheme: Scheme, marks: Iterable[Mark]) -> tuple[Levels, ...]:
    """Each result's exact points on the technical criteria of equal points, largest points first (제8조②).

    The text does not say how an item's score is found. Here a qualitative item's is the mean of all
    evaluators, so that it cannot depend on which of two tied totals the trim drops.
    """
    points = sorted({c.points for c in scheme.criteria}, reverse=True)
    place = {c.id: points.index(c.points) for c in scheme.criteria}
    given: dict[str, list[list[Fraction]]] = {r.bid.id: [[] for _ in points] for r in results}
    for mark in marks:
        given[mark.bid][place[mark.criterion]].append(mark.points)
    return tuple(_levels(r, points=points, sums=[sum_of(level) for level in given[r.bid.id]]) for r in results)


def _levels(result: BidResult, *, points: Sequence[Fraction], sums: Sequence[Fraction]) -> Levels:
    evaluators = max(len(result.panel.totals), 1)
    items = [
        sum((Fraction(item.number.value) for item in result.items if item.criterion.points == level), Fraction(0))
        for level in points
    ]
    return tuple((p, given / evaluators + item) for p, given, item in zip(points, sums, items, strict=True))


def differential(
    raw: tuple[tuple[str, Decimal], ...], *, points: Fraction, step: Fraction, clause: Reference
) -> tuple[DifferentialScore, ...]:
    """차등점수 for (bid, raw technical points) pairs, in their order.

    `D1 = points`, `D_i = D_{i-1} − max(step, raw_{i-1} − raw_i)`; equal raw points get equal D and
    rank, which no text says. Source: SW 기술성 평가기준 지침 제4조⑤ (원점수차가 크면 원점수차).
    """
    scores: dict[Decimal, DifferentialScore] = {}
    above: Decimal | None = None
    for value in sorted({value for _, value in raw}, reverse=True):
        higher = sum(1 for _, other in raw if other > value)
        last = scores[above].number.exact if above is not None else points
        gap = Fraction(above) - Fraction(value) if above is not None else Fraction(0)
        applied = max(step, gap) if above is not None else Fraction(0)
        scores[value] = _differential(higher + 1, last=last, gap=gap, applied=applied, clause=clause)
        above = value
    return tuple(scores[value] for _, value in raw)


def _differential(
    position: int, *, last: Fraction, gap: Fraction, applied: Fraction, clause: Reference
) -> DifferentialScore:
    exact = last - applied
    number = Number(
        value=decimal_of(exact),
        exact=exact,
        formula=f"{plain(last)} − {plain(applied)}",
        inputs=(("원점수차", plain(gap)), ("적용차", plain(applied))),
        clause=clause,
    )
    return DifferentialScore(rank=position, raw_gap=gap, applied_gap=applied, number=number)


def _place(standing: Standing, *, full: dict[str, Key], level: Levels) -> Place:
    key = full[standing.bid]
    others = [other for bid, other in full.items() if bid != standing.bid]
    position = 1 + sum(1 for other in others if other > key)
    if key in others:
        return Place(bid=standing.bid, rank=position, by="", why=f"{position}순위 미정: {UNDECIDED}")
    equal = [other for other in others if other[:2] == key[:2]]
    if equal:
        by, why = "items", _by_items(level, scores=key[2], others=[other[2] for other in equal])
    elif any(other[0] == key[0] for other in others):
        by = "technical"
        why = f"합산점수가 같아 기술능력평가 점수 {standing.technical}로 정함 / equal total, by technical points"
    else:
        by, why = "total", f"합산점수 {standing.total} / by total points"
    return Place(bid=standing.bid, rank=position, by=by, why=f"{position}순위: {why}")


def _by_items(level: Levels, *, scores: tuple[Fraction, ...], others: list[tuple[Fraction, ...]]) -> str:
    depth = next(i for i in range(1, len(scores) + 1) if all(other[:i] != scores[:i] for other in others))
    points = plain(level[depth - 1][0])
    return (
        f"합산점수와 기술능력평가 점수가 같아 배점 {points}점 항목의 점수로 정함 / "
        f"equal total and technical points, by the criteria worth {points}"
    )
