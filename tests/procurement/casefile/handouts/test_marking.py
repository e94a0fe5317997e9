from __future__ import annotations

from fractions import Fraction

import pytest

from benchmarks.table import TableError, read_table
from procurement.casefile.handouts.marking import fault_of, marking_of
from procurement.exports.handout import MarkRule
from tests.procurement.exports.xlsx.handouts.notices import HELP, NOTICE, PLAN


def rules(text: str) -> tuple[MarkRule, ...]:
    return marking_of(read_table(text.encode(), filename="forms.toml"), scheme=NOTICE.scheme)


def test_without_a_word_any_points_may_be_given_and_no_reason_is_owed() -> None:
    assert rules("") == (
        MarkRule(PLAN, None, (), always=False, reason_below=None),
        MarkRule(HELP, None, (), always=False, reason_below=None),
    )


def test_a_criterion_has_its_own_rule_or_that_of_all() -> None:
    text = '[marks]\nstep = 0.5\nreason = "always"\n[criterion.help]\nshares = [1, 0.9, 0.55]\nreason_below = 0.7\n'
    shares = (Fraction(1), Fraction(9, 10), Fraction(11, 20))
    assert rules(text) == (
        MarkRule(PLAN, Fraction(1, 2), (), always=True, reason_below=None),
        MarkRule(HELP, None, shares, always=False, reason_below=Fraction(7, 10)),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[marks]\nstep = 0.3\n", "must be above 0 and divide the 70 points"),
        ("[marks]\nstep = 0\n", "must be above 0"),
        ("[marks]\nstep = 0.5\nshares = [1, 0.5]\n", "give either step or shares"),
        ('[marks]\nreason = "always"\nreason_below = 0.5\n', "give either reason or reason_below"),
        ('[marks]\nreason = "sometimes"\n', "must be one of always, optional"),
        ("[marks]\nshares = [0.9, 0.5]\n", "must fall from 1"),
        ("[marks]\nshares = [1, 1]\n", "must fall from 1"),
        ("[marks]\nshares = []\n", "must fall from 1"),
        ("[marks]\nshares = 1\n", "must fall from 1"),
        ("[marks]\nshares = [1, 0.123456]\n", "at most 4 decimals"),
        ('[marks]\nshares = [1, "a"]\n', "forms.toml.marks.shares: 1 = 'a'"),
        ("[marks]\nsteps = 1\n", "unknown key 'steps'"),
        ("[criterion.nobody]\nstep = 1\n", "unknown key 'nobody'"),
    ],
)
def test_what_cannot_be_marked_by_is_refused(text: str, says: str) -> None:
    with pytest.raises(TableError) as caught:
        rules(text)
    assert str(caught.value).startswith("forms.toml.")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "points", "reason", "said"),
    [
        ("", "70", "", ""),
        ("", "70.0001", "", "0 이상 70 이하"),
        ("", "-1", "", "0 이상 70 이하"),
        ("", "1/3", "", "소수 4자리까지"),
        ("[marks]\nstep = 0.5\n", "12.5", "", ""),
        ("[marks]\nstep = 0.5\n", "12.3", "", "0.5점 단위"),
        ("[marks]\nshares = [1, 0.5]\n", "35", "", ""),
        ("[marks]\nshares = [1, 0.5]\n", "34", "", "줄 수 있는 점수: 70, 35"),
        ('[marks]\nreason = "always"\n', "70", " ", "사유를 적어야"),
        ('[marks]\nreason = "always"\n', "70", "좋음", ""),
        ("[marks]\nreason_below = 0.5\n", "34.9", "", "사유를 적어야"),
        ("[marks]\nreason_below = 0.5\n", "35", "", ""),
    ],
)
def test_a_mark_is_held_against_its_rule(text: str, points: str, reason: str, said: str) -> None:
    fault = fault_of(rules(text)[0], points=Fraction(points), reason=reason)
    assert fault == said if not said else said in fault
