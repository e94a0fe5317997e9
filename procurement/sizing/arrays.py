"""A program as arrays, row by row: the form in which it crosses to the solver's process and into HiGHS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from procurement.sizing.linear import Change, Linear, Row, Stage, Terms

Floats = NDArray[np.float64]
Whole = NDArray[np.int32]
Truths = NDArray[np.bool_]
FEASIBLE = 1e-6
_BY_ROW, _MINIMISE = 2, 1  # MatrixFormat.kRowwise, ObjSense.kMinimize


class AbsentEntry(Exception):
    """A change names an entry that its row does not have."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows one after the other: row i has `index[start[i]:start[i+1]]` and the `value`s beside them."""

    start: Whole
    index: Whole
    value: Floats

    def owner(self) -> Whole:
        """The row of each entry."""
        return np.repeat(np.arange(self.start.size - 1, dtype=np.int32), np.diff(self.start))

    def times(self, point: Floats) -> Floats:
        """Σ entry × point, by row."""
        found: Floats = np.bincount(self.owner(), self.value * point[self.index], self.start.size - 1).astype(
            np.float64
        )
        return found

    def transposed_times(self, weights: Floats, *, columns: int) -> Floats:
        """Σ weight of the row × entry, by column."""
        found: Floats = np.bincount(self.index, self.value * weights[self.owner()], columns).astype(np.float64)
        return found

    def places(self, rows: NDArray[Any], *, columns: NDArray[Any]) -> Whole:
        """Where the entries of rows for columns stand, pair by pair. Raises AbsentEntry."""
        width = 1 + max(int(self.index.max(initial=0)), int(columns.max(initial=0)))
        keys = self.owner().astype(np.int64) * width + self.index
        order, wanted = np.argsort(keys, kind="stable"), rows * width + columns
        first, last = (np.searchsorted(keys, wanted, side, order) for side in ("left", "right"))
        for row, column in zip(rows[last - first != 1], columns[last - first != 1], strict=True):
            raise AbsentEntry(f"행 {row}에 열 {column}의 계수가 없습니다. / Row {row} has no entry of {column}.")
        found: Whole = order[first].astype(np.int32)
        return found

    def magnitude(self) -> Sparse:
        """The same entries without their signs."""
        return replace(self, value=abs(self.value))

    def picked(self, rows: Truths) -> Sparse:
        """Only the rows marked."""
        kept, lengths = rows[self.owner()], np.diff(self.start)[rows]
        return Sparse(_starts(lengths), self.index[kept], self.value[kept])

    def taken(self, rows: NDArray[Any], *, columns: NDArray[Any]) -> Sparse:
        """These rows in this order, with the entries of these columns, numbered anew in their order."""
        number = np.full(1 + max(self.index.max(initial=0), columns.max(initial=0)), -1, np.int32)
        number[columns] = np.arange(columns.size)
        lengths = np.diff(self.start)[rows]
        owner = np.repeat(np.arange(rows.size), lengths)
        places = np.arange(owner.size) + (self.start[rows] - _starts(lengths)[:-1])[owner]
        index = number[self.index[places]]
        kept = index >= 0
        lengths = np.bincount(owner[kept], minlength=rows.size)
        return Sparse(_starts(lengths), index[kept], self.value[places[kept]])

    def only(self, columns: Truths) -> Sparse:
        """Every row, with the entries of the marked columns, numbered anew in their order."""
        number = np.cumsum(columns, dtype=np.int32) - 1
        kept = columns[self.index]
        lengths = np.bincount(self.owner()[kept], minlength=self.start.size - 1)
        return Sparse(_starts(lengths), number[self.index[kept]].astype(np.int32), self.value[kept])


