from __future__ import annotations

from fractions import Fraction
from typing import Any

import ahpy  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings

from scoring.ahp import Judgment, Matrix, matrix_of
from scoring.ahp_consistency import (
    LIMIT,
    RANDOM_INDEX,
    Consistency,
    NoRandomIndex,
    Revision,
    Triad,
    best_revision,
    consistency,
    worst_triad,
)
from scoring.quantity import exact
from tests.scoring.ahp_cases import ahp_cases, matrices, matrix

CASES = ahp_cases("matrix")
WRONG = matrix([["1", "2", "1/8"], ["1/2", "1", "2"], ["8", "1/2", "1"]])
CONSISTENT = matrix(CASES[-1]["pcm"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_published_consistency_comes_out(case: dict[str, Any]) -> None:
    found = consistency(matrix(case["pcm"], names=case["names"]))
    assert abs(found.index - exact(case["computed"]["ci"])) < Fraction(1, 10**12)
    assert abs(found.ratio - exact(case["computed"]["cr"])) < Fraction(1, 10**12)
    if "cr" in case["expected"]:
        assert abs(found.ratio - exact(case["expected"]["cr"])) <= exact(case["tolerance"])


def test_the_ratio_is_shown_to_four_places_beside_its_limits() -> None:
    drinks, wang = (consistency(matrix(case["pcm"])) for case in CASES[:2])
    assert (str(drinks.shown), drinks.acceptable, drinks.random_index) == ("0.0218", True, exact("1.35"))
    assert (str(wang.shown), wang.acceptable, wang.limit) == ("0.2272", False, exact("0.1"))


@pytest.mark.parametrize(("ratio", "acceptable"), [("0.1", True), ("0.10004", True), ("0.10005", False)])
def test_the_limit_is_tested_on_the_ratio_as_shown(*, ratio: str, acceptable: bool) -> None:
    one = Fraction(1)
    found = Consistency(5, one, one, one, exact(ratio), limit=LIMIT, stricter=LIMIT)
    assert found.acceptable is acceptable


@pytest.mark.parametrize(("size", "stricter"), [(2, "0.1"), (3, "0.05"), (4, "0.08"), (5, "0.1")])
def test_small_matrices_have_a_stricter_limit_beside_it(size: int, stricter: str) -> None:
    found = consistency(equal(size))
    assert (found.limit, found.stricter, found.size) == (exact("0.1"), exact(stricter), size)


def equal(size: int) -> Matrix:
    names = "abcdefghijk"[:size]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    return matrix_of(names, judgments=[Judgment(a, b, Fraction(1)) for a, b in pairs])


def test_the_printed_table_is_that_of_2005() -> None:
    expected = ["0.52", "0.89", "1.11", "1.25", "1.35", "1.40", "1.45", "1.49"]
    assert tuple((n, exact(text)) for n, text in enumerate(expected, 3)) == RANDOM_INDEX
    assert consistency(equal(10)).random_index == exact("1.49")


def test_beyond_the_table_nothing_is_computed() -> None:
    with pytest.raises(NoRandomIndex, match="항목 11개: 임의지수 표는 10개까지"):
        consistency(equal(11))


def test_two_names_are_always_consistent() -> None:
    found = consistency(matrix([["1", "9"], ["1/9", "1"]]))
    assert (found.ratio, found.random_index, str(found.shown)) == (Fraction(0), None, "0.0000")


def test_the_worst_triad_is_named_with_its_product() -> None:
    assert worst_triad(WRONG) == Triad(("a", "b", "c"), Fraction(32), Fraction(31, 32))


def test_a_triad_over_a_gap_is_passed_over() -> None:
    assert worst_triad(matrix([["1", "2", ""], ["1/2", "1", "2"], ["", "1/2", "1"]])) is None


def test_a_consistent_matrix_has_nothing_to_ask_again() -> None:
    assert (worst_triad(CONSISTENT), best_revision(CONSISTENT)) == (None, None)


def test_the_judgment_to_ask_again_is_the_one_that_was_changed() -> None:
    rows = [list(row) for row in CONSISTENT.rows]
    rows[1][3], rows[3][1] = Fraction(1, 3), Fraction(3)
    found = best_revision(Matrix(CONSISTENT.names, tuple(tuple(row) for row in rows)))
    assert found is not None
    assert (found.first, found.second, found.given) == ("b", "d", Fraction(1, 3))
    assert abs(found.consistent - 3) < Fraction(1, 10**45)
    assert abs(found.ratio_after) < Fraction(1, 10**40)


def test_of_three_judgments_that_help_alike_the_first_announced_is_asked_again() -> None:
    found = best_revision(matrix([["1", "2", "1/3"], ["1/2", "1", "2"], ["3", "1/2", "1"]]))
    assert found is not None
    assert (found.first, found.second, found.given) == ("a", "b", Fraction(2))
    assert abs(found.consistent - Fraction(1, 6)) < Fraction(1, 10**45)


def test_a_judgment_that_cannot_be_mended_on_the_scale_is_not_asked_first() -> None:
    found = best_revision(WRONG)  # a : b would have to be 1/16
    assert found is not None
    assert (found.first, found.second, found.given) == ("a", "c", Fraction(1, 8))
    assert abs(found.consistent - 4) < Fraction(1, 10**45)


def test_what_is_said_instead_stays_on_the_scale() -> None:
    rows = [["1", "9", "1/9"], ["1/9", "1", "1/9"], ["9", "9", "1"]]
    found = best_revision(matrix(rows))
    assert found is not None
    assert Fraction(1, 9) <= found.consistent <= 9


@given(matrices(least=3, most=5))
@settings(max_examples=15, deadline=None)
def test_a_revision_lowers_the_ratio_or_there_is_none(given_matrix: Matrix) -> None:
    found, before = best_revision(given_matrix), consistency(given_matrix)
    if found is None:
        assert worst_triad(given_matrix) is None or str(before.shown) == "0.0000"
    else:
        assert isinstance(found, Revision)
        assert -Fraction(1, 10**40) < found.ratio_after < before.ratio


@given(matrices(least=3))
@settings(max_examples=25, deadline=None)
def test_the_ratio_agrees_with_ahpy(given_matrix: Matrix) -> None:
    pairs = {
        (a, b): given_matrix.rows[i][j]
        for i, a in enumerate(given_matrix.names)
        for j, b in enumerate(given_matrix.names)
        if i < j
    }
    other = ahpy.Compare("x", pairs, precision=10, random_index="saaty")
    assert float(consistency(given_matrix).ratio) == pytest.approx(float(other.consistency_ratio), abs=1e-9)
