from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.ahp import Judgment, Matrix, UnusableJudgments, complete_rows, matrix_of, priorities
from scoring.ahp_consistency import best_revision, consistency, worst_triad
from scoring.ahp_group import (
    Judge,
    UnusableGroup,
    aggregated_judgments,
    aggregated_priorities,
    consensus,
    judge_reports,
)
from scoring.precise import normalised, weighted_geometric_mean
from tests.scoring.ahp_cases import SCALE, matrices, matrix

SMALL = Fraction(1, 10**45)
FIRST = Judge("위원1", matrix([["1", "2", "4"], ["1/2", "1", "2"], ["1/4", "1/2", "1"]]))
SECOND = Judge("위원2", matrix([["1", "1/8", "1/4"], ["8", "1", "2"], ["4", "1/2", "1"]]))


def favouring(name: str, *, of: str = "abc") -> Judge:
    """A judge for whom one criterion is 9 times each other, and the others are equal."""
    pairs = [(a, b) for i, a in enumerate(of) for b in of[i + 1 :]]
    times = {(a, b): Fraction(9) if a == name else Fraction(1, 9) if b == name else Fraction(1) for a, b in pairs}
    return Judge(f"위원 {name}", matrix_of(of, judgments=[Judgment(a, b, t) for (a, b), t in times.items()]))


def groups(size: int = 4) -> st.SearchStrategy[list[Judge]]:
    one = st.tuples(matrices(least=size, most=size), st.integers(1, 5))
    return st.lists(one, min_size=1, max_size=4).map(
        lambda found: [Judge(f"위원{i}", m, Fraction(w)) for i, (m, w) in enumerate(found, 1)]
    )


def test_judgments_are_put_together_by_their_geometric_mean() -> None:
    found = complete_rows(aggregated_judgments([FIRST, SECOND]))
    for place, square in {(0, 1): Fraction(1, 4), (0, 2): Fraction(1), (1, 2): Fraction(4)}.items():
        value = found[place[0]][place[1]]
        assert abs(value**2 - square) < SMALL
        assert value * found[place[1]][place[0]] == 1


def test_a_judge_of_twice_the_weight_counts_twice() -> None:
    twice = aggregated_judgments([replace(FIRST, weight=Fraction(2)), SECOND])
    thrice = aggregated_judgments([FIRST, replace(FIRST, name="위원3"), SECOND])
    assert abs(complete_rows(twice)[0][1] - complete_rows(thrice)[0][1]) < SMALL
    assert abs(complete_rows(twice)[0][1] ** 3 - Fraction(1, 2)) < SMALL


@given(groups())
@settings(max_examples=25, deadline=None)
def test_with_geometric_means_judgments_and_priorities_coincide(judges: list[Judge]) -> None:
    rows = [(priorities(judge.matrix).geometric, judge.weight) for judge in judges]
    individual = normalised(weighted_geometric_mean((row[j], w) for row, w in rows) for j in range(4))
    for found, expected in zip(priorities(aggregated_judgments(judges)).geometric, individual, strict=True):
        assert abs(found - expected) < SMALL


@given(groups())
@settings(max_examples=15, deadline=None)
def test_priorities_of_individuals_add_up_to_one(judges: list[Judge]) -> None:
    assert sum(aggregated_priorities(judges)) == 1


def test_the_priorities_of_consistent_individuals_are_their_geometric_mean() -> None:
    one, other = (4 / 7, 2 / 7, 1 / 7), (1 / 13, 8 / 13, 4 / 13)
    roots = [math.sqrt(a * b) for a, b in zip(one, other, strict=True)]
    found = [float(value) for value in aggregated_priorities([FIRST, SECOND])]
    assert found == pytest.approx([root / sum(roots) for root in roots], abs=1e-14)


def test_each_judge_is_tested_because_the_group_hides_it() -> None:
    wrong = Judge("위원3", matrix([["1", "2", "1/8"], ["1/2", "1", "2"], ["8", "1/2", "1"]]))
    mirror = Judge("위원4", matrix([["1", "1/2", "8"], ["2", "1", "1/2"], ["1/8", "2", "1"]]))
    reports = judge_reports([wrong, mirror])
    assert [report.consistency.acceptable for report in reports] == [False, False]
    assert consistency(aggregated_judgments([wrong, mirror])).acceptable
    assert [report.name for report in reports] == ["위원3", "위원4"]
    assert reports[0].triad == worst_triad(wrong.matrix)
    assert reports[0].revision == best_revision(wrong.matrix)


def test_judges_who_say_the_same_are_in_full_consensus() -> None:
    found = consensus([FIRST, replace(FIRST, name="위원9")])
    assert (str(found.indicator), found.words) == ("1.0000", "매우 높음 / very high")


def test_judges_who_each_favour_another_criterion_are_in_none() -> None:
    found = consensus([favouring("a"), favouring("b"), favouring("c")])
    assert (str(found.indicator), found.words) == ("0.0000", "매우 낮음 / very low")


def test_consensus_is_the_published_formula_of_entropies() -> None:
    rows = [(4 / 7, 2 / 7, 1 / 7), (1 / 13, 8 / 13, 4 / 13)]
    alpha = sum(entropy(row) for row in rows) / 2
    gamma = entropy([sum(column) / 2 for column in zip(*rows, strict=True)])
    least = math.exp(entropy((9 / 11, 1 / 11, 1 / 11))) / 3
    expected = (1 / math.exp(gamma - alpha) - least) / (1 - least)
    found = consensus([FIRST, SECOND])
    assert float(found.indicator) == round(expected, 4) == 0.6387
    assert found.words == "보통 / moderate"


def entropy(shares: tuple[float, ...] | list[float]) -> float:
    return -sum(share * math.log(share) for share in shares)


@given(st.lists(st.sampled_from(SCALE), min_size=2, max_size=5))
@settings(max_examples=25, deadline=None)
def test_consensus_on_two_criteria_stays_between_none_and_full(times: list[Fraction]) -> None:
    judges = [Judge(str(i), matrix_of("ab", judgments=[Judgment("a", "b", t)])) for i, t in enumerate(times)]
    assert 0 <= consensus(judges).indicator <= 1


OTHER = Judge("위원7", Matrix(("a", "c", "b"), FIRST.matrix.rows))


@pytest.mark.parametrize(
    ("judges", "message"),
    [
        ([], "판단자가 없습니다"),
        ([FIRST, replace(SECOND, name="위원1")], r"위원1 \(비중 1\): 이름은 한 번"),
        ([FIRST, replace(SECOND, weight=Fraction(0))], r"위원2 \(비중 0\): 이름은 한 번, 비중은 0보다 크고"),
        ([FIRST, OTHER], r"위원7 \(비중 1\): .*항목은 위원1와\(과\) 같은 순서"),
    ],
)
def test_judges_that_cannot_be_put_together_are_refused(judges: list[Judge], message: str) -> None:
    for put_together in (aggregated_judgments, aggregated_priorities, judge_reports, consensus):
        with pytest.raises(UnusableGroup, match=message):
            put_together(judges)


def test_a_judge_with_a_gap_is_completed_first() -> None:
    gap = matrix([["1", "2", ""], ["1/2", "1", "2"], ["", "1/2", "1"]])
    with pytest.raises(UnusableJudgments, match="a : c: 비교하지 않았습니다"):
        aggregated_judgments([FIRST, Judge("위원2", gap)])
