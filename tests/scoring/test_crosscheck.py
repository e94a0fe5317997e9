from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pymcdm.methods
import pymcdm.normalizations
import pytest
from numpy.typing import NDArray

from scoring.acceptability_weights import chunks_of
from scoring.crosscheck import (
    SECOND_OPINION,
    Decision,
    NoCrosscheck,
    Preference,
    closeness,
    promethee,
    second_opinions,
    topsis,
    topsis_first_shares,
    vikor,
)
from scoring.sensitivity import totals
from tests.scoring.mcda import additive_of, cases, one_simplex

Case = dict[str, Any]


def decision(case: Case, *, bids: int | None = None) -> Decision:
    rows = np.array(case["matrix"][:bids], float)
    return Decision(rows, np.array(case["weights"], float), tuple(o == "max" for o in case["objectives"]))


def close(case: Case, key: str) -> Any:
    return pytest.approx([float(v) for v in case["expected"][key]], abs=float(case["tolerance"]))


def ranks(scores: Sequence[float] | NDArray[np.float64], *, best: int) -> list[int]:
    return [1 + sum(best * other > best * score for other in scores) for score in scores]


@pytest.mark.parametrize("case", cases("topsis").values(), ids=list(cases("topsis")))
def test_published_topsis(case: Case) -> None:
    found = topsis(decision(case), normalisation=case["normalization"])
    assert found.tolist() == close(case, "closeness")
    if "rank" in case["expected"]:
        assert ranks(found, best=1) == case["expected"]["rank"]


@pytest.mark.parametrize(
    "case", [c for c in cases("topsis").values() if c["normalization"] == "vector"], ids=lambda c: str(c["id"])
)
def test_published_topsis_by_our_own_formula(case: Case) -> None:
    given = decision(case)
    assert set(given.higher) <= {True, False}
    signed = given.values * np.where(given.higher, 1, -1)
    assert closeness(signed, weights=given.weights[:, None])[:, 0].tolist() == close(case, "closeness")


@pytest.mark.parametrize("case", cases("vikor").values(), ids=list(cases("vikor")))
def test_published_vikor(case: Case) -> None:
    found = vikor(decision(case), v=float(case["v"]))
    assert found.tolist() == close(case, "Q")
    if "rank" in case["expected"]:
        assert ranks(found, best=-1) == case["expected"]["rank"]


@pytest.mark.parametrize(
    "case", [c for c in cases("vikor").values() if "S" in c["expected"]], ids=lambda c: str(c["id"])
)
def test_the_parts_of_published_vikor_that_only_pymcdm_computes(case: Case) -> None:
    given = decision(case)
    method = pymcdm.methods.VIKOR(v=float(case["v"]))
    *_, s, r, q = method._method(given.values, given.weights, np.where(given.higher, 1, -1))  # noqa: SLF001 -- S and R
    assert s.tolist() == close(case, "S")
    assert r.tolist() == close(case, "R")
    assert compromise(q, s=s, r=r) == case["expected"].get("compromise_set", case["expected"].get("compromise"))


def compromise(q: NDArray[np.float64], *, s: NDArray[np.float64], r: NDArray[np.float64]) -> list[int]:
    """Opricovic & Tzeng 2004: the first with advantage 1/(n − 1) and stability, else those too close to part."""
    order = np.argsort(q)
    first, second, least = order[0], order[1], 1 / (len(q) - 1)
    if q[second] - q[first] < least:
        return sorted(int(i) for i in order if q[i] - q[first] < least)
    return [int(first)] if first in (s.argmin(), r.argmin()) else sorted((int(first), int(second)))


@pytest.mark.parametrize("case", cases("promethee").values(), ids=list(cases("promethee")))
def test_published_promethee(case: Case) -> None:
    kinds: dict[str, Preference] = {"usual": "usual", "linear": "vshape_2"}
    thresholds = {key: tuple(map(float, case[key])) for key in "qp"}
    found = promethee(decision(case), preference=kinds[case["preference"][0]], q=thresholds["q"], p=thresholds["p"])
    assert found.tolist() == close(case, "phi")


def test_published_weighted_sums_are_ours_to_the_last_digit() -> None:
    case = cases("additive")["wsm01_enwiki"]
    found = totals(additive_of(case["matrix"], points=case["weights"]))
    assert found == tuple(map(Fraction, case["expected"]["score"]))
    assert ranks([float(t) for t in found], best=1) == case["expected"]["rank_competition"]


def test_a_published_weighted_sum_of_values_over_the_best() -> None:
    case = cases("additive")["wsm03_rizan2020_saw"]
    best = [max(column) or 1 for column in zip(*case["matrix"], strict=True)]
    shares = [[Fraction(v) / Fraction(b) for v, b in zip(row, best, strict=True)] for row in case["matrix"]]
    assert [float(t) for t in totals(additive_of(shares, points=case["weights"]))] == close(case, "score")


def test_a_published_weighted_product_which_only_pymcdm_computes() -> None:
    case = cases("additive")["wpm01_enwiki"]
    given = decision(case)
    method = pymcdm.methods.WPM(pymcdm.normalizations.sum_normalization)
    found = method(given.values, given.weights, np.ones(4))
    assert np.log10(found).tolist() == close(case, "log10_score")
    assert ranks(found, best=1) == case["expected"]["rank"]
    ratios = [float(case["expected"][f"ratio_{pair}"]) for pair in ("A1_A2", "A1_A3", "A2_A3")]
    assert [found[0] / found[1], found[0] / found[2], found[1] / found[2]] == pytest.approx(ratios, abs=1e-3)