@dataclass(frozen=True, slots=True)
class Arrays:
    """`Linear` in arrays; `rule` is each row's place in `rules`, which holds "" for physics."""

    lower: Floats
    upper: Floats
    integer: Truths
    rows: Sparse
    row_lower: Floats
    row_upper: Floats
    rule: Whole
    rules: tuple[str, ...]
    stages: tuple[Stage, ...]
    ties: tuple[Stage, ...]
    settle: Terms

    def cost(self, terms: Terms) -> Floats:
        """Coefficients by column."""
        found = np.zeros(self.lower.size)
        for column, coefficient in terms:
            found[column] += coefficient
        return found

    def holds(self, point: Floats) -> bool:
        """Whether bounds, whole numbers and rows are kept within FEASIBLE."""
        reached = self.rows.times(point)
        whole = point[self.integer]
        return bool(
            (point >= self.lower - FEASIBLE).all()
            and (point <= self.upper + FEASIBLE).all()
            and (abs(whole - np.round(whole)) <= FEASIBLE).all()
            and (reached >= self.row_lower - FEASIBLE).all()
            and (reached <= self.row_upper + FEASIBLE).all()
        )

    def with_rows(self, added: tuple[Row, ...]) -> Arrays:
        """The program with physics rows added at the end."""
        more, low, high = sparse([row.terms for row in added]), *_limits(added)
        joined = Sparse(
            np.concatenate((self.rows.start, self.rows.start[-1] + more.start[1:])).astype(np.int32),
            np.concatenate((self.rows.index, more.index)),
            np.concatenate((self.rows.value, more.value)),
        )
        return replace(
            self,
            rows=joined,
            row_lower=np.concatenate((self.row_lower, low)),
            row_upper=np.concatenate((self.row_upper, high)),
            rule=np.concatenate((self.rule, np.full(len(added), self.rules.index(""), np.int32))),
        )

    def with_columns(self, count: int) -> Arrays:
        """The program with `count` columns of 0 or 1 added at the end."""
        return replace(
            self,
            lower=np.concatenate((self.lower, np.zeros(count))),
            upper=np.concatenate((self.upper, np.ones(count))),
            integer=np.concatenate((self.integer, np.ones(count, np.bool_))),
        )

    def picked(self, rows: Truths) -> Arrays:
        """The program with only the marked rows."""
        return replace(
            self,
            rows=self.rows.picked(rows),
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
            rule=self.rule[rows],
        )

    def changed(self, change: Change) -> Arrays:
        """The program with a change made. Raises AbsentEntry when a row has no entry for a column."""
        lower, upper, value = self.lower.copy(), self.upper.copy(), self.rows.value.copy()
        row_lower, row_upper = self.row_lower.copy(), self.row_upper.copy()
        column, low, high = _table(change.bounds, 3)
        lower[column.astype(np.int64)], upper[column.astype(np.int64)] = low, high
        row, limit = _table(change.limits, 2)
        for ends in (row_lower, row_upper):
            held = np.isfinite(ends[row.astype(np.int64)])
            ends[row.astype(np.int64)[held]] = limit[held]
        row, column, coefficient = _table(change.coefficients, 3)
        value[self.rows.places(row.astype(np.int64), columns=column.astype(np.int64))] = coefficient
        rows = replace(self.rows, value=value)
        return replace(self, lower=lower, upper=upper, rows=rows, row_lower=row_lower, row_upper=row_upper)

    def arranged(self, rows: NDArray[Any], *, columns: NDArray[Any]) -> Arrays:
        """The program with only these rows and columns, in this order; what else it names stays as it was."""
        return replace(
            self,
            lower=self.lower[columns],
            upper=self.upper[columns],
            integer=self.integer[columns],
            rows=self.rows.taken(rows, columns=columns),
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
            rule=self.rule[rows],
        )

    def passed(self, *, cost: Floats) -> tuple[Any, ...]:
        """What HiGHS' passModel takes: sizes, by row, minimise, no constant, the numbers."""
        return (
            self.lower.size, self.row_lower.size, self.rows.value.size, _BY_ROW, _MINIMISE, 0.0,
            cost, self.lower, self.upper, self.row_lower, self.row_upper,
            self.rows.start, self.rows.index, self.rows.value, self.integer.astype(np.int32),
        )  # fmt: skip

    def relaxed(self) -> Arrays:
        """The program with every column continuous."""
        return replace(self, integer=np.zeros_like(self.integer))


def arrays_of(linear: Linear) -> Arrays:
    """The program in arrays, row by row in the same order."""
    rules = ("", *dict.fromkeys(row.rule for row in linear.rows if row.rule))
    code = {rule: number for number, rule in enumerate(rules)}
    low, high = _limits(linear.rows)
    return Arrays(
        lower=np.fromiter((column.lower for column in linear.columns), np.float64, len(linear.columns)),
        upper=np.fromiter((column.upper for column in linear.columns), np.float64, len(linear.columns)),
        integer=np.fromiter((column.integer for column in linear.columns), np.bool_, len(linear.columns)),
        rows=sparse([row.terms for row in linear.rows]),
        row_lower=low,
        row_upper=high,
        rule=np.fromiter((code[row.rule] for row in linear.rows), np.int32, len(linear.rows)),
        rules=rules,
        stages=linear.stages,
        ties=linear.ties,
        settle=linear.settle,
    )


def _limits(rows: Iterable[Row]) -> tuple[Floats, Floats]:
    low = [-np.inf if row.sense == "<=" else row.limit for row in rows]
    high = [np.inf if row.sense == ">=" else row.limit for row in rows]
    return np.array(low, np.float64), np.array(high, np.float64)


def sparse(rows: list[Terms]) -> Sparse:
    """Rows of (column, coefficient) as arrays."""
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    column, value = _table(tuple(chain.from_iterable(rows)), 2)
    return Sparse(_starts(lengths), column.astype(np.int32), value)


def _table(entries: tuple[tuple[float, ...], ...], width: int) -> Floats:
    """Entries of `width` numbers as so many arrays, one number of each entry in each."""
    flat = np.fromiter(chain.from_iterable(entries), np.float64, len(entries) * width)
    return np.ascontiguousarray(flat.reshape(len(entries), width).T)


def _starts(lengths: NDArray[Any]) -> Whole:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
