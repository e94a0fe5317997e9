"""Ties that a rule breaks by lot (추첨): a lot is recorded, never drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from scoring.ranking import Place, Ranking
from scoring.result import Lot
from scoring.rules.loading import RuleError, rule
from scoring.rules.schema import Rules

Groups = tuple[tuple[str, ...], ...]
ORDERS = ("total, technical, items_by_points", "total, technical, lot")
TO_DRAW = "규정이 추첨으로 정하나 추첨 기록이 없음 / the rule asks for a lot and none is recorded"


class UnusableLot(ValueError):
    """A lot that the rule does not allow, that is not fully recorded, or whose bids are not tied."""


def negotiation_order(rules: Iterable[Rules]) -> tuple[str, ...]:
    """What decides between bids, in turn (`tie_order`); RuleError for an order this program does not know."""
    found = rule(rules, key="tie_order")
    if found.value not in ORDERS:
        known = "; ".join(ORDERS)
        raise RuleError(f"tie_order: 모르는 순서 / unknown order {found.value!r}; 협상은 / negotiation knows: {known}")
    return tuple(str(found.value).split(", "))


def check_lots(lots: Iterable[Lot], *, order: tuple[str, ...], clause: object) -> None:
    """Raise UnusableLot where the rule's order ends in no lot, or a lot is not fully recorded."""
    for lot in lots:
        if order[-1] != "lot":
            raise UnusableLot(
                f"{', '.join(lot.bids)}: {clause}은(는) 추첨을 정하지 않았습니다. 추첨 결과를 쓸 수 없습니다 / "
                f"the rule knows no lot ({', '.join(order)}), a drawn order cannot be used"
            )
        if len(set(lot.bids)) < max(len(lot.bids), 2) or not lot.witnessed_by.strip() or not lot.record.strip():
            raise UnusableLot(
                f"{', '.join(lot.bids)}: 추첨은 서로 다른 입찰 2건 이상, 입회자, 기록이 있어야 합니다 / "
                f"a lot names two or more different bids, its witness and its record"
            )


def lot_told(lot: Lot) -> str:
    """A recorded lot in one sentence: day, drawn order, witness and record."""
    return f"{lot.day} 추첨 {' > '.join(lot.bids)} (입회 {lot.witnessed_by}, 기록 {lot.record}) / recorded lot"


def drawn(groups: Groups, *, lots: Iterable[Lot]) -> Groups:
    """Tied groups, split into single bids in the drawn order where a lot is recorded for exactly that group.

    Groups stay in their order. Raises UnusableLot for a lot whose bids are not a tied group, and for
    a second lot on one group.
    """
    given = tuple(lots)
    recorded = {frozenset(lot.bids): lot.bids for lot in given}
    tied = {frozenset(group) for group in groups if len(group) > 1}
    for bids in recorded.values():
        if frozenset(bids) not in tied:
            raise UnusableLot(
                f"{', '.join(bids)}: 동점이 아닌 입찰의 추첨입니다 / a lot on bids that are not tied with each other"
            )
    if len(recorded) < len(given):
        raise UnusableLot("같은 동점자에 추첨이 두 번 있습니다 / two lots are recorded for one tie")
    parts = ([(bid,) for bid in recorded[frozenset(g)]] if frozenset(g) in recorded else [g] for g in groups)
    return tuple(group for part in parts for group in part)


def groups_of(keys: Mapping[str, tuple[Fraction, ...]], *, lots: Iterable[Lot] = ()) -> Groups:
    """Bids in groups, the smallest key first; equal keys share a group (ids sorted) unless a lot is recorded.

    Raises UnusableLot as `drawn` does.
    """
    levels = sorted(set(keys.values()))
    groups = tuple(tuple(sorted(bid for bid, key in keys.items() if key == level)) for level in levels)
    return drawn(groups, lots=lots)


def settled(ranking: Ranking, *, lots: Iterable[Lot]) -> Ranking:
    """A ranking whose rule ends in a lot, with the recorded lots applied; other ties wait for their lot.

    Raises UnusableLot as `drawn` does.
    """
    given = tuple(lots)
    groups = drawn(ranking.undecided, lots=given)
    order = {bid: lot for lot in given for bid in lot.bids}
    places = tuple(_settled(place, lot=order.get(place.bid)) for place in ranking.places)
    return Ranking(
        places=tuple(sorted(places, key=lambda place: place.rank)),
        undecided=tuple(group for group in groups if len(group) > 1),
    )


def _settled(place: Place, *, lot: Lot | None) -> Place:
    if place.by:
        return place
    if lot is None:
        return replace(place, why=f"{place.rank}순위 미정: {TO_DRAW}")
    rank = place.rank + lot.bids.index(place.bid)
    told = f"{lot.day} 추첨 (입회 {lot.witnessed_by}, 기록 {lot.record})"
    return replace(place, rank=rank, by="lot", why=f"{rank}순위: 동점자 {told} / by the recorded lot")
