"""A large tender made up for timing: bids, criteria and evaluators of the size that a goal names."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from procurement.exports.dossier import Dossier, Tender
from scoring.criteria import Bid, Criterion, Evidence, Gate, Linear, Mark, Scheme
from scoring.evaluation import evaluate
from scoring.result import Answers, Evaluation
from scoring.rules.loading import on, shipped_rule

BIDS, CRITERIA, EVALUATORS = 100, 30, 12
_DAY = date(2026, 11, 2)
_RULES = ("kr.negotiation.national", "kr.pps.panel", "kr.differential")
_ANSWERS = Answers(
    e_kind="budget",
    e_vat="incl",
    e_amount=1_300_000_000,
    bid_vat="incl",
    ceiling=1_300_000_000,
    l_pool="eligible_only",
    floor_l=True,
    cap_at_pmax=False,
    trim_k=2,
    price_formula="two_slope_2026",
    differential_step=None,
    differential_threshold_on="raw",
    differential_pool="all",
)


class LargeTender:
    """The inputs of one large evaluation; the same seed gives the same inputs."""

    def __init__(self) -> None:
        random = Random(20261122)  # noqa: S311 -- made-up marks, nothing secret
        panel = tuple(
            Criterion(f"c{i}", f"정성 항목 {i}", "정성", "qualitative", Fraction(2 + i % 2))
            for i in range(CRITERIA - 4)
        )
        line = Linear(Fraction(0), Fraction(100), 4)
        measured = tuple(
            Criterion(f"q{i}", f"정량 항목 {i}", "정량", "quantitative", Fraction(5), line, "tok/s", Fraction(0))
            for i in range(4)
        )
        points = sum((c.points for c in (*panel, *measured)), Fraction(0))
        gates = (Gate("power", "서버 소비전력", "W", "<=", Fraction(100)),)
        self.scheme = Scheme((*panel, *measured), gates, 100 - points)
        self.rules = tuple(on(shipped_rule(name), day=_DAY) for name in _RULES)
        self.bids = tuple(self._bid(i, random) for i in range(BIDS))
        self.marks = tuple(
            Mark(f"위원{e}", bid.id, c.id, c.points * Fraction(random.randint(17, 20), 20))
            for e in range(1, EVALUATORS + 1)
            for bid in self.bids
            for c in panel
        )

    @staticmethod
    def _bid(number: int, random: Random) -> Bid:
        values = tuple(Evidence(f"q{j}", Fraction(random.randint(10, 99)), "측정.json 1행") for j in range(4))
        evidence = (*values, Evidence("power", Fraction(50), "제안서 3쪽"))
        return Bid(f"b{number}", f"업체 {number}", 1_000_000_000 + number * 1_234_567, evidence)

    def evaluated(self) -> Evaluation:
        """The evaluation, computed anew."""
        return evaluate(self.scheme, rules=self.rules, answers=_ANSWERS, bids=self.bids, marks=self.marks)


def dossier(evaluation: Evaluation) -> Dossier:
    """The evaluation with what the workbook needs besides."""
    tender = Tender("P-1", "성능 측정용 공고", "측정", _DAY, "측정", (), example=True, example_note="지어낸 값")
    makers = tuple((r.bid.id, f"제조사 {i % 5}") for i, r in enumerate(evaluation.results))
    return Dossier(tender, evaluation, makers, (), None, "Jeoul")
