from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.lots import UnusableLot
from scoring.mas import (
    InvitationRefused,
    Proposal,
    Ranked,
    Supplier,
    UnusableProposal,
    check_invitation,
    mas_ranking,
    needs_competition,
)
from scoring.result import Lot
from scoring.rules.loading import NotObtained, on, rule, shipped_rule

DAY = date(2026, 11, 22)
RULES = (on(shipped_rule("kr.mas.two.stage"), day=DAY),)
FIVE = tuple(Supplier(f"업체{i}", f"제조사{i % 2}") for i in range(5))
A = Proposal("A", 90, 100, Decimal("91.5"), "공고 별표 2의 A형 산식", employs_well=False)
B = Proposal("B", 85, 95, Decimal("91.5"), "공고 별표 2의 A형 산식", employs_well=False)
LOT = Lot(bids=("B", "A"), day=DAY, witnessed_by="감사담당관", record="제4호")


def run(*proposals: Proposal, price_type: Any = "A", reserved: bool = False, lots: tuple[Lot, ...] = ()) -> Ranked:
    return mas_ranking(proposals, price_type=price_type, reserved_for_smes=reserved, rules=RULES, lots=lots)


@pytest.mark.parametrize(
    ("amount", "between_smes", "expected"),
    [(50_000_000, False, True), (49_999_999, False, False), (99_999_999, True, False), (100_000_000, True, True)],
)
def test_from_which_amount_the_second_stage_is_needed(*, amount: int, between_smes: bool, expected: bool) -> None:
    assert needs_competition(amount, between_smes=between_smes, rules=RULES) is expected


@pytest.mark.parametrize(("count", "reason"), [(5, ""), (4, "계약상대자가 넷뿐"), (2, "계약상대자가 둘뿐")])
def test_five_are_invited_or_two_with_a_reason(count: int, reason: str) -> None:
    check_invitation(FIVE[:count], reason=reason, rules=RULES)


@pytest.mark.parametrize(
    ("suppliers", "reason", "message"),
    [
        (FIVE[:4], " ", "제안요청 대상 4개: 5개 이상, 사유가 있으면 2개 이상"),
        (FIVE[:1], "하나뿐", "제안요청 대상 1개"),
        ((), "없음", "제안요청 대상 0개"),
        ((*FIVE, FIVE[0]), "", "같은 계약상대자가 두 번"),
        (tuple(replace(s, manufacturer="가람") for s in FIVE), "", "가람: 한 제조사의 제품만 .*제6조제6항"),
    ],
)
def test_invitations_that_the_rule_forbids_are_refused(
    suppliers: tuple[Supplier, ...], reason: str, message: str
) -> None:
    with pytest.raises(InvitationRefused, match=message):
        check_invitation(suppliers, reason=reason, rules=RULES)


def test_the_highest_score_as_entered_wins_and_its_formula_is_kept() -> None:
    found = run(A, replace(B, score=Decimal("91.4999")))
    assert (found.order, found.winner) == ((("A",), ("B",)), "A")
    assert [note.code for note in found.notes] == ["score_as_entered", "score_as_entered"]
    assert found.notes[0].text.startswith("A: 91.5점은 공고의 산식으로 계산해 적은 값: 공고 별표 2의 A형 산식")


def test_ties_go_to_who_employs_well_then_to_price_or_rate() -> None:
    # A: rate 0.9000, price 90. B: rate 0.8947, price 85. D: the higher price at the lower rate.
    d = replace(A, id="D", price=170, contract_price=200)
    assert run(A, B).order == (("B",), ("A",))
    assert run(A, replace(B, employs_well=False), replace(A, id="E", employs_well=True)).winner == "E"
    assert run(A, d).winner == "A"
    assert run(A, d, price_type="B").winner == "D"


def test_rates_equal_at_four_decimals_are_equal() -> None:
    near = replace(A, id="B", price=900_001, contract_price=1_000_000)
    assert run(A, near, price_type="B").undecided == ("A", "B")
    assert run(A, near, price_type="B", lots=(LOT,)).winner == "B"
    with pytest.raises(UnusableLot, match="동점이 아닌"):
        run(A, near, lots=(LOT,))


def test_no_proposal_no_winner() -> None:
    assert (run().winner, run().order) == (None, ())


@pytest.mark.parametrize(
    ("proposals", "reserved", "message"),
    [
        ((A, A), False, "같은 제안이 두 번"),
        ((replace(A, formula=" "),), False, "A: 점수의 산식"),
        ((replace(A, score=Decimal("NaN")),), False, "A: 점수의 산식"),
        ((replace(A, price=101),), False, "A: 제안가격 101원은 .*계약가격 100원 이하"),
        ((replace(A, price=0),), False, "A: 제안가격 0원"),
        ((replace(A, price=89),), True, "A: 제안가격 89원이 계약가격의 0.9배보다"),
    ],
)
def test_proposals_that_cannot_be_ranked_are_refused(
    *, proposals: tuple[Proposal, ...], reserved: bool, message: str
) -> None:
    with pytest.raises(UnusableProposal, match=message):
        run(*proposals, reserved=reserved)


def test_exactly_90_percent_is_allowed_for_reserved_goods() -> None:
    assert run(A, reserved=True).winner == "A"


@pytest.mark.parametrize("price_type", ["A", "B"])
def test_the_price_formulas_are_asked_for(price_type: str) -> None:
    with pytest.raises(NotObtained, match=f"mas.price_formula_{price_type}"):
        rule(RULES, key=f"mas.price_formula_{price_type}")


@given(st.dictionaries(st.sampled_from("ABCDE"), st.tuples(st.integers(80, 82), st.integers(1, 3)), min_size=1))
def test_no_one_behind_the_winner_has_a_higher_score(given_: dict[str, tuple[int, int]]) -> None:
    found = run(*(replace(A, id=i, score=Decimal(s), price=p) for i, (s, p) in given_.items()))
    keys = [(-given_[i][0], given_[i][1]) for group in found.order for i in group]
    assert keys == sorted(keys)
    assert (found.winner is None) is (keys.count(keys[0]) > 1)
