from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.adjustments import bonus_of, deduction_of
from scoring.criteria import Bonus, Deduction
from scoring.rules.loading import on, shipped_rule
from tests.scoring.tender import RULES

SOFTWARE = (*RULES, on(shipped_rule("kr.software.bonus"), day=date(2026, 11, 22)))
PPS = "조달청 협상에 의한 계약 제안서평가 세부기준"


def table(text: str) -> Table:
    return read_table(text.encode(), filename="bids/A.toml")


def test_prior_contact_takes_the_points_of_the_rule_and_keeps_the_reason() -> None:
    found = deduction_of(table('kind = "prior_contact"\nreason = "11월 3일 면담"'), rules=RULES)
    assert found == Deduction(Fraction(5), "사전접촉: 11월 3일 면담", f"{PPS} 제14조의2")


def test_a_disqualified_member_takes_its_share_of_the_points() -> None:
    text = 'kind = "member_disqualified"\nmember = "나사"\nshare = 0.3\npoints = 10\nreason = "부정당업자 제재"'
    found = deduction_of(table(text), rules=RULES)
    reason = "공동수급체 구성원 결격: 나사 (지분 0.3 × 10점): 부정당업자 제재"
    assert found == Deduction(Fraction(3), reason, f"{PPS} 제10조제10항")


def test_the_notices_own_deduction_names_its_clause() -> None:
    found = deduction_of(table('points = 0.5\nreason = "지각 제출"\nclause = "공고 9"'), rules=RULES)
    assert found == Deduction(Fraction(1, 2), "지각 제출", "공고 9")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('kind = "prior_contact"\nreason = "면담"\npoints = 3', "unknown key 'points'"),
        ('kind = "prior_contact"', "'reason' is missing"),
        ('kind = "late"\nreason = "지각"', "must be one of prior_contact, member_disqualified"),
        ('kind = "member_disqualified"\nmember = "나"\nshare = 2\npoints = 1\nreason = "가"', "지분율 2"),
        ('points = 1\nreason = "가"', "'clause' is missing"),
    ],
)
def test_a_wrong_deduction_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(TableError, match=rf"^bids/A\.toml: .*{says}"):
        deduction_of(table(text), rules=RULES)


def test_a_deduction_that_the_rules_do_not_know_is_refused() -> None:
    with pytest.raises(TableError, match=r"^bids/A\.toml: prior_contact_points: 규정에 없습니다"):
        deduction_of(table('kind = "prior_contact"\nreason = "면담"'), rules=RULES[:1])


def test_a_bonus_is_given_only_where_a_rule_knows_one() -> None:
    asked = table('points = 2\nreason = "SP 인증"')
    assert bonus_of(asked, rules=SOFTWARE) == Bonus(Fraction(2), "SP 인증")
    with pytest.raises(TableError, match=r"^bids/A\.toml: SP 인증: 적용하는 규정에 가점이 없습니다"):
        bonus_of(asked, rules=RULES)
    with pytest.raises(TableError, match="가점 6점: 0점 초과 5점 이하"):
        bonus_of(table('points = 6\nreason = "SP 인증"'), rules=SOFTWARE)
