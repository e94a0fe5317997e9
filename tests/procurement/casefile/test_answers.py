from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.answers import KEYS, NotAnswered, answers_of
from procurement.casefile.procedure import rules_of
from scoring.result import Answers
from tests.procurement.casefile.folder import TENDER

DAY = date(2026, 11, 2)


def tender(old: str = "", new: str = "") -> Table:
    assert old in TENDER
    return read_table(TENDER.replace(old, new).encode(), filename="tender.toml")


def test_rules_are_those_of_the_profiles_on_the_day() -> None:
    found = rules_of(tender(), day=DAY)
    assert [rules.id for rules in found] == ["kr.negotiation.national", "kr.pps.panel", "kr.differential"]
    assert {rules.day for rules in found} == {DAY}


def test_answers_are_the_tenders_own() -> None:
    assert answers_of(tender(), rules=rules_of(tender(), day=DAY)) == Answers(
        e_kind="budget",
        e_vat="incl",
        e_amount=1_000_000_000,
        bid_vat="incl",
        ceiling=1_000_000_000,
        l_pool="eligible_only",
        floor_l=True,
        cap_at_pmax=True,
        trim_k=0,
        price_formula="two_slope_2026",
        differential_step=None,
        differential_threshold_on="raw",
        differential_pool="all",
    )


def test_a_differential_step_is_exact() -> None:
    table = tender('differential_step = "none"', "differential_step = 0.1")
    assert answers_of(table, rules=rules_of(table, day=DAY)).differential_step == Fraction(Decimal("0.1"))


def test_a_differential_step_in_words_is_refused() -> None:
    table = tender('differential_step = "none"', 'differential_step = "0.1"')
    with pytest.raises(TableError, match=r'points \(a number\) or "none"'):
        answers_of(table, rules=rules_of(table, day=DAY))


@pytest.mark.parametrize("key", KEYS)
def test_no_answer_has_a_default(key: str) -> None:
    line = next(line for line in TENDER.partition("[rules.answers]")[2].splitlines() if line.startswith(f"{key} = "))
    table = tender(f"{line}\n", "")
    with pytest.raises((NotAnswered, TableError), match=key):
        answers_of(table, rules=rules_of(table, day=DAY))


def test_an_answer_to_no_question_is_refused() -> None:
    with pytest.raises(TableError, match="unknown key 'colour'"):
        answers_of(tender("[rules.answers]", '[rules.answers]\ncolour = "red"'), rules=())