def test_a_tie_in_decimals_that_binary_floats_break() -> None:
    case = cases("additive")["tie01_binary_float"]
    found = totals(additive_of(case["matrix"], points=case["weights"]))
    assert found == tuple(Fraction(s) for s in case["expected"]["score_decimal"])
    doubles = [sum(float(w) * float(v) for w, v in zip(case["weights"], row, strict=True)) for row in case["matrix"]]
    assert [str(d) for d in doubles] == case["expected"]["numpy_double"]


SCALES: dict[str, Callable[[Fraction, list[Fraction]], Fraction]] = {
    "max": lambda v, column: v / max(column),
    "sum": lambda v, column: v / sum(column),
    "minmax": lambda v, column: (v - min(column)) / (max(column) - min(column)),
    "none": lambda v, _: v / 100,
}


def relative(rows: list[list[Any]], *, rule: str) -> list[list[Fraction]]:
    columns = [[Fraction(v) for v in column] for column in zip(*rows, strict=True)]
    shares = [[SCALES[rule](v, column) for v in column] for column in columns]
    return [list(row) for row in zip(*shares, strict=True)]


@pytest.mark.parametrize("case", cases("reversal").values(), ids=list(cases("reversal")))
def test_a_third_bid_turns_relative_scores_round_and_absolute_ones_never(case: Case) -> None:
    expected = case["expected"]
    for bids, key in ((2, "two"), (3, "three")):
        if case["normalization"] == "topsis":
            found = topsis(decision(case, bids=bids), normalisation="vector").tolist()
        else:
            shares = relative(case["matrix"][:bids], rule=case["normalization"])
            found = [float(t) for t in totals(additive_of(shares, points=case["weights"]))]
        assert found == close(case, f"{key}_bids")
        assert (found[1] > found[0]) is (key == "three")
        absolute = expected["absolute_value_function_x_over_100"]
        fixed = totals(additive_of(relative(case["matrix"][:bids], rule="none"), points=case["weights"]))
        assert [float(t) for t in fixed] == pytest.approx([float(v) for v in absolute[key]], abs=1e-9)
        assert (fixed[1] > fixed[0]) is (Decimal(absolute["two"][1]) > absolute["two"][0])


def test_second_opinions_on_a_tender() -> None:
    rows = [[Fraction(9, 10), Fraction(1, 2), 1], [Fraction(1, 2), Fraction(4, 5), 1], [Fraction(1, 5), 0, 1]]
    found = second_opinions(additive_of(rows, points=[50, 30, 20]))
    assert [(o.method, o.ranks) for o in found] == [
        ("TOPSIS", (1, 2, 3)),
        ("VIKOR", (1, 2, 3)),
        ("PROMETHEE II", (1, 2, 3)),
    ]
    told = np.array([[0.9, 0.5], [0.5, 0.8], [0.2, 0.0]])
    weights = np.array([5 / 8, 3 / 8])
    assert found[0].scores == pytest.approx(closeness(told, weights=weights[:, None])[:, 0].tolist())
    assert found[2].scores == pytest.approx((0.625, 0.375, -1.0))
    assert SECOND_OPINION.endswith("never the award")


def test_where_a_method_divides_by_zero_it_has_no_opinion() -> None:
    tied = second_opinions(additive_of([[1, 0], [0, 1]], points=[1, 1]))
    assert [(o.method, o.ranks) for o in tied] == [("TOPSIS", (1, 1)), ("VIKOR", None), ("PROMETHEE II", (1, 1))]
    assert tied[1].scores is None


@pytest.mark.parametrize("rows", [[[1, 1]], [[1, 1], [1, 1]]])
def test_bids_that_do_not_differ_cannot_be_compared(rows: list[list[int]]) -> None:
    with pytest.raises(NoCrosscheck, match="do not differ"):
        second_opinions(additive_of(rows, points=[1, 1]))


def test_without_the_optional_package_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymcdm.methods", None)
    with pytest.raises(NoCrosscheck, match=r"pip install 'jeoul\[crosscheck\]'"):
        second_opinions(additive_of([[1, 0], [0, 1]], points=[1, 1]))


def test_our_topsis_is_pymcdms_for_every_sample() -> None:
    generator = np.random.default_rng(4)
    values, weights = generator.random((6, 5)), generator.dirichlet(np.ones(5), 300).T
    method = pymcdm.methods.TOPSIS(pymcdm.normalizations.vector_normalization)
    theirs = [method(values, w, np.ones(5)) for w in weights.T]
    assert pytest.approx(np.array(theirs), abs=1e-12) == closeness(values, weights=weights).T
    assert pytest.approx(np.array(theirs), abs=1e-5) == closeness(values, weights=weights.astype(np.float32)).T


def test_smaa_topsis_counts_the_first_of_every_sample() -> None:
    generator = np.random.default_rng(4)
    model = additive_of(generator.random((4, 3)).tolist(), points=[5, 3, 2])
    sampling = one_simplex([5, 3, 2], concentration=None, samples=2000)
    values = np.array([[float(s) for s in row] for row in model.shares])
    weights = np.concatenate([w for _, w in chunks_of(sampling)], axis=1).astype(float)
    first = closeness(values, weights=weights).argmax(axis=0)
    expected = [(first == i).mean() for i in range(4)]
    assert topsis_first_shares(model, sampling=sampling) == pytest.approx(expected, abs=1e-3)


def test_smaa_topsis_of_equal_bids_shares_first_places() -> None:
    twins = replace(additive_of([[1, 0], [1, 0]], points=[1, 1]))
    sampling = one_simplex([1, 1], concentration=None, samples=100)
    assert topsis_first_shares(twins, sampling=sampling) == (0.5, 0.5)
