"""What a choice puts on the servers, in servers at the utilisation planned with."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement.sizing.choice import Choice
from procurement.sizing.demand import rate_in
from procurement.sizing.problem import Problem, measured


def load_of(problem: Problem, *, choice: Choice, configuration: str, year: int = 0) -> Fraction:
    """Servers' worth of load that the choice puts on a configuration in a year, at the utilisation planned with."""
    parts = share_loads(problem, choice=choice, configuration=configuration, year=year)
    return sum((load for _, load in parts), Fraction(0))


def share_loads(problem: Problem, *, choice: Choice, configuration: str, year: int) -> Iterator[tuple[str, Fraction]]:
    """Each bucket that a configuration serves in a year, and the servers' worth of load it brings."""
    rates = {bucket.id: rate_in(bucket, year=year) for bucket in problem.buckets}
    carried = {c.bucket: c for c in measured(problem) if c.configuration == configuration}
    for part in choice.shares:
        if (part.configuration, part.year) == (configuration, year):
            usable = carried[part.bucket].rate * Fraction(carried[part.bucket].utilisation)
            yield part.bucket, Fraction(choice.scale) * Fraction(part.share) * rates[part.bucket] / usable
