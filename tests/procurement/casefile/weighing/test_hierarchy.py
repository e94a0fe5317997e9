from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.casefile.weighing.reading import read_weighing
from scoring.ahp import Matrix, priorities
from scoring.ahp_completion import least_squares
from scoring.ahp_group import Judge, aggregated_priorities, consensus
from tests.procurement.casefile.weighing.files import compared, weighed, written
from tests.scoring.ahp_cases import ahp_cases, matrices, matrix

NEAR = Fraction(1, 10**40)
ONE_BODY = ("고유벡터 (AIJ) / eigenvector (AIJ)", "고유벡터 (AIP) / eigenvector (AIP)", "기하평균 / geometric mean")


TREE = """
[weighing]
kind = "ahp"
id = "t"
title = "시험"
agency = "시험"
points = 80
[[criteria]]
id = "성능"
title = "성능"
[[criteria]]
id = "지원"
title = "지원"
swing = "0 → 1"
[[criteria]]
id = "처리량"
title = "처리량"
parent = "성능"
swing = "0 → 1"
[[criteria]]
id = "지연"
title = "지연"
parent = "성능"
swing = "1 → 0"
[[judges]]
name = "위원"
judgments = [["성능", "지원", 4], ["지연", "처리량", "1/3"]]
"""


def test_a_tree_is_the_product_of_its_branches(tmp_path: Path) -> None:
    found = read_weighing(written(tmp_path, TREE))
    for method in found.methods:
        exact = {"지원": Fraction(1, 5), "처리량": Fraction(4, 5) * Fraction(3, 4), "지연": Fraction(1, 5)}
        assert all(abs(share - exact[name]) < NEAR for name, share in method.shares)
        assert method.points == (("지원", 16), ("처리량", 48), ("지연", 16))


PUBLISHED = [case for case in ahp_cases("matrix") if "weights" in case.get("expected", {})]


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: str(case["id"]))
def test_a_published_matrix_has_its_published_weights(tmp_path: Path, case: dict[str, Any]) -> None:
    found = compared(tmp_path, matrix(case["pcm"]))
    for (_, share), printed in zip(found.methods[0].shares, case["expected"]["weights"], strict=True):
        assert abs(share - Fraction(printed)) <= Fraction(case["tolerance"])
    ratio = found.nodes[0].judged[0].report.consistency.ratio
    assert abs(ratio - Fraction(case["computed"]["cr"])) <= Fraction(1, 10**9)


@settings(max_examples=20)
@given(matrices(most=4), st.integers(1, 200))
def test_one_judge_through_a_file_is_the_library_and_has_no_group(given_matrix: Matrix, total: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = compared(Path(folder), given_matrix, points=total)
    both = priorities(given_matrix)
    assert [method.name for method in found.methods] == ["고유벡터 / eigenvector", "기하평균 / geometric mean"]
    for method, row in zip(found.methods, (both.eigenvector, both.geometric), strict=True):
        assert [name for name, _ in method.shares] == list(given_matrix.names)
        assert all(abs(a - b) < NEAR for (_, a), b in zip(method.shares, row, strict=True))
        assert sum(points for _, points in method.points) == total


@settings(max_examples=20)
@given(st.lists(matrices(least=3, most=3), min_size=2, max_size=3))
def test_judges_put_together_keep_the_identities(given_matrices: list[Matrix]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = compared(Path(folder), *given_matrices, group="AIP")
    judges = [Judge(f"위원{n}", one) for n, one in enumerate(given_matrices, 1)]
    node = found.nodes[0]
    assert node.aip == aggregated_priorities(judges)
    assert node.consensus == consensus(judges)
    # with three criteria eigenvector and geometric mean are one, so that all methods must agree
    for method in found.methods:
        assert all(abs(a - b) < NEAR for (_, a), b in zip(method.shares, node.aip, strict=True))


@pytest.mark.parametrize(("group", "first"), [("AIJ", ONE_BODY), ("AIP", (ONE_BODY[1], ONE_BODY[0], ONE_BODY[2]))])
def test_the_officer_says_which_group_makes_the_points(tmp_path: Path, group: str, first: tuple[str, ...]) -> None:
    found = weighed(tmp_path, "ahp", ('group = "AIJ"', f'group = "{group}"'))
    assert tuple(method.name for method in found.methods) == first
    assert [points for _, points in found.methods[0].points] == [8, 22, 15, 9, 8, 7, 11]
    assert sum(share for _, share in found.methods[0].shares) == 1


def test_gaps_are_filled_with_least_squares_and_only_asked_triads_are_shown(tmp_path: Path) -> None:
    rows = (("1", "2", "", "1/2"), ("1/2", "1", "3", ""), ("", "1/3", "1", "1"), ("2", "", "1", "1"))
    judged = compared(tmp_path, matrix(rows)).nodes[0].judged[0]
    weights = least_squares(matrix(rows))
    assert judged.given == matrix(rows)
    assert [(a, b) for a, b, _ in judged.filled] == [("a", "c"), ("b", "d")]
    assert [value for *_, value in judged.filled] == [weights[0] / weights[2], weights[1] / weights[3]]
    assert judged.report.triad is None
    assert judged.report.revision is not None
