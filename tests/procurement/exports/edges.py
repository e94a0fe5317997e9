"""Repeats of the small tender's values: two runs about an edge, two runs away from one, and a single run."""

from __future__ import annotations

from fractions import Fraction

from procurement.exports.edges import EdgeCheck
from scoring.cliffs import cliffs
from scoring.criteria import Criterion, Gate
from tests.scoring.tender import DELIVERY, POWER


def held(
    subject: Criterion | Gate, low: str, high: str, *, bid: str = "A", runs: int = 2, missed: int = 0
) -> EdgeCheck:
    spread = Fraction(low), Fraction(high)
    found = cliffs(subject, low=spread[0], high=spread[1])
    return EdgeCheck(bid, subject.id, subject.title, subject.unit, runs, *spread, missed, found)


EDGES = (
    held(POWER, "2900", "3100", runs=3, missed=1),
    held(DELIVERY, "2.5", "2.75"),
    held(DELIVERY, "2.5", "2.5", bid="B", runs=1),
)
