"""2단계입찰 and 규격·가격 동시입찰: suitable or not, then the lowest price within the 예정가격."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.lots import check_lots, groups_of
from scoring.provenance import notes_on_sources
from scoring.result import Lot, Note
from scoring.rules.loading import number, rule
from scoring.rules.schema import Rule, Rules

Kind = Literal["two_stage", "simultaneous"]
NAMES = {"two_stage": "2단계입찰", "simultaneous": "규격·가격 동시입찰"}


class UnusableEntry(ValueError):
    """What a two-stage tender cannot use: a bid given twice, without a reason, or priced where none may be opened."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One bid: whether its specification is suitable and why (`why` is never empty), and its price once opened."""

    id: str
    suitable: bool
    why: str
    price: int | None


@dataclass(frozen=True, slots=True)
class TwoStage:
    """The outcome: groups of bids from the lowest price (several in one while tied), the winner or why there is none.

    `order` holds the suitable bids within the 예정가격 only; `undecided` is the tied group at its head.
    """

    order: tuple[tuple[str, ...], ...]
    winner: str | None
    undecided: tuple[str, ...]
    without_winner: str
    notes: tuple[Note, ...]


def two_stage(
    entries: Iterable[Entry], *, kind: Kind, reserve: int, rules: Iterable[Rules], lots: tuple[Lot, ...] = ()
) -> TwoStage:
    """The lowest price among the suitable bids not above the 예정가격 (won); ties by a recorded lot.

    2단계입찰 needs two suitable bids before any price is invited (제35조②), 동시입찰 opens the price even of one
    (제36조②). Raises UnusableEntry, UnusableLot, RuleError. Source: 조달청 내자구매업무 처리규정.
    """
    texts, given = tuple(rules), tuple(entries)
    if reserve <= 0:
        raise UnusableEntry(f"예정가격 {reserve}원: 0보다 커야 합니다 / the reserve price must be above 0")
    least = rule(texts, key=f"{kind}.min_suitable")
    tie = rule(texts, key="suitable_tie_order")
    check_lots(lots, order=tuple(str(tie.value).split(", ")), clause=tie.reference)
    notes = notes_on_sources(texts, keys=(least.key, tie.key))
    suitable = tuple(entry for entry in given if entry.suitable)
    if len(suitable) < number(texts, key=least.key):
        _check(given, priced=False)
        return TwoStage((), None, (), _too_few(suitable, kind=kind, least=least), notes)
    _check(given, priced=True)
    if len(suitable) == 1:
        text = (
            f"{suitable[0].id}만 적합: 담당자가 재검토를 요구할 수 있음 / only one is suitable, a recheck may be asked"
        )
        notes = (*notes, Note(code="one_suitable", text=text, clause=str(least.reference)))
    keys = {entry.id: (Fraction(entry.price or 0),) for entry in suitable if (entry.price or 0) <= reserve}
    order = groups_of(keys, lots=lots)
    first = order[0] if order else ()
    return TwoStage(
        order=order,
        winner=first[0] if len(first) == 1 else None,
        undecided=first if len(first) > 1 else (),
        without_winner=_without(first, reserve=reserve),
        notes=notes,
    )


def _too_few(suitable: tuple[Entry, ...], *, kind: Kind, least: Rule) -> str:
    return (
        f"{NAMES[kind]}: 규격이 적합한 입찰이 {len(suitable)}건으로 {least.value}건이 되지 않아 가격을 보지 않음 "
        f"({least.reference}) / too few suitable bids, no price is looked at"
    )


def _without(first: tuple[str, ...], *, reserve: int) -> str:
    if not first:
        return f"예정가격 {reserve}원 이하의 적합한 입찰이 없음 / no suitable bid within the reserve price"
    if len(first) > 1:
        return f"{', '.join(first)}: 같은 가격, 추첨하여 기록할 것 / equal prices, draw a lot and record it"
    return ""


def _check(entries: tuple[Entry, ...], *, priced: bool) -> None:
    if len({entry.id for entry in entries}) < len(entries):
        raise UnusableEntry("같은 입찰 번호가 두 번 있습니다 / a bid id is given twice")
    for entry in entries:
        if not entry.why.strip():
            raise UnusableEntry(f"{entry.id}: 적합 여부의 사유가 없습니다 / no reason for the suitability")
        may = priced and entry.suitable
        if may and (entry.price is None or entry.price <= 0):
            raise UnusableEntry(f"{entry.id}: 적합한 입찰의 가격이 없습니다 / a suitable bid has no price above 0")
        if not may and entry.price is not None:
            raise UnusableEntry(
                f"{entry.id}: 가격을 개찰할 수 없는 입찰인데 가격이 있습니다. 지우십시오 / "
                f"its price must not have been opened, remove it"
            )
