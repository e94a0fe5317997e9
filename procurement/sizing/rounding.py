"""Rows that whole servers obey and fractions of servers do not: they raise the relaxation's bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from procurement.sizing.arrays import Arrays, Floats, Whole
from procurement.sizing.linear import Row
from procurement.sizing.relaxation import links, switches

VIOLATED = 1e-3
LEAST_PART, MOST_PART = 0.05, 0.99
SPLIT = 8
SETS = 4
LOOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Capacity:
    """A row Σ load × share + spares × used - Σ servers <= existing, in servers.

    `most`: each share is at most `most` × used; `used` is -1 where the servers need not be switched on.
    """

    shares: Whole
    load: Floats
    most: Floats
    used: int
    spares: float
    servers: Whole
    existing: int


def capacities(program: Arrays) -> tuple[Capacity, ...]:
    """The rows of the program that bound shares by whole servers."""
    owner, rows = program.rows.owner(), program.row_upper.size
    whole = program.integer[program.rows.index]
    has_servers = np.bincount(owner[whole & (program.rows.value < 0)], minlength=rows) > 0
    has_shares = np.bincount(owner[~whole & (program.rows.value > 0)], minlength=rows) > 0
    physics = program.rule == program.rules.index("")
    candidates = has_servers & has_shares & physics & np.isfinite(program.row_upper) & np.isneginf(program.row_lower)
    link, switch = links(program), switches(program)
    candidates[link[link >= 0]] = False
    found = (_capacity(program, int(row), link, switch) for row in np.flatnonzero(candidates))
    return tuple(one for one in found if one is not None)


def _capacity(program: Arrays, row: int, link: Whole, switch: Whole) -> Capacity | None:
    part = slice(program.rows.start[row], program.rows.start[row + 1])
    columns, values = program.rows.index[part], program.rows.value[part]
    whole = program.integer[columns]
    shares, load = columns[~whole], values[~whole]
    servers, spare = whole & (values < 0), whole & (values > 0)
    each = -values[servers][0]
    used, existing = np.unique(switch[shares]), program.row_upper[row] / each
    fits = (
        (load > 0).all()
        and (values[servers] == -each).all()
        and used.size == 1
        and set(columns[spare]) <= set(used)
        and existing == np.round(existing)
        and (program.lower[columns] >= 0).all()
    )
    if not fits:
        return None
    most = program.upper[shares] if used[0] < 0 else _most(program, shares, link)
    spares = float(values[spare].sum()) / each
    return Capacity(shares, load / each, most, int(used[0]), spares, columns[servers], round(existing))


def _most(program: Arrays, shares: Whole, link: Whole) -> Floats:
    """By share, how much of it one unit of its switch allows: from its tie, share - most × used <= 0."""
    first = program.rows.start[link[shares]]
    one, two = program.rows.value[first], program.rows.value[first + 1]
    turned = program.rows.index[first] != shares
    most: Floats = np.where(turned, -one / two, -two / one)
    return most


def rounding_rows(found: tuple[Capacity, ...], *, point: Floats) -> tuple[Row, ...]:
    """For every capacity the rounding row that the point breaks most, if any.

    With S some of the shares, t = spares + Σ_S load × most and f its fraction: servers + existing >=
    ceil(t) × used - Σ_S load × (most × used - share) ÷ f. Source: mixed-integer rounding, Nemhauser & Wolsey (1990).
    """
    return tuple(row for one in found for row in _broken(one, point))


def _broken(one: Capacity, point: Floats) -> Iterator[Row]:
    used = 1.0 if one.used < 0 else float(point[one.used])
    there = np.flatnonzero(point[one.shares] > LOOSE)
    if used <= LOOSE or not there.size:
        return
    load, missing = (
        one.load[there] * one.most[there],
        one.load[there] * (one.most[there] * used - point[one.shares][there]),
    )
    sets = _sets(missing)
    needed = one.spares + sets @ load
    part = needed - np.floor(needed)
    fit = (part >= LEAST_PART) & (part <= MOST_PART)
    stand = float(point[one.servers].sum()) + one.existing
    broken = np.where(fit, np.ceil(needed) * used - stand - (sets @ missing) / np.where(fit, part, 1.0), -np.inf)
    for best in np.argsort(-broken, kind="stable")[:SETS]:
        if broken[best] <= VIOLATED:
            return
        chosen = there[sets[best] > 0]
        yield _row(one, one.shares[chosen], one.load[chosen], one.load[chosen] @ one.most[chosen])


def _sets(missing: Floats) -> Floats:
    """Sets of shares to try: the whole ones but for at most one, with every choice of the least split ones."""
    order = np.argsort(missing, kind="stable")
    split = order[missing[order] > LOOSE][:SPLIT]
    whole = order[missing[order] <= LOOSE]
    choices = (np.arange(2**split.size)[:, None] >> np.arange(split.size)) & 1
    base = np.zeros((choices.shape[0], missing.size))
    base[:, split], base[:, whole] = choices, 1.0
    without = [base]
    for share in whole:
        fewer = base.copy()
        fewer[:, share] = 0.0
        without.append(fewer)
    return np.concatenate(without)


def _row(one: Capacity, shares: Whole, load: Floats, allowed: float) -> Row:
    needed = one.spares + allowed
    part, up = needed - np.floor(needed), ceil(needed)
    terms = [(int(column), float(each / part)) for column, each in zip(shares, load, strict=True)]
    terms += [(int(column), -1.0) for column in one.servers]
    free = up - float(allowed / part)
    if one.used < 0:
        return Row("", tuple(terms), "<=", one.existing - free + LOOSE)
    return Row("", (*terms, (one.used, free)), "<=", one.existing + LOOSE)
