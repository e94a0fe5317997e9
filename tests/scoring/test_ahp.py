from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import ahpy  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.ahp import (
    Judgment,
    Matrix,
    UnusableJudgments,
    complete_rows,
    matrix_from_rows,
    matrix_of,
    method_difference,
    priorities,
    rounded,
    size_warning,
)
from scoring.quantity import exact
from scoring.weights import integer_points
from tests.scoring.ahp_cases import ahp_cases, matrices, matrix

SHARED = Path(__file__).parents[3] / "shared" / "cases" / "mcda"
DRINKS = ahp_cases("matrix")[0]


def of_case(case: dict[str, Any]) -> Matrix:
    return matrix(case["pcm"], names=case.get("names") or case["criteria"])


def near(found: Sequence[Fraction], expected: Sequence[str], *, tolerance: str) -> bool:
    return all(abs(a - exact(b)) <= exact(tolerance) for a, b in zip(found, expected, strict=True))


@pytest.mark.parametrize("case", ahp_cases("matrix"), ids=lambda case: case["id"])
def test_published_weights_come_out(case: dict[str, Any]) -> None:
    found = priorities(of_case(case))
    assert near(found.eigenvector, case["expected"]["weights"], tolerance=case["tolerance"])
    assert abs(found.lambda_max - exact(case["computed"]["lambda_max"])) < Fraction(1, 10**12)


@pytest.mark.parametrize("case", ahp_cases("hierarchy"), ids=lambda case: case["id"])
def test_published_hierarchies_come_out(case: dict[str, Any]) -> None:
    top = priorities(of_case(case)).eigenvector
    below = [
        priorities(matrix(case["alternative_pcms"][name], names=case["alternatives"])).eigenvector
        for name in case["criteria"]
    ]
    found = [sum((w * row[i] for w, row in zip(top, below, strict=True)), Fraction(0)) for i in range(len(below[0]))]
    assert near(found, case["expected"]["global"], tolerance=case["tolerance"])
    assert near(top, case["expected"].get("weights", [str(v) for v in rounded(top)]), tolerance=case["tolerance"])


def test_a_consistent_matrix_gives_its_weights_back_by_both_methods() -> None:
    found = priorities(of_case(ahp_cases("matrix")[-1]))
    for row in (found.eigenvector, found.geometric):
        assert [str(value) for value in rounded(row)] == ["0.4000", "0.3000", "0.2000", "0.1000"]
    assert [str(points) for points in method_difference(found, total=100)] == ["0.0000"] * 4


def test_the_methods_stand_side_by_side_and_become_whole_points() -> None:
    found = priorities(of_case(DRINKS))
    assert [str(v) for v in rounded(found.eigenvector)[:3]] == ["0.1775", "0.0191", "0.0418"]
    roots = [math.prod(float(x) for x in row) ** (1 / 7) for row in complete_rows(of_case(DRINKS))]
    assert [float(v) for v in found.geometric] == pytest.approx([root / sum(roots) for root in roots], abs=1e-14)
    assert max(abs(points) for points in method_difference(found, total=100)) < 1
    shares = tuple(zip(found.names, found.eigenvector, strict=True))
    assert [points for _, points in integer_points(shares, total=100)] == [18, 2, 4, 11, 19, 13, 33]


@given(matrices())
@settings(max_examples=40, deadline=None)
def test_weights_solve_the_eigenproblem_and_add_up(given_matrix: Matrix) -> None:
    found = priorities(given_matrix)
    assert sum(found.eigenvector) == sum(found.geometric) == 1
    assert found.lambda_max >= len(found.names) - Fraction(1, 10**45)
    for row, weight in zip(complete_rows(given_matrix), found.eigenvector, strict=True):
        image = sum((a * x for a, x in zip(row, found.eigenvector, strict=True)), Fraction(0))
        assert abs(image - found.lambda_max * weight) < Fraction(1, 10**50)


