from __future__ import annotations

from fractions import Fraction

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.purchase_policy import FIRST, HOME, no_policy, policy_terms_of
from procurement.sizing.policy import Policy
from tests.procurement.sizing.test_policy import ASKED, growing

TEXT = """\
[policy]
points = 5
shares = [0.25, 0.5]
basis = "가상 계획"

[[policy.own]]
id = "w"
title = "w 없이"
without = ["w"]

[[policy.own]]
id = "late"
title = "늦게"
shares = [0, 1]
basis = "가상"
"""


def read(text: str) -> Table:
    return read_table(text.encode(), filename="sizing.toml").table("policy")


def test_the_policies_are_two_fixed_ones_the_middle_way_and_own_ones() -> None:
    found = policy_terms_of(read(TEXT), problem=growing())
    assert found.points == 5
    assert found.policies[:2] == (FIRST, HOME)
    middle, without, late = found.policies[2:]
    assert (middle.id, middle.shares, middle.basis) == ("middle", (Fraction(1, 4), Fraction(1, 2)), "가상 계획")
    assert without == Policy("w", "w 없이", without=("w",))
    assert late.shares == (Fraction(0), Fraction(1))


def test_without_shares_there_is_no_middle_way_to_guess() -> None:
    found = policy_terms_of(read("[policy]\npoints = 5\n"), problem=ASKED)
    assert found.policies == (FIRST, HOME)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("points = 5", "points = 42", "at most 41"),
        ("points = 5", "points = 0", "points"),
        ("[0.25, 0.5]", "[0.25]", "1 shares for 2 years"),
        ("[0.25, 0.5]", "[0.25, 1.5]", "from 0 to 1"),
        ('basis = "가상 계획"\n', "", "basis"),
        ('basis = "가상"\n', "", "basis"),
        ('["w"]', '["none"]', "no such vendor"),
        ('id = "w"', 'id = "late"', "there twice"),
        ('id = "w"', 'id = "w"\nweight = 1', "weight"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        policy_terms_of(read(TEXT.replace(old, new)), problem=growing())


def test_who_described_nothing_is_told_what_to_write() -> None:
    assert "points = 11" in str(no_policy("--policy"))
