"""Evaluations and dossiers that the workbook tests change one thing at a time, or draw at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Literal, TypedDict, Unpack

from procurement.exports.dossier import Dossier, Evidenced, Sized, Tender
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.criteria import (
    Bid,
    Criterion,
    Deduction,
    Evidence,
    Gate,
    Grades,
    Ladder,
    Linear,
    Mark,
    Piecewise,
    Ratio,
    Scheme,
    ValueFunction,
)
from scoring.evaluation import evaluate
from scoring.result import Evaluation
from scoring.rules.loading import on, shipped_rule
from scoring.rules.schema import Rules
from tests.scoring.tender import ANSWERS, MARKS, RULES, SCHEME, A, B, C

DAY = date(2026, 11, 22)
TENDER = Tender("R26BK00000001-000", "추론 서버 구매", "가상기관", DAY, "사유", (), example=False, example_note="")
E = 1_000_000


class Answered(TypedDict, total=False):
    e_amount: int
    ceiling: int
    l_pool: Literal["valid_all", "eligible_only"]
    floor_l: bool
    cap_at_pmax: bool
    trim_k: int
    price_formula: str
    differential_step: Fraction | None
    differential_threshold_on: Literal["raw", "differential"]
    differential_pool: Literal["all", "eligible_only"]


def evaluated(
    scheme: Scheme = SCHEME,
    *,
    bids: tuple[Bid, ...] = (A, B, C),
    marks: tuple[Mark, ...] = MARKS,
    rules: tuple[Rules, ...] = RULES,
    **answered: Unpack[Answered],
) -> Evaluation:
    return evaluate(scheme, rules=rules, answers=replace(ANSWERS, **answered), bids=bids, marks=marks)


def goods_rules() -> tuple[Rules, ...]:
    """The tender's rules and, of the goods qualification text, the constants of its price formula alone."""
    goods = on(shipped_rule("kr.goods.qualification"), day=DAY)
    formula = tuple(r for r in goods.rules if r.key.startswith("deviation_from_reserve"))
    return (*RULES, replace(goods, rules=formula, not_obtained=()))


def dossier(
    evaluation: Evaluation,
    *,
    tender: Tender = TENDER,
    makers: tuple[str, ...] = ("제조사 1", "제조사 2"),
    evidence: tuple[Evidenced, ...] = (),
    sized: Sized | None = None,
) -> Dossier:
    owners = tuple((r.bid.id, makers[i % len(makers)]) for i, r in enumerate(evaluation.results))
    return Dossier(tender, evaluation, owners, evidence, sized, "Jeoul 시험")


def workbook(evaluation: Evaluation) -> bytes:
    return evaluation_workbook(dossier(evaluation)).content


def renamed(bids: tuple[Bid, ...], names: tuple[str, ...]) -> tuple[Bid, ...]:
    return tuple(replace(bid, name=name) for bid, name in zip(bids, names, strict=True))


def panel_only(points: tuple[int, ...]) -> Scheme:
    """Qualitative criteria of these points and nothing else but the price."""
    criteria = tuple(Criterion(f"c{i}", f"항목 {i}", "정성", "qualitative", Fraction(p)) for i, p in enumerate(points))
    return Scheme(criteria, (), Fraction(100 - sum(points)))


def marks_of(scheme: Scheme, given: dict[str, tuple[tuple[str, ...], ...]]) -> tuple[Mark, ...]:
    """By bid: for each evaluator the marks on the qualitative criteria in order."""
    criteria = scheme.of_kind("qualitative")
    return tuple(
        Mark(f"위원{number}", bid, criterion.id, Fraction(points))
        for bid, cards in given.items()
        for number, card in enumerate(cards, 1)
        for criterion, points in zip(criteria, card, strict=True)
    )


def plain_bid(name: str, price: int) -> Bid:
    return Bid(name, f"업체 {name}", price)


def drawn(seed: int) -> Evaluation:
    """A random tender: any formula, any setting, ties likely, evidence missing, gates failing."""
    random = Random(seed)  # noqa: S311 -- made-up tenders, nothing secret
    scheme = _drawn_scheme(random)
    bids = tuple(_drawn_bid(f"b{i}", scheme, random) for i in range(random.randint(1, 7)))
    marks = tuple(
        Mark(f"위원{e}", bid.id, c.id, _share_of(c.points, random))
        for e in range(1, random.randint(5, 12) + 1)
        for bid in bids
        for c in scheme.of_kind("qualitative")
    )
    return evaluated(scheme, bids=bids, marks=marks, rules=goods_rules(), **_drawn_answers(random))


