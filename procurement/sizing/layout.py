"""What the columns of the program stand for, and the program while it is being drawn up."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from procurement.sizing.capacity import Configuration
from procurement.sizing.linear import Draft, Linear
from procurement.sizing.offers import Line
from procurement.sizing.problem import Problem, plan_years


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column stands for what in one year.

    `servers` ordered, by configuration; `shares` by (configuration, bucket); the scale; `unserved` parts by bucket,
    empty where all demand must be served.
    """

    servers: dict[str, int]
    shares: dict[tuple[str, str], int]
    scale: int | None
    unserved: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """The program and what its columns stand for: a layout for each year, and the column of every line.

    One unit of the cost objective is worth `won` won and moves in steps of `step` won; `constant` won come on top.
    """

    linear: Linear
    years: tuple[Layout, ...]
    lines: dict[Line, int]
    won: Fraction
    step: int
    constant: int

    @property
    def layout(self) -> Layout:
        """The first year's layout."""
        return self.years[0]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A program being drawn up: `most` is the largest order of each configuration sold alone and of each package."""

    problem: Problem
    draft: Draft
    years: tuple[Layout, ...]
    lines: dict[Line, int]
    most: dict[str, int]

    @property
    def ordered(self) -> list[Configuration]:
        """The configurations by id."""
        return sorted(self.problem.configurations, key=lambda c: c.id)

    def upper(self, column: int) -> float:
        """The largest value of a column."""
        return self.draft.columns[column].upper

    def bought(self, configuration: str) -> list[int]:
        """The columns of one configuration's servers, year by year."""
        return [layout.servers[configuration] for layout in self.years]

    def arrived(self, configuration: Configuration, *, year: int) -> list[int]:
        """The columns of the servers that serve in a year."""
        delivered = range(year - configuration.lead_years + 1)
        return [self.years[t].servers[configuration.id] for t in delivered]

    def most_stock(self, configuration: str, *, year: int) -> int:
        """The most servers of a configuration that can stand there in a year."""
        held = next(c for c in self.problem.configurations if c.id == configuration)
        return held.existing + int(sum(self.upper(column) for column in self.arrived(held, year=year)))

    def flag(self) -> int:
        """A new column that is 0 or 1."""
        return self.draft.column(upper=1, integer=True)


def blueprint(problem: Problem, *, draft: Draft, scale: int | None, most: dict[str, int]) -> Blueprint:
    """An empty program over the years of the plan."""
    years = tuple(Layout({}, {}, scale) for _ in range(plan_years(problem)))
    return Blueprint(problem, draft, years, {}, most)
