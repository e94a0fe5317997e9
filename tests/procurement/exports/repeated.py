"""Runs of the small tender's measured values, made up, and its dossier with the annex they lead to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from procurement.casefile.robust import robust_of
from procurement.exports.dossier import Dossier, Robust, Runs
from scoring.acceptability_noise import Repeats
from scoring.result import Evaluation
from tests.procurement.exports.evaluations import dossier, evaluated


def runs(bid: str, *values: int, missed: int = 0) -> Runs:
    return Runs(Repeats(bid, "speed", tuple(map(Fraction, values))), missed)


RUNS = (runs("A", 10, 98, 100), runs("B", 85, 90, 95, missed=1))


def annexed(*found: Runs, evaluation: Evaluation | None = None) -> tuple[Dossier, Robust]:
    """The dossier with its annex, and the annex itself."""
    evaluation = evaluation or evaluated()
    robust = robust_of(evaluation, runs=found)
    return replace(dossier(evaluation), robust=robust), robust
