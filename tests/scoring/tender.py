"""A small tender that the tests change one thing at a time: 70 points by the panel, 20 by value, 10 for the price."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from scoring.criteria import Bid, Criterion, Evidence, Gate, Grades, Ladder, Linear, Mark, Scheme
from scoring.quantity import exact
from scoring.result import Answers
from scoring.rules.loading import on, shipped_rule
from scoring.rules.schema import Rules

IDS = ("kr.negotiation.national", "kr.pps.panel", "kr.differential")
RULES: tuple[Rules, ...] = tuple(on(shipped_rule(i), day=date(2026, 11, 22)) for i in IDS)
SPEED = Criterion(
    "speed", "처리량", "정량", "quantitative", Fraction(10), Linear(Fraction(0), Fraction(100), 4), "tok/s"
)
CREDIT = Criterion(
    id="credit",
    title="경영상태",
    group="정량",
    kind="quantitative",
    points=Fraction(5),
    value=Grades((("A", Fraction(1)), ("B", exact("0.9")))),
)
DELIVERY = Criterion(
    id="delivery",
    title="납품실적",
    group="정량",
    kind="quantitative",
    points=Fraction(5),
    value=Ladder(((Fraction(3), Fraction(1)), (Fraction(1), exact("0.8"))), "higher"),
    missing_share=exact("0.7"),
)
PLAN = Criterion("plan", "구현방안", "정성", "qualitative", Fraction(30))
SUPPORT = Criterion("support", "유지관리", "정성", "qualitative", Fraction(20))
MANAGE = Criterion("manage", "사업관리", "정성", "qualitative", Fraction(20))
POWER = Gate("power", "소비전력", "W", "<=", Fraction(3000))
SCHEME = Scheme(criteria=(PLAN, SUPPORT, MANAGE, SPEED, CREDIT, DELIVERY), gates=(POWER,), price_points=Fraction(10))
ANSWERS = Answers(
    e_kind="budget",
    e_vat="incl",
    e_amount=1_000_000,
    bid_vat="incl",
    ceiling=1_000_000,
    l_pool="eligible_only",
    floor_l=True,
    cap_at_pmax=False,
    trim_k=1,
    price_formula="two_slope_2026",
    differential_step=None,
    differential_threshold_on="raw",
    differential_pool="all",
)


def bid(name: str, *, price: int, speed: int = 100, credit: str = "A", delivery: int = 3, power: int = 2000) -> Bid:
    """A bid with all its evidence."""
    values = {"speed": speed, "delivery": delivery, "power": power}
    evidence = [Evidence(subject, Fraction(value), "시험") for subject, value in values.items()]
    return Bid(name, f"업체 {name}", price, (*evidence, Evidence("credit", credit, "시험")))


def marks_for(name: str, *, plan: tuple[int, ...], support: int = 18, manage: int = 18) -> tuple[Mark, ...]:
    """One bid's marks: an evaluator for each entry of `plan`, all equal on the other criteria."""
    return tuple(
        Mark(f"위원{number}", name, criterion, Fraction(points))
        for number, given in enumerate(plan, 1)
        for criterion, points in (("plan", given), ("support", support), ("manage", manage))
    )


A, B, C = bid("A", price=900_000), bid("B", price=800_000, speed=90), bid("C", price=720_000, speed=20)
MARKS = (
    *marks_for("A", plan=(28, 28, 27, 30)),
    *marks_for("B", plan=(27, 26, 25, 29)),
    *marks_for("C", plan=(20, 22, 21, 20), support=12),
)
