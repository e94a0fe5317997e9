"""The relaxation with strong links: only the shares that can pay are in it, and its bound is our own arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import fsum
from typing import Any

import numpy as np

from procurement.sizing.arrays import Arrays, Floats, Sparse, Truths, Whole
from procurement.sizing.highs import Gap, Outcome, handle, options_for, outcome
from procurement.sizing.linear import Change, Row

FEW_LINKS = 3_000
CHEAPEST = 10
WORTH = 1e-7
CLOSE = 1e-6
ULP = 2.0**-52
_PAIR = 2


def bound_of(program: Arrays, *, cost: Floats, duals: Floats) -> float:
    """What no point of the relaxation goes below, from any duals: weak duality, rounded down.

    Every column is bounded, so that Σ dual × limit + Σ reduced cost × bound is a lower bound whoever found the duals.
    Source: sizing design §4.2; Geoffrion, Lagrangean relaxation (1974).
    """
    signed = np.where((duals > 0) & np.isinf(program.row_lower) | (duals < 0) & np.isinf(program.row_upper), 0.0, duals)
    reduced = reduced_costs(program, cost=cost, duals=signed)
    limits = np.where(signed > 0, program.row_lower, program.row_upper)
    by_row = signed * np.where(signed == 0, 0.0, limits)
    by_column = reduced * np.where(reduced > 0, program.lower, program.upper)
    weight = abs(cost) + program.rows.magnitude().transposed_times(abs(signed), columns=cost.size)
    reach = np.maximum(abs(program.lower), abs(program.upper))
    most = np.bincount(program.rows.index, minlength=1).max() + 3
    roundings = fsum((weight * reach).tolist()) + fsum(abs(by_row).tolist())
    return fsum(by_row.tolist() + by_column.tolist()) - ULP * float(most) * roundings


def reduced_costs(program: Arrays, *, cost: Floats, duals: Floats) -> Floats:
    """What one unit of each column costs beyond what the duals pay for it."""
    return cost - program.rows.transposed_times(duals, columns=cost.size)


def links(program: Arrays) -> Whole:
    """By column, the physics row that only ties it to an on/off column (share - used <= 0); -1 where there is none."""
    return _ties(program)[0]


def switches(program: Arrays) -> Whole:
    """By column, the on/off column that its tie names; -1 where it has no tie."""
    return _ties(program)[1]


def _ties(program: Arrays) -> tuple[Whole, Whole]:
    first = program.rows.start[:-1]
    pairs = (np.diff(program.rows.start) == _PAIR) & (program.row_upper == 0) & np.isneginf(program.row_lower)
    tying = np.flatnonzero(pairs & (program.rule == program.rules.index("")))
    one, two = program.rows.index[first[tying]], program.rows.index[first[tying] + 1]
    share, used = np.where(program.integer[one], two, one), np.where(program.integer[one], one, two)
    signs = np.where(program.integer[one], -1.0, 1.0)
    right = (
        ~program.integer[share]
        & program.integer[used]
        & (signs * program.rows.value[first[tying]] > 0)
        & (signs * program.rows.value[first[tying] + 1] < 0)
        & (program.lower[share] == 0)
        & (program.lower[used] >= 0)
    )
    row, switch = np.full((2, program.lower.size), -1, np.int32)
    row[share[right]], switch[share[right]] = tying[right], used[right]
    return row, switch


def tied(program: Arrays) -> int:
    """How many shares are tied to an on/off column."""
    return int(np.count_nonzero(links(program) >= 0))


@dataclass(slots=True)
class Relaxation:
    """The program without whole numbers, in one HiGHS handle that keeps its basis while shares or limits change.

    Shares tied to an on/off column enter, each with its tie, when they can pay: first the cheapest of every demand by
    the relaxation without ties, then whichever the duals of the last solve say is missing. What `touched` names is
    always in, as `move_to` may change it.
    """

    program: Arrays
    cost: Floats
    touched: tuple[Change, ...] = ()
    link: Whole = field(init=False)
    active: Truths = field(init=False)
    column_at: Whole = field(init=False)
    row_at: Whole = field(init=False)
    highs: Any = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.link = links(self.program)
        rows = [row for change in self.touched for row, *_ in (*change.limits, *change.coefficients)]
        self.link[np.isin(self.link, rows)] = -1
        self.link[[column for change in self.touched for column, *_ in change.bounds]] = -1
        self.active = np.ones(self.cost.size, np.bool_)

    def solve(self, *, seconds: float) -> Outcome:
        """The least cost within CLOSE of our bound, its point over all columns and its duals over all rows."""
        gap = Gap(seconds, 0.0, 0.0)
        if self.highs is None:
            if np.count_nonzero(self.link >= 0) > FEW_LINKS:
                self.active = self._cheapest(gap)
            self._hand_over(gap)
        while True:
            self.highs.run()
            found = self._found()
            if found.infeasible and not self.active.all():
                self.active[:] = True
                self._hand_over(gap)
                continue
            missing = self._missing(found)
            if not missing.any():
                return found
            self._admit(np.flatnonzero(missing).astype(np.int32))

    def move_to(self, program: Arrays) -> None:
        """Change limits, bounds and coefficients to those of a program with the same entries."""
        self.program = program
        if self.highs is None:
            return
        columns, rows = (np.argsort(at, kind="stable")[np.sum(at < 0) :] for at in (self.column_at, self.row_at))
        basis = self.highs.getBasis()
        self.highs.passModel(*program.arranged(rows, columns=columns).relaxed().passed(cost=self.cost[columns]))
        self.highs.setBasis(basis)

    def add(self, rows: tuple[Row, ...]) -> None:
        """Add physics rows over columns that are in, at the end of the program, and keep the basis."""
        first, count = self.program.row_upper.size, len(rows)
        self.program = self.program.with_rows(rows)
        part = slice(int(self.program.rows.start[first]), None)
        before = int(self.row_at.max()) + 1
        self.row_at = np.concatenate((self.row_at, np.arange(before, before + count, dtype=np.int32)))
        index, value = self.column_at[self.program.rows.index[part]], self.program.rows.value[part]
        start = self.program.rows.start[first:-1] - self.program.rows.start[first]
        low, high = self.program.row_lower[first:], self.program.row_upper[first:]
        self.highs.addRows(count, low, high, value.size, start, index, value)

    def _cheapest(self, gap: Gap) -> Truths:
        """Columns without a tie, and of every demand (equality row) the CHEAPEST shares."""
        tied = self.link >= 0
        loose = np.ones(self.program.row_lower.size, np.bool_)
        loose[self.link[tied]] = False
        free = self.program.picked(loose).relaxed()
        highs = handle(free, cost=self.cost)
        _set(highs, gap)
        highs.run()
        duals = np.zeros(loose.size)
        duals[loose] = highs.getSolution().row_dual
        reduced = reduced_costs(self.program, cost=self.cost, duals=duals)
        return ~tied | best_of_each(reduced, among=tied, group=_demand(self.program), count=CHEAPEST)

    def _hand_over(self, gap: Gap) -> None:
        kept = np.ones(self.program.row_lower.size, np.bool_)
        kept[self.link[(self.link >= 0) & ~self.active]] = False
        self.row_at, self.column_at = _numbers(kept), _numbers(self.active)
        self.highs = handle(
            narrowed(self.program.picked(kept).relaxed(), columns=self.active), cost=self.cost[self.active]
        )
        _set(self.highs, gap)

    def _found(self) -> Outcome:
        solution, used = self.highs.getSolution(), self.column_at >= 0
        point = np.zeros(self.cost.size)
        point[used] = np.array(solution.col_value)[self.column_at[used]]
        found = outcome(self.highs, program=self.program.relaxed(), point=point)
        duals = np.zeros(self.row_at.size)
        duals[self.row_at >= 0] = np.array(solution.row_dual)[self.row_at[self.row_at >= 0]]
        bound = bound_of(self.program, cost=self.cost, duals=duals)
        return replace(found, bound=bound if np.isfinite(bound) else None, duals=duals, proven=False)

    def _missing(self, found: Outcome) -> Truths:
        none = np.zeros(self.cost.size, np.bool_)
        if not found.values.size or self.active.all():
            return none
        value = float(self.cost @ found.values)
        if found.bound is not None and value - found.bound <= CLOSE * abs(value):
            return none
        reduced = reduced_costs(self.program, cost=self.cost, duals=found.duals)
        pays = (reduced < -WORTH) & ~self.active
        return best_of_each(reduced, among=pays, group=_demand(self.program), count=CHEAPEST)

    def _admit(self, columns: Whole) -> None:
        """Add columns with their entries in the rows that are there, then the rows that tie them."""
        places = np.flatnonzero(np.isin(self.program.rows.index, columns))
        rows, index = self.program.rows.owner()[places], self.program.rows.index[places]
        there = self.row_at[rows] >= 0
        order = np.argsort(index[there], kind="stable")
        entries = Sparse(
            np.searchsorted(index[there][order], columns).astype(np.int32),
            self.row_at[rows[there][order]],
            self.program.rows.value[places[there][order]],
        )
        before = int(self.column_at.max()) + 1
        self.column_at[columns] = np.arange(before, before + columns.size, dtype=np.int32)
        self.active[columns] = True
        lower, upper = self.program.lower[columns], self.program.upper[columns]
        self.highs.addCols(
            columns.size,
            self.cost[columns],
            lower,
            upper,
            entries.value.size,
            entries.start,
            entries.index,
            entries.value,
        )
        self._tie(columns)

    def _tie(self, columns: Whole) -> None:
        added = self.link[columns]
        marked = np.zeros(self.row_at.size, np.bool_)
        marked[added] = True
        ties, numbers = self.program.rows.picked(marked), np.flatnonzero(marked)
        before = int(self.row_at.max()) + 1
        self.row_at[numbers] = np.arange(before, before + numbers.size, dtype=np.int32)
        self.highs.addRows(
            numbers.size, self.program.row_lower[numbers], self.program.row_upper[numbers],
            ties.value.size, ties.start[:-1], self.column_at[ties.index], ties.value,
        )  # fmt: skip


def narrowed(program: Arrays, *, columns: Truths) -> Arrays:
    """The program with only the marked columns, all rows kept; the others stand at 0."""
    return replace(
        program,
        lower=program.lower[columns],
        upper=program.upper[columns],
        integer=program.integer[columns],
        rows=program.rows.only(columns),
    )


def best_of_each(score: Floats, *, among: Truths, group: Whole, count: int) -> Truths:
    """Of each group, the `count` marked entries with the least score, the earlier first at equal scores."""
    listed = np.flatnonzero(among)
    order = listed[np.lexsort((score[listed], group[listed]))]
    first = np.flatnonzero(np.diff(group[order], prepend=-2))
    rank = np.arange(order.size) - np.repeat(first, np.diff(first, append=order.size))
    found = np.zeros_like(among)
    found[order[rank < count]] = True
    return found


def _demand(program: Arrays) -> Whole:
    """By column, the last equality row it stands in, -1 without one."""
    equal = (program.row_lower == program.row_upper)[program.rows.owner()]
    found = np.full(program.lower.size, -1, np.int32)
    found[program.rows.index[equal]] = program.rows.owner()[equal]
    return found


def _numbers(kept: Truths) -> Whole:
    return np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)


def _set(highs: Any, gap: Gap) -> None:  # noqa: ANN401 -- highspy has no types
    for name, value in options_for(gap).items():
        highs.setOptionValue(name, value)
