from __future__ import annotations

from datetime import date

from procurement.casefile.answers import KEYS
from procurement.casefile.questions import NOTICE, questions_of
from scoring.rules.loading import on, shipped_rule


def test_every_answer_has_its_question_with_the_clause_that_leaves_it_open() -> None:
    rules = tuple(on(shipped_rule(name), day=date(2026, 11, 2)) for name in ("kr.negotiation.national", "kr.pps.panel"))
    found = questions_of(rules)
    assert tuple(question.key for question in found) == KEYS
    clauses = {question.key: question.reference for question in found}
    assert str(clauses["E_kind"]) == "(계약예규) 협상에 의한 계약체결기준 별표"
    assert clauses["trim_k"].title == "조달청 협상에 의한 계약 제안서평가 세부기준"
    assert [key for key in KEYS if clauses[key] == NOTICE] == ["E_amount", "ceiling", "price_formula"]


def test_without_rules_the_notice_is_asked_everything() -> None:
    found = questions_of(())
    assert tuple(question.key for question in found) == KEYS
    assert all(" / " in question.text for question in found)
    choices = {question.key: question.choices for question in found}
    assert choices["L_pool"] == ("valid_all", "eligible_only")
    assert choices["price_formula"][0] == "two_slope_2026"