@given(matrices(), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_names_does_not_matter(given_matrix: Matrix, order: Any) -> None:
    places = list(range(len(given_matrix.names)))
    order.shuffle(places)
    turned = Matrix(
        tuple(given_matrix.names[i] for i in places),
        tuple(tuple(given_matrix.rows[i][j] for j in places) for i in places),
    )
    before, after = priorities(given_matrix), priorities(turned)
    for k, i in enumerate(places):
        assert abs(before.eigenvector[i] - after.eigenvector[k]) < Fraction(1, 10**50)


@given(matrices(least=3))
@settings(max_examples=25, deadline=None)
def test_weights_agree_with_ahpy(given_matrix: Matrix) -> None:
    pairs = {
        (a, b): given_matrix.rows[i][j]
        for i, a in enumerate(given_matrix.names)
        for j, b in enumerate(given_matrix.names)
        if i < j
    }
    other = ahpy.Compare("x", pairs, precision=10, random_index="saaty")
    for name, weight in zip(given_matrix.names, priorities(given_matrix).eigenvector, strict=True):
        assert float(weight) == pytest.approx(float(other.target_weights[name]), abs=1e-8)


@pytest.mark.parametrize(
    ("judgments", "message"),
    [
        ([("a", "b", "9.01")], "a : b: 9.01배: 1/9에서 9까지여야"),
        ([("a", "b", "0.11")], "a : b: 0.11배"),
        ([("a", "b", "-2")], "a : b: -2배"),
        ([("a", "a", "1")], "a : a: 서로 다른 두 항목"),
        ([("a", "z", "1")], "a : z: 서로 다른 두 항목"),
        ([("a", "b", "2"), ("b", "a", "3")], "b : a: 두 번 비교했습니다"),
    ],
)
def test_a_judgment_that_is_no_comparison_is_refused_with_its_pair(
    judgments: list[tuple[str, str, str]], message: str
) -> None:
    with pytest.raises(UnusableJudgments, match=message):
        matrix_of("abc", judgments=[Judgment(a, b, exact(times)) for a, b, times in judgments])


@pytest.mark.parametrize("names", ["", "a", "aa"])
def test_two_different_names_are_needed(names: str) -> None:
    with pytest.raises(UnusableJudgments, match="서로 다른 둘 이상"):
        matrix_of(names, judgments=[])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["1", "2"]], r"2 × 2 행렬"),
        ([["1"], ["1"]], r"must be a 2 by 2 matrix"),
        ([["1", "2"], ["1/2", "2"]], "b : b: 대각선은 1"),
        ([["1", "2"], ["1/3", "1"]], r"b : a: 역수가 아닙니다 \(1/3, 2\)"),
        ([["1", ""], ["1/3", "1"]], r"b : a: 역수가 아닙니다 \(1/3, None\)"),
        ([["1", "10"], ["1/10", "1"]], "a : b: 10배"),
    ],
)
def test_a_matrix_that_is_not_reciprocal_is_refused_with_its_pair(rows: list[list[str]], message: str) -> None:
    values = [[Fraction(text) if text else None for text in row] for row in rows]
    with pytest.raises(UnusableJudgments, match=message):
        matrix_from_rows("ab", rows=values)


def test_values_between_the_steps_of_the_scale_are_allowed() -> None:
    found = matrix_of("ab", judgments=[Judgment("a", "b", exact("2.5"))])
    assert abs(priorities(found).eigenvector[0] - Fraction(5, 7)) < Fraction(1, 10**60)


def test_a_gap_is_named_before_anything_is_computed() -> None:
    with pytest.raises(UnusableJudgments, match="a : c: 비교하지 않았습니다"):
        priorities(matrix_of("abc", judgments=[Judgment("a", "b", Fraction(2)), Judgment("b", "c", Fraction(2))]))


def test_a_node_of_ten_is_warned_of_and_nine_is_not() -> None:
    nine = Matrix(tuple("abcdefghi"), ())
    assert size_warning(nine) == ""
    assert size_warning(replace(nine, names=tuple("abcdefghij"))).startswith(
        "한 마디에 항목 10개, 비교 45번: 9개 이하로"
    )


def test_cases_are_those_of_the_research() -> None:
    if not SHARED.exists():
        pytest.skip("the research data is not beside this checkout")
    cases = {case["id"]: case for case in ahp_cases()}
    research = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in SHARED.glob("ahp*.json")}
    assert set(cases) == set(research)
    for name, case in cases.items():
        theirs = research[name]
        pairs = [(case["pcm"], theirs["pcm" if "pcm" in theirs else "criteria_pcm"])]
        pairs += [(rows, theirs["alternative_pcms"][key]) for key, rows in case.get("alternative_pcms", {}).items()]
        assert float(case["tolerance"]) == theirs["tolerance"]
        for ours, rows in pairs:
            flat = [float(Fraction(text)) if text else None for row in ours for text in row]
            assert flat == pytest.approx([value for row in rows for value in row], abs=1e-12)
