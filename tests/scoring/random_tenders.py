"""Random tenders for counting how often a bid that cannot win decides who does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from random import Random

from scoring.criteria import Bid, Criterion, Evidence, Linear, Mark, Scheme
from scoring.evaluation import evaluate
from scoring.result import Answers, Evaluation
from scoring.rules.loading import on, shipped_rule
from scoring.sensitivity_reruns import LeftOut, without_each_loser
from tests.scoring.tender import ANSWERS, RULES

BUDGET = 1_000_000_000
_STRAIGHT = Linear(Fraction(0), Fraction(100), 4)
CLOSE = Scheme((Criterion("technical", "기술", "정성", "qualitative", Fraction(80)),), (), Fraction(20))
ABSOLUTE = Scheme(
    (
        Criterion("panel", "정성", "정성", "qualitative", Fraction(60)),
        Criterion("speed", "처리량", "정량", "quantitative", Fraction(12), _STRAIGHT, "tok/s"),
        Criterion("power", "전력", "정량", "quantitative", Fraction(8), Linear(Fraction(100), Fraction(0), 4), "W"),
    ),
    (),
    Fraction(20),
)
_GOODS = on(shipped_rule("kr.goods.qualification"), day=date(2026, 11, 22))
_CONSTANTS = tuple(found for found in _GOODS.rules if found.key.startswith("deviation_from_reserve."))
ABSOLUTE_RULES = (*RULES, replace(_GOODS, rules=_CONSTANTS))
RACE = replace(ANSWERS, e_amount=BUDGET, ceiling=BUDGET, l_pool="valid_all", trim_k=0)

ABSOLUTE_PRICE = replace(RACE, price_formula="deviation_from_reserve", e_kind="reserve")


@dataclass(frozen=True, slots=True)
class Flips:
    """Of the tenders with a winner, those where leaving out a loser changed the winner, or the order of the rest."""

    tenders: int
    winner: int
    order: int


def close_races(count: int, *, answers: Answers, seed: int, size: int) -> Iterator[Evaluation]:
    """Technical points of 70 to 78 out of 80, prices of 72 to 100 % of the budget."""
    random = Random(seed)  # noqa: S311 -- made-up tenders, nothing secret
    for _ in range(count):
        bids = tuple(Bid(f"b{i}", f"b{i}", _price(random, least=72)) for i in range(size))
        marks = tuple(Mark("위원", b.id, "technical", Fraction(random.randint(700_000, 780_000), 10_000)) for b in bids)
        yield evaluate(CLOSE, rules=RULES, answers=answers, bids=bids, marks=marks)


def absolute_tenders(count: int, *, seed: int, size: int) -> Iterator[Evaluation]:
    """Value functions and a price score with fixed ends: no bid's points depend on another bid."""
    random = Random(seed)  # noqa: S311 -- made-up tenders, nothing secret
    for _ in range(count):
        bids = tuple(Bid(f"b{i}", f"b{i}", _price(random, least=85), _values(random)) for i in range(size))
        marks = tuple(Mark("위원", b.id, "panel", Fraction(random.randint(540, 600), 10)) for b in bids)
        yield evaluate(ABSOLUTE, rules=ABSOLUTE_RULES, answers=ABSOLUTE_PRICE, bids=bids, marks=marks)


def _price(random: Random, *, least: int) -> int:
    return random.randint(least * BUDGET // 100, BUDGET)


def _values(random: Random) -> tuple[Evidence, ...]:
    """A throughput and a power draw in the better part of their scales."""
    return (_value("speed", random, ends=(55, 100)), _value("power", random, ends=(0, 45)))


def _value(criterion: str, random: Random, *, ends: tuple[int, int]) -> Evidence:
    return Evidence(criterion, Fraction(random.randint(*ends)), "지어낸 값")


def flips(evaluations: Iterator[Evaluation]) -> Flips:
    """Leave each loser of each tender out, one at a time."""
    found: list[tuple[LeftOut, ...]] = [without_each_loser(e) for e in evaluations if any(r.rank for r in e.results)]
    return Flips(
        tenders=len(found),
        winner=sum(any(out.winner_changed for out in tender) for tender in found),
        order=sum(any(out.order_changed for out in tender) for tender in found),
    )
