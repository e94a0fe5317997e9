from __future__ import annotations

from fractions import Fraction

from procurement.exports.handout import Judged, Product
from tests.procurement.exports.xlsx.handouts.notices import NOTICE


def judged(comparison: str, value: Fraction | None) -> Judged:
    return Judged("g", "지연", comparison, Fraction(60), "ms", value, "")


def test_a_limit_is_kept_at_the_limit_and_never_by_what_was_not_measured() -> None:
    assert [judged("<=", v).met for v in (Fraction(60), Fraction(61), None)] == [True, False, False]
    assert [judged(">=", v).met for v in (Fraction(60), Fraction(59), None)] == [True, False, False]


def test_a_product_passes_only_with_every_requirement() -> None:
    good, bad = judged("<=", Fraction(1)), judged("<=", None)
    assert [Product("a", "b", one).passes for one in ((good,), (good, bad), (bad,))] == [True, False, False]


def test_the_points_of_a_ladder_are_shares_of_the_points() -> None:
    assert [rule.allowed for rule in NOTICE.marking] == [(), (Fraction(20), Fraction(18))]
