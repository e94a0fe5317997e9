"""예정가격: fifteen preliminary prices around the 기초금액, the mean of the four that were drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.provenance import notes_on_sources
from scoring.quantity import decimal_of, plain
from scoring.result import Note, Number
from scoring.rules.loading import RuleError, number, rule
from scoring.rules.schema import Rules

KEYS = ("reserve_prices_prepared", "reserve_prices_drawn", "reserve_rounding")


class UnusablePreliminary(ValueError):
    """Preliminary prices or drawn numbers that the rule does not allow."""


@dataclass(frozen=True, slots=True)
class Preliminary:
    """복수예비가격 as the officer prepared them, in won, and the recorded numbers (1..15) of those drawn.

    `base` = 기초금액. `unit_price` = 단가입찰, whose reserve price keeps its fraction of a won.
    """

    base: int
    authority: Literal["national", "local"]
    prices: tuple[int, ...]
    drawn: tuple[int, ...]
    unit_price: bool


@dataclass(frozen=True, slots=True)
class ReservePrice:
    """예정가격 with its derivation, and the notes on where the rule's values come from."""

    number: Number
    notes: tuple[Note, ...]


def reserve_price(preliminary: Preliminary, *, rules: Iterable[Rules]) -> ReservePrice:
    """The mean of the drawn preliminary prices, a fraction of a won rounded up (제37조②; 단가입찰: kept).

    The prices are the officer's and the draw is recorded: nothing is drawn here. Raises
    UnusablePreliminary for another number of prices, a repeated one, one outside ±2 % (지방 ±3 %) of the
    base, or drawn numbers that cannot be; RuleError. Source: 조달청 내자구매업무 처리규정 제30조, 제37조.
    """
    texts = tuple(rules)
    spread = f"reserve_spread.{preliminary.authority}"
    _check(preliminary, spread=number(texts, key=spread), rules=texts)
    if (mode := rule(texts, key="reserve_rounding")).value != "up_to_won_except_unit_price":
        raise RuleError(f"{mode.key}: 알 수 없는 올림 방식 / unknown rounding mode: {mode.value!r}")
    chosen = [preliminary.prices[place - 1] for place in preliminary.drawn]
    exact = Fraction(sum(chosen), len(chosen))
    whole = exact if preliminary.unit_price else Fraction(-(-exact.numerator // exact.denominator))
    mean = f"({' + '.join(map(str, chosen))}) / {len(chosen)}"
    value = Number(
        value=decimal_of(whole),
        exact=exact,
        formula=mean if preliminary.unit_price else f"원 미만 올림 {mean}",
        inputs=(("기초금액", str(preliminary.base)), ("추첨 번호", ", ".join(map(str, preliminary.drawn)))),
        clause=mode.reference,
    )
    return ReservePrice(number=value, notes=notes_on_sources(texts, keys=(spread, *KEYS)))


def _check(preliminary: Preliminary, *, spread: Fraction, rules: tuple[Rules, ...]) -> None:
    prepared, drawn = (int(number(rules, key=key)) for key in KEYS[:2])
    prices, places = preliminary.prices, preliminary.drawn
    if len(set(prices)) != prepared or len(prices) != prepared or preliminary.base <= 0:
        raise UnusablePreliminary(
            f"예비가격 {len(prices)}개 (서로 다른 것 {len(set(prices))}개), 기초금액 {preliminary.base}원: 서로 다른 "
            f"{prepared}개와 0보다 큰 기초금액이 있어야 합니다 / "
            f"{prepared} different preliminary prices and a base above 0"
        )
    low, high = preliminary.base * (1 - spread), preliminary.base * (1 + spread)
    for place, price in enumerate(prices, 1):
        if not low <= price <= high:
            raise UnusablePreliminary(
                f"예비가격 {place}번 {price}원: {plain(low)}원과 {plain(high)}원 사이여야 합니다 "
                f"(기초금액 ±{plain(spread * 100)}%) / preliminary price outside the range around the base"
            )
    if len(places) != drawn or len(set(places)) != drawn or not all(1 <= place <= prepared for place in places):
        raise UnusablePreliminary(
            f"추첨 번호 {places}: 1부터 {prepared} 사이의 서로 다른 번호 {drawn}개여야 합니다 / "
            f"{drawn} different numbers between 1 and {prepared} are drawn"
        )
