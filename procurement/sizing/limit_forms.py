"""The limited figures of a purchase as linear forms over the columns of its program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from procurement.sizing.capacity import Configuration
from procurement.sizing.demand import rate_in
from procurement.sizing.layout import Model
from procurement.sizing.limit_values import Limited
from procurement.sizing.linear import Draft, Row
from procurement.sizing.offers import Line
from procurement.sizing.problem import Problem
from procurement.sizing.tco import existing_energy, running_won

Exact = tuple[tuple[int, Fraction], ...]
Of = Callable[[Line], Fraction | Decimal | int | None]


@dataclass(frozen=True, slots=True)
class Form:
    """A limit says Σ `terms` + `constant` <= its value × (Σ `whole` + `per`); `per` is -1 for a least number."""

    terms: Exact
    constant: Fraction = Fraction(0)
    whole: Exact = ()
    per: int = 1

    def at(self, value: Fraction) -> tuple[Exact, Fraction]:
        """Terms and constant of left minus right for a value of the limit."""
        both = dict(self.terms)
        for column, part in self.whole:
            both[column] = both.get(column, Fraction(0)) - value * part
        return tuple(both.items()), self.constant - value * self.per


def forms_of(problem: Problem, *, model: Model, limit: Limited, draft: Draft) -> list[Form]:
    """The forms of one limit: one for each vendor or year where it stands for several.

    Numbers of vendors need columns of their own, which are added to `draft`.
    """
    match limit.rule:
        case "budget" | "year_budget":
            return [Form(_per_line(model, lambda line: line.price * (limit.subject in ("", str(line.year)))))]
        case "running":
            return list(_running(problem, model))
        case "power" | "rack" | "cooling":
            return [_figure(problem, model, _FIGURES[limit.rule])]
        case "vendor_demand":
            return list(_served(problem, model))
        case "vendor_share" | "domestic":
            return _parts(problem, model, limit)
        case _:
            sign = -1 if limit.rule == "min_vendors" else 1
            flags = _vendor_flags(problem, model, draft)
            return [Form(tuple((flag, Fraction(sign)) for flag in flags), per=sign)]


_FIGURES: dict[str, Callable[[Configuration], Decimal | int | None]] = {
    "power": lambda c: c.power_w,
    "rack": lambda c: c.rack_units,
    "cooling": lambda c: c.cooling_w,
}


def scaled_row(terms: Exact, *, constant: Fraction, slack: Iterable[tuple[int, Fraction]]) -> Row:
    """Σ terms + constant <= Σ slack, divided so that no coefficient is above 1; physics to the solver."""
    scale = max((abs(value) for _, value in terms), default=Fraction(1)) or Fraction(1)
    left = [(column, float(value / scale)) for column, value in terms if value]
    right = [(column, -float(value / scale)) for column, value in slack]
    return Row("", (*left, *right), "<=", -float(constant / scale))


def _price(line: Line) -> int:
    return line.price


def _per_line(model: Model, figure: Of) -> Exact:
    return tuple((column, Fraction(figure(line) or 0)) for line, column in model.lines.items())


def _figure(problem: Problem, model: Model, of: Callable[[Configuration], Decimal | int | None]) -> Form:
    """Of servers bought and there already; what states no figure is kept out elsewhere."""
    each = {c.id: Fraction(of(c) or 0) for c in problem.configurations}
    there = sum((each[c.id] * c.existing for c in problem.configurations), Fraction(0))
    return Form(_per_line(model, lambda line: sum(each[name] * count for name, count in line.contents)), there)


def _running(problem: Problem, model: Model) -> Iterable[Form]:
    costs, held = problem.costs, {c.id: c for c in problem.configurations}
    for year in range(costs.years) if costs is not None else ():
        won = {
            line: running_won(line, year=year, costs=costs, configurations=held)
            for line in model.lines
            if costs is not None
        }
        there = Fraction(0) if costs is None else existing_energy(problem.configurations, costs=costs)
        yield Form(_per_line(model, won.__getitem__), there)


def _served(problem: Problem, model: Model) -> Iterable[Form]:
    for year, layout in enumerate(model.years):
        rates = {b.id: rate_in(b, year=year) for b in problem.buckets}
        for vendor in sorted({c.vendor for c in problem.configurations}):
            own = {c.id for c in problem.configurations if c.vendor == vendor}
            yield Form(tuple((column, rates[bucket] / sum(rates.values()))
                             for (name, bucket), column in layout.shares.items() if name in own))  # fmt: skip


def _parts(problem: Problem, model: Model, limit: Limited) -> list[Form]:
    """Each vendor's value against all; the domestic value against all, both negative."""
    seller = {line: next(c for c in problem.configurations if c.id == line.contents[0][0]) for line in model.lines}
    if limit.rule == "domestic":
        home = _per_line(model, lambda line: -line.price * seller[line].domestic)
        return [Form(home, whole=_per_line(model, lambda line: -line.price), per=0)]
    return [_of_vendor(model, seller, vendor) for vendor in sorted({c.vendor for c in seller.values()})]


def _of_vendor(model: Model, seller: dict[Line, Configuration], vendor: str) -> Form:
    own = _per_line(model, lambda line: line.price * (seller[line].vendor == vendor))
    return Form(own, whole=_per_line(model, _price), per=0)


def _vendor_flags(problem: Problem, model: Model, draft: Draft) -> list[int]:
    seller = {c.id: c.vendor for c in problem.configurations}
    flags = []
    for vendor in sorted(set(seller.values())):
        own = [column for line, column in model.lines.items() if seller[line.contents[0][0]] == vendor]
        flag = draft.column(upper=1, integer=True)
        flags.append(flag)
        draft.row("", [(flag, 1.0), *((column, -1.0) for column in own)], sense="<=", limit=0.0)
        for column in own:
            draft.row("", [(column, 1.0), (flag, -draft.columns[column].upper)], sense="<=", limit=0.0)
    return flags
