"""적격심사, 2단계입찰·동시입찰, 예정가격 and foreign comparison from assess.toml."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal, cast

from benchmarks.table import Table
from procurement.casefile.assess.outcome import Found, Place
from procurement.exports.assessed import ComparisonCase, QualificationCase, ReserveCase, StagedCase
from scoring.international import METHODS, compare
from scoring.international_formulas import QualityBid, Terms
from scoring.qualification import Candidate, Examined, Qualification, qualification
from scoring.reserve_price import Preliminary, reserve_price
from scoring.result import Lot, Number
from scoring.rules.loading import number
from scoring.rules.schema import Rules
from scoring.two_stage import NAMES, Entry, two_stage

Lots = tuple[Lot, ...]
Stages = Literal["two_stage", "simultaneous"]
_TERMS = ("price_points", "ceiling", "floor", "band", "price_weight", "quality_weight")


def qualified(root: Table, *, rules: tuple[Rules, ...], lots: Lots) -> Found:
    """적격심사: [qualification] reserve and form, [[bids]]. Raises TableError and what `qualification` raises."""
    table = root.table("qualification").only("reserve", "form")
    candidates, reserve = tuple(_candidate(one) for one in root.tables("bids")), table.count("reserve")
    found = qualification(
        candidates,
        reserve=reserve,
        form=table.text("form"),
        rules=rules,
        lots=lots,
    )
    above = tuple((bid, "예정가격 초과 / above the reserve price") for bid in found.above_reserve)
    numbers = tuple(pair for one in found.examined for pair in _derived(one))
    result, case = _result(found.winner, found.without_winner), QualificationCase(candidates, reserve, found)
    return Found(result, _in_order(found), above, numbers, found.notes, case)


def _in_order(found: Qualification) -> tuple[Place, ...]:
    """Bids of one price and total share a place until their lot is recorded."""
    said = {one.candidate.id: _examined(one) for one in found.examined}
    places = _groups(found.order, said)
    return tuple(replace(place, why=said[place.ids[0]]) if len(place.ids) == 1 else place for place in places)


def _candidate(table: Table) -> Candidate:
    table.only("id", "price", "capability", "reliability", "reliability_penalty", "disqualified")
    added, taken = table.optional_number("reliability") or 0, table.optional_number("reliability_penalty") or 0
    return Candidate(
        id=table.text("id"),
        price=table.count("price"),
        capability=Fraction(table.number("capability")),
        reliability=Fraction(added) - Fraction(taken),
        disqualified=table.optional_flag("disqualified") or False,
    )


def _examined(one: Examined) -> str:
    verdict = "적격 / passes" if one.passes else "기준 미달 / below the pass mark"
    return f"{one.candidate.price:,}원, 예정가격의 {one.ratio}, 종합평점 {one.total.value}: {verdict}"


def _derived(one: Examined) -> tuple[tuple[str, Number], ...]:
    name = one.candidate.id
    points = (
        (f"{name} 입찰가격", one.price),
        (f"{name} 납품이행능력", one.capability),
        (f"{name} 종합평점", one.total),
    )
    return (*points, (f"{name} 낙찰하한(원)", one.floor)) if one.floor else points


def staged(root: Table, *, kind: Stages, rules: tuple[Rules, ...], lots: Lots) -> Found:
    """2단계입찰 or 동시입찰: its own table with reserve, [[bids]]. Raises TableError and what `two_stage` raises."""
    reserve = root.table(kind).only("reserve").count("reserve")
    entries = tuple(_entry(one) for one in root.tables("bids"))
    found = two_stage(entries, kind=kind, reserve=reserve, rules=rules, lots=lots)
    prices = {entry.id: f"{entry.price:,}원: {entry.why}" for entry in entries if entry.price is not None}
    ranked = {bid for group in found.order for bid in group}
    left = tuple((e.id, _left(e, reserve=reserve)) for e in entries if e.id not in ranked)
    result = f"{NAMES[kind]}: {_result(found.winner, found.without_winner)}"
    case = StagedCase(kind, entries, reserve, found)
    return Found(result, _groups(found.order, prices), left, (), found.notes, case)


def _entry(table: Table) -> Entry:
    table.only("id", "suitable", "why", "price")
    return Entry(table.text("id"), table.flag("suitable"), table.text("why"), table.optional_count("price"))


def _left(entry: Entry, *, reserve: int) -> str:
    if not entry.suitable:
        return f"규격 부적합: {entry.why} / not suitable"
    if entry.price is None:
        return f"가격을 보지 않음: {entry.why} / no price looked at"
    return f"{entry.price:,}원: 예정가격 {reserve:,}원 초과 / above the reserve price"


def reserved(root: Table, *, rules: tuple[Rules, ...]) -> Found:
    """예정가격: [reserve_price]. Raises TableError and what `reserve_price` raises."""
    table = root.table("reserve_price").only("base", "authority", "prices", "drawn", "unit_price")
    preliminary = Preliminary(
        base=table.count("base"),
        authority=cast("Literal['national', 'local']", table.choice("authority", choices=("national", "local"))),
        prices=_counts(table, "prices"),
        drawn=_counts(table, "drawn"),
        unit_price=table.flag("unit_price"),
    )
    found = reserve_price(preliminary, rules=rules)
    result = f"예정가격 {found.number.value:,}원 / reserve price"
    spread = number(rules, key=f"reserve_spread.{preliminary.authority}")
    case = ReserveCase(preliminary, spread, found)
    return Found(result, (), (), (("예정가격", found.number),), found.notes, case)


def _counts(table: Table, key: str) -> tuple[int, ...]:
    """A list of whole numbers of one or more."""
    value = table.values.get(key)
    if not isinstance(value, list):
        raise table.wrong(f"{key}: 정수의 배열이어야 함 / must be a list of whole numbers")
    entries = Table(f"{table.where}.{key}", {str(n): one for n, one in enumerate(value, 1)})
    return tuple(entries.count(place) for place in entries.values)


def compared(root: Table, *, rules: tuple[Rules, ...]) -> Found:
    """A foreign method: [comparison] with its terms, [[bids]] with price and quality. Raises as `compare` does."""
    table = root.table("comparison").only("method", "places", *_TERMS)
    given = {key: table.optional_number(key) for key in _TERMS}
    terms = Terms(table.whole("places"), **{key: None if v is None else Fraction(v) for key, v in given.items()})
    bids = tuple(_quality(one) for one in root.tables("bids"))
    found = compare(bids, method=table.choice("method", choices=tuple(METHODS)), terms=terms, rules=rules)
    figures = {bid: f"{number.value} = {number.formula}" for bid, number in found.figures}
    first = found.order[0] if found.order else ()
    tied = f"{', '.join(first)}: 같은 값, 방식이 가리지 않음 / equal, the method does not decide"
    result = _result(first[0] if len(first) == 1 else None, tied)
    outside = tuple((bid, "범위 밖 / outside the band") for bid in found.outside_band)
    case = ComparisonCase(terms, bids, found)
    return Found(result, _groups(found.order, figures), outside, found.figures, found.notes, case)


def _quality(table: Table) -> QualityBid:
    table.only("id", "price", "quality")
    return QualityBid(table.text("id"), Fraction(table.number("price")), Fraction(table.number("quality")))


def _groups(order: tuple[tuple[str, ...], ...], why: dict[str, str]) -> tuple[Place, ...]:
    starts = [1 + sum(map(len, order[:n])) for n in range(len(order))]
    return tuple(
        Place(start, group, "; ".join(f"{bid} {why[bid]}" for bid in group))
        for start, group in zip(starts, order, strict=True)
    )


def _result(winner: str | None, without: str) -> str:
    return f"낙찰 예정: {winner} / first" if winner else without
