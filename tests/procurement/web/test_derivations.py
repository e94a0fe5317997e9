from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from procurement.web.derivations import derived
from scoring.criteria import Deduction
from tests.procurement.exports.evaluations import evaluated
from tests.scoring.tender import A, B, C


def test_every_number_is_told_with_its_formula_and_clause() -> None:
    fined = replace(A, deductions=(Deduction(Fraction("0.5"), "사전접촉", "제7조"),))
    result = evaluated(bids=(fined, B, C), differential_step=Fraction(2)).results[0]
    steps = derived(result)
    assert [str(step.name) for step in steps] == [
        "정성 평가",
        *(item.criterion.title for item in result.items),
        "정량 평가",
        "기술점수",
        "차등 기술점수",
        "적격 기준",
        "가격점수",
        "감점",
        "합계",
    ]
    assert all(step.formula and step.clause for step in steps)
    assert result.total is not None
    assert steps[-1].value == str(result.total.value)
