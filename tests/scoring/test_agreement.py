from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare, spearmanr

from scoring.agreement import NotComparable, Panel, intraclass, kendall_w, leans, panel_of, severities
from scoring.criteria import Mark
from tests.scoring.tender import MARKS

SHROUT_FLEISS = ((9, 6, 8, 7, 10, 6), (2, 1, 4, 1, 5, 2), (5, 3, 6, 2, 6, 4), (8, 2, 8, 6, 9, 7))
tables = st.integers(3, 6).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 20), min_size=n, max_size=n), min_size=2, max_size=7)
)


def panel(*rows: tuple[int, ...] | list[int]) -> Panel:
    names = tuple(f"위원{i}" for i, _ in enumerate(rows, 1))
    bids = tuple("ABCDEFG"[: len(rows[0])])
    return Panel(names, bids, tuple(tuple(Fraction(value) for value in row) for row in rows))


def test_the_table_of_shrout_and_fleiss_comes_out() -> None:
    found = intraclass(panel(*SHROUT_FLEISS))
    assert found is not None
    assert float(found) == pytest.approx(0.29, abs=0.005)


def test_evaluators_who_agree_wholly_have_both_figures_at_one() -> None:
    alike = panel((60, 50, 40), (60, 50, 40), (60, 50, 40))
    assert kendall_w(alike) == intraclass(alike) == 1


def test_one_order_at_another_level_agrees_in_order_but_not_in_points() -> None:
    apart = panel((60, 50, 40), (50, 40, 30))
    assert (kendall_w(apart), intraclass(apart)) == (Fraction(1), Fraction(2, 3))


def test_opposite_orders_agree_in_nothing() -> None:
    assert kendall_w(panel((3, 2, 1), (1, 2, 3))) == 0


def test_where_nothing_varies_there_is_no_figure() -> None:
    flat = panel((5, 5, 5), (5, 5, 5))
    assert kendall_w(flat) is None
    assert intraclass(flat) is None


@given(tables)
def test_w_agrees_with_scipy_also_with_ties(rows: list[list[int]]) -> None:
    found = kendall_w(panel(*rows))
    if found is None:
        assert all(len(set(row)) == 1 for row in rows)
    else:
        statistic = friedmanchisquare(*zip(*rows, strict=True)).statistic
        assert float(found) == pytest.approx(statistic / (len(rows) * (len(rows[0]) - 1)), abs=1e-9)
        assert 0 <= found <= 1


@given(st.lists(st.permutations(range(5)), min_size=2, max_size=5))
def test_without_ties_w_is_the_mean_of_the_pairwise_rank_correlations(rows: list[list[int]]) -> None:
    m = len(rows)
    pairs = [spearmanr(a, b).statistic for i, a in enumerate(rows) for b in rows[i + 1 :]]
    mean = sum(pairs) / len(pairs)
    assert float(kendall_w(panel(*rows)) or 0) == pytest.approx((1 + (m - 1) * mean) / m, abs=1e-9)


@given(tables)
def test_agreement_is_at_most_one(rows: list[list[int]]) -> None:
    found = intraclass(panel(*rows))
    assert found is None or found <= 1


def test_a_lean_is_what_severity_and_the_bid_do_not_explain() -> None:
    found = panel((60, 50), (50, 40), (70, 30))
    assert [one.points for one in severities(found)] == [5, -5, 0]
    names = [(one.evaluator, one.bid) for one in leans(found)]
    assert names == [(evaluator, bid) for evaluator in ("위원1", "위원2", "위원3") for bid in "AB"]
    assert [one.points for one in leans(found)] == [-5, 5, -5, 5, 10, -10]


@given(tables)
def test_leans_and_severities_add_up_to_nothing(rows: list[list[int]]) -> None:
    found = panel(*rows)
    assert sum(one.points for one in severities(found)) == 0
    for name in found.evaluators:
        assert sum(one.points for one in leans(found) if one.evaluator == name) == 0
    for bid in found.bids:
        assert sum(one.points for one in leans(found) if one.bid == bid) == 0


def test_the_table_is_made_of_the_panels_totals() -> None:
    found = panel_of(MARKS)
    assert (found.evaluators, found.bids) == (("위원1", "위원2", "위원3", "위원4"), ("A", "B", "C"))
    assert list(found.rows[0]) == [64, 63, 50]


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        ((), "평가위원과 입찰이 둘 이상"),
        (tuple(mark for mark in MARKS if mark.evaluator == "위원1"), "평가위원과 입찰이 둘 이상"),
        (tuple(mark for mark in MARKS if mark.bid == "A"), "two evaluators and two bids"),
        (tuple(mark for mark in MARKS if (mark.evaluator, mark.bid) != ("위원2", "B")), "모든 위원이 모든 입찰을"),
    ],
)
def test_marks_from_which_no_agreement_follows_are_refused(marks: tuple[Mark, ...], message: str) -> None:
    with pytest.raises(NotComparable, match=message):
        panel_of(marks)
