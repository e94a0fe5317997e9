from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from scoring.ahp import Judgment, Matrix, complete_rows, matrix_of, priorities
from scoring.ahp_completion import NotConnected, completed, least_squares, missing_pairs
from scoring.ahp_consistency import consistency
from scoring.quantity import exact
from tests.scoring.ahp_cases import ahp_cases, matrices, matrix

(CASE,) = ahp_cases("incomplete")
BOZOKI = matrix(CASE["pcm"], names=CASE["names"])
SMALL = Fraction(1, 10**45)


def test_the_published_incomplete_matrix_comes_out() -> None:
    full, tolerance = completed(BOZOKI), exact(CASE["tolerance"])
    rows = complete_rows(full)
    assert abs(rows[2][3] - exact(CASE["expected"]["completed_c_d"])) < tolerance
    assert abs(rows[2][3] - exact(CASE["computed"]["completed"])) < Fraction(1, 10**7)
    assert abs(rows[2][3] ** 2 - Fraction(8, 15)) < SMALL
    for found, expected in zip(priorities(full).eigenvector, CASE["expected"]["weights"], strict=True):
        assert abs(found - exact(expected)) <= tolerance
    for found, expected in zip(least_squares(BOZOKI), CASE["computed"]["least_squares"], strict=True):
        assert abs(found - exact(expected)) < Fraction(1, 10**14)
    random_index, ratio = CASE["expected"]["cr_of_random_index"]
    assert abs(consistency(full).index / exact(random_index) - exact(ratio)) <= tolerance


def test_the_missing_pair_is_named() -> None:
    assert (missing_pairs(BOZOKI), missing_pairs(completed(BOZOKI))) == ((("c", "d"),), ())


def test_a_completed_matrix_is_reciprocal_and_keeps_what_was_given() -> None:
    rows = complete_rows(completed(BOZOKI))
    assert rows[2][3] * rows[3][2] == 1
    assert rows[0] == BOZOKI.rows[0]


@given(matrices())
@settings(max_examples=30, deadline=None)
def test_without_gaps_it_is_the_row_geometric_mean(given_matrix: Matrix) -> None:
    for found, mean in zip(least_squares(given_matrix), priorities(given_matrix).geometric, strict=True):
        assert abs(found - mean) < SMALL


@given(matrices(least=3))
@settings(max_examples=30, deadline=None)
def test_weights_of_a_completed_matrix_are_those_of_the_gaps(given_matrix: Matrix) -> None:
    rows = [list(row) for row in given_matrix.rows]
    rows[0][1] = rows[1][0] = None
    gap = Matrix(given_matrix.names, tuple(tuple(row) for row in rows))
    for found, mean in zip(least_squares(gap), priorities(completed(gap)).geometric, strict=True):
        assert abs(found - mean) < SMALL


def test_a_chain_of_comparisons_is_enough() -> None:
    chain = matrix_of("abc", judgments=[Judgment("a", "b", Fraction(2)), Judgment("b", "c", Fraction(3))])
    for found, expected in zip(least_squares(chain), (Fraction(6, 10), Fraction(3, 10), Fraction(1, 10)), strict=True):
        assert abs(found - expected) < SMALL


def test_groups_that_nobody_compared_are_refused_by_name() -> None:
    apart = matrix_of("abcd", judgments=[Judgment("a", "c", Fraction(2)), Judgment("b", "d", Fraction(3))])
    with pytest.raises(NotConnected, match=r"b, d: a와\(과\) 이어지는 비교가 없습니다"):
        completed(apart)
