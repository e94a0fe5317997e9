from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from procurement.sizing.diagnosis import minimal_conflict

RULES = ("a", "b", "c", "d", "e")


@given(st.sets(st.frozensets(st.sampled_from(RULES)), min_size=1))
def test_what_is_left_conflicts_and_nothing_smaller_does(conflicts: set[frozenset[str]]) -> None:
    def fits(kept: frozenset[str]) -> bool:
        return not any(conflict <= kept for conflict in conflicts)

    found = minimal_conflict(RULES, fits=fits)
    assert not fits(frozenset(found))
    assert all(fits(frozenset(part)) for size in range(len(found)) for part in combinations(found, size))


def test_rules_named_first_are_let_go_first() -> None:
    assert minimal_conflict(("a", "b"), fits=lambda kept: not kept) == ("b",)
