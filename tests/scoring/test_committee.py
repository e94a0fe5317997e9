from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.committee import Committee, UnusableCommittee, committee_notes, needed
from scoring.rules.loading import NotObtained, on, shipped_rule

DAY = date(2026, 11, 22)
RULES = tuple(on(shipped_rule(i), day=DAY) for i in ("kr.pps.panel", "kr.pps.committee"))
USUAL = Committee(amount=1_650_000_000, kind="ordinary", appointed=8, attended=8, trim_k=1)


@pytest.mark.parametrize(
    ("change", "size"),
    [
        ({"amount": 99_999_999}, 8),
        ({"amount": 4_999_999_999}, 8),
        ({"amount": 5_000_000_000}, 9),
        ({"kind": "large"}, 12),
        ({"kind": "suitability"}, 5),
    ],
)
def test_how_many_evaluators_a_project_needs(change: dict[str, Any], size: int) -> None:
    assert needed(replace(USUAL, **change), rules=RULES).value == size


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"appointed": 7, "attended": 7}, ["committee_size"]),
        ({"attended": 6}, []),
        ({"attended": 5}, ["committee_quorum"]),
        ({"appointed": 9, "attended": 6}, []),
        ({"appointed": 9, "attended": 5}, ["committee_quorum"]),
        ({"trim_k": 2}, ["committee_trim"]),
        ({"kind": "large", "appointed": 12, "attended": 12, "trim_k": 2}, []),
        ({"kind": "large", "appointed": 12, "attended": 12}, ["committee_trim"]),
        ({"kind": "large", "appointed": 12, "attended": 11}, []),
        ({"appointed": 7, "attended": 4, "trim_k": 0}, ["committee_size", "committee_quorum", "committee_trim"]),
    ],
)
def test_what_departs_from_the_rule_is_noted(change: dict[str, Any], codes: list[str]) -> None:
    assert [note.code for note in committee_notes(replace(USUAL, **change), rules=RULES)] == codes


def test_a_note_says_both_numbers_and_its_clause() -> None:
    (note,) = committee_notes(replace(USUAL, attended=5), rules=RULES)
    assert note.text == "출석 위원 5명: 위촉 8명의 2/3인 16/3명 미만 / below the quorum"
    assert note.clause == "조달청 협상에 의한 계약 제안서평가 세부기준 별표1"


@pytest.mark.parametrize("change", [{"attended": 9}, {"attended": -1}, {"amount": -1}, {"trim_k": -1}])
def test_a_committee_that_cannot_be_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(UnusableCommittee, match="출석은 위촉보다 많을 수 없고"):
        committee_notes(replace(USUAL, **change), rules=RULES)


def test_before_2026_the_sizes_were_not_obtained() -> None:
    rules = tuple(on(shipped_rule(i), day=date(2025, 1, 1)) for i in ("kr.pps.panel", "kr.pps.committee"))
    with pytest.raises(NotObtained, match="committee_amount_large"):
        needed(USUAL, rules=rules)


@given(st.integers(8, 20), st.integers(0, 20))
def test_quorum_is_two_thirds_of_those_appointed(appointed: int, attended: int) -> None:
    committee = replace(USUAL, appointed=appointed, attended=min(attended, appointed))
    noted = "committee_quorum" in {note.code for note in committee_notes(committee, rules=RULES)}
    assert noted is (3 * committee.attended < 2 * appointed)
