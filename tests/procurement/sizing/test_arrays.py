from __future__ import annotations

import numpy as np
import pytest

from procurement.sizing.arrays import AbsentEntry, Arrays, arrays_of
from procurement.sizing.linear import Change, Column, Linear, Row

INF = float("inf")
ROWS = (
    Row("budget", ((0, 1.0), (1, -0.5)), "<=", 4.0),
    Row("", ((1, 2.0),), "=", 1.0),
    Row("rack", ((0, 3.0),), ">=", 2.0),
)
COLUMNS = (Column(0, 3, integer=True), Column(0.0, 1.0, integer=False))


def program(rows: tuple[Row, ...] = ROWS) -> Arrays:
    return arrays_of(Linear(COLUMNS, rows, (), (), ()))


def limits(of: Arrays) -> list[tuple[float, float]]:
    return list(zip(of.row_lower.tolist(), of.row_upper.tolist(), strict=True))


def test_rows_stand_one_after_the_other_with_their_limits_and_rules() -> None:
    found = program()
    assert (found.rows.start.tolist(), found.rows.index.tolist()) == ([0, 2, 3, 4], [0, 1, 1, 0])
    assert found.rows.value.tolist() == [1.0, -0.5, 2.0, 3.0]
    assert limits(found) == [(-INF, 4.0), (1.0, 1.0), (2.0, INF)]
    assert [found.rules[code] for code in found.rule] == ["budget", "", "rack"]
    assert (found.lower.tolist(), found.upper.tolist(), found.integer.tolist()) == ([0, 0], [3, 1], [True, False])


def test_a_program_without_rows_or_entries_is_one_too() -> None:
    empty = program(())
    assert (empty.rows.start.tolist(), empty.rows.index.size, empty.rules) == ([0], 0, ("",))
    assert empty.holds(np.array([3.0, 0.5]))


def test_products_by_row_and_by_column() -> None:
    rows = program().rows
    assert rows.times(np.array([2.0, 4.0])).tolist() == [0.0, 8.0, 6.0]
    assert rows.transposed_times(np.array([1.0, 10.0, 100.0]), columns=2).tolist() == [301.0, 19.5]


def test_costs_named_twice_are_added() -> None:
    assert program().cost(((1, 2.0), (1, 0.5))).tolist() == [0.0, 2.5]


@pytest.mark.parametrize(
    ("point", "kept"),
    [
        ((1.0, 0.5), True),
        ((1.5, 0.5), False),  # not whole
        ((0.0, 0.5), False),  # rack
        ((1.0, 0.6), False),  # equality
        ((4.0, 0.5), False),  # above its upper end
        ((-1.0, 0.5), False),
    ],
)
def test_a_point_holds_only_when_everything_does(point: tuple[float, float], kept: bool) -> None:  # noqa: FBT001 -- a case
    assert program().holds(np.array(point)) is kept


def test_an_upper_limit_is_held_too() -> None:
    tight = program((Row("", ((0, 1.0),), "<=", 1.0),))
    assert [tight.holds(np.array(point)) for point in ((1.0, 0.0), (2.0, 0.0))] == [True, False]


def test_rows_and_columns_are_added_at_the_end() -> None:
    wider = program().with_columns(1).with_rows((Row("", ((2, 7.0),), "<=", 9.0),))
    assert (wider.rows.start.tolist(), wider.rows.index.tolist()[-1], wider.row_upper.tolist()[-1]) == (
        [0, 2, 3, 4, 5],
        2,
        9.0,
    )
    assert (wider.upper.tolist(), wider.integer.tolist()) == ([3, 1, 1], [True, False, True])
    assert wider.rules[wider.rule[-1]] == ""


def test_marked_rows_and_marked_columns_are_picked() -> None:
    kept = program().picked(np.array([True, False, True]))
    assert (kept.rows.start.tolist(), kept.rows.value.tolist()) == ([0, 2, 3], [1.0, -0.5, 3.0])
    assert limits(kept) == [(-INF, 4.0), (2.0, INF)]
    second = program().rows.only(np.array([False, True]))
    assert (second.start.tolist(), second.index.tolist(), second.value.tolist()) == ([0, 1, 2, 2], [0, 0], [-0.5, 2.0])


def test_rows_and_columns_are_taken_in_any_order() -> None:
    found = program().arranged(np.array([2, 0]), columns=np.array([1, 0]))
    assert (found.rows.start.tolist(), found.rows.index.tolist()) == ([0, 1, 3], [1, 1, 0])
    assert (found.rows.value.tolist(), limits(found)) == ([3.0, 1.0, -0.5], [(2.0, INF), (-INF, 4.0)])
    assert (found.upper.tolist(), found.integer.tolist()) == ([1, 3], [False, True])
    assert [found.rules[code] for code in found.rule] == ["rack", "budget"]
    narrow = program().arranged(np.array([0, 1]), columns=np.array([0]))
    assert (narrow.rows.start.tolist(), narrow.rows.index.tolist(), narrow.rows.value.tolist()) == ([0, 1, 1], [0], [1])


def test_what_is_passed_says_its_sizes_and_its_form() -> None:
    by_row, minimise, constant = 2, 1, 0.0
    found = program().passed(cost=np.array([5.0, 6.0]))
    assert found[:6] == (2, 3, 4, by_row, minimise, constant)
    assert [part.tolist() for part in found[6:9]] == [[5.0, 6.0], [0, 0], [3, 1]]
    assert found[-1].tolist() == [1, 0]


def test_a_change_starts_from_the_program_and_leaves_it() -> None:
    before = program()
    after = before.changed(Change(limits=((0, 5.0), (1, 2.0)), coefficients=((2, 0, 6.0),), bounds=((1, 0.25, 0.75),)))
    assert limits(after) == [(-INF, 5.0), (2.0, 2.0), (2.0, INF)]
    assert (after.rows.value.tolist(), after.lower.tolist(), after.upper.tolist()) == (
        [1.0, -0.5, 2.0, 6.0],
        [0, 0.25],
        [3, 0.75],
    )
    assert (limits(before)[0], before.rows.value.tolist()[3], before.upper.tolist()) == ((-INF, 4.0), 3.0, [3, 1])


def test_an_entry_that_a_row_does_not_have_cannot_be_changed() -> None:
    with pytest.raises(AbsentEntry, match="행 1에 열 0의 계수"):
        program().changed(Change(coefficients=((0, 0, 2.0), (1, 0, 1.0))))
    twice = program((Row("", ((0, 1.0), (0, 2.0)), "<=", 4.0),))
    with pytest.raises(AbsentEntry, match="행 0에 열 0의 계수"):
        twice.changed(Change(coefficients=((0, 0, 1.0),)))
    with pytest.raises(AbsentEntry, match="행 0에 열 9의 계수"):
        program().changed(Change(coefficients=((0, 9, 1.0),)))
