"""Evaluations by the other rules: local government, a large PPS panel with absences, bonuses, a notice's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from scoring.criteria import Bid, Bonus, Deduction, Mark
from scoring.evaluation import evaluate
from scoring.result import Evaluation, Lot
from scoring.rules.loading import on, shipped_rule
from scoring.rules.schema import Reference, Rule, Rules
from scoring.sitting import Absence, Reason, Sitting
from tests.scoring.local import DAY, DIFFERENTIAL, LOCAL, LOCAL_ANSWERS, LOCAL_SCHEME, PANEL, TECHNICAL, TOTAL
from tests.scoring.tender import ANSWERS, IDS, SCHEME, A, B, C, bid, marks_for

PPS = (*(on(shipped_rule(i), day=DAY) for i in IDS), on(shipped_rule("kr.pps.committee"), day=DAY))
TWELVE = tuple(f"위원{n}" for n in range(1, 13))
LOTS = (Lot(("B", "A"), date(2026, 11, 20), "감사관실 담당", "추첨조서 2026-11-20"),)
CONTACT = Deduction(Fraction(5), "사전접촉", "공고")


def noticed(**values: Decimal | int | str | bool) -> Rules:
    """The notice's own rule file with these values."""
    clause = Reference("시험 공고", "7")
    found = tuple(Rule(k.replace("__", "."), k, "", DAY, v, clause, "read") for k, v in values.items())
    return Rules("notice.more", "시험 공고", DAY, found, (), (), "")


def local(
    *bids: Bid, plans: tuple[int, ...], rules: tuple[Rules, ...] = TOTAL, lots: tuple[Lot, ...] = ()
) -> Evaluation:
    """A local government's tender, 60 + 20 + 20 points, four evaluators."""
    marks = tuple(
        m for b, plan in zip(bids, plans, strict=True) for m in marks_for(b.id, plan=(plan,) * 4, support=10, manage=9)
    )
    return evaluate(LOCAL_SCHEME, rules=rules, answers=LOCAL_ANSWERS, bids=bids, marks=marks, lots=lots)


def by_total() -> Evaluation:
    """B has 69 points, below the 70 of the total; its technical points alone would not tell."""
    return local(bid("A", price=1_000_000), bid("B", price=800_000, speed=0), B_OVER, plans=(28, 20, 28))


B_OVER = bid("C", price=1_000_001)


def after_cut() -> Evaluation:
    """A has 73 points and a deduction of 5, which the notice counts."""
    cut = replace(bid("A", price=1_000_000), deductions=(CONTACT,))
    rules = (*TOTAL, noticed(eligibility_after_deductions=True))
    return local(cut, bid("B", price=800_000), plans=(18, 24), rules=rules)


def drawn_lot(lots: tuple[Lot, ...] = LOTS) -> Evaluation:
    """A and B tie on total and technical points; C is behind."""
    a, b, c = (bid(name, price=900_000) for name in "ABC")
    return local(a, b, c, plans=(28, 28, 27), lots=lots)


def twelve_marks() -> tuple[Mark, ...]:
    """Twelve sit for B and C, 위원3 is recused from A, 위원13 replaces 위원7, 위원12 never came."""
    plans = {"A": range(17, 30), "B": range(16, 29), "C": (20,) * 13}
    marks = tuple(m for name, plan in plans.items() for m in marks_for(name, plan=tuple(plan)))
    away = {("위원3", "A"), *((who, b) for who in ("위원7", "위원12") for b in "ABC")}
    return tuple(m for m in marks if (m.evaluator, m.bid) not in away)


def twelve() -> Evaluation:
    """A PPS panel of twelve that drops two at each end; some totals stand far from the mean."""
    absences = (
        Absence("위원3", "A", "recused", "전년도 공동연구 수행"),
        Absence("위원7", None, "replaced", "질병으로 사임", "위원13"),
        Absence("위원12", None, "absent", "교통 사정으로 불참"),
    )
    low = tuple(
        replace(m, points=Fraction(2)) if (m.evaluator, m.criterion) == ("위원1", "plan") else m for m in twelve_marks()
    )
    sitting = Sitting(TWELVE, absences, (Reason("위원1", "A", "=실현 가능성이 낮다고 봄"),), 5_000_000_000, "large")
    answers = replace(ANSWERS, trim_k=2)
    return evaluate(SCHEME, rules=PPS, answers=answers, bids=(A, B, C), marks=low, sitting=sitting)


def with_bonus() -> Evaluation:
    """A rule that knows bonuses, and one bid that has them."""
    rules = (*PPS, on(shipped_rule("kr.software.bonus"), day=DAY))
    favoured = replace(B, bonuses=(Bonus(Fraction(5), "기술자료 임치"),), deductions=(CONTACT,))
    marks = tuple(m for name in "ABC" for m in marks_for(name, plan=(28, 28, 27, 30)))
    return evaluate(SCHEME, rules=rules, answers=ANSWERS, bids=(A, favoured, C), marks=marks)


def by_points() -> Evaluation:
    """The notice asks for 59 technical points."""
    own = (LOCAL, PANEL, DIFFERENTIAL, *(text for text in TECHNICAL if text.id == "notice.example"))
    changed = tuple(replace(text, rules=tuple(r for r in text.rules if r.key != "eligibility_on")) for text in own[3:])
    words = noticed(eligibility_on="technical_points", eligibility_technical_points=59)
    a, b = bid("A", price=900_000), bid("B", price=800_000, speed=99)
    return local(a, b, plans=(20, 20), rules=(*own[:3], *changed, words))


def priced(formula: str) -> Evaluation:
    """One of the announced lines."""
    line = noticed(linear_fixed_ceiling__ceiling=1_000_000, linear_fixed_ceiling__floor=500_000)
    marks = tuple(m for name in "ABC" for m in marks_for(name, plan=(28, 28, 27, 30)))
    answers = replace(ANSWERS, price_formula=formula, l_pool="valid_all")
    return evaluate(SCHEME, rules=(*PPS, line), answers=answers, bids=(A, B, C), marks=marks)


def procedures() -> Iterator[tuple[str, Evaluation]]:
    """Every one of them by name."""
    yield "local total", by_total()
    yield "local total after deductions", after_cut()
    yield "local technical", local(A, B, plans=(29, 20), rules=TECHNICAL)
    yield "local lot", drawn_lot()
    yield "local lot to draw", drawn_lot(())
    yield "twelve evaluators", twelve()
    yield "bonus", with_bonus()
    yield "technical points", by_points()
    yield "linear from lowest", priced("linear_from_lowest")
    yield "linear fixed ceiling", priced("linear_fixed_ceiling")