def _drawn_scheme(random: Random) -> Scheme:
    levels = [random.choice((5, 8, 10, 10, 20)) for _ in range(random.randint(2, 6))]
    panel = panel_only(tuple(levels)).criteria
    measured = (
        Criterion("q0", "처리량", "정량", "quantitative", Fraction(7), _curve(random), "tok/s", Fraction(1, 5)),
        Criterion("q1", "경영상태", "정량", "quantitative", Fraction(5), _GRADES),
        Criterion("q2", "전성비", "정량", "quantitative", Fraction(5), _LADDER, "W", Fraction(0)),
        Criterion("q3", "지연시간", "정량", "quantitative", Fraction(3), _curve(random), "ms", Fraction(1, 3)),
    )
    gates = (Gate("g0", "전력", "W", "<=", Fraction(100)), Gate("g1", "메모리", "GB", ">=", Fraction("63.5")))
    criteria = (*panel, *measured[: random.randint(0, 4)])
    points = sum((c.points for c in criteria), Fraction(0))
    return Scheme(criteria, gates[: random.randint(0, 2)], 100 - points)


_GRADES = Grades((("AA", Fraction(1)), ("A+", Fraction("0.95")), ("A", Fraction("0.9"))))
_LADDER = Ladder(((Fraction(50), Fraction(1)), (Fraction("75.5"), Fraction("0.75"))), "lower")


def _curve(random: Random) -> ValueFunction:
    """A line, a ratio or knots, for values that are better the higher or the lower."""
    low, high = Fraction(random.randint(1, 30)), Fraction(random.choice((40, 97, 100)))
    ends = (low, high) if random.random() < 0.5 else (high, low)
    places = random.choice((0, 2, 4, 6))
    shares = sorted(Fraction(random.randint(0, 20), 20) for _ in range(random.randint(2, 5)))
    if random.random() < 0.5:
        shares.reverse()
    knots = tuple((low + (high - low) * step / len(shares), share) for step, share in enumerate(shares))
    return random.choice((Linear(*ends, places), Ratio(*ends, places), Piecewise(knots, places)))


def _drawn_bid(name: str, scheme: Scheme, random: Random) -> Bid:
    evidence = [_drawn_evidence(c.id, c.value, random) for c in scheme.of_kind("quantitative")]
    evidence += [Evidence(g.id, Fraction(random.choice((63, 64, 99, 100, 101))), "시험") for g in scheme.gates]
    deductions = (Deduction(Fraction("0.12345"), "사유", "조문"),) if random.random() < 0.2 else ()
    price = random.choice((600_000, 650_001, 699_999, 700_000, 800_000, random.randint(690_000, 1_000_001)))
    kept = tuple(e for e in evidence if random.random() < 0.9 or e.subject == "q1")
    return Bid(name, f"업체 {name}", price, kept, deductions)


def _drawn_evidence(subject: str, value: object, random: Random) -> Evidence:
    if isinstance(value, Grades):
        return Evidence(subject, random.choice(("AA", "A+", "A")), "시험")
    return Evidence(subject, Fraction(random.randint(1, 1000), random.choice((7, 8, 10))), "시험")


def _share_of(points: Fraction, random: Random) -> Fraction:
    return points * random.choice((Fraction(1), Fraction("0.95"), Fraction("0.9"), Fraction("0.875")))


def _drawn_answers(random: Random) -> Answered:
    formula = random.choice(("two_slope_2026", "two_slope_2026", "two_slope_legacy", "relative_lowest"))
    answers = Answered(
        e_amount=E,
        ceiling=E,
        l_pool=random.choice(("valid_all", "eligible_only")),
        floor_l=random.random() < 0.5,
        cap_at_pmax=random.random() < 0.5,
        trim_k=random.choice((0, 1, 2)),
        price_formula=formula,
    )
    if random.random() < 0.6:
        pool, threshold = random.choice((("all", "raw"), ("all", "differential"), ("eligible_only", "raw")))
        answers["differential_step"] = Fraction(random.choice(("0.5", "1", "1.5", "3")))
        answers["differential_pool"] = "all" if pool == "all" else "eligible_only"
        answers["differential_threshold_on"] = "raw" if threshold == "raw" else "differential"
    return answers
